//! Markup to lines with hints: one reader a format, one [`Page`] for all.

mod asciidoc;
mod caption;
mod compose;
mod contents;
mod front_matter;
mod glyph;
mod html;
mod inline;
mod limits;
pub mod line;
mod markdown;
pub(in crate::recap) mod metadata;
mod plain;
mod rst;
mod shortcode;
pub(in crate::recap) mod sidecar;

use crate::corpus::{Document, Format};
pub use limits::excess;
use line::Page;

/// Reads the markup of a recap.
pub fn read(document: &Document) -> Page {
    match document.format {
        Format::Text => plain::read(&document.text),
        Format::Markdown => markdown::read(&document.text),
        Format::Html => html::read(&document.text),
        Format::Rst => rst::read(&document.text),
        Format::Asciidoc => asciidoc::read(&document.text),
    }
}

/// Offsets into a text to line numbers, lines cut at `\n` alone.
#[derive(Clone, Debug, Default)]
struct LineIndex {
    newlines: Vec<usize>,
}

impl LineIndex {
    fn new(text: &str) -> Self {
        LineIndex { newlines: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// The line, from 1, that the byte at `offset` stands on.
    fn line_of(&self, offset: usize) -> u32 {
        self.newlines.partition_point(|&at| at < offset) as u32 + 1
    }
}
