//! Whether the corpus has changed since the index was built.
//!
//! Names, sizes and times are compared; nothing is read but files whose time changed and whose size did not. A search
//! can afford it: of a large corpus only a bounded part is looked at ([`super::watch`]).

use super::diff::Diff;
use super::source::Home;
use super::{Index, Manifest, diff, watch};
use crate::Result;
use crate::corpus::Skipped;

/// Of as many recaps the tables are read on a thread of their own.
const WORTH_A_THREAD: usize = 1000;

/// Which recaps changed since an index was built, each list in the order of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Recaps that came.
    pub added: Vec<String>,
    /// Recaps that are not as they were.
    pub changed: Vec<String>,
    /// Recaps that went.
    pub removed: Vec<String>,
    /// What cannot be read, whether it changed or not, in the order of the paths.
    pub skipped: Vec<Skipped>,
}

impl Changes {
    /// Whether anything changed.
    pub fn are_any(&self) -> bool {
        !(self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty())
    }
}

impl Changes {
    /// What a comparison of the corpus with an index of this manifest came to; `skipped` could not be looked at.
    pub(crate) fn of(diff: Diff, skipped: Vec<Skipped>, manifest: &Manifest, home: &Home) -> Changes {
        let mut changes =
            Changes { added: diff.added, changed: diff.changed, removed: diff.removed, skipped };
        for (from, to) in diff.renamed {
            changes.removed.push(from);
            changes.added.push(to);
        }
        // What could not be read is not missed.
        let unread = |file: &String| {
            let bare = manifest.bare.iter().find(|bare| bare.source.file == *file);
            bare.is_some_and(|bare| bare.reason.is_some())
        };
        changes.removed.retain(|file| !unread(file));
        Skipped::join(&mut changes.skipped, manifest.unread(home));
        changes.added.sort_unstable();
        changes.removed.sort_unstable();
        changes
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// What has changed since an index was built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drift {
    /// Nothing.
    #[default]
    None,
    /// Number of recaps.
    Counted {
        /// Recaps that came.
        added: usize,
        /// Recaps that are not as they were.
        changed: usize,
        /// Recaps that went.
        removed: usize,
    },
    /// Something: how many of the folders and files that were looked at. The corpus is too large to look at all.
    Seen(usize),
}

impl Drift {
    /// Whether anything has changed.
    pub fn is_stale(self) -> bool {
        self != Drift::None
    }
}

impl std::fmt::Display for Drift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Drift::None => f.write_str("nothing"),
            Drift::Counted { added, changed, removed } => {
                let counts = [(added, "added"), (changed, "changed"), (removed, "removed")];
                let counts = counts.into_iter().filter(|(n, _)| *n > 0);
                f.write_str(&counts.map(|(n, what)| format!("{n} {what}")).collect::<Vec<_>>().join(", "))
            }
            Drift::Seen(places) => write!(f, "seen in {places} place{}", if places == 1 { "" } else { "s" }),
        }
    }
}

/// Whether the corpus changed since the index was built.
pub fn drift(index: &Index) -> Result<Drift> {
    if let Some(watch) = &index.manifest().watch {
        let seen = watch::changed(index, watch)?;
        return Ok(if seen > 0 { Drift::Seen(seen) } else { Drift::None });
    }
    let Changes { added, changed, removed, skipped: _ } = changes(index)?;
    let (added, changed, removed) = (added.len(), changed.len(), removed.len());
    Ok(if added + changed + removed > 0 { Drift::Counted { added, changed, removed } } else { Drift::None })
}

/// Compares all of the corpus as it lies on disk with what the index knows. Recaps of a corpus that is not there at
/// all have gone.
///
/// # Errors
/// I/O errors and damage of the index.
pub fn changes(index: &Index) -> Result<Changes> {
    let home = Home::of(index.folder());
    let corpus = index.manifest().corpus(&home);
    let (known, mut found) = std::thread::scope(|scope| {
        // Of many, the tables are read while the folders are.
        let is_worth = index.manifest().recaps >= WORTH_A_THREAD;
        let read = || diff::known_of(index);
        let reading = is_worth.then(|| std::thread::Builder::new().spawn_scoped(scope, read).ok()).flatten();
        let found = corpus.walk();
        let known = reading.and_then(|reading| reading.join().ok());
        (known.unwrap_or_else(read), found)
    });
    let known = known?;
    let diff = diff::diff(&known, found.recaps, &mut found.skipped, &home);
    Ok(Changes::of(diff, found.skipped, index.manifest(), &home))
}
