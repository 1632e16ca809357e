//! `recaps similar`: talks like a talk.

use super::answer::{Asked, answer};
use super::completions::candidates;
use super::search::{IdArgs, parse_limit};
use super::{Common, named, place};
use clap_complete::ArgValueCompleter;
use std::process::ExitCode;
use std::time::Instant;

/// Find talks like one, with the words they share
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps similar kcd-france-2023-ippon/revolution-ebpf-un-noyau-linux-dynamique
  recaps similar --format ids -n 3 ID | xargs recaps show")]
pub(super) struct SimilarArgs {
    /// Id of a talk, as search and list print it; its beginning, or file:line
    #[arg(value_name = "ID", add = ArgValueCompleter::new(candidates::ids))]
    id: String,
    /// At most this many talks, or all [default: 10]
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_limit)]
    limit: Option<usize>,
    /// Print straight to the terminal, without a pager ($RECAPS_PAGER, else $PAGER, else less)
    #[arg(long)]
    no_pager: bool,
    /// At most this many passages a talk
    #[arg(long, default_value_t = 1, value_name = "N")]
    snippets: usize,
    #[command(flatten)]
    ids: IdArgs,
}

pub(super) fn run(args: &SimilarArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let limit = args.limit.unwrap_or(common.limit).min(open.index().talks().max(1) as usize);
    let started = Instant::now();
    let talk = named::talk(&args.id, open, common)?;
    let found = open.engine().similar(&talk, limit)?;
    let asked = Asked {
        text: &args.id,
        nodes: &[],
        found: &found,
        offset: 0,
        limit,
        is_paged: !args.no_pager,
        snippets: args.snippets,
        full: false,
        nul: args.ids.null,
        facets: &[],
        tiers: false,
        started,
    };
    answer(&asked, open, common)
}
