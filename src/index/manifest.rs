//! The manifest: what a generation of the index was built from and with.
//!
//! A generation without its complete manifest does not exist. The manifest is written last, so its presence
//! says that all it names was written before.

use crate::analysis;
use crate::index::schema;
use crate::recap::Sidecar;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Version of the manifest itself.
pub const FORMAT: u32 = 1;
/// Its name inside a generation.
pub const FILE: &str = "manifest.json";

/// What must be equal between the program that built an index and the one that reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// [`FORMAT`].
    pub format: u32,
    /// [`schema::VERSION`].
    pub schema: u32,
    /// [`analysis::VERSION`].
    pub analysis: u32,
}

impl Versions {
    /// Those of this program.
    pub const OWN: Versions =
        Versions { format: FORMAT, schema: schema::VERSION, analysis: analysis::VERSION };
}

impl std::fmt::Display for Versions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.format, self.schema, self.analysis)
    }
}

/// One recap that was indexed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEntry {
    /// Its name in hits, as the corpus was named.
    pub file: String,
    /// Where it lies; relative paths start at the folder that holds the index.
    pub path: PathBuf,
    /// Bytes, those of the sidecar beside it included.
    pub size: u64,
    /// Last change of it or its sidecar, nanoseconds since 1970.
    pub modified: i128,
    /// BLAKE3 of its bytes, hexadecimal.
    pub digest: String,
    /// Ids of its talks, in the order of the file.
    pub ids: Vec<String>,
}

/// What a generation was built from and with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Versions it was built with.
    pub versions: Versions,
    /// Number of the generation, from 1.
    pub generation: u64,
    /// When it was built, RFC 3339, UTC.
    pub built_at: String,
    /// Talks in it.
    pub talks: usize,
    /// What `recaps index` was given: folders and files, as named, and where they lie.
    pub roots: Vec<Root>,
    /// The recaps, sorted by file.
    pub sources: Vec<SourceEntry>,
    /// Files of the corpus that could not be read, without digest and ids: known, so that they do not count as new.
    #[serde(default)]
    pub unread: Vec<SourceEntry>,
}

/// A folder or file that `recaps index` was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// As named: the beginning of the names of its recaps.
    pub label: String,
    /// Where it lies; relative paths start at the folder that holds the index.
    pub path: PathBuf,
}

impl Manifest {
    /// Reads the manifest of a generation. Versions are compared before anything else is understood.
    pub fn read(folder: &Path) -> Result<Manifest> {
        #[derive(Deserialize)]
        struct Head {
            versions: Versions,
        }
        let path = folder.join(FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::Damaged { what: path.display().to_string(), reason: "missing".into() });
            }
            Err(e) => return Err(Error::io(path, e)),
        };
        let damaged =
            |e: serde_json::Error| Error::Damaged { what: path.display().to_string(), reason: e.to_string() };
        let head: Head = serde_json::from_slice(&bytes).map_err(damaged)?;
        if head.versions != Versions::OWN {
            return Err(Error::OtherVersion { found: head.versions, own: Versions::OWN });
        }
        serde_json::from_slice(&bytes).map_err(damaged)
    }

    /// Writes the manifest into the folder of a generation.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(FILE);
        let bytes = serde_json::to_vec_pretty(self)
            .map_err(|e| Error::Damaged { what: path.display().to_string(), reason: e.to_string() })?;
        std::fs::write(&path, bytes).map_err(|e| Error::io(path, e))
    }
}

/// Size and last change of the recap at `path` together with its sidecar, as [`SourceEntry`] keeps them.
pub fn stamp(path: &Path) -> std::io::Result<(u64, i128)> {
    let read = |metadata: std::fs::Metadata| {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        (metadata.len(), modified.map_or(0, |since| since.as_nanos() as i128))
    };
    let (size, modified) = std::fs::metadata(path).map(read)?;
    let beside = std::fs::metadata(Sidecar::path(path)).map(read).unwrap_or_default();
    Ok((size + beside.0, modified.max(beside.1)))
}

/// Where a root or source lies, for a manifest in the index folder `index`: relative to the folder that holds the
/// index where that is possible, so that both can move together.
pub fn portable(path: &Path, index: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let home = std::path::absolute(index).ok().and_then(|i| i.parent().map(Path::to_owned));
    match home.and_then(|home| absolute.strip_prefix(home).ok().map(Path::to_owned)) {
        Some(relative) if !relative.as_os_str().is_empty() => relative,
        _ => absolute,
    }
}

/// The place that [`portable`] wrote down.
pub fn resolve(path: &Path, index: &Path) -> PathBuf {
    match std::path::absolute(index).ok().and_then(|i| i.parent().map(Path::to_owned)) {
        Some(home) if path.is_relative() => home.join(path),
        _ => path.to_owned(),
    }
}
