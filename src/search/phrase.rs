//! Phrases over postings: words one after the other, at each place any of some alternatives.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

/// One place of a phrase.
pub(super) struct Slot {
    /// Their postings, with positions.
    pub(super) alternatives: Vec<SegmentPostings>,
}

impl Slot {
    /// The first talk from `target` on that holds an alternative.
    fn seek(&mut self, target: DocId) -> DocId {
        let mut least = TERMINATED;
        for postings in &mut self.alternatives {
            let doc = if postings.doc() < target { postings.seek(target) } else { postings.doc() };
            least = least.min(doc);
        }
        least
    }

    /// Where the alternatives stand in a talk that was sought, in order.
    fn positions(&mut self, doc: DocId) -> Vec<u32> {
        let (mut all, mut own) = (Vec::new(), Vec::new());
        for postings in self.alternatives.iter_mut().filter(|postings| postings.doc() == doc) {
            postings.positions(&mut own);
            all.extend_from_slice(&own);
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The first talk from `doc` on that every slot holds.
fn common(slots: &mut [Slot], mut doc: DocId) -> Option<DocId> {
    loop {
        let mut agreed = true;
        for slot in slots.iter_mut() {
            let found = slot.seek(doc);
            if found == TERMINATED {
                return None;
            }
            if found > doc {
                doc = found;
                agreed = false;
            }
        }
        if agreed {
            return (!slots.is_empty()).then_some(doc);
        }
    }
}

/// Calls `on` with every talk from `doc` on that holds one alternative of each slot, one after the other, and how often;
/// stops where it answers `false`.
pub(super) fn each(slots: &mut [Slot], mut doc: DocId, mut on: impl FnMut(DocId, u32) -> bool) {
    while let Some(next) = common(slots, doc) {
        let mut ends: Option<Vec<u32>> = None;
        for slot in slots.iter_mut() {
            let here = slot.positions(next);
            ends = Some(match ends {
                None => here,
                Some(ends) => {
                    ends.iter().map(|end| end + 1).filter(|end| here.binary_search(end).is_ok()).collect()
                }
            });
        }
        let found = ends.map_or(0, |ends| ends.len() as u32);
        if !on(next, found) {
            return;
        }
        doc = next + 1;
    }
}
