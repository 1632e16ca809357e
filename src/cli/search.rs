//! `recaps search`: query to hits.

use super::facets::facet;
use super::filters::Filters;
use super::pager::page;
use super::place::{self, Open};
use super::report::{links, note, plain_stdout, stdout, whereabouts};
use super::rows::Rows;
use super::{Common, Format, NOTHING_FOUND, candidates, suggest};
use crate::Error;
use crate::output::envelope::{Envelope, IndexMessage, MatchingMessage, QueryMessage};
use crate::output::message::{SCHEMA_VERSION, TalkMessage};
use crate::output::{bars, rows, terminal, text::Printer};
use crate::query::plan::{Expansion, Settings};
use crate::query::{Node, parse};
use crate::search::facets::{self, Counts, Facet};
use crate::search::{self, Found, Mode, Request, Sort};
use crate::snippet::{Highlighter, Snippet};
use clap::ValueEnum;
use clap_complete::ArgValueCompleter;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

/// The grammar of queries, a line each, and what else is worth trying.
const QUERIES: &str = "Queries:
  recaps search eBPF Cilium                 words          talks with all of them first, then with some
  recaps search '\"supply chain\"'           phrase         word for word; also « … »
  recaps search kubernetes -cilium          without        also NOT and SAUF
  recaps search 'eBPF OU Cilium'            either         OR and OU
  recaps search '(eBPF OU Cilium) réseau'   groups
  recaps search 'observ*'                   beginning
  recaps search 'kuberntes~'                misspelt
  recaps search 'event:kubecon noyau'       one field      title body speaker org writer event recap year kind
  recaps search 'year:2021..2024 noyau'     years          also year:2023 and year:2023..

Examples:
  recaps search --event kubecon                     talks without a query, the newest first
  recaps search --min-rating 4 sécurité
  recaps search kubernetes --facets event,year
  recaps search kubernetes --count
  recaps search kubernetes --format ids -0 | xargs -0 recaps show
  recaps search --format json kubernetes | jq -r '.hits[] | \"\\(.score)\\t\\(.title)\"'";

/// Find talks: the best first, with the words that matched
///
/// Bare words: talks with all of them first, then talks with some. Accents, inflections, hyphens and the language do
/// not matter; the form as typed comes first. "…" or « … » is a phrase, -word, NOT and SAUF exclude, AND and ET mean
/// both, OR and OU either, ( ) group, word* is a prefix, word~ forgives misspellings; title: speaker: org: event: writer:
/// recap: narrow to one field, year: date: kind: rating: has: lang: to talks that are so (titre: orateur: annee: and the like
/// too). Anything else is plain text.
#[derive(Debug, clap::Args)]
#[command(after_long_help = QUERIES)]
#[command(after_help = "Examples:
  recaps search eBPF Cilium
  recaps search '\"supply chain\"' -kubernetes
  recaps search 'speaker:rice year:2021..2024 observabilité'
  recaps search --event kubecon --min-rating 4 kubernetes
  recaps search wasm --facets event,year
  recaps search wasm --format ids -0 | xargs -0 recaps show
  recaps search --format json otel | jq -r '.hits[] | \"\\(.score)\\t\\(.title)\"'")]
pub(super) struct SearchArgs {
    /// Words to find
    #[arg(
        value_name = "QUERY",
        add = ArgValueCompleter::new(candidates::query)
    )]
    query: Vec<String>,
    /// Only talks with all words
    #[arg(long, conflicts_with = "any")]
    all: bool,
    /// Talks with any of the words, those with all not favoured
    #[arg(long)]
    any: bool,
    /// Words as typed but for case and accents: no inflections, joins, synonyms, corrections
    #[arg(long)]
    exact: bool,
    /// Do not correct words that no talk holds
    #[arg(long)]
    no_correct: bool,
    /// Order of the hits
    #[arg(long, value_enum, default_value = "score")]
    sort: SortArg,
    /// At the most so many hits, or all [default: 10]
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_limit)]
    limit: Option<usize>,
    /// Pass over so many hits
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// At the most so many passages a hit [default: 2]
    #[arg(long, value_name = "N")]
    snippets: Option<usize>,
    /// Print the whole text of the hits (JSON: body)
    #[arg(long)]
    full: bool,
    /// Say how each score came about (JSON: explain)
    #[arg(long)]
    explain: bool,
    /// Also count all the talks found by the values of these fields
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', value_parser = facet())]
    facets: Vec<Facet>,
    /// Print the JSON Schema of the answers of --format json, search nothing
    #[arg(long, conflicts_with = "query")]
    schema: bool,
    #[command(flatten)]
    shape: ShapeArgs,
    #[command(flatten)]
    ids: IdArgs,
    #[command(flatten)]
    filters: Filters,
}

impl SearchArgs {
    /// The flag that leaves fewer formats: counts have no place among hits that come one a line.
    pub(super) fn narrowing(&self) -> Option<(&'static str, &'static [Format])> {
        match (self.schema, self.facets.is_empty()) {
            (true, _) => Some(("--schema", &[Format::Json])),
            (_, false) => Some(("--facets", &[Format::Text, Format::Json])),
            _ => None,
        }
    }
}

/// How much of an answer is printed, and in which direction.
#[derive(Debug, clap::Args)]
pub(super) struct ShapeArgs {
    /// Print how many talks there are, not the talks
    #[arg(long)]
    pub(super) count: bool,
    /// Print the last first: the best is next to the prompt
    #[arg(long)]
    pub(super) reverse: bool,
    /// Print straight to the terminal, without a pager ($RECAPS_PAGER, else $PAGER, else less)
    #[arg(long)]
    pub(super) no_pager: bool,
}

