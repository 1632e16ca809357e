//! How the score of a hit came about: the score of each clause, then what was added for the whole.

use crate::index::TalkField;
use crate::query::plan::Relation;

/// The parts of a score. The scores of the clauses and the other parts add up to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Clauses of the query that the talk matches, in their order.
    pub clauses: Vec<ClauseScore>,
    /// Added because words stand near each other.
    pub proximity: f32,
    /// Added because the talk is about the words.
    pub subject: f32,
    /// Taken away because the unit recounts no session.
    pub section: f32,
    /// Added for all words of the query, taken away for missing ones.
    pub coverage: f32,
    /// The score.
    pub score: f32,
}

/// The score of a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseScore {
    /// What the clause adds.
    pub score: f32,
    /// The word it asks for; `None` where it asks for none, as a phrase does.
    pub word: Option<WordScore>,
}

/// How a word of a query meets a talk.
#[derive(Clone, Debug, PartialEq)]
pub struct WordScore {
    /// The word, as the query names it.
    pub label: String,
    /// Its idf.
    pub idf: f32,
    /// Where its forms occur in the talk: those of the strongest form first.
    pub occurrences: Vec<Occurrence>,
}

/// One form in one field of a talk.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// The relation of the form to the word.
    pub relation: Relation,
    /// Where it occurs.
    pub field: TalkField,
    /// How often.
    pub tf: u32,
    /// Its share in the score of the form, before idf.
    pub strength: f32,
}
