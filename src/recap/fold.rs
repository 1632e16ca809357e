//! The forms in which words are compared: blind to case, accents and typographic signs.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, accents off, ligatures open, apostrophes straight, white space single.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfkd().flat_map(char::to_lowercase) {
        if is_combining_mark(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}') {
            continue;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) && !folded.is_empty() {
            folded.push(' ');
        }
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            '’' | '‘' | 'ʼ' | '`' | '´' => folded.push('\''),
            '–' | '—' | '‑' | '‐' => folded.push('-'),
            _ => folded.push(c),
        }
    }
    folded
}

/// [`fold`]ed letters and digits, everything else a single space: how headings are told alike.
pub(crate) fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            bare.push(c);
        } else if !bare.is_empty() && !bare.ends_with(' ') {
            bare.push(' ');
        }
    }
    bare.truncate(bare.trim_end().len());
    bare
}

/// The label as [`bare`] words, without the endings of inclusive writing and optional plurals.
pub(crate) fn label(text: &str) -> String {
    static ENDINGS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\((?:e?s|x|se|euse|ice|rice)\)|[·•][\p{L}]+(?:[·•]s)?").expect("valid")
    });
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
