//! What the index knows, as candidates for the completion of an argument.
//!
//! A shell that waits for completions is told nothing of errors: without an index there are no candidates.

use super::{Common, place};
use crate::Result;
use crate::analysis::fold::fold;
use crate::index::Index;
use crate::query::lexer::FIELD_NAMES;
use crate::search::facets::{self, Facet};
use crate::search::filtered;
use clap_complete::CompletionCandidate as Candidate;
use std::ffi::OsStr;
use std::path::PathBuf;

/// Ids of talks.
pub(super) fn ids(typed: &OsStr) -> Vec<Candidate> {
    let ids = || -> Result<_> {
        let (index, typed) = (Index::open(&place::index_folder(&common())?)?, typed.to_string_lossy());
        let begun = index.ids_beginning_with(&typed)?;
        // Whoever knows a word of the title has no beginning of the id.
        if begun.is_empty() { index.ids_containing(&fold(&typed)) } else { Ok(begun) }
    };
    ids().unwrap_or_default().into_iter().map(Candidate::new).collect()
}

/// Events.
pub(super) fn events(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Event, &typed.to_string_lossy())
}

/// Speakers.
pub(super) fn speakers(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Speaker, &typed.to_string_lossy())
}

/// Organisations.
pub(super) fn organisations(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Organisation, &typed.to_string_lossy())
}

/// Writers.
pub(super) fn writers(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Writer, &typed.to_string_lossy())
}

/// What recaps are filed under.
pub(super) fn tags(typed: &OsStr) -> Vec<Candidate> {
    values(Facet::Tag, &typed.to_string_lossy())
}

/// Fields of a query, and behind their colon their values.
pub(super) fn query(typed: &OsStr) -> Vec<Candidate> {
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

/// The values of a field that begin as typed, accents or not, with how many talks have each; those of most talks first.
fn values(facet: Facet, typed: &str) -> Vec<Candidate> {
    let counted = || -> Result<Vec<facets::Counts>> {
        let index = Index::open(&place::index_folder(&common())?)?;
        facets::count(&index, &filtered(&index, &[])?, &[facet], usize::MAX)
    };
    let typed = fold(typed);
    let counts = counted().unwrap_or_default().into_iter().flat_map(|counts| counts.counts);
    let begun = counts.filter(|count| fold(&count.value).starts_with(&typed));
    begun
        .map(|count| {
            let talks = super::report::count(count.count, "talk");
            // Control characters and line ends have no place on a command line.
            Candidate::new(crate::output::terminal::safe(&count.value).into_owned()).help(Some(talks.into()))
        })
        .collect()
}

/// What is common to all verbs, by environment and defaults: the flags of the line that is completed are not known.
fn common() -> Common {
    Common { index: std::env::var_os("RECAPS_INDEX").map(PathBuf::from), ..Common::default() }
}
