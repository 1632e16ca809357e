//! The best of many talks, without putting all of them in order.

use crate::Result;
use crate::index::Index;
use std::cmp::Ordering;
use tantivy::DocId;

/// A talk with a score.
pub(super) trait Scored {
    fn doc(&self) -> DocId;
    fn score(&self) -> f32;
}

impl Scored for (DocId, f32) {
    fn doc(&self) -> DocId {
        self.0
    }

    fn score(&self) -> f32 {
        self.1
    }
}

/// Keeps the best of talks that come one by one, and all that are as good as the last of them.
pub(super) struct Best<T> {
    count: usize,
    kept: Vec<T>,
    /// A lower score is not among the best.
    least: f32,
    /// When this number of talks is kept, those that are no longer among the best are dropped.
    full: usize,
}

impl<T: Scored> Best<T> {
    /// The best `count`.
    pub(super) fn new(count: usize) -> Self {
        Best {
            count,
            kept: Vec::new(),
            least: f32::NEG_INFINITY,
            full: count.saturating_mul(2).saturating_add(64),
        }
    }

    /// The least score that could be among the best.
    #[inline]
    pub(super) fn least(&self) -> f32 {
        self.least
    }

    /// One more talk.
    pub(super) fn push(&mut self, talk: T) {
        self.kept.push(talk);
        if self.kept.len() < self.full {
            return;
        }
        if let Some(last) = self.count.checked_sub(1) {
            let (_, last, _) = self.kept.select_nth_unstable_by(last, by_score);
            self.least = last.score();
        }
        let least = self.least;
        self.kept.retain(|talk| talk.score() >= least);
        self.full = self.full.max(self.kept.len() * 2);
    }

    /// The best, in order: by score, equal ones by id.
    pub(super) fn ranked(self, index: &Index) -> Result<Vec<T>> {
        best(index, self.kept, self.count)
    }

    /// All that were kept, in no order.
    pub(super) fn into_all(self) -> Vec<T> {
        self.kept
    }
}

fn by_score<T: Scored>(a: &T, b: &T) -> Ordering {
    b.score().total_cmp(&a.score())
}

/// The best `count` of `talks`, the best first: by score, equal ones by id.
pub(super) fn best<T: Scored>(index: &Index, mut talks: Vec<T>, count: usize) -> Result<Vec<T>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if count < talks.len() {
        let (_, last, _) = talks.select_nth_unstable_by(count - 1, by_score);
        let last = last.score();
        let (mut better, mut equal) = (Vec::with_capacity(count), Vec::new());
        for talk in talks {
            match talk.score().total_cmp(&last) {
                Ordering::Greater => better.push(talk),
                Ordering::Equal => equal.push(talk),
                Ordering::Less => {}
            }
        }
        let wanted = count - better.len();
        better.extend(first_by_id(index, equal, wanted)?);
        talks = better;
    }
    let mut failed = None;
    talks.sort_by(|a, b| by_score(a, b).then_with(|| order(index, a.doc(), b.doc(), &mut failed)));
    failed.map_or(Ok(talks), Err)
}

/// The first `count` of `talks` in the order of their ids, in no order. Ids are compared segment by segment first,
/// where that is cheap.
fn first_by_id<T: Scored>(index: &Index, mut talks: Vec<T>, count: usize) -> Result<Vec<T>> {
    let mut first = Vec::new();
    let mut failed = None;
    talks.sort_unstable_by_key(T::doc);
    for segment in index.segments() {
        let end = talks.partition_point(|talk| talk.doc() < segment.base + segment.entry().docs);
        let mut own: Vec<T> = talks.drain(..end).collect();
        if own.len() > count {
            own.select_nth_unstable_by(count, |a, b| order(index, a.doc(), b.doc(), &mut failed));
            own.truncate(count);
        }
        first.extend(own);
    }
    if first.len() > count {
        first.select_nth_unstable_by(count, |a, b| order(index, a.doc(), b.doc(), &mut failed));
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
