//! `recaps timeline`: how often a topic was talked about, edition by edition or year by year.

use super::completions::candidates;
use super::report::{note, print};
use super::topic::TopicArgs;
use super::{Common, NOTHING_FOUND, place};
use crate::output::counts::TimelineMessage;
use crate::output::envelope::IndexMessage;
use crate::output::message::SCHEMA_VERSION;
use crate::search::timeline::By;
use clap::ValueEnum;
use clap_complete::ArgValueCompleter;
use std::process::ExitCode;

/// Show how many talks of each edition or year are on a topic
///
/// A line an edition (an event and its year) or a year, the oldest first: talks with all words of the QUERY, talks in
/// all, and the share of the first in the second. Filters narrow both.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps timeline ebpf
  recaps timeline 'IA OR LLM' --by year --empty
  recaps timeline wasm --event kubecon --kind talk
  recaps timeline --format csv observabilité > observability.csv")]
pub(super) struct TimelineArgs {
    /// Words to find
    #[arg(value_name = "QUERY", required = true, add = ArgValueCompleter::new(candidates::query))]
    query: Vec<String>,
    /// What one line is
    #[arg(long, value_enum, default_value = "event")]
    by: ByArg,
    /// Also editions or years without a talk on the topic
    #[arg(long)]
    empty: bool,
    #[command(flatten)]
    topic: TopicArgs,
}

/// What one line of a timeline is.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ByArg {
    /// An edition of an event
    Event,
    /// A year
    Year,
}

pub(super) fn run(args: &TimelineArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let topic = args.topic.find(&args.query, open, common)?;
    let by = match args.by {
        ByArg::Event => By::Event,
        ByArg::Year => By::Year,
    };
    let mut periods = open.engine().timeline(&topic.docs, &topic.among, by)?;
    if !args.empty {
        periods.retain(|period| period.count > 0);
    }
    let index = open.index();
    let message = TimelineMessage {
        schema_version: SCHEMA_VERSION,
        query: topic.query(),
        by: by.as_str(),
        total: topic.docs.count(),
        index: IndexMessage::new(index.folder(), index.manifest(), open.drift.is_stale()),
        periods: &periods,
    };
    print(common, false, &message)?;
    if topic.docs.is_empty() {
        note(common, "no talk found");
        return Ok(ExitCode::from(NOTHING_FOUND));
    }
    Ok(ExitCode::SUCCESS)
}
