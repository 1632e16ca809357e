//! File to cut: a recap and the sidecar beside it.

use crate::corpus::roots::Found;
use crate::corpus::walk::MAX_BYTES;
use crate::corpus::{Document, Pipes, bytes, stamp};
use crate::recap::markup::excess;
use crate::recap::{Cut, Sidecar, cut_with};
use crate::{Error, Result};
use encoding_rs::Encoding;
use std::io::ErrorKind;
use std::path::Path;

/// Sidecars above this many bytes are refused: a person writes them.
const MAX_SIDECAR: u64 = 1024 * 1024;

/// Reads the recap at `path`, known as `file`, in a forced encoding if one is given, and cuts it as far as
/// `name.recap.toml` beside it leaves open. Who names a pipe means it.
pub fn read(path: &Path, file: &str, encoding: Option<&'static Encoding>) -> Result<(Document, Cut)> {
    read_within(path, file, encoding, MAX_BYTES)
}

/// As [`read`], for files of up to `max_filesize` bytes.
pub fn read_within(
    path: &Path,
    file: &str,
    encoding: Option<&'static Encoding>,
    max_filesize: u64,
) -> Result<(Document, Cut)> {
    let raw = bytes(path, max_filesize, Pipes::Read).map_err(|e| Error::io(path, e))?;
    cut_file(&raw, path, file, encoding)
}

/// Reads a recap that was found in a corpus. What has grown since above `max_filesize` bytes, or is no file any
/// more, is an error.
pub fn read_found(found: &Found, max_filesize: u64) -> Result<(Document, Cut)> {
    let raw = bytes(&found.path, max_filesize, Pipes::Refuse).map_err(|e| Error::io(&found.path, e))?;
    cut_file(&raw, &found.path, &found.file, None)
}

fn cut_file(
    raw: &[u8],
    path: &Path,
    file: &str,
    encoding: Option<&'static Encoding>,
) -> Result<(Document, Cut)> {
    let document = Document::of_file(raw, path, file, encoding)?;
    if let Some(excess) = excess(&document) {
        return Err(unreadable(path, excess));
    }
    let sidecar = sidecar(&stamp::sidecar(path), &document)?;
    let cut = cut_with(&document, &sidecar);
    if cut.truncated {
        return Err(unreadable(path, "more lines than a recap may have".to_owned()));
    }
    Ok((document, cut))
}

fn unreadable(path: &Path, reason: String) -> Error {
    Error::io(path, std::io::Error::new(ErrorKind::FileTooLarge, reason))
}

/// Reads what lies beside a recap.
fn sidecar(path: &Path, document: &Document) -> Result<Sidecar> {
    let text = bytes(path, MAX_SIDECAR, Pipes::Refuse)
        .and_then(|raw| String::from_utf8(raw).map_err(|e| std::io::Error::new(ErrorKind::InvalidData, e)));
    let text = match text {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Sidecar::default()),
        Err(e) => return Err(Error::io(path, e)),
    };
    let lines = document.line_starts.len().saturating_sub(1) as u32;
    Sidecar::parse(&text, lines).map_err(|fault| Error::BadLine {
        path: path.into(),
        line: fault.line as usize,
        reason: fault.message,
    })
}
