//! What a search looks at to tell whether a large corpus changed: a bounded number of folders and files.
//!
//! Up to [`LOOK_AT_ALL`] recaps a search looks at each of them. Above that it looks at folders, whose names show what
//! came, went and was renamed, and at the files that changed last, which are those that change next; `recaps status`
//! and `recaps index` always look at all.

use super::source::Home;
use crate::corpus::stamp::{nanoseconds, now, sidecar};
use crate::corpus::{Found, Stamp, name, walk};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Corpora of up to so many recaps are looked at in full.
pub const LOOK_AT_ALL: usize = 256;
/// So many folders of a larger one are looked at.
const FOLDERS: usize = 64;
/// So many files of a larger one are looked at.
const FILES: usize = 16;

/// What to look at, and how it was when the index was built.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// Folders.
    pub folders: Vec<Folder>,
    /// The files that changed last, sidecars by themselves.
    pub files: Vec<File>,
}

/// A file, and how it lay there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File(#[serde(with = "name::stored")] pub PathBuf, pub Stamp);

/// A folder of recaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    /// Where it lies; relative paths start at the folder that holds the index.
    #[serde(with = "name::stored")]
    pub path: PathBuf,
    /// When its names changed last, nanoseconds since 1970.
    pub modified: i64,
    /// A sum that stands for the names of the recaps and sidecars in it, whatever their order.
    pub names: u64,
}

impl Watch {
    /// For all recaps of a corpus; `None` where a search can look at all of them. Folders that are
    /// as they were `before` are not read again.
    pub(crate) fn of(found: &[Found], home: &Home, before: Option<&Watch>) -> Option<Watch> {
        if found.len() <= LOOK_AT_ALL {
            return None;
        }
        let mut paths: BTreeSet<&Path> = BTreeSet::new();
        for folder in found.iter().filter_map(|found| found.path.parent()) {
            if paths.len() < FOLDERS {
                paths.insert(folder);
            }
        }
        let known = before.map_or(&[][..], |before| &before.folders);
        let folders = paths.into_iter().map(|path| {
            let (portable, modified) = (home.portable(path), modified(path));
            let as_before =
                known.iter().find(|folder| folder.path == portable && folder.modified == modified);
            as_before.cloned().unwrap_or_else(|| Folder { path: portable, modified, names: names(path) })
        });
        let mut latest: Vec<&Found> = found.iter().collect();
        let newest = |a: &&Found, b: &&Found| {
            b.stamp.modified.cmp(&a.stamp.modified).then_with(|| a.path.as_os_str().cmp(b.path.as_os_str()))
        };
        latest.select_nth_unstable_by(FILES, newest);
        latest.truncate(FILES);
        latest.sort_unstable_by(newest);
        let files = latest.into_iter().flat_map(|found| files(found, home)).collect();
        Some(Watch { folders: folders.collect(), files })
    }

    /// Takes note of a recap that was indexed by itself.
    pub(crate) fn add(&mut self, found: &Found, is_new: bool, home: &Home) {
        let files = files(found, home);
        let folder = found.path.parent().map(|folder| (home.portable(folder), modified(folder)));
        if let Some((portable, modified)) = folder
            && let Some(folder) = self.folders.iter_mut().find(|folder| folder.path == portable)
        {
            folder.modified = modified;
            for File(file, _) in files.iter().filter(|_| is_new) {
                folder.names = folder.names.wrapping_add(file.file_name().map_or(0, number_of));
            }
        }
        self.files.retain(|File(file, _)| files.iter().all(|File(new, _)| new != file));
        self.files.splice(..0, files);
        self.files.truncate(FILES);
    }

    /// How many of the folders and files are not as they were.
    pub(crate) fn changed(&self, home: &Home) -> usize {
        let folders = self.folders.iter().filter(|folder| {
            let path = home.resolve(&folder.path);
            modified(&path) != folder.modified && names(&path) != folder.names
        });
        let files =
            self.files.iter().filter(|File(path, stamp)| match std::fs::metadata(home.resolve(path)) {
                Ok(now) => now.len() != stamp.size || nanoseconds(now.modified()) != stamp.modified,
                Err(_) => true,
            });
        folders.count() + files.count()
    }
}

/// A recap as it was found, and the sidecar beside it, if there is one: then each as it lies on disk now.
fn files(found: &Found, home: &Home) -> Vec<File> {
    let stamp = |path: &Path| std::fs::metadata(path).ok().map(|metadata| Stamp::of_file(&metadata, now()));
    let beside = sidecar(&found.path);
    match stamp(&beside) {
        None => vec![File(home.portable(&found.path), found.stamp)],
        Some(of_sidecar) => {
            let recap = stamp(&found.path).map(|stamp| File(home.portable(&found.path), stamp));
            recap.into_iter().chain([File(home.portable(&beside), of_sidecar)]).collect()
        }
    }
}

/// When the names in a folder changed; 0 where it is not there.
fn modified(folder: &Path) -> i64 {
    nanoseconds(std::fs::metadata(folder).and_then(|metadata| metadata.modified()))
}

/// The names of the recaps and sidecars in a folder, as [`Folder::names`] keeps them.
fn names(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let names = entries.flatten().map(|entry| entry.file_name());
    let counts = |name: &Path| walk::may_be_recap(name) || walk::is_sidecar(name);
    let names = names.filter(|name| counts(Path::new(name)));
    names.fold(0, |sum, name| sum.wrapping_add(number_of(&name)))
}

/// A number that stands for a name.
fn number_of(name: &std::ffi::OsStr) -> u64 {
    let hash = blake3::hash(name.as_encoded_bytes());
    hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
