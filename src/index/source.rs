//! What is remembered of a recap that was indexed: enough to tell, mostly without reading it, whether it changed.

use crate::corpus::{Found, Pipes};
use crate::recap::Sidecar;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use tantivy::DocId;

/// BLAKE3 of the bytes of a file.
pub type Digest = [u8; 32];

/// Size and times of a recap together with its sidecar: while they are equal nobody need read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes of both.
    pub size: u64,
    /// The later of their last changes of content, nanoseconds since 1970.
    pub modified: i64,
    /// The later of their last changes of any kind, nanoseconds since 1970, where the system keeps it: unlike the
    /// other time it cannot be set, so that a change of content that keeps size and time shows.
    pub touched: i64,
}

impl Stamp {
    /// Of the recap at `path` and the sidecar beside it, if there is one.
    pub fn of(path: &Path) -> io::Result<Stamp> {
        Ok(std::fs::metadata(path)?.into_stamp().with(path))
    }

    /// The same, the recap's own being known.
    fn with(self, path: &Path) -> Stamp {
        let beside = std::fs::metadata(Sidecar::path(path)).map(IntoStamp::into_stamp).unwrap_or_default();
        Stamp {
            size: self.size + beside.size,
            modified: self.modified.max(beside.modified),
            touched: self.touched.max(beside.touched),
        }
    }
}

trait IntoStamp {
    fn into_stamp(self) -> Stamp;
}

impl IntoStamp for Metadata {
    fn into_stamp(self) -> Stamp {
        let modified = self.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        #[cfg(unix)]
        let touched = {
            use std::os::unix::fs::MetadataExt;
            self.ctime().saturating_mul(1_000_000_000).saturating_add(self.ctime_nsec())
        };
        #[cfg(not(unix))]
        let touched = 0;
        Stamp {
            size: self.len(),
            modified: modified.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)),
            touched,
        }
    }
}

/// What a recap says: of two with equal contents one need be cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Contents {
    /// Of the recap; `None` for one that cannot be read.
    pub recap: Option<Digest>,
    /// Of the sidecar beside it.
    pub sidecar: Option<Digest>,
}

impl Contents {
    /// Of the recap at `path` and the sidecar beside it.
    pub fn of(path: &Path) -> Contents {
        Contents { recap: Contents::digest(path), sidecar: Contents::digest(&Sidecar::path(path)) }
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
    pub path: PathBuf,
    /// When it was read.
    pub stamp: Stamp,
    /// What it said then.
    pub contents: Contents,
    /// Number of its first talk in its segment.
    pub first: DocId,
    /// How many talks it has; they follow each other.
    pub talks: u32,
}

impl Source {
    /// A recap before its talks are counted.
    pub(crate) fn new(found: &Found, home: &Home, stamp: Stamp) -> Source {
        let path = home.portable(&found.path);
        Source { file: found.file.clone(), path, stamp, contents: Contents::default(), first: 0, talks: 0 }
    }

    /// Its documents in its segment.
    pub fn docs(&self) -> Range<DocId> {
        self.first..self.first + self.talks
    }
}

/// The recaps of one segment, in the order of their documents, as they are stored.
pub(crate) fn encode(sources: &[Source]) -> Result<Vec<u8>> {
    postcard::to_stdvec(sources).map_err(|e| Error::Io {
        path: PathBuf::from("sources"),
        source: io::Error::new(io::ErrorKind::InvalidInput, e),
    })
}

/// The recaps that [`encode`] wrote to `path`.
pub(crate) fn decode(bytes: &[u8], path: &Path) -> Result<Vec<Source>> {
    postcard::from_bytes(bytes)
        .map_err(|e| Error::Damaged { what: path.display().to_string(), reason: e.to_string() })
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
        let index = std::path::absolute(&index).unwrap_or(index);
        Home { folder: index.parent().map(Path::to_owned).unwrap_or_default(), here }
    }

    /// The absolute form of a path as people type it.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        let joined = self.here.join(path);
        std::path::absolute(&joined).unwrap_or(joined)
    }

    /// How a manifest writes down where a root or source lies: relative where that is possible.
    pub fn portable(&self, path: &Path) -> PathBuf {
        let absolute = self.absolute(path);
        match absolute.strip_prefix(&self.folder) {
            Ok(relative) if !relative.as_os_str().is_empty() => relative.to_owned(),
            _ => absolute,
        }
    }

    /// The place that [`Home::portable`] wrote down.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }
}
