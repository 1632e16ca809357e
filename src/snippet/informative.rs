//! Which sentences are informative: bare addresses, markup, bylines and labels are not.

use crate::analysis::is_stop_word;
use crate::analysis::words::Pieces;
use crate::talk::Talk;
use std::cell::OnceCell;

/// The least number of words outside the names of the byline in an informative sentence.
const FEWEST: usize = 3;
/// Longer sentences are not looked at word by word, in bytes.
const LONGEST: usize = 400;

/// Decides which sentences of a talk are informative.
pub(super) struct Informative<'t> {
    talk: &'t Talk,
    /// The folded words of its byline, computed at their first use; most searches need none.
    names: OnceCell<Vec<String>>,
}

impl<'t> Informative<'t> {
    /// For a talk: its speakers, organisations, writers and event make the byline.
    pub(super) fn of(talk: &'t Talk) -> Self {
        Informative { talk, names: OnceCell::new() }
    }

    /// Whether a word is one of the byline.
    fn is_name(&self, word: &str) -> bool {
        let names = self.names.get_or_init(|| {
            let Talk { speakers, organisations, writers, event, .. } = self.talk;
            let names = speakers.iter().chain(organisations).chain(writers).chain(event);
            let mut found = Vec::new();
            for name in names.filter(|name| name.len() <= LONGEST) {
                found.extend(Pieces::new(name).filter_map(|piece| Some(piece.surface(name)?.into_owned())));
            }
            found
        });
        names.iter().any(|name| name == word)
    }

    /// Whether a sentence is text at all: more than addresses and signs.
    pub(super) fn is_text(&self, sentence: &str) -> bool {
        if sentence.len() > LONGEST {
            return true;
        }
        let mut marks = Marks::default();
        // Most sentences have no address.
        if may_have_address(sentence.as_bytes()) {
            let is_address = |part: &&str| part.contains("://") || part.starts_with("www.");
            sentence.split_whitespace().filter(|part| !is_address(part)).for_each(|part| marks.add(part));
        } else {
            marks.add(sentence);
        }
        marks.letters > 1 && marks.letters >= marks.signs
    }

    /// Whether a sentence is informative: it has words besides those of a byline.
    pub(super) fn informs(&self, sentence: &str) -> bool {
        if sentence.len() > LONGEST {
            return true;
        }
        let (mut all, mut own) = (0, 0);
        for piece in Pieces::new(sentence) {
            let Some(word) = piece.surface(sentence) else { continue };
            let is_word = word.chars().any(char::is_alphabetic);
            all += 1;
            own += usize::from(is_word && !is_stop_word(&word) && !self.is_name(&word));
            if own == FEWEST {
                return true;
            }
        }
        all > 2 * FEWEST && !sentence.ends_with(':')
    }
}

/// Whether a sentence may hold an address.
fn may_have_address(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(b'/', b'w', bytes)
        .any(|at| bytes[at..].starts_with(b"//") || bytes[at..].starts_with(b"www."))
}

/// A letter or figure.
const LETTER: u32 = 1;
/// Another character but white space.
const SIGN: u32 = 1 << 10;
/// A character that has to be looked up.
const UNKNOWN: u32 = 1 << 20;

/// What the first byte of a character says of it; nothing for bytes that go on with one. Sums of them count up to 1023 of each.
static CLASSES: [u32; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b'\t'..=b'\r' | b' ' => 0,
            0..=0x7F => SIGN,
            // À to ÿ, among which × and ÷ end in other bytes.
            0xC3 => LETTER,
            0x97 | 0xB7 => UNKNOWN,
            0x80..=0xBF => 0,
            _ => UNKNOWN,
        };
        byte += 1;
    }
    classes
};

/// Letters and figures of a text, and its other characters but white space.
#[derive(Default)]
struct Marks {
    letters: usize,
    signs: usize,
}

impl Marks {
    /// Adds those of a text of up to [`LONGEST`] bytes.
    fn add(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let class = |byte: u8| CLASSES[usize::from(byte)];
        let sum: u32 = bytes.iter().map(|&byte| class(byte)).sum();
        self.letters += (sum % SIGN) as usize;
        self.signs += (sum % UNKNOWN / SIGN) as usize;
        if sum < UNKNOWN {
            return;
        }
        for (at, &byte) in bytes.iter().enumerate().filter(|(_, byte)| class(**byte) == UNKNOWN) {
            match text.get(at..).and_then(|rest| rest.chars().next()) {
                // The end of a character.
                None if bytes[at - 1] == 0xC3 && matches!(byte, 0x97 | 0xB7) => {
                    self.letters -= 1;
                    self.signs += 1;
                }
                None => {}
                Some(c) if c.is_alphanumeric() => self.letters += 1,
                Some(c) => self.signs += usize::from(!c.is_whitespace()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_they_are() {
        for c in '\0'..=char::MAX {
            let mut marks = Marks::default();
            marks.add(&format!("a{c}b"));
            let (letters, signs) =
                (usize::from(c.is_alphanumeric()), usize::from(!c.is_alphanumeric() && !c.is_whitespace()));
            assert_eq!((marks.letters, marks.signs), (2 + letters, signs), "{c:?}");
        }
    }
}
