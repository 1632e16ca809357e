//! `recaps status`: where the index is, what is in it, and whether it is as new as the corpus.

use super::report::print;
use super::{Common, place};
use crate::index::{Index, stale};
use crate::output::status::StatusMessage;
use std::process::ExitCode;

/// Say where the index is, what is in it, and what changed since it was built
///
/// Every recap that came, changed or went is named. Nothing is built: without an index the exit status is 3.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps status
  recaps status --format json | jq -r '.changed[]'
  recaps status --format json | jq -e '.index.stale | not' || recaps index")]
pub(super) struct StatusArgs {}

pub(super) fn run(_: &StatusArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let folder = place::index_folder(common)?;
    let index = Index::open(&folder)?;
    let changes = stale::changes(&index)?;
    print(common, false, &StatusMessage::new(&folder, index.manifest(), &changes))?;
    Ok(ExitCode::SUCCESS)
}
