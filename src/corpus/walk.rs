//! From paths to recap files, in one order on every file system.
//!
//! Only regular files are ever opened: reading a pipe could wait for ever, and a device may never end.

use super::facts::{self, Facts};
use super::stamp::{SIDECAR, Stamp, now, sidecar};
use super::{Format, size};
use crate::Error;
use crate::name::shown;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet, VecDeque};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use twox_hash::XxHash3_128;
use walkdir::{DirEntry, WalkDir};

pub use crate::name::label;

/// Files above this many bytes are not read, unless another limit is given.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What a corpus holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Recaps, sorted by path, each once, and how they lie there.
    pub files: Vec<(PathBuf, Stamp)>,
    /// Files and folders that were not taken, sorted by path.
    pub skipped: Vec<Skipped>,
    /// Folders that were searched, and what is in each.
    pub folders: Vec<(PathBuf, Names)>,
    /// When it began, nanoseconds since 1970.
    pub began: i64,
}

/// Sums that stand for the names in a folder, whatever their order; hidden ones left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Of recaps and sidecars.
    pub recaps: u64,
    /// Of other folders and links, which may lead to folders.
    pub folders: u64,
}

impl Names {
    /// Adds a name.
    pub(crate) fn add(&mut self, path: &Path, may_be_folder: bool) {
        if let Some(name) = path.file_name() {
            self.add_name(name, Kind::of(name), may_be_folder);
        }
    }

    fn add_name(&mut self, name: &OsStr, kind: Kind, may_be_folder: bool) {
        if is_hidden(name) {
            return;
        }
        if kind != Kind::Other {
            self.recaps = self.recaps.wrapping_add(number_of(name));
        } else if may_be_folder {
            self.folders = self.folders.wrapping_add(number_of(name));
        }
    }
}

/// What a file can be by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Recap,
    Sidecar,
    Other,
}

impl Kind {
    /// A README describes the corpus, and `name.recap.toml` the recap beside it.
    fn of(name: &OsStr) -> Kind {
        let name = name.as_encoded_bytes();
        let Some(dot) = name.iter().rposition(|byte| *byte == b'.').filter(|dot| *dot > 0) else {
            return Kind::Other;
        };
        let (stem, extension) = (&name[..dot], &name[dot + 1..]);
        let is_sidecar = || name.strip_suffix(SIDECAR.as_bytes()).is_some_and(|name| name.ends_with(b"."));
        match Format::of_extension(extension) {
            Some(_) if !stem.eq_ignore_ascii_case(b"readme") => Kind::Recap,
            None if is_sidecar() => Kind::Sidecar,
            _ => Kind::Other,
        }
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// A number that stands for a name.
fn number_of(name: &OsStr) -> u64 {
    // Each search asks for some: BLAKE3 would first find out what the processor can do, which takes longer than all names do.
    XxHash3_128::oneshot(name.as_encoded_bytes()) as u64
}

/// The names in a folder as they are now; none where it cannot be read.
pub(crate) fn names(folder: &Path) -> Names {
    let mut names = Names::default();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        names.add(Path::new(&entry.file_name()), entry.file_type().is_ok_and(|kind| !kind.is_file()));
    }
    names
}

/// The folders in a folder, and links to some, hidden ones left out.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let seen = entries.filter(|entry| !is_hidden(&entry.file_name()));
    seen.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

/// Whether there is a recap in a folder, however deep.
pub(crate) fn holds_recap(folder: &Path) -> bool {
    let is_seen = |entry: &DirEntry| !is_hidden(entry.file_name());
    let entries = WalkDir::new(folder).into_iter().filter_entry(is_seen).flatten();
    entries.into_iter().any(|entry| !entry.file_type().is_dir() && Kind::of(entry.file_name()) == Kind::Recap)
}

/// A file or folder that was not taken, although its name or the user asked for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Where it is.
    pub path: PathBuf,
    /// Why it was not taken: one line.
    pub reason: String,
    /// Whether it still answers as it did when it could last be read.
    pub kept: bool,
}

