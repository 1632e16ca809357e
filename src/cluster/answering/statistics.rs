//! Counts of all talks in a cluster, for a slice of them: each is found in the vocabulary, or asked for.
//!
//! A question is gone through twice. The first time no talk is read: what has to be counted is noted, and estimated for what
//! depends on it. The second time all counts are there, and the talks too.

use super::condition;
use super::words::Words;
use crate::Result;
use crate::analysis::compounds;
use crate::index::TalkField;
use crate::query::plan::Term;
use crate::search::statistics::{Condition, List, Listed, Statistics, TalkSet};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};

/// A set of talks: those of a slice, and the condition that all of them meet.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    bits: FixedBitSet,
    pub(super) condition: Condition,
}

impl TalkSet for Described {
    fn bits(&self) -> &FixedBitSet {
        &self.bits
    }

    fn into_bits(self) -> FixedBitSet {
        self.bits
    }

    fn union_with(&mut self, other: &Self) {
        self.bits.union_with(&other.bits);
        self.condition = Condition::any([self.take(), other.condition.clone()]);
    }

    fn intersect_with(&mut self, other: &Self) {
        self.bits.intersect_with(&other.bits);
        self.condition = Condition::all([self.take(), other.condition.clone()]);
    }

    fn difference_with(&mut self, other: &Self) {
        self.bits.difference_with(&other.bits);
        self.condition = self.take().without(other.condition.clone());
    }

    fn is_same(&self, other: &Self) -> bool {
        self.condition == other.condition
    }
}

impl Described {
    fn take(&mut self) -> Condition {
        std::mem::replace(&mut self.condition, Condition::Never)
    }
}

/// The counts of all talks.
pub(super) struct Whole<'c> {
    words: &'c Words<'c>,
    talks: usize,
    /// By the query that finds what is counted; `None` for what is not counted yet.
    counts: RefCell<FxHashMap<String, Option<usize>>>,
    /// Whether something was asked for that only the texts of talks tell.
    needs_reading: Cell<bool>,
    /// Whether the slice holds every talk that may be found: then it is counted there.
    is_all_read: bool,
}

