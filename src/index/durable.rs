//! What brings files and folders to the disk.

use super::own;
use crate::{Error, Result, threads};
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
    threads::spread(paths, AT_ONCE, |paths| paths.iter().try_for_each(one)).into_iter().collect()
}
