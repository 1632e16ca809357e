//! Which sentences tell something: no bare addresses, markup, bylines or labels.

use crate::analysis::{is_stop_word, words};
use crate::talk::Talk;
use rustc_hash::FxHashSet;

/// A sentence that tells something has so many words that are no names of the byline.
const FEWEST: usize = 3;
/// Longer sentences are not looked at word by word, in bytes.
const LONGEST: usize = 400;

/// Tells sentences of a talk apart.
pub(super) struct Telling {
    /// The folded words of a byline.
    names: FxHashSet<String>,
}

impl Telling {
    /// Of a talk: who gave it for whom, and where.
    pub(super) fn of(talk: &Talk) -> Self {
        let names = talk.speakers.iter().chain(&talk.organisations).chain(&talk.writers).chain(&talk.event);
        let names = names.filter(|name| name.len() <= LONGEST).flat_map(|name| words(name));
        Telling { names: names.map(|word| word.surface).collect() }
    }

    /// Whether a sentence is text at all: more than addresses and signs.
    pub(super) fn is_text(&self, sentence: &str) -> bool {
        if sentence.len() > LONGEST {
            return true;
        }
        let is_address = |part: &str| part.contains("://") || part.starts_with("www.");
        let parts = sentence.split_whitespace().filter(|part| !is_address(part));
        let (mut letters, mut signs) = (0, 0);
        for c in parts.flat_map(str::chars) {
            if c.is_alphanumeric() { letters += 1 } else { signs += 1 }
        }
        letters > 1 && letters >= signs
    }

    /// Whether a sentence tells something: it has words besides those of a byline.
    pub(super) fn tells(&self, sentence: &str) -> bool {
        if sentence.len() > LONGEST {
            return true;
        }
        let words = words(sentence);
        let own = words.iter().filter(|word| {
            let is_word = word.surface.chars().any(char::is_alphabetic);
            is_word && !is_stop_word(&word.surface) && !self.names.contains(&word.surface)
        });
        own.count() >= FEWEST || (words.len() > 2 * FEWEST && !sentence.ends_with(':'))
    }
}
