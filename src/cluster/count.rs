//! What is counted of talks while they pass: how many hold each term, and how many share a session.
//!
//! A run that builds upon a generation counts what came and what went; both together with what the generation had are what it
//! would have if all were counted anew.

use super::document::{self, Sealed, each_term};
use super::vocabulary::{self, Vocabulary};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Counts of terms by their bytes.
pub(super) type Terms = BTreeMap<Box<[u8]>, u32>;

/// How many talks came or went with a term.
#[derive(Clone, Copy, Default)]
struct Tally {
    talks: i32,
    /// The last talk that was counted: a talk holds a term once, however often.
    last: u32,
}

/// The terms of one field.
type Field = FxHashMap<Box<str>, Tally>;

/// Counts of talks.
#[derive(Default)]
pub(super) struct Counter {
    words: Field,
    keys: Field,
    names: Field,
    /// By hash.
    sessions: FxHashMap<u32, i32>,
    came: Sealed,
    went: Sealed,
    /// Talks that were counted.
    seen: u32,
}

/// The sum of what a generation had and what came and went.
pub(super) struct Counted {
    pub(super) words: Terms,
    pub(super) keys: Terms,
    pub(super) names: Terms,
    /// How many talks have each hash of a session, in the order of the hashes.
    pub(super) sessions: Vec<(u32, u32)>,
    pub(super) sealed: Sealed,
}

impl Counter {
    /// Counts a talk that comes.
    pub(super) fn came(&mut self, talk: &document::Tally) {
        self.came.add(talk.sealed);
        self.count(talk, 1);
    }

    /// Counts a talk that goes.
    pub(super) fn went(&mut self, talk: &document::Tally) {
        self.went.add(talk.sealed);
        self.count(talk, -1);
    }

    fn count(&mut self, talk: &document::Tally, by: i32) {
        self.seen += 1;
        let seen = self.seen;
        let terms = &talk.terms;
        let fields = [
            (&mut self.words, &terms.bare.surfaces),
            (&mut self.keys, &terms.bare.keys),
            (&mut self.names, &terms.names),
        ];
        for (field, lines) in fields {
            for term in each_term(lines) {
                let tally = match field.get_mut(term) {
                    Some(tally) => tally,
                    None => field.entry(term.into()).or_default(),
                };
                if tally.last != seen {
                    *tally = Tally { talks: tally.talks + by, last: seen };
                }
            }
        }
        for session in &talk.sessions {
            *self.sessions.entry(*session as u32).or_default() += by;
        }
    }

    /// Adds what another thread counted.
    pub(super) fn merge(&mut self, other: Counter) {
        self.came.add(other.came);
        self.went.add(other.went);
        for (into, from) in
            [(&mut self.words, other.words), (&mut self.keys, other.keys), (&mut self.names, other.names)]
        {
            for (term, tally) in from {
                into.entry(term).or_default().talks += tally.talks;
            }
        }
        for (session, talks) in other.sessions {
            *self.sessions.entry(session).or_default() += talks;
        }
        // Of the talks of two threads none is the last one of both.
        self.seen += other.seen;
    }

    /// Adds what a generation had.
    pub(super) fn upon(
        self,
        vocabulary: Option<&Vocabulary>,
        sessions: &[(u32, u32)],
        sealed: Sealed,
    ) -> Counted {
        let mut counts: BTreeMap<u32, i64> =
            sessions.iter().map(|(hash, talks)| (*hash, i64::from(*talks))).collect();
        for (hash, talks) in self.sessions {
            *counts.entry(hash).or_default() += i64::from(talks);
        }
        let mut sum = sealed;
        sum.add(self.came);
        Counted {
            words: settle(vocabulary.map(Vocabulary::words), self.words),
            keys: settle(vocabulary.map(Vocabulary::keys), self.keys),
            names: settle(vocabulary.map(Vocabulary::names), self.names),
            sessions: counts.into_iter().filter_map(|(hash, talks)| Some((hash, positive(talks)?))).collect(),
            sealed: sum.without(self.went),
        }
    }
}

impl Counted {
    /// The hashes of sessions that several talks have.
    pub(super) fn shared(&self) -> Vec<u32> {
        self.sessions.iter().filter(|(_, talks)| *talks > 1).map(|(hash, _)| *hash).collect()
    }
}

/// The terms that a field had, and what came and went.
fn settle(before: Option<&vocabulary::Field>, changes: Field) -> Terms {
    let mut sum: BTreeMap<Box<[u8]>, i64> = BTreeMap::new();
    if let Some(before) = before {
        let mut stream = before.stream();
        while let Some((term, talks)) = tantivy_fst::Streamer::next(&mut stream) {
            sum.insert(term.into(), talks as i64);
        }
    }
    for (term, tally) in changes {
        *sum.entry(term.into_boxed_bytes()).or_default() += i64::from(tally.talks);
    }
    sum.into_iter().filter_map(|(term, talks)| Some((term, positive(talks)?))).collect()
}

/// A number of talks, where there are any.
fn positive(talks: i64) -> Option<u32> {
    u32::try_from(talks).ok().filter(|talks| *talks > 0)
}
