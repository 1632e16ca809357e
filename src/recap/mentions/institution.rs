//! Names of public bodies, schools and the like, whose words are mostly in small letters: "Université de Nantes".

use crate::recap::words::lexicon::INSTITUTIONS;
use crate::recap::words::token::{Token, tokens};
use std::ops::Range;

/// Words that one name may hold, the small ones counted.
const MOST_WORDS: usize = 10;
/// Tokens of the longest name that is known as a whole.
const MOST_KNOWN: usize = 3;

/// The institution that a text begins with, as written.
pub(in crate::recap) fn at(text: &str) -> Option<&str> {
    let tokens: Vec<Token<'_>> = tokens(text).take(MOST_WORDS + 2).collect();
    let last = ends(text, &tokens, 0)?;
    text.get(..tokens[last].end)
}

/// The first institution that a text names, as written.
pub(in crate::recap) fn first(text: &str) -> Option<&str> {
    let found = all(text).into_iter().next()?;
    text.get(found)
}

/// Where a text names institutions.
pub(in crate::recap) fn all(text: &str) -> Vec<Range<usize>> {
    let tokens: Vec<Token<'_>> = tokens(text).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match ends(text, &tokens, i) {
            Some(last) => {
                found.push(tokens[i].start..tokens[last].end);
                i = last + 1;
            }
            None => i += 1,
        }
    }
    found
}

/// The last token of the institution that begins at a token.
fn ends(text: &str, tokens: &[Token<'_>], first: usize) -> Option<usize> {
    let head = tokens.get(first)?;
    if let Some(last) = known(text, tokens, first) {
        return Some(last);
    }
    let office = INSTITUTIONS.is_word(head, "office");
    if !office && !INSTITUTIONS.is_word(head, "head") {
        return None;
    }
    // "Univ. Untel": the full stop shortens the word.
    let dotted = tokens.get(first + 1).is_some_and(|t| t.text == "." && t.start == head.end);
    let mut i = first + 1 + usize::from(dotted);
    let (mut last, mut joined, mut named) = (None, false, false);
    while let Some(token) = tokens.get(i).filter(|_| i - first < MOST_WORDS) {
        let gap = text.get(tokens[i - 1].end..token.start).unwrap_or_default();
        if !gap.chars().all(char::is_whitespace) {
            break;
        }
        let small = token.text.starts_with(char::is_lowercase);
        if token.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
            last = Some(i);
            named = true;
            joined = false;
        } else if is_joint(token, office) {
            joined = true;
        } else if small
            && (INSTITUTIONS.is_word(token, "kind") && !joined || office && goes_on(token, joined))
        {
            last = Some(i);
            named |= office && joined;
            joined = false;
        } else {
            break;
        }
        i += 1;
    }
    // "École polytechnique": a capital and a word of its kind are a name too.
    let written = head.text.starts_with(char::is_uppercase) && last.is_some();
    last.filter(|_| named || written)
}

/// The last token of a name that is known as a whole, and begins at a token with a capital.
fn known(text: &str, tokens: &[Token<'_>], first: usize) -> Option<usize> {
    if !tokens[first].text.starts_with(char::is_uppercase) {
        return None;
    }
    (1..=MOST_KNOWN).rev().find_map(|count| {
        let last = first + count - 1;
        let words = text.get(tokens[first].start..tokens.get(last)?.end)?;
        INSTITUTIONS.is(&crate::recap::words::fold::fold(words), "name").then_some(last)
    })
}

/// Whether a small word joins the words of a name.
fn is_joint(token: &Token<'_>, office: bool) -> bool {
    match &*token.folded() {
        "de" | "du" | "des" | "d'" | "la" | "le" | "les" | "l'" => true,
        "et" | "en" | "pour" | "aux" => office,
        _ => false,
    }
}

/// Whether a common word goes on with the name of an office: what it is for, or of which kind that is.
fn goes_on(token: &Token<'_>, joined: bool) -> bool {
    const KINDS: [&str; 8] = ["ique", "iques", "al", "ale", "ales", "aux", "elle", "aire"];
    joined || KINDS.iter().any(|ending| token.text.ends_with(ending))
}
