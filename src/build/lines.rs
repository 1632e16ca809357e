//! The lines of the data files.

use crate::fold::fold;

/// The lines that hold something: no comments, no empty lines.
pub(crate) fn rows(file: &str) -> impl Iterator<Item = &str> {
    file.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The first letters of a word, folded, at the most three: what `src/analysis/beginning.rs` goes by.
pub(crate) fn beginning(word: &str) -> String {
    let end = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
    fold(&word[..end]).chars().take(3).collect()
}
