//! What the index knows, as candidates for the completion of an argument.
//!
//! Errors are not shown to a shell that waits for completions: without an index there are no candidates.

use crate::Result;
use crate::analysis::fold::fold_words;
use crate::cli::named::as_in_ids;
use crate::cli::{Common, place};
use crate::query::lexer::FIELD_NAMES;
use crate::search::facets::{self, Facet};
use clap_complete::CompletionCandidate as Candidate;
use std::ffi::OsStr;
use std::path::PathBuf;

/// Ids of talks.
pub(in crate::cli) fn ids(typed: &OsStr) -> Vec<Candidate> {
    let ids = || -> Result<_> {
        let (opened, typed) = (place::opened(&common())?, typed.to_string_lossy());
        let engine = opened.engine();
        let begun = engine.ids_beginning_with(&typed)?;
        // Whoever knows a word of the title has no beginning of the id.
        if begun.is_empty() { engine.ids_containing(&as_in_ids(&typed)) } else { Ok(begun) }
    };
    ids().unwrap_or_default().into_iter().map(Candidate::new).collect()
}

/// Events.
pub(in crate::cli) fn events(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Event, &typed.to_string_lossy())
}

/// Speakers.
pub(in crate::cli) fn speakers(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Speaker, &typed.to_string_lossy())
}

/// Organisations.
pub(in crate::cli) fn organisations(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Organisation, &typed.to_string_lossy())
}

/// Writers.
pub(in crate::cli) fn writers(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Writer, &typed.to_string_lossy())
}

/// What recaps are filed under.
pub(in crate::cli) fn tags(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Tag, &typed.to_string_lossy())
}

/// Fields of a query, and behind their colon their values.
pub(in crate::cli) fn query(typed: &OsStr) -> Vec<Candidate> {
    let typed = typed.to_string_lossy();
    let Some((field, value)) = typed.split_once(':') else {
        let names = FIELD_NAMES.iter().filter(|name| name.starts_with(typed.as_ref()));
        return names.map(|name| Candidate::new(format!("{name}:"))).collect();
    };
    let facet = match field {
        "org" => Some(Facet::Organisation),
        field => Facet::named(field),
    };
    let Some(facet) = facet else { return Vec::new() };
    let clause = |value: Candidate| {
        let text = value.get_value().to_string_lossy().into_owned();
        let text = if text.contains(char::is_whitespace) { format!("\"{text}\"") } else { text };
        Candidate::new(format!("{field}:{text}")).help(value.get_help().cloned())
    };
    values(facet, value.trim_start_matches('"')).into_iter().map(clause).collect()
}

/// The values of a field that begin as typed, accents or not, with the talks that have each; those of most talks first. Where
/// none begins so, those with a word that does: a family name is what is known of a person.
fn values(facet: Facet, typed: &str) -> Vec<Candidate> {
    let counted = || -> Result<Vec<facets::Counts>> {
        let opened = place::opened(&common())?;
        let engine = opened.engine();
        engine.count(&engine.filtered(&[])?, &[facet], usize::MAX)
    };
    let typed = fold_words(typed);
    let counts = counted().unwrap_or_default().into_iter().flat_map(|counts| counts.counts);
    let mut found = Vec::new();
    let mut inside = Vec::new();
    for count in counts {
        let value = fold_words(&count.value);
        let talks = crate::output::language::count(count.count, "talk");
        // Control characters and line ends have no place on a command line.
        let candidate = Candidate::new(crate::output::terminal::safe(&count.value).into_owned());
        let candidate = candidate.help(Some(talks.into()));
        if value.starts_with(&typed) {
            found.push(candidate);
        } else if value.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(&typed)) {
            inside.push(candidate);
        }
    }
    if found.is_empty() { inside } else { found }
}

/// What is common to all verbs, by environment and defaults: the flags of the line that is completed are not known.
fn common() -> Common {
    Common {
        index: std::env::var_os("RECAPS_INDEX").filter(|index| !index.is_empty()).map(PathBuf::from),
        ..Common::default()
    }
}
