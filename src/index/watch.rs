//! What a search checks to detect changes of a large corpus.
//!
//! Up to `LOOK_AT_ALL` recaps, a search checks each of them. Above that, each search checks
//!
//! - the `FOLDERS` folders nearest to the roots, whose names show what was added, removed and renamed there;
//! - the `FILES` recaps that changed last, which are the likeliest to change next;
//! - `UNITS` blocks of all other recaps and folders, `ROWS` rows each, the next search the next ones.
//!
//! So every change is found after at most `(recaps + folders) / (UNITS * ROWS)` searches, and is checked again until it is
//! indexed. A check costs about a microsecond a row, whatever the size of the corpus. Where the index folder is not
//! writable, the clock chooses the blocks, and the number of searches holds on average. `recaps status` and `recaps index`
//! always check everything.

use super::blocks::{self, ROWS};
use super::digest;
use super::directory::SegmentFolder;
use super::looked::Looked;
use super::manifest::FileEntry;
use super::source::{Home, Source};
use super::{Index, diff};
use crate::Result;
use crate::corpus::Found;
use crate::corpus::roots::Finding;
use crate::corpus::stamp::{Stamp, is_young, now, sidecar};
use crate::corpus::walk::{self, Names};
use crate::name;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Corpora of up to this many recaps are looked at in full.
pub const LOOK_AT_ALL: usize = 256;
/// Folders of a larger one that are looked at each time.
const FOLDERS: usize = 32;
/// Recaps of a larger one that are looked at each time.
const FILES: usize = 16;
/// Blocks of all others.
const UNITS: usize = 3;
/// The file of a generation with the folders that are not checked each time.
pub(super) const FILE: &str = "folders";
/// A time that no folder has: its names are read.
const UNSURE: i64 = i64::MIN;

/// What to look at, and how it was when the index was built.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Watch {
    /// The folders nearest to the roots.
    pub folders: Vec<Folder>,
    /// The other folders; `None` where there are none.
    pub rest: Option<FileEntry>,
    /// The recaps that changed last.
    pub files: Vec<File>,
    /// What the file of the other folders is to hold; empty once it is written.
    #[serde(skip)]
    pub(super) to_write: Vec<u8>,
}

impl PartialEq for Watch {
    fn eq(&self, other: &Watch) -> bool {
        (&self.folders, &self.rest, &self.files) == (&other.folders, &other.rest, &other.files)
    }
}

impl Eq for Watch {}

/// A recap, and how it lay there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File(#[serde(with = "name::stored")] pub PathBuf, pub Stamp);

/// A folder of the corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    /// Where it lies; relative paths start at the folder that holds the index.
    #[serde(with = "name::stored")]
    pub path: PathBuf,
    /// When it changed last, nanoseconds since 1970.
    pub touched: i64,
    /// What is in it.
    pub names: Names,
}

impl Folder {
    /// A folder as it was walked, from the time `began` on.
    fn of(path: &Path, names: Names, began: i64, home: &Home) -> Folder {
        let seen = touched(path);
        // A file added after the names were read, at the same time stamp, must not count as known.
        let is_sure = !is_young(seen, began) || (names == walk::names(path) && !is_young(seen, now()));
        Folder { path: home.portable(path), touched: if is_sure { seen } else { UNSURE }, names }
    }
}

impl Watch {
    /// For all that was found of a corpus; `None` where a search can look at all of it.
    pub(crate) fn of(found: &[Found], finding: &Finding, home: &Home) -> Result<Option<Watch>> {
        if found.len() <= LOOK_AT_ALL {
            return Ok(None);
        }
        let folders =
            finding.folders.iter().map(|(path, names)| Folder::of(path, *names, finding.began, home));
        let mut latest: Vec<&Found> = found.iter().collect();
        let newest = |a: &&Found, b: &&Found| {
            b.stamp.modified.cmp(&a.stamp.modified).then_with(|| a.path.as_os_str().cmp(b.path.as_os_str()))
        };
        latest.select_nth_unstable_by(FILES, newest);
        latest.truncate(FILES);
        latest.sort_unstable_by(newest);
        let files = latest.into_iter().map(|found| File(home.portable(&found.path), found.stamp)).collect();
        Watch::with(folders.collect(), files).map(Some)
    }

