//! What a run of the indexer did, or would do.

use super::message::SCHEMA_VERSION;
use super::results::{Appearance, Object, Results};
use super::terminal::safe;
use crate::corpus::{Skipped, shown};
use crate::index::Report;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// What `recaps index --format json` prints.
#[derive(Debug, Serialize)]
pub struct ReportMessage<'a> {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The folder of the index.
    pub index: String,
    /// Whether nothing was done but looking.
    pub dry_run: bool,
    /// Number of the generation that is live now.
    pub generation: u64,
    /// Recaps in the index.
    pub recaps: usize,
    /// Talks in it.
    pub talks: usize,
    /// Recaps that came.
    pub added: &'a [String],
    /// Recaps that say something else.
    pub changed: &'a [String],
    /// Recaps that went.
    pub removed: &'a [String],
    /// Recaps that have another name.
    pub renamed: Vec<Renamed<'a>>,
    /// Recaps that are as they were.
    pub unchanged: usize,
    /// What was found in the corpus and is not in the index.
    pub skipped: Vec<SkippedMessage<'a>>,
}

/// A recap that has another name.
#[derive(Debug, Serialize)]
pub struct Renamed<'a> {
    /// The name it had.
    pub from: &'a str,
    /// The name it has.
    pub to: &'a str,
}

/// Something that was left out.
#[derive(Debug, Serialize)]
pub struct SkippedMessage<'a> {
    /// Where it is.
    pub path: String,
    /// Why.
    pub reason: &'a str,
    /// Whether it answers as it did when it could last be read.
    pub kept: bool,
}

impl<'a> From<&'a Skipped> for SkippedMessage<'a> {
    fn from(skipped: &'a Skipped) -> Self {
        let path = shown(&skipped.path);
        SkippedMessage { path, reason: &skipped.reason, kept: skipped.kept }
    }
}

impl<'a> ReportMessage<'a> {
    /// What a run on the index in `folder` came to.
    pub fn new(folder: &Path, report: &'a Report, dry_run: bool) -> Self {
        ReportMessage {
            schema_version: SCHEMA_VERSION,
            index: shown(folder),
            dry_run,
            generation: report.generation,
            recaps: report.recaps,
            talks: report.talks,
            added: &report.added,
            changed: &report.changed,
            removed: &report.removed,
            renamed: report.renamed.iter().map(|(from, to)| Renamed { from, to }).collect(),
            unchanged: report.unchanged,
            skipped: report.skipped.iter().map(SkippedMessage::from).collect(),
        }
    }
}

impl Results for ReportMessage<'_> {
    /// What would be done, a change a line. What was done is said on stderr, beside no answer.
    fn text(&self, out: &mut dyn Write, _: &Appearance) -> io::Result<()> {
        if !self.dry_run {
            return Ok(());
        }
        for (what, files) in [("add", self.added), ("change", self.changed), ("remove", self.removed)] {
            for file in files {
                writeln!(out, "{what} {}", safe(file))?;
            }
        }
        for Renamed { from, to } in &self.renamed {
            writeln!(out, "rename {} -> {}", safe(from), safe(to))?;
        }
        Ok(())
    }

    fn object(&self) -> Object<'_> {
        Box::new(self)
    }
}
