//! Waiting for a corpus to change: bursts of changes count once, however an editor writes its files.
//!
//! Only changes of contents count. Reading a file does not count, nor do changes of files that are no recaps. A folder that
//! is removed and made again is watched again. Where the system cannot report changes, and from time to time in any case,
//! the whole corpus is checked.

use crate::corpus::roots::Root;
use crate::corpus::{Corpus, shown, stamp, walk};
use crate::{Error, Result};
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant, SystemTime};

/// The quiet that ends a burst of changes.
const QUIET: Duration = Duration::from_millis(300);
/// A burst that lasts longer than this is answered without waiting for its end.
const LONGEST_BURST: Duration = Duration::from_secs(5);
/// How often the folders of the corpus are looked for: one that was made anew is another.
const TICK: Duration = Duration::from_millis(500);
/// Time between two looks at the corpus where the system reports changes.
const LOOK_ANYWAY: Duration = Duration::from_secs(60);
/// How often it is looked at where they are not.
const LOOK_INSTEAD: Duration = Duration::from_secs(2);

/// Calls `on_change` whenever something in the corpus has changed and come to rest, until it fails. Changes in the
/// folder `index` do not count. From time to time `is_stale` is asked whether something changed unseen. Messages go to `say`.
pub(super) fn each_change(
    corpus: &Corpus,
    index: &Path,
    is_stale: &dyn Fn() -> bool,
    say: &dyn Fn(&str),
    mut on_change: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let own = std::fs::canonicalize(index).unwrap_or_else(|_| index.to_owned());
    let mut watched = Watched::new(corpus, own, say)?;
    // Changes between the first run and the first check must not be missed.
    on_change()?;
    let mut looked = Instant::now();
    loop {
        let mut changed = watched.wait();
        changed |= watched.renew(say)?;
        if !changed && looked.elapsed() >= watched.look_every {
            looked = Instant::now();
            changed = is_stale();
        }
        // While a folder of the corpus is away its recaps are not gone: it is being made anew, or mounted.
        if changed && watched.is_complete() {
            on_change()?;
            looked = Instant::now();
        }
    }
}

/// The corpus under watch.
struct Watched {
    watcher: RecommendedWatcher,
    came: Receiver<()>,
    places: Vec<Place>,
    /// Whether a folder or file of the corpus itself was removed or moved.
    is_loose: Arc<AtomicBool>,
    look_every: Duration,
}

/// A folder or file of the corpus, and what of it is watched.
struct Place {
    root: Root,
    /// What was there when it was watched.
    known: Option<Identity>,
    /// What the system reported.
    folder: Option<PathBuf>,
}

/// What distinguishes a folder from a later one of the same name. Inode numbers are used again; creation times are not.
type Identity = (u64, u64, Option<SystemTime>);

fn identity(metadata: &Metadata) -> Identity {
    #[cfg(unix)]
    let (device, inode) = {
        use std::os::unix::fs::MetadataExt;
        (metadata.dev(), metadata.ino())
    };
    #[cfg(not(unix))]
    let (device, inode) = (0, 0);
    (device, inode, metadata.created().ok())
}

impl Watched {
    fn new(corpus: &Corpus, own: PathBuf, say: &dyn Fn(&str)) -> Result<Watched> {
        // One message stands for all events since the last check.
        let (sign, came): (SyncSender<()>, _) = sync_channel(1);
        let is_loose = Arc::new(AtomicBool::new(false));
        let filter = Filter::new(corpus, own)?;
        let loose = Arc::clone(&is_loose);
        let note = move |event: notify::Result<Event>| {
            if event.as_ref().is_ok_and(|event| filter.loosens(event)) {
                loose.store(true, Ordering::SeqCst);
            }
            if event.map_or(true, |event| filter.counts(&event)) {
                let _ = sign.try_send(());
            }
        };
        let watcher = notify::recommended_watcher(note);
        let watcher = watcher.map_err(|e| Error::io(corpus.to_string(), io::Error::other(e.to_string())))?;
        let places =
            corpus.roots().iter().map(|root| Place { root: root.clone(), known: None, folder: None });
        let places = places.collect();
        let mut watched = Watched { watcher, came, places, is_loose, look_every: LOOK_ANYWAY };
        watched.renew(say)?;
        Ok(watched)
    }

