//! What scores and totals rest on besides the talks that are read: how many talks of all have something.
//!
//! An index that is searched as a whole counts its own documents (`Own`). A slice of a larger one holds a few of its talks;
//! each set of talks then carries the condition that describes it ([`Condition`]), and whoever has all talks counts those that
//! meet it. Everything that ranks is written once for both, and an index of its own pays nothing for the other.

pub use super::lookup::{List, Listed};
pub use super::phrase::SLACK;
use crate::Result;
use crate::analysis::compounds;
use crate::index::vocabulary::Vocabulary as _;
use crate::index::{Index, TalkField};
use crate::query::plan::Term;
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::RangeInclusive;

/// A set of talks, with a bit for each document of the index that is read.
pub trait TalkSet: Clone {
    /// The documents that are read.
    fn bits(&self) -> &FixedBitSet;

    /// The same, of a set that is not needed any more.
    fn into_bits(self) -> FixedBitSet;

    /// Adds the talks of another.
    fn union_with(&mut self, other: &Self);

    /// Keeps the talks that another has too.
    fn intersect_with(&mut self, other: &Self);

    /// Takes out the talks of another.
    fn difference_with(&mut self, other: &Self);

    /// Whether both hold the same talks, as far as that is known.
    fn is_same(&self, other: &Self) -> bool;
}

impl TalkSet for FixedBitSet {
    fn bits(&self) -> &FixedBitSet {
        self
    }

    fn into_bits(self) -> FixedBitSet {
        self
    }

    fn union_with(&mut self, other: &Self) {
        FixedBitSet::union_with(self, other);
    }

    fn intersect_with(&mut self, other: &Self) {
        FixedBitSet::intersect_with(self, other);
    }

    fn difference_with(&mut self, other: &Self) {
        FixedBitSet::difference_with(self, other);
    }

    fn is_same(&self, other: &Self) -> bool {
        self == other
    }
}

/// Counts of all talks.
pub trait Statistics {
    /// What a set of talks is.
    type Set: TalkSet;

    /// A set, by its documents and by the condition that its talks meet.
    fn set(&self, bits: FixedBitSet, condition: impl FnOnce() -> Condition) -> Self::Set;

    /// Those of a larger set whose text meets a condition that only the text can be asked for.
    fn read(&self, bits: FixedBitSet, larger: Self::Set) -> Self::Set;

    /// How many talks a set has.
    fn count(&self, set: &Self::Set) -> Result<usize>;

    /// How many talks hold a term, given how many of those that are read do.
    fn held(&self, term: &Term, field: Option<TalkField>, read: usize) -> Result<usize>;

    /// Whether any talk holds a folded word in a field, given whether a document of the index does.
    fn is_held(&self, word: &str, field: Option<TalkField>, is_here: bool) -> Result<bool>;

    /// The ways in which a folded word may stand somewhere as two, but for those with a part that `skipped` names.
    fn parted(&self, surface: &str, skipped: &dyn Fn(&str) -> bool) -> Result<Vec<(String, String)>>;
}

/// Bytes of the first part of a word, and whether both parts stand side by side; `None` before that is asked.
type Part = (usize, Option<bool>);

/// The counts of an index that is searched as a whole.
pub(super) struct Own<'i> {
    index: &'i Index,
    /// The ways in which words part: the forms of a word are looked up more than once.
    parted: RefCell<FxHashMap<String, Vec<Part>>>,
}

impl<'i> Own<'i> {
    /// Of this index.
    pub(super) fn of(index: &'i Index) -> Self {
        Own { index, parted: RefCell::default() }
    }
}

