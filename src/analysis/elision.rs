//! Elision: `l'observabilité` is the word `observabilité`, `developer's` the word `developer`.
//!
//! Only articles and conjunctions are cut, so that `aujourd'hui`, `O'Reilly` and `rock'n'roll` stay whole.
//! `j'ai` stays whole too, or else it would be a mention of AI. What is cut moves the bounds of the word, so that
//! a highlight covers the bare word.

use super::fold::{fold, is_apostrophe};
use std::ops::Range;

/// Words that elide before a vowel, folded.
pub const ELIDED: [&str; 9] = ["l", "d", "c", "j", "m", "n", "s", "t", "qu"];
/// What elides besides: conjunctions, and the article as it is heard.
const HEADS: [&str; 5] = ["jusqu", "lorsqu", "puisqu", "quoiqu", "z"];

/// Verbs that, once cut, would be spelt like the field; in lower case, because `l'AI` is the field.
const VERBS: [&str; 5] = ["j'ai", "l'ai", "m'ai", "n'ai", "t'ai"];

/// English endings after an apostrophe, folded.
const TAILS: [&str; 7] = ["s", "t", "re", "ve", "ll", "d", "m"];

/// Bytes of `word` without its elided articles and English endings; never empty for a word that is not.
pub fn bare(word: &str) -> Range<usize> {
    let (mut start, mut end) = (0, word.len());
    // No apostrophe begins with a lower byte than U+02BC does.
    if !word.bytes().any(|b| b == b'\'' || b >= 0xCA) {
        return start..end;
    }
    if last_apostrophe(word).is_none() {
        return start..end;
    }
    if word.ends_with("ai") && VERBS.contains(&fold(word).as_str()) {
        return start..end;
    }
    while let Some((at, sign)) = first_apostrophe(&word[start..end]) {
        let rest = start + at + sign;
        let head = &word[start..start + at];
        if rest >= end || !(is_one_of(&ELIDED, head) || is_one_of(&HEADS, head)) {
            break;
        }
        start = rest;
    }
    while let Some((at, sign)) = last_apostrophe(&word[start..end]) {
        if at == 0 || !is_one_of(&TAILS, &word[start + at + sign..end]) {
            break;
        }
        end = start + at;
    }
    start..end
}

/// Whether a part of a word is one of these, once folded.
fn is_one_of(folded: &[&str], part: &str) -> bool {
    match part.is_ascii() {
        true => folded.iter().any(|known| known.eq_ignore_ascii_case(part)),
        false => folded.contains(&fold(part).as_str()),
    }
}

/// Where the first apostrophe stands and how many bytes it takes.
fn first_apostrophe(word: &str) -> Option<(usize, usize)> {
    word.char_indices().find(|&(_, c)| is_apostrophe(c)).map(|(at, c)| (at, c.len_utf8()))
}

/// Where the last apostrophe stands and how many bytes it takes.
fn last_apostrophe(word: &str) -> Option<(usize, usize)> {
    word.char_indices().rfind(|&(_, c)| is_apostrophe(c)).map(|(at, c)| (at, c.len_utf8()))
}
