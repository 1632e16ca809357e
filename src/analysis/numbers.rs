//! A number for each word that was met, as it was written: the one table that is asked for every word of a text.
//!
//! Few words make up most of a text, so what is asked is nearly always there, and what a look-up costs is how many places of
//! memory it touches. A short word stands in the table itself: one place.

use rustc_hash::FxHashMap;
use std::ops::Range;

/// Bytes of the words that stand in the table.
const SHORT: usize = 24;
/// Parts of such a word that are compared at once.
const PARTS: usize = SHORT / 8;
/// Places of a table at first, a power of two.
const PLACES: usize = 256;

/// A short word, filled up with zeros.
type Short = [u64; PARTS];

/// Words with their numbers, from 0 in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// A power of two, and at least twice as many as there are short words.
    places: Vec<Place>,
    short: usize,
    /// The others, each with whether it was asked for.
    long: FxHashMap<Box<str>, (u32, bool)>,
}

/// Half a line of the cache: a look-up touches one line.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Place {
    word: Short,
    number: u32,
    /// Bytes of the word; 0 where there is none.
    length: u8,
    /// Whether the word was asked for since it was added.
    asked: bool,
}

impl Numbers {
    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.short + self.long.len()
    }

    /// The number of a word that stands in a text.
    pub(super) fn get(&mut self, text: &str, word: Range<usize>) -> Option<u32> {
        let length = word.len();
        let Some(short) = short(text.as_bytes(), word.clone()) else {
            let (number, asked) = self.long.get_mut(text.get(word)?)?;
            *asked = true;
            return Some(*number);
        };
        let at = self.place(&short, length as u8);
        let place = self.places.get_mut(at).filter(|place| place.length > 0)?;
        if !place.asked {
            place.asked = true;
        }
        Some(place.number)
    }

    /// Gives a word that is not there the next number, with a mark in bits that no number has.
    pub(super) fn add(&mut self, word: &str, mark: u32) -> u32 {
        let number = self.len() as u32 | mark;
        match short(word.as_bytes(), 0..word.len()) {
            Some(short) => self.add_short(short, word.len() as u8, number),
            None => drop(self.long.insert(word.into(), (number, false))),
        }
        number
    }

    fn add_short(&mut self, word: Short, length: u8, number: u32) {
        if 2 * (self.short + 1) > self.places.len() {
            self.grow();
        }
        let at = self.place(&word, length);
        self.places[at] = Place { word, number, length, asked: false };
        self.short += 1;
    }

    /// The words that were asked for since they were added, with numbers of their own and the marks that they had; and their
    /// former numbers, marks included, in the order of the new ones.
    pub(super) fn asked(self, mark: u32) -> (Numbers, Vec<u32>) {
        enum Key {
            Short(Short, u8),
            Long(Box<str>),
        }
        let short = self.places.into_iter().filter(|place| place.length > 0 && place.asked);
        let short = short.map(|place| (place.number, Key::Short(place.word, place.length)));
        let long = self.long.into_iter().filter(|(_, (_, asked))| *asked);
        let mut all: Vec<(u32, Key)> =
            short.chain(long.map(|(word, (number, _))| (number, Key::Long(word)))).collect();
        all.sort_unstable_by_key(|(number, _)| number & !mark);
        let mut asked = Numbers::default();
        let mut former = Vec::with_capacity(all.len());
        for (number, key) in all {
            former.push(number);
            let number = asked.len() as u32 | number & mark;
            match key {
                Key::Short(word, length) => asked.add_short(word, length, number),
                Key::Long(word) => drop(asked.long.insert(word, (number, false))),
            }
        }
        (asked, former)
    }

    /// Where a word is, or where it would be.
    fn place(&self, word: &Short, length: u8) -> usize {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = hash(word, length) & mask;
        while let Some(place) = self.places.get(at)
            && place.length > 0
            && (place.word != *word || place.length != length)
        {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let places = vec![Place::default(); (2 * self.places.len()).max(PLACES)];
        let before = std::mem::replace(&mut self.places, places);
        for place in before.into_iter().filter(|place| place.length > 0) {
            let at = self.place(&place.word, place.length);
            self.places[at] = place;
        }
    }
}

