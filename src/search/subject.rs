//! Subject: a talk that has a word in its title or first sentence is about it; another may only mention it.

use super::matching::Matching;
use super::ranking::Candidate;
use crate::Result;
use crate::index::Area;
use crate::query::plan::{Form, Matcher};
use tantivy::DocId;

/// Words at the front of a body that count as its first sentence.
const FIRST_WORDS: u32 = 25;
/// What a first sentence counts for, against a title.
const SENTENCE: f32 = 0.5;

/// For each of some candidates (in the order of the index), what its words score more because they say what it is
/// about.
pub(super) fn bonuses(
    matching: &Matching<'_>,
    matchers: &[Matcher],
    candidates: &[Candidate],
) -> Result<Vec<f32>> {
    let mut bonuses = vec![0.0; candidates.len()];
    let docs: Vec<DocId> = candidates.iter().map(|candidate| candidate.doc).collect();
    for (at, matcher) in matchers.iter().enumerate() {
        for (forms, share) in subjects(matcher) {
            let own: Vec<Form> = forms.iter().filter(|form| !form.relation.is_far()).cloned().collect();
            let titles = matching.held_in(&own, Area::Title, &docs)?;
            let places = matching.positions(&own, &docs)?;
            for (doc, candidate) in candidates.iter().enumerate() {
                let is_early = places[doc].first().is_some_and(|place| *place < FIRST_WORDS);
                let part = match titles[doc] {
                    true => 1.0,
                    false if is_early => SENTENCE,
                    false => 0.0,
                };
                bonuses[doc] += matching.weights().subject * share * part * candidate.scores[at];
            }
        }
    }
    Ok(bonuses)
}

/// The forms that say what a clause is about, each with the share of the clause that they are: those of a word, and of a name
/// those of each of its words.
fn subjects(matcher: &Matcher) -> Vec<(&[Form], f32)> {
    match matcher {
        Matcher::Forms { forms, area: None, .. } => vec![(forms, 1.0)],
        Matcher::Name(name) => {
            let words = name.spellings.first().map_or(&[][..], |typed| &typed.words);
            let share = 1.0 / words.len().max(1) as f32;
            words.iter().map(|word| (word.forms.as_slice(), share)).collect()
        }
        Matcher::Any(any) => {
            let bare =
                |matcher: &&Matcher| matches!(matcher, Matcher::Forms { area: None, .. } | Matcher::Name(_));
            any.iter().find(bare).map(subjects).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
