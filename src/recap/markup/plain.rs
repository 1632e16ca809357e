//! Plain text: every line as typed, with no hint but its place.

use crate::recap::line::{Line, Page, Shape};

/// Reads text without markup.
pub(super) fn read(text: &str) -> Page {
    let mut page = Page::default();
    let mut blank_before = true;
    for (index, raw) in text.split('\n').enumerate() {
        let visible = raw.trim();
        if visible.is_empty() {
            blank_before = true;
            continue;
        }
        let number = index as u32 + 1;
        let mut line = Line {
            number,
            last: number,
            text: visible.to_owned(),
            shape: Shape::Text,
            blank_before,
            ..Line::default()
        };
        super::glyph::link_addresses(&mut line);
        page.lines.push(line);
        blank_before = false;
    }
    page
}
