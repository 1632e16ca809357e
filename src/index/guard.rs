//! The files of a generation, each block of them verified before it is read.
//!
//! A search reads little of a large index, and verifies no more than that: beside the manifest lies a file with the
//! digests of the blocks of all files ([`FILE`]), and a block is compared with its own when this process first reads it.
//! The digests of a file's blocks are compared with the digest that the manifest has of the file when it is opened.
//!
//! Tantivy reads a dictionary of terms as a whole and looks at a few places of it. Where dictionaries are deferred, it gets
//! the bytes as they are, and `terms.rs` verifies each place before it is looked at.

use super::digest::{self, BLOCK, SHORT};
use super::directory::SegmentFolder;
use super::manifest::Manifest;
use crate::error::NotAsWritten;
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// The file of a generation that holds the digests of all blocks of its other files, in the order of the manifest.
pub(crate) const FILE: &str = "digests";
/// Dictionaries of terms end so.
const DICTIONARY: &str = ".term";
/// Size in bytes up to which a piece of a dictionary is still verified at once: four blocks.
const SMALL: usize = 4 * BLOCK;
/// Blocks that share a number of bits.
const BITS: usize = u64::BITS as usize;

/// How files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Mapped: each process sees the same bytes, which cost nothing until they are read.
    Mapped,
    /// Mapped. Large pieces of dictionaries are verified only when they are used.
    Deferred,
    /// Needed parts are copied, so later changes of the file have no effect. A mapped file also counts as memory of the
    /// process as long as it is mapped.
    Copied,
    /// Copied too, with some bytes read ahead: for small parts that mostly follow each other.
    Ahead,
}

impl Access {
    /// The same with nothing deferred.
    pub(crate) fn whole(self) -> Access {
        if self == Access::Deferred { Access::Mapped } else { self }
    }

    /// The same access for reading a file from front to back.
    pub(crate) fn ahead(self) -> Access {
        if cfg!(unix) { Access::Ahead } else { self.whole() }
    }
}

/// The files of a generation, by name.
pub(crate) struct Guards {
    folder: PathBuf,
    files: FxHashMap<String, Guard>,
}

/// The manifest's entry of a file, and which of its blocks were verified.
struct Guard {
    length: usize,
    digest: String,
    /// The digests of its blocks, verified only at their first use.
    digests: OwnedBytes,
    blocks: OnceLock<Arc<Blocks>>,
}

/// The blocks of one file.
struct Blocks {
    path: PathBuf,
    length: usize,
    /// The digests of all blocks, in order.
    digests: OwnedBytes,
    /// A bit for each block that was found to be as it was written.
    verified: Vec<AtomicU64>,
}

impl Guards {
    /// Of all files of a generation.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the digests are missing or not those of these files.
    pub(crate) fn of(folder: &SegmentFolder, manifest: &Manifest) -> Result<Guards> {
        let mut digests = folder.map(FILE)?;
        let mut files = FxHashMap::default();
        for file in manifest.files() {
            let length = file.length as usize;
            let bytes = length.div_ceil(BLOCK) * SHORT;
            if digests.len() < bytes {
                return Err(not_as_written(&folder.path().join(FILE), "too short"));
            }
            let (own, rest) = digests.split(bytes);
            digests = rest;
            let (digest, blocks) = (file.digest.clone(), OnceLock::new());
            files.insert(file.name.clone(), Guard { length, digest, digests: own, blocks });
        }
        if !digests.is_empty() {
            return Err(not_as_written(&folder.path().join(FILE), "too long"));
        }
        Ok(Guards { folder: folder.path().to_owned(), files })
    }

    /// The digests of the blocks of a file, as they were written.
    pub(crate) fn digests(&self, name: &str) -> Result<&[u8]> {
        let path = self.folder.join(name);
        let guard = self.files.get(name).ok_or_else(|| not_as_written(&path, "not in the manifest"))?;
        let blocks = guard.blocks(&path).map_err(|e| Error::of_index(&path, e))?;
        Ok(&blocks.digests)
    }

    /// What verifies parts of a mapped file.
    pub(crate) fn verifier(&self, name: &str, file: &dyn FileHandle) -> io::Result<Verifier> {
        let path = self.folder.join(name);
        let unknown = || NotAsWritten { path: path.clone(), reason: "not in the manifest".to_owned() };
        let guard = self.files.get(name).ok_or_else(unknown)?;
        Ok(Verifier { file: file.read_bytes(0..file.len())?, blocks: Arc::clone(guard.blocks(&path)?) })
    }

