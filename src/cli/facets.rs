//! `recaps facets`: the values of a field, and how many talks have each.

use super::completions::candidates;
use super::report::{note, print};
use super::search::{facet, parse_limit};
use super::topic::TopicArgs;
use super::{Common, NOTHING_FOUND, place};
use crate::output::counts::FacetsMessage;
use crate::output::envelope::IndexMessage;
use crate::output::language::count;
use crate::output::message::SCHEMA_VERSION;
use crate::recap::fold;
use crate::search::facets::{Count, Facet};
use clap::ValueEnum;
use clap_complete::ArgValueCompleter;
use std::mem::ManuallyDrop;
use std::process::ExitCode;

/// Count the talks by the values of a field
///
/// Without a QUERY all talks are counted, else those with all its words; filters narrow either. A talk with two speakers
/// counts for both. Spellings that differ in case and accents alone are one value; events and organisations too where they
/// differ in spaces and signs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps facets event                       events, those with most talks first
  recaps facets speaker kubernetes -n 10    who speaks of it
  recaps facets year --event kubecon --sort value
  recaps facets organisation --format csv > organisations.csv")]
pub(super) struct FacetsArgs {
    /// Field to count by
    #[arg(value_name = "FIELD", value_parser = facet())]
    field: Facet,
    /// Words to find
    #[arg(value_name = "QUERY", add = ArgValueCompleter::new(candidates::query))]
    query: Vec<String>,
    /// Order of the values
    #[arg(long, value_enum, default_value = "count")]
    sort: ValueSort,
    /// At most this many values, or all
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_limit)]
    limit: Option<usize>,
    #[command(flatten)]
    topic: TopicArgs,
}

/// Order of the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ValueSort {
    /// Those of most talks first
    Count,
    /// In the order of the alphabet
    Value,
}

pub(super) fn run(args: &FacetsArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let topic = args.topic.find(&args.query, open, common)?;
    let limit = args.limit.unwrap_or(usize::MAX);
    let first = if args.sort == ValueSort::Count { limit } else { usize::MAX };
    let counts = open.engine().count(&topic.docs, &[args.field], first)?;
    let without = counts.iter().map(|counts| counts.without).sum();
    let all = counts.iter().map(|counts| counts.all).sum();
    // There may be a hundred thousand, and they are given back by the end of the process.
    let mut values: ManuallyDrop<Vec<Count>> =
        ManuallyDrop::new(counts.into_iter().flat_map(|counts| counts.counts).collect());
    if args.sort == ValueSort::Value {
        values.sort_by_cached_key(|count| fold(&count.value));
    }
    values.truncate(limit);
    let field = args.field.as_str();
    let (index, total) = (open.index(), topic.docs.count());
    let message = FacetsMessage {
        schema_version: SCHEMA_VERSION,
        query: topic.query(),
        field,
        total,
        without,
        index: IndexMessage::new(index.folder(), index.manifest(), open.drift.is_stale()),
        values: &values,
    };
    print(common, false, &message)?;
    if topic.docs.is_empty() {
        note(common, "no talk found");
        return Ok(ExitCode::from(NOTHING_FOUND));
    }
    if common.format.is_for_people() {
        notes(common, (values.len(), all), (without, total), field);
    }
    Ok(if all == 0 { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}

/// Says how many of the values are shown, and how many of the talks have none.
fn notes(common: &Common, (shown, all): (usize, usize), (without, talks): (usize, usize), field: &str) {
    if shown < all {
        note(common, &format!("{shown} of {}; more with --limit", count(all, "value")));
    }
    if without > 0 {
        note(common, &format!("{without} of {} without {field}", count(talks, "talk")));
    }
}
