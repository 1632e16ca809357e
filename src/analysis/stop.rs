//! Words of a bare query that say nothing of what is searched: stop words; and those that say little, light words.

use super::stem;
use super::table::{LIGHT_WORDS, STOP_WORDS};

/// Whether a folded word is a stop word.
pub fn is_stop_word(surface: &str) -> bool {
    STOP_WORDS.get(surface).is_some()
}

/// Whether a folded word, in any inflection, says little beside others: a verb like `improve`, an adjective like `new`, a
/// noun like `tool`.
pub fn is_light_word(surface: &str) -> bool {
    LIGHT_WORDS.get(surface).is_some_and(str::is_empty)
        || stem::first(surface).is_some_and(|stem| LIGHT_WORDS.get(&format!("~{stem}")).is_some())
}

/// Whether a folded word begins a question.
pub fn is_question_word(surface: &str) -> bool {
    STOP_WORDS.get(surface) == Some("?")
}

/// What the list of light words says of a determiner.
const DETERMINER: &str = "+";

/// Whether a folded word is a determiner before another word, and a noun else: `son propre outil`, `prise de son`.
pub fn is_determiner(surface: &str) -> bool {
    LIGHT_WORDS.get(surface) == Some(DETERMINER)
}
