//! Words and signs of prose, as names are looked for among them.

use crate::recap::words::fold::{fold, folded};
use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;

/// A word or a sign of a text.
pub(in crate::recap) struct Token<'a> {
    /// As written.
    pub text: &'a str,
    /// Its first byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

impl<'a> Token<'a> {
    /// The token folded; most tokens are never asked for it, and most that are need no work.
    pub(in crate::recap) fn folded(&self) -> Cow<'a, str> {
        if self.is_folded() { Cow::Borrowed(self.text) } else { Cow::Owned(fold(self.text)) }
    }

    /// Asks something of the token folded, which needs no place in memory of its own then.
    pub(in crate::recap) fn ask<T>(&self, ask: impl FnOnce(&str) -> T) -> T {
        if self.is_folded() { ask(self.text) } else { folded(self.text, ask) }
    }

    fn is_folded(&self) -> bool {
        self.text.bytes().all(|b| matches!(b, b'!'..=b'@' | b'a'..=b'z'))
    }
}

/// Longest text that is read for names, in bytes; nobody is presented beyond.
const LONGEST: usize = 20_000;

/// The tokens of a text, one after the other:
///
/// - an elided article or pronoun with its apostrophe: `l'`, `qu’`;
/// - letters with a full stop each: `J.`, `J.-M.`, `J-M.`;
/// - a word: letters, marks and digits from a letter on, parts joined by hyphens, apostrophes and stops
///   included where a letter follows;
/// - digits, together;
/// - any other sign that is no white space, alone.
pub(in crate::recap) fn tokens(text: &str) -> Tokens<'_> {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Tokens { text: text.get(..end).unwrap_or_default(), at: 0 }
}

/// See [`tokens`].
pub(in crate::recap) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        let start = self.at;
        let mut end = start;
        // Nearly all words are of Latin letters up to a space or a sign that ends them; those that may be elided, or go on, and
        // all that begins otherwise, are not decided here.
        while let Some(length) = latin_letter(bytes, end) {
            end += length;
        }
        let next = bytes.get(end);
        if end == start {
            // A sign is a token by itself.
            end += usize::from(next.is_some_and(u8::is_ascii_punctuation));
        } else if next == Some(&b'.') {
            // It goes on behind a full stop if a letter follows, and a single letter is an initial.
            let stops = |b: &u8| b.is_ascii() && !b.is_ascii_alphabetic();
            if end - start <= 2 || !bytes.get(end + 1).is_none_or(stops) {
                end = start;
            }
        } else if !next.is_some_and(|b| b.is_ascii() && !b.is_ascii_digit() && !matches!(b, b'-' | b'\'')) {
            end = start;
        }
        if end > start {
            self.at = end;
            return Some(Token { text: self.text.get(start..end)?, start, end });
        }
        let rest = self.text.get(start..)?;
        let space = rest.find(|c: char| !c.is_whitespace())?;
        let (start, end) = (start + space, start + space + length(rest.get(space..)?));
        self.at = end;
        Some(Token { text: self.text.get(start..end)?, start, end })
    }
}

/// Bytes of a letter of ASCII, or from À to ÿ, that stands at a place.
#[inline]
fn latin_letter(bytes: &[u8], at: usize) -> Option<usize> {
    match *bytes.get(at)? {
        byte if byte.is_ascii_alphabetic() => Some(1),
        // But for × and ÷.
        0xC3 => bytes.get(at + 1).is_some_and(|second| !matches!(second, 0x97 | 0xB7)).then_some(2),
        _ => None,
    }
}

