//! Folding: the form in which two spellings of one word are the same.
//!
//! Case, accents, ligatures, soft hyphens and the kind of apostrophe do not count. The stored text is never
//! folded, only the word that is compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether `c` is one of the signs that people type for an apostrophe inside a word.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{FF07}')
}

/// Whether `c` is invisible inside a word: soft hyphen, zero-width signs, byte order mark.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Lower case, accents kept, composed, one kind of apostrophe: the form that stemmers read.
pub fn lower(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars()
        .filter(|&c| !is_invisible(c))
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect()
}

/// Lower case without accents and ligatures: the form that is searched.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    let decomposed = word.chars().filter(|&c| !is_invisible(c)).nfkd().filter(|&c| !is_combining_mark(c));
    for c in decomposed.flat_map(char::to_lowercase) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            c if is_apostrophe(c) => folded.push('\''),
            // Some signs decompose into a space and a mark.
            c if is_combining_mark(c) || c.is_whitespace() => {}
            c => folded.push(c),
        }
    }
    folded
}
