//! Talks that were found, and the index that holds those of them that are read.

use crate::Result;
use crate::cluster::answering;
use crate::index::Index;
use crate::search::{Ranked, Sort};
use crate::talk::Talk;
use fixedbitset::FixedBitSet;
use std::ops::Deref;
use tantivy::DocId;

/// Talks that were found, read or not.
#[derive(Clone, Debug)]
pub struct Talks(pub(super) Which);

#[derive(Clone, Debug)]
pub(super) enum Which {
    /// A bit for every document of the index in the folder.
    Documents(FixedBitSet),
    /// What they have in common.
    Counted(answering::Found),
}

/// The index that holds talks here.
#[derive(Debug)]
pub enum Held<'e> {
    /// All of it.
    Whole(&'e Index),
    /// A slice.
    Slice(Box<Index>),
}

/// Places among the talks found, and the index that holds these.
#[derive(Debug)]
pub struct Places<'e> {
    /// What their documents are of.
    pub index: Held<'e>,
    /// The places.
    pub ranked: Ranked<Talks>,
}

/// Which of some talks are listed, and how.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// In which order; that of scores stands for that of the recaps and of the places in them.
    pub sort: Sort,
    /// Talks passed over.
    pub offset: usize,
    /// At most this many talks.
    pub limit: usize,
    /// Whether the last of them comes first.
    pub is_reversed: bool,
    /// Whether it is to be known which other recaps cover their sessions.
    pub elsewhere: bool,
}

/// One talk, by its document.
#[derive(Debug)]
pub struct Named<'e> {
    /// What the document is of.
    pub index: Held<'e>,
    /// The document.
    pub doc: DocId,
}

impl Talks {
    /// How many.
    pub fn count(&self) -> usize {
        match &self.0 {
            Which::Documents(docs) => docs.count_ones(..),
            Which::Counted(found) => found.total,
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Which::Documents(docs) => docs.is_clear(),
            Which::Counted(found) => found.total == 0,
        }
    }
}

impl Deref for Held<'_> {
    type Target = Index;

    fn deref(&self) -> &Index {
        match self {
            Held::Whole(index) => index,
            Held::Slice(index) => index,
        }
    }
}

impl Named<'_> {
    /// The talk, with all that is known of it.
    pub fn talk(&self) -> Result<Talk> {
        self.index.talk(self.doc)
    }
}
