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

    /// Puts into `places` where the alternatives stand in a talk that was sought, in order.
    fn positions(&mut self, doc: DocId, places: &mut Vec<u32>, own: &mut Vec<u32>) {
        if let [only] = self.alternatives.as_mut_slice() {
            only.positions(places);
            return;
        }
        places.clear();
        for postings in self.alternatives.iter_mut().filter(|postings| postings.doc() == doc) {
            postings.positions(own);
            places.extend_from_slice(own);
        }
        places.sort_unstable();
        places.dedup();
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
    // Where the phrase may end so far, where the next slot stands, and room to find that out.
    let (mut ends, mut here, mut own) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(next) = common(slots, doc) {
        let mut rest = slots.iter_mut();
        if let Some(first) = rest.next() {
            first.positions(next, &mut ends, &mut own);
        }
        for slot in rest {
            if ends.is_empty() {
                break;
            }
            slot.positions(next, &mut here, &mut own);
            let mut places = here.iter().copied().peekable();
            ends.retain_mut(|end| {
                *end += 1;
                while places.next_if(|place| *place < *end).is_some() {}
                places.peek() == Some(end)
            });
        }
        if !on(next, ends.len() as u32) {
            return;
        }
        doc = next + 1;
    }
}
