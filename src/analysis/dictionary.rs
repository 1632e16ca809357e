//! The words of French and English, the names of the trade, and first names: what is no misspelling although no talk
//! holds it.
//!
//! The build script makes one finite-state set of the lists in `data/words`. It is looked at only for a word that the
//! index does not hold, and it is never part of what is indexed.

use std::sync::LazyLock;
use tantivy_fst::raw::Fst;

static WORDS: LazyLock<Option<Fst<&'static [u8]>>> =
    LazyLock::new(|| Fst::new(include_bytes!(concat!(env!("OUT_DIR"), "/dictionary.fst")).as_slice()).ok());

/// Whether a folded word is a word of the language or a name of the trade, in the singular or in the plural.
pub fn is_word(surface: &str) -> bool {
    let holds = |word: &str| WORDS.as_ref().is_some_and(|words| words.contains_key(word));
    holds(surface)
        || surface
            .strip_suffix('s')
            .is_some_and(|singular| singular.len() > 3 && !singular.ends_with('s') && holds(singular))
}

#[cfg(test)]
mod tests {
    use super::is_word;

    #[test]
    fn words_names_and_inflections_are_known_and_misspellings_are_not() {
        for word in ["cathedrale", "cathedrales", "navigueront", "kitchen", "dagster", "geraldine"] {
            assert!(is_word(word), "{word}");
        }
        for misspelt in ["cathdrale", "navigeront", "kitchne", "kubernets", ""] {
            assert!(!is_word(misspelt), "{misspelt}");
        }
    }
}
