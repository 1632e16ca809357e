//! Files to decoded text.
//!
//! A [`Document`] is one recap as it lies on disk, decoded but not otherwise changed: its lines and bytes
//! are those that a reader sees in an editor.

use crate::{Error, Result};
use std::path::Path;

/// How the markup of a recap is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, front matter included.
    Markdown,
    /// An HTML page.
    Html,
    /// reStructuredText.
    Rst,
    /// AsciiDoc.
    Asciidoc,
}

impl Format {
    /// The name that stands for this format in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Rst => "rst",
            Format::Asciidoc => "adoc",
        }
    }

    /// The format that a file's name announces; `None` where no recap has such a name.
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" => Format::Text,
            "md" | "markdown" | "mdx" => Format::Markdown,
            "html" | "htm" | "xhtml" => Format::Html,
            "rst" => Format::Rst,
            "adoc" | "asciidoc" => Format::Asciidoc,
            _ => return None,
        })
    }
}

/// One recap, decoded.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path as the corpus was named, `/`-separated.
    pub file: String,
    /// How its markup is to be read.
    pub format: Format,
    /// Label of the encoding it was decoded from.
    pub encoding: &'static str,
    /// BLAKE3 of the raw bytes, hexadecimal.
    pub digest: String,
    /// The decoded text, byte order mark off, line ends as they are.
    pub text: String,
    /// Offsets into the raw bytes where each line begins, and the length of the file at the end.
    pub line_starts: Vec<u64>,
}

impl Document {
    /// Reads and decodes the recap at `path`, which will be known as `file`.
    pub fn read(path: &Path, file: &str) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let format = Format::from_path(path).unwrap_or(Format::Text);
        let text = String::from_utf8(bytes)
            .map_err(|e| Error::NotText { path: path.into(), reason: e.to_string() })?;
        let mut line_starts: Vec<u64> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i as u64 + 1)).collect();
        line_starts.push(text.len() as u64);
        Ok(Document {
            file: file.to_owned(),
            format,
            encoding: "utf-8",
            digest: blake3::hash(text.as_bytes()).to_hex().to_string(),
            text,
            line_starts,
        })
    }
}
