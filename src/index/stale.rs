//! Whether the corpus has changed since the index was built.
//!
//! Only names, sizes and times are compared, nothing is read: a search can afford it.

use super::manifest::{Manifest, resolve};
use crate::corpus::Corpus;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

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

/// Compares the corpus as it lies on disk with the manifest of the index folder `index`.
///
/// A corpus that is not there at all (an index copied to another machine) counts as unchanged: there is nothing
/// that the index could be older than.
pub fn drift(manifest: &Manifest, index: &Path) -> Drift {
    let mut drift = Drift::default();
    let corpus = Corpus::from_roots(
        manifest.roots.iter().map(|root| (root.label.clone(), resolve(&root.path, index))),
    );
    let mut known: HashMap<PathBuf, (u64, i128)> = manifest
        .sources
        .iter()
        .map(|source| (resolve(&source.path, index), (source.size, source.modified)))
        .collect();
    for found in corpus.walk().recaps {
        let Some(before) = known.remove(&std::path::absolute(&found.path).unwrap_or(found.path.clone()))
        else {
            drift.added += 1;
            continue;
        };
        let now = std::fs::metadata(&found.path).map(|metadata| {
            let modified = metadata.modified().ok().and_then(|m| m.duration_since(UNIX_EPOCH).ok());
            (metadata.len(), modified.map_or(0, |m| m.as_nanos() as i128))
        });
        if now.ok() != Some(before) {
            drift.changed += 1;
        }
    }
    drift.removed = known.len();
    drift
}
