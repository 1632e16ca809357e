//! The forms in which words are compared: blind to case, accents and typographic signs.

use crate::letters;
use regex::Regex;
use std::sync::{LazyLock, OnceLock};

/// What folds to a straight apostrophe, and that one.
pub(crate) const APOSTROPHES: [char; 6] = ['\'', '’', '‘', 'ʼ', '`', '´'];

/// Lower case, accents off, ligatures open, apostrophes straight, white space single.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    let mut take = |c: char| {
        if c == ' ' {
            space = !folded.is_empty();
            return;
        }
        if std::mem::take(&mut space) {
            folded.push(' ');
        }
        folded.push(c);
    };
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => take(c),
            '\t'..='\r' => take(' '),
            '`' => take('\''),
            '\0'..='\x7F' => take(c.to_ascii_lowercase()),
            _ => match near(c) {
                Some(folded) => folded.chars().for_each(&mut take),
                None => open(c, &mut take),
            },
        }
    }
    folded
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

/// [`fold`]ed letters and digits, everything else a single space: the form in which headings are compared.
pub(crate) fn bare(text: &str) -> String {
    let mut bare: Vec<u8> = Vec::with_capacity(text.len());
    let mut space = false;
    let mut from = 0;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(from) {
        // Runs of letters and digits of ASCII go over as they are.
        if byte.is_ascii_alphanumeric() {
            let run = bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            if std::mem::take(&mut space) {
                bare.push(b' ');
            }
            let to = bare.len();
            bare.extend_from_slice(&bytes[from..from + run]);
            bare[to..].make_ascii_lowercase();
            from += run;
            continue;
        }
        if byte.is_ascii() {
            from += 1;
            space = !bare.is_empty();
            continue;
        }
        let Some(c) = text.get(from..).and_then(|rest| rest.chars().next()) else { break };
        from += c.len_utf8();
        let mut take = |c: char| {
            if !c.is_alphanumeric() {
                space = !bare.is_empty();
                return;
            }
            if std::mem::take(&mut space) {
                bare.push(b' ');
            }
            bare.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        };
        match near(c) {
            Some(folded) => folded.chars().for_each(&mut take),
            None => open(c, &mut take),
        }
    }
    String::from_utf8(bare).unwrap_or_default()
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
