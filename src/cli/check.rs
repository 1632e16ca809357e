//! `recaps check`: examines the index, and has it built anew where it is damaged.

use super::place::summary;
use super::report::print;
use super::target::Target;
use super::{Common, interrupt};
use crate::Error;
use crate::cluster::Spread;
use crate::index::Options;
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
    let target = Target::new(common, Spread::default())?;
    let folder = target.place();
    let examination = target.examine()?;
    let repaired = args.repair && !examination.is_sound();
    if repaired {
        let options = Options { rebuild: true, ..Options::default() };
        let _listening = interrupt::listen().map_err(|e| Error::io(folder, e))?;
        let report = target.update(&target.corpus()?, &options, common)?;
        summary(common, folder, &report, false);
    }
    print(common, false, &CheckMessage::new(folder, &examination, repaired))?;
    match examination.error().filter(|_| !repaired) {
        Some(error) => Err(error.into()),
        None => Ok(ExitCode::SUCCESS),
    }
}
