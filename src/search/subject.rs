//! Subject: a talk that has a word in its title or first sentence is about it; another may only mention it.

use super::candidate::Candidate;
use super::matching::Matching;
use super::statistics::Statistics;
use crate::Result;
use crate::index::TalkField;
use crate::query::plan::{Form, Matcher};
use tantivy::DocId;

/// Words at the front of a body that count as its first sentence.
const FIRST_WORDS: u32 = 25;
/// The weight of a first sentence, compared with a title.
const SENTENCE: f32 = 0.5;

/// For each of some candidates (in the order of the index), what its words score more because they say what it is
/// about.
pub(super) fn bonuses<K: Statistics>(
    matching: &Matching<'_, K>,
    matchers: &[Matcher],
    candidates: &[Candidate],
) -> Result<Vec<f32>> {
    let mut bonuses = vec![0.0; candidates.len()];
    let docs: Vec<DocId> = candidates.iter().map(|candidate| candidate.doc).collect();
    for (at, matcher) in matchers.iter().enumerate() {
        // The best of the ways in which a title can name the clause.
        let mut best = vec![0.0f32; candidates.len()];
        for way in subjects(matcher) {
            let mut parts = vec![0.0; candidates.len()];
            for (forms, share) in way {
                let own: Vec<&Form> = forms.iter().filter(|form| !form.relation.is_far()).collect();
                let titles = matching.held_in(&own, TalkField::Title, &docs)?;
                let places = matching.positions(&own, &docs)?;
                for (doc, part) in parts.iter_mut().enumerate() {
                    let is_early = places[doc].first().is_some_and(|place| *place < FIRST_WORDS);
                    *part += share
                        * match titles[doc] {
                            true => 1.0,
                            false if is_early => SENTENCE,
                            false => 0.0,
                        };
                }
            }
            best.iter_mut().zip(parts).for_each(|(best, part)| *best = best.max(part));
        }
        for (doc, candidate) in candidates.iter().enumerate() {
            bonuses[doc] += matching.weights().subject * best[doc] * candidate.scores[at];
        }
    }
    Ok(bonuses)
}

/// Forms, and which share of a clause they are.
type Part<'m> = (&'m [Form], f32);

/// The ways to name a clause: a word by any of its forms, a name as a whole or by its words.
fn subjects(matcher: &Matcher) -> Vec<Vec<Part<'_>>> {
    match matcher {
        Matcher::Forms { forms, field: None, .. } => vec![vec![(forms, 1.0)]],
        Matcher::Name(name) => {
            let words = name.spellings.first().map_or(&[][..], |typed| &typed.words);
            let share = 1.0 / words.len().max(1) as f32;
            let words = words.iter().map(|word| (word.forms.as_slice(), share)).collect();
            vec![vec![(&name.whole, 1.0)], words]
        }
        Matcher::Any(any) => {
            let bare =
                |matcher: &&Matcher| matches!(matcher, Matcher::Forms { field: None, .. } | Matcher::Name(_));
            any.iter().find(bare).map(subjects).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
