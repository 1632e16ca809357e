//! Markup to lines with hints: one reader a format, one [`Page`] for all.

mod address;
mod asciidoc;
mod caption;
mod compose;
mod contents;
mod definition;
mod dialect;
mod edn;
mod embed;
mod fields;
mod finish;
mod footnotes;
mod front_matter;
mod glyph;
mod heading;
mod html;
mod inline;
mod limits;
pub mod line;
mod markdown;
pub(in crate::recap) mod metadata;
mod plain;
mod records;
mod rst;
mod shortcode;
pub(in crate::recap) mod sidecar;
mod wiki;

use crate::corpus::{Document, Format};
pub use limits::excess;
use line::Page;

/// Reads the markup of a recap.
pub fn read(document: &Document) -> Page {
    let text = document.text.as_str();
    let typed = matches!(document.format, Format::Text | Format::Markdown);
    let mut page = match (document.format, if typed { wiki::dialect(text) } else { None }) {
        (_, Some(dialect)) => wiki::read(text, dialect),
        (Format::Text, _) => plain::read(text),
        (Format::Markdown, _) => markdown::read(text),
        (Format::Html, _) => html::read(text),
        (Format::Rst, _) => rst::read(text),
        (Format::Asciidoc, _) => asciidoc::read(text),
    };
    footnotes::place(&mut page, text);
    records::split(&mut page);
    limits::bound(&mut page.metadata);
    page
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
