//! Where the terms of one field stand, as they come, and sorted by term.
//!
//! While talks are added only the number of each term is noted, one behind the other: a look-up for each would touch memory
//! everywhere. They are sorted by counting when the segment is written, some terms at a time, so that little memory is needed
//! beside what was noted.

use std::ops::Range;
use tantivy::DocId;

/// Occurrences that are sorted at once where nobody says otherwise.
pub(super) const AT_ONCE: usize = 3 << 19;
/// On what is noted: that it is no term but a number of places that are left free.
const SKIP: u32 = 1 << 31;
/// On a term: that it is the last of its place. The bits below are its own.
const LAST: u32 = 1 << 30;

/// What was noted of a field.
pub(super) trait Walk {
    /// Gives `on` each occurrence in the order of documents and places: the number of its term, its document and its place.
    fn walk(&self, on: impl FnMut(u32, DocId, u32));
}

/// Terms by number, in the order of their places in each document.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    noted: Vec<u32>,
    /// Where each document ends in `noted`.
    ends: Vec<u32>,
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
    /// Bytes of memory that are in use.
    pub(super) fn memory(&self) -> usize {
        size_of_val(&self.noted[..]) + size_of_val(&self.ends[..])
    }

    /// Notes a term, and whether it is the last of its place.
    pub(super) fn add(&mut self, term: u32, is_last: bool) {
        self.noted.push(if is_last { term | LAST } else { term });
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
        self.total += self.noted[noted].iter().filter(|&noted| noted & SKIP == 0).count() as u64;
    }

    /// Ends a document. How many terms it has.
    pub(super) fn end(&mut self) -> u32 {
        self.ends.push(self.noted.len() as u32);
        let length = self.total - self.before;
        self.before = self.total;
        length as u32
    }

    /// How many documents have ended.
    pub(super) fn documents(&self) -> DocId {
        self.ends.len() as DocId
    }

    /// The terms of a document, where no places were left free in it.
    pub(super) fn terms_of(&self, doc: DocId) -> impl Iterator<Item = u32> {
        let end = |doc: usize| self.ends.get(doc).map_or(self.noted.len(), |&end| end as usize);
        let start = (doc as usize).checked_sub(1).map_or(0, end);
        self.noted[start..end(doc as usize)].iter().map(|noted| noted & !LAST)
    }
}

impl Walk for Occurrences {
    fn walk(&self, mut on: impl FnMut(u32, DocId, u32)) {
        let mut start = 0;
        for (doc, &end) in self.ends.iter().enumerate() {
            let mut place = 0;
            for &noted in &self.noted[start..end as usize] {
                if noted & SKIP > 0 {
                    place += noted & !SKIP;
                    continue;
                }
                on(noted & !LAST, doc as DocId, place);
                place += u32::from(noted & LAST > 0);
            }
            start = end as usize;
        }
    }
}

/// How often each term stands, of those with a number below `terms`.
pub(super) fn counts(of: &impl Walk, terms: usize) -> Vec<u32> {
    let mut counts = vec![0; terms];
    of.walk(|term, _, _| {
        if let Some(count) = counts.get_mut(term as usize) {
            *count += 1;
        }
    });
    counts
}

/// Gives `on` the rows of each term, in the order given, which has each term once that is wanted. `counts` are those of all terms. So
/// many occurrences are sorted at once, unless a term has more.
pub(super) fn sorted<E>(
    of: &impl Walk,
    counts: &[u32],
    order: &[u32],
    at_once: usize,
    mut on: impl FnMut(u32, Rows<'_>) -> Result<(), E>,
) -> Result<(), E> {
    // Where the next occurrence of a term goes; others are not sorted now.
    const LATER: u32 = u32::MAX;
    let mut next = vec![LATER; counts.len()];
    let (mut docs, mut places) = (Vec::new(), Vec::new());
    let mut rest = order;
    while !rest.is_empty() {
        let mut sum = 0;
        let fits = |&&term: &&u32| {
            let is_first = sum == 0;
            sum += counts[term as usize] as usize;
            is_first || sum <= at_once
        };
        let (now, later) = rest.split_at(rest.iter().take_while(fits).count());
        rest = later;
        let mut start = 0;
        for &term in now {
            next[term as usize] = start;
            start += counts[term as usize];
        }
        docs.resize(start as usize, 0);
        places.resize(start as usize, 0);
        of.walk(|term, doc, place| {
            let to = &mut next[term as usize];
            if let (Some(own_doc), Some(own_place)) =
                (docs.get_mut(*to as usize), places.get_mut(*to as usize))
            {
                (*own_doc, *own_place) = (doc, place);
                *to += 1;
            }
        });
        let mut from = 0;
        for &term in now {
            next[term as usize] = LATER;
            let to = from + counts[term as usize] as usize;
            on(term, Rows { docs: &docs[from..to], places: &places[from..to] })?;
            from = to;
        }
    }
    Ok(())
}
