//! Generations: an index is built beside the live one and made live by one rename.
//!
//! The index folder holds `generation-N` folders and the file `current`, which names the live one and the digest of
//! its manifest, and repeats what the index was built from. Readers open the generation that `current` names and keep to it; a writer that dies leaves the old
//! one live. What a dead writer left is removed by the next.

use super::digest;
use super::manifest::{self, Manifest, Root};
use super::verify;
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file that names the live generation.
const CURRENT: &str = "current";
/// The same while it is written.
const DRAFT: &str = "current.new";
/// What the folders of generations are called, before their number.
const PREFIX: &str = "generation-";
/// What the folder of a generation is called while it is built.
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
        let bytes = fs::read(&path).map_err(|e| match e.kind() {
            io::ErrorKind::NotFound => damaged("missing"),
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
            // Versions that came before the digest, or had another, are told as what they are.
            _ => Err(Manifest::parse(&bytes, &path).err().unwrap_or_else(|| damaged("without a digest"))),
        }
    }
}

/// The live generation of an index folder; `None` where there is none yet.
pub fn live(index: &Path) -> Result<Option<Live>> {
    let path = index.join(CURRENT);
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
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

/// What the index in a folder was built from, as far as anything there still says so: for an index whose manifest cannot
/// be trusted or read.
pub fn roots(index: &Path) -> Option<Vec<Root>> {
    #[derive(serde::Deserialize)]
    struct Rest {
        roots: Vec<Root>,
    }
    let text = fs::read_to_string(index.join(CURRENT)).unwrap_or_default();
    let second_line = text.lines().nth(1).and_then(|line| serde_json::from_str(line).ok());
    second_line.or_else(|| {
        let live = live(index).ok().flatten()?;
        let rest: Rest = serde_json::from_slice(&fs::read(live.folder.join(manifest::FILE)).ok()?).ok()?;
        Some(rest.roots)
    })
}

/// The number in the name of a generation's folder, written as [`name`] writes it.
fn number(folder: &str) -> Option<u64> {
    let number = folder.strip_prefix(PREFIX)?.parse().ok()?;
    (name(number) == folder).then_some(number)
}

fn name(number: u64) -> String {
    format!("{PREFIX}{number}")
}

/// A generation while it is built: a folder nobody reads, removed again unless it goes live.
#[derive(Debug)]
pub(crate) struct Building {
    index: PathBuf,
    folder: PathBuf,
    is_live: bool,
}

impl Building {
    /// An empty folder to build in. The caller is the one writer of the index.
    pub(crate) fn begin(index: &Path) -> Result<Building> {
        let folder = index.join(BUILDING);
        fs::create_dir(&folder).map_err(|e| Error::io(&folder, e))?;
        Ok(Building { index: index.to_owned(), folder, is_live: false })
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

    /// Brings what was built to the disk, makes it the live generation and removes those before it.
    pub(crate) fn publish(mut self, manifest: &Manifest) -> Result<PathBuf> {
        let path = self.folder.join(manifest::FILE);
        let bytes = serde_json::to_vec(manifest).map_err(|e| Error::io(&path, io::Error::other(e)))?;
        write(&path, &bytes)?;
        sync_folder(&self.folder)?;
        let home = self.index.join(name(manifest.generation));
        fs::rename(&self.folder, &home).map_err(|e| Error::io(&home, e))?;
        // From here on a failure leaves a generation that nobody names: the next writer removes it.
        self.is_live = true;
        sync_folder(&self.index)?;
        let mut line = format!("{} {}\n", name(manifest.generation), digest::of(&bytes));
        line.push_str(&serde_json::to_string(&manifest.roots).map_err(|e| Error::io(&path, e.into()))?);
        line.push('\n');
        let draft = self.index.join(DRAFT);
        write(&draft, line.as_bytes())?;
        let current = self.index.join(CURRENT);
        fs::rename(&draft, &current).map_err(|e| Error::io(&current, e))?;
        sync_folder(&self.index)?;
        sweep(&self.index, Some(manifest.generation));
        Ok(home)
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        if !self.is_live {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Removes what dead writers left, and generations other than the `live` one where it is known; only the one writer may.
///
/// A reader that has opened a generation keeps its files until it ends; one that is about to open it finds it gone
/// and opens the next. What cannot be removed now is removed after the next run: it serves nobody and harms nobody.
pub(crate) fn sweep(index: &Path, live: Option<u64>) {
    let is_old = |number: u64| live.is_some_and(|live| number != live);
    let Ok(entries) = fs::read_dir(index) else { return };
    for entry in entries.flatten() {
        let folder = entry.file_name();
        let Some(folder) = folder.to_str() else { continue };
        if folder == BUILDING || number(folder).is_some_and(is_old) {
            let _ = fs::remove_dir_all(entry.path());
        } else if folder == DRAFT || verify::is_draft(folder) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Removes what a writer has built so far that is going to end.
pub fn abandon(index: &Path) {
    let _ = fs::remove_dir_all(index.join(BUILDING));
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
    let ignore = index.join(IGNORE);
    if !ignore.exists() {
        fs::write(&ignore, "*\n!.gitignore\n").map_err(|e| Error::io(&ignore, e))?;
    }
    Ok(())
}

/// Writes a file and brings it to the disk.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = File::create(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|e| Error::io(path, e))
}

fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|f| f.sync_all()).map_err(|e| Error::io(folder, e))
}
