//! Did you mean: names that are nearly right.

use super::Common;
use super::filters::{Filters, Named};
use super::report::note;
use crate::Result;
use crate::analysis::words;
use crate::engine::Engine;
use crate::query::misread::{misread, nearest};
use crate::query::plan::Suggestion;

/// Prints which words of a query look like a field but are read as text.
pub(super) fn fields(query: &str, common: &Common) {
    misread(query).iter().for_each(|message| note(common, message));
}

/// The message for a word that no talk holds: a word that may have been meant, and the command that asks for it.
pub(super) fn absent(suggestion: &Suggestion, query: &str) -> String {
    let said = format!("no talk says {:?}", suggestion.word);
    let Some(best) = suggestion.meant.first() else { return said };
    let meant: Vec<String> = suggestion.meant.iter().map(|word| format!("{word:?}")).collect();
    // The query as it was typed but for the word, quoted for a shell. The article that is elided before it stays.
    let (mut asked, mut end) = (String::new(), 0);
    for word in words(query).iter().filter(|word| word.accented() == suggestion.word) {
        asked.push_str(&query[end..word.range.start]);
        asked.push_str(best);
        end = word.range.end;
    }
    asked.push_str(&query[end..]);
    format!("{said}; did you mean {}? try: {}", meant.join(" or "), command(&asked))
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
