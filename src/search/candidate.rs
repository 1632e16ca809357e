//! A talk that may be among the best, and what its score is made of.

use super::best::Scored;
use tantivy::DocId;

/// A talk that matches.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) doc: DocId,
    /// Whether it recounts no session.
    pub(super) is_section: bool,
    /// The score of each clause in it; 0 where it does not match.
    pub(super) scores: Box<[f32]>,
    /// Whether it has the whole request, and which share of it.
    pub(super) found: Found,
    /// Bonus for words that stand together.
    pub(super) proximity: f32,
    /// Bonus for words in the title and in the first sentence.
    pub(super) subject: f32,
    pub(super) score: f32,
}

/// The part of the request that a talk has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// Whether that is all.
    pub(super) all: bool,
    /// Its share, weighted by the idf of each clause.
    pub(super) share: f32,
}

impl Candidate {
    /// The sum of all clauses and bonuses.
    pub(super) fn together(&self) -> f32 {
        self.scores.iter().sum::<f32>() + self.proximity + self.subject
    }
}

impl Scored for Candidate {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn score(&self) -> f32 {
        self.score
    }
}
