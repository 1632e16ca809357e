//! The result of a matcher: a set of talks, a bit each, and the source of their scores, which is read for chosen talks only.

use super::lookup::Postings;
use super::statistics::TalkSet;
use super::weights::Weights;
use fixedbitset::FixedBitSet;
use tantivy::DocId;

/// The talks that match, and the source of their scores.
pub(super) struct Clause<S = FixedBitSet> {
    /// The talks that match.
    pub(super) docs: S,
    /// Those of them that hold the request itself, not only something near it.
    pub(super) near: S,
    /// The idf of the request.
    pub(super) idf: f32,
    pub(super) score: ScoreSource,
    /// Of a name: for each of its spellings the talks that hold each of the words, and which share of the name that word is.
    pub(super) spellings: Vec<Vec<(FixedBitSet, f32)>>,
}

impl<S: TalkSet> Clause<S> {
    /// The same, of the documents that are read.
    pub(super) fn of_bits(self) -> Clause {
        let Clause { docs, near, idf, score, spellings } = self;
        Clause { docs: docs.into_bits(), near: near.into_bits(), idf, score, spellings }
    }
}

impl Clause {
    /// The share of the request that a talk holds.
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

/// Where the scores of talks are read from.
pub(super) enum ScoreSource {
    /// Nothing: what only narrows.
    None,
    /// The score of the best form, times the idf of the word.
    Forms(FormScores),
    /// The best of these.
    Best(Vec<ScoreSource>),
    /// All of these together.
    Sum(Vec<ScoreSource>),
    /// That of these talks; of others nothing.
    Only(FixedBitSet, Box<ScoreSource>),
}

impl ScoreSource {
    /// The highest score that a talk may have.
    pub(super) fn most(&self, weights: &Weights) -> f32 {
        match self {
            ScoreSource::None => 0.0,
            ScoreSource::Forms(of) => {
                let best = of.postings.iter().flatten().map(|(weight, _)| *weight).fold(0.0, f32::max);
                best * of.idf * weights.most()
            }
            ScoreSource::Best(scores) => scores.iter().map(|score| score.most(weights)).fold(0.0, f32::max),
            ScoreSource::Sum(scores) => scores.iter().map(|score| score.most(weights)).sum(),
            ScoreSource::Only(_, score) => score.most(weights),
        }
    }

    /// Makes all of it count for a share.
    pub(super) fn scale(&mut self, share: f32) {
        match self {
            ScoreSource::None => {}
            ScoreSource::Forms(of) => of.idf *= share,
            ScoreSource::Best(scores) | ScoreSource::Sum(scores) => {
                scores.iter_mut().for_each(|score| score.scale(share));
            }
            ScoreSource::Only(_, score) => score.scale(share),
        }
    }

    /// Whether every talk that matches has a score above 0.
    pub(super) fn is_always(&self) -> bool {
        match self {
            ScoreSource::None => false,
            ScoreSource::Forms(of) => of.postings.iter().flatten().all(|(weight, _)| *weight > 0.0),
            ScoreSource::Best(scores) | ScoreSource::Sum(scores) => scores.iter().all(ScoreSource::is_always),
            ScoreSource::Only(_, score) => score.is_always(),
        }
    }
}

/// Forms of a word, looked up.
pub(super) struct FormScores {
    /// The idf of the word.
    pub(super) idf: f32,
    /// Whether the length of a talk counts against the word: not in titles and names.
    pub(super) has_length: bool,
    /// By segment: its forms, each with its weight.
    pub(super) postings: Vec<Vec<(f32, Postings)>>,
}
