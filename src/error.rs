//! What can go wrong, with the exit code it ends in and, where there is one, the command that mends it.

use std::path::PathBuf;

/// Result of everything in this library that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Errors of the library. Every message is one line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is no text that can be decoded.
    #[error("{}: not a text file: {reason}", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// What gave it away.
        reason: String,
    },
}

impl Error {
    /// Exit status of the program that ends with this error.
    pub fn exit_code(&self) -> u8 {
        2
    }

    /// What to type next, when there is something.
    pub fn hint(&self) -> Option<String> {
        None
    }

    /// An I/O error with the path it happened at.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Error::Io { path: path.into(), source }
    }
}
