//! `recaps export`: every talk, for other programs.

use super::report::listing;
use super::{Common, place};
use crate::output::formats::{Format, Shape};
use crate::search::{Sort, filtered, listed};
use std::process::ExitCode;

/// Print every talk with its text as JSON Lines, in the order of `recaps list`
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps export > talks.jsonl
  recaps export | jq -r 'select(.rating.value == 5) | .title'")]
pub(super) struct ExportArgs {}

pub(super) fn run(_: &ExportArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let docs = listed(&open.index, &filtered(&open.index, &[])?, Sort::Score, usize::MAX)?;
    let format = Format::of(Shape::Dump).next().unwrap_or(common.format);
    let common = Common { format, ..common.clone() };
    listing(&common, &open.index, None, true, false).print(std::io::stdout().lock(), format, &docs)?;
    Ok(ExitCode::SUCCESS)
}
