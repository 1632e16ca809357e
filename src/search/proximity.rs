//! Proximity: words of a query that stand together in a talk are worth more than words that happen to be in it.

use super::matching::Matching;
use super::scored::Scored;
use crate::Result;
use crate::index::Area;
use crate::query::plan::Matcher;
use tantivy::DocId;

/// Words further apart than this have nothing to do with each other.
const WINDOW: u32 = 12;

/// For each of `docs` (in the order of the index), what its words are worth more because they stand together: for every
/// two clauses that were typed side by side, a share of the lesser one that shrinks with their distance.
pub(super) fn bonuses(
    matching: &Matching<'_>,
    clauses: &[Matcher],
    parts: &[Vec<Scored>],
    docs: &[DocId],
) -> Result<Vec<f32>> {
    let mut bonuses = vec![0.0; docs.len()];
    if clauses.len() < 2 {
        return Ok(bonuses);
    }
    for area in [Area::Title, Area::Body] {
        let mut places = Vec::with_capacity(clauses.len());
        for clause in clauses {
            places.push(match clause {
                Matcher::Forms { forms, area: None, .. } => matching.positions(forms, area, docs)?,
                _ => vec![Vec::new(); docs.len()],
            });
        }
        for (pair, scores) in places.windows(2).zip(parts.windows(2)) {
            for (at, &doc) in docs.iter().enumerate() {
                let Some(distance) = distance(&pair[0][at], &pair[1][at]).filter(|&d| d <= WINDOW) else {
                    continue;
                };
                let lesser = worth(&scores[0], doc).min(worth(&scores[1], doc));
                bonuses[at] += matching.weights().proximity * lesser / distance.max(1) as f32;
            }
        }
    }
    Ok(bonuses)
}

fn worth(part: &[Scored], doc: DocId) -> f32 {
    part.binary_search_by_key(&doc, |scored| scored.doc).map_or(0.0, |at| part[at].score)
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
