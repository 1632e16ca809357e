//! The files of an index folder that this program may write and remove.
//!
//! A folder may hold more than an index: `--index` names what a person typed. So nothing goes by its name alone: a
//! generation is known by its manifest, its segments or the mark of one that is being built. No link is followed for
//! writing: an index folder may come from elsewhere, with links that lead anywhere.

use super::manifest;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The file that marks the folder of a generation while it is built.
pub(super) const MARK: &str = ".recaps";
/// Hexadecimal digits that the names of a segment's files begin with.
const SEGMENT_NAME: usize = 32;

/// Whether a folder is a generation, whole, damaged or unfinished.
pub(super) fn is_generation(folder: &Path) -> bool {
    if !is_folder(folder) {
        return false;
    }
    is_file(&folder.join(MARK)) || is_manifest(&folder.join(manifest::FILE)) || holds_segment(folder)
}

/// Removes the folder of a generation. What it is known by goes last: the next run knows what is left by one that ends
/// on the way.
pub(super) fn remove_generation(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if [MARK, manifest::FILE].iter().any(|sign| entry.file_name() == *sign) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_dir_all(folder)
}

fn is_manifest(path: &Path) -> bool {
    is_file(path) && begins_with(path, b"{\"versions\":")
}

fn holds_segment(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let (name, after) = name.as_encoded_bytes().split_at(name.len().min(SEGMENT_NAME));
        name.len() == SEGMENT_NAME && name.iter().all(u8::is_ascii_hexdigit) && after.starts_with(b".")
    })
}

/// Whether a file is one of ours that was not finished: it begins as they do, or nothing was written yet.
pub(super) fn is_draft(path: &Path, beginning: &str) -> bool {
    let is_empty = || fs::symlink_metadata(path).is_ok_and(|metadata| metadata.len() == 0);
    is_file(path) && (is_empty() || begins_with(path, beginning.as_bytes()))
}

fn begins_with(path: &Path, beginning: &[u8]) -> bool {
    let mut head = vec![0; beginning.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok_and(|()| head == beginning)
}

/// Whether there is a folder at `path`, and no link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Whether there is a regular file at `path`, and no link to one.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Opens a file for writing, making it if need be; what is there must be a regular file, and no link.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        // A pipe must not be waited for either.
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32);
    }
    let refused = |what: &str| io::Error::other(format!("{what} stands in its place and is left alone"));
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_symlink() => return Err(refused("a link")),
        Ok(there) if there.is_dir() => return Err(refused("a folder")),
        Ok(there) if !there.is_file() => return Err(refused("no regular file")),
        _ => {}
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refused("no regular file")) }
}

/// Opens an empty file for writing, under the same conditions.
pub(super) fn create(path: &Path) -> io::Result<File> {
    let file = open(path)?;
    file.set_len(0)?;
    Ok(file)
}

/// Moves a folder that stands in the place of a file of an index to a name that is free: what is in it is not ours.
pub(super) fn set_aside(path: &Path) -> io::Result<()> {
    if !is_folder(path) {
        return Ok(());
    }
    let mut number = 0;
    loop {
        number += 1;
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".aside-{number}"));
        let aside = PathBuf::from(name);
        if fs::symlink_metadata(&aside).is_err() {
            return fs::rename(path, aside);
        }
    }
}