impl Skipped {
    /// The error of a run that found nothing else in a corpus, as that was named.
    pub(crate) fn all(corpus: String, skipped: Vec<Skipped>) -> Error {
        let skipped = skipped.into_iter().map(|Skipped { path, reason, .. }| (shown(&path), reason));
        Error::EmptyCorpus { corpus, skipped: skipped.collect() }
    }

    /// Adds what the index knows to be unread to what was skipped now, each path once, sorted.
    pub(crate) fn join(skipped: &mut Vec<Skipped>, unread: Vec<Skipped>) {
        skipped.extend(unread);
        // Stable: the reason of today stands before that of the index.
        skipped.sort_by(|a, b| a.path.cmp(&b.path));
        skipped.dedup_by(|later, first| {
            let is_same = later.path == first.path;
            first.kept |= is_same && later.kept;
            is_same
        });
    }
}

/// Finds the recaps in `paths`: a file named is taken whatever its extension, a folder is searched for
/// names that a recap can have. Files of more than `max_bytes` are skipped.
pub fn walk<P: AsRef<Path>>(paths: &[P], max_bytes: u64) -> Walk {
    let mut search = Search { max_bytes, now: now(), ..Search::default() };
    for path in paths.iter().map(AsRef::as_ref) {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => search.folder(path),
            meta => {
                if let Some(stamp) = search.take(path, meta.map(|meta| Facts::from(&meta))) {
                    search.files.push((path.to_owned(), stamp.with_sidecar(path, search.now)));
                }
            }
        }
    }
    let mut files = std::mem::take(&mut search.files);
    // A single folder comes in order, each file once; to compare paths is slow.
    if search.trees != 1 || files.len() != search.in_trees {
        files.sort_by(|a, b| a.0.cmp(&b.0));
        files.dedup_by(|a, b| a.0 == b.0);
    }
    let Search { skipped, folders, now, .. } = search;
    Walk { files, skipped: skipped.into_iter().collect(), folders, began: now }
}

/// What was found so far.
#[derive(Default)]
struct Search {
    max_bytes: u64,
    /// When it began.
    now: i64,
    files: Vec<(PathBuf, Stamp)>,
    skipped: BTreeSet<Skipped>,
    folders: Vec<(PathBuf, Names)>,
    /// Folders searched, links that lead to other folders counted by themselves, and files found in them.
    trees: usize,
    in_trees: usize,
}

impl Search {
    /// Searches a folder, and then the folders that links in it lead to, each once: links among a few folders
    /// can make more paths than can ever be walked.
    fn folder(&mut self, root: &Path) {
        let mut walked: HashSet<PathBuf> = HashSet::new();
        let mut links = VecDeque::from([root.to_path_buf()]);
        while let Some(link) = links.pop_front() {
            match link.canonicalize() {
                Err(error) => self.skip(&link, &error.to_string()),
                Ok(real) if walked.contains(&real) => {
                    self.skip(&link, &format!("a link to {}, which is searched already", shown(&real)));
                }
                Ok(real) => self.tree(&link, &real, &mut walked, &mut links),
            }
        }
    }

