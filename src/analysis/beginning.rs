//! How words begin: most words of a text differ from the searched ones in their first three letters, so they need no analysis.
//!
//! Folding and stemmers leave the first two letters of a word, but that the English one takes `y` for `i` (`dying`,
//! `die`). Words that begin in any other way always count as possible matches. What stemmers put in the place of an ending
//! differs from it in two letters at most: of a stem of five letters the third one is that of its words. Where the table of
//! stems says something else of a word, `UNLIKE` names the word.

use super::compounds;
use super::fold::{bare, is_apostrophe};
use super::table::UNLIKE;
use super::words::Word;

/// Letters that count as different: a to z, `y` taken for `i`.
const LETTERS: usize = 26;
/// Beginnings that count as different: two letters, or a word of one letter.
const BEGINNINGS: usize = LETTERS * (LETTERS + 1);
/// The third letter of shorter stems may be one that a stemmer put there, in letters.
const LONG_STEM: usize = 5;
/// The third letter of a word that has two, and one that may be any, as sets of numbers.
const NO_THIRD: u32 = 1 << LETTERS;
const ANY_THIRD: u32 = u32::MAX;
/// Longer words have no beginning here, in bytes: after folding they may still be short enough for words.
const LONGEST: usize = 64;

/// The first letters of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The first two, or the only one.
    two: usize,
    /// The third, as a set of numbers.
    third: u32,
}

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
        if let [first @ b'a'..=b'z', second @ b'a'..=b'z', third @ b'a'..=b'z', ..] = term.as_bytes() {
            let two = number(*first) * LETTERS + number(*second);
            return Some(Beginning { two, third: 1 << number(*third) });
        }
        let mut chars = term.chars();
        let first = letter(chars.next()?)?;
        let Some(second) = chars.next() else {
            return Some(Beginning { two: LETTERS * LETTERS + first, third: NO_THIRD });
        };
        let third = match chars.next() {
            Some(third) => letter(third).map_or(ANY_THIRD, |third| 1 << third),
            None => NO_THIRD,
        };
        Some(Beginning { two: first * LETTERS + letter(second)?, third })
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
#[derive(Clone, Debug)]
pub struct Beginnings {
    /// The third letters that may follow each two, as sets of numbers.
    thirds: [u32; BEGINNINGS],
}

impl Default for Beginnings {
    fn default() -> Self {
        Beginnings { thirds: [0; BEGINNINGS] }
    }
}

impl Beginnings {
    /// Whether a word that begins so may have one of the terms.
    pub fn may_have(&self, beginning: Option<Beginning>) -> bool {
        beginning.is_none_or(|Beginning { two, third }| self.thirds[two] & third != 0)
    }

    /// Whether a word may have one of the stems, or one of its parts, which `raw` shows as written, may.
    pub fn may_have_stem(&self, word: &Word, raw: &str) -> bool {
        let parts = [word.surface.as_str(), word.accented()].into_iter().chain(compounds::humps(raw));
        parts.map(Beginning::of_term).any(|beginning| self.may_have(beginning))
    }

    /// Adds those of the words that are folded to a term, or to a term and more.
    pub fn add_surface(&mut self, surface: &str) {
        // A term that begins in another way is of a word that always counts as a possible match.
        if let Some(Beginning { two, third }) = Beginning::of_term(surface) {
            self.thirds[two] |= third;
        }
    }

    /// Adds those of the words that are the first of two that are glued together.
    pub fn add_join(&mut self, glued: &str) {
        self.add_surface(glued);
        for end in glued.char_indices().map(|(at, _)| at).skip(1).take(2) {
            self.add_surface(&glued[..end]);
        }
    }

    /// Adds those of the words that have a stem.
    pub fn add_stem(&mut self, stem: &str) {
        if stem.chars().nth(1).is_none() {
            // Next to nothing of the word is left.
            self.thirds.fill(ANY_THIRD);
        }
        // The sign of a stem of the table is no letter of its words.
        let letters = stem.trim_start_matches('=');
        if let Some(Beginning { two, third }) = Beginning::of_term(letters) {
            let is_sure = letters.len() >= LONG_STEM && letters.is_ascii();
            self.thirds[two] |= if is_sure { third } else { ANY_THIRD };
        }
        let unlike = UNLIKE.get(stem).unwrap_or_default();
        unlike.split(' ').for_each(|word| self.add_surface(word));
    }
}
