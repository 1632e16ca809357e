//! Lists of terms and their definitions. Recaps use them in two ways: as titles with a text
//! below each, and as fields (`Speaker`, and a name below).

/// Characters of a term; more is a paragraph.
const LONGEST_TERM: usize = 160;
/// Words and characters of the name of a field, and characters of its value.
const FIELD_WORDS: usize = 4;
const LONGEST_NAME: usize = 40;
const LONGEST_VALUE: usize = 100;

/// Whether a line can be a term: one that ends as a sentence or in the middle of one is a line of a paragraph.
pub(super) fn is_term(text: &str) -> bool {
    text.chars().count() <= LONGEST_TERM && !text.ends_with([',', ';', '.', '…']) && !text.is_empty()
}

/// Whether a term with a text below it reads as `name : value`.
pub(super) fn is_field(term: &str, text: &str) -> bool {
    term.contains(char::is_alphanumeric)
        && term.split_whitespace().count() <= FIELD_WORDS
        && term.chars().count() <= LONGEST_NAME
        && !term.ends_with(['?', '!'])
        && text.chars().count() <= LONGEST_VALUE
        && !text.ends_with(['.', '!', '?', '…', ':', ';'])
}
