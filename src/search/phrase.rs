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

    /// How often the alternatives stand in a talk that was sought.
    fn frequency(&self, doc: DocId) -> u32 {
        let here = self.alternatives.iter().filter(|postings| postings.doc() == doc);
        here.map(Postings::term_freq).fold(0, u32::saturating_add)
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

/// How the words of slots must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Order {
    /// One after the other.
    Row,
    /// Close together, in any order.
    Near,
}

/// Words so far apart beyond their number do not belong together.
pub const SLACK: u32 = 8;

/// Finds talks by where the words of slots stand. Talks must rise.
pub(super) struct Places {
    slots: Vec<Slot>,
    how: Order,
    /// The order in which slots are read: where the first holds few talks, most of the others are skipped.
    rarest: Vec<usize>,
    /// Where the phrase may begin, where another slot stands, and room to find that out.
    begins: Vec<u32>,
    here: Vec<u32>,
    own: Vec<u32>,
    /// Where which slot stands, and where each stood last.
    places: Vec<(u32, usize)>,
    last: Vec<Option<u32>>,
}

impl Places {
    /// Of some slots, at least one.
    pub(super) fn of(slots: Vec<Slot>, how: Order) -> Places {
        let mut rarest: Vec<usize> = (0..slots.len()).collect();
        rarest.sort_by_key(|&at| slots[at].talks);
        let last = vec![None; slots.len()];
        let (begins, here, own, places) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Places { slots, how, rarest, begins, here, own, places, last }
    }

    /// The first talk from `doc` on that is wanted and held by every slot.
    #[inline]
    pub(super) fn next(&mut self, mut doc: DocId, is_wanted: impl Fn(DocId) -> bool) -> Option<DocId> {
        let (&rarest, others) = self.rarest.split_first()?;
        'next: loop {
            doc = self.slots[rarest].seek(doc);
            if doc == TERMINATED {
                return None;
            }
            if !is_wanted(doc) {
                doc += 1;
                continue;
            }
            for &at in others {
                let found = self.slots[at].seek(doc);
                if found == TERMINATED {
                    return None;
                }
                if found > doc {
                    doc = found;
                    continue 'next;
                }
            }
            return Some(doc);
        }
    }

    /// Whether every slot holds a talk.
    pub(super) fn hold(&mut self, doc: DocId) -> bool {
        self.rarest.iter().all(|&at| self.slots[at].seek(doc) == doc)
    }

    /// How often the words can stand so at most in a talk that every slot holds and that was sought last.
    pub(super) fn most(&self, doc: DocId) -> u32 {
        self.slots.iter().map(|slot| slot.frequency(doc)).min().unwrap_or(0)
    }

    /// How often the words stand so in a talk that every slot holds and that was sought last.
    pub(super) fn count(&mut self, doc: DocId) -> u32 {
        match self.how {
            Order::Row => self.count_row(doc),
            Order::Near => self.count_near(doc),
        }
    }

    fn count_row(&mut self, doc: DocId) -> u32 {
        let Places { slots, rarest, begins, here, own, .. } = self;
        // How often the first word counts is how often the phrase does.
        slots[0].positions(doc, begins, own);
        for &at in rarest.iter().filter(|at| **at > 0) {
            if begins.is_empty() {
                break;
            }
            slots[at].positions(doc, here, own);
            let mut places = here.iter().copied().peekable();
            begins.retain(|begin| {
                let place = begin + at as u32;
                while places.next_if(|other| *other < place).is_some() {}
                places.peek() == Some(&place)
            });
        }
        begins.len() as u32
    }

    fn count_near(&mut self, doc: DocId) -> u32 {
        let Places { slots, here, own, places, last, .. } = self;
        let reach = slots.len() as u32 + SLACK;
        places.clear();
        for (slot, of_slot) in slots.iter_mut().enumerate() {
            of_slot.positions(doc, here, own);
            places.extend(here.iter().map(|place| (*place, slot)));
        }
        places.sort_unstable();
        last.fill(None);
        let mut count = 0;
        for &(place, slot) in places.iter() {
            last[slot] = Some(place);
            let first = last.iter().copied().min().flatten();
            if first.is_some_and(|first| place - first <= reach) {
                count += 1;
                last.fill(None);
            }
        }
        count
    }
}
