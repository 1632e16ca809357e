//! What brings files and folders to the disk.

use super::own;
use crate::{Error, Result};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// As many files are brought to the disk at once.
const AT_ONCE: usize = 16;

/// Writes a file; no link is followed. It is on the disk once [`bring`] was told of it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    own::set_aside(path).and_then(|()| own::create(path)?.write_all(bytes)).map_err(|e| Error::io(path, e))
}

/// Brings files and folders to the disk, in no order. They are asked for at once: a file system that keeps a journal writes it for
/// all that wait, where it would write it for each that is asked for alone.
pub(super) fn bring(paths: &[PathBuf]) -> Result<()> {
    let one = |path: &PathBuf| {
        File::open(path).and_then(|file| file.sync_all()).map_err(|error| Error::io(path, error))
    };
    let all = |paths: &[PathBuf]| paths.iter().try_for_each(one);
    let Some((first, rest)) = paths.split_at_checked(paths.len().div_ceil(AT_ONCE)) else { return Ok(()) };
    std::thread::scope(|scope| {
        let others: Vec<_> = rest
            .chunks(first.len().max(1))
            .map(|paths| (paths, std::thread::Builder::new().spawn_scoped(scope, move || all(paths))))
            .collect();
        let mut brought = all(first);
        for (paths, other) in others {
            // Where no thread can be had, or one failed, the work is done here.
            let asked = other.ok().and_then(|other| other.join().ok());
            brought = brought.and(asked.unwrap_or_else(|| all(paths)));
        }
        brought
    })
}
