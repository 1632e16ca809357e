//! The size and the times of a file on disk. They mostly show whether it changed, without reading it.
//!
//! An equal stamp proves that a file is unchanged only where a later change would have got other times. A file that was
//! written in the clock tick in which its stamp was taken may be written again in that tick, with the same times and the
//! same size. Such a stamp is unsure ([`Stamp::is_sure`]), and the contents decide.

use super::facts::Facts;
use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The time of an unsure stamp.
const UNSURE: i64 = i64::MIN;
/// The longest tick of file systems that keep parts of seconds, nanoseconds: that of a kernel at 100 Hz, and a little.
const TICK: i64 = 12_000_000;
/// The longest tick of those that keep whole seconds.
const COARSE_TICK: i64 = 2_000_000_000;
/// Times further ahead than this come from a wrong clock, not from one that runs a little ahead of this one.
const AHEAD: i64 = 3_600_000_000_000;

/// Size and times of a recap and of the sidecar beside it. While they are equal and sure, neither file is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes of the recap.
    pub size: u64,
    /// Its last change of content, nanoseconds since 1970.
    pub modified: i64,
    /// Its last change of any kind, nanoseconds since 1970, where the system keeps it: unlike the other time it cannot
    /// be set, so that a change of content that keeps size and time shows.
    pub touched: i64,
    /// A sum that stands for the same three of the sidecar; 0 where there is none. Each file has its own: a sidecar with
    /// a time in the future must not hide changes of the recap.
    pub beside: u64,
}

impl Stamp {
    /// Of the recap at `path` and the sidecar beside it, if there is one.
    ///
    /// # Errors
    /// Where the recap is not there.
    pub fn of(path: &Path) -> io::Result<Stamp> {
        let now = now();
        Ok(Stamp::of_file(&std::fs::metadata(path)?, now).with_sidecar(path, now))
    }

    /// As [`Stamp::of`], for a recap that had the stamp `before`. Where it had no sidecar then, none is looked for: a new
    /// one shows in the folder.
    pub(crate) fn as_before(path: &Path, before: Stamp) -> io::Result<Stamp> {
        let now = now();
        let stamp = Stamp::of_file(&std::fs::metadata(path)?, now);
        Ok(if before.beside == 0 { stamp } else { stamp.with_sidecar(path, now) })
    }

    /// Of one file that is looked at `now`.
    pub(crate) fn of_file(metadata: &Metadata, now: i64) -> Stamp {
        Stamp::of_facts(Facts::from(metadata), now)
    }

    pub(super) fn of_facts(facts: Facts, now: i64) -> Stamp {
        let Facts { size, modified, touched, .. } = facts;
        let touched = if is_young(touched, now) { UNSURE } else { touched };
        Stamp { size, modified, touched, beside: 0 }
    }

    /// That of the recap at `path` together with its sidecar.
    pub(crate) fn with_sidecar(self, path: &Path, now: i64) -> Stamp {
        let Ok(metadata) = std::fs::metadata(sidecar(path)) else { return self };
        let beside = Stamp::of_file(&metadata, now);
        let mut sum = blake3::Hasher::new();
        for number in [beside.size as i64, beside.modified, beside.touched] {
            sum.update(&number.to_le_bytes());
        }
        let sum = sum.finalize().as_bytes().iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        let touched = if beside.touched == UNSURE { UNSURE } else { self.touched };
        Stamp { touched, beside: sum.max(1), ..self }
    }

    /// Whether every change since would show.
    pub fn is_sure(&self) -> bool {
        self.touched != UNSURE
    }
}

/// Whether a change at this time is so recent `now` that another may get the same time.
pub(crate) fn is_young(time: i64, now: i64) -> bool {
    let tick = if time % 1_000_000_000 == 0 { COARSE_TICK } else { TICK };
    time.saturating_add(tick) > now && time < now.saturating_add(AHEAD)
}

/// How long to wait until a file that was just written has a sure stamp; for file systems that keep parts of seconds.
pub(crate) const SETTLING: Duration = Duration::from_nanos(TICK as u64);

/// The time, nanoseconds since 1970.
pub(crate) fn now() -> i64 {
    nanoseconds(Ok(SystemTime::now()))
}

/// A time as nanoseconds since 1970; 0 where it is not known.
pub(crate) fn nanoseconds(time: io::Result<SystemTime>) -> i64 {
    let since = time.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
}

/// The end of the names of sidecars.
pub(crate) const SIDECAR: &str = "recap.toml";

/// Where the sidecar of the recap at `recap` lies: `name.recap.toml` beside it.
pub fn sidecar(recap: &Path) -> PathBuf {
    recap.with_extension(SIDECAR)
}
