//! Stop words: words of a bare query that say nothing of what is searched.

use std::collections::HashSet;
use std::sync::LazyLock;

static STOP_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    super::table(include_str!("data/stop_words.txt")).flat_map(str::split_ascii_whitespace).collect()
});

/// Whether a folded word is a stop word.
pub fn is_stop_word(surface: &str) -> bool {
    STOP_WORDS.contains(surface)
}
