//! The terms of one field of a segment that is being written, each with a number.

use std::hash::Hasher;

/// Places of a table at first, a power of two.
const PLACES: usize = 64;
/// Bytes of a term that are compared at once when terms are ordered.
const HEAD: usize = 16;

/// Terms with their numbers, from 0 in the order in which they came; their bytes stand one behind the other.
#[derive(Debug)]
pub(super) struct Dictionary {
    bytes: Vec<u8>,
    /// Where each term ends.
    ends: Vec<u32>,
    /// A power of two of places, at least twice as many as there are terms.
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Place {
    hash: u32,
    /// One more than the number of the term; 0 where there is none.
    next: u32,
}

impl Dictionary {
    pub(super) fn new() -> Dictionary {
        Dictionary { bytes: Vec::new(), ends: Vec::new(), places: vec![Place::default(); PLACES] }
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of memory that are in use.
    pub(super) fn memory(&self) -> usize {
        self.bytes.len() + size_of_val(&self.ends[..]) + size_of_val(&self.places[..])
    }

    /// A term by its number.
    pub(super) fn term(&self, number: u32) -> &[u8] {
        let at = number as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[at] as usize]
    }

    /// The number of a term, which is added where it is not there.
    pub(super) fn number(&mut self, term: &[u8]) -> u32 {
        let hash = hash(term);
        let mask = self.places.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let place = self.places[at];
            if place.next == 0 {
                break;
            }
            if place.hash == hash && self.term(place.next - 1) == term {
                return place.next - 1;
            }
            at = (at + 1) & mask;
        }
        self.bytes.extend_from_slice(term);
        self.ends.push(self.bytes.len() as u32);
        let next = self.ends.len() as u32;
        self.places[at] = Place { hash, next };
        if 2 * self.ends.len() > self.places.len() {
            self.grow();
        }
        next - 1
    }

    fn grow(&mut self) {
        let mask = 2 * self.places.len() - 1;
        let places = vec![Place::default(); mask + 1];
        for place in std::mem::replace(&mut self.places, places) {
            if place.next == 0 {
                continue;
            }
            let mut at = place.hash as usize & mask;
            while self.places[at].next > 0 {
                at = (at + 1) & mask;
            }
            self.places[at] = place;
        }
    }

    /// The numbers of all terms in the order of their bytes.
    pub(super) fn in_order(&self) -> Vec<u32> {
        let head = |number: u32| {
            let term = self.term(number);
            let mut head = [0; HEAD];
            let length = term.len().min(HEAD);
            head[..length].copy_from_slice(&term[..length]);
            // Two numbers are compared faster than one of as many bits.
            let (first, second) = head.split_at(HEAD / 2);
            let part = |bytes: &[u8]| bytes.iter().fold(0, |part, &byte| part << 8 | u64::from(byte));
            ((part(first), part(second)), number)
        };
        let mut terms: Vec<((u64, u64), u32)> = (0..self.len() as u32).map(head).collect();
        terms.sort_unstable_by(|(head, one), (other, two)| {
            head.cmp(other).then_with(|| self.term(*one).cmp(self.term(*two)))
        });
        terms.into_iter().map(|(_, number)| number).collect()
    }
}

fn hash(term: &[u8]) -> u32 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(term);
    (hasher.finish() >> 16) as u32
}
