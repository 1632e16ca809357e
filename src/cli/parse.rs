//! `recaps parse`: shows how a recap is cut, and what is odd about it.

use crate::corpus::Document;
use crate::output::message::TalkMessage;
use crate::output::outline;
use crate::recap::{self, Cut, Sidecar};
use anyhow::{Context, bail};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How the cut is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// An outline to read: lines, kind, title, people, what was left out
    Text,
    /// One object a recap
    Json,
    /// One talk a line
    Jsonl,
}

#[derive(Debug, clap::Args)]
pub(super) struct ParseArgs {
    /// Recaps to cut
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print the cut
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Encoding to read the files in, instead of the one they show
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
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
}

pub(super) fn run(args: &ParseArgs) -> anyhow::Result<ExitCode> {
    let encoding = match &args.encoding {
        Some(label) => match crate::corpus::encoding(label) {
            Some(encoding) => Some(encoding),
            None => bail!("`{label}` is no known encoding: try utf-8, windows-1252 or iso-8859-15"),
        },
        None => None,
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut findings = 0usize;
    let mut cuts = Vec::with_capacity(args.files.len());
    for path in &args.files {
        let name = path.to_string_lossy().replace('\\', "/");
        let document = Document::read_as(path, &name, encoding)?;
        let sidecar = sidecar(path, &document)?;
        let cut = recap::cut_with(&document, &sidecar);
        cuts.push((document, cut));
    }
    link(&mut cuts);
    for (document, cut) in &cuts {
        let found = recap::lint(document, cut);
        findings += found.len();
        if args.lint {
            for finding in &found {
                writeln!(out, "{}:{}: {}: {}", document.file, finding.line, finding.code, finding.text)?;
            }
            continue;
        }
        match args.format {
            Format::Text => outline::write_text(&mut out, document, cut, args.explain, args.full)?,
            Format::Json => outline::write_json(&mut out, document, cut, &found, args.explain, args.full)?,
            Format::Jsonl => {
                for (talk, reasons) in cut.talks.iter().zip(&cut.reasons) {
                    let explain = args.explain.then(|| outline::reasons(reasons));
                    let message = TalkMessage {
                        explain: explain.as_ref(),
                        body: args.full.then_some(talk.body.text.as_str()),
                        ..TalkMessage::new(talk)
                    };
                    serde_json::to_writer(&mut out, &message)?;
                    writeln!(out)?;
                }
            }
        }
    }
    out.flush()?;
    Ok(if args.strict && findings > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Tells the talks of all the files which of them are one session.
fn link(cuts: &mut [(Document, Cut)]) {
    let mut talks: Vec<_> = cuts.iter_mut().flat_map(|(_, cut)| std::mem::take(&mut cut.talks)).collect();
    recap::siblings(&mut talks);
    let mut talks = talks.into_iter();
    for (_, cut) in cuts {
        cut.talks = talks.by_ref().take(cut.reasons.len()).collect();
    }
}

/// Reads `name.recap.toml` beside a recap, where there is one.
fn sidecar(path: &Path, document: &Document) -> anyhow::Result<Sidecar> {
    let beside = path.with_extension("recap.toml");
    let text = match std::fs::read_to_string(&beside) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Sidecar::default()),
        Err(error) => return Err(error).with_context(|| beside.display().to_string()),
    };
    let lines = document.line_starts.len().saturating_sub(1) as u32;
    Sidecar::parse(&text, lines)
        .map_err(|fault| anyhow::anyhow!("{}:{}: {}", beside.display(), fault.line, fault.message))
}
