//! Words of a query that look like a field and are none: there is no such field, or its value cannot be read.

use super::lexer::{FIELD_NAMES, field_named};
use super::values::{is_readable, turned, years};
use crate::analysis::fold::{fold, fold_words};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use strsim::damerau_levenshtein;

/// The known name that is spelt most like `typed`; `None` where none is near: one letter in three may differ.
pub fn nearest<'n>(typed: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let typed = fold_words(typed);
    let allowed = (typed.chars().count() / 3).max(1);
    known
        .map(|name| (distance(&typed, &fold_words(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// Letters that differ between what was typed and a name, or the one of its words that is nearest.
fn distance(typed: &str, name: &str) -> usize {
    let words = name.split_whitespace().map(|word| damerau_levenshtein(typed, word));
    words.chain([damerau_levenshtein(typed, name)]).min().unwrap_or(usize::MAX)
}

/// What there is to say of words of a query that look like a field but are read as text, or otherwise than they look.
pub fn misread(query: &str) -> Vec<String> {
    let (mut said, mut messages) = (BTreeSet::new(), Vec::new());
    for word in query.split_whitespace() {
        let Some((typed, value)) = word.trim_start_matches(['-', '(']).split_once(':') else { continue };
        let value = value.trim_end_matches(')');
        if !is_clause(typed, value) || !said.insert((fold(typed), value)) {
            continue;
        }
        if let Some(field) = field_named(typed) {
            if !is_readable(field, value) {
                let expected = expected(field);
                let turned = turned(value).filter(|_| field == "year");
                messages.push(match turned.map(RangeInclusive::into_inner) {
                    Some((first, last)) => format!(
                        "{typed}:{value} begins after its end, read as text; did you mean {typed}:{first}..{last}?"
                    ),
                    None => format!("{typed}:{value} is no {field}, read as text; expected {expected}"),
                });
            } else if field == "year" && value.contains(['-', '–', '—']) {
                // A hyphen means a range here, and elsewhere in a query that a word is not wanted.
                if let Some((first, last)) = years(value).map(RangeInclusive::into_inner) {
                    messages.push(format!("{typed}:{value} is understood as {typed}:{first}..{last}"));
                }
            }
            continue;
        }
        // Longer and shorter names of a field (`speakers`) and slips of the finger.
        let folded = fold(typed);
        let longer =
            FIELD_NAMES.into_iter().find(|name| folded.starts_with(name) || name.starts_with(&folded));
        let meant = longer.or_else(|| nearest(typed, FIELD_NAMES.into_iter()));
        let meant = meant.map(|meant| format!("; did you mean {meant}:{value}?")).unwrap_or_default();
        messages.push(format!("no field {typed:?}, read as text{meant}"));
    }
    messages
}

/// Whether a word with a colon looks like a field and its value: `http://…`, `10:30`, `std::fs`, `localhost:80` do not.
fn is_clause(typed: &str, value: &str) -> bool {
    let is_name = typed.chars().count() > 2 && typed.chars().all(char::is_alphabetic);
    let is_number = field_named(typed).is_none() && value.bytes().all(|byte| byte.is_ascii_digit());
    is_name && !value.is_empty() && !value.starts_with(['/', ':']) && !is_number
}

/// What values of a field look like.
fn expected(field: &str) -> &'static str {
    match field {
        "year" => "year:2024, year:2021..2024 or year:2023..",
        "date" => "date:2024, date:2024-03-14 or date:2024-03..",
        "rating" => "rating:4, rating:3..4 or rating:4..",
        "lang" => "lang:fr or lang:en",
        "has" => "has:video, has:slides, has:code or has:schedule",
        _ => "kind:talk, kind:keynotes or kind:section",
    }
}
