//! The forms in which words are compared: blind to case, accents and typographic signs.

use crate::letters;
use regex::Regex;
use std::sync::{LazyLock, OnceLock};

/// What folds to a straight apostrophe, and that one.
pub(crate) const APOSTROPHES: [char; 6] = ['\'', '’', '‘', 'ʼ', '`', '´'];

/// What a byte becomes in a text that is folded, and in [`bare`] words: a space for what parts words there, [`FAR`] for a byte of a
/// character that is not of ASCII.
const FOLDED: [u8; 256] = plain(false);
const BARE: [u8; 256] = plain(true);
const FAR: u8 = 0xFF;

const fn plain(bare: bool) -> [u8; 256] {
    let mut plain = [FAR; 256];
    let mut byte = 0u8;
    while byte < 128 {
        let parts = if bare { !byte.is_ascii_alphanumeric() } else { matches!(byte, b'\t'..=b'\r' | b' ') };
        plain[byte as usize] = match byte {
            _ if parts => b' ',
            b'`' => b'\'',
            _ => byte.to_ascii_lowercase(),
        };
        byte += 1;
    }
    plain
}

/// A text on its way: words, and a single space between two of them.
struct Folding {
    /// What is written, and room for what is to come.
    bytes: Vec<u8>,
    /// Bytes that are written.
    length: usize,
    /// Whether something that parts words came behind the last one.
    parted: bool,
}

impl Folding {
    /// The folded form of a text, by what its bytes of ASCII become; `other` adds its other characters.
    #[inline]
    fn of(text: &str, ascii: &[u8; 256], mut other: impl FnMut(&mut Folding, char)) -> String {
        let bytes = text.as_bytes();
        // Room for what is to come: no byte of ASCII becomes more than one.
        let mut room = bytes.to_vec();
        let (mut at, mut length, mut parted) = (0, 0, false);
        while let Some(&byte) = bytes.get(at) {
            let folded = ascii[usize::from(byte)];
            if folded == b' ' {
                parted = length > 0;
                at += 1;
            } else if folded == FAR {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                at += c.len_utf8();
                let mut folding = Folding { bytes: room, length, parted };
                other(&mut folding, c);
                Folding { bytes: room, length, parted } = folding;
                let needed = length + 1 + bytes.len() - at;
                if room.len() < needed {
                    room.resize(needed, 0);
                }
            } else {
                if parted && let Some(place) = room.get_mut(length) {
                    *place = b' ';
                    length += 1;
                    parted = false;
                }
                if let Some(place) = room.get_mut(length) {
                    *place = folded;
                    length += 1;
                }
                at += 1;
            }
        }
        room.truncate(length);
        String::from_utf8(room).unwrap_or_default()
    }

    fn part(&mut self) {
        self.parted = self.length > 0;
    }

    /// Adds a byte of a word; it is none that parts words.
    #[inline]
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

/// Lower case, accents off, ligatures open, apostrophes straight, white space single.
pub(crate) fn fold(text: &str) -> String {
    Folding::of(text, &FOLDED, |folding, c| {
        each(c, |c| if c == ' ' { folding.part() } else { folding.push_char(c) });
    })
}

/// Asks something of a word [`fold`]ed; a short one is folded without a place in memory of its own.
pub(crate) fn folded<T>(word: &str, ask: impl FnOnce(&str) -> T) -> T {
    let mut short = [0u8; 48];
    match fold_short(word, &mut short).and_then(|length| std::str::from_utf8(&short[..length]).ok()) {
        Some(folded) => ask(folded),
        None => ask(&fold(word)),
    }
}

/// Folds a word of Latin letters, digits and hyphens into `short` and gives its length; `None` where it is
/// of other signs, or too long.
fn fold_short(word: &str, short: &mut [u8; 48]) -> Option<usize> {
    let mut length = 0;
    for c in word.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '\'' => {
                *short.get_mut(length)? = c.to_ascii_lowercase() as u8;
                length += 1;
            }
            '\0'..='\x7F' => return None,
            _ => {
                let near = near(c).filter(|near| !near.contains(' '))?;
                short.get_mut(length..length + near.len())?.copy_from_slice(near.as_bytes());
                length += near.len();
            }
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

/// The label as [`bare`] words, without the endings of inclusive writing and optional plurals.
pub(crate) fn label(text: &str) -> String {
    static ENDINGS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\((?:e?s|x|se|euse|ice|rice)\)|[·•][\p{L}]+(?:[·•]s)?").expect("valid")
    });
    const BRACKETS: [&str; 7] = ["(es)", "(s)", "(x)", "(se)", "(euse)", "(ice)", "(rice)"];
    if !text.contains(['·', '•']) && !BRACKETS.iter().any(|ending| text.contains(ending)) {
        return bare(text);
    }
    bare(&ENDINGS.replace_all(text, ""))
}

/// Lower-case ASCII letters and digits, joined by single hyphens; at most about `limit` bytes, cut between words.
pub(crate) fn slug(text: &str, limit: usize) -> String {
    let mut slug = String::new();
    for word in bare(text).split(' ') {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() {
            continue;
        }
        if !slug.is_empty() {
            if slug.len() + word.len() >= limit {
                break;
            }
            slug.push('-');
        }
        slug.extend(word.chars().take(limit));
    }
    slug
}
