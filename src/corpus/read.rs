//! From files to bytes: never more bytes than allowed, even where a file grows while it is read.

use super::walk::too_large;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

/// What to do with a path that is no regular file: a pipe, a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipes {
    /// Read it to its end: a person named it, and `recaps parse <(command)` is one.
    Read,
    /// Refuse it: it stands where a file was expected, and opening it might wait for ever.
    Refuse,
}

/// Refuses a pipe or a device in the place of a file that is about to be opened: a pipe would be waited for without end.
///
/// # Errors
/// Of kind `InvalidInput` for these; else those of looking.
pub(crate) fn refuse_pipe(path: &Path) -> Result<()> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_file() || kind.is_dir() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidInput, "not a regular file"))
}

/// The bytes of the file at `path`; an error where they are more than `max_bytes`.
pub fn bytes(path: &Path, max_bytes: u64, pipes: Pipes) -> Result<Vec<u8>> {
    if pipes == Pipes::Refuse {
        refuse_pipe(path)?;
    }
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > max_bytes {
        return Err(Error::new(ErrorKind::FileTooLarge, too_large(length, max_bytes)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default().saturating_add(1));
    // A file may grow while it is read, and a device has no length.
    file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes {
        return Err(Error::new(ErrorKind::FileTooLarge, too_large(bytes.len() as u64, max_bytes)));
    }
    Ok(bytes)
}

/// The bytes of a file that is no recap, for which `--max-filesize` says nothing: settings, a glossary, a programme.
pub fn small(path: &Path, max_bytes: u64, pipes: Pipes) -> Result<Vec<u8>> {
    bytes(path, max_bytes, pipes).map_err(|error| match error.kind() {
        ErrorKind::FileTooLarge => {
            Error::new(error.kind(), format!("larger than {} MB", max_bytes.div_ceil(1 << 20)))
        }
        _ => error,
    })
}

/// The same as a text.
pub fn text(path: &Path, max_bytes: u64, pipes: Pipes) -> Result<String> {
    String::from_utf8(small(path, max_bytes, pipes)?)
        .map_err(|_| Error::new(ErrorKind::InvalidData, "not UTF-8"))
}
