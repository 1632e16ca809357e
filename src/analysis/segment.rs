//! Where the words of a text stand by UAX #29.
//!
//! The library that knows all of Unicode looks every character up. Recaps are Latin letters between a few signs: these
//! are cut here by their bytes, by the same rules, and a stretch with anything else in it is left to the library.

use std::ops::Range;
use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation};

/// What a word is made of, as far as that decides on what is still to be done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Letters and digits.
    Plain,
    /// Also apostrophes.
    Elided,
    /// Anything.
    Mixed,
}

/// A word as UAX #29 sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What it is made of.
    pub shape: Shape,
}

/// What a character is to the rules, in the words of UAX #29.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// Ties letters and digits: `_`.
    ExtendNumLet,
    /// Between letters: `:`.
    MidLetter,
    /// Between digits: `,`.
    MidNum,
    /// Between letters or digits: `.`.
    MidNumLet,
    /// As `MidNumLet`.
    Apostrophe,
    /// A word begins and ends here, and so does the stretch that the library is asked about.
    Space,
    /// A word begins and ends here.
    Other,
    /// The library knows.
    Unknown,
}

/// Classes by the first byte of a character; [`Class::Unknown`] where more bytes are needed.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Unknown; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::ExtendNumLet,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidNum,
            b'.' => Class::MidNumLet,
            b'\'' => Class::Apostrophe,
            b'\t'..=b'\r' | b' ' => Class::Space,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// The class of the character that begins at `at`, and its bytes; a space at the end of the text.
#[inline]
fn class(bytes: &[u8], at: usize) -> (Class, usize) {
    let Some(&first) = bytes.get(at) else { return (Class::Space, 0) };
    match CLASSES[usize::from(first)] {
        Class::Unknown => class_of_long(bytes, at),
        class => (class, 1),
    }
}

/// The class of a character that is not ASCII, and its bytes.
fn class_of_long(bytes: &[u8], at: usize) -> (Class, usize) {
    let byte = |ahead: usize| bytes.get(at + ahead).copied().unwrap_or_default();
    match (byte(0), byte(1)) {
        // À to ſ, less × and ÷.
        (0xC3, 0x97 | 0xB7) => (Class::Other, 2),
        (0xC3..=0xC5, _) => (Class::Letter, 2),
        // No-break space, « °, ».
        (0xC2, 0xA0 | 0xAB | 0xB0 | 0xBB) => (Class::Other, 2),
        (0xC2, 0xB7) => (Class::MidLetter, 2),
        (0xE2, 0x80) => match byte(2) {
            0x98 | 0x99 => (Class::Apostrophe, 3),
            // – — “ ” • …
            0x93 | 0x94 | 0x9C | 0x9D | 0xA2 | 0xA6 => (Class::Other, 3),
            // The narrow no-break space ties, for numbers' sake.
            0xAF => (Class::ExtendNumLet, 3),
            _ => (Class::Unknown, 0),
        },
        _ => (Class::Unknown, 0),
    }
}

/// The words of a text in order.
#[derive(Debug)]
pub struct Segments<'t> {
    text: &'t str,
    /// All before is done.
    at: usize,
    /// A bound of words before `at` with no word between the two.
    bound: usize,
    /// A stretch that the library cuts, from where it begins.
    asked: Option<(usize, UWordBoundIndices<'t>)>,
}

impl<'t> Segments<'t> {
    /// Of a text.
    pub fn new(text: &'t str) -> Self {
        Segments { text, at: 0, bound: 0, asked: None }
    }

    /// The next word, where it is made of letters alone and stands between signs that surely part words and make nothing else of it:
    /// most words do. Nothing is taken where it is any other.
    #[inline]
    pub(super) fn plain(&mut self) -> Option<Range<usize>> {
        if self.asked.is_some() {
            return None;
        }
        let bytes = self.text.as_bytes();
        let start = self.at + usize::from(bytes.get(self.at) == Some(&b' '));
        if start.checked_sub(1).is_some_and(|before| bytes[before] == b'.') {
            return None;
        }
        let mut end = start;
        loop {
            match bytes.get(end)? {
                byte if byte.is_ascii_alphabetic() => end += 1,
                0xC3 if !matches!(bytes.get(end + 1), Some(0x97 | 0xB7)) => end += 2,
                b' ' | b'\n' if end > start => break,
                b',' | b'.' if end > start && matches!(bytes.get(end + 1), Some(b' ' | b'\n')) => break,
                _ => return None,
            }
        }
        (self.at, self.bound) = (end, end);
        Some(start..end)
    }

