//! `recaps parse`: shows how a recap is cut.

use super::report::stdout;
use super::{Common, Format};
use crate::corpus::Document;
use crate::output::message::TalkMessage;
use crate::output::terminal::safe;
use crate::recap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(super) struct ParseArgs {
    /// Recaps to cut
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

pub(super) fn run(args: &ParseArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let mut out = stdout(common);
    for path in &args.files {
        let document = Document::read(path, &path.to_string_lossy())?;
        let cut = recap::cut(&document);
        for talk in &cut.talks {
            match common.format {
                Format::Text => writeln!(
                    out,
                    "{:>4}-{:<4} {:8} {}",
                    talk.source.first_line,
                    talk.source.last_line,
                    talk.kind.as_str(),
                    safe(&talk.title)
                )?,
                Format::Json | Format::Jsonl => {
                    serde_json::to_writer(&mut out, &TalkMessage::new(talk))?;
                    writeln!(out)?;
                }
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
