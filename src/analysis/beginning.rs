//! How words begin: most words of a text differ from the searched ones in their first two letters, so they need no analysis.
//!
//! Folding and stemmers leave the first two letters of a word, but that the English one takes `y` for `i` (`dying`,
//! `die`). Words that begin in any other way always count as possible matches. What stemmers put in the place of an ending
//! differs from it in two letters at most: of a stem of five letters the third one is that of its words.

use super::fold::{bare, is_apostrophe};
use super::table::UNLIKE;
use super::words::Word;
use super::{compounds, stem};
use rustc_hash::FxHashMap;

/// Letters that count as different: a to z, `y` taken for `i`.
const LETTERS: usize = 26;
/// Beginnings that count as different: two letters, or a word of one letter.
const BEGINNINGS: usize = LETTERS * (LETTERS + 1);
/// The third letter of shorter stems may be one that a stemmer put there, in letters.
const LONG_STEM: usize = 5;
/// Longer words have no beginning here, in bytes: after folding they may still be short enough for words.
const LONGEST: usize = 64;

/// The first two letters of a word, or its only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning(usize);

impl Beginning {
    /// Of a word as it stands in a text; `None` where its terms may begin otherwise: digits and signs
    /// among the first two, ligatures, other scripts, camel case.
    pub fn of(raw: &str) -> Option<Beginning> {
        let beginning = Beginning::of_term(raw)?;
        let (mut has_upper, mut has_lower) = (false, false);
        if raw.is_ascii() {
            has_upper = raw.bytes().skip(1).any(|b| b.is_ascii_uppercase());
            has_lower = has_upper && raw.bytes().any(|b| b.is_ascii_lowercase());
        } else {
            for (at, c) in raw.chars().enumerate() {
                match c {
                    'a'..='z' | 'à'..='ö' | 'ø'..='ÿ' => has_lower = true,
                    'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => has_upper |= at > 0,
                    '\u{250}'.. if !is_apostrophe(c) => return None,
                    c => {
                        has_upper |= at > 0 && c.is_uppercase();
                        has_lower |= c.is_lowercase();
                    }
                }
            }
        }
        let has_humps = has_upper && has_lower;
        (raw.len() <= LONGEST && !has_humps).then_some(beginning)
    }

    /// Of a word that begins as its term does, or of a term.
    pub(super) fn of_term(term: &str) -> Option<Beginning> {
        if let [first @ b'a'..=b'z', second @ b'a'..=b'z', ..] = term.as_bytes() {
            return Some(Beginning(number(*first) * LETTERS + number(*second)));
        }
        let mut chars = term.chars();
        let first = letter(chars.next()?)?;
        match chars.next() {
            Some(second) => Some(Beginning(first * LETTERS + letter(second)?)),
            None => Some(Beginning(LETTERS * LETTERS + first)),
        }
    }
}

/// A letter from a to z as a number.
fn number(letter: u8) -> usize {
    usize::from(if letter == b'y' { b'i' } else { letter } - b'a')
}

/// A letter of the western alphabet, folded, as a number.
fn letter(c: char) -> Option<usize> {
    let folded = if c.is_ascii() { c.to_ascii_lowercase() } else { bare(c.to_lowercase().next()?) };
    match folded {
        'y' => Some(usize::from(b'i' - b'a')),
        'a'..='z' => Some(folded as usize - 'a' as usize),
        _ => None,
    }
}

/// The beginnings that words must have to be looked at.
#[derive(Clone, Debug, Default)]
pub struct Beginnings {
    bits: [u64; BEGINNINGS.div_ceil(64)],
    /// The third letters of stems that begin so, a bit each; none of a beginning that may go on in any way.
    thirds: FxHashMap<usize, u32>,
}

impl Beginnings {
    /// Whether a word that begins so may have one of the terms.
    pub fn may_have(&self, beginning: Option<Beginning>) -> bool {
        beginning.is_none_or(|Beginning(at)| self.bits[at / 64] >> (at % 64) & 1 == 1)
    }

    /// Whether a word may have one of the stems, or one of its parts, which `raw` shows as written, may.
    pub fn may_have_stem(&self, word: &Word, raw: &str) -> bool {
        let parts = [word.surface.as_str(), word.accented()].into_iter().chain(compounds::humps(raw));
        parts.map(Beginning::of_term).any(|beginning| self.may_have(beginning))
            && !self.goes_on_otherwise(word, raw)
    }

    /// Whether the third letter of a word is of none of the stems. The table of stems may say anything of a word, and parts of
    /// names have stems too.
    fn goes_on_otherwise(&self, word: &Word, raw: &str) -> bool {
        let surface = word.surface.as_bytes();
        let &[_, _, third, ..] = surface else { return false };
        let Some(Beginning(at)) = Beginning::of_term(&word.surface) else { return false };
        let Some(thirds) = self.thirds.get(&at) else { return false };
        surface.iter().all(u8::is_ascii_lowercase)
            && thirds >> number(third) & 1 == 0
            && !raw.chars().skip(1).any(char::is_uppercase)
            && ![word.surface.as_str(), word.accented()].into_iter().any(stem::is_in_table)
    }

    /// Adds those of the words that are folded to a term, or to a term and more.
    pub fn add_surface(&mut self, surface: &str) {
        // A term that begins in another way is of a word that always counts as a possible match.
        if let Some(Beginning(at)) = Beginning::of_term(surface) {
            self.bits[at / 64] |= 1 << (at % 64);
        }
    }

    /// Adds those of the words that are the first of two that are glued together.
    pub fn add_join(&mut self, glued: &str) {
        self.add_surface(glued);
        let first = glued.chars().next().map_or(0, char::len_utf8);
        self.add_surface(&glued[..first]);
    }

    /// Adds those of the words that have a stem.
    pub fn add_stem(&mut self, stem: &str) {
        if stem.chars().nth(1).is_none() {
            // Next to nothing of the word is left.
            self.bits.fill(u64::MAX);
        }
        // The sign of a stem of the table is no letter of its words.
        let letters = stem.trim_start_matches('=');
        self.add_surface(letters);
        if let Some(Beginning(at)) = Beginning::of_term(letters) {
            let third =
                letters.as_bytes().get(2).filter(|_| letters.len() >= LONG_STEM && letters.is_ascii());
            let third = third.filter(|third| third.is_ascii_lowercase());
            let third = third.map_or(u32::MAX, |&third| 1 << number(third));
            *self.thirds.entry(at).or_default() |= third;
        }
        let unlike = UNLIKE.get(stem).unwrap_or_default();
        unlike.split(' ').for_each(|word| self.add_surface(word));
    }
}