    /// With what a run found that did not look at all of the corpus: folders that were walked, and recaps to cut.
    pub(crate) fn after(
        &self,
        finding: &Finding,
        todo: &[Found],
        is_new: impl Fn(&Found) -> bool,
        generation: &SegmentFolder,
        home: &Home,
    ) -> Result<Watch> {
        let others = self.others(generation)?;
        let known = self.folders.iter().cloned().chain(others);
        let mut folders: BTreeMap<PathBuf, Folder> =
            known.map(|folder| (folder.path.clone(), folder)).collect();
        let mut walked: BTreeSet<PathBuf> = BTreeSet::new();
        for (path, names) in &finding.folders {
            let folder = Folder::of(path, *names, finding.began, home);
            walked.insert(folder.path.clone());
            folders.insert(folder.path.clone(), folder);
        }
        let mut files = self.files.clone();
        for found in todo {
            let path = home.portable(&found.path);
            if let Some(folder) = path.parent().filter(|folder| !walked.contains(*folder))
                && let Some(folder) = folders.get_mut(folder)
                && is_new(found)
            {
                // That others came too shows in the names.
                folder.names.add(&found.path, false);
                if found.stamp.beside != 0 {
                    folder.names.add(&sidecar(&found.path), false);
                }
                folder.touched = UNSURE;
            }
            files.retain(|File(other, _)| *other != path);
            files.insert(0, File(path, found.stamp));
        }
        files.truncate(FILES);
        Watch::with(folders.into_values().collect(), files)
    }

    fn with(mut folders: Vec<Folder>, files: Vec<File>) -> Result<Watch> {
        folders.sort_by_cached_key(|folder| (folder.path.components().count(), folder.path.clone()));
        let rest = folders.split_off(folders.len().min(FOLDERS));
        let to_write = blocks::encode(&rest)
            .map_err(|e| crate::Error::io(FILE, e))
            .map(|b| if rest.is_empty() { Vec::new() } else { b })?;
        let entry = (!rest.is_empty()).then(|| FileEntry {
            name: FILE.to_owned(),
            length: to_write.len() as u64,
            digest: digest::of(&digest::of_blocks(&to_write)),
        });
        Ok(Watch { folders, rest: entry, files, to_write })
    }

    /// The folders that are not looked at each time, of a generation in its folder.
    fn others(&self, generation: &SegmentFolder) -> Result<Vec<Folder>> {
        let Some(file) = &self.rest else { return Ok(Vec::new()) };
        let path = generation.path().join(&file.name);
        blocks::all(&generation.file(&file.name)?).map_err(|e| crate::Error::of_index(&path, e))
    }
}

/// How many of the folders and recaps that this search looks at are not as they were.
pub(crate) fn changed(index: &Index, watch: &Watch) -> Result<usize> {
    let look = Look { index, watch, home: Home::of(index.folder()) };
    let mut seen = 0;
    for folder in &watch.folders {
        seen += usize::from(look.folder(folder)?);
    }
    seen += look.latest(&watch.files)?;
    let units = look.units()?;
    let mut looked = Looked::read(index, units);
    let first = looked.next;
    let next = (0..UNITS.min(units)).map(|step| (first + step) % units);
    let mut again: BTreeSet<usize> = looked.found.iter().copied().collect();
    again.extend(next);
    let before = looked.clone();
    looked.found.clear();
    for unit in again {
        let found = look.unit(unit)?;
        if found > 0 && looked.found.len() < Looked::MOST {
            looked.found.push(unit);
        }
        seen += found;
    }
    looked.next = if units == 0 { 0 } else { (first + UNITS) % units };
    if looked != before {
        looked.write(index);
    }
    Ok(seen)
}

/// One look at a part of the corpus.
struct Look<'a> {
    index: &'a Index,
    watch: &'a Watch,
    home: Home,
}

