//! Marks: emoji, stars, "4/5", and their value on a scale of 0 to 5.

use crate::recap::words::lexicon::lines;
use crate::talk::Rating;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static MARKS: LazyLock<FxHashMap<char, Option<f32>>> = LazyLock::new(|| {
    lines(include_str!("../data/ratings.tsv"))
        .filter_map(|line| {
            let (mark, value) = line.split_once('\t')?;
            Some((mark.chars().next()?, value.trim().parse().ok()))
        })
        .collect()
});

/// Signs that change how an emoji looks, not what it is.
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether a character is a star, filled or empty.
pub(super) fn is_star(c: char) -> bool {
    matches!(c, '★' | '☆' | '⭐' | '🌟' | '✩' | '✭')
}

/// Where the first star of a text stands.
pub(super) fn first_star(text: &str) -> Option<usize> {
    // Stars begin with one of two bytes.
    memchr::memchr2_iter(0xE2, 0xF0, text.as_bytes())
        .find(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(is_star)))
}

/// Half a star, or half a point.
const HALF: char = '½';

static FRACTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([0-9]{1,2}(?:[.,][0-9]{1,2})?)(½)?\s*(?:/|sur)\s*(5|10|20|100)\s*\)?\s*$").expect("valid")
});

/// Reads a text that is a mark and nothing else.
pub(crate) fn read(text: &str) -> Option<Rating> {
    let raw = text.trim().trim_matches(['(', ')', '[', ']', '*']).trim();
    let (rest, rating) = trailing(raw)?;
    rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).is_empty().then_some(rating)
}

/// Reads the mark that ends a text, and the text without it.
pub(crate) fn trailing(text: &str) -> Option<(&str, Rating)> {
    let text = text.trim_end();
    // Most texts end with a letter or a full stop, and those are no marks.
    let last = text.chars().next_back()?;
    if matches!(last, '0' | '5' | ')')
        && (text.contains('/') || text.contains("sur"))
        && let Some(found) = FRACTION.captures(text)
        && let (Some(whole), Some(mark), Some(out)) = (found.get(0), found.get(1), found.get(3))
    {
        // "24/7" and "2/3" are no marks; "4/5" is, and "9/10" where the mark is no greater than the scale.
        let (mark, out): (f32, f32) =
            (mark.as_str().replace(',', ".").parse().ok()?, out.as_str().parse().ok()?);
        let mark = mark + if found.get(2).is_some() { 0.5 } else { 0.0 };
        let rest = text.get(..whole.start())?;
        let apart =
            rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | ':'));
        if mark <= out && apart {
            let raw = whole.as_str().trim().trim_end_matches(')').trim();
            let value = Some(mark * 5.0 / out);
            // Stars before a mark say what it counts, and are a part of it: "⭐ 4/5".
            let rest = rest.trim_end();
            let head = rest.trim_end_matches(|c| is_star(c) || is_modifier(c));
            if head.len() < rest.len() {
                let raw = text.get(head.len()..)?.trim_end_matches(')').trim_end();
                return Some((head.trim_end(), Rating { raw: raw.to_owned(), value }));
            }
            let rest = rest.trim_end_matches(['(', '[', ':', '-', '–', '—']).trim_end();
            return Some((rest, Rating { raw: raw.to_owned(), value }));
        }
    }
    if let Some(found) = in_words(text) {
        return Some(found);
    }
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| {
            MARKS.contains_key(c) || is_star(*c) || is_modifier(*c) || matches!(*c, ' ' | HALF)
        })
        .last()
        .map(|(i, _)| i)?;
    let (rest, raw) = text.split_at(start);
    let raw = raw.trim();
    if raw.is_empty() || !raw.chars().any(|c| MARKS.contains_key(&c) || is_star(c)) {
        return None;
    }
    Some((rest.trim_end(), Rating { raw: raw.to_owned(), value: value(raw) }))
}

/// Reads the mark that ends a text as a number of stars in words: "4 étoiles", "3,5 étoiles sur 5".
fn in_words(text: &str) -> Option<(&str, Rating)> {
    static STARS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"([0-5](?:[.,][0-9])?)(½)?\s*[ÉéEe]toiles?(?:\s*(?:/|sur)\s*5)?\s*\)?$").expect("valid")
    });
    if !text.contains("toile") {
        return None;
    }
    let found = STARS.captures(text)?;
    let (whole, mark) = (found.get(0)?, found.get(1)?);
    let mark = mark.as_str().replace(',', ".").parse::<f32>().ok()?;
    let value = mark + if found.get(2).is_some() { 0.5 } else { 0.0 };
    let rest = text.get(..whole.start())?.trim_end();
    // "un hôtel 4 étoiles" is no mark.
    let apart = rest.is_empty() || rest.ends_with(['(', '[', ':', '-', '–', '—', '|']);
    let raw = whole.as_str().trim_end_matches(')').trim_end().to_owned();
    let rest = rest.trim_end_matches(['(', '[', ':', '-', '–', '—', '|']).trim_end();
    (apart && value <= 5.0).then_some((rest, Rating { raw, value: Some(value) }))
}

/// Reads the stars that a heading begins with, and the heading without them. One star alone says that a session was among the best.
pub(crate) fn stars(text: &str) -> Option<(&str, Rating)> {
    if !text.starts_with(is_star) {
        return None;
    }
    let rest = text.trim_start_matches(|c| is_star(c) || is_modifier(c) || c == HALF);
    let raw = text.get(..text.len() - rest.len())?;
    let rest = rest.trim_start_matches([' ', '\u{a0}', ':', '-', '–', '—']);
    let value = if raw.chars().filter(|c| is_star(*c)).count() > 1 { value(raw) } else { None };
    (rest.contains(char::is_alphabetic)).then(|| (rest, Rating { raw: raw.to_owned(), value }))
}

/// The value of emoji and stars; the mean where they differ.
fn value(raw: &str) -> Option<f32> {
    let filled = raw.chars().filter(|c| matches!(c, '★' | '⭐' | '🌟' | '✭')).count();
    if filled > 0 || raw.contains('☆') {
        let half = if raw.contains(HALF) { 0.5 } else { 0.0 };
        return Some(filled as f32 + half).filter(|value| *value <= 5.0);
    }
    let values: Vec<f32> = raw.chars().filter_map(|c| MARKS.get(&c).copied().flatten()).collect();
    (!values.is_empty()).then(|| values.iter().sum::<f32>() / values.len() as f32)
}

/// Reads the value of a field such as "Note : 4/5, très bon talk": a mark, and a remark after it.
pub(crate) fn field(value: &str) -> Option<Rating> {
    read(value).or_else(|| leading(value))
}

/// Reads the mark that a text begins with.
fn leading(text: &str) -> Option<Rating> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*\(?[0-9]{1,2}(?:[.,][0-9]{1,2})?½?\s*(?:/|sur)\s*(?:5|10|20|100)(?-u:\b)")
            .expect("valid")
    });
    if let Some(mark) = HEAD.find(text) {
        return read(mark.as_str());
    }
    let is_mark = |c: char| MARKS.contains_key(&c) || is_star(c) || is_modifier(c) || matches!(c, ' ' | HALF);
    let end = text.find(|c| !is_mark(c)).unwrap_or(text.len());
    read(text.get(..end)?)
}
