//! How a file lies on disk: enough to tell, mostly without reading it, whether it changed.

use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

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
    ///
    /// # Errors
    /// Where the recap is not there.
    pub fn of(path: &Path) -> io::Result<Stamp> {
        Ok(Stamp::of_file(&std::fs::metadata(path)?).with_sidecar(path))
    }

    /// Of one file.
    pub(crate) fn of_file(metadata: &Metadata) -> Stamp {
        #[cfg(unix)]
        let touched = {
            use std::os::unix::fs::MetadataExt;
            metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let touched = 0;
        Stamp { size: metadata.len(), modified: nanoseconds(metadata.modified()), touched }
    }

    /// That of the recap at `path` together with its sidecar.
    pub(crate) fn with_sidecar(self, path: &Path) -> Stamp {
        let beside = std::fs::metadata(sidecar(path)).map(|metadata| Stamp::of_file(&metadata));
        let beside = beside.unwrap_or_default();
        Stamp {
            size: self.size + beside.size,
            modified: self.modified.max(beside.modified),
            touched: self.touched.max(beside.touched),
        }
    }
}

/// A time as nanoseconds since 1970; 0 where it is not known.
pub(crate) fn nanoseconds(time: io::Result<SystemTime>) -> i64 {
    let since = time.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
}

/// What the names of sidecars end with.
pub(crate) const SIDECAR: &str = "recap.toml";

/// Where the sidecar of the recap at `recap` lies: `name.recap.toml` beside it.
pub fn sidecar(recap: &Path) -> PathBuf {
    recap.with_extension(SIDECAR)
}