    /// Waits until a burst of changes is over, or a little while where there is none; whether there was one.
    fn wait(&self) -> bool {
        if self.came.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
            return false;
        }
        let since = Instant::now();
        while since.elapsed() < LONGEST_BURST && self.came.recv_timeout(QUIET).is_ok() {}
        true
    }

    /// Watches what is not watched: folders that came, or were made anew; whether there were any.
    fn renew(&mut self, say: &dyn Fn(&str)) -> Result<bool> {
        let is_loose = self.is_loose.swap(false, Ordering::SeqCst);
        let mut is_new = false;
        for place in &mut self.places {
            let metadata = std::fs::metadata(&place.root.path).ok();
            let now = metadata.as_ref().map(identity);
            if now == place.known && !is_loose {
                continue;
            }
            if now.is_none() && place.known.is_some() {
                say(&format!("{} is gone: waiting until it is there again", shown(&place.root.path)));
            }
            if let Some(folder) = place.folder.take() {
                // A watch that went with its folder cannot be given back.
                let _ = self.watcher.unwatch(&folder);
            }
            place.known = now;
            let Some(metadata) = metadata else { continue };
            is_new = true;
            let (folder, mode) = to_watch(&place.root.path, &metadata)?;
            match self.watcher.watch(&folder, mode) {
                Ok(()) => place.folder = Some(folder),
                Err(error) => {
                    let path = shown(&place.root.path);
                    say(&format!("{path}: changes are not reported ({error}): looking every two seconds"));
                    self.look_every = LOOK_INSTEAD;
                }
            }
        }
        Ok(is_new)
    }

    /// Whether all of the corpus is there.
    fn is_complete(&self) -> bool {
        self.places.iter().all(|place| place.known.is_some())
    }
}

/// What to watch for a folder or file of the corpus: an editor that saves by renaming puts another file in the place of
/// the one that was there, which only the folder around it shows.
fn to_watch(path: &Path, metadata: &Metadata) -> Result<(PathBuf, RecursiveMode)> {
    let real = std::fs::canonicalize(path).map_err(|e| Error::io(path, e))?;
    match real.parent() {
        Some(parent) if !metadata.is_dir() => Ok((parent.to_owned(), RecursiveMode::NonRecursive)),
        _ => Ok((real, RecursiveMode::Recursive)),
    }
}

/// Decides which events change the corpus.
struct Filter {
    /// The index, whose own changes do not count.
    own: PathBuf,
    /// Folders and files of the corpus, by their real paths.
    roots: BTreeSet<PathBuf>,
}

impl Filter {
    fn new(corpus: &Corpus, own: PathBuf) -> Result<Filter> {
        let real = |root: &Root| std::fs::canonicalize(&root.path).map_err(|e| Error::io(&root.path, e));
        Ok(Filter { own, roots: corpus.roots().iter().map(real).collect::<Result<_>>()? })
    }

    /// Whether an event takes a folder or file of the corpus itself away.
    fn loosens(&self, event: &Event) -> bool {
        let takes_away = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        takes_away && event.paths.iter().any(|path| self.roots.contains(path))
    }

    /// Whether an event may have changed what the corpus says.
    fn counts(&self, event: &Event) -> bool {
        let reads = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => true,
            _ => false,
        };
        // An event without a path says that some were lost.
        !reads
            && (event.need_rescan()
                || event.paths.is_empty()
                || event.paths.iter().any(|path| self.concerns(path)))
    }

    fn concerns(&self, path: &Path) -> bool {
        if path.starts_with(&self.own) {
            return false;
        }
        self.roots.iter().any(|root| {
            if path == root || path == stamp::sidecar(root) {
                return true;
            }
            let Ok(inside) = path.strip_prefix(root) else { return false };
            let is_hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
            // A path that is gone may have been a folder.
            let may_be_folder = || path.symlink_metadata().map_or(true, |metadata| !metadata.is_file());
            !inside.components().any(is_hidden)
                && (walk::may_be_recap(path) || walk::is_sidecar(path) || may_be_folder())
        })
    }
}
