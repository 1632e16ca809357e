//! `recaps list`: talks without a query.

use super::answer::{beyond, count};
use super::filters::Filters;
use super::pager::{is_shown_by_a_pager, page};
use super::report::{listing, note};
use super::search::{IdArgs, ShapeArgs, SortArg, parse_limit};
use super::{Common, NOTHING_FOUND, place, suggest};
use crate::engine::Wanted;
use crate::search::Sort;
use std::io;
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
    /// At most this many talks, or all
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_limit)]
    limit: Option<usize>,
    /// Leave out this many talks first
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    #[command(flatten)]
    shape: ShapeArgs,
    #[command(flatten)]
    ids: IdArgs,
    #[command(flatten)]
    filters: Filters,
}

pub(super) fn run(args: &ListArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let talks = open.engine().filtered(&args.filters.matchers(open.engine())?)?;
    if args.shape.count {
        return count(talks.count(), common);
    }
    let wanted = Wanted {
        sort: args.sort.map_or(Sort::Score, Sort::from),
        offset: args.offset,
        limit: args.limit.unwrap_or(usize::MAX),
        is_reversed: args.shape.reverse,
        elsewhere: common.format.has_other_recaps(),
    };
    let listing = listing(common, open.index(), None, false, args.ids.null);
    if common.format.is_for_people() && is_shown_by_a_pager(!args.shape.no_pager) {
        page(common, true, |out| {
            listing.print_pages(out, common.format, |page| open.engine().pages(&talks, wanted, page))
        })?;
    } else {
        let out = io::stdout().lock();
        listing.print_pages(out, common.format, |page| open.engine().pages(&talks, wanted, page))?;
    }
    if talks.is_empty() {
        suggest::filters(&args.filters, open.engine(), common)?;
        note(common, "no talk found");
        return Ok(ExitCode::from(NOTHING_FOUND));
    }
    if args.offset >= talks.count() && common.format.is_for_people() {
        beyond(common, args.offset, talks.count());
    }
    Ok(ExitCode::SUCCESS)
}