impl Statistics for Own<'_> {
    type Set = FixedBitSet;

    fn set(&self, bits: FixedBitSet, _: impl FnOnce() -> Condition) -> FixedBitSet {
        bits
    }

    fn read(&self, bits: FixedBitSet, _: FixedBitSet) -> FixedBitSet {
        bits
    }

    fn count(&self, set: &FixedBitSet) -> Result<usize> {
        Ok(set.count_ones(..))
    }

    fn held(&self, _: &Term, _: Option<TalkField>, read: usize) -> Result<usize> {
        Ok(read)
    }

    fn is_held(&self, _: &str, _: Option<TalkField>, is_here: bool) -> Result<bool> {
        Ok(is_here)
    }

    fn parted(&self, surface: &str, skipped: &dyn Fn(&str) -> bool) -> Result<Vec<(String, String)>> {
        let mut known = self.parted.borrow_mut();
        if !known.contains_key(surface) {
            let parts = compounds::parts(surface).map(|(before, _)| (before.len(), None)).collect();
            known.insert(surface.to_owned(), parts);
        }
        let mut parted = Vec::new();
        for (bytes, follow) in known.get_mut(surface).into_iter().flatten() {
            let (before, after) = surface.split_at(*bytes);
            if skipped(before) || skipped(after) {
                continue;
            }
            let stands = match *follow {
                Some(follow) => follow,
                None => *follow.insert(self.index.follow(before, after)?),
            };
            if stands {
                parted.push((before.to_owned(), after.to_owned()));
            }
        }
        Ok(parted)
    }
}

/// What the talks of a set have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Nothing: all talks.
    Every,
    /// Met by no talk.
    Never,
    /// They hold a term, or words in a row or close together.
    Holds(Listed<'static>),
    /// They carry a tag.
    Tagged(String),
    /// They have one of these ids.
    Ids(Vec<String>),
    /// They are of a year.
    Year(RangeInclusive<i32>),
    /// They are of a day from the first to the last, or that begins as they do; either may be empty.
    Day(String, String),
    /// They are rated so.
    Rated(RangeInclusive<f64>),
    /// They meet any of these.
    Any(Vec<Condition>),
    /// They meet all of these.
    All(Vec<Condition>),
    /// They meet the first and not the second.
    Without(Box<Condition>, Box<Condition>),
    /// They meet this, and something that only their text tells.
    Read(Box<Condition>),
}

impl Condition {
    /// Of talks that hold a term in one field or in all that bare words are searched in. What the body holds that no other
    /// field does, only the text tells.
    pub fn holds(term: &Term, field: Option<TalkField>) -> Condition {
        match field {
            Some(TalkField::Body) => Condition::Read(Box::new(Condition::holds(term, None))),
            field => Condition::Holds(Listed::of(term, field).into_owned()),
        }
    }

    /// Any of some.
    pub fn any(conditions: impl IntoIterator<Item = Condition>) -> Condition {
        let parts_of = |condition| match condition {
            Condition::Any(parts) => parts,
            one => vec![one],
        };
        Condition::joined(conditions, Condition::Never, Condition::Every, parts_of, Condition::Any)
    }

    /// All of some.
    pub fn all(conditions: impl IntoIterator<Item = Condition>) -> Condition {
        let parts_of = |condition| match condition {
            Condition::All(parts) => parts,
            one => vec![one],
        };
        Condition::joined(conditions, Condition::Every, Condition::Never, parts_of, Condition::All)
    }

    /// The parts of some conditions, each once, as `whole` joins them. `neutral` changes nothing, and is what none make;
    /// `deciding` is the outcome wherever it stands.
    fn joined(
        conditions: impl IntoIterator<Item = Condition>,
        neutral: Condition,
        deciding: Condition,
        parts_of: fn(Condition) -> Vec<Condition>,
        whole: fn(Vec<Condition>) -> Condition,
    ) -> Condition {
        let mut parts: Vec<Condition> = Vec::new();
        for condition in conditions {
            if condition == deciding {
                return deciding;
            }
            if condition == neutral {
                continue;
            }
            for part in parts_of(condition) {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
        match parts.len() {
            0 => neutral,
            1 => parts.swap_remove(0),
            _ => whole(parts),
        }
    }

    /// This without what meets another.
    pub fn without(self, other: Condition) -> Condition {
        match other {
            Condition::Never => self,
            Condition::Every => Condition::Never,
            other => Condition::Without(Box::new(self), Box::new(other)),
        }
    }

    /// Whether only the text of a talk tells if it meets this.
    pub fn is_read(&self) -> bool {
        match self {
            Condition::Read(_) => true,
            Condition::Any(parts) | Condition::All(parts) => parts.iter().any(Condition::is_read),
            Condition::Without(kept, left) => kept.is_read() || left.is_read(),
            _ => false,
        }
    }
}
