//! The last steps on each line and on the lines of a page: the form that is promised, and which lines of
//! the file show nothing.

use super::glyph;
use crate::recap::markup::line::{Line, Page};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Brings a line that was written to the form that is promised; `false` where nothing is left of it.
pub(super) fn finish_line(line: &mut Line) -> bool {
    normalise(line);
    line.text.truncate(line.text.trim_end().len());
    let lead = line.text.len() - line.text.trim_start().len();
    line.text.drain(..lead);
    let end = line.text.len();
    line.bold = line.bold.saturating_sub(lead).min(end);
    line.slant = line.slant.saturating_sub(lead).min(end);
    for anchor in &mut line.anchors {
        anchor.range.start = anchor.range.start.saturating_sub(lead).min(end);
        anchor.range.end = anchor.range.end.saturating_sub(lead).min(end);
    }
    line.anchors.retain(|a| !a.range.is_empty());
    line.last = line.last.max(line.number);
    glyph::link_addresses(line);
    !line.text.is_empty()
}

/// Marks the lines that have an empty line of the file right before them.
pub(super) fn mark_blank_lines(lines: &mut [Line], text: &str) {
    let mut coming = lines.iter_mut().peekable();
    let mut blank = true;
    for (index, raw) in text.split('\n').enumerate() {
        while let Some(line) = coming.next_if(|line| line.number as usize <= index + 1) {
            line.blank_before |= blank && line.number as usize == index + 1;
        }
        blank = raw.trim().is_empty();
    }
}

/// Removes the first `length` bytes of a line, and the white space after them.
pub(super) fn drop_prefix(line: &mut Line, length: usize) {
    let rest = line.text.get(length..).unwrap_or_default().trim_start();
    let gone = line.text.len() - rest.len();
    line.text = rest.to_owned();
    line.bold = line.bold.saturating_sub(gone);
    line.slant = line.slant.saturating_sub(gone);
    for anchor in &mut line.anchors {
        anchor.range = anchor.range.start.saturating_sub(gone)..anchor.range.end.saturating_sub(gone);
    }
    line.anchors.retain(|anchor| !anchor.range.is_empty());
}

/// Keeps the first `length` bytes of a line, less the white space at their end.
pub(super) fn keep_prefix(line: &mut Line, length: usize) {
    let end = line.text.get(..length).map_or(line.text.len(), |text| text.trim_end().len());
    if end == 0 {
        return;
    }
    line.text.truncate(end);
    line.bold = line.bold.min(end);
    line.slant = line.slant.min(end);
    for anchor in &mut line.anchors {
        anchor.range.end = anchor.range.end.min(end);
    }
    line.anchors.retain(|anchor| anchor.range.start < anchor.range.end);
}

/// A page of lines, with the lines of `text` that are neither empty nor shown.
pub(super) fn page_of(lines: Vec<Line>, text: &str) -> Page {
    let mut hidden: Vec<(u32, u32)> = Vec::new();
    let mut shown = 0_u32;
    let mut coming = lines.iter().peekable();
    for (index, raw) in text.split('\n').enumerate() {
        let number = index as u32 + 1;
        while let Some(line) = coming.next_if(|line| line.number <= number) {
            shown = shown.max(line.last);
        }
        if number <= shown || raw.trim().is_empty() {
            continue;
        }
        match hidden.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => hidden.push((number, number)),
        }
    }
    Page { lines, hidden, ..Page::default() }
}

/// NFC, with bold and anchors kept on the text they were on.
fn normalise(line: &mut Line) {
    // Letters up to U+0300 and the usual typography are composed whatever stands around them; the former show
    // by their first bytes.
    let plain = |c: char| c < '\u{300}' || ('\u{2010}'..='\u{206F}').contains(&c);
    let near = line.text.bytes().all(|b| b < 0xCC);
    if near || line.text.chars().all(plain) || is_nfc_quick(line.text.chars()) == IsNormalized::Yes {
        return;
    }
    let mut marks: Vec<usize> = line.anchors.iter().flat_map(|a| [a.range.start, a.range.end]).collect();
    marks.extend([line.bold, line.slant]);
    marks.sort_unstable();
    marks.dedup();
    // Piece by piece first, so that each mark moves with the text before it.
    let (mut text, mut moved, mut from) = (String::with_capacity(line.text.len()), Vec::new(), 0);
    for &mark in &marks {
        text.extend(line.text.get(from..mark).unwrap_or_default().nfc());
        moved.push(text.len());
        from = mark;
    }
    text.extend(line.text.get(from..).unwrap_or_default().nfc());
    // Then as a whole: a sign may combine with a letter on the other side of a mark.
    let whole: String = text.nfc().collect();
    let place = |mark: usize| {
        let index = marks.binary_search(&mark).unwrap_or(0);
        whole.floor_char_boundary(moved.get(index).copied().unwrap_or(0))
    };
    line.bold = place(line.bold);
    line.slant = place(line.slant);
    for anchor in &mut line.anchors {
        anchor.range = place(anchor.range.start)..place(anchor.range.end);
    }
    line.text = whole;
}
