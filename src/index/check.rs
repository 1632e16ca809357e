//! A full examination of an index: every file against its digest, every count against every other.

use super::directory::SegmentFolder;
use super::generation::{self, Live};
use super::guard::Access;
use super::manifest::Manifest;
use super::source::Source;
use super::{Index, Parts, REOPEN, Reading, Segment, build, verify};
use crate::{Error, Result};
use rustc_hash::FxHashSet;
use std::path::Path;

/// The result of an examination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examination {
    /// Number of the live generation; `None` where not even that can be read.
    pub generation: Option<u64>,
    /// Files that were verified.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Talks that were read.
    pub talks: usize,
    /// The faults, in the order they were found; empty for a sound index.
    pub faults: Vec<Fault>,
}

/// Something that is wrong with an index.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The file or part.
    pub what: String,
    /// How it shows.
    pub reason: String,
}

impl Examination {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// The first fault as an error.
    pub fn error(&self) -> Option<Error> {
        self.faults
            .first()
            .map(|fault| Error::Damaged { what: fault.what.clone(), reason: fault.reason.clone() })
    }

    fn note(&mut self, error: Error) -> Result<()> {
        match error {
            Error::Damaged { what, reason } => {
                self.faults.push(Fault { what, reason });
                Ok(())
            }
            error => Err(error),
        }
    }
}

/// Examines the live generation of the index folder `index`.
///
/// # Errors
/// [`Error::NoIndex`], [`Error::OtherVersion`] and I/O errors; damage is no error here but what is looked for.
pub fn examine(index: &Path) -> Result<Examination> {
    let live = || generation::live(index).ok().flatten().map(|live| live.number);
    for _ in 0..REOPEN {
        let before = live();
        let examined = examine_once(index);
        // A writer may have removed the generation while it was examined: then another is live, and is to be examined. What was
        // found in the removed one, or that it could not be opened, says nothing.
        if examined.as_ref().is_ok_and(Examination::is_sound) || live() == before {
            return examined;
        }
    }
    examine_once(index)
}

fn examine_once(index: &Path) -> Result<Examination> {
    let mut examination = Examination::default();
    let live = match generation::live(index) {
        Ok(Some(live)) => live,
        Ok(None) => return Err(Error::NoIndex { index: Some(index.to_owned()) }),
        Err(error) => return examination.note(error).map(|()| examination),
    };
    examination.generation = Some(live.number);
    let manifest = match live.manifest() {
        Ok(manifest) => manifest,
        Err(error) => return examination.note(error).map(|()| examination),
    };
    files(&live, &manifest, &mut examination)?;
    // What the files hold need not be looked at where they are not what was written.
    if examination.is_sound() {
        match Index::open_generation(index, &live, Access::Mapped) {
            Ok(opened) => contents(&opened, &mut examination)?,
            Err(error) => examination.note(error)?,
        }
    }
    Ok(examination)
}

fn files(live: &Live, manifest: &Manifest, examination: &mut Examination) -> Result<()> {
    for file in manifest.files() {
        match verify::contents(&live.folder, file) {
            Ok(()) => {
                examination.files += 1;
                examination.bytes += file.length;
            }
            Err(error) => examination.note(error)?,
        }
    }
    match digests(live, manifest) {
        Ok(bytes) => {
            examination.files += 1;
            examination.bytes += bytes;
            Ok(())
        }
        Err(error) => examination.note(error),
    }
}

/// Verifies the digests of the blocks of all files; how many bytes they take.
fn digests(live: &Live, manifest: &Manifest) -> Result<u64> {
    let files = SegmentFolder::of(&live.folder, manifest, Access::Copied)?;
    let mut bytes = 0;
    for (guards, file) in files.guards().into_iter().flat_map(|g| manifest.files().map(move |file| (g, file)))
    {
        bytes += guards.digests(&file.name)?.len() as u64;
    }
    Ok(bytes)
}

/// Counts everything two ways.
fn contents(index: &Index, examination: &mut Examination) -> Result<()> {
    let manifest = index.manifest();
    let mut recaps = manifest.bare.iter().filter(|bare| bare.reason.is_none()).count();
    let mut fault = |what: String, reason: String| examination.faults.push(Fault { what, reason });
    for segment in index.segments() {
        let entry = segment.entry();
        let what = || format!("segment {}", entry.id);
        let sources = segment.sources()?;
        let alive: Vec<&Source> = sources.iter().filter(|source| !entry.is_deleted(source.first)).collect();
        recaps += alive.len();
        if alive.len() != entry.recaps as usize {
            fault(what(), format!("{} recaps instead of {}", alive.len(), entry.recaps));
        }
        let follow = sources.windows(2).all(|pair| pair[0].docs().end == pair[1].first);
        let first = sources.first().map_or(0, |source| source.first);
        let end = sources.last().map_or(0, |source| source.docs().end);
        if !follow || first != 0 || end != entry.docs {
            fault(what(), "its recaps do not add up to its talks".to_owned());
        }
        if segment.documents() != entry.docs {
            fault(what(), format!("{} talks instead of {}", segment.documents(), entry.docs));
        }
        if length(index, segment)? != entry.length {
            fault(what(), "its words are not as many as they were".to_owned());
        }
    }
    if recaps != manifest.recaps {
        fault("manifest".to_owned(), format!("{recaps} recaps instead of {}", manifest.recaps));
    }
    let mut talks = 0;
    let mut reading = Reading::new(index)?;
    let mut ids = FxHashSet::default();
    for doc in index.docs() {
        talks += 1;
        let found = reading.talk(doc, Parts { text: true, elsewhere: true }).and_then(|talk| {
            let is_found = index.find(&talk.id)? == Some(doc);
            Ok((talk.id, is_found))
        });
        match found {
            Ok((id, is_found)) => {
                if !is_found || !ids.insert(id.clone()) {
                    fault(id, "is not found by its id".to_owned());
                }
            }
            Err(Error::Damaged { what, reason }) => fault(what, reason),
            Err(error) => return Err(error),
        }
    }
    if talks != manifest.talks {
        fault("manifest".to_owned(), format!("{talks} talks instead of {}", manifest.talks));
    }
    examination.talks = talks;
    Ok(())
}

/// The total length of the living talks of a segment, in words.
fn length(index: &Index, segment: &Segment) -> Result<u64> {
    let mut length = 0;
    let mut from = 0;
    let deleted = segment.entry().deleted.iter().cloned();
    for range in deleted.chain(std::iter::once(segment.entry().docs..segment.entry().docs)) {
        length += build::length(segment, index.fields(), from..range.start)?;
        from = range.end;
    }
    Ok(length)
}