/// A number of talks, or all of them.
pub(super) fn parse_limit(value: &str) -> Result<usize, String> {
    if value == "all" {
        return Ok(usize::MAX);
    }
    value.parse().map_err(|_| "expected a number, or all".to_owned())
}

/// How ids are printed.
#[derive(Debug, clap::Args)]
pub(super) struct IdArgs {
    /// With --format ids: a NUL after each id, for xargs -0
    #[arg(short = '0', long)]
    pub(super) null: bool,
}

/// So many forms of a word are named on stderr, unless all are asked for.
const SHOWN_FORMS: usize = 4;

/// Order of the hits.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SortArg {
    /// The best first
    Score,
    /// The newest first
    Date,
    /// The best rated first
    Rating,
    /// By title
    Title,
}

impl SortArg {
    /// The order, another in the place of that of scores.
    fn unless_score(self, other: Sort) -> Sort {
        if matches!(self, SortArg::Score) { other } else { self.into() }
    }
}

impl From<SortArg> for Sort {
    fn from(sort: SortArg) -> Sort {
        match sort {
            SortArg::Score => Sort::Score,
            SortArg::Date => Sort::Date,
            SortArg::Rating => Sort::Rating,
            SortArg::Title => Sort::Title,
        }
    }
}

pub(super) fn run(args: &SearchArgs, common: &Common) -> anyhow::Result<ExitCode> {
    if args.schema {
        let mut out = stdout(common);
        serde_json::to_writer_pretty(&mut out, &Envelope::schema())?;
        writeln!(out)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let text = args.query.join(" ");
    let is_query = !text.trim().is_empty();
    if !is_query && !args.filters.are_any() && args.query.is_empty() {
        return Err(Error::NoQuery.into());
    }
    let nodes = parse(&text)?;
    let open = place::open(common)?;
    let settings = place::settings(common, open.index)?;
    let limit = match (args.shape.count, args.limit) {
        (true, _) => 0,
        (false, limit) => limit.unwrap_or(common.limit).min(open.index.talks().max(1) as usize),
    };
    let started = Instant::now();
    let request = Request {
        nodes,
        filters: args.filters.matchers(open.index)?,
        settings: Settings { correct: !args.no_correct, exact: args.exact, ..settings },
        mode: match (args.all, args.any) {
            (true, _) => Mode::All,
            (_, true) => Mode::Any,
            _ => Mode::AllFirst,
        },
        // Talks that no word ranks come the newest first.
        sort: if is_query { args.sort.into() } else { args.sort.unless_score(Sort::Date) },
        limit,
        offset: args.offset,
        explain: args.explain,
        alone: common.format == Format::Text,
        ..Request::default()
    };
    if args.shape.count {
        return count(search::rank(open.index, &request)?.docs.count_ones(..), common);
    }
    if matches!(common.format, Format::Jsonl | Format::Csv | Format::Ids) {
        return rows(&text, args, &request, &open, common);
    }
    let mut found = search::search(open.index, &request)?;
    if args.shape.reverse {
        found.hits.reverse();
    }
    let counted = if common.format == Format::Text { bars::FIRST } else { usize::MAX };
    let facets = facets::count(open.index, &found.docs, &args.facets, counted)?;
    suggest::fields(&text, common);
    if found.total == 0 {
        suggest::filters(&args.filters, open.index, common)?;
    }
    let answer = Answer {
        text: &text,
        nodes: &request.nodes,
        found: &found,
        offset: args.offset,
        limit,
        is_paged: !args.shape.no_pager,
        snippets: args.snippets.unwrap_or(common.snippets),
        full: args.full,
        null: args.ids.null,
        facets: &facets,
        tiers: request.mode == Mode::AllFirst && request.sort == Sort::Score,
        started,
    };
    print(&answer, &open, common)
}

/// Prints hits that come one after the other: they are read while they are printed.
fn rows(
    text: &str,
    args: &SearchArgs,
    request: &Request,
    open: &Open,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let mut found = search::rank(open.index, request)?;
    suggest::fields(text, common);
    if found.docs.is_clear() {
        suggest::filters(&args.filters, open.index, common)?;
    }
    understood(common, &QueryMessage::new(text, &request.nodes, &found.plan));
    let (total, shown) = (found.docs.count_ones(..), found.places.len());
    if total > shown && args.limit.is_none() && args.offset == 0 {
        // In a file that holds a part of the rows nothing else would tell.
        note(common, &format!("{shown} of {total} talks; all with --limit all"));
    }
    if args.shape.reverse {
        found.places.reverse();
    }
    let snippets = (common.format == Format::Jsonl).then_some(args.snippets.unwrap_or(common.snippets));
    let marked = snippets.map(|snippets| (&found.plan, snippets));
    let rows = Rows { common, index: open.index, marked, full: args.full, null: args.ids.null };
    rows.print(common.format, &found.places)?;
    Ok(if found.docs.is_clear() { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}

/// What was found, and how it is to be printed.
pub(super) struct Answer<'a> {
    /// The query as typed.
    pub(super) text: &'a str,
    /// The query as read.
    pub(super) nodes: &'a [Node],
    pub(super) found: &'a Found,
    pub(super) offset: usize,
    pub(super) limit: usize,
    /// Whether a pager is wanted.
    pub(super) is_paged: bool,
    /// At the most so many passages a hit.
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

/// The hits as JSON says them.
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

/// Says on stderr what was made of the query, where that is not what was typed.
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

/// The words that were widened, each once, with the forms that were not said before: a name of several words says those of
/// the names inside it.
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

/// Says on stderr what was made of the query and how many of the hits are not shown.
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
