//! Prints the answer of a search: hits in every format on stdout, notes on how the query was read on stderr.

use super::pager::page;
use super::place::Open;
use super::report::{links, note, plain_stdout, stdout, whereabouts};
use super::{Common, Format, NOTHING_FOUND, suggest};
use crate::output::envelope::{Envelope, IndexMessage, MatchingMessage, QueryMessage};
use crate::output::message::{SCHEMA_VERSION, TalkMessage};
use crate::output::{bars, rows, terminal, text::Printer};
use crate::query::Node;
use crate::query::plan::Expansion;
use crate::search::Found;
use crate::search::facets::Counts;
use crate::snippet::{Highlighter, Snippet};
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

/// Forms of a word that are named on stderr, unless all are asked for.
const SHOWN_FORMS: usize = 4;

/// What was found, and how it is to be printed.
pub(super) struct Answer<'a> {
    /// The query as typed.
    pub(super) text: &'a str,
    /// The query as read.
    pub(super) nodes: &'a [Node],
    pub(super) found: &'a Found,
    pub(super) offset: usize,
    pub(super) limit: usize,
    /// Whether a pager may be used.
    pub(super) is_paged: bool,
    /// At most this many passages a hit.
    pub(super) snippets: usize,
    /// Whether the whole text of the hits is printed.
    pub(super) full: bool,
    /// Whether ids end in NUL.
    pub(super) null: bool,
    /// Counts of the fields asked for, over all talks found.
    pub(super) facets: &'a [Counts],
    /// Whether hits with all words come before those with some.
    pub(super) tiers: bool,
    /// When the search began.
    pub(super) started: Instant,
}

/// Prints an answer in the format asked for, and gives its exit status.
pub(super) fn print(answer: &Answer<'_>, open: &Open, common: &Common) -> anyhow::Result<ExitCode> {
    let found = answer.found;
    let highlighter = Highlighter::new(&found.plan);
    let snippets: Vec<Vec<Snippet>> =
        found.hits.iter().map(|hit| highlighter.snippets(&hit.talk, answer.snippets)).collect();
    let took_ms = (answer.started.elapsed().as_secs_f64() * 1e6).round() / 1e3;
    let query = QueryMessage::new(answer.text, answer.nodes, &found.plan);
    notes(common, answer, &query);
    let places = whereabouts(open.index);
    let messages = || messages(found, &snippets, answer.full).map(|message| message.placed(&places));
    let mut out = stdout(common);
    match common.format {
        Format::Text => {
            page(common, answer.is_paged, |out| text(out, answer, &snippets, open, common))?;
        }
        Format::Json => {
            let Open { index, drift } = open;
            let envelope = Envelope {
                schema_version: SCHEMA_VERSION,
                query,
                total: found.total,
                matching: MatchingMessage { all: found.complete, some: found.total - found.complete },
                offset: answer.offset,
                limit: answer.limit,
                took_ms,
                index: IndexMessage::new(index.folder(), index.manifest(), drift.is_stale()),
                facets: answer
                    .facets
                    .iter()
                    .map(|counts| (counts.facet.as_str(), counts.counts.clone()))
                    .collect(),
                hits: messages().collect(),
            };
            serde_json::to_writer(&mut out, &envelope)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for message in messages() {
                serde_json::to_writer(&mut out, &message)?;
                writeln!(out)?;
            }
        }
        Format::Csv => rows::talks(&mut out, messages())?,
        Format::Ids => {
            let mut out = plain_stdout();
            rows::ids(&mut out, found.hits.iter().map(|hit| hit.talk.id.as_str()), answer.null)?;
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(if found.total == 0 { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}

/// Prints an answer for people.
fn text(
    out: &mut impl Write,
    answer: &Answer<'_>,
    snippets: &[Vec<Snippet>],
    open: &Open,
    common: &Common,
) -> anyhow::Result<()> {
    let links = links(common, open.index);
    let printer = Printer::new(&mut *out, terminal::width()).linked(links);
    let mut printer = printer.placed(whereabouts(open.index));
    let mut is_complete = true;
    for (hit, snippets) in answer.found.hits.iter().zip(snippets) {
        if answer.tiers && is_complete && !hit.is_complete {
            printer.heading_of_hits("some of your words:")?;
        }
        is_complete = hit.is_complete;
        printer.hit(hit.rank, &hit.talk, snippets, answer.full)?;
        if let Some(explain) = &hit.explain {
            printer.explanation(explain)?;
        }
    }
    for counts in answer.facets.iter().filter(|counts| !counts.counts.is_empty()) {
        writeln!(out)?;
        bars::facet(out, counts, terminal::width())?;
    }
    Ok(())
}

/// Prints how many talks there are.
pub(super) fn count(total: usize, common: &Common) -> anyhow::Result<ExitCode> {
    let mut out = stdout(common);
    match common.format {
        Format::Json | Format::Jsonl => {
            writeln!(out, "{{\"schema_version\":{SCHEMA_VERSION},\"total\":{total}}}")?;
        }
        _ => writeln!(out, "{total}")?,
    }
    out.flush()?;
    Ok(if total == 0 { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}

/// The hits as JSON prints them.
fn messages<'a>(
    found: &'a Found,
    snippets: &'a [Vec<Snippet>],
    full: bool,
) -> impl Iterator<Item = TalkMessage<'a>> {
    found.hits.iter().zip(snippets).map(move |(hit, snippets)| TalkMessage {
        rank: Some(hit.rank),
        score: Some(hit.score),
        snippets,
        explain: hit.explain.as_ref(),
        matched: Some(if hit.is_complete { "all" } else { "some" }),
        body: full.then_some(hit.talk.body.text.as_str()),
        ..TalkMessage::new(&hit.talk)
    })
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

/// Prints on stderr how the query was read and how many of the hits are not shown.
fn notes(common: &Common, answer: &Answer<'_>, query: &QueryMessage<'_>) {
    understood(common, query);
    let Found { total, hits, .. } = answer.found;
    let is_part = *total > hits.len();
    match common.format {
        Format::Text if *total == 0 => note(common, "no talk found"),
        Format::Text if is_part => {
            let talks = format!("{} of {total} talks", hits.len());
            note(common, &format!("{talks}; more with --limit or --offset, all with --limit all"));
        }
        _ => {}
    }
}
