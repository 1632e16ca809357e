//! `recaps check`: examines the index, and has it built anew where it is damaged.

use super::place::{self, summary};
use super::report::{print, progress};
use super::{Common, interrupt};
use crate::Error;
use crate::index::check::examine;
use crate::index::{Options, update};
use crate::output::check::CheckMessage;
use std::process::ExitCode;

/// Examine every file of the index, and count everything two ways
///
/// The exit status is 0 for a sound index, 4 for a damaged one, 3 where there is none or one of another version.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps check
  recaps check --repair
  recaps check --format json | jq .faults")]
pub(super) struct CheckArgs {
    /// Build the index anew from the corpus where it is damaged
    #[arg(long)]
    repair: bool,
}

pub(super) fn run(args: &CheckArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let folder = place::index_folder(common)?;
    let examination = examine(&folder)?;
    let repaired = args.repair && !examination.is_sound();
    if repaired {
        let corpus = place::corpus(&folder).ok_or(Error::NoCorpus)?;
        let options = Options { rebuild: true, ..Options::default() };
        let _listening = interrupt::listen().map_err(|e| Error::io(&folder, e))?;
        let report = update(&folder, &corpus, &options, &mut progress(common))?;
        summary(common, &folder, &report, false);
    }
    print(common, false, &CheckMessage::new(&folder, &examination, repaired))?;
    match examination.error().filter(|_| !repaired) {
        Some(error) => Err(error.into()),
        None => Ok(ExitCode::SUCCESS),
    }
}
