//! Generations: an index is built beside the live one and made live by one rename.
//!
//! The index folder holds `generation-N` folders and the file `current`, which names the live one and the digest of
//! its manifest, and repeats what the index was built from. Readers open the generation that `current` names and keep to it; a writer that dies leaves the old
//! one live. What a deleted writer left is removed by the next.

use super::digest;
use super::durable;
use super::manifest::{self, Manifest, Root};
use super::own;
use super::verify;
use crate::corpus::{self, Pipes};
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The file that names the live generation.
const CURRENT: &str = "current";
/// The same while it is written.
const DRAFT: &str = "current.new";
/// The name of the folder of a generation, before its number.
const PREFIX: &str = "generation-";
/// The file that names the live generation is no longer than this.
const LONGEST: u64 = 64 << 20;
/// The name of the folder of a generation while it is built; with a number where that name is taken.
const BUILDING: &str = "building";
/// Keeps the index out of version control, whatever the folder around it does.
const IGNORE: &str = ".gitignore";

/// The live generation of an index folder, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Its number.
    pub number: u64,
    /// Its folder.
    pub folder: PathBuf,
    /// Digest of its manifest; indexes of the first format have none.
    digest: Option<String>,
}

impl Live {
    /// Reads and verifies the manifest.
    ///
    /// # Errors
    /// [`Error::OtherVersion`] for an index of another version, [`Error::Damaged`] for one that is not as it was made.
    pub fn manifest(&self) -> Result<Manifest> {
        let path = self.folder.join(manifest::FILE);
        let damaged =
            |reason: &str| Error::Damaged { what: path.display().to_string(), reason: reason.to_owned() };
        let bytes = corpus::bytes(&path, u64::MAX, Pipes::Refuse).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => damaged("missing"),
            io::ErrorKind::IsADirectory => damaged("a folder"),
            _ => Error::io(&path, e),
        })?;
        match &self.digest {
            Some(digest) if digest.len() == digest::DIGITS => {
                if *digest != digest::of(&bytes) {
                    return Err(damaged("not as it was written"));
                }
                let manifest = Manifest::parse(&bytes, &path)?;
                if manifest.generation == self.number {
                    Ok(manifest)
                } else {
                    Err(damaged("of another generation"))
                }
            }
            // Versions that came before the digest, or had another, are refused as what they are.
            _ => Err(Manifest::parse(&bytes, &path).err().unwrap_or_else(|| damaged("without a digest"))),
        }
    }
}

/// The live generation of an index folder; `None` where there is none yet.
pub fn live(index: &Path) -> Result<Option<Live>> {
    let path = index.join(CURRENT);
    let text = match corpus::bytes(&path, LONGEST, Pipes::Refuse) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        // A folder of this name is damage where there is a generation of ours beside it, and no index elsewhere.
        Err(e) if e.kind() == io::ErrorKind::IsADirectory && is_index(index) => {
            return Err(Error::Damaged { what: path.display().to_string(), reason: "a folder".to_owned() });
        }
        Err(e) if e.kind() == io::ErrorKind::IsADirectory => return Ok(None),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(e) => return Err(Error::io(path, e)),
    };
    let line = text.lines().next().unwrap_or_default();
    let (name, digest) = match line.split_once(' ') {
        Some((name, digest)) => (name, Some(digest.to_owned())),
        None => (line, None),
    };
    match number(name) {
        Some(number) => Ok(Some(Live { number, folder: index.join(name), digest })),
        None => {
            let reason = "names no generation".to_owned();
            Err(Error::Damaged { what: path.display().to_string(), reason })
        }
    }
}

/// Remembers that the live generation is damaged: the next run of the indexer verifies all of it and builds it anew, which
/// it would not where it reads none of what is damaged.
pub fn note_damage(index: &Path) {
    if let Ok(Some(live)) = live(index) {
        verify::note(index, live.number);
    }
}

/// What the index in a folder was built from, as far as anything there still says so: for an index whose manifest cannot
/// be trusted or read.
pub fn roots(index: &Path) -> Option<Vec<Root>> {
    #[derive(serde::Deserialize)]
    struct Rest {
        roots: Vec<Root>,
    }
    let text = corpus::bytes(&index.join(CURRENT), LONGEST, Pipes::Refuse).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let second_line = text.lines().nth(1).and_then(|line| serde_json::from_str(line).ok());
    second_line.or_else(|| {
        let live = live(index).ok().flatten()?;
        let rest: Rest = {
            let manifest = corpus::bytes(&live.folder.join(manifest::FILE), u64::MAX, Pipes::Refuse);
            serde_json::from_slice(&manifest.ok()?).ok()?
        };
        Some(rest.roots)
    })
}

