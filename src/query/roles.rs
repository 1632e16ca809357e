//! The roles of the words of a query: its heads, words that say little, and words that say nothing.
//!
//! Questions are typed as whole sentences: `comment bien concevoir une API` is a search for `API`. Its verbs, its adjectives
//! and the words that only open it are searched and marked, but a talk without them may still answer the question.

use super::plan::Role;
use crate::analysis::{Word, is_determiner, is_light_word, is_question_word, is_stop_word};
use std::ops::RangeInclusive;

/// Whether all words of a clause are of a kind.
fn are(words: Option<&[Word]>, is: fn(&str) -> bool) -> bool {
    words.is_some_and(|words| words.iter().all(|word| is(&word.surface)))
}

/// For each clause whether it is left out: stop words are, unless there is nothing else, and so is a noun that is a
/// determiner before another word, `son` in `son propre outil`.
pub(super) fn is_passed_over(meant: &[Option<&[Word]>]) -> Vec<bool> {
    let is_stop = |at: usize| are(meant[at], is_stop_word);
    if (0..meant.len()).all(is_stop) {
        return vec![false; meant.len()];
    }
    let determines = |at: usize| {
        are(meant[at], is_determiner)
            && meant.get(at + 1).is_some_and(|next| next.is_some() && !is_stop(at + 1))
    };
    (0..meant.len()).map(|at| is_stop(at) || determines(at)).collect()
}

/// The roles of the clauses, given which of them are names of several words. Light words are optional in a question, and in a query phrased as a sentence: `documenter ses
/// projets`. Words typed one beside the other all count.
pub(super) fn roles(meant: &[Option<&[Word]>], names: &[RangeInclusive<usize>]) -> Vec<Role> {
    let in_telling_name = |at: usize| {
        let name = names.iter().find(|name| name.contains(&at));
        name.is_some_and(|name| name.clone().any(|at| !is_little(meant[at])))
    };
    let is_light = |at: usize| are(meant[at], is_light_word) && !in_telling_name(at);
    let has_head = (0..meant.len()).any(|at| !is_light(at) && !are(meant[at], is_stop_word));
    let is_sentence = (0..meant.len())
        .any(|at| are(meant[at], is_question_word) || (are(meant[at], is_stop_word) && meant.len() > 2));
    let light = if is_sentence { Role::Optional } else { Role::Light };
    (0..meant.len()).map(|at| if has_head && is_light(at) { light } else { Role::Head }).collect()
}

/// Whether a clause says little or nothing.
fn is_little(words: Option<&[Word]>) -> bool {
    are(words, |word| is_light_word(word) || is_stop_word(word))
}
