//! `recaps list`: talks without a query.

use super::filters::Filters;
use super::report::note;
use super::rows::Rows;
use super::search::{IdArgs, SortArg};
use super::{Common, NOTHING_FOUND, place, suggest};
use crate::search::{self, Sort};
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
    let docs = search::filtered(open.index, &args.filters.matchers(open.index)?)?;
    let sort = args.sort.map_or(Sort::Score, Sort::from);
    let last = args.limit.map_or(usize::MAX, |limit| args.offset.saturating_add(limit));
    let talks = search::listed(open.index, &docs, sort, last)?;
    let shown = talks.get(args.offset..).unwrap_or_default();
    let (index, null) = (open.index, args.ids.null);
    Rows { common, index, marked: None, full: false, null }.print(common.format, shown)?;
    if docs.is_clear() {
        suggest::filters(&args.filters, open.index, common)?;
        note(common, "no talk found");
        return Ok(ExitCode::from(NOTHING_FOUND));
    }
    Ok(ExitCode::SUCCESS)
}
