//! File to cut: a recap and the sidecar beside it.

use crate::corpus::Document;
use crate::recap::{Cut, Sidecar, cut_with};
use crate::{Error, Result};
use encoding_rs::Encoding;
use std::path::Path;

/// Reads the recap at `path`, known as `file`, in a forced encoding if one is given, and cuts it as far as
/// `name.recap.toml` beside it leaves open.
pub fn read(path: &Path, file: &str, encoding: Option<&'static Encoding>) -> Result<(Document, Cut)> {
    let document = Document::read_as(path, file, encoding)?;
    let beside = Sidecar::path(path);
    let sidecar = match std::fs::read_to_string(&beside) {
        Ok(text) => {
            let lines = document.line_starts.len().saturating_sub(1) as u32;
            Sidecar::parse(&text, lines).map_err(|fault| Error::BadLine {
                path: beside,
                line: fault.line as usize,
                reason: fault.message,
            })?
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Sidecar::default(),
        Err(e) => return Err(Error::io(beside, e)),
    };
    let cut = cut_with(&document, &sidecar);
    Ok((document, cut))
}
