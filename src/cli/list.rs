//! `recaps list`: talks without a query.

use super::filters::Filters;
use super::report::{links, note, plain_stdout, stdout};
use super::search::{IdArgs, SortArg};
use super::{Common, Format, NOTHING_FOUND, place, suggest};
use crate::index::documents;
use crate::output::message::TalkMessage;
use crate::output::{rows, terminal, text::Printer};
use crate::search::{self, Sort};
use std::io::Write;
use std::process::ExitCode;

/// List talks, filtered and sorted
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps list --event kcd --year 2023
  recaps list --min-rating 4 --sort rating
  recaps list --format csv > talks.csv
  recaps list --format ids -0 | xargs -0 recaps show --cite")]
pub(super) struct ListArgs {
    /// Order of the talks; without it, by recap and place in it
    #[arg(long, value_enum)]
    sort: Option<SortArg>,
    /// At the most so many talks
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
    /// Pass over so many talks
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    #[command(flatten)]
    ids: IdArgs,
    #[command(flatten)]
    filters: Filters,
}

pub(super) fn run(args: &ListArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let docs = search::filtered(open.index, &args.filters.matchers())?;
    let mut talks = documents(&docs).map(|doc| open.index.talk(doc)).collect::<Result<Vec<_>, _>>()?;
    match args.sort.map(Sort::from) {
        None | Some(Sort::Score) => search::sort_by_place(&mut talks),
        Some(sort) => search::sort_talks(&mut talks, sort),
    }
    let last = args.limit.map_or(talks.len(), |limit| args.offset.saturating_add(limit));
    let shown = talks.iter().take(last).skip(args.offset);
    let mut out = stdout(common);
    match common.format {
        Format::Text => {
            let links = links(common, open.index);
            let mut printer = Printer::new(&mut out, terminal::width()).linked(links);
            for talk in shown {
                printer.entry(talk)?;
            }
        }
        Format::Json => {
            let messages: Vec<_> = shown.map(TalkMessage::new).collect();
            serde_json::to_writer(&mut out, &messages)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for talk in shown {
                serde_json::to_writer(&mut out, &TalkMessage::new(talk))?;
                writeln!(out)?;
            }
        }
        Format::Csv => rows::talks(&mut out, shown.map(TalkMessage::new))?,
        Format::Ids => {
            let mut out = plain_stdout();
            rows::ids(&mut out, shown.map(|talk| talk.id.as_str()), args.ids.null)?;
            out.flush()?;
        }
    }
    out.flush()?;
    if talks.is_empty() {
        suggest::filters(&args.filters, open.index, common)?;
        note(common, "no talk found");
        return Ok(ExitCode::from(NOTHING_FOUND));
    }
    Ok(ExitCode::SUCCESS)
}
