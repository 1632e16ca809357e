//! Spellings: which of many texts are one value, and in which order values come.
//!
//! Case, accents, kinds of apostrophes and of white space do not tell values apart, nor do spaces and signs in the names of events
//! and organisations, which blogs write as they like. Texts are brought together by sorting their folded forms: there may be a
//! hundred thousand.

use crate::Result;
use crate::recap::{fold, fold_onto};
use memchr::memchr;
use std::ops::Range;

/// As many texts are put in order on two cores.
const MANY: usize = 8192;

/// A name in the form in which spellings of an event or an organisation are the same: letters and digits, and what tells "C++"
/// from "C".
pub(crate) fn glued(name: &str) -> String {
    let folded = fold(name);
    let glued: String = folded.chars().filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#')).collect();
    if glued.is_empty() { folded } else { glued }
}

/// Texts, and how many talks have each.
#[derive(Default)]
pub(super) struct Texts {
    /// Whether they are names that are the same when they are [`glued`].
    are_glued: bool,
    texts: Vec<Text>,
    written: String,
    folded: Vec<u8>,
}

/// A text of a segment.
struct Text {
    /// Where it stands among what is written, and its folded form among those.
    written: Range<u32>,
    folded: Range<u32>,
    /// Talks that have it and no other.
    alone: u32,
}

/// A way in which a value is written, in all segments.
pub(super) struct Written {
    /// The first of its texts.
    pub(super) text: u32,
    /// The place of its value in the order of the alphabet.
    pub(super) value: u32,
    /// Talks that write it so.
    pub(super) count: usize,
}

impl Texts {
    /// No texts yet, of names that are the same when they are [`glued`], or not.
    pub(super) fn new(are_glued: bool) -> Texts {
        Texts { are_glued, ..Texts::default() }
    }

    /// Adds a text and the number of talks that have it and no other.
    pub(super) fn add(&mut self, text: &str, alone: u32) {
        let from = self.written.len() as u32;
        self.written.push_str(text);
        let folded = if self.are_glued {
            put(&glued(text), &mut self.folded)
        } else {
            put_folded(text, &mut self.folded)
        };
        self.texts.push(Text { written: from..self.written.len() as u32, folded, alone });
    }

    /// Adds the texts that `all` gives, each with how many talks have it, and answers its number.
    pub(super) fn add_all(
        &mut self,
        all: impl FnOnce(&mut dyn FnMut(&str, u32) -> u32) -> Result<()>,
    ) -> Result<()> {
        let (first, from) = (self.texts.len(), self.written.len());
        all(&mut |text, alone| {
            let from = self.written.len() as u32;
            self.written.push_str(text);
            self.texts.push(Text { written: from..self.written.len() as u32, folded: 0..0, alone });
            self.texts.len() as u32 - 1
        })?;
        self.fold_all(first, from);
        Ok(())
    }

    /// Folds the texts from one on, of which the first begins at a place of what is written. Where there is nothing but words of
    /// ASCII with a space between two of them, that is to write them in small letters, all at once.
    fn fold_all(&mut self, first: usize, from: usize) {
        if self.are_glued {
            for text in &mut self.texts[first..] {
                let written = text.written.start as usize..text.written.end as usize;
                text.folded = put(&glued(&self.written[written]), &mut self.folded);
            }
            return;
        }
        let small = self.folded.len();
        self.folded.extend_from_slice(&self.written.as_bytes()[from..]);
        let new = &mut self.folded[small..];
        new.make_ascii_lowercase();
        let is_word = |byte: u8| (byte > b' ') & (byte <= b'~') & (byte != b'`');
        let mut others = vec![0; new.len()];
        for ((other, byte), next) in others.iter_mut().zip(&*new).zip(new.iter().skip(1)) {
            *other = u8::from(!is_word(*byte) & ((*byte != b' ') | (*next == b' ')));
        }
        if let Some((other, last)) = others.last_mut().zip(new.last()) {
            *other = u8::from(!is_word(*last));
        }
        let mut next_other = memchr(1, &others);
        for at in first..self.texts.len() {
            let Range { start, end } = self.texts[at].written;
            let own = start as usize - from..end as usize - from;
            if next_other.is_some_and(|other| other < own.start) {
                next_other = memchr(1, &others[own.start..]).map(|other| other + own.start);
            }
            let text = &self.written[start as usize..end as usize];
            let is_parted = text.starts_with(' ') || text.ends_with(' ');
            self.texts[at].folded = if is_parted || next_other.is_some_and(|other| other < own.end) {
                put_folded(text, &mut self.folded)
            } else {
                (small + own.start) as u32..(small + own.end) as u32
            };
        }
    }