impl<'c> Whole<'c> {
    pub(super) fn new(words: &'c Words<'c>, talks: usize) -> Whole<'c> {
        let counts = RefCell::default();
        Whole { words, talks, counts, needs_reading: Cell::new(false), is_all_read: false }
    }

    /// The same, of a slice that holds every talk that may be found.
    pub(super) fn all_read(self) -> Whole<'c> {
        Whole { is_all_read: true, ..self }
    }

    /// Whether something was asked for that only the texts of talks tell.
    pub(super) fn needs_reading(&self) -> bool {
        self.needs_reading.get()
    }

    /// What has to be counted and was not, as filters, each under a number.
    pub(super) fn open(&self) -> Vec<String> {
        let counts = self.counts.borrow();
        let mut open: Vec<String> =
            counts.iter().filter(|(_, count)| count.is_none()).map(|(query, _)| query.clone()).collect();
        open.sort_unstable();
        open
    }

    /// Takes note of counts.
    pub(super) fn note(&self, counted: impl IntoIterator<Item = (String, usize)>) {
        self.counts.borrow_mut().extend(counted.into_iter().map(|(query, count)| (query, Some(count))));
    }

    /// How many talks have a term.
    pub(super) fn frequency_in(&self, list: List, term: &str) -> usize {
        self.words.frequency_in(list, term)
    }

    /// The condition without what no talk meets.
    fn pruned(&self, condition: Condition) -> Condition {
        let parts = |parts: Vec<Condition>| -> Vec<Condition> {
            parts.into_iter().map(|part| self.pruned(part)).collect()
        };
        match condition {
            Condition::Holds(listed) => self.held_listed(listed).map_or(Condition::Never, Condition::Holds),
            Condition::Any(any) => Condition::any(parts(any)),
            Condition::All(all) => Condition::all(parts(all)),
            Condition::Read(larger) => match self.pruned(*larger) {
                Condition::Never => Condition::Never,
                larger => Condition::Read(Box::new(larger)),
            },
            other => other,
        }
    }

    /// A term without the alternatives that no talk holds; `None` where none is left in some place.
    pub(super) fn held_listed(&self, listed: Listed<'static>) -> Option<Listed<'static>> {
        let slots = |list: List, slots: &[Vec<String>]| -> Option<Vec<Vec<String>>> {
            let held = |slot: &Vec<String>| {
                let held: Vec<String> =
                    slot.iter().filter(|word| self.words.frequency_in(list, word) > 0).cloned().collect();
                (!held.is_empty()).then_some(held)
            };
            slots.iter().map(held).collect()
        };
        match listed {
            Listed::Term(list, term) => {
                (self.words.frequency_in(list, &term) > 0).then_some(Listed::Term(list, term))
            }
            Listed::Row(list, row) => Some(Listed::Row(list, slots(list, &row)?.into())),
            Listed::Near(list, near) => Some(Listed::Near(list, slots(list, &near)?.into())),
        }
    }

    /// About how many talks meet a condition, as far as the vocabulary tells.
    fn estimate(&self, condition: &Condition) -> usize {
        let of = |parts: &[Condition]| parts.iter().map(|part| self.estimate(part)).collect::<Vec<_>>();
        match condition {
            Condition::Never => 0,
            Condition::Holds(listed) => self.at_most(listed),
            Condition::Any(parts) => of(parts).into_iter().max().unwrap_or_default(),
            Condition::All(parts) => of(parts).into_iter().min().unwrap_or(self.talks),
            Condition::Without(kept, _) => self.estimate(kept),
            Condition::Read(larger) => self.estimate(larger),
            _ => self.talks,
        }
    }

    /// How many talks hold a term, at most.
    pub(super) fn at_most(&self, listed: &Listed<'_>) -> usize {
        match listed {
            Listed::Term(list, term) => self.words.frequency_in(*list, term),
            Listed::Row(list, slots) | Listed::Near(list, slots) => {
                let slots = slots.iter().map(|slot| {
                    slot.iter().map(|word| self.words.frequency_in(*list, word)).max().unwrap_or_default()
                });
                slots.min().unwrap_or_default()
            }
        }
    }

    fn counted(&self, condition: &Condition, documents: usize) -> usize {
        match condition {
            Condition::Never => return 0,
            Condition::Every => return self.talks,
            Condition::Holds(Listed::Term(list, term)) => return self.words.frequency_in(*list, term),
            _ => {}
        }
        if condition.is_read() || condition::terms(condition) > condition::MOST_TERMS {
            self.needs_reading.set(true);
            return if self.is_all_read { documents } else { self.estimate(condition) };
        }
        let query = condition::query(condition).to_string();
        let known = *self.counts.borrow_mut().entry(query).or_default();
        known.unwrap_or_else(|| self.estimate(condition))
    }
}

impl Statistics for Whole<'_> {
    type Set = Described;

    fn set(&self, bits: FixedBitSet, condition: impl FnOnce() -> Condition) -> Described {
        Described { bits, condition: self.pruned(condition()) }
    }

    fn read(&self, bits: FixedBitSet, larger: Described) -> Described {
        let condition = match larger.condition {
            Condition::Never => Condition::Never,
            condition => Condition::Read(Box::new(condition)),
        };
        Described { bits, condition }
    }

    fn count(&self, set: &Described) -> Result<usize> {
        Ok(self.counted(&set.condition, set.bits.count_ones(..)))
    }

    fn held(&self, term: &Term, field: Option<TalkField>, read: usize) -> Result<usize> {
        Ok(self.counted(&self.pruned(Condition::holds(term, field)), read))
    }

    fn is_held(&self, word: &str, field: Option<TalkField>, _: bool) -> Result<bool> {
        let term = Term::Surface(word.to_owned());
        Ok(self.at_most(&Listed::of(&term, field)) > 0)
    }

    fn parted(&self, surface: &str, skipped: &dyn Fn(&str) -> bool) -> Result<Vec<(String, String)>> {
        // Words that never stand side by side find nothing, and that costs no question of its own.
        let parts = compounds::parts(surface).filter(|(before, after)| {
            let is_held = |part| !skipped(part) && self.words.frequency_in(List::Words, part) > 0;
            is_held(before) && is_held(after) && self.words.may_follow(before, after)
        });
        Ok(parts.map(|(before, after)| (before.to_owned(), after.to_owned())).collect())
    }
}

/// Filters as one aggregation counts them.
pub(super) fn filters(open: &[String]) -> Result<Value, serde_json::Error> {
    let mut filters = Map::new();
    for (at, query) in open.iter().enumerate() {
        filters.insert(at.to_string(), serde_json::from_str(query)?);
    }
    Ok(serde_json::json!({ "filters": { "filters": filters } }))
}
