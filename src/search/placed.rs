//! Words that must stand together, looked up: which talks hold them so is known only when it is counted.

use super::phrase::{Order, Places, Slot};
use crate::Result;
use crate::index::Segment;
use crate::index::terms::Terms;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

/// Words that must stand together, of one segment.
pub(super) struct Placed {
    terms: Arc<Terms>,
    field: Field,
    /// Those of the alternatives of each place that the segment holds.
    slots: Vec<Vec<TermInfo>>,
    how: Order,
}

impl Placed {
    /// Looks them up; `None` where there is a place for which the segment holds no alternative.
    pub(super) fn find(
        segment: &Segment,
        field: Field,
        slots: &[Vec<String>],
        how: Order,
    ) -> Result<Option<Placed>> {
        let terms = segment.terms(field)?;
        let mut found = Vec::with_capacity(slots.len());
        for slot in slots {
            let mut alternatives = Vec::with_capacity(slot.len());
            for text in slot {
                alternatives.extend(terms.find(text.as_bytes()).map_err(|e| segment.unreadable(e))?);
            }
            if alternatives.is_empty() {
                return Ok(None);
            }
            found.push(alternatives);
        }
        Ok(Some(Placed { terms, field, slots: found, how }))
    }

    /// What finds the talks.
    pub(super) fn places(&self) -> io::Result<Places> {
        let postings = |info: &TermInfo| self.terms.postings(info, IndexRecordOption::WithFreqsAndPositions);
        let slot =
            |infos: &Vec<TermInfo>| Ok(Slot::of(infos.iter().map(postings).collect::<io::Result<_>>()?));
        let slots = self.slots.iter().map(slot).collect::<io::Result<_>>()?;
        Ok(Places::of(slots, self.how))
    }

    /// Calls `on` with every talk where the words stand so, and how much that counts.
    pub(super) fn each(&self, mut on: impl FnMut(DocId, u32)) -> io::Result<()> {
        let mut places = self.places()?;
        let mut doc = 0;
        while let Some(next) = places.next(doc, |_| true) {
            let count = places.count(next);
            if count > 0 {
                on(next, count);
            }
            doc = next + 1;
        }
        Ok(())
    }

    /// All of these, in order.
    pub(super) fn counted(&self) -> io::Result<Vec<(DocId, u32)>> {
        let mut counted = Vec::new();
        self.each(|doc, count| counted.push((doc, count)))?;
        Ok(counted)
    }

    /// Whether `test` holds for all talks that have an alternative of some place, shown to it row by row.
    pub(super) fn are_all(&self, test: impl Fn(&[DocId]) -> bool) -> io::Result<bool> {
        'slots: for slot in &self.slots {
            for info in slot {
                let mut blocks = self.terms.rows(info, IndexRecordOption::Basic)?;
                while !blocks.docs().is_empty() {
                    if !test(blocks.docs()) {
                        continue 'slots;
                    }
                    blocks.advance();
                }
            }
            return Ok(true);
        }
        Ok(false)
    }
}

/// Talks in the order of a segment, and how much a form counts in each.
pub(super) type Counted = Rc<[(DocId, u32)]>;

/// What was counted of words that must stand together.
#[derive(Default)]
pub(super) struct Counts(RefCell<FxHashMap<Key, Counted>>);

/// A segment, a field, and the lists of talks that are put together: where each begins.
type Key = (DocId, u32, Order, Vec<Vec<usize>>);

impl Counts {
    /// The talks where the words stand so, and how much that counts.
    pub(super) fn of(&self, placed: &Placed, segment: &Segment) -> io::Result<Counted> {
        let starts = |slot: &Vec<TermInfo>| {
            let mut starts: Vec<usize> = slot.iter().map(|info| info.postings_range.start).collect();
            starts.sort_unstable();
            starts
        };
        let slots = placed.slots.iter().map(starts).collect();
        let key = (segment.base, placed.field.field_id(), placed.how, slots);
        if let Some(known) = self.0.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let counted: Counted = placed.counted()?.into();
        self.0.borrow_mut().insert(key, Rc::clone(&counted));
        Ok(counted)
    }
}