    /// The texts in the order of their values, those of one spelling side by side; and which spelling each is.
    pub(super) fn spellings(&self) -> (Vec<Written>, Vec<u32>) {
        // Most texts differ in their first letters.
        let key = |text: u32| {
            let folded = self.folded(text);
            let first = folded.first_chunk().copied().unwrap_or_else(|| {
                let mut first = [0; 16];
                first[..folded.len()].copy_from_slice(folded);
                first
            });
            (u128::from_be_bytes(first), text)
        };
        let mut order: Vec<(u128, u32)> = (0..self.texts.len() as u32).map(key).collect();
        if order.len() >= MANY {
            // Two halves in order are soon one.
            let half = order.len() / 2;
            let (left, right) = order.split_at_mut(half);
            std::thread::scope(|scope| {
                let other = std::thread::Builder::new().spawn_scoped(scope, || right.sort_unstable());
                left.sort_unstable();
                drop(other);
            });
        }
        order.sort();
        // To compare numbers is quick: only those that begin alike are compared as a whole.
        for alike in order.chunk_by_mut(|(a, _), (b, _)| a == b).filter(|alike| alike.len() > 1) {
            alike.sort_by_key(|&(_, text)| (self.folded(text), self.written(text)));
        }
        let mut spellings: Vec<Written> = Vec::with_capacity(order.len());
        let mut spelling_of = vec![0; self.texts.len()];
        for (_, text) in order {
            let count = self.texts[text as usize].alone as usize;
            match spellings.last_mut() {
                Some(last) if self.written(last.text) == self.written(text) => last.count += count,
                last => {
                    let value = last.map_or(0, |last| {
                        last.value + u32::from(self.folded(last.text) != self.folded(text))
                    });
                    spellings.push(Written { text, value, count });
                }
            }
            spelling_of[text as usize] = spellings.len() as u32 - 1;
        }
        (spellings, spelling_of)
    }

    /// A text as it is written.
    pub(super) fn written(&self, text: u32) -> &str {
        let Range { start, end } = self.texts[text as usize].written;
        &self.written[start as usize..end as usize]
    }

    fn folded(&self, text: u32) -> &[u8] {
        let Range { start, end } = self.texts[text as usize].folded;
        &self.folded[start as usize..end as usize]
    }
}

/// Adds a folded form, and says where it stands.
fn put(form: &str, folded: &mut Vec<u8>) -> Range<u32> {
    let from = folded.len() as u32;
    folded.extend_from_slice(form.as_bytes());
    from..folded.len() as u32
}

/// The same of a text that is not folded yet.
fn put_folded(text: &str, folded: &mut Vec<u8>) -> Range<u32> {
    let from = folded.len() as u32;
    fold_onto(text, folded);
    from..folded.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recap::fold;

    #[test]
    fn texts_folded_together_are_folded_as_each_by_itself() {
        let parts = ["Jean", "José", " ", "  ", "`", "\u{2019}", "-", "é", "Œ", "\t", "z", "\u{a0}", ""];
        let mut written: Vec<String> = Vec::new();
        for a in parts {
            for b in parts {
                written.extend(parts.map(|c| format!("{a}{b}{c}")));
            }
        }
        for written in [&written[..], &written[..1], &written[7..200], &[]] {
            let mut texts = Texts::default();
            for _ in 0..2 {
                let all = texts.add_all(|add| {
                    written.iter().for_each(|text| {
                        add(text, 1);
                    });
                    Ok(())
                });
                all.expect("texts");
            }
            for (at, text) in written.iter().chain(written).enumerate() {
                assert_eq!(texts.folded(at as u32), fold(text).as_bytes(), "{text:?}");
            }
        }
    }
}
