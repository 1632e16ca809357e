//! Which sentences are informative: bare addresses, markup, bylines and labels are not.

use crate::analysis::is_stop_word;
use crate::analysis::words::{Pieces, words};
use crate::talk::Talk;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// The least number of words outside the names of the byline in an informative sentence.
const FEWEST: usize = 3;
/// Longer sentences are not looked at word by word, in bytes.
const LONGEST: usize = 400;

/// Decides which sentences of a talk are informative.
pub(super) struct Informative<'t> {
    talk: &'t Talk,
    /// The folded words of its byline, computed at their first use; most searches need none.
    names: OnceCell<FxHashSet<String>>,
}

impl<'t> Informative<'t> {
    /// For a talk: its speakers, organisations, writers and event make the byline.
    pub(super) fn of(talk: &'t Talk) -> Self {
        Informative { talk, names: OnceCell::new() }
    }

    /// Whether a word is one of the byline.
    fn is_name(&self, word: &str) -> bool {
        let names = self.names.get_or_init(|| {
            let Talk { speakers, organisations, writers, event, .. } = self.talk;
            let names = speakers.iter().chain(organisations).chain(writers).chain(event);
            let names = names.filter(|name| name.len() <= LONGEST).flat_map(|name| words(name));
            names.map(|word| word.surface).collect()
        });
        names.contains(word)
    }

    /// Whether a sentence is text at all: more than addresses and signs.
    pub(super) fn is_text(&self, sentence: &str) -> bool {
        if sentence.len() > LONGEST {
            return true;
        }
        let is_address = |part: &str| part.contains("://") || part.starts_with("www.");
        let (mut letters, mut signs) = (0, 0);
        let mut count = |part: &str| {
            for c in part.chars().filter(|c| !c.is_whitespace()) {
                if is_letter(c) { letters += 1 } else { signs += 1 }
            }
        };
        // Most sentences have no address.
        if is_address(sentence) || sentence.contains("www.") {
            sentence.split_whitespace().filter(|part| !is_address(part)).for_each(count);
        } else {
            count(sentence);
        }
        letters > 1 && letters >= signs
    }

    /// Whether a sentence is informative: it has words besides those of a byline.
    pub(super) fn informs(&self, sentence: &str) -> bool {
        if sentence.len() > LONGEST {
            return true;
        }
        let (mut all, mut own) = (0, 0);
        for word in Pieces::new(sentence).filter_map(|piece| piece.word(sentence)) {
            let is_word = word.surface.chars().any(char::is_alphabetic);
            all += 1;
            own += usize::from(is_word && !is_stop_word(&word.surface) && !self.is_name(&word.surface));
            if own == FEWEST {
                return true;
            }
        }
        all > 2 * FEWEST && !sentence.ends_with(':')
    }
}

/// Whether a character is a letter or figure; those of most texts need not be looked up.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => true,
        c => c.is_alphanumeric(),
    }
}
