//! The forms in which words are compared: blind to case, accents and typographic signs.

use crate::letters;
use regex::Regex;
use std::sync::{LazyLock, OnceLock};

/// What folds to a straight apostrophe, and that one.
pub(crate) const APOSTROPHES: [char; 6] = ['\'', '’', '‘', 'ʼ', '`', '´'];

/// What a byte becomes in a text that is folded, in [`bare`] words and in a short word: [`PART`] for what parts words there or is
/// in no short one, [`FAR`] for a byte that is not of ASCII.
const FOLDED: [u8; 256] = plain(Form::Folded);
const BARE: [u8; 256] = plain(Form::Bare);
const SHORT: [u8; 256] = plain(Form::Short);
const PART: u8 = 0xFE;
const FAR: u8 = 0xFF;

#[derive(Clone, Copy)]
enum Form {
    Folded,
    Bare,
    Short,
}

const fn plain(form: Form) -> [u8; 256] {
    let mut plain = [FAR; 256];
    let mut byte = 0u8;
    while byte < 128 {
        let parts = match form {
            Form::Folded => matches!(byte, b'\t'..=b'\r' | b' '),
            Form::Bare => !byte.is_ascii_alphanumeric(),
            Form::Short => !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'\'')),
        };
        plain[byte as usize] = match byte {
            _ if parts => PART,
            b'`' => b'\'',
            _ => byte.to_ascii_lowercase(),
        };
        byte += 1;
    }
    plain
}

/// The first byte of the letters from À to ÿ.
const LATIN_LEAD: u8 = 0xC3;
/// What these letters become, by the lower bits of their second byte: nearly all accents of French. 0 for those that do not
/// become a letter of ASCII.
const LATIN_LETTERS: [u8; 64] =
    *b"aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y";

/// What a letter of two bytes that stands at a place becomes, where that is a letter of ASCII.
#[inline]
fn latin(bytes: &[u8], at: usize) -> Option<u8> {
    if *bytes.get(at)? != LATIN_LEAD {
        return None;
    }
    let letter = LATIN_LETTERS[usize::from(*bytes.get(at + 1)? & 0x3F)];
    (letter > 0).then_some(letter)
}

/// A text on its way: words, and a single space between two of them.
struct Folding {
    /// What is written, and room for what is to come.
    bytes: Vec<u8>,
    /// Where the text begins, and where what is written of it ends.
    start: usize,
    length: usize,
    /// Whether something that parts words came behind the last one.
    parted: bool,
}

impl Folding {
    /// The folded form of a text, by what its bytes of ASCII become; `other` adds its other characters.
    fn of(text: &str, ascii: &[u8; 256], other: impl FnMut(&mut Folding, char)) -> String {
        let room = Vec::with_capacity(text.len());
        String::from_utf8(Folding::onto(room, text, ascii, other)).unwrap_or_default()
    }

    /// The same, behind what is written already.
    #[inline]
    fn onto(
        mut room: Vec<u8>,
        text: &str,
        ascii: &[u8; 256],
        mut other: impl FnMut(&mut Folding, char),
    ) -> Vec<u8> {
        let (bytes, start) = (text.as_bytes(), room.len());
        // Room for what is to come: no byte of ASCII becomes more than one.
        room.extend_from_slice(bytes);
        let (mut at, mut length, mut parted) = (0, start, false);
        while let Some(&byte) = bytes.get(at) {
            let folded = ascii[usize::from(byte)];
            if folded == PART {
                parted = length > start;
                at += 1;
            } else if folded == FAR && latin(bytes, at).is_none() {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                at += c.len_utf8();
                let mut folding = Folding { bytes: room, start, length, parted };
                other(&mut folding, c);
                Folding { bytes: room, length, parted, .. } = folding;
                let needed = length + 1 + bytes.len() - at;
                room.resize(room.len().max(needed), 0);
            } else {
                if parted && let Some(place) = room.get_mut(length) {
                    *place = b' ';
                    length += 1;
                    parted = false;
                }
                let run = run(bytes, at, ascii, &mut room, length);
                (at, length) = (at + run, length + run);
                while let Some(letter) = latin(bytes, at) {
                    if let Some(place) = room.get_mut(length) {
                        *place = letter;
                    }
                    (at, length) = (at + 2, length + 1);
                }
            }
        }
        room.truncate(length);
        room
    }

