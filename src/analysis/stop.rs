//! Stop words: words of a bare query that say nothing of what is searched.

use super::table::STOP_WORDS;

/// Whether a folded word is a stop word.
pub fn is_stop_word(surface: &str) -> bool {
    STOP_WORDS.get(surface).is_some()
}
