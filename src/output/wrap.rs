//! Text to lines of a width.

use super::terminal::safe;
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// A terminal narrower than this is written to as if it were this wide, in columns.
const NARROWEST: usize = 40;
/// Lines are no longer than this, in columns, however wide the terminal is: longer ones are hard to read.
pub(crate) const WIDEST: usize = 100;

/// Columns that prose is wrapped to on something `width` columns wide; `None` leaves lines as long as they are.
pub(crate) fn columns(width: Option<usize>) -> Option<usize> {
    width.map(|width| width.clamp(NARROWEST, WIDEST))
}

/// Bytes of the lines that `text` is wrapped to, `room` columns wide. Lines break at spaces alone, so that an id, an address or
/// a command stays whole. Words that are wider than a line are cut where `cut` allows it, at their signs if they have some; else
/// they stand out.
pub(crate) fn wrap(text: &str, room: usize, cut: bool) -> Vec<Range<usize>> {
    let room = room.max(1);
    if text.width() <= room {
        return vec![0..text.len()];
    }
    let is_cut = cut && text.split(' ').any(|word| word.width() > room);
    let separator = if is_cut { textwrap::WordSeparator::new() } else { textwrap::WordSeparator::AsciiSpace };
    let options = textwrap::Options::new(room)
        .break_words(cut)
        .word_separator(separator)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(text, options);
    // Without indents and hyphens every line is a piece of the text: its place is where it lies.
    let mut at = 0;
    lines
        .iter()
        .map(|line| {
            let start = at + text[at..].find(line.as_ref()).unwrap_or(0);
            at = start + line.len();
            start..at
        })
        .collect()
}

/// Writes `text` in lines of `room` columns: the first goes on where the cursor is, those below begin behind `indent`.
pub(crate) fn hung(out: &mut dyn Write, indent: &str, text: &str, room: usize) -> io::Result<()> {
    for (at, line) in wrap(text, room, false).into_iter().enumerate() {
        let indent = if at == 0 { "" } else { indent };
        writeln!(out, "{indent}{}", safe(&text[line]))?;
    }
    Ok(())
}

/// Writes `text` wrapped to `room` columns, each line behind `indent`.
pub(crate) fn below(out: &mut dyn Write, indent: &str, text: &str, room: usize) -> io::Result<()> {
    write!(out, "{indent}")?;
    hung(out, indent, text, room.saturating_sub(indent.width()))
}

/// Columns of the mark that a text begins with, as an item of a list does ("- ", "• ", "12. "), with the space behind it: the
/// lines below it begin there too.
pub(crate) fn hang(text: &str) -> usize {
    let Some((mark, _)) = text.split_once(' ') else { return 0 };
    let digits = mark.trim_end_matches(['.', ')']);
    let is_number = digits.len() + 1 == mark.len() && (1..=3).contains(&digits.len());
    let is_mark = matches!(mark, "-" | "*" | "+" | "•" | "–" | "—" | "◦" | "‣" | "▪" | ">")
        || is_number && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_mark { mark.width() + 1 } else { 0 }
}
