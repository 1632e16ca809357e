//! `recaps status`: where the index is, what is in it, and whether it is as new as the corpus.

use super::Common;
use super::place::{self, Location};
use super::report::print;
use crate::cluster::Live;
use crate::cluster::stale::Standing;
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
    let (place, standing) = match place::location(common)? {
        Location::Folder(folder) => {
            let index = Index::open(&folder)?;
            let changes = Some(stale::changes(&index)?);
            (folder, Standing { manifest: index.manifest().clone(), changes })
        }
        Location::Cluster(address) => {
            let connection = place::connect(common, &address)?;
            let standing = Standing::of(&connection, &Live::find(&connection)?)?;
            (address.to_string().into(), standing)
        }
    };
    let changes = standing.changes.as_ref();
    print(
        common,
        false,
        &StatusMessage::new(&place, &standing.manifest, changes, common.to_type("recaps index")),
    )?;
    Ok(ExitCode::SUCCESS)
}
