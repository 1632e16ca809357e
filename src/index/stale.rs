//! Whether the corpus has changed since the index was built.
//!
//! Only names, sizes and times are compared, nothing is read: a search can afford it.

use super::manifest::{Manifest, SourceEntry, resolve, stamp};
use crate::corpus::Corpus;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What has changed since an index was built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Recaps that came.
    pub added: usize,
    /// Recaps that are not as they were.
    pub changed: usize,
    /// Recaps that went.
    pub removed: usize,
}

impl Drift {
    /// Whether anything has changed.
    pub fn is_stale(self) -> bool {
        self != Drift::default()
    }
}

/// Which recaps changed since an index was built, each list in the order of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Recaps that came.
    pub added: Vec<String>,
    /// Recaps that are not as they were.
    pub changed: Vec<String>,
    /// Recaps that went.
    pub removed: Vec<String>,
}

/// How many recaps changed since the index in the folder `index` was built: see [`changes`].
pub fn drift(manifest: &Manifest, index: &Path) -> Drift {
    let Changes { added, changed, removed } = changes(manifest, index);
    Drift { added: added.len(), changed: changed.len(), removed: removed.len() }
}

/// Compares the corpus as it lies on disk with the manifest of the index folder `index`.
///
/// Recaps of a corpus that is not there at all count as removed.
pub fn changes(manifest: &Manifest, index: &Path) -> Changes {
    let mut changes = Changes::default();
    let corpus = Corpus::from_roots(
        manifest.roots.iter().map(|root| (root.label.clone(), resolve(&root.path, index))),
    );
    let entries = manifest.sources.iter().chain(&manifest.unread);
    let mut known: HashMap<PathBuf, &SourceEntry> =
        entries.map(|source| (resolve(&source.path, index), source)).collect();
    for found in corpus.walk().recaps {
        let Some(before) = known.remove(&std::path::absolute(&found.path).unwrap_or(found.path.clone()))
        else {
            changes.added.push(found.file);
            continue;
        };
        if stamp(&found.path).ok() != Some((before.size, before.modified)) {
            changes.changed.push(found.file);
        }
    }
    // What could not be read is not missed.
    let missed = known.into_values().filter(|source| !source.digest.is_empty());
    changes.removed = missed.map(|source| source.file.clone()).collect();
    changes.removed.sort_unstable();
    changes
}