    fn part(&mut self) {
        self.parted = self.length > self.start;
    }

    /// Adds a byte of a word; it is none that parts words.
    fn push(&mut self, byte: u8) {
        if self.parted {
            self.parted = false;
            self.put(b' ');
        }
        self.put(byte);
    }

    #[inline]
    fn put(&mut self, byte: u8) {
        match self.bytes.get_mut(self.length) {
            Some(place) => *place = byte,
            None => self.bytes.push(byte),
        }
        self.length += 1;
    }

    fn push_char(&mut self, c: char) {
        c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.push(byte));
    }
}

/// Writes what the bytes of ASCII of a word become, from a place on, behind `length` bytes. How many they are.
#[inline]
fn run(bytes: &[u8], at: usize, ascii: &[u8; 256], room: &mut [u8], length: usize) -> usize {
    let (Some(bytes), Some(room)) = (bytes.get(at..), room.get_mut(length..)) else { return 0 };
    let mut run = 0;
    for (place, &byte) in room.iter_mut().zip(bytes) {
        let folded = ascii[usize::from(byte)];
        if folded >= PART {
            break;
        }
        *place = folded;
        run += 1;
    }
    run
}

/// Lower case, accents off, ligatures open, apostrophes straight, white space single.
pub(crate) fn fold(text: &str) -> String {
    Folding::of(text, &FOLDED, |folding, c| {
        each(c, |c| if c == ' ' { folding.part() } else { folding.push_char(c) });
    })
}

/// Adds the [`fold`]ed form of a text to others.
pub(crate) fn fold_onto(text: &str, others: &mut Vec<u8>) {
    *others = Folding::onto(std::mem::take(others), text, &FOLDED, |folding, c| {
        each(c, |c| if c == ' ' { folding.part() } else { folding.push_char(c) });
    });
}

/// Bytes of words and names that need no place in memory of their own.
const SMALL: usize = 48;

/// Asks something of a word [`fold`]ed; a short one is folded without a place in memory of its own.
pub(crate) fn folded<T>(word: &str, ask: impl FnOnce(&str) -> T) -> T {
    let mut short = [0u8; SMALL];
    match fold_short(word, &mut short).and_then(|length| std::str::from_utf8(&short[..length]).ok()) {
        Some(folded) => ask(folded),
        None => ask(&fold(word)),
    }
}

/// Folds a word of Latin letters, digits and hyphens into `short` and gives its length; `None` where it is
/// of other signs, or too long.
fn fold_short(word: &str, short: &mut [u8; SMALL]) -> Option<usize> {
    let bytes = word.as_bytes();
    let (mut at, mut length) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        let folded = SHORT[usize::from(byte)];
        if folded < PART {
            *short.get_mut(length)? = folded;
            (at, length) = (at + 1, length + 1);
        } else if folded == PART {
            return None;
        } else if let Some(letter) = latin(bytes, at) {
            *short.get_mut(length)? = letter;
            (at, length) = (at + 2, length + 1);
        } else {
            let c = word.get(at..)?.chars().next()?;
            let near = near(c).filter(|near| !near.contains(' '))?;
            short.get_mut(length..length + near.len())?.copy_from_slice(near.as_bytes());
            (at, length) = (at + c.len_utf8(), length + near.len());
        }
    }
    Some(length)
}

/// What a character of a line folds to, one by one; white space of all kinds is a space, dashes are hyphens.
fn open(c: char, take: &mut impl FnMut(char)) {
    letters::open(c, &mut |c| match c {
        c if c.is_whitespace() => take(' '),
        '`' => take('\''),
        '–' | '—' | '‑' | '‐' => take('-'),
        c => take(c),
    });
}

const LATIN: std::ops::Range<u32> = 0x80..0x250;
const TYPOGRAPHY: std::ops::Range<u32> = 0x2000..0x2070;
const NEARBY: usize = (LATIN.end - LATIN.start + TYPOGRAPHY.end - TYPOGRAPHY.start) as usize;

/// What the characters of Latin scripts and of typography fold to, nearly all that a recap is made of; each worked out
/// when it is first met.
static NEAR: [OnceLock<Box<str>>; NEARBY] = [const { OnceLock::new() }; NEARBY];

