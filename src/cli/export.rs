//! `recaps export`: every talk, for other programs.

use super::report::listing;
use super::{Common, place};
use crate::engine::Wanted;
use crate::output::formats::{Format, Shape};
use crate::search::Sort;
use std::process::ExitCode;

/// Print every talk with its text as JSON Lines, in the order of `recaps list`
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps export > talks.jsonl
  recaps export | jq -r 'select(.rating.value == 5) | .title'")]
pub(super) struct ExportArgs {}

pub(super) fn run(_: &ExportArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let talks = open.engine().filtered(&[])?;
    let wanted =
        Wanted { sort: Sort::Score, offset: 0, limit: usize::MAX, is_reversed: false, elsewhere: true };
    let format = Format::of(Shape::Dump).next().unwrap_or(common.format);
    let common = Common { format, ..common.clone() };
    let listing = listing(&common, open.index(), None, true, false);
    listing
        .print_pages(std::io::stdout().lock(), format, |page| open.engine().pages(&talks, wanted, page))?;
    Ok(ExitCode::SUCCESS)
}
