//! `recaps export`: every talk, for other programs.

use super::report::stdout;
use super::{Common, place};
use crate::index::documents;
use crate::output::message::TalkMessage;
use crate::search::{filtered, sort_by_place};
use std::io::Write;
use std::process::ExitCode;

/// Print every talk with its text as JSON Lines, in the order of `recaps list`
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps export > talks.jsonl
  recaps export | jq -r 'select(.rating.value == 5) | .title'")]
pub(super) struct ExportArgs {}

pub(super) fn run(_: &ExportArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let docs = filtered(open.index, &[])?;
    let mut talks = documents(&docs).map(|doc| open.index.talk(doc)).collect::<Result<Vec<_>, _>>()?;
    sort_by_place(&mut talks);
    let mut out = stdout(common);
    for talk in &talks {
        serde_json::to_writer(&mut out, &TalkMessage::with_body(talk))?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
