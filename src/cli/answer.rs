//! Answers a search: hits on stdout in the format asked for, notes on how the query was read on stderr.

use super::pager::print_long;
use super::place::Open;
use super::report::{note, paths, print};
use super::{Common, NOTHING_FOUND, suggest};
use crate::engine::Talks;
use crate::output::answer::Answer;
use crate::output::envelope::{IndexMessage, QueryMessage};
use crate::output::language;
use crate::output::results::Total;
use crate::query::Node;
use crate::query::plan::Expansion;
use crate::search::Found;
use crate::search::facets::Counts;
use crate::snippet::Highlighter;
use std::process::ExitCode;
use std::time::Instant;

/// Forms of a word that are named on stderr, unless all are asked for.
const SHOWN_FORMS: usize = 4;

/// What was found, and what of it is asked for.
pub(super) struct Asked<'a> {
    /// The query as typed.
    pub(super) text: &'a str,
    /// The query as read.
    pub(super) nodes: &'a [Node],
    pub(super) found: &'a Found<Talks>,
    pub(super) offset: usize,
    pub(super) limit: usize,
    /// Whether a pager may be used.
    pub(super) is_paged: bool,
    /// At most this many passages a hit.
    pub(super) snippets: usize,
    /// Whether the whole text of the hits is printed.
    pub(super) full: bool,
    /// Whether ids end in NUL.
    pub(super) nul: bool,
    /// Counts of the fields asked for, over all talks found.
    pub(super) facets: &'a [Counts],
    /// Whether hits with all words come before those with some.
    pub(super) tiers: bool,
    /// When the search began.
    pub(super) started: Instant,
}

/// Prints an answer, and gives its exit status.
pub(super) fn answer(asked: &Asked<'_>, open: &Open, common: &Common) -> anyhow::Result<ExitCode> {
    let Asked { found, facets, offset, limit, full, tiers, .. } = *asked;
    let highlighter = Highlighter::new(&found.plan);
    let passages = found.hits.iter().map(|hit| highlighter.snippets(&hit.talk, asked.snippets)).collect();
    let took_ms = (asked.started.elapsed().as_secs_f64() * 1e6).round() / 1e3;
    let query = QueryMessage::new(asked.text, asked.nodes, &found.plan);
    notes(common, asked, &query);
    let (index, drift) = (open.index(), open.drift);
    let index_message = IndexMessage::new(index.folder(), index.manifest(), drift.is_stale());
    let (index, paths) = (index_message, paths(common, index));
    let answer = Answer { query, index, found, passages, offset, limit, full, tiers, facets, took_ms, paths };
    if common.format.is_for_people() {
        print_long(common, asked.is_paged, &answer)?;
    } else {
        print(common, asked.nul, &answer)?;
    }
    Ok(if found.total == 0 { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}

/// Prints how many talks there are.
pub(super) fn count(total: usize, common: &Common) -> anyhow::Result<ExitCode> {
    print(common, false, &Total(total))?;
    Ok(if total == 0 { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}

/// Prints on stderr how the query was read, where that differs from the text as typed.
pub(super) fn understood(common: &Common, query: &QueryMessage<'_>) {
    for correction in query.corrections {
        note(common, &format!("no talk says {:?}; searching {:?}", correction.from, correction.to));
    }
    for suggestion in query.suggestions {
        note(common, &suggest::absent(suggestion, query.text));
    }
    if common.verbose {
        note(common, &format!("read as: {}", query.parsed));
    }
    for (word, forms) in widened(query.expansions) {
        let shown = if common.verbose { forms.len() } else { SHOWN_FORMS.min(forms.len()) };
        let more = forms.len() - shown;
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        note(common, &format!("{word} also as {}{more}", forms[..shown].join(", ")));
    }
}

/// The words that were widened, each once, with the forms that are not printed yet. A name of several words includes the
/// forms of the names inside it.
fn widened(expansions: &[Expansion]) -> Vec<(&str, Vec<&str>)> {
    let mut widened: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut said: Vec<&str> = expansions.iter().map(|expansion| expansion.word.as_str()).collect();
    for expansion in expansions {
        let mut fresh = Vec::new();
        for form in &expansion.forms {
            if !said.contains(&form.as_str()) {
                said.push(form);
                fresh.push(form.as_str());
            }
        }
        match widened.iter_mut().find(|(word, _)| *word == expansion.word) {
            Some((_, forms)) => forms.append(&mut fresh),
            None => widened.push((&expansion.word, fresh)),
        }
    }
    widened.retain(|(_, forms)| !forms.is_empty());
    widened
}

/// Prints on stderr that there is nothing to show so far behind the first talks.
pub(super) fn beyond(common: &Common, offset: usize, total: usize) {
    note(common, &format!("--offset {offset} is beyond the last of {}", language::count(total, "talk")));
}

/// Prints on stderr how the query was read and how many of the hits are not shown.
fn notes(common: &Common, asked: &Asked<'_>, query: &QueryMessage<'_>) {
    understood(common, query);
    let Found { total, hits, .. } = asked.found;
    if !common.format.is_for_people() {
        return;
    }
    if *total == 0 {
        if query.suggestions.is_empty() && !asked.nodes.is_empty() {
            suggest::glued(asked.text, common);
        }
        note(common, "no talk found");
    } else if asked.offset >= *total {
        beyond(common, asked.offset, *total);
    } else if *total > hits.len() {
        let talks = format!("{} of {total} talks", hits.len());
        note(common, &format!("{talks}; more with --limit or --offset, all with --limit all"));
    }
}
