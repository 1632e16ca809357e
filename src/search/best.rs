//! The best of many talks, without putting all of them in order.

use crate::Result;
use crate::index::Index;
use std::cmp::Ordering;
use tantivy::DocId;

/// The best `count` of `talks`, the best first: by score, equal ones by id.
pub(super) fn best<T: Copy>(
    index: &Index,
    mut talks: Vec<T>,
    count: usize,
    key: impl Fn(&T) -> (DocId, f32),
) -> Result<Vec<T>> {
    let by_score = |a: &T, b: &T| key(b).1.total_cmp(&key(a).1);
    if count == 0 {
        return Ok(Vec::new());
    }
    if count < talks.len() {
        let (_, last, _) = talks.select_nth_unstable_by(count - 1, by_score);
        let last = *last;
        let (mut better, mut equal) = (Vec::with_capacity(count), Vec::new());
        for talk in talks {
            match by_score(&talk, &last) {
                Ordering::Less => better.push(talk),
                Ordering::Equal => equal.push(talk),
                Ordering::Greater => {}
            }
        }
        let wanted = count - better.len();
        better.extend(first_by_id(index, equal, wanted, &key)?);
        talks = better;
    }
    let mut failed = None;
    talks.sort_by(|a, b| by_score(a, b).then_with(|| order(index, key(a).0, key(b).0, &mut failed)));
    failed.map_or(Ok(talks), Err)
}

/// The first `count` of `talks` in the order of their ids, in no order. Ids are compared segment by segment first,
/// where that is cheap.
fn first_by_id<T: Copy>(
    index: &Index,
    mut talks: Vec<T>,
    count: usize,
    key: &impl Fn(&T) -> (DocId, f32),
) -> Result<Vec<T>> {
    let mut first = Vec::new();
    let mut failed = None;
    talks.sort_unstable_by_key(|talk| key(talk).0);
    for segment in index.segments() {
        let end = talks.partition_point(|talk| key(talk).0 < segment.base + segment.entry().docs);
        let mut own: Vec<T> = talks.drain(..end).collect();
        if own.len() > count {
            own.select_nth_unstable_by(count, |a, b| order(index, key(a).0, key(b).0, &mut failed));
            own.truncate(count);
        }
        first.extend(own);
    }
    if first.len() > count {
        first.select_nth_unstable_by(count, |a, b| order(index, key(a).0, key(b).0, &mut failed));
        first.truncate(count);
    }
    failed.map_or(Ok(first), Err)
}

/// The order of two ids; an error is kept and ends the work afterwards.
fn order(index: &Index, a: DocId, b: DocId, failed: &mut Option<crate::Error>) -> Ordering {
    index.compare_ids(a, b).unwrap_or_else(|error| {
        failed.get_or_insert(error);
        Ordering::Equal
    })
}