/// Whether a folder holds an index, by what it holds: the file that names the live generation, or any generation.
pub(crate) fn is_index(index: &Path) -> bool {
    if own::is_draft(&index.join(CURRENT), PREFIX) {
        return true;
    }
    let Ok(entries) = fs::read_dir(index) else { return false };
    entries.flatten().any(|entry| {
        let is_named =
            entry.file_name().to_str().is_some_and(|name| number(name).is_some() || is_building(name));
        is_named && own::is_generation(&entry.path())
    })
}

/// Refuses a folder that is no index and has other things in the places of its files: they are somebody's.
pub(crate) fn claim(index: &Path) -> Result<()> {
    let taken = [CURRENT, DRAFT].map(|file| index.join(file));
    let taken = taken.into_iter().find(|file| fs::symlink_metadata(file).is_ok());
    match taken.filter(|_| !is_index(index)) {
        None => Ok(()),
        Some(path) => {
            let reason = "this is no index, and what is there is left alone: name another folder";
            Err(Error::io(path, io::Error::new(io::ErrorKind::AlreadyExists, reason)))
        }
    }
}

/// The number in the name of a generation's folder, written as [`name`] writes it.
fn number(folder: &str) -> Option<u64> {
    let number = folder.strip_prefix(PREFIX)?.parse().ok()?;
    (name(number) == folder).then_some(number)
}

fn name(number: u64) -> String {
    format!("{PREFIX}{number}")
}

