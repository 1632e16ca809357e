//! Whether the files of a generation are as they were written.
//!
//! The rule: nothing answers that was not compared with its digest in this very process. What is read is compared when it
//! is read, block by block, by searches and by merges alike (`guard.rs`): a search costs as much more as it reads, about
//! 0.1 ms a megabyte, however large the index is. Nothing is remembered from one process to the next, for a file may decay
//! and keep its times. An index of up to [`ALWAYS`] bytes is compared as a whole when it is opened, to read or to write the
//! next one; `recaps check` compares all of any, and what prints much of one does so before the first line.

use super::digest;
use super::directory::SegmentFolder;
use super::manifest::{FileEntry, Manifest};
use super::own;
use crate::error::NotAsWritten;
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Generations of up to this many bytes are compared as a whole.
const ALWAYS: u64 = 8 << 20;
/// The file of the index folder that says which generation was found damaged.
const DAMAGED: &str = "damaged";
/// The beginning of the file.
const DAMAGED_BEGINS: &str = "damaged ";
/// The file in which earlier versions remembered what they had verified.
const SEALS: &str = "verified";
/// The beginning of the file.
const BEGINNING: &str = "{\"generation\":";

/// Verifies all of a generation that is small, about 0.1 ms a megabyte: the folder, which holds what is verified, so that it
/// is neither opened nor verified again.
///
/// # Errors
/// [`Error::Damaged`] with the first file that is not as it was written.
pub(crate) fn small(folder: SegmentFolder, manifest: &Manifest) -> Result<SegmentFolder> {
    let total: u64 = manifest.files().map(|file| file.length).sum();
    if total > ALWAYS {
        return Ok(folder);
    }
    let access = folder.access().whole();
    let whole = folder.with(access);
    let files = manifest.files().map(|file| Ok((OsString::from(&file.name), whole.map(&file.name)?)));
    let files = files.collect::<Result<FxHashMap<_, _>>>()?;
    Ok(whole.holding(files))
}

/// Verifies all of a generation, unless it is gone: what is still read of it then is verified when it is.
///
/// # Errors
/// [`Error::Damaged`] with the first file that is not as it was written.
pub(crate) fn all(folder: &SegmentFolder, manifest: &Manifest) -> Result<()> {
    let verified = manifest.files().try_for_each(|file| {
        folder.guards().map_or(Ok(()), |guards| guards.digests(&file.name).map(drop))?;
        contents(folder.path(), file)
    });
    if folder.path().is_dir() { verified } else { Ok(()) }
}

/// Verifies the contents of one file.
pub(crate) fn contents(folder: &Path, file: &FileEntry) -> Result<()> {
    let path = folder.join(&file.name);
    let length = fs::metadata(&path).map_err(|e| unreadable(&path, e))?.len();
    if length != file.length {
        let reason = format!("{length} bytes long instead of {}", file.length);
        return Err(Error::Damaged { what: path.display().to_string(), reason });
    }
    let digests = digest::of_file(&path).map_err(|e| unreadable(&path, e))?;
    if digest::of(&digests) == file.digest {
        return Ok(());
    }
    let reason = NotAsWritten::CONTENTS.to_owned();
    Err(Error::Damaged { what: path.display().to_string(), reason })
}

/// Writes down that the generation of this number is damaged. Where that cannot be written no index can be either.
pub(super) fn note(index: &Path, generation: u64) {
    let path = index.join(DAMAGED);
    if fs::symlink_metadata(&path).is_err() || own::is_draft(&path, DAMAGED_BEGINS) {
        let text = format!("{DAMAGED_BEGINS}{generation}\n");
        let _ = own::create(&path).and_then(|mut file| file.write_all(text.as_bytes()));
    }
}

/// Whether a reader found the generation of this number damaged.
pub(crate) fn is_noted(index: &Path, generation: u64) -> bool {
    let path = index.join(DAMAGED);
    let text = format!("{DAMAGED_BEGINS}{generation}\n");
    own::is_draft(&path, DAMAGED_BEGINS) && fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// Whether a file is such a note.
pub(crate) fn is_note(name: &str, path: &Path) -> bool {
    name == DAMAGED && own::is_draft(path, DAMAGED_BEGINS)
}

/// Whether a file is one that earlier versions left unfinished.
pub(crate) fn is_remnant(name: &str, path: &Path) -> bool {
    let process = name.strip_prefix(SEALS).and_then(|rest| rest.strip_prefix('.'));
    let is_named = process.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    is_named && own::is_draft(path, BEGINNING)
}

/// A file of the index that is not there is damage; one that may not be read is not.
fn unreadable(path: &Path, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => {
            Error::Damaged { what: path.display().to_string(), reason: "missing".into() }
        }
        _ => Error::io(path, error),
    }
}
