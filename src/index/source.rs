//! What is remembered of an indexed recap: enough to detect changes, mostly without reading the file.

use super::blocks;
use crate::corpus::{Found, Pipes, Stamp, stamp};
use crate::ingest::Raw;
use crate::name;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use tantivy::DocId;
use tantivy::directory::FileSlice;

/// BLAKE3 of the bytes of a file.
pub type Digest = [u8; 32];

/// The digest of the contents of a recap: of two with equal contents only one needs to be cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Contents {
    /// Of the recap; `None` for one that could not be read, which is tried again.
    pub recap: Option<Digest>,
    /// Of the sidecar beside it.
    pub sidecar: Option<Digest>,
}

impl Contents {
    /// Of the recap at `path` and the sidecar beside it.
    pub fn of(path: &Path) -> Contents {
        Contents { recap: Contents::digest(path), sidecar: Contents::digest(&stamp::sidecar(path)) }
    }

    /// Of what was read.
    pub(crate) fn of_raw(raw: &Raw) -> Contents {
        let digest = |bytes: &[u8]| *blake3::hash(bytes).as_bytes();
        Contents { recap: Some(digest(&raw.recap)), sidecar: raw.sidecar.as_deref().map(digest) }
    }

    /// Of one file; `None` where it cannot be read.
    pub(crate) fn digest(path: &Path) -> Option<Digest> {
        let bytes = crate::corpus::bytes(path, u64::MAX, Pipes::Refuse).ok();
        bytes.map(|bytes| *blake3::hash(&bytes).as_bytes())
    }
}

/// A recap that was indexed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name in hits, as the corpus was named.
    pub file: String,
    /// Where it lies; relative paths start at the folder that holds the index.
    #[serde(with = "name::stored")]
    pub path: PathBuf,
    /// When it was read.
    pub stamp: Stamp,
    /// Its contents at that time.
    pub contents: Contents,
    /// Number of its first talk in its segment.
    pub first: DocId,
    /// How many talks it has; they follow each other.
    pub talks: u32,
}

impl Source {
    /// A recap before its talks are counted.
    pub(crate) fn new(found: &Found, home: &Home) -> Source {
        let path = home.portable(&found.path);
        Source {
            file: found.file.clone(),
            path,
            stamp: found.stamp,
            contents: Contents::default(),
            first: 0,
            talks: 0,
        }
    }

    /// Whether nobody need read it to know that it is as it was: its stamp is as it was and sure, and all of it could be
    /// read.
    pub(crate) fn is_as(&self, stamp: Stamp) -> bool {
        let was_read =
            self.contents.recap.is_some() && (self.stamp.beside == 0 || self.contents.sidecar.is_some());
        self.stamp == stamp && stamp.is_sure() && was_read
    }

    /// Whether it says something else now than it did, where it lies with this stamp.
    pub(crate) fn says_else(&self, path: &Path, stamp: Stamp) -> bool {
        !self.is_as(stamp) && (self.stamp.size != stamp.size || self.contents != Contents::of(path))
    }

    /// Its documents in its segment.
    pub fn docs(&self) -> Range<DocId> {
        self.first..self.first + self.talks
    }
}

/// The recaps of one segment, in the order of their documents, as they are stored.
pub(crate) fn encode(sources: &[Source]) -> Result<Vec<u8>> {
    blocks::encode(sources).map_err(|e| Error::io("sources", e))
}

/// The recaps that [`encode`] wrote to `path`.
pub(crate) fn decode(table: &FileSlice, path: &Path) -> Result<Vec<Source>> {
    blocks::all(table).map_err(|e| Error::of_index(path, e))
}

/// The same place without steps up: a folder and what lies in it are to be known as that however they are named.
fn plain(path: PathBuf) -> PathBuf {
    let goes_up = path.components().any(|part| part == Component::ParentDir);
    let real = goes_up.then(|| {
        // What is named may be a link, or not be there yet: the folder it lies in is what the steps lead to.
        let (folder, name) = (path.parent()?, path.file_name()?);
        Some(folder.canonicalize().ok()?.join(name))
    });
    let real = real.map(|real| real.or_else(|| path.canonicalize().ok())).unwrap_or_default();
    real.unwrap_or_else(|| std::path::absolute(&path).unwrap_or(path))
}

/// The folder that holds an index: the relative paths of its manifest start there, so that corpus and index can move
/// together.
#[derive(Clone, Debug)]
pub struct Home {
    folder: PathBuf,
    /// Where relative paths that people type start.
    here: PathBuf,
}

impl Home {
    /// Of the index folder `index`.
    pub fn of(index: &Path) -> Home {
        let here = std::env::current_dir().unwrap_or_default();
        let index = here.join(index);
        let index = plain(index);
        Home { folder: index.parent().map(Path::to_owned).unwrap_or_default(), here }
    }

    /// Of an index that lies in no folder of this machine: all its paths are absolute.
    pub(crate) fn nowhere() -> Home {
        Home { folder: PathBuf::new(), here: std::env::current_dir().unwrap_or_default() }
    }

    /// The absolute form of a path as people type it.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        plain(self.here.join(path))
    }

    /// How a manifest writes down where a root or source lies: relative where that is possible.
    pub fn portable(&self, path: &Path) -> PathBuf {
        let absolute = self.absolute(path);
        match absolute.strip_prefix(&self.folder) {
            Ok(relative) if !relative.as_os_str().is_empty() => relative.to_owned(),
            _ => absolute,
        }
    }

    /// What a manifest writes down before the names of what lies in a folder.
    pub(crate) fn portable_folder(&self, folder: &Path) -> PathBuf {
        let absolute = self.absolute(folder);
        absolute.strip_prefix(&self.folder).map(Path::to_owned).unwrap_or(absolute)
    }

    /// The place that [`Home::portable`] wrote down.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }
}