/// Whether a folder is called like a generation that is being built.
fn is_building(folder: &str) -> bool {
    let rest = folder.strip_prefix(BUILDING);
    rest.is_some_and(|rest| {
        let number = rest.strip_prefix('-').unwrap_or("1");
        rest.is_empty() || (rest.starts_with('-') && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// The generations that this process is building.
static BUILT_HERE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn built_here<T>(work: impl FnOnce(&mut Vec<PathBuf>) -> T) -> T {
    work(&mut BUILT_HERE.lock().unwrap_or_else(PoisonError::into_inner))
}

/// A generation while it is built: a folder nobody reads, removed again unless it goes live.
#[derive(Debug)]
pub(crate) struct Building {
    index: PathBuf,
    folder: PathBuf,
    is_live: bool,
}

impl Building {
    /// An empty folder to build in. The caller is the one writer of the index, so a folder that is there already is
    /// none of ours.
    pub(crate) fn begin(index: &Path) -> Result<Building> {
        let mut folder = index.join(BUILDING);
        let mut number = 1;
        while let Err(error) = fs::create_dir(&folder) {
            if error.kind() != io::ErrorKind::AlreadyExists {
                return Err(Error::io(&folder, error));
            }
            number += 1;
            folder = index.join(format!("{BUILDING}-{number}"));
        }
        let path = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
        built_here(|built| built.push(path));
        let building = Building { index: index.to_owned(), folder, is_live: false };
        let mark = building.folder.join(own::MARK);
        File::create_new(&mark).map_err(|e| Error::io(&mark, e))?;
        Ok(building)
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes a file of another generation over: as the same file where the file system allows, else as a copy.
    pub(crate) fn take_over(&self, from: &Path, file: &str) -> Result<()> {
        let (from, to) = (from.join(file), self.folder.join(file));
        fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop)).map_err(|e| Error::io(to, e))
    }

    /// Brings the files that were `written` for it, by name, to the disk, makes it the live generation and removes those before
    /// it.
    pub(crate) fn publish(mut self, manifest: &Manifest, written: &[&str]) -> Result<PathBuf> {
        let path = self.folder.join(manifest::FILE);
        let bytes = serde_json::to_vec(manifest).map_err(|e| Error::io(&path, io::Error::other(e)))?;
        durable::write(&path, &bytes)?;
        let files: Vec<PathBuf> = written.iter().map(|name| self.folder.join(name)).chain([path]).collect();
        durable::bring(&files)?;
        let mark = self.folder.join(own::MARK);
        fs::remove_file(&mark).map_err(|e| Error::io(&mark, e))?;
        let home = self.index.join(name(manifest.generation));
        fs::rename(&self.folder, &home).map_err(|e| Error::io(&home, e))?;
        // From here on a failure leaves a generation that nobody names: the next writer removes it.
        self.is_live = true;
        let path = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        built_here(|built| built.retain(|own| *own != path));
        let before = live(&self.index).ok().flatten().map(|live| live.number);
        let mut line = format!("{} {}\n", name(manifest.generation), digest::of(&bytes));
        line.push_str(&serde_json::to_string(&manifest.roots).map_err(|e| Error::io(&path, e.into()))?);
        line.push('\n');
        let draft = self.index.join(DRAFT);
        durable::write(&draft, line.as_bytes())?;
        // All that the file names is there before it names it.
        durable::bring(&[home.clone(), self.index.clone(), draft.clone()])?;
        let current = self.index.join(CURRENT);
        own::set_aside(&current)
            .and_then(|()| fs::rename(&draft, &current))
            .map_err(|e| Error::io(&current, e))?;
        durable::bring(std::slice::from_ref(&self.index))?;
        // The one that was live is ours by that alone, whatever has become of it.
        if let Some(before) = before.map(name).map(|name| self.index.join(name)).filter(|f| own::is_folder(f))
        {
            let _ = own::remove_generation(&before);
        }
        sweep(&self.index, Some(manifest.generation));
        Ok(home)
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        if !self.is_live {
            let _ = own::remove_generation(&self.folder);
        }
        let path = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        built_here(|built| built.retain(|own| *own != path));
    }
}

/// Removes what deleted writers left, and generations other than the `live` one where it is known; only the one writer may.
/// What is called like ours and is not stays where it is.
///
/// A reader that has opened a generation keeps its files until it ends; one that is about to open it finds it gone
/// and opens the next. What cannot be removed now is removed after the next run: it serves nobody and harms nobody.
pub(crate) fn sweep(index: &Path, live: Option<u64>) {
    let is_old = |number: u64| live.is_some_and(|live| number != live);
    let Ok(entries) = fs::read_dir(index) else { return };
    for entry in entries.flatten() {
        let (name, path) = (entry.file_name(), entry.path());
        let Some(name) = name.to_str() else { continue };
        if is_building(name) || number(name).is_some_and(is_old) {
            if own::is_generation(&path) {
                let _ = own::remove_generation(&path);
            } else if own::is_folder(&path) {
                // A run that ended before it could mark its folder, or as it had emptied one: only an empty one goes.
                let _ = fs::remove_dir(path);
            }
        } else if name == DRAFT && own::is_draft(&path, PREFIX)
            || verify::is_remnant(name, &path)
            || live.is_some() && verify::is_note(name, &path)
        {
            let _ = fs::remove_file(path);
        }
    }
}

/// Removes what this process has built so far, as it is going to end.
///
/// Another thread may still be building. The folder is first moved out of its way: either it goes live before that, whole,
/// or that thread finds no folder to write to or to make live.
pub fn abandon() {
    for folder in built_here(std::mem::take) {
        let mut others = (2..).map(|number| folder.with_file_name(format!("{BUILDING}-{number}")));
        let aside = others.find(|other| fs::symlink_metadata(other).is_err());
        if let Some(aside) = aside.filter(|aside| fs::rename(&folder, aside).is_ok()) {
            let _ = own::remove_generation(&aside);
        }
    }
}

/// The number of the generation to build next: above all that are there, live or not.
pub(crate) fn next(index: &Path) -> Result<u64> {
    let entries = fs::read_dir(index).map_err(|e| Error::io(index, e))?;
    let numbers = entries.flatten().filter_map(|entry| number(entry.file_name().to_str()?));
    Ok(numbers.max().unwrap_or(0) + 1)
}

/// Makes the index folder, and sees that version control leaves it alone.
pub(crate) fn make_folder(index: &Path) -> Result<()> {
    fs::create_dir_all(index).map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists => Error::io(index, io::Error::other("not a folder")),
        _ => Error::io(index, e),
    })?;
    // In a folder with other files it would keep those out as well.
    let is_own = is_index(index) || fs::read_dir(index).is_ok_and(|mut entries| entries.next().is_none());
    let ignore = index.join(IGNORE);
    if is_own && fs::symlink_metadata(&ignore).is_err() {
        let written = File::create_new(&ignore).and_then(|mut file| file.write_all(b"*\n!.gitignore\n"));
        written
            .or_else(|e| if e.kind() == io::ErrorKind::AlreadyExists { Ok(()) } else { Err(e) })
            .map_err(|e| Error::io(&ignore, e))?;
    }
    Ok(())
}
