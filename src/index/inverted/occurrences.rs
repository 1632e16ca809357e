//! Where the terms of one field stand, as they come, and sorted by term.
//!
//! While talks are added only the number of each term is noted, one behind the other: a look-up for each would touch memory
//! everywhere. They are sorted by counting when the segment is written, some terms at a time, so that little memory is needed
//! beside what was noted.

use std::ops::Range;
use tantivy::DocId;

/// Occurrences that are sorted at once where nobody says otherwise.
pub(super) const AT_ONCE: usize = 1 << 20;
/// On what is noted: that it is no term but a number of places that are left free.
const SKIP: u32 = 1 << 31;
/// On a term: that it is the last of its place.
const LAST: u32 = 1 << 30;

/// Terms by number, in the order of their places in each document.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    noted: Vec<u32>,
    /// Where each document ends in `noted`.
    ends: Vec<u32>,
    /// How often each term stands.
    counts: Vec<u32>,
    /// Occurrences in all.
    total: u64,
    /// Of these, how many are in documents that have ended.
    before: u64,
}

/// The documents of a term and its places in them, one for each occurrence.
pub(super) struct Rows<'r> {
    pub(super) docs: &'r [DocId],
    pub(super) places: &'r [u32],
}

impl Occurrences {
    /// Occurrences in all.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// Bytes of memory that are in use.
    pub(super) fn memory(&self) -> usize {
        size_of_val(&self.noted[..]) + size_of_val(&self.ends[..]) + size_of_val(&self.counts[..])
    }

    /// How often a term stands.
    pub(super) fn count(&self, term: u32) -> u32 {
        self.counts.get(term as usize).copied().unwrap_or_default()
    }

    /// Notes a term, and whether it is the last of its place.
    pub(super) fn add(&mut self, term: u32, is_last: bool) {
        self.noted.push(if is_last { term | LAST } else { term });
        let at = term as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] += 1;
        self.total += 1;
    }

    /// Leaves places free.
    pub(super) fn skip(&mut self, places: u32) {
        self.noted.push(places | SKIP);
    }

    /// How much is noted.
    pub(super) fn noted(&self) -> usize {
        self.noted.len()
    }

    /// Notes once more what was noted there.
    pub(super) fn repeat(&mut self, noted: Range<usize>) {
        self.noted.extend_from_within(noted.clone());
        for &noted in self.noted[noted].iter().filter(|&noted| noted & SKIP == 0) {
            self.counts[(noted & !LAST) as usize] += 1;
            self.total += 1;
        }
    }

    /// Ends a document. How many terms it has.
    pub(super) fn end(&mut self) -> u32 {
        self.ends.push(self.noted.len() as u32);
        let length = self.total - self.before;
        self.before = self.total;
        length as u32
    }

    /// Gives `on` the rows of each term, in the order given, which has each term once that stands
    /// somewhere. So many occurrences are sorted at once, unless a term has more.
    pub(super) fn sorted<E>(
        &self,
        order: &[u32],
        at_once: usize,
        mut on: impl FnMut(u32, Rows<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        // Where the next occurrence of a term goes; others are not sorted now.
        const LATER: u32 = u32::MAX;
        let mut next = vec![LATER; self.counts.len()];
        let (mut docs, mut places) = (Vec::new(), Vec::new());
        let mut rest = order;
        while !rest.is_empty() {
            let mut sum = 0;
            let fits = |&&term: &&u32| {
                let is_first = sum == 0;
                sum += self.count(term) as usize;
                is_first || sum <= at_once
            };
            let (now, later) = rest.split_at(rest.iter().take_while(fits).count());
            rest = later;
            let mut start = 0;
            for &term in now {
                next[term as usize] = start;
                start += self.count(term);
            }
            docs.resize(start as usize, 0);
            places.resize(start as usize, 0);
            self.scatter(&mut next, &mut docs, &mut places);
            let mut from = 0;
            for &term in now {
                next[term as usize] = LATER;
                let to = from + self.count(term) as usize;
                on(term, Rows { docs: &docs[from..to], places: &places[from..to] })?;
                from = to;
            }
        }
        Ok(())
    }

    /// Puts each occurrence of the terms that have a place there.
    fn scatter(&self, next: &mut [u32], docs: &mut [DocId], places: &mut [u32]) {
        let mut start = 0;
        for (doc, &end) in self.ends.iter().enumerate() {
            let mut place = 0;
            for &noted in &self.noted[start..end as usize] {
                if noted & SKIP > 0 {
                    place += noted & !SKIP;
                    continue;
                }
                let to = &mut next[(noted & !LAST) as usize];
                if let (Some(own_doc), Some(own_place)) =
                    (docs.get_mut(*to as usize), places.get_mut(*to as usize))
                {
                    (*own_doc, *own_place) = (doc as DocId, place);
                    *to += 1;
                }
                place += u32::from(noted & LAST > 0);
            }
            start = end as usize;
        }
    }
}
