//! Waiting for a corpus to change: bursts of changes count once, whichever way an editor writes its files.

use crate::corpus::Corpus;
use crate::{Error, Result};
use notify_debouncer_mini::notify::RecursiveMode;
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

/// The quiet that ends a burst of changes.
const QUIET: Duration = Duration::from_millis(300);

/// Calls `on_change` whenever something below the corpus has changed and come to rest, until it fails. What changes in
/// the folder `index` itself does not count.
pub(super) fn each_change(
    corpus: &Corpus,
    index: &Path,
    mut on_change: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (came, changes) = channel::<DebounceEventResult>();
    let failed = |path: &Path, error: String| Error::io(path, io::Error::other(error));
    let mut debouncer = new_debouncer(QUIET, came).map_err(|e| failed(index, e.to_string()))?;
    for folder in folders(corpus)? {
        let watched = debouncer.watcher().watch(&folder, RecursiveMode::Recursive);
        watched.map_err(|e| failed(&folder, e.to_string()))?;
    }
    let own = std::fs::canonicalize(index).unwrap_or_else(|_| index.to_owned());
    // What changed between the first run and the first look is not to be missed.
    on_change()?;
    for batch in changes {
        // A watch that missed something says so: then everything is looked at, as after any other change.
        let counts = batch.map_or(true, |events| events.iter().any(|event| !event.path.starts_with(&own)));
        if counts {
            on_change()?;
        }
    }
    Ok(())
}

/// The folders to watch: those of the corpus, and those its single files lie in, as an editor that saves by renaming
/// puts another file in the place of the one that was there.
fn folders(corpus: &Corpus) -> Result<BTreeSet<PathBuf>> {
    let mut folders = BTreeSet::new();
    for root in corpus.roots() {
        let path = std::fs::canonicalize(&root.path).map_err(|e| Error::io(&root.path, e))?;
        let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        folders.extend(folder.map(Path::to_owned));
    }
    Ok(folders)
}
