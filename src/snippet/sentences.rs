//! Sentences: UAX #29, corrected for abbreviations, lists, glued sentences and lines broken by hand.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Folded words before a full stop that ends no sentence.
const ABBREVIATIONS: [&str; 14] =
    ["m", "mm", "mme", "mlle", "dr", "pr", "cf", "ex", "etc", "vs", "env", "p", "n", "st"];
/// A line broken by hand is at least so long, in bytes.
const BROKEN_LINE: usize = 40;

/// The sentences of a text in order: they cover all of it but white space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, piece) in text.split_sentence_bound_indices() {
        let mut start = at;
        for glued in glued(piece) {
            push(text, start..at + glued, &mut found);
            start = at + glued;
        }
        push(text, start..at + piece.len(), &mut found);
    }
    found
}

/// Adds a piece, to the sentence before it where that does not end there.
fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.start + piece.trim_end().len();
    if start >= end {
        return;
    }
    match found.last_mut() {
        Some(last) if continues(text, last, start) => last.end = end,
        _ => found.push(start..end),
    }
}

/// Whether the sentence `last` goes on at `start`.
fn continues(text: &str, last: &Range<usize>, start: usize) -> bool {
    let before = &text[last.clone()];
    let after = &text[start..];
    if text[last.end..start].contains('\n') {
        let line = before.rsplit('\n').next().unwrap_or(before);
        return line.len() >= BROKEN_LINE
            && !before.ends_with(['.', '!', '?', '…', ':', ';'])
            && after.starts_with(|c: char| c.is_lowercase() || c == '(' || c == '«');
    }
    let Some(body) = before.strip_suffix('.') else {
        // A bound without any mark before it is none.
        return !before.ends_with(['!', '?', '…', '»', '"', '”', ')']);
    };
    let word = body.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let initial = word.chars().count() == 1 && body.ends_with(char::is_uppercase);
    ABBREVIATIONS.contains(&word.as_str()) || initial
}

/// Where sentences are glued without a space: `disponibles.Vous`. Bytes of `piece`, behind the full stop.
fn glued(piece: &str) -> impl Iterator<Item = usize> {
    piece.match_indices(['.', '!', '?']).filter_map(|(at, mark)| {
        let before = piece[..at].chars().rev().take(3).filter(|c| c.is_lowercase()).count();
        let mut after = piece[at + mark.len()..].chars();
        let opens =
            after.next().is_some_and(char::is_uppercase) && after.next().is_some_and(char::is_lowercase);
        (before == 3 && opens).then_some(at + mark.len())
    })
}
