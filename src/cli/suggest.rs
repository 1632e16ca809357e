//! Did you mean: names that are nearly right.

use super::Common;
use super::filters::{Filters, Named};
use super::report::note;
use crate::Result;
use crate::analysis::fold::{fold, fold_words, lower};
use crate::analysis::words;
use crate::engine::Engine;
use crate::query::lexer::{FIELD_NAMES, field_named};
use crate::query::plan::Suggestion;
use crate::query::values::{is_readable, turned, years};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use strsim::damerau_levenshtein;

/// The known name that is spelt most like `typed`; `None` where none is near: one letter in three may differ.
pub(super) fn nearest<'n>(typed: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
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

/// Prints which words of a query look like a field but are read as text: there is no such field, or its value cannot be read.
pub(super) fn fields(query: &str, common: &Common) {
    let mut said = BTreeSet::new();
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
                note(
                    common,
                    &match turned.map(RangeInclusive::into_inner) {
                        Some((first, last)) => format!(
                            "{typed}:{value} begins after its end, read as text; did you mean {typed}:{first}..{last}?"
                        ),
                        None => format!("{typed}:{value} is no {field}, read as text; expected {expected}"),
                    },
                );
            } else if field == "year" && value.contains(['-', '–', '—']) {
                // A hyphen means a range here, and elsewhere in a query that a word is not wanted.
                if let Some((first, last)) = years(value).map(RangeInclusive::into_inner) {
                    note(common, &format!("{typed}:{value} is understood as {typed}:{first}..{last}"));
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
        note(common, &format!("no field {typed:?}, read as text{meant}"));
    }
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

/// The message for a word that no talk holds: a word that may have been meant, and the command that asks for it.
pub(super) fn absent(suggestion: &Suggestion, query: &str) -> String {
    let said = format!("no talk says {:?}", suggestion.word);
    let Some(best) = suggestion.meant.first() else { return said };
    let meant: Vec<String> = suggestion.meant.iter().map(|word| format!("{word:?}")).collect();
    // The query as it was typed but for the word, quoted for a shell.
    let is_it = |word: &&str| lower(word) == suggestion.word;
    let words: Vec<&str> =
        query.split_whitespace().map(|word| if is_it(&word) { best } else { word }).collect();
    format!("{said}; did you mean {}? try: {}", meant.join(" or "), command(&words.join(" ")))
}

/// Prints which words of a query that found nothing were searched as one, for the sign between them, and what asks for each.
pub(super) fn glued(query: &str, common: &Common) {
    let glued = query.split_whitespace().find(|typed| {
        let is_plain = typed.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '_' | '&'));
        is_plain && words(typed).len() > 1
    });
    let Some(glued) = glued else { return };
    let parted = words(glued).into_iter().map(|word| &glued[word.range]).collect::<Vec<_>>().join(" ");
    let asked: Vec<&str> =
        query.split_whitespace().map(|typed| if typed == glued { &parted } else { typed }).collect();
    note(common, &format!("no talk says {glued:?} in a row; try: {}", command(&asked.join(" "))));
}

/// The command that searches for a query, which is quoted for a shell.
fn command(query: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ':' | '.' | ',' | '/' | '_' | '-');
    let is_bare = query.chars().all(is_plain);
    let query = if is_bare { query.to_owned() } else { format!("'{}'", query.replace('\'', "'\\''")) };
    format!("recaps search {query}")
}

/// Prints which filters no talk passes, with the nearest value there is.
pub(super) fn filters(filters: &Filters, engine: Engine<'_>, common: &Common) -> Result<()> {
    for Named { flag, name: typed, facet, matcher } in filters.named(engine)? {
        if !engine.filtered(&[matcher])?.is_empty() {
            continue;
        }
        let all = engine.filtered(&[])?;
        let counts = engine.count(&all, &[facet], usize::MAX)?;
        let values = counts.iter().flat_map(|counts| &counts.counts).map(|count| count.value.as_str());
        let meant = nearest(typed, values).map(|value| format!("; did you mean {value:?}?"));
        note(common, &format!("no talk has --{flag} {typed:?}{}", meant.unwrap_or_default()));
    }
    Ok(())
}
