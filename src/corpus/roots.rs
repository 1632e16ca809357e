//! The corpus: the folders and files that recaps are read from.

use super::stamp::{SETTLING, Stamp};
use super::walk::{self, MAX_BYTES, Skipped};
use crate::name::{escaped, shown};
use std::fmt;
use std::path::{Path, PathBuf};

/// A folder or file of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The beginning of the names of its recaps, `/`-separated.
    pub label: String,
    /// Where it lies.
    pub path: PathBuf,
}

impl Root {
    /// How a folder inside it is called in the names of recaps, without a slash at the end.
    fn name_of(&self, folder: &Path) -> String {
        let own = self.label.trim_end_matches('/');
        match folder.strip_prefix(&self.path) {
            Ok(inside) if !inside.as_os_str().is_empty() => format!("{own}/{}", walk::label(inside)),
            _ => own.to_owned(),
        }
    }
}

/// The folders and files that recaps are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corpus {
    roots: Vec<Root>,
    max_filesize: u64,
}

impl Default for Corpus {
    fn default() -> Self {
        Corpus { roots: Vec::new(), max_filesize: MAX_BYTES }
    }
}

impl Corpus {
    /// A corpus of folders and files, known by the names they are given here.
    pub fn new<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Corpus {
        Corpus::from_roots(paths.into_iter().map(|path| {
            let path = path.as_ref();
            (walk::label(path), path.to_owned())
        }))
    }

    /// A corpus whose recaps are known by other names than where they lie: `(label, path)` each.
    pub fn from_roots(roots: impl IntoIterator<Item = (String, PathBuf)>) -> Corpus {
        let roots = roots.into_iter().map(|(label, path)| Root { label, path }).collect();
        Corpus { roots, ..Corpus::default() }
    }

    /// The same corpus without its files of more than `bytes`: they are found, and skipped with a reason.
    pub fn with_max_filesize(self, bytes: u64) -> Corpus {
        Corpus { max_filesize: bytes, ..self }
    }

    /// Bytes above which its files are not read.
    pub fn max_filesize(&self) -> u64 {
        self.max_filesize
    }

    /// Its folders and files.
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// Finds its recaps, and waits one clock tick, so that later changes get other times than files that were just written.
    pub fn walk_settled(&self) -> Finding {
        let mut finding = self.walk();
        let mut young: Vec<&mut Found> =
            finding.recaps.iter_mut().filter(|found| !found.stamp.is_sure()).collect();
        if !young.is_empty() {
            std::thread::sleep(SETTLING);
        }
        for found in &mut young {
            found.stamp = Stamp::of(&found.path).unwrap_or(found.stamp);
        }
        finding
    }

    /// Finds its recaps, sorted by name, each once.
    pub fn walk(&self) -> Finding {
        let mut finding = Finding::default();
        for root in &self.roots {
            let found = walk::walk(&[&root.path], self.max_filesize);
            finding.skipped.extend(found.skipped);
            finding.folders.extend(found.folders);
            finding.began = if finding.began == 0 { found.began } else { finding.began.min(found.began) };
            let mut of_folder = PerFolder::default();
            finding.recaps.extend(found.files.into_iter().map(|(path, stamp)| {
                let file = match (path.parent(), path.file_name()) {
                    (Some(parent), Some(name)) if path.as_os_str() != root.path.as_os_str() => {
                        let folder = of_folder.get(parent, |folder| root.name_of(folder));
                        format!("{folder}/{}", escaped(name))
                    }
                    _ => root.label.clone(),
                };
                Found { file, path, stamp }
            }));
        }
        finding.recaps.sort_by(|a, b| a.file.cmp(&b.file));
        finding.recaps.dedup_by(|again, first| {
            let is_again = again.file == first.file;
            if is_again && !is_same_file(&again.path, &first.path) {
                let reason = format!("another recap has the same name, {}", shown(&first.path));
                finding.skipped.push(Skipped { path: again.path.clone(), reason, kept: false });
            }
            is_again
        });
        finding
    }
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().ok().is_some_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// What is worked out once for all the files of a folder that follow each other.
#[derive(Debug)]
pub(crate) struct PerFolder<T>(Option<(PathBuf, T)>);

impl<T> Default for PerFolder<T> {
    fn default() -> Self {
        PerFolder(None)
    }
}

impl<T> PerFolder<T> {
    /// What `work_out` gives for a folder, or gave for it the last time.
    pub(crate) fn get(&mut self, folder: &Path, work_out: impl FnOnce(&Path) -> T) -> &T {
        // To compare paths part by part is slow.
        if self.0.as_ref().is_some_and(|(known, _)| known.as_os_str() != folder.as_os_str()) {
            self.0 = None;
        }
        &self.0.get_or_insert_with(|| (folder.to_owned(), work_out(folder))).1
    }
}

/// A recap of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name: the label of the root and the path inside it, `/`-separated.
    pub file: String,
    /// Where it lies.
    pub path: PathBuf,
    /// How it lay there when it was found.
    pub stamp: Stamp,
}

/// What a corpus holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// Its recaps.
    pub recaps: Vec<Found>,
    /// Files and folders that were not taken.
    pub skipped: Vec<Skipped>,
    /// Folders that were searched, and what is in each.
    pub folders: Vec<(PathBuf, walk::Names)>,
    /// When it began, nanoseconds since 1970.
    pub began: i64,
}

impl fmt::Display for Corpus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: Vec<&str> = self.roots.iter().map(|root| root.label.as_str()).collect();
        f.write_str(&labels.join(", "))
    }
}
