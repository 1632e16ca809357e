//! Errors of the system and of Tantivy, each with the file it happened at: what is a fault of the disk, and what shows that an
//! index is damaged.

use super::Error;
use crate::name::shown;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

impl Error {
    /// An I/O error with the path it happened at; where there was no room, with the room there is.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        if let Some(damaged) = NotAsWritten::inside(&source) {
            return damaged;
        }
        let path = path.into();
        let source = match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => match free_space(&path) {
                Some(bytes) => {
                    let free = bytes >> 10;
                    std::io::Error::new(source.kind(), format!("{source}: {free} KiB are free there"))
                }
                None => source,
            },
            ErrorKind::FileTooLarge if source.raw_os_error().is_some() => std::io::Error::new(
                source.kind(),
                format!("{source}: larger than files may be here (see ulimit -f)"),
            ),
            _ => source,
        };
        Error::Io { path, source }
    }

    /// An error of reading a file of an index: what cannot be what was written is damage.
    pub(crate) fn of_index(path: &Path, source: std::io::Error) -> Self {
        match source.kind() {
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof if NotAsWritten::inside(&source).is_none() => {
                Error::Damaged { what: shown(path), reason: source.to_string() }
            }
            ErrorKind::IsADirectory => Error::Damaged { what: shown(path), reason: "a folder".to_owned() },
            _ => Error::io(path, source),
        }
    }

    /// An error of Tantivy while it writes into the folder `folder`: there is nothing yet that could be damaged. What its
    /// threads report has become a text by then; the number of the system's error is still in it.
    pub fn from_tantivy_writer(folder: &Path, error: tantivy::TantivyError) -> Self {
        let is_damage = Error::inside(&error).is_some_and(|source| NotAsWritten::inside(source).is_some());
        match Error::from_tantivy(folder, error) {
            Error::Damaged { reason, .. } if !is_damage => {
                let number = reason.split_once("(os error ").and_then(|(_, rest)| rest.split_once(')'));
                let source = match number.and_then(|(number, _)| number.parse().ok()) {
                    Some(number) => std::io::Error::from_raw_os_error(number),
                    None => std::io::Error::other(reason),
                };
                Error::io(folder, source)
            }
            error => error,
        }
    }

    /// The error of I/O that an error of Tantivy holds.
    fn inside(error: &tantivy::TantivyError) -> Option<&std::io::Error> {
        use tantivy::TantivyError as Tantivy;
        use tantivy::directory::error::OpenReadError;
        match error {
            Tantivy::IoError(source) => Some(source),
            Tantivy::OpenReadError(OpenReadError::IoError { io_error, .. }) => Some(io_error),
            _ => None,
        }
    }

    /// An error of Tantivy in the folder `folder`. What is no I/O error can only be damage: the library never asks for
    /// what a sound index of the right version does not have.
    pub fn from_tantivy(folder: &Path, error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError as Tantivy;
        use tantivy::directory::error::{OpenDirectoryError, OpenReadError, OpenWriteError};
        let (path, source) = match &error {
            Tantivy::IoError(source) => (None, source),
            Tantivy::OpenReadError(OpenReadError::IoError { io_error, filepath })
            | Tantivy::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
                (Some(filepath), io_error)
            }
            Tantivy::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => (None, io_error),
            _ => return Error::Damaged { what: shown(folder), reason: error.to_string() },
        };
        if let Some(damaged) = NotAsWritten::inside(source) {
            return damaged;
        }
        let path = path.map_or_else(|| folder.to_owned(), |file| folder.join(file));
        match source.kind() {
            // These say of a file that it is not what it ought to be.
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
                Error::Damaged { what: shown(&path), reason: source.to_string() }
            }
            // With the number that the system gave it, as long as there is one, an error keeps its kind.
            kind => match source.raw_os_error() {
                Some(number) => Error::io(path, std::io::Error::from_raw_os_error(number)),
                None => Error::io(path, std::io::Error::new(kind, source.to_string())),
            },
        }
    }
}

/// A file of an index turned out not to be as it was written while it was read. It passes through Tantivy inside an error
/// of I/O.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", shown(path))]
pub(crate) struct NotAsWritten {
    /// The file.
    pub(crate) path: PathBuf,
    /// How it shows.
    pub(crate) reason: String,
}

impl NotAsWritten {
    /// The reason where the bytes are other ones.
    pub(crate) const CONTENTS: &str = "not as it was written";

    /// The error that an error of I/O holds, if it holds this one.
    fn inside(error: &std::io::Error) -> Option<Error> {
        let NotAsWritten { path, reason } = error.get_ref()?.downcast_ref()?;
        Some(Error::Damaged { what: shown(path), reason: reason.clone() })
    }
}

impl From<NotAsWritten> for std::io::Error {
    fn from(error: NotAsWritten) -> Self {
        std::io::Error::new(ErrorKind::InvalidData, error)
    }
}

/// Bytes that are free where a file is to be written; `None` where the system does not say.
fn free_space(path: &Path) -> Option<u64> {
    let there = path.ancestors().find(|folder| folder.is_dir())?;
    let space = rustix::fs::statvfs(there).ok()?;
    Some(space.f_bavail.saturating_mul(space.f_frsize))
}
