//! `recaps parse`: shows how a recap is cut, and what is odd about it.

use super::report::{appearance, stdout};
use super::{Common, NOTHING_FOUND};
use crate::corpus::walk::label;
use crate::corpus::{Encoding, size};
use crate::output::formats::Shape;
use crate::output::outline::{Outline, Shown, write_findings};
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
    pub(super) fn narrowing(&self) -> Option<(&'static str, Shape)> {
        self.lint.then_some(("--lint", Shape::Lines))
    }
}

pub(super) fn run(args: &ParseArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let encoding = match &args.encoding {
        Some(label) => {
            Some(Encoding::named(label).ok_or_else(|| Error::UnknownEncoding { label: label.clone() })?)
        }
        None => None,
    };
    let (mut out, appearance) = (stdout(common), appearance(common));
    let mut findings = 0usize;
    let mut cuts = Vec::with_capacity(args.files.len());
    for path in &args.files {
        cuts.push(ingest::read_within(path, &label(path), encoding, args.max_filesize)?);
    }
    for (document, cut) in &cuts {
        let found = recap::lint(document, cut);
        findings += found.len();
        if args.lint {
            write_findings(&mut out, document, &found)?;
        } else {
            let shown = Shown { explain: args.explain, full: args.full, noise: args.noise };
            let outline = Outline { document, cut, findings: &found, shown };
            common.format.write(&mut out, &outline, &appearance)?;
        }
    }
    out.flush()?;
    Ok(if args.strict && findings > 0 { ExitCode::from(NOTHING_FOUND) } else { ExitCode::SUCCESS })
}
