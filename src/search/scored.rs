//! Lists of talks with their worth, in the order of the index, and what can be made of two.

use std::cmp::Ordering;
use tantivy::DocId;

/// A talk that matches, and what the match is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Its document.
    pub doc: DocId,
    /// Its worth; 0 for what only filters.
    pub score: f32,
}

/// Talks of either list; those of both are worth what `both` makes of the two.
pub fn merge(left: Vec<Scored>, right: Vec<Scored>, both: impl Fn(f32, f32) -> f32) -> Vec<Scored> {
    if left.is_empty() {
        return right;
    }
    if right.is_empty() {
        return left;
    }
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        match a.doc.cmp(&b.doc) {
            Ordering::Less => {
                merged.push(*a);
                i += 1;
            }
            Ordering::Greater => {
                merged.push(*b);
                j += 1;
            }
            Ordering::Equal => {
                merged.push(Scored { doc: a.doc, score: both(a.score, b.score) });
                i += 1;
                j += 1;
            }
        }
    }
    merged.extend_from_slice(&left[i..]);
    merged.extend_from_slice(&right[j..]);
    merged
}

/// Talks of both lists; their worths are added.
pub fn intersect(left: &[Scored], right: &[Scored]) -> Vec<Scored> {
    let mut right = right.iter().peekable();
    left.iter()
        .filter_map(|a| {
            while right.peek().is_some_and(|b| b.doc < a.doc) {
                right.next();
            }
            let b = right.peek().filter(|b| b.doc == a.doc)?;
            Some(Scored { doc: a.doc, score: a.score + b.score })
        })
        .collect()
}
