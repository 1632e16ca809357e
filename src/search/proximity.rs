//! Proximity: words of a query that stand together in a talk are worth more than words that happen to be in it.

use super::matching::Matching;
use super::ranking::Candidate;
use crate::Result;
use crate::query::plan::{Form, Matcher};
use tantivy::DocId;

/// Words further apart than this have nothing to do with each other.
const WINDOW: u32 = 12;

/// For each of some candidates (in the order of the index), what its words are worth more because they stand together:
/// for every two clauses that were typed side by side, a share of the lesser one that shrinks with their distance.
pub(super) fn bonuses(
    matching: &Matching<'_>,
    matchers: &[Matcher],
    candidates: &[Candidate],
) -> Result<Vec<f32>> {
    let mut bonuses = vec![0.0; candidates.len()];
    if matchers.len() < 2 {
        return Ok(bonuses);
    }
    let docs: Vec<DocId> = candidates.iter().map(|candidate| candidate.doc).collect();
    let mut places = Vec::with_capacity(matchers.len());
    for matcher in matchers {
        places.push(match matcher {
            Matcher::Forms { forms, area: None, .. } => matching.positions(&near(forms), &docs)?,
            _ => vec![Vec::new(); docs.len()],
        });
    }
    for (at, pair) in places.windows(2).enumerate() {
        for (doc, candidate) in candidates.iter().enumerate() {
            let Some(distance) = distance(&pair[0][doc], &pair[1][doc]).filter(|&d| d <= WINDOW) else {
                continue;
            };
            let lesser = candidate.worths[at].min(candidate.worths[at + 1]);
            bonuses[doc] += matching.weights().proximity * lesser / distance.max(1) as f32;
        }
    }
    Ok(bonuses)
}

/// The forms of a word but for those that are only near it, and those of one word of a name.
fn near(forms: &[Form]) -> Vec<Form> {
    forms.iter().filter(|form| !form.relation.is_far()).cloned().collect()
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