/// A word of a text as it stands in the table; `None` where it is too long, or nothing.
fn short(text: &[u8], word: Range<usize>) -> Option<Short> {
    let length = word.len();
    if length == 0 || length > SHORT {
        return None;
    }
    let mut parts = [0; PARTS];
    if let Some((bytes, _)) = text.get(word.start..).and_then(<[u8]>::split_first_chunk::<SHORT>) {
        // What follows the word in the text is cut off: that is faster than to copy as many bytes as the word has.
        for (at, (part, bytes)) in parts.iter_mut().zip(bytes.as_chunks().0).enumerate() {
            let beyond = 8 * (8 * (at + 1)).saturating_sub(length).min(8) as u32;
            *part = u64::from_le_bytes(*bytes) & u64::MAX.checked_shr(beyond).unwrap_or(0);
        }
        return Some(parts);
    }
    let mut bytes = [0; SHORT];
    bytes[..length].copy_from_slice(text.get(word)?);
    for (part, bytes) in parts.iter_mut().zip(bytes.as_chunks().0) {
        *part = u64::from_le_bytes(*bytes);
    }
    Some(parts)
}

/// Every bit of a word moves the upper bits of the product, which are taken.
fn hash(word: &Short, length: u8) -> usize {
    /// An odd number without a pattern, that of [`rustc_hash`].
    const FACTOR: u64 = 0xf135_7aea_2e62_a9c5;
    let sum = word.iter().fold(u64::from(length), |sum, part| {
        let product = u128::from(sum ^ part) * u128::from(FACTOR);
        product as u64 ^ (product >> 64) as u64
    });
    (sum >> 16) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_keeps_its_number() {
        let words: Vec<String> = (0..5_000)
            .map(|n| match n % 5 {
                0 => format!("{n}"),
                1 => format!("mot-{n}"),
                2 => format!("{}\0", "é".repeat(n % 11 + 1) + &n.to_string()),
                3 => format!("{n:024}"),
                _ => format!("anticonstitutionnellement{n}"),
            })
            .collect();
        let mut numbers = Numbers::default();
        let get = |numbers: &mut Numbers, word: &str| {
            // Alone, and before other words of a text.
            let text = format!("à{word} et la suite de la phrase");
            let number = numbers.get(word, 0..word.len());
            assert_eq!(numbers.get(&text, 2..2 + word.len()), number, "{word}");
            number
        };
        for (at, word) in words.iter().enumerate() {
            assert_eq!(get(&mut numbers, word), None, "{word}");
            assert_eq!(numbers.add(word, 0), at as u32);
        }
        for (at, word) in words.iter().enumerate() {
            assert_eq!(get(&mut numbers, word), Some(at as u32), "{word}");
        }
        // What is filled up with zeros is no other word with zeros.
        assert_eq!(get(&mut numbers, "mot-1\0"), None);
        assert_eq!(get(&mut numbers, ""), None);
    }

    #[test]
    fn words_that_were_asked_for_stay_and_keep_their_marks() {
        const MARK: u32 = 1 << 31;
        let words: Vec<String> = (0..600).map(|n| format!("{}{n}", "mot".repeat(n % 12))).collect();
        let mut numbers = Numbers::default();
        let marks = |n: usize| if n.is_multiple_of(5) { MARK } else { 0 };
        for (n, word) in words.iter().enumerate() {
            numbers.add(word, marks(n));
        }
        let is_asked = |n: usize| n.is_multiple_of(3);
        for (_, word) in words.iter().enumerate().filter(|(n, _)| is_asked(*n)) {
            numbers.get(word, 0..word.len());
        }
        let (mut numbers, former) = numbers.asked(MARK);
        let kept: Vec<usize> = (0..words.len()).filter(|&n| is_asked(n)).collect();
        assert_eq!(former, kept.iter().map(|&n| n as u32 | marks(n)).collect::<Vec<_>>());
        assert_eq!(numbers.len(), kept.len());
        for (n, word) in words.iter().enumerate() {
            let place = kept.iter().position(|&kept| kept == n);
            assert_eq!(numbers.get(word, 0..word.len()), place.map(|at| at as u32 | marks(n)), "{word}");
        }
        let again = words.iter().position(|word| numbers.get(word, 0..word.len()).is_none());
        assert_eq!(numbers.add(&words[again.expect("a word that went")], 0), kept.len() as u32);
    }
}
