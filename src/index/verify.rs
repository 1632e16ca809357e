//! Whether the files of a generation are as they were written.
//!
//! The rule: lengths are compared whenever an index is opened. Contents are verified by their digests before they are
//! trusted: up to [`ALWAYS`] bytes in all each time an index is opened, about 0.4 ms a megabyte. Above that once; then
//! every file's identity (length, inode, times) is remembered in the file `verified` of the index folder, and the
//! contents of a file are verified again as soon as its identity is another. Writers remember what they have just
//! verified; readers do so where they may write, and otherwise verify each time.

use super::generation::Live;
use super::manifest::{FileEntry, Manifest};
use crate::corpus::stamp::nanoseconds;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::Path;

/// Generations of up to so many bytes are verified each time.
const ALWAYS: u64 = 8 << 20;
/// The file that remembers what was verified.
const SEALS: &str = "verified";

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

/// Verifies a generation before it is read: see the rule above.
///
/// # Errors
/// [`Error::Damaged`] with the first file that is not as it was written.
pub(crate) fn verify(index: &Path, live: &Live, manifest: &Manifest) -> Result<()> {
    let mut identities = HashMap::new();
    for file in manifest.files() {
        let path = live.folder.join(&file.name);
        let metadata = fs::metadata(&path).map_err(|e| unreadable(&path, e))?;
        if metadata.len() != file.length {
            let reason = format!("{} bytes long instead of {}", metadata.len(), file.length);
            return Err(Error::Damaged { what: path.display().to_string(), reason });
        }
        identities.insert(file.name.clone(), Identity::of(&metadata));
    }
    let total: u64 = manifest.files().map(|file| file.length).sum();
    if total <= ALWAYS {
        let mut room = Vec::new();
        return manifest.files().try_for_each(|file| contents(&live.folder, file, &mut room));
    }
    let known = remembered(index, manifest.generation);
    let unknown = |file: &&FileEntry| known.get(&file.name) != identities.get(&file.name);
    let mut verified = 0;
    for file in manifest.files().filter(unknown) {
        contents(&live.folder, file, &mut Vec::new())?;
        verified += 1;
    }
    if verified > 0 {
        remember(index, Seals { generation: manifest.generation, files: identities });
    }
    Ok(())
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
    if fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, index.join(SEALS))).is_err() {
        let _ = fs::remove_file(&draft);
    }
}

/// Whether a file is one that [`remember`] left unfinished.
pub(crate) fn is_draft(file: &str) -> bool {
    file.strip_prefix(SEALS).is_some_and(|rest| rest.starts_with('.'))
}

/// Verifies the contents of one file, in `room` that several files can share.
pub(crate) fn contents(folder: &Path, file: &FileEntry, room: &mut Vec<u8>) -> Result<()> {
    let path = folder.join(&file.name);
    if digest(&path, file.length, room)? == file.digest {
        Ok(())
    } else {
        let reason = "not as it was written".to_owned();
        Err(Error::Damaged { what: path.display().to_string(), reason })
    }
}

/// BLAKE3 of a file of about `length` bytes, hexadecimal; read in `room` that several files can share.
pub(crate) fn digest(path: &Path, length: u64, room: &mut Vec<u8>) -> Result<String> {
    let read = |e| unreadable(path, e);
    let mut file = fs::File::open(path).map_err(read)?;
    // Small files are read at once; large ones need not fit into memory.
    if length <= 1 << 20 {
        room.clear();
        room.reserve(length as usize + 1);
        // Not asked again how long it is.
        file.take(length + 1).read_to_end(room).map_err(read)?;
        return Ok(blake3::hash(room).to_hex().to_string());
    }
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut io::BufReader::with_capacity(1 << 20, &mut file), &mut hasher).map_err(read)?;
    Ok(hasher.finalize().to_hex().to_string())
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
