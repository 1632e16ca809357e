//! Phrases over postings: words one after the other, at each place any of some alternatives.

use std::cmp::Ordering;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

/// One place of a phrase.
pub(super) struct Slot {
    /// The postings of its alternatives, with positions.
    alternatives: Vec<SegmentPostings>,
    /// How many talks these are together.
    talks: u32,
}

impl Slot {
    /// A place where any of some words may stand.
    pub(super) fn of(alternatives: Vec<SegmentPostings>) -> Slot {
        let talks = alternatives.iter().map(SegmentPostings::doc_freq).fold(0, u32::saturating_add);
        Slot { alternatives, talks }
    }

    /// The first talk from `target` on that holds an alternative.
    fn seek(&mut self, target: DocId) -> DocId {
        let mut least = TERMINATED;
        for postings in &mut self.alternatives {
            let doc = if postings.doc() < target { postings.seek(target) } else { postings.doc() };
            least = least.min(doc);
        }
        least
    }

    /// Puts into `places` where the alternatives stand in a talk that was sought, in order; each place as often as a word
    /// there counts.
    fn positions(&mut self, doc: DocId, places: &mut Vec<u32>, own: &mut Vec<u32>) {
        places.clear();
        for postings in self.alternatives.iter_mut().filter(|postings| postings.doc() == doc) {
            if places.is_empty() {
                postings.positions(places);
            } else {
                postings.positions(own);
                *places = either(places, own);
            }
        }
    }
}

/// The places of two sorted lists; those of both once, or rather as often as in the one that has them oftener.
fn either(left: &[u32], right: &[u32]) -> Vec<u32> {
    let mut both = Vec::with_capacity(left.len() + right.len());
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (left.get(i), right.get(j)) {
        let order = a.cmp(b);
        both.push(*a.min(b));
        i += usize::from(order != Ordering::Greater);
        j += usize::from(order != Ordering::Less);
    }
    both.extend_from_slice(&left[i..]);
    both.extend_from_slice(&right[j..]);
    both
}

/// The order in which slots are read: where the first holds few talks, most of the others are skipped.
fn rarest_first(slots: &[Slot]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..slots.len()).collect();
    order.sort_by_key(|&at| slots[at].talks);
    order
}

/// The first talk from `doc` on that every slot holds; the slots are read in the given order.
fn common(slots: &mut [Slot], order: &[usize], mut doc: DocId) -> Option<DocId> {
    'next: loop {
        for &at in order {
            let found = slots[at].seek(doc);
            if found == TERMINATED {
                return None;
            }
            if found > doc {
                doc = found;
                continue 'next;
            }
        }
        return (!slots.is_empty()).then_some(doc);
    }
}

/// Calls `on` with every talk that holds one alternative of each slot, one after the other, and how much that counts.
pub(super) fn each(slots: &mut [Slot], on: &mut dyn FnMut(DocId, u32)) {
    // Where the phrase may begin, where another slot stands, and room to find that out.
    let (mut begins, mut here, mut own) = (Vec::new(), Vec::new(), Vec::new());
    let order = rarest_first(slots);
    let mut doc = 0;
    while let Some(next) = common(slots, &order, doc) {
        // How often the first word counts is how often the phrase does.
        slots[0].positions(next, &mut begins, &mut own);
        for &at in order.iter().filter(|at| **at > 0) {
            if begins.is_empty() {
                break;
            }
            slots[at].positions(next, &mut here, &mut own);
            let mut places = here.iter().copied().peekable();
            begins.retain(|begin| {
                let place = begin + at as u32;
                while places.next_if(|other| *other < place).is_some() {}
                places.peek() == Some(&place)
            });
        }
        if !begins.is_empty() {
            on(next, begins.len() as u32);
        }
        doc = next + 1;
    }
}

/// Words so far apart beyond their number do not belong together.
pub const SLACK: u32 = 8;

/// Calls `on` with every talk that holds one alternative of each slot close together, in any order, and how often.
pub(super) fn near(slots: &mut [Slot], on: &mut dyn FnMut(DocId, u32)) {
    let reach = slots.len() as u32 + SLACK;
    let (mut here, mut own, mut places) = (Vec::new(), Vec::new(), Vec::new());
    let mut last = vec![None; slots.len()];
    let order = rarest_first(slots);
    let mut doc = 0;
    while let Some(next) = common(slots, &order, doc) {
        places.clear();
        for (slot, of_slot) in slots.iter_mut().enumerate() {
            of_slot.positions(next, &mut here, &mut own);
            places.extend(here.iter().map(|place| (*place, slot)));
        }
        places.sort_unstable();
        last.fill(None);
        let mut count = 0;
        for &(place, slot) in &places {
            last[slot] = Some(place);
            let first = last.iter().copied().min().flatten();
            if first.is_some_and(|first| place - first <= reach) {
                count += 1;
                last.fill(None);
            }
        }
        if count > 0 {
            on(next, count);
        }
        doc = next + 1;
    }
}
