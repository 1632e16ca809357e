//! Files to decoded text.
//!
//! A [`Document`] is one recap as it lies on disk, decoded but not otherwise changed: its lines and bytes
//! are those that a reader sees in an editor.

mod decode;
mod encoding;
mod facts;
mod read;
pub mod roots;
pub mod size;
pub mod stamp;
pub mod walk;

use crate::{Error, Result};
use std::path::Path;

pub use crate::name::shown;
pub use encoding::{Encoding, Page};
pub(crate) use read::refuse_pipe;
pub use read::{Pipes, bytes, small, text};
pub(crate) use roots::PerFolder;
pub use roots::{Corpus, Found};
pub use stamp::Stamp;
pub use walk::{Skipped, Walk, walk};

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
        Format::of_extension(path.extension()?.as_encoded_bytes())
    }

    /// The format that the end of a file's name announces.
    pub(crate) fn of_extension(extension: &[u8]) -> Option<Self> {
        let is_one_of =
            |names: &[&str]| names.iter().any(|name| extension.eq_ignore_ascii_case(name.as_bytes()));
        Format::EXTENSIONS.iter().find(|(_, names)| is_one_of(names)).map(|(format, _)| *format)
    }

    const EXTENSIONS: [(Format, &[&str]); 5] = [
        (Format::Text, &["txt", "text"]),
        (Format::Markdown, &["md", "markdown", "mdx"]),
        (Format::Html, &["html", "htm", "xhtml"]),
        (Format::Rst, &["rst"]),
        (Format::Asciidoc, &["adoc", "asciidoc"]),
    ];
}

/// One recap, decoded.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path as the corpus was named, `/`-separated.
    pub file: String,
    /// How its markup is to be read.
    pub format: Format,
    /// Label of the encoding it was decoded from: `utf-8`, `windows-1252`, …
    pub encoding: &'static str,
    /// Whether that encoding is rare and was guessed only because the text reads best in it.
    pub is_guessed: bool,
    /// Byte sequences that mean nothing in that encoding; each became U+FFFD in `text`.
    pub broken: usize,
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
        let bytes = bytes(path, walk::MAX_BYTES, Pipes::Read).map_err(|e| Error::io(path, e))?;
        Document::of_file(&bytes, path, file, None)
    }

    /// Decodes the bytes of the file at `path`, in a forced `encoding` if one is given; a byte order mark still
    /// has the last word.
    pub fn of_file(bytes: &[u8], path: &Path, file: &str, encoding: Option<Encoding>) -> Result<Self> {
        let format = Format::from_path(path).unwrap_or(Format::Text);
        Document::decode(bytes, file, format, encoding)
            .map_err(|reason| Error::NotText { path: path.into(), reason })
    }

    /// Decodes the bytes of a recap; the error is one line that says what makes them no text.
    pub fn decode(
        bytes: &[u8],
        file: &str,
        format: Format,
        encoding: Option<Encoding>,
    ) -> Result<Self, String> {
        let decoded = decode::decode(bytes, encoding, format == Format::Html)?;
        Ok(Document {
            file: file.to_owned(),
            format,
            encoding: decoded.encoding.name(),
            is_guessed: decoded.is_guessed,
            broken: decoded.broken,
            digest: blake3::hash(bytes).to_hex().to_string(),
            line_starts: decode::line_starts(bytes, decoded.encoding),
            text: decoded.text,
        })
    }
}
