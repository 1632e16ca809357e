//! Whether the files of a generation are as they were written.
//!
//! The rule: lengths are compared whenever an index is opened. Contents are verified by their digests before they are
//! trusted: up to [`ALWAYS`] bytes in all each time an index is opened, about 0.1 ms a megabyte. Above that once; then
//! every file's identity (length, inode, times) is remembered in the file `verified` of the index folder, and the
//! contents of a file are verified again as soon as its identity is another. Writers remember what they have just
//! verified; readers do so where they may write, and otherwise verify each time.

use super::digest;
use super::directory::SegmentFolder;
use super::generation::Live;
use super::manifest::{FileEntry, Manifest};
use super::own;
use crate::corpus::stamp::nanoseconds;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::Path;
use tantivy::directory::OwnedBytes;

/// Generations of up to so many bytes are verified each time.
const ALWAYS: u64 = 8 << 20;
/// The file that remembers what was verified.
const SEALS: &str = "verified";
/// What it begins with.
const BEGINNING: &str = "{\"generation\":";

/// What is remembered of a file that was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    length: u64,
    modified: i64,
    inode: u64,
}

impl Identity {
    fn of(metadata: &Metadata) -> Identity {
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Identity { length: metadata.len(), modified: nanoseconds(metadata.modified()), inode }
    }
}

/// The files of one generation that were verified, by name.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Seals {
    generation: u64,
    files: HashMap<String, Identity>,
}

/// Verifies a generation before it is read: see the rule above. The bytes that were mapped for it are those that are
/// read, as long as they are held until they are.
///
/// # Errors
/// [`Error::Damaged`] with the first file that is not as it was written.
pub(crate) fn verify(
    index: &Path,
    live: &Live,
    manifest: &Manifest,
    folder: &SegmentFolder,
) -> Result<Vec<OwnedBytes>> {
    let total: u64 = manifest.files().map(|file| file.length).sum();
    if total <= ALWAYS {
        return manifest.files().map(|file| mapped(folder, file)).collect();
    }
    let mut identities = HashMap::new();
    for file in manifest.files() {
        let path = live.folder.join(&file.name);
        let metadata = fs::metadata(&path).map_err(|e| unreadable(&path, e))?;
        same_length(&path, metadata.len(), file)?;
        identities.insert(file.name.clone(), Identity::of(&metadata));
    }
    let known = remembered(index, manifest.generation);
    let unknown = |file: &&FileEntry| known.get(&file.name) != identities.get(&file.name);
    let mut verified = 0;
    for file in manifest.files().filter(unknown) {
        contents(&live.folder, file)?;
        verified += 1;
    }
    if verified > 0 {
        remember(index, Seals { generation: manifest.generation, files: identities });
    }
    Ok(Vec::new())
}

/// The bytes of a file, if they are as they were written.
fn mapped(folder: &SegmentFolder, file: &FileEntry) -> Result<OwnedBytes> {
    let path = folder.path().join(&file.name);
    let bytes = folder.map(&file.name)?;
    same_length(&path, bytes.len() as u64, file)?;
    same_contents(&path, &digest::of(&bytes), file)?;
    Ok(bytes)
}

fn same_length(path: &Path, length: u64, file: &FileEntry) -> Result<()> {
    if length == file.length {
        return Ok(());
    }
    let reason = format!("{length} bytes long instead of {}", file.length);
    Err(Error::Damaged { what: path.display().to_string(), reason })
}

fn same_contents(path: &Path, digest: &str, file: &FileEntry) -> Result<()> {
    if digest == file.digest {
        return Ok(());
    }
    let reason = "not as it was written".to_owned();
    Err(Error::Damaged { what: path.display().to_string(), reason })
}

/// Remembers the files of a generation that its writer has verified.
pub(crate) fn seal(index: &Path, folder: &Path, manifest: &Manifest) {
    if manifest.files().map(|file| file.length).sum::<u64>() <= ALWAYS {
        return;
    }
    let identity = |file: &FileEntry| {
        Some((file.name.clone(), Identity::of(&fs::metadata(folder.join(&file.name)).ok()?)))
    };
    remember(
        index,
        Seals { generation: manifest.generation, files: manifest.files().filter_map(identity).collect() },
    );
}

fn remembered(index: &Path, generation: u64) -> HashMap<String, Identity> {
    let seals = fs::read(index.join(SEALS)).ok();
    let seals: Option<Seals> = seals.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    seals.filter(|seals| seals.generation == generation).map(|seals| seals.files).unwrap_or_default()
}

/// Where it cannot be remembered it is verified again: no error.
fn remember(index: &Path, seals: Seals) {
    let Ok(bytes) = serde_json::to_vec(&seals) else { return };
    let draft = index.join(format!("{SEALS}.{}", std::process::id()));
    let seals = index.join(SEALS);
    if fs::symlink_metadata(&seals).is_ok() && !own::is_draft(&seals, BEGINNING) {
        return;
    }
    let Ok(mut file) = own::create(&draft) else { return };
    if file.write_all(&bytes).and_then(|()| fs::rename(&draft, seals)).is_err() {
        let _ = fs::remove_file(&draft);
    }
}

/// Whether a file is one that [`remember`] left unfinished.
pub(crate) fn is_draft(name: &str, path: &Path) -> bool {
    let process = name.strip_prefix(SEALS).and_then(|rest| rest.strip_prefix('.'));
    let is_named = process.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    is_named && own::is_draft(path, BEGINNING)
}

/// Verifies the contents of one file.
pub(crate) fn contents(folder: &Path, file: &FileEntry) -> Result<()> {
    let path = folder.join(&file.name);
    let digest = digest::of_file(&path).map_err(|e| unreadable(&path, e))?;
    same_contents(&path, &digest, file)
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
