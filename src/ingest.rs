//! File to cut: a recap and the sidecar beside it.

use crate::corpus::roots::Found;
use crate::corpus::walk::MAX_BYTES;
use crate::corpus::{Document, Encoding, Pipes, bytes, stamp};
use crate::panics::caught;
use crate::recap::markup::excess;
use crate::recap::{Cut, Sidecar, cut_with};
use crate::{Error, Result};
use std::io::ErrorKind;
use std::path::Path;

/// Sidecars above this many bytes are refused: a person writes them.
const MAX_SIDECAR: u64 = 1024 * 1024;

/// Reads the recap at `path`, known as `file`, in a forced encoding if one is given, and cuts it as far as
/// `name.recap.toml` beside it leaves open. Who names a pipe means it.
pub fn read(path: &Path, file: &str, encoding: Option<Encoding>) -> Result<(Document, Cut)> {
    read_within(path, file, encoding, MAX_BYTES)
}

/// As [`read`], for files of up to `max_filesize` bytes.
pub fn read_within(
    path: &Path,
    file: &str,
    encoding: Option<Encoding>,
    max_filesize: u64,
) -> Result<(Document, Cut)> {
    Raw::load(path, max_filesize, Pipes::Read)?.cut(path, file, encoding)
}

/// Reads a recap that was found in a corpus. What has grown since above `max_filesize` bytes, or is no file any
/// more, is an error.
pub fn read_found(found: &Found, max_filesize: u64) -> Result<(Document, Cut)> {
    Raw::of_found(found, max_filesize)?.cut(&found.path, &found.file, None)
}

/// The bytes of a recap and of the sidecar beside it, each read once: what is remembered of them is what was cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// Of the recap.
    pub recap: Vec<u8>,
    /// Of the sidecar; `None` where there is none.
    pub sidecar: Option<Vec<u8>>,
}

impl Raw {
    /// Reads a recap that was found in a corpus.
    ///
    /// # Errors
    /// I/O errors: another time it may be read. What the bytes say is no matter yet.
    pub fn of_found(found: &Found, max_filesize: u64) -> Result<Raw> {
        Raw::load(&found.path, max_filesize, Pipes::Refuse)
    }

    fn load(path: &Path, max_filesize: u64, pipes: Pipes) -> Result<Raw> {
        let recap = bytes(path, max_filesize, pipes).map_err(|e| Error::io(path, e))?;
        let beside = stamp::sidecar(path);
        let sidecar = match bytes(&beside, MAX_SIDECAR, Pipes::Refuse) {
            Ok(sidecar) => Some(sidecar),
            Err(e) if e.kind() == ErrorKind::NotFound => None,
            Err(e) => return Err(Error::io(beside, e)),
        };
        Ok(Raw { recap, sidecar })
    }

    /// Decodes and cuts a recap. The same bytes always come to the same, an error too. A recap that the program fails on is
    /// one that cannot be read: it must not keep others from being read.
    pub fn cut(&self, path: &Path, file: &str, encoding: Option<Encoding>) -> Result<(Document, Cut)> {
        caught(Some(path.to_owned()), || self.cut_unguarded(path, file, encoding))
    }

    fn cut_unguarded(&self, path: &Path, file: &str, encoding: Option<Encoding>) -> Result<(Document, Cut)> {
        let document = Document::of_file(&self.recap, path, file, encoding)?;
        if let Some(excess) = excess(&document) {
            return Err(unreadable(path, excess));
        }
        let sidecar = match &self.sidecar {
            Some(raw) => sidecar(raw, &stamp::sidecar(path), &document)?,
            None => Sidecar::default(),
        };
        let cut = cut_with(&document, &sidecar);
        if cut.truncated {
            return Err(unreadable(path, "more lines than a recap may have".to_owned()));
        }
        Ok((document, cut))
    }
}

fn unreadable(path: &Path, reason: String) -> Error {
    Error::io(path, std::io::Error::new(ErrorKind::FileTooLarge, reason))
}

/// What lies beside a recap.
fn sidecar(raw: &[u8], path: &Path, document: &Document) -> Result<Sidecar> {
    let text = std::str::from_utf8(raw).map_err(|e| Error::BadLine {
        path: path.into(),
        line: 1 + raw[..e.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count(),
        reason: "not in UTF-8".to_owned(),
    })?;
    let lines = document.line_starts.len().saturating_sub(1) as u32;
    Sidecar::parse(text, lines).map_err(|fault| Error::BadLine {
        path: path.into(),
        line: fault.line as usize,
        reason: fault.message,
    })
}
