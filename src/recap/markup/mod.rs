//! Markup to lines with hints: one reader a format, one [`Page`] for all.

mod plain;

use super::line::Page;
use crate::corpus::{Document, Format};

/// Reads the markup of a recap.
pub fn read(document: &Document) -> Page {
    match document.format {
        Format::Text => plain::read(&document.text),
        // Each format has a reader of its own here.
        _ => plain::read(&document.text),
    }
}