impl Look<'_> {
    /// Whether recaps came to a folder, or went.
    fn folder(&self, folder: &Folder) -> Result<bool> {
        let path = self.home.resolve(&folder.path);
        if folder.touched != UNSURE && touched(&path) == folder.touched {
            return Ok(false);
        }
        let names = walk::names(&path);
        if names.recaps != folder.names.recaps {
            return Ok(true);
        }
        if names.folders == folder.names.folders {
            return Ok(false);
        }
        // Folders came or went: whether with recaps is known by all that are known.
        let others = self.watch.others(self.index.files())?;
        let known: BTreeMap<&Path, &Folder> =
            self.watch.folders.iter().chain(&others).map(|folder| (folder.path.as_path(), folder)).collect();
        let now = walk::folders(&path);
        let came = |inner: &&PathBuf| !known.contains_key(self.home.portable(inner).as_path());
        if now.iter().filter(came).any(|inner| walk::holds_recap(inner)) {
            return Ok(true);
        }
        let went = known.iter().filter(|(inner, known)| {
            inner.starts_with(&folder.path) && known.names.recaps != Names::default().recaps
        });
        Ok(went.into_iter().any(|(inner, _)| !self.home.resolve(inner).is_dir()))
    }

    /// How many of the recaps that changed last did so again.
    fn latest(&self, files: &[File]) -> Result<usize> {
        let (mut seen, mut unsure) = (0, Vec::new());
        for File(path, stamp) in files {
            match Stamp::as_before(&self.home.resolve(path), *stamp) {
                Ok(now) if now == *stamp && now.is_sure() => {}
                Ok(_) => unsure.push(path.as_os_str()),
                Err(_) => seen += 1,
            }
        }
        if unsure.is_empty() {
            return Ok(seen);
        }
        // What these say decides, which only the tables of the index know: they are read once, for they have a row for every recap.
        let mut known = diff::known_of(self.index)?;
        known.retain(|known| unsure.contains(&known.source.path.as_os_str()));
        let is_else = |path: &&&OsStr| {
            let mut known = known.iter().map(|known| &known.source);
            known.find(|source| source.path.as_os_str() == **path).is_none_or(|source| self.recap(source))
        };
        Ok(seen + unsure.iter().filter(is_else).count())
    }

    /// Whether a recap says something else, or went.
    fn recap(&self, source: &Source) -> bool {
        let place = self.home.resolve(&source.path);
        Stamp::as_before(&place, source.stamp).map_or(true, |now| source.says_else(&place, now))
    }

    /// Blocks of recaps, of those without a talk, and of folders.
    fn units(&self) -> Result<usize> {
        let mut units = self.index.manifest().bare.len().div_ceil(ROWS);
        for segment in self.index.segments() {
            units += segment.source_blocks()?;
        }
        let folders = self.index.folders().map_or(Ok(0), blocks::count);
        Ok(units + folders.map_err(|e| crate::Error::of_index(Path::new(FILE), e))?)
    }

    /// How many of a block are not as they were.
    fn unit(&self, mut unit: usize) -> Result<usize> {
        for segment in self.index.segments() {
            let blocks = segment.source_blocks()?;
            if unit < blocks {
                let sources = segment.source_block(unit)?;
                let living = sources.iter().filter(|source| segment.is_alive(source.first));
                return Ok(living.filter(|source| self.recap(source)).count());
            }
            unit -= blocks;
        }
        let bare = &self.index.manifest().bare;
        if unit < bare.len().div_ceil(ROWS) {
            let rows = bare.iter().skip(unit * ROWS).take(ROWS);
            return Ok(rows.filter(|bare| self.recap(&bare.source)).count());
        }
        unit -= bare.len().div_ceil(ROWS);
        let Some(file) = self.index.folders() else { return Ok(0) };
        let folders: Vec<Folder> =
            blocks::block(file, unit).map_err(|e| crate::Error::of_index(Path::new(FILE), e))?;
        let mut seen = 0;
        for folder in &folders {
            seen += usize::from(self.folder(folder)?);
        }
        Ok(seen)
    }
}

/// When a folder changed; 0 where it is not there.
fn touched(folder: &Path) -> i64 {
    std::fs::metadata(folder).map_or(0, |metadata| Stamp::of_file(&metadata, i64::MAX).touched)
}
