//! `recaps parse`: shows how a recap is cut, and what is odd about it.

use super::report::stdout;
use super::{Common, Format, NOTHING_FOUND};
use crate::corpus::walk::label;
use crate::corpus::{Encoding, size};
use crate::output::message::TalkMessage;
use crate::output::outline::{self, Shown};
use crate::output::terminal::safe;
use crate::recap;
use crate::{Error, ingest};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Show how recaps are cut into talks; index nothing
///
/// Text: a line a unit, with its lines, kind, title and people, and what was left out as noise.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps parse corpus/new.md                 is it cut as a reader would?
  recaps parse --lint --strict corpus/*      for CI
  recaps parse --explain corpus/new.md       which evidence carried each cut")]
pub(super) struct ParseArgs {
    /// Recaps to cut
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Encoding to read the files in, instead of the one they show: utf-8, latin1, latin9, macroman, cp850 and others
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
    /// Largest file to read, in bytes or as 500K, 20M, 1G
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = size::parse)]
    max_filesize: u64,
    /// Print what is odd as `file:line: code: text`, and not the cut
    #[arg(long)]
    lint: bool,
    /// Exit 1 where there are findings
    #[arg(long)]
    strict: bool,
    /// Say for each cut which evidence carried it
    #[arg(long)]
    explain: bool,
    /// Print the text of each talk too
    #[arg(long)]
    full: bool,
    /// Show each range of lines that was left out, not only how many there are
    #[arg(long)]
    noise: bool,
}

impl ParseArgs {
    /// The flag that asks for findings, which are lines of text.
    pub(super) fn narrowing(&self) -> Option<(&'static str, &'static [Format])> {
        self.lint.then_some(("--lint", &[Format::Text]))
    }
}

pub(super) fn run(args: &ParseArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let encoding = match &args.encoding {
        Some(label) => {
            Some(Encoding::named(label).ok_or_else(|| Error::UnknownEncoding { label: label.clone() })?)
        }
        None => None,
    };
    let mut out = stdout(common);
    let mut findings = 0usize;
    let mut cuts = Vec::with_capacity(args.files.len());
    for path in &args.files {
        cuts.push(ingest::read_within(path, &label(path), encoding, args.max_filesize)?);
    }
    for (document, cut) in &cuts {
        let found = recap::lint(document, cut);
        findings += found.len();
        if args.lint {
            for finding in &found {
                let (file, text) = (safe(&document.file), safe(&finding.text));
                writeln!(out, "{file}:{}: {}: {text}", finding.line, finding.code)?;
            }
            continue;
        }
        match common.format {
            Format::Json => outline::write_json(&mut out, document, cut, &found, args.explain, args.full)?,
            Format::Jsonl => {
                for ((talk, reasons), mentions) in cut.talks.iter().zip(&cut.reasons).zip(&cut.mentions) {
                    let explain = args.explain.then(|| outline::reasons(reasons, mentions));
                    let message = TalkMessage {
                        explain: explain.as_ref(),
                        body: args.full.then_some(talk.body.text.as_str()),
                        ..TalkMessage::new(talk)
                    };
                    serde_json::to_writer(&mut out, &message)?;
                    writeln!(out)?;
                }
            }
            _ => {
                let shown = Shown { explain: args.explain, full: args.full, noise: args.noise };
                outline::write_text(&mut out, document, cut, shown)?;
            }
        }
    }
    out.flush()?;
    Ok(if args.strict && findings > 0 { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}
