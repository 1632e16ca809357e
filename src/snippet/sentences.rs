//! Sentences: UAX #29, corrected for abbreviations, lists, glued sentences and lines broken by hand.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Folded words before a full stop that ends no sentence.
const ABBREVIATIONS: [&str; 34] = [
    "m", "mm", "mme", "mlle", "dr", "pr", "cf", "ex", "etc", "vs", "env", "p", "n", "st", "réf", "ref",
    "fig", "art", "chap", "vol", "éd", "al", "resp", "approx", "max", "min", "janv", "févr", "sept", "oct",
    "nov", "déc", "tél", "mr",
];
/// A quotation that is longer than this may be cut between its sentences, in bytes.
const QUOTATION: usize = 240;
/// A line broken by hand is at least so long, in bytes.
const BROKEN_LINE: usize = 40;

/// The sentences of a text in order: they cover all of it but white space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for end in bounds(text) {
        let piece = &text[at..end];
        let mut start = at;
        for glued in glued(piece) {
            push(text, start..at + glued, &mut found);
            start = at + glued;
        }
        push(text, start..end, &mut found);
        at = end;
    }
    found
}

/// Length in bytes of the text behind a mark that decides whether it ends a sentence.
const WINDOW: usize = 256;

/// Where sentences end by UAX #29.
///
/// Only marks and line ends end a sentence. The library is called with the text around these, up to the next letter: it
/// looks every character up, and again for every sign between a full stop and the letter.
fn bounds(text: &str) -> Vec<usize> {
    let mut bounds = Vec::new();
    let mut done = 0;
    while let Some(mark) = next_end(text, done) {
        if let Some((bound, end)) = plain_bound(text.as_bytes(), mark) {
            bounds.extend(bound);
            done = end;
            continue;
        }
        let behind = mark + text[mark..].chars().next().map_or(0, char::len_utf8);
        // Of what stands before the mark, the letter counts; the last one may be the end of what is done.
        let from = text.floor_char_boundary(done.saturating_sub(1));
        let start = text[from..mark].rfind(|c: char| c.is_ascii_whitespace()).map_or(from, |at| from + at);
        let limit = text.floor_char_boundary(behind + WINDOW);
        let letter = text[behind..limit].find(|c: char| c.is_ascii_alphabetic());
        let end = letter.map_or(limit, |at| behind + at + 1);
        let found = text[start..end].split_sentence_bound_indices().map(|(at, _)| start + at);
        bounds.extend(found.filter(|&at| at > mark));
        done = end;
    }
    if !text.is_empty() {
        bounds.push(text.len());
    }
    bounds
}

/// Whether and where a sentence ends by a mark before an ASCII letter, with at most a space between, and the end of what decides
/// that; `None` where the library has to be asked.
fn plain_bound(bytes: &[u8], mark: usize) -> Option<(Option<usize>, usize)> {
    let behind = *bytes.get(mark + 1)?;
    match (bytes[mark], behind) {
        (b'\n', b'A'..=b'Z' | b'a'..=b'z') => Some((Some(mark + 1), mark + 2)),
        (b'.', b'a'..=b'z') => Some((None, mark + 2)),
        (stop @ (b'.' | b'!' | b'?'), b' ') => {
            let letter = bytes.get(mark + 2).filter(|letter| letter.is_ascii_alphabetic())?;
            let goes_on = stop == b'.' && letter.is_ascii_lowercase();
            Some(((!goes_on).then_some(mark + 2), mark + 3))
        }
        _ => None,
    }
}

/// The first bytes of characters with which a sentence may end, of those that are looked at.
const MAY_END: [bool; 256] = {
    let mut may_end = [true; 256];
    let mut byte = 0;
    while byte < may_end.len() {
        may_end[byte] = match byte as u8 {
            b'.' | b'!' | b'?' | b'\n' | b'\r' => true,
            // ASCII, and À to ȿ with the bytes that follow.
            0..=0x7F | 0x80..=0xBF | 0xC3..=0xC8 => false,
            _ => true,
        };
        byte += 1;
    }
    may_end
};

