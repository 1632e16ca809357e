//! What a matcher finds: a set of talks, a bit each, and where their worth is to be read once it is known which talks matter.

use super::lookup::Postings;
use super::weights::Weights;
use fixedbitset::FixedBitSet;
use tantivy::DocId;

/// The talks that match, and what each is worth.
pub(super) struct Clause {
    /// The talks that match: a bit for every document of the index.
    pub(super) docs: FixedBitSet,
    /// Those of them that hold what was asked for, not only something near it.
    pub(super) near: FixedBitSet,
    /// How telling what was asked for is.
    pub(super) rarity: f32,
    pub(super) worth: Worth,
    /// Of a name: for each of its spellings the talks that hold each of the words, and which share of the name that word is.
    pub(super) spellings: Vec<Vec<(FixedBitSet, f32)>>,
}

impl Clause {
    /// Of no talk.
    pub(super) fn none() -> Clause {
        Clause {
            docs: FixedBitSet::new(),
            near: FixedBitSet::new(),
            rarity: 0.0,
            worth: Worth::None,
            spellings: Vec::new(),
        }
    }

    /// Which share of what was asked for a talk holds.
    pub(super) fn share(&self, doc: DocId, weights: &Weights) -> f32 {
        let doc = doc as usize;
        if self.near.contains(doc) {
            return 1.0;
        }
        let shares = self.spellings.iter().map(|words| {
            words.iter().filter(|(docs, _)| docs.contains(doc)).map(|(_, share)| share).sum::<f32>()
        });
        let of_words = shares.fold(0.0, f32::max);
        if self.docs.contains(doc) { of_words.max(weights.nearly) } else { 0.0 }
    }
}

/// Where the worth of talks is read from.
pub(super) enum Worth {
    /// Nothing: what only narrows.
    None,
    /// The best of some forms, times their rarity.
    Forms(OfForms),
    /// The best of these.
    Best(Vec<Worth>),
    /// All of these together.
    Sum(Vec<Worth>),
    /// That of these talks; of others nothing.
    Only(FixedBitSet, Box<Worth>),
}

impl Worth {
    /// What a talk is worth at the most.
    pub(super) fn most(&self, weights: &Weights) -> f32 {
        match self {
            Worth::None => 0.0,
            Worth::Forms(of) => {
                let best = of.postings.iter().flatten().map(|(weight, _)| *weight).fold(0.0, f32::max);
                best * of.rarity * weights.most()
            }
            Worth::Best(worths) => worths.iter().map(|worth| worth.most(weights)).fold(0.0, f32::max),
            Worth::Sum(worths) => worths.iter().map(|worth| worth.most(weights)).sum(),
            Worth::Only(_, worth) => worth.most(weights),
        }
    }

    /// Makes all of it count for a share.
    pub(super) fn scale(&mut self, share: f32) {
        match self {
            Worth::None => {}
            Worth::Forms(of) => of.rarity *= share,
            Worth::Best(worths) | Worth::Sum(worths) => {
                worths.iter_mut().for_each(|worth| worth.scale(share));
            }
            Worth::Only(_, worth) => worth.scale(share),
        }
    }

    /// Whether every talk that matches is worth something.
    pub(super) fn is_always(&self) -> bool {
        match self {
            Worth::None => false,
            Worth::Forms(of) => of.postings.iter().flatten().all(|(weight, _)| *weight > 0.0),
            Worth::Best(worths) | Worth::Sum(worths) => worths.iter().all(Worth::is_always),
            Worth::Only(_, worth) => worth.is_always(),
        }
    }
}

/// Forms of a word, looked up.
pub(super) struct OfForms {
    /// How telling the word is.
    pub(super) rarity: f32,
    /// Whether the length of a talk counts against the word: not in titles and names.
    pub(super) has_length: bool,
    /// By segment: its forms, each with its weight.
    pub(super) postings: Vec<Vec<(f32, Postings)>>,
}
