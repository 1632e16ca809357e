//! What a character is where case, accents and typography do not count.
//!
//! Two forms rest on it: [`crate::analysis::fold`] folds the words that are searched and keeps letters, digits and few signs;
//! the words of a recap keep their signs and the spaces between them, since the cut goes by them.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Whether `c` is one of the signs that people type for an apostrophe inside a word.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{FF07}')
}

/// Whether `c` is invisible inside a word: soft hyphen, zero-width signs, byte order mark.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Gives what a character folds to, one by one: lower case, without accents and invisible signs, ligatures open, one kind of
/// apostrophe.
///
/// Decomposing a text puts its marks in an order of their own. As none of them stays, each character can be decomposed by itself.
pub fn open(c: char, take: &mut impl FnMut(char)) {
    decompose_compatible(c, |part| {
        for c in part.to_lowercase() {
            match c {
                c if is_combining_mark(c) || is_invisible(c) => {}
                'œ' => "oe".chars().for_each(&mut *take),
                'æ' => "ae".chars().for_each(&mut *take),
                'ß' => "ss".chars().for_each(&mut *take),
                c if is_apostrophe(c) => take('\''),
                c => take(c),
            }
        }
    });
}
