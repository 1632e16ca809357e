//! Proximity: words of a query that stand together in a talk score more than words that happen to be in it.

use super::candidate::Candidate;
use super::matching::Matching;
use super::statistics::Statistics;
use crate::Result;
use crate::query::forms::numbers;
use crate::query::plan::{Form, Matcher, NameWord, Term};
use tantivy::DocId;

/// Words further apart than this have nothing to do with each other.
const WINDOW: u32 = 12;

/// For each of some candidates (in the order of the index), what its words score more because they stand together:
/// for every two clauses that were typed side by side, a share of the lesser one that shrinks with their distance.
pub(super) fn bonuses<K: Statistics>(
    matching: &Matching<'_, K>,
    matchers: &[Matcher],
    candidates: &[Candidate],
) -> Result<Vec<f32>> {
    let mut bonuses = vec![0.0; candidates.len()];
    let words: Vec<Place<'_>> =
        matchers.iter().enumerate().flat_map(|(at, matcher)| placed(at, matcher)).collect();
    if words.len() < 2 {
        return Ok(bonuses);
    }
    let docs: Vec<DocId> = candidates.iter().map(|candidate| candidate.doc).collect();
    let mut places = Vec::with_capacity(words.len());
    for word in &words {
        let own = matching.positions(&near(word.forms), &docs)?;
        let whole: Vec<&Form> = word.whole.iter().filter(|form| !form.relation.is_far()).collect();
        // To the next clause, any other name of this one is as near as its words.
        let whole = if whole.is_empty() { None } else { Some(matching.positions(&whole, &docs)?) };
        places.push((own, whole));
    }
    for (pair, at) in words.windows(2).zip(places.windows(2)) {
        let is_within = pair[0].clause == pair[1].clause;
        for (doc, candidate) in candidates.iter().enumerate() {
            let mut nearest = distance(&at[0].0[doc], &at[1].0[doc]);
            if let ((_, Some(left)), (own, None)) | ((own, None), (_, Some(left))) = (&at[0], &at[1])
                && !is_within
            {
                nearest = nearest.into_iter().chain(distance(&left[doc], &own[doc])).min();
            }
            let Some(distance) = nearest.filter(|&d| d <= WINDOW) else { continue };
            let score = |word: &Place<'_>| candidate.scores[word.clause] * word.share;
            let lesser = score(&pair[0]).min(score(&pair[1]));
            bonuses[doc] += matching.weights().proximity * lesser / distance.max(1) as f32;
        }
    }
    Ok(bonuses)
}

/// A word whose places are compared with those of the next.
struct Place<'m> {
    clause: usize,
    /// Its share of the score of the clause.
    share: f32,
    forms: &'m [Form],
    /// The forms of the whole name that the word belongs to.
    whole: &'m [Form],
}

/// The words of a clause: of a name all of them.
fn placed<'m>(clause: usize, matcher: &'m Matcher) -> Vec<Place<'m>> {
    match matcher {
        Matcher::Name(name) => {
            let words = name.spellings.first().map_or(&[][..], |typed| &typed.words);
            let share = 1.0 / words.len().max(1) as f32;
            let last = words.len().saturating_sub(1);
            // Only its ends stand next to another clause.
            let whole = |at| if at == 0 || at == last { name.whole.as_slice() } else { &[] };
            let place = |(at, word): (usize, &'m NameWord)| Place {
                clause,
                share,
                forms: &word.forms,
                whole: whole(at),
            };
            words.iter().enumerate().map(place).collect()
        }
        Matcher::Forms { forms, field: None, .. } => vec![Place { clause, share: 1.0, forms, whole: &[] }],
        _ => vec![Place { clause, share: 1.0, forms: &[], whole: &[] }],
    }
}

/// The forms of a word but for those that are only near it, in the singular and the plural: stems have no places.
fn near(forms: &[Form]) -> Vec<Form> {
    let mut near: Vec<Form> = Vec::new();
    for Form { term, relation } in forms.iter().filter(|form| !form.relation.is_far()) {
        let Term::Surface(surface) = term else { continue };
        for number in numbers(surface) {
            let term = Term::Surface(number);
            if !near.iter().any(|known| known.term == term) {
                near.push(Form { term, relation: *relation });
            }
        }
    }
    near
}

/// The least distance between two sorted lists of positions; `None` where one is empty.
fn distance(left: &[u32], right: &[u32]) -> Option<u32> {
    let (mut i, mut j) = (0, 0);
    let mut least = None;
    while let (Some(&a), Some(&b)) = (left.get(i), right.get(j)) {
        least = Some(a.abs_diff(b).min(least.unwrap_or(u32::MAX)));
        if a < b { i += 1 } else { j += 1 }
    }
    least
}
