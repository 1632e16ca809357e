//! `recaps check`: examines the index, and has it built anew where it is damaged.

use super::place::{self, summary};
use super::report::{count, progress, stdout};
use super::{Common, Format, interrupt};
use crate::Error;
use crate::corpus::shown;
use crate::index::check::{Fault, examine};
use crate::index::{Options, update};
use crate::output::language::say;
use crate::output::message::SCHEMA_VERSION;
use crate::output::terminal::safe;
use serde::Serialize;
use std::io::Write;
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

/// What was found, as an object.
#[derive(Debug, Serialize)]
struct CheckMessage<'a> {
    schema_version: u32,
    index: String,
    generation: Option<u64>,
    files: usize,
    bytes: u64,
    talks: usize,
    faults: &'a [Fault],
    repaired: bool,
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
    let mut out = stdout(common);
    match common.format {
        Format::Json | Format::Jsonl => {
            let message = CheckMessage {
                schema_version: SCHEMA_VERSION,
                index: shown(&folder),
                generation: examination.generation,
                files: examination.files,
                bytes: examination.bytes,
                talks: examination.talks,
                faults: &examination.faults,
                repaired,
            };
            serde_json::to_writer(&mut out, &message)?;
            writeln!(out)?;
        }
        _ => {
            for fault in &examination.faults {
                let damaged = format!("damaged: {}: {}", fault.what, fault.reason);
                writeln!(out, "{}", safe(&say(&damaged)))?;
            }
            if examination.is_sound() {
                let (files, talks) = (count(examination.files, "file"), count(examination.talks, "talk"));
                let sound = format!("sound: {files}, {} bytes, {talks}", examination.bytes);
                writeln!(out, "{}", say(&sound))?;
            }
            if repaired {
                writeln!(out, "{}", say("repaired: built anew from the corpus"))?;
            }
        }
    }
    out.flush()?;
    match examination.error().filter(|_| !repaired) {
        Some(error) => Err(error.into()),
        None => Ok(ExitCode::SUCCESS),
    }
}