    /// Searches the folder at `root`, which is `real`, and gives the links to other folders.
    fn tree(
        &mut self,
        root: &Path,
        real: &Path,
        walked: &mut HashSet<PathBuf>,
        links: &mut VecDeque<PathBuf>,
    ) {
        // All are in one folder, so whole paths have the order of the names. Extracting the names is slow.
        let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
        let mut folders: Vec<(PathBuf, Names)> = Vec::new();
        // The folder at each depth on the way to what is looked at.
        let mut way: Vec<usize> = Vec::new();
        // Only sidecars that the listing shows are looked at. To ask for one beside each recap would double the cost.
        let (mut found, mut sidecars) = (Vec::new(), HashSet::new());
        let mut entries = WalkDir::new(root).sort_by(by_name).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let reason = error.io_error().map_or("unreadable".to_owned(), ToString::to_string);
                    self.skip(error.path().unwrap_or(root), &reason);
                    continue;
                }
            };
            let (name, depth, is_folder) = (entry.file_name(), entry.depth(), entry.file_type().is_dir());
            let kind = Kind::of(name);
            if let Some(around) = depth.checked_sub(1).and_then(|depth| way.get(depth)) {
                folders[*around].1.add_name(name, kind, !entry.file_type().is_file());
            }
            if depth > 0 && is_hidden(name) {
                if is_folder {
                    entries.skip_current_dir();
                }
                continue;
            }
            if is_folder || depth == 0 {
                // No link is followed on the way, so the real path goes on as this one does.
                let inside = entry.path().strip_prefix(root);
                if !walked.insert(inside.map_or_else(|_| real.to_path_buf(), |inside| real.join(inside))) {
                    if is_folder {
                        entries.skip_current_dir();
                    }
                    continue;
                }
                way.truncate(depth);
                way.push(folders.len());
                folders.push((entry.path().to_owned(), Names::default()));
                if depth > 0 && kind == Kind::Recap {
                    self.skip(entry.path(), "a folder named like a recap");
                }
                continue;
            }
            let leads_to_folder = || std::fs::metadata(entry.path()).is_ok_and(|leads_to| leads_to.is_dir());
            match kind {
                _ if entry.path_is_symlink() && leads_to_folder() => links.push_back(entry.into_path()),
                Kind::Recap => found.push(entry.into_path()),
                Kind::Sidecar => drop(sidecars.insert(entry.into_path())),
                Kind::Other => {}
            }
        }
        self.folders.extend(folders);
        self.note(found, &sidecars);
        self.trees += 1;
    }

    /// Takes note of the recaps that were found in a folder and the folders in it.
    fn note(&mut self, found: Vec<PathBuf>, sidecars: &HashSet<PathBuf>) {
        let before = self.files.len();
        let facts = facts::of_all(&found);
        for (path, facts) in found.into_iter().zip(facts) {
            let Some(stamp) = self.take(&path, facts) else { continue };
            let has_sidecar = !sidecars.is_empty() && sidecars.contains(&sidecar(&path));
            let stamp = if has_sidecar { stamp.with_sidecar(&path, self.now) } else { stamp };
            self.files.push((path, stamp));
        }
        self.in_trees += self.files.len() - before;
    }

    /// The stamp of a file that is to be read, but for its sidecar; `None` where it is not. Whether it may be read shows
    /// when it is read: to ask now would double the cost of looking for changes.
    fn take(&mut self, path: &Path, facts: io::Result<Facts>) -> Option<Stamp> {
        match facts {
            Err(error) => self.skip(path, &error.to_string()),
            Ok(facts) if !facts.is_file => self.skip(path, "not a regular file"),
            Ok(facts) if facts.size > self.max_bytes => {
                self.skip(path, &too_large(facts.size, self.max_bytes));
            }
            Ok(facts) => return Some(Stamp::of_facts(facts, self.now)),
        }
        None
    }

    fn skip(&mut self, path: &Path, reason: &str) {
        self.skipped.insert(Skipped { path: path.to_path_buf(), reason: reason.to_owned(), kept: false });
    }
}

/// Why a file of more than `max_bytes` is not read.
pub(super) fn too_large(bytes: u64, max_bytes: u64) -> String {
    format!("{bytes} bytes, more than the {} that --max-filesize allows", size::shown(max_bytes))
}

/// Whether a file has the name of a sidecar.
pub(crate) fn is_sidecar(path: &Path) -> bool {
    path.file_name().is_some_and(|name| Kind::of(name) == Kind::Sidecar)
}

/// Whether a file found in a folder has the name of a recap.
pub(crate) fn may_be_recap(path: &Path) -> bool {
    path.file_name().is_some_and(|name| Kind::of(name) == Kind::Recap)
}
