//! Lines of text on a frame, with the marks of a query in them.

use crate::output::terminal::safe;
use crate::snippet::Mark;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::ops::Range;

/// Writes one line of an area; nothing where the area does not reach so far.
pub(super) fn line(frame: &mut Frame<'_>, area: Rect, row: usize, line: &Line<'_>) {
    if let Some(row) = u16::try_from(row).ok().filter(|row| *row < area.height && area.width > 0) {
        frame.buffer_mut().set_line(area.x, area.y + row, line, area.width);
    }
}

/// A part of a text in pieces, marked or not.
pub(super) fn pieces<'t>(
    text: &'t str,
    range: Range<usize>,
    marks: &[Mark],
    plain: Style,
    marked: Style,
) -> Vec<Span<'t>> {
    let mut pieces = Vec::new();
    let mut at = range.start;
    for mark in marks.iter().filter(|mark| overlaps(mark, &range)) {
        let (start, end) = (mark.range.start.max(at), mark.range.end.min(range.end));
        pieces.push(Span::styled(safe(&text[at..start]), plain));
        pieces.push(Span::styled(safe(&text[start..end]), plain.patch(marked)));
        at = end;
    }
    pieces.push(Span::styled(safe(&text[at..range.end]), plain));
    pieces
}

/// Whether a mark lies in a part of a text.
pub(super) fn overlaps(mark: &Mark, range: &Range<usize>) -> bool {
    mark.range.start < range.end && mark.range.end > range.start
}
