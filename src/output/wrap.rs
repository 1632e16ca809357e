//! Text to lines of a width.

use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Bytes of the lines that `text` is wrapped to, `room` columns wide; words that are wider are cut where `cut` allows
/// it, else stand out.
pub(crate) fn wrap(text: &str, room: usize, cut: bool) -> Vec<Range<usize>> {
    let room = room.max(1);
    if text.width() <= room {
        return vec![0..text.len()];
    }
    let options = textwrap::Options::new(room)
        .break_words(cut)
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