/// What a character folds to; `None` for one that is far off.
fn near(c: char) -> Option<&'static str> {
    let code = c as u32;
    let index = if LATIN.contains(&code) {
        code - LATIN.start
    } else if TYPOGRAPHY.contains(&code) {
        code - TYPOGRAPHY.start + (LATIN.end - LATIN.start)
    } else {
        return None;
    };
    let folded = || {
        let mut folded = String::new();
        open(c, &mut |c| folded.push(c));
        folded.into_boxed_str()
    };
    NEAR.get(index as usize).map(|near| &**near.get_or_init(folded))
}

/// Gives what a character folds to.
fn each(c: char, mut take: impl FnMut(char)) {
    match near(c) {
        Some(folded) => folded.chars().for_each(take),
        None => open(c, &mut take),
    }
}

/// [`fold`]ed letters and digits, everything else a single space: the form in which headings are compared.
pub(crate) fn bare(text: &str) -> String {
    Folding::of(text, &BARE, |folding, c| {
        each(c, |c| if c.is_alphanumeric() { folding.push_char(c) } else { folding.part() });
    })
}

/// Asks something of a text in the form of [`bare`]; a short one of ASCII needs no place in memory of its own.
pub(crate) fn bared<T>(text: &str, ask: impl FnOnce(&str) -> T) -> T {
    let bytes = text.as_bytes();
    let mut short = [0u8; SMALL];
    if bytes.len() > SMALL || !text.is_ascii() {
        return ask(&bare(text));
    }
    let (mut at, mut length) = (0, 0);
    while at < bytes.len() {
        let run = run(bytes, at, &BARE, &mut short, length);
        (at, length) = (at + run, length + run);
        while bytes.get(at).is_some_and(|byte| BARE[usize::from(*byte)] == PART) {
            at += 1;
        }
        if length > 0 && at < bytes.len() {
            short[length] = b' ';
            length += 1;
        }
    }
    match std::str::from_utf8(&short[..length]) {
        Ok(bare) => ask(bare),
        Err(_) => ask(&bare(text)),
    }
}

/// The label as [`bare`] words, without the endings of inclusive writing and optional plurals.
pub(crate) fn label(text: &str) -> String {
    static ENDINGS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\((?:e?s|x|se|euse|ice|rice)\)|[·•][\p{L}]+(?:[·•]s)?").expect("valid")
    });
    const BRACKETS: [&str; 7] = ["(es)", "(s)", "(x)", "(se)", "(euse)", "(ice)", "(rice)"];
    let has_ending = || text.contains(['·', '•']) || BRACKETS.iter().any(|ending| text.contains(ending));
    // The first bytes of these signs are sought first.
    if memchr::memchr3(b'(', 0xC2, 0xE2, text.as_bytes()).is_none() || !has_ending() {
        return bare(text);
    }
    bare(&ENDINGS.replace_all(text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text folds to, character by character.
    fn slowly(text: &str, bare: bool) -> String {
        let (mut folded, mut parted) = (String::new(), false);
        for c in text.chars() {
            open(c, &mut |c| {
                if if bare { !c.is_alphanumeric() } else { c == ' ' } {
                    parted = !folded.is_empty();
                } else {
                    folded.extend(std::mem::take(&mut parted).then_some(' '));
                    folded.push(c);
                }
            });
        }
        folded
    }

    #[test]
    fn every_character_folds_as_it_does_by_itself() {
        for c in (0u32..0x3000).chain(0xFB00..0xFB10).filter_map(char::from_u32) {
            for text in [c.to_string(), format!("a{c}b"), format!(" {c} É{c}{c}x "), format!("--{c}--É")] {
                assert_eq!(fold(&text), slowly(&text, false), "{text:?}");
                assert_eq!(bare(&text), slowly(&text, true), "{text:?}");
                assert_eq!(bared(&text, str::to_owned), slowly(&text, true), "{text:?}");
                if !text.contains(char::is_whitespace) {
                    assert_eq!(folded(&text, str::to_owned), slowly(&text, false), "{text:?}");
                }
            }
        }
        for length in [47, 48, 49, 200] {
            for unit in ["a-", "É", "x y", "œ"] {
                let text = unit.repeat(length);
                let text = &text[..text.floor_char_boundary(length)];
                assert_eq!(bared(text, str::to_owned), slowly(text, true));
                assert_eq!(fold(text), slowly(text, false));
            }
        }
    }
}