/// Where the next character stands with which a sentence may end; all do of which that is not well known.
fn next_end(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.as_bytes()[at..].iter().position(|&byte| MAY_END[usize::from(byte)])?;
        match text.as_bytes()[at] {
            b'.' | b'!' | b'?' | b'\n' | b'\r' => return Some(at),
            _ => match text[at..].chars().next()? {
                '\u{85}' => return Some(at),
                c @ ('\u{80}'..='\u{24F}' | '‐'..='‟' | '•' | '…' | '\u{202F}' | '€') => {
                    at += c.len_utf8();
                }
                _ => return Some(at),
            },
        }
    }
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
    let last_char = before.trim_end_matches('.').chars().next_back();
    if last.end == start && before.ends_with('.') && last_char.is_none_or(char::is_whitespace) {
        // The full stop belongs to the name behind it: `.NET`.
        return true;
    }
    // The words after a closing quotation mark that name the speaker: `« C'est prêt ! » dit-elle`.
    if after.starts_with(['»', '”', ')']) || (after.starts_with(char::is_lowercase) && !before.ends_with('.'))
    {
        return true;
    }
    if before.len() <= QUOTATION && before.matches('«').count() > before.matches('»').count() {
        return true;
    }
    let Some(body) = before.strip_suffix('.') else {
        // A bound without any mark before it is none.
        return !before.ends_with(['!', '?', '…', '»', '"', '”', ')']);
    };
    let word = body.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let single = word.chars().count() == 1;
    let before_it = body.strip_suffix(|c: char| c.is_alphanumeric()).unwrap_or_default();
    // Initials, and `c.-à-d.`, `i.e.`.
    let initial = single && (body.ends_with(char::is_uppercase) || before_it.ends_with(['.', '-']));
    ABBREVIATIONS.contains(&word.as_str()) || initial
}

/// Where sentences are glued without a space: `disponibles.Vous`. Bytes of `piece`, behind the full stop.
fn glued(piece: &str) -> impl Iterator<Item = usize> {
    memchr::memchr3_iter(b'.', b'!', b'?', piece.as_bytes()).map(|mark| mark + 1).filter(|&after| {
        let mut behind = piece[after..].chars();
        let opens =
            behind.next().is_some_and(char::is_uppercase) && behind.next().is_some_and(char::is_lowercase);
        let is_name = || piece.as_bytes()[after - 1] == b'.' && is_dotted_name(piece, after - 1);
        opens
            && !is_name()
            && piece[..after - 1].chars().rev().take(3).filter(|c| c.is_lowercase()).count() == 3
    })
}

/// Characters of a name of code that are read on either side of a full stop.
const LONGEST_NAME: usize = 100;

/// Whether the full stop stands inside a name of code: `System.Text.Json`, `Spring.Boot`. Such names begin with a capital or
/// have more than one full stop.
fn is_dotted_name(piece: &str, stop: usize) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
    let before = &piece[..stop];
    // A word of hundreds of full stops would be read anew at each of them.
    let near = before.char_indices().rev().take(LONGEST_NAME).take_while(|(_, c)| is_part(*c));
    let name = &before[near.last().map_or(stop, |(at, _)| at)..];
    let after = &piece[stop + 1..];
    let mut behind = after.char_indices().take(LONGEST_NAME).filter(|(_, c)| !is_part(*c));
    let end =
        behind.next().or_else(|| after.char_indices().nth(LONGEST_NAME)).map_or(after.len(), |(at, _)| at);
    let after = &after[..end];
    name.starts_with(char::is_uppercase) || name.contains('.') || after.trim_end_matches('.').contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sentences_end_where_the_standard_says(
            text in "[aBéÉ1.!?…,;:—()\"«»’ \u{a0}\u{202f}\n\r\t\u{85}\u{2028}\u{301}\u{ad}😀。․א漢ª]{0,24}"
        ) {
            let library: Vec<usize> =
                text.split_sentence_bound_indices().map(|(at, sentence)| at + sentence.len()).collect();
            prop_assert_eq!(bounds(&text), library);
        }
    }
}
