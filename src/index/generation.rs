//! Generations: an index is built beside the live one and made live by one rename.
//!
//! The index folder holds `generation-N` folders and the file `current`, which names the live one. Readers open
//! the generation that `current` names and keep to it; a writer that dies leaves the old one live.

use crate::{Error, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file that names the live generation.
const CURRENT: &str = "current";
/// The file whose lock says that a writer is at work.
const LOCK: &str = "writer.lock";
/// What the folders of generations are called, before their number.
const PREFIX: &str = "generation-";
/// What the folder of a generation is called while it is built.
const BUILDING: &str = "building";
/// Keeps the index out of version control, whatever the folder around it does.
const IGNORE: &str = ".gitignore";

/// The live generation of an index folder; `None` where there is none yet.
pub fn current(index: &Path) -> Result<Option<PathBuf>> {
    let path = index.join(CURRENT);
    let name = match fs::read_to_string(&path) {
        Ok(name) => name,
        Err(e) if matches!(e.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(e) => return Err(Error::io(path, e)),
    };
    let name = name.trim_end();
    if number(name).is_none() {
        let reason = "names no generation".to_owned();
        return Err(Error::Damaged { what: path.display().to_string(), reason });
    }
    Ok(Some(index.join(name)))
}

/// The number in the name of a generation's folder.
fn number(name: &str) -> Option<u64> {
    name.strip_prefix(PREFIX)?.parse().ok()
}

/// The one writer of an index folder, for as long as it lives.
#[derive(Debug)]
pub struct Writer {
    index: PathBuf,
    _lock: File,
}

impl Writer {
    /// Becomes the writer, making the folder if need be.
    pub fn new(index: &Path) -> Result<Writer> {
        fs::create_dir_all(index).map_err(|e| match e.kind() {
            std::io::ErrorKind::AlreadyExists => Error::io(index, std::io::Error::other("not a folder")),
            _ => Error::io(index, e),
        })?;
        let path = index.join(LOCK);
        let mut lock = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|e| Error::io(&path, e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(&path).unwrap_or_default().trim().to_owned();
                return Err(Error::Locked { index: index.into(), holder });
            }
            Err(fs::TryLockError::Error(e)) => return Err(Error::io(&path, e)),
        }
        lock.set_len(0)
            .and_then(|()| writeln!(lock, "process {}", std::process::id()))
            .map_err(|e| Error::io(&path, e))?;
        let ignore = index.join(IGNORE);
        if !ignore.exists() {
            fs::write(&ignore, "*\n!.gitignore\n").map_err(|e| Error::io(&ignore, e))?;
        }
        Ok(Writer { index: index.into(), _lock: lock })
    }

    /// An empty folder to build the next generation in, and its number.
    pub fn begin(&self) -> Result<(u64, PathBuf)> {
        let next = self.generations()?.into_iter().max().unwrap_or(0) + 1;
        let folder = self.index.join(BUILDING);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|e| Error::io(&folder, e))?;
        }
        fs::create_dir(&folder).map_err(|e| Error::io(&folder, e))?;
        Ok((next, folder))
    }

    /// Makes the generation that was built in `folder` the live one and removes those before it.
    pub fn publish(&self, generation: u64, folder: &Path) -> Result<PathBuf> {
        settle(folder)?;
        let name = format!("{PREFIX}{generation}");
        let home = self.index.join(&name);
        fs::rename(folder, &home).map_err(|e| Error::io(&home, e))?;
        let draft = self.index.join(format!("{CURRENT}.new"));
        let written = File::create(&draft).and_then(|mut file| {
            writeln!(file, "{name}")?;
            file.sync_all()
        });
        written.map_err(|e| Error::io(&draft, e))?;
        let current = self.index.join(CURRENT);
        fs::rename(&draft, &current).map_err(|e| Error::io(&current, e))?;
        sync_folder(&self.index)?;
        for old in self.generations()?.into_iter().filter(|&n| n != generation) {
            // What cannot be removed now is removed after the next run: it serves nobody and harms nobody.
            let _ = fs::remove_dir_all(self.index.join(format!("{PREFIX}{old}")));
        }
        Ok(home)
    }

    /// Numbers of the generations in the folder.
    fn generations(&self) -> Result<Vec<u64>> {
        let entries = fs::read_dir(&self.index).map_err(|e| Error::io(&self.index, e))?;
        Ok(entries.flatten().filter_map(|entry| number(entry.file_name().to_str()?)).collect())
    }
}

/// Brings every file of a folder to the disk, readable by whom the umask allows.
fn settle(folder: &Path) -> Result<()> {
    let probe = folder.join("umask");
    let file = File::create(&probe).map_err(|e| Error::io(&probe, e))?;
    let permissions = file.metadata().map_err(|e| Error::io(&probe, e))?.permissions();
    fs::remove_file(&probe).map_err(|e| Error::io(&probe, e))?;
    for entry in fs::read_dir(folder).map_err(|e| Error::io(folder, e))?.flatten() {
        let path = entry.path();
        // Tantivy writes some files for their owner alone, whatever the umask says.
        let settled = fs::set_permissions(&path, permissions.clone())
            .and_then(|()| File::open(&path))
            .and_then(|file| file.sync_all());
        settled.map_err(|e| Error::io(path, e))?;
    }
    sync_folder(folder)
}

fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|f| f.sync_all()).map_err(|e| Error::io(folder, e))
}
