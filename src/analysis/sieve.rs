//! Which parts of a text need an analysis when few words are searched: the bytes of most words rule them out.
//!
//! Between two spaces there is mostly one word of western letters, with a few signs around it and perhaps an article that
//! elides. Such a word is judged by how it begins. Whatever else stands there is left to the analysis.

use super::beginning::{Beginning, Beginnings};

impl Beginnings {
    /// Where the next word of `text` could stand that may have one of the terms: at the beginning of the text or behind a
    /// space. The words from there on, taken alone, are those of the text. `from` is 0, or the end of a word before a
    /// space that has none of the terms.
    pub fn first_in(&self, text: &str, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at += text.as_bytes()[at..].iter().take_while(|&&byte| is_space(byte)).count();
            if at == text.len() {
                return None;
            }
            match plain(text, at) {
                Some((end, word)) if word.is_none_or(|beginning| !self.may_have(Some(beginning))) => at = end,
                _ => return Some(at),
            }
        }
    }
}

/// Whether words on both sides of a byte have nothing to do with each other, but for being neighbours.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n')
}

/// The end of what stands between two spaces, and how the one word in it begins; `None` where only the analysis can say.
fn plain(text: &str, at: usize) -> Option<(usize, Option<Beginning>)> {
    let bytes = text.as_bytes();
    if let Some((end, after)) = bare(bytes, at) {
        return Beginning::of_term(&text[at..end]).map(|beginning| (after, Some(beginning)));
    }
    let at = at + run(&bytes[at..], opening);
    let elided = elided(&bytes[at..]);
    let start = at + elided;
    let end = start + letters(&bytes[start..]);
    let after = end + run(&bytes[end..], closing);
    if !bytes.get(after).is_none_or(|&byte| is_space(byte)) {
        return None;
    }
    match &text[start..end] {
        "" if elided == 0 => Some((after, None)),
        // `l'ai` is one word.
        "" | "ai" if elided > 0 => None,
        word => Beginning::of_term(word).map(|beginning| (after, Some(beginning))),
    }
}

/// The ends of a word of small letters, the first of which may be a capital, and of what stands between two spaces, where that is
/// the word and at most a sign behind it. Most words are so.
fn bare(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let end = at + letters(&bytes[at..]);
    let is_end = |at: usize| bytes.get(at).is_none_or(|&byte| is_space(byte));
    if end == at {
        return None;
    }
    match bytes.get(end) {
        Some(b',' | b'.' | b':' | b';' | b'!' | b'?' | b')') if is_end(end + 1) => Some((end, end + 1)),
        _ => is_end(end).then_some((end, end)),
    }
}

/// Bytes of the signs at the front, of each of which `length` gives the bytes.
fn run(bytes: &[u8], length: impl Fn(&[u8]) -> usize) -> usize {
    let mut at = 0;
    loop {
        match length(&bytes[at..]) {
            0 => return at,
            more => at += more,
        }
    }
}

fn opening(bytes: &[u8]) -> usize {
    match bytes {
        [b'(' | b'[' | b'"' | b'*' | b'<', ..] => 1,
        // «, “
        [0xC2, 0xAB, ..] => 2,
        [0xE2, 0x80, 0x9C, ..] => 3,
        _ => 0,
    }
}

fn closing(bytes: &[u8]) -> usize {
    match bytes {
        [b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']' | b'"' | b'*' | b'>', ..] => 1,
        // No-break space, »
        [0xC2, 0xA0 | 0xBB, ..] => 2,
        // ”, …, narrow no-break space, dashes
        [0xE2, 0x80, 0x9D | 0xA6 | 0xAF | 0x93 | 0x94, ..] => 3,
        _ => 0,
    }
}

/// Bytes of an article or pronoun of one letter that elides, and its apostrophe.
fn elided(bytes: &[u8]) -> usize {
    match bytes {
        [head, b'\'', ..] if is_head(*head) => 2,
        [head, 0xE2, 0x80, 0x98 | 0x99, ..] if is_head(*head) => 4,
        _ => 0,
    }
}

fn is_head(byte: u8) -> bool {
    matches!(byte.to_ascii_lowercase(), b'c' | b'd' | b'j' | b'l' | b'm' | b'n' | b's' | b't')
}

/// Bytes of small western letters, the first of which may be a capital.
fn letters(bytes: &[u8]) -> usize {
    let mut at = match bytes {
        [b'A'..=b'Z', ..] => 1,
        // À to Þ
        [0xC3, 0x80..=0x96 | 0x98..=0x9E, ..] => 2,
        _ => 0,
    };
    loop {
        match bytes.get(at) {
            Some(b'a'..=b'z') => at += 1,
            // à to ÿ
            Some(0xC3) if matches!(bytes.get(at + 1), Some(0xA0..=0xB6 | 0xB8..=0xBF)) => at += 2,
            _ => return at,
        }
    }
}