/// Bytes of the token that a text begins with.
fn length(text: &str) -> usize {
    // A word of ASCII that a sign of ASCII ends, and none that may join it to more.
    let bytes = text.as_bytes();
    let plain = bytes.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let ends = |b: &u8| b.is_ascii() && !matches!(b, b'-' | b'\'' | b'.');
    if plain > 0 && bytes[0].is_ascii_alphabetic() && bytes.get(plain).is_none_or(ends) {
        return plain;
    }
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    let after_first = first.len_utf8();
    if !is_letter(first) {
        if !first.is_numeric() {
            return after_first;
        }
        return run(text, |c| c.is_numeric() && !is_letter(c));
    }
    let second = chars.next();
    if is_apostrophe(second)
        && matches!(first.to_ascii_lowercase(), 'd' | 'l' | 's' | 'm' | 't' | 'n' | 'j' | 'ſ')
    {
        return after_first + second.map_or(0, char::len_utf8);
    }
    if matches!((first, second), ('q' | 'Q', Some('u' | 'U'))) {
        let third = chars.next();
        if is_apostrophe(third) {
            return 2 + third.map_or(0, char::len_utf8);
        }
    }
    if second == Some('.') {
        return initials(text, after_first + 1);
    }
    let mut end = run(text, is_in_word);
    loop {
        let mut next = text.get(end..).unwrap_or_default().chars();
        let (joint, letter) = (next.next(), next.next());
        let joined =
            joint.filter(|c| matches!(c, '-' | '‑' | '\'' | '’' | '.')).zip(letter.filter(|&c| is_letter(c)));
        let Some((joint, _)) = joined else {
            // "J-C. Untel": the full stop belongs to letters joined by hyphens.
            let word = text.get(..end).unwrap_or_default();
            let letters = word.len() > 1 && word.split(['-', '‑']).all(|part| part.chars().count() == 1);
            let stop = letters && text.get(end..).is_some_and(|rest| rest.starts_with('.'));
            return end + usize::from(stop);
        };
        end += joint.len_utf8();
        end += run(text.get(end..).unwrap_or_default(), is_in_word);
    }
}

/// The end of letters with a full stop each, the first of which end at `end`.
fn initials(text: &str, mut end: usize) -> usize {
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let hyphen = rest.chars().next().filter(|c| matches!(c, '-' | '‑')).map_or(0, char::len_utf8);
        let mut next = rest.get(hyphen..).unwrap_or_default().chars();
        match (next.next(), next.next()) {
            (Some(letter), Some('.')) if is_letter(letter) => end += hyphen + letter.len_utf8() + 1,
            _ => return end,
        }
    }
}

/// Bytes at the head of a text that are of a kind.
fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

fn is_apostrophe(c: Option<char>) -> bool {
    matches!(c, Some('\'' | '’'))
}

/// Whether a character is a letter by its general category, or a case of one.
pub(in crate::recap) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '\0'..='\x7F' => false,
        '\u{C0}'..='\u{24F}' => !matches!(c, '×' | '÷'),
        // Alphabetic besides: numerals, marks, letters in circles and squares.
        '\u{345}' => true,
        '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}' => false,
        _ => c.is_alphabetic() && !c.is_numeric() && !is_combining_mark(c),
    }
}

/// Whether a character is a letter, a digit or a mark on one.
#[inline]
pub(in crate::recap) fn is_in_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '\0'..='\x7F' => false,
        '\u{C0}'..='\u{24F}' => !matches!(c, '×' | '÷'),
        _ => is_letter(c) || c.is_numeric() || is_combining_mark(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of a text, each by the rules for all.
    fn slowly(text: &str) -> Vec<&str> {
        let (mut rest, mut all) = (text.trim_start(), Vec::new());
        while !rest.is_empty() {
            let (token, behind) = rest.split_at(length(rest));
            all.push(token);
            rest = behind.trim_start();
        }
        all
    }

    #[test]
    fn tokens_of_latin_letters_and_signs_are_those_of_the_rules() {
        let parts = ["a", "qu", "É", "mot", " ", ".", "'", "’", "-", ",", "5", "é\u{301}", "×"];
        for number in 0..parts.len().pow(4) {
            let places = (0..4).map(|place| parts[number / parts.len().pow(place) % parts.len()]);
            let text: String = places.collect();
            let found: Vec<&str> = tokens(&text).map(|token| token.text).collect();
            assert_eq!(found, slowly(&text), "{text:?}");
        }
    }
}
