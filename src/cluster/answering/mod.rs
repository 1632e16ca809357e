//! Answers from a cluster: the same hits, scores and explanations as from the same talks in a folder.
//!
//! A search is two questions at most, where the generation is known: what has to be counted, and the talks that can be among
//! the best. These become a slice of the index in memory, and what ranks an index in a folder ranks the slice by the counts of
//! all talks. Plans are made with the vocabulary of the generation, which is kept on this machine.

mod cache;
mod candidates;
mod columns;
mod condition;
mod elsewhere;
mod named;
mod order;
mod pages;
mod rank;
mod statistics;
mod wanted;
mod words;

use super::connection::Connection;
use super::generation::Live;
use super::hit;
use super::tables::Table;
use super::vocabulary::Vocabulary;
use crate::index::Index;
use crate::index::packing::Unpacker;
use crate::index::slice::Larger;
use crate::search;
use crate::search::similar::{FLOOR, Likeness};
use crate::search::statistics::Condition;
use crate::search::weights::Weights;
use crate::talk::Talk;
use crate::{Error, Result};
use candidates::Scorer;
pub(crate) use order::Order;
pub(crate) use rank::Answer;
use serde_json::{Value, json};
use statistics::Whole;
use std::sync::Arc;
use tantivy::DocId;
use words::Words;

/// Talks that are ranked or read at once at most: the cluster gives no more in one answer.
pub(super) const MOST: usize = 10_000;
/// How far the cluster's scores of similar talks may be too low.
const CAUTION: f32 = 0.6;
/// A generation that goes while it is opened is followed by another; this many times in a row is no accident.
const REOPEN: usize = 8;

/// A generation of an index in a cluster, open for reading.
pub struct Cluster {
    connection: Arc<Connection>,
    live: Live,
    larger: Larger,
    vocabulary: Vocabulary,
    unpacker: Unpacker,
    /// A slice without any talk: what all talks have in common.
    empty: Index,
}

impl Cluster {
    /// Opens the live generation.
    ///
    /// # Errors
    /// [`Error::NoIndex`], [`Error::OtherVersion`], [`Error::Damaged`], [`Error::Cluster`].
    pub fn open(connection: &Arc<Connection>) -> Result<Cluster> {
        let mut live = Live::find(connection)?;
        for _ in 0..REOPEN {
            let opened = Cluster::of(connection, live.clone());
            if opened.is_ok() {
                return opened;
            }
            // A writer may have removed the generation between the two looks: then another is live.
            let now = Live::find(connection)?;
            if now.uuid == live.uuid {
                return opened;
            }
            live = now;
        }
        Cluster::of(connection, live)
    }

    /// Opens a generation.
    fn of(connection: &Arc<Connection>, live: Live) -> Result<Cluster> {
        let place = connection.address().to_string().into();
        let vocabulary = cache::vocabulary(connection, &live)?;
        let missing =
            || Error::Damaged { what: live.index.clone(), reason: "it lacks its vocabulary".into() };
        let vocabulary = vocabulary.ok_or_else(missing)?;
        let dictionary = cache::table(connection, &live, Table::Dictionary)?;
        let failed = |e| Error::io(connection.address().to_string(), e);
        let unpacker = Unpacker::new(dictionary.as_deref()).map_err(failed)?;
        let larger = Larger { place, manifest: live.meta.manifest.clone(), length: live.meta.length };
        let empty = larger.slice(&[], None)?;
        Ok(Cluster { connection: Arc::clone(connection), live, larger, vocabulary, unpacker, empty })
    }

    /// A slice without any talk: what all talks have in common.
    pub fn empty(&self) -> &Index {
        &self.empty
    }

    /// The words of all its talks.
    pub(crate) fn words(&self) -> Words<'_> {
        Words::new(self)
    }

    /// A slice with some talks to show, numbered as they come and without terms; `elsewhere` says whether it is asked which other recaps cover their
    /// sessions.
    pub(crate) fn read(&self, talks: &[Talk], elsewhere: bool) -> Result<Index> {
        let slice = self.larger.slice(talks, None)?;
        let told = if elsewhere {
            let talks: Vec<(DocId, Talk)> = (0..).zip(talks.iter().cloned()).collect();
            self.elsewhere(&talks)?
        } else {
            Default::default()
        };
        slice.note_elsewhere(told);
        Ok(slice)
    }

    /// The talks most like a talk, itself left out, at most `limit`; and a slice with them.
    ///
    /// # Errors
    /// [`Error::QueryLimit`] where more talks are like it than can be read at once.
    pub(crate) fn similar(&self, talk: &Talk, limit: usize, weights: &Weights) -> Result<search::Found> {
        let words = Words::new(self);
        let known = Whole::new(&words, self.larger.manifest.talks);
        let likeness = Likeness::of(talk, &words, self.empty.talks())?;
        // What is counted, and what the talk itself scores: it is the first document of each slice.
        let wanted = wanted::of(&likeness.plan, &known)?;
        let alone = self.larger.slice(std::slice::from_ref(talk), Some(&wanted))?;
        likeness.clone().similar(&alone, &known, 0, 0, weights)?;
        self.count_open(&known)?;
        let own = likeness.own(&alone, &known, weights)?;
        let scorer = Scorer::new(&self.empty, &known, weights, &likeness.plan, &Condition::Never);
        // The cluster's scores lack a factor, and are not exact.
        let least = own * FLOOR / weights.most() * CAUTION;
        let question = json!({
            "size": MOST, "track_total_hits": false, "stored_fields": ["talk"], "min_score": least,
            "query": scorer.weighed(&likeness.shares)?,
        });
        let mut talks = vec![talk.clone()];
        talks.extend(
            self.talks(&self.ask_all(&[question])?.remove(0))?
                .into_iter()
                .filter(|other| other.id != talk.id || other.source != talk.source),
        );
        if talks.len() >= MOST {
            return Err(Error::QueryLimit { what: "similar talks to compare in a cluster", limit: MOST });
        }
        let slice = self.larger.slice(&talks, Some(&wanted))?;
        let mut found = likeness.similar(&slice, &known, 0, limit, weights)?;
        let hits: Vec<(DocId, Talk)> = (0..).zip(found.hits.iter().map(|hit| hit.talk.clone())).collect();
        let elsewhere = self.elsewhere(&hits)?;
        for (at, hit) in (0..).zip(&mut found.hits) {
            hit.talk.also_told_in = elsewhere.get(&at).cloned().unwrap_or_default();
        }
        Ok(found)
    }

    /// The talks of an answer.
    fn talks(&self, answer: &Value) -> Result<Vec<Talk>> {
        let hits = answer.pointer("/hits/hits").and_then(Value::as_array);
        let hits = hits.ok_or_else(|| self.connection.error("an answer without hits"))?;
        hits.iter().map(|hit| self.talk(hit)).collect()
    }

    /// The talk of a hit.
    fn talk(&self, hit: &Value) -> Result<Talk> {
        hit::talk(hit, &self.unpacker)
    }
}

/// What no two talks share.
fn which(talk: &Talk) -> (String, String, u32) {
    (talk.id.clone(), talk.source.file.clone(), talk.source.first_line)
}

/// Talks that were found, counted and not read.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) total: usize,
    pub(super) condition: Condition,
}

impl std::fmt::Debug for Cluster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cluster").field("live", &self.live.index).finish_non_exhaustive()
    }
}
