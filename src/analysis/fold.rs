//! Folding: the form in which two spellings of one word are the same.
//!
//! Case, accents, ligatures, soft hyphens and the kind of apostrophe do not count. The stored text is never
//! folded, only the word that is compared.

use crate::letters::open;
use unicode_normalization::UnicodeNormalization;

pub use crate::letters::{is_apostrophe, is_invisible};

/// Lower case, accents kept, composed, one kind of apostrophe: the form that stemmers read.
pub fn lower(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    if word.chars().all(is_western) {
        let mut lower = String::with_capacity(word.len());
        lower.extend(word.chars().map(|c| match c {
            // Each stands 32 places before its small letter.
            'À'..='Þ' => char::from(c as u8 + 32),
            'Œ' => 'œ',
            c if is_apostrophe(c) => '\'',
            c => c.to_ascii_lowercase(),
        }));
        return lower;
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
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Words without case and accents, a space between: folding is for single words.
pub fn fold_words(text: &str) -> String {
    text.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}

/// Adds the form of a word that is searched to a text.
pub fn fold_into(word: &str, folded: &mut String) {
    let start = folded.len();
    if word.is_ascii() {
        folded.push_str(word);
        folded[start..].make_ascii_lowercase();
    } else if !western(word, folded) {
        folded.truncate(start);
        word.chars().for_each(|c| open(c, &mut |c| push(c, folded)));
    }
}

/// Adds the folded form of a word that is written as nearly all are; `false` where it is not, and a part was added.
fn western(word: &str, folded: &mut String) -> bool {
    for c in word.chars() {
        match c {
            'a'..='z' | '0'..='9' | '\'' | '.' | ',' => folded.push(c),
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            '\0'..='\x7F' => {}
            // Each stands 32 places before its small letter.
            'À'..='Þ' if c != '×' => push(bare(char::from(c as u8 + 32)), folded),
            'Œ' => push('œ', folded),
            c if is_western(c) => push(bare(c), folded),
            _ => return false,
        }
    }
    true
}

/// Adds a character in lower case and without accents, or what it folds to.
fn push(c: char, folded: &mut String) {
    match c {
        'œ' | 'æ' | 'ß' => open(c, &mut |c| folded.push(c)),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' => folded.push('d'),
        'ı' => folded.push('i'),
        c if is_apostrophe(c) => folded.push('\''),
        '.' | ',' => folded.push(c),
        // Some signs decompose into brackets, spaces and marks.
        c if !c.is_alphanumeric() => {}
        c => folded.push(c),
    }
}

/// Whether [`bare`] knows the character: what nearly all words of recaps are written with.
fn is_western(c: char) -> bool {
    c.is_ascii() || matches!(c, 'À'..='ÿ' | 'Œ' | 'œ' | '\u{2018}' | '\u{2019}') && c != '×' && c != '÷'
}

/// A western letter in lower case without its accent; whatever else there is as it is.
pub fn bare(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A character whose presence takes a word the long way, and which leaves nothing behind.
    const LONG_WAY: char = '\u{200B}';

    #[test]
    fn the_short_way_folds_as_the_long_way_does() {
        for c in ('\0'..='\u{FFFF}').filter(|&c| is_western(c)) {
            let (short, long) = (format!("é{c}"), format!("é{c}{LONG_WAY}"));
            assert_eq!(fold(&short), fold(&long), "{c:?}");
            assert_eq!(lower(&short), lower(&long), "{c:?}");
        }
    }
}
