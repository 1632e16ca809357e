//! Characters as a reader sees them, and the addresses that stand bare among them.

use super::limits::LONGEST_ADDRESS;
use crate::recap::markup::line::{Anchor, Line};
use regex::Regex;
use std::sync::LazyLock;

/// What becomes of a character of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
    /// It is seen, as this character.
    Visible(char),
    /// It is white space that folds; no-break spaces are not, French typography wants them kept.
    Space,
    /// It is not seen: soft hyphens, zero-width and direction signs.
    Hidden,
}

/// What becomes of `c` after `before`.
pub(super) fn of(c: char, before: Option<char>) -> Glyph {
    match c {
        ' ' | '\t' | '\n' | '\r' | '\u{0C}' | '\u{0B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Glyph::Space,
        // Joins the parts of an emoji; between letters it is a leftover.
        '\u{200D}' if before.is_some_and(is_pictograph) => Glyph::Visible(c),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Glyph::Hidden,
        // Deleted, be it by the author's keyboard or where a shortcode was blanked.
        '\u{7F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{61C}' | '\u{180E}' => Glyph::Hidden,
        c if c.is_control() => Glyph::Visible(char::REPLACEMENT_CHARACTER),
        c => Glyph::Visible(c),
    }
}

/// Bytes at the head of a text that are seen as they are: signs and spaces of ASCII, and the letters of
/// Western languages.
pub(super) fn plain_run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            b' '..=b'~' => end += 1,
            // U+00C0 to U+00FF: two bytes, the first of which begins nothing else.
            0xC3 => end += 2,
            _ => break,
        }
    }
    end
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}' | '\u{E0020}'..='\u{E007F}')
}

static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i-u:https?)://[^\s<>"«»“”|\\^`{}]+"#).ok());

/// Makes anchors of the http(s) addresses that stand bare in the text.
pub(super) fn link_addresses(line: &mut Line) {
    let Some(pattern) = ADDRESS.as_ref() else { return };
    if !line.text.contains("://") {
        return;
    }
    let mut found = Vec::new();
    let mut anchors = line.anchors.iter().peekable();
    for address in pattern.find_iter(&line.text) {
        let start = address.start();
        let end = start + own_length(address.as_str());
        while anchors.next_if(|a| a.range.end <= start).is_some() {}
        let free = anchors.peek().is_none_or(|a| a.range.start >= end);
        if free && end - start <= LONGEST_ADDRESS {
            found.push(Anchor { range: start..end, url: line.text[start..end].to_owned() });
        }
    }
    line.anchors.extend(found);
    line.anchors.sort_by_key(|a| a.range.start);
}

/// Bytes of `address` that are its own, not the sentence's: no closing punctuation, no bracket that was
/// opened before it.
fn own_length(address: &str) -> usize {
    let mut depth = [0_i32; 2];
    let mut end = address.len();
    for (at, c) in address.char_indices() {
        let (pair, step) = match c {
            '(' => (0, 1),
            ')' => (0, -1),
            '[' => (1, 1),
            ']' => (1, -1),
            _ => continue,
        };
        depth[pair] += step;
        if depth[pair] < 0 {
            end = at;
            break;
        }
    }
    let own = address.get(..end).unwrap_or(address);
    own.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_', '…', '(', '[']).len()
}
