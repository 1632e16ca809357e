//! `recaps search`: query to hits.

use super::answer::{Asked, answer, count, understood};
use super::completions::candidates;
use super::filters::Filters;
use super::place::{self, Open};
use super::report::{listing, note, stdout};
use super::topic::ReadingArgs;
use super::{Common, NOTHING_FOUND, suggest};
use crate::Error;
use crate::engine::Places;
use crate::output::bars;
use crate::output::envelope::{Envelope, QueryMessage};
use crate::output::formats::Shape;
use crate::query::{Node, parse};
use crate::search::facets::Facet;
use crate::search::{Mode, Request, Sort};
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap_complete::ArgValueCompleter;
use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::time::Instant;

/// The grammar of queries, a line each, and more examples.
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
#[derive(Debug, Default, clap::Args)]
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
    #[command(flatten)]
    reading: ReadingArgs,
    /// Order of the hits
    #[arg(long, value_enum, default_value = "score")]
    sort: SortArg,
    /// At most this many hits, or all [default: 10]
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_limit)]
    limit: Option<usize>,
    /// Leave out this many hits first
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// At most this many passages a hit [default: 2]
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
    /// Of words alone, and how many hits at most.
    pub(super) fn of_words(query: Vec<String>, limit: Option<usize>) -> Self {
        SearchArgs { query, limit, ..SearchArgs::default() }
    }

    /// The flag that asks for more or for something else than talks: fewer formats can print that.
    pub(super) fn narrowing(&self) -> Option<(&'static str, Shape)> {
        match (self.schema, self.facets.is_empty()) {
            (true, _) => Some(("--schema", Shape::Schema)),
            (_, false) => Some(("--facets", Shape::TalksWithCounts)),
            _ => None,
        }
    }
}

/// How much of an answer is printed, and in which direction.
#[derive(Debug, Default, clap::Args)]
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

/// Reads the name of a facet; clap offers the nearest one for a wrong one.
pub(super) fn facet() -> impl TypedValueParser<Value = Facet> {
    PossibleValuesParser::new(Facet::ALL.map(Facet::as_str))
        .try_map(|name| Facet::named(&name).ok_or("no such field"))
}

/// A number of talks, or all of them.
pub(super) fn parse_limit(value: &str) -> Result<usize, String> {
    if value == "all" {
        return Ok(usize::MAX);
    }
    value.parse().map_err(|_| "expected a number, or all".to_owned())
}

/// How ids are printed.
#[derive(Debug, Default, clap::Args)]
pub(super) struct IdArgs {
    /// With --format ids: a NUL after each id, for xargs -0
    #[arg(short = '0', long)]
    pub(super) null: bool,
}

/// Order of the hits.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum SortArg {
    /// The best first
    #[default]
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
        Envelope::write_schema(&mut out)?;
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
    let request = request(args, nodes, is_query, open, common)?;
    let started = Instant::now();
    if args.shape.count {
        return count(open.engine().rank(&request)?.ranked.docs.count(), common);
    }
    if common.format.prints_hits_in_turn() {
        return rows(&text, args, &request, open, common);
    }
    // As the index, it is given back by the end of the process.
    let mut found = ManuallyDrop::new(open.engine().search(&request)?);
    if args.shape.reverse {
        found.hits.reverse();
    }
    let counted = if common.format.is_for_people() { bars::FIRST } else { usize::MAX };
    let facets = open.engine().count(&found.docs, &args.facets, counted)?;
    suggest::fields(&text, common);
    if found.total == 0 {
        suggest::filters(&args.filters, open.engine(), common)?;
    }
    let asked = Asked {
        text: &text,
        nodes: &request.nodes,
        found: &found,
        offset: args.offset,
        limit: request.limit,
        is_paged: !args.shape.no_pager,
        snippets: args.snippets.unwrap_or(common.snippets),
        full: args.full,
        nul: args.ids.null,
        facets: &facets,
        tiers: request.mode == Mode::AllFirst && request.sort == Sort::Score,
        started,
    };
    answer(&asked, open, common)
}

/// What is asked of the index.
fn request(
    args: &SearchArgs,
    nodes: Vec<Node>,
    is_query: bool,
    open: &Open,
    common: &Common,
) -> Result<Request, Error> {
    let settings = place::settings(common, open.index())?;
    let limit = match (args.shape.count, args.limit) {
        (true, _) => 0,
        (false, limit) => limit.unwrap_or(common.limit).min(open.index().talks().max(1) as usize),
    };
    Ok(Request {
        nodes,
        filters: args.filters.matchers(open.engine())?,
        settings: args.reading.settings(settings),
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
        alone: common.format.is_for_people(),
        ..Request::default()
    })
}

/// Prints hits that come one after the other: they are read while they are printed.
fn rows(
    text: &str,
    args: &SearchArgs,
    request: &Request,
    open: &Open,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let Places { index, ranked: mut found } = open.engine().rank(request)?;
    suggest::fields(text, common);
    if found.docs.is_empty() {
        suggest::filters(&args.filters, open.engine(), common)?;
    }
    understood(common, &QueryMessage::new(text, &request.nodes, &found.plan));
    let (total, shown) = (found.docs.count(), found.places.len());
    if total > shown && args.limit.is_none() && args.offset == 0 {
        // Nothing in a written file shows that it holds a part of the rows.
        note(common, &format!("{shown} of {total} talks; all with --limit all"));
    }
    if args.shape.reverse {
        found.places.reverse();
    }
    let marked = Some((&found.plan, args.snippets.unwrap_or(common.snippets)));
    let listing = listing(common, &index, marked, args.full, args.ids.null);
    listing.print(io::stdout().lock(), common.format, &found.places)?;
    Ok(if found.docs.is_empty() { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}