    /// Wraps a file that is read with this access.
    pub(crate) fn guard(
        &self,
        name: &Path,
        file: Arc<dyn FileHandle>,
        access: Access,
    ) -> io::Result<Arc<dyn FileHandle>> {
        let Some((name, guard)) = name.to_str().and_then(|name| self.files.get_key_value(name)) else {
            return Ok(file);
        };
        let path = self.folder.join(name);
        if file.len() != guard.length {
            let reason = format!("{} bytes long instead of {}", file.len(), guard.length);
            return Err(NotAsWritten { path, reason }.into());
        }
        let defers = access == Access::Deferred && name.ends_with(DICTIONARY);
        let is_mapped = matches!(access, Access::Mapped | Access::Deferred);
        Ok(Arc::new(Guarded { file, blocks: Arc::clone(guard.blocks(&path)?), is_mapped, defers }))
    }
}

/// A mapped file that was read without being verified, parts of which are verified when they are looked at.
pub(crate) struct Verifier {
    file: OwnedBytes,
    blocks: Arc<Blocks>,
}

impl Verifier {
    /// Verifies bytes of the file: a part of those that were read of it.
    pub(crate) fn verify(&self, part: &[u8]) -> io::Result<()> {
        let start = part.as_ptr().addr().wrapping_sub(self.file.as_ptr().addr());
        let end = start.checked_add(part.len()).filter(|&end| end <= self.file.len());
        let end = end.ok_or(io::ErrorKind::InvalidInput)?;
        let blocks = start / BLOCK..end.div_ceil(BLOCK);
        if part.is_empty() || blocks.clone().all(|block| self.blocks.is_verified(block)) {
            return Ok(());
        }
        let whole = blocks.start * BLOCK..(blocks.end * BLOCK).min(self.file.len());
        self.blocks.compare(blocks.start, &self.file[whole], |block| self.blocks.is_verified(block))
    }
}

impl Guard {
    /// Its blocks; their digests are verified.
    fn blocks(&self, path: &Path) -> io::Result<&Arc<Blocks>> {
        if let Some(blocks) = self.blocks.get() {
            return Ok(blocks);
        }
        if digest::of(&self.digests) != self.digest {
            let reason = format!("its digests in {FILE:?} are not as they were written");
            return Err(NotAsWritten { path: path.to_owned(), reason }.into());
        }
        let count = self.digests.len() / SHORT;
        let verified = (0..count.div_ceil(BITS)).map(|_| AtomicU64::new(0)).collect();
        let (digests, length) = (self.digests.clone(), self.length);
        let blocks = Blocks { path: path.to_owned(), length, digests, verified };
        Ok(self.blocks.get_or_init(|| Arc::new(blocks)))
    }
}

impl Blocks {
    fn is_verified(&self, block: usize) -> bool {
        let bits = self.verified.get(block / BITS).map_or(0, |bits| bits.load(Ordering::Relaxed));
        bits >> (block % BITS) & 1 == 1
    }

    /// Compares blocks, from the one at `first` on, unless `is_known` says of one that it need not be.
    fn compare(&self, first: usize, bytes: &[u8], is_known: impl Fn(usize) -> bool) -> io::Result<()> {
        for (at, block) in (first..).zip(bytes.chunks(BLOCK)) {
            if is_known(at) {
                continue;
            }
            if self.digests.get(at * SHORT..(at + 1) * SHORT) != Some(&digest::of_block(block)) {
                let reason = NotAsWritten::CONTENTS.to_owned();
                return Err(NotAsWritten { path: self.path.clone(), reason }.into());
            }
            if let Some(bits) = self.verified.get(at / BITS) {
                bits.fetch_or(1 << (at % BITS), Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

/// A file whose blocks are compared before they are read.
struct Guarded {
    file: Arc<dyn FileHandle>,
    blocks: Arc<Blocks>,
    /// Whether all that read the file read the same bytes in memory: then a block is compared once.
    is_mapped: bool,
    /// Whether large pieces are verified only when they are used.
    defers: bool,
}

impl HasLen for Guarded {
    fn len(&self) -> usize {
        self.blocks.length
    }
}

impl FileHandle for Guarded {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let blocks = range.start / BLOCK..range.end.div_ceil(BLOCK);
        let is_known = |block| self.is_mapped && self.blocks.is_verified(block);
        if range.is_empty() || self.defers && range.len() > SMALL || blocks.clone().all(is_known) {
            return self.file.read_bytes(range);
        }
        let whole = blocks.start * BLOCK..(blocks.end * BLOCK).min(self.blocks.length);
        let bytes = self.file.read_bytes(whole.clone())?;
        self.blocks.compare(blocks.start, &bytes, is_known)?;
        let start = range.start - whole.start;
        Ok(bytes.slice(start..start + range.len()))
    }
}

impl fmt::Debug for Guarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Guarded").field(&self.blocks.path).finish()
    }
}

impl fmt::Debug for Guards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Guards").field(&self.folder).finish()
    }
}

fn not_as_written(path: &Path, reason: &str) -> Error {
    Error::Damaged { what: path.display().to_string(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests;