    /// The word that begins at `at`; `None` where something in it or behind it is unknown.
    fn word(&self, at: usize) -> Option<Segment> {
        let bytes = self.text.as_bytes();
        let (mut before, length) = class(bytes, at);
        let mut shape = if before == Class::ExtendNumLet { Shape::Mixed } else { Shape::Plain };
        let mut end = at + length;
        loop {
            while let Some(&byte) = bytes.get(end)
                && let class @ (Class::Letter | Class::Digit) = CLASSES[usize::from(byte)]
            {
                (before, end) = (class, end + 1);
            }
            let (next, length) = class(bytes, end);
            match next {
                Class::Letter | Class::Digit => {}
                Class::ExtendNumLet => shape = Shape::Mixed,
                Class::MidLetter | Class::MidNum | Class::MidNumLet | Class::Apostrophe => {
                    let (after, more) = class(bytes, end + length);
                    let ties = match before {
                        Class::Letter => next != Class::MidNum && after == Class::Letter,
                        Class::Digit => next != Class::MidLetter && after == Class::Digit,
                        _ => false,
                    };
                    if after == Class::Unknown {
                        return None;
                    }
                    if !ties {
                        return Some(Segment { range: at..end, shape });
                    }
                    match next {
                        Class::Apostrophe if shape == Shape::Plain => shape = Shape::Elided,
                        Class::Apostrophe => {}
                        _ => shape = Shape::Mixed,
                    }
                    (before, end) = (after, end + length + more);
                    continue;
                }
                Class::Space | Class::Other => return Some(Segment { range: at..end, shape }),
                Class::Unknown => return None,
            }
            (before, end) = (next, end + length);
        }
    }

    /// Leaves what begins at `bound` and ends before a space behind `from` to the library.
    fn ask(&mut self, from: usize) {
        let is_space = |c: char| matches!(c, '\t'..='\r' | ' ');
        let mut end = from;
        loop {
            // Of other spaces in a row with these, all are one piece.
            end += self.text[end..]
                .chars()
                .take_while(|&c| c.is_whitespace())
                .map(char::len_utf8)
                .sum::<usize>();
            end += self.text[end..].find(is_space).unwrap_or(self.text.len() - end);
            if end == self.text.len() || !self.text[..end].ends_with(char::is_whitespace) {
                break;
            }
        }
        self.asked = Some((self.bound, self.text[self.bound..end].split_word_bound_indices()));
        (self.at, self.bound) = (end, end);
    }
}

impl Iterator for Segments<'_> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        loop {
            if let Some((from, asked)) = &mut self.asked {
                if let Some((at, word)) = asked.find(|(_, word)| word.contains(char::is_alphanumeric)) {
                    let start = *from + at;
                    return Some(Segment { range: start..start + word.len(), shape: Shape::Mixed });
                }
                self.asked = None;
            }
            let (class, length) = class(self.text.as_bytes(), self.at);
            match class {
                Class::Letter | Class::Digit | Class::ExtendNumLet => match self.word(self.at) {
                    Some(word) => {
                        (self.at, self.bound) = (word.range.end, word.range.end);
                        // A row of `_` alone is no word.
                        if word.shape != Shape::Mixed
                            || self.text[word.range.clone()].contains(char::is_alphanumeric)
                        {
                            return Some(word);
                        }
                    }
                    None => {
                        self.bound = self.at;
                        self.ask(self.at);
                    }
                },
                Class::Space if length == 0 => return None,
                // Spaces in a row are one piece to the rules.
                Class::Space => self.at += length,
                Class::Unknown => self.ask(self.at),
                _ => (self.bound, self.at) = (self.at, self.at + length),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_surely_plain_are_those_of_all_rules() {
        let parts = ["a", "É", "mot", " ", "\n", ".", "'", ",", "5", "_", "漢", "e\u{301}", "("];
        for number in 0..parts.len().pow(4) {
            let places = (0..4).map(|place| parts[number / parts.len().pow(place) % parts.len()]);
            let text: String = places.collect();
            let all: Vec<Segment> = Segments::new(&text).collect();
            let mut segments = Segments::new(&text);
            let next = || {
                let plain = segments.plain().map(|range| Segment { range, shape: Shape::Plain });
                plain.or_else(|| segments.next())
            };
            let found: Vec<Segment> = std::iter::from_fn(next).collect();
            assert_eq!(found, all, "{text:?}");
        }
    }
}
