//! Paths given to recap files, in one order whatever the file system says.
//!
//! Only regular files are ever opened: a pipe would wait for ever, a device never end.

use super::{Format, size};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Files above this many bytes are not read unless told otherwise.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What a corpus holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Recaps, sorted by path, each once.
    pub files: Vec<PathBuf>,
    /// What stood in the way, sorted by path.
    pub skipped: Vec<Skipped>,
}

/// A file or folder that was not taken, though its name or the person who named it called for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Where it is.
    pub path: PathBuf,
    /// Why it was not taken: one line.
    pub reason: String,
}

/// Finds the recaps in `paths`: a file named is taken whatever its extension, a folder is searched for
/// names that a recap can have. Files of more than `max_bytes` are skipped.
pub fn walk<P: AsRef<Path>>(paths: &[P], max_bytes: u64) -> Walk {
    let mut files = BTreeSet::new();
    let mut skipped = BTreeSet::new();
    for path in paths.iter().map(AsRef::as_ref) {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => search(path, max_bytes, &mut files, &mut skipped),
            _ => take(path, max_bytes, &mut files, &mut skipped),
        }
    }
    Walk { files: files.into_iter().collect(), skipped: skipped.into_iter().collect() }
}

fn search(root: &Path, max_bytes: u64, files: &mut BTreeSet<PathBuf>, skipped: &mut BTreeSet<Skipped>) {
    let entries = WalkDir::new(root)
        .follow_links(true)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()));
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {
                if entry.depth() > 0 && may_be_recap(entry.path()) {
                    skip(entry.path(), "a folder named like a recap", skipped);
                }
            }
            Ok(entry) if may_be_recap(entry.path()) => take(entry.path(), max_bytes, files, skipped),
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(root).to_path_buf();
                let broken_link = path.symlink_metadata().is_ok_and(|m| m.is_symlink());
                if error.loop_ancestor().is_none() && broken_link && !may_be_recap(&path) {
                    continue;
                }
                skip(&path, &reason_of(&error), skipped);
            }
        }
    }
}

fn take(path: &Path, max_bytes: u64, files: &mut BTreeSet<PathBuf>, skipped: &mut BTreeSet<Skipped>) {
    match std::fs::metadata(path) {
        Err(error) => skip(path, &error.to_string(), skipped),
        Ok(meta) if !meta.is_file() => skip(path, "not a regular file", skipped),
        Ok(meta) if meta.len() > max_bytes => {
            skip(path, &too_large(meta.len(), max_bytes), skipped);
        }
        // Permissions are best asked of the system that grants them.
        Ok(_) => match std::fs::File::open(path) {
            Err(error) => skip(path, &error.to_string(), skipped),
            Ok(_) => drop(files.insert(path.to_path_buf())),
        },
    }
}

/// Why a file of more than `max_bytes` is not read.
pub(super) fn too_large(bytes: u64, max_bytes: u64) -> String {
    format!("{bytes} bytes, more than the {} that --max-filesize allows", size::shown(max_bytes))
}

fn skip(path: &Path, reason: &str, skipped: &mut BTreeSet<Skipped>) {
    skipped.insert(Skipped { path: path.to_path_buf(), reason: reason.to_owned() });
}

fn reason_of(error: &walkdir::Error) -> String {
    match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => format!("a link back to {}", ancestor.display()),
        (None, Some(io)) => io.to_string(),
        (None, None) => "unreadable".to_owned(),
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Whether a file found in a folder has the name of a recap. A README tells about the corpus, and
/// `name.recap.toml` about the recap beside it.
pub(crate) fn may_be_recap(path: &Path) -> bool {
    let readme = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    !readme && Format::from_path(path).is_some()
}

/// The name by which the corpus knows the file at `path`: `/`-separated, bytes that are no UTF-8 replaced.
pub fn label(path: &Path) -> String {
    let parts = path.components().filter(|c| !matches!(c, std::path::Component::CurDir));
    let mut label = String::new();
    for part in parts {
        if !label.is_empty() && !label.ends_with('/') {
            label.push('/');
        }
        match part {
            std::path::Component::RootDir => label.push('/'),
            other => label.push_str(&other.as_os_str().to_string_lossy()),
        }
    }
    label
}
