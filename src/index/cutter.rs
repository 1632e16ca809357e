//! Recaps to talks with their ids, and what came of those that cannot be read.

use super::build::Written;
use super::ids::Settled;
use super::manifest::{Bare, Kept};
use super::packing::{self, Packer};
use super::settle::Settling;
use super::source::{Contents, Source};
use super::stored;
use crate::analysis::Analysis;
use crate::corpus::Found;
use crate::ingest::Raw;
use crate::panics::caught;
use crate::recap::Cut;
use crate::talk::Talk;
use crate::threads::spread;
use crate::{Error, Result};
use std::collections::BTreeSet;
use std::path::Path;
use zstd::dict::EncoderDictionary;

/// Number of recaps that are sampled for what the talks of a corpus have in common.
const SAMPLE: usize = 96;

/// The result of cutting recaps.
#[derive(Debug, Default)]
pub(crate) struct Built {
    pub(crate) segments: Vec<Written>,
    /// Recaps without a talk, and those that could not be read.
    pub(crate) bare: Vec<Bare>,
    /// Recaps that could not be read and were written as they were when they last could.
    pub(crate) kept: Vec<Kept>,
    /// The remembered ids of each recap, and those that it has now.
    pub(crate) settled: Vec<(Settled, BTreeSet<String>)>,
}

impl Built {
    /// Adds what came of other recaps.
    pub(crate) fn add(&mut self, other: Built) {
        self.segments.extend(other.segments);
        self.bare.extend(other.bare);
        self.kept.extend(other.kept);
        self.settled.extend(other.settled);
    }
}

/// What talks are made into terms and stored forms with; a thread has its own. After a panic it is not to be used again.
pub(crate) struct Tools<'d> {
    pub(crate) analysis: Analysis,
    pub(crate) packer: Packer<'d>,
}

impl<'d> Tools<'d> {
    /// Talks are packed against a dictionary, or not at all.
    pub(crate) fn new(dictionary: Option<&'d EncoderDictionary<'d>>) -> Result<Tools<'d>> {
        let packer = Packer::new(dictionary).map_err(|e| Error::io("a dictionary of talks", e))?;
        Ok(Tools { analysis: Analysis::default(), packer })
    }
}

/// That the program failed on a recap which could be cut, while its talks were made into terms: first on its own talks, then
/// on those of its last version.
#[derive(Clone, Debug)]
pub(crate) struct Failed {
    reason: String,
    times: usize,
}

impl Failed {
    /// By the error in which a panic ended, after it had failed `before` or not.
    pub(crate) fn new(error: Error, before: Option<&Failed>) -> Failed {
        let own = match error {
            Error::Internal { reason, .. } => reason,
            error => error.to_string(),
        };
        let reason = before.map_or(own, |before| before.reason.clone());
        Failed { reason, times: before.map_or(1, |before| before.times + 1) }
    }
}

/// Cuts recaps into talks that have their ids.
#[derive(Clone, Copy)]
pub(crate) struct Cutter<'a> {
    /// Files of more bytes are left out, also when they have grown since they were found.
    pub(crate) max_filesize: u64,
    /// The ids that they get.
    pub(crate) settling: &'a Settling,
}

impl Cutter<'_> {
    /// The talks of a recap with their ids, or those of its last version that could be read, once the program `failed` on its
    /// own; on both, none. What else came of it is noted in `built`. Words of talks that were cut are not counted yet.
    pub(crate) fn talks(
        &self,
        found: &Found,
        source: &mut Source,
        failed: Option<&Failed>,
        built: &mut Built,
    ) -> Result<Vec<Talk>> {
        let raw = Raw::of_found(found, self.max_filesize);
        // What could not be read has no contents, and is tried again; what can be read is so until it changes.
        source.contents = raw.as_ref().map(Contents::of_raw).unwrap_or_default();
        let cut = match failed {
            Some(Failed { reason, .. }) => Err(Error::Internal { path: None, reason: reason.clone() }),
            None => raw
                .and_then(|raw| raw.cut(&found.path, &found.file, None))
                .and_then(|(_, cut)| told(cut, &found.path)),
        };
        match cut {
            Ok(mut cut) => {
                let settled = self.settling.settle(&found.file, &source.contents, &mut cut.talks)?;
                if self.settling.is_told(&settled) {
                    let own = cut.talks.iter().map(|talk| talk.id.clone()).collect();
                    built.settled.push((settled, own));
                }
                sort(&mut cut.talks);
                Ok(cut.talks)
            }
            Err(error) => {
                let is_left = failed.is_none_or(|failed| failed.times < 2);
                let last = if is_left { self.settling.last_good(&found.file)? } else { None };
                let Some(talks) = last else {
                    built
                        .bare
                        .push(Bare { source: source.clone(), reason: Some(reason(error, &found.path)) });
                    return Ok(Vec::new());
                };
                built.kept.push(Kept { file: found.file.clone(), reason: reason(error, &found.path) });
                Ok(talks)
            }
        }
    }
}

/// Sorts talks of a recap as they are listed: it is the order of their documents.
pub(crate) fn sort(talks: &mut [Talk]) {
    talks.sort_by(|a, b| (a.source.first_line, &a.id).cmp(&(b.source.first_line, &b.id)));
}

/// What talks to come are packed against, where their recaps have `pack_from` bytes or more. Too few talks, or talks that have
/// nothing in common, make no useful dictionary.
pub(crate) fn dictionary(todo: &[Found], pack_from: u64, max_filesize: u64, jobs: usize) -> Option<Vec<u8>> {
    let bytes: u64 = todo.iter().map(|found| found.stamp.size).sum();
    if bytes < pack_from {
        return None;
    }
    packing::train(&sample(todo, max_filesize, jobs)).ok()
}

/// Some of the talks to come, encoded: those of recaps from all over the corpus, cut on up to `jobs` threads.
fn sample(todo: &[Found], max_filesize: u64, jobs: usize) -> Vec<Vec<u8>> {
    let some: Vec<&Found> = todo.iter().step_by(todo.len().div_ceil(SAMPLE).max(1)).collect();
    // What cannot be read is reported when it is cut.
    let encoded = |found: &&Found| {
        let encoded = caught(Some(found.path.clone()), || {
            let raw = Raw::of_found(found, max_filesize)?;
            let (_, cut) = raw.cut(&found.path, &found.file, None)?;
            cut.talks.iter().map(stored::encode).collect::<Result<Vec<_>>>()
        });
        encoded.unwrap_or_default()
    };
    spread(&some, jobs, |some| some.iter().flat_map(encoded).collect::<Vec<_>>()).concat()
}

/// A cut that holds something. A recap without any text was emptied by an accident, or is being written: it is not lost
/// for that.
fn told(cut: Cut, path: &Path) -> Result<Cut> {
    if cut.talks.is_empty() {
        return Err(Error::io(path, std::io::Error::new(std::io::ErrorKind::InvalidData, "no text in it")));
    }
    Ok(cut)
}

/// Why the recap at `path` could not be read, without its path.
fn reason(error: Error, path: &Path) -> String {
    match error {
        Error::NotText { reason, .. } => format!("not a text file: {reason}"),
        Error::Io { path: of, source } if of == path => source.to_string(),
        Error::Internal { reason, .. } => Error::Internal { path: None, reason }.to_string(),
        error => error.to_string(),
    }
}
