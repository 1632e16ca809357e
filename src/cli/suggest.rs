//! Did you mean: names that are nearly right.

use super::Common;
use super::filters::{Filters, Named};
use super::report::note;
use crate::Result;
use crate::analysis::fold::{fold, lower};
use crate::index::Index;
use crate::query::lexer::FIELD_NAMES;
use crate::query::plan::Suggestion;
use crate::search::{facets, filtered};
use std::collections::BTreeSet;
use strsim::damerau_levenshtein;

/// The known name that is spelt most like `typed`; `None` where none is near: one letter in three may differ.
pub(super) fn nearest<'n>(typed: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let typed = fold(typed);
    let allowed = (typed.chars().count() / 3).max(1);
    known
        .map(|name| (distance(&typed, &fold(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// Letters that differ between what was typed and a name, or the one of its words that is nearest.
fn distance(typed: &str, name: &str) -> usize {
    let words = name.split_whitespace().map(|word| damerau_levenshtein(typed, word));
    words.chain([damerau_levenshtein(typed, name)]).min().unwrap_or(usize::MAX)
}

/// Says which words of a query were meant for a field but name none: they are read as text.
pub(super) fn fields(query: &str, common: &Common) {
    let mut said = BTreeSet::new();
    for word in query.split_whitespace() {
        let Some((typed, value)) = word.trim_start_matches(['-', '(']).split_once(':') else { continue };
        // `http://…`, `10:30`, `note:` are no fields.
        let is_name = typed.len() > 2 && typed.chars().all(char::is_alphabetic);
        if !is_name || value.is_empty() || value.starts_with('/') {
            continue;
        }
        let known = FIELD_NAMES.iter().any(|name| name.eq_ignore_ascii_case(typed));
        // Longer and shorter names of a field (`organisation`, `speakers`) and slips of the finger.
        let folded = fold(typed);
        let longer =
            FIELD_NAMES.into_iter().find(|name| folded.starts_with(name) || name.starts_with(&folded));
        let meant = longer.or_else(|| nearest(typed, FIELD_NAMES.into_iter()));
        if let Some(meant) = meant.filter(|_| !known && said.insert(folded.clone())) {
            note(common, &format!("no field {typed:?}, read as text; did you mean {meant}:{value}?"));
        }
    }
}

/// What there is to say of a word that no talk holds: what may have been meant, and the command that asks for it.
pub(super) fn absent(suggestion: &Suggestion, query: &str) -> String {
    let said = format!("no talk says {:?}", suggestion.word);
    let Some(best) = suggestion.meant.first() else { return said };
    let meant: Vec<String> = suggestion.meant.iter().map(|word| format!("{word:?}")).collect();
    // The query as it was typed but for the word, quoted for a shell.
    let is_it = |word: &&str| lower(word) == suggestion.word;
    let words: Vec<&str> =
        query.split_whitespace().map(|word| if is_it(&word) { best } else { word }).collect();
    let asked = words.join(" ");
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ':' | '.' | ',' | '/' | '_' | '-');
    let asked =
        if asked.chars().all(is_plain) { asked } else { format!("'{}'", asked.replace('\'', "'\\''")) };
    format!("{said}; did you mean {}? try: recaps search {asked}", meant.join(" or "))
}

/// Says which filters no talk passes, with the nearest value there is.
pub(super) fn filters(filters: &Filters, index: &Index, common: &Common) -> Result<()> {
    for Named { flag, name: typed, facet, matcher } in filters.named(index)? {
        if !filtered(index, &[matcher])?.is_clear() {
            continue;
        }
        let all = filtered(index, &[])?;
        let counts = facets::count(index, &all, &[facet])?;
        let values = counts.iter().flat_map(|counts| &counts.counts).map(|count| count.value.as_str());
        let meant = nearest(typed, values).map(|value| format!("; did you mean {value:?}?"));
        note(common, &format!("no talk has --{flag} {typed:?}{}", meant.unwrap_or_default()));
    }
    Ok(())
}
