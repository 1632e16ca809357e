//! The words of all talks: the vocabulary of a generation answers nearly all that planning asks; what it does not hold, how words
//! stand together and how they are spelt, the cluster is asked for, all that is open at once.

use super::Cluster;
use super::condition;
use super::statistics::filters;
use crate::Result;
use crate::cluster::vocabulary;
use crate::index::automata::Spelling;
use crate::index::talk_field::TalkField;
use crate::index::vocabulary::{Neighbour, SPELT_IN, Vocabulary, most_spelt};
use crate::search::statistics::{Condition, List, Listed};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use tantivy_fst::{IntoStreamer, Streamer};

/// What was asked of the cluster so far, and what is to be.
#[derive(Default)]
pub(super) struct Facts {
    counts: FxHashMap<String, Option<usize>>,
    spellings: FxHashMap<String, Option<String>>,
}

/// The words of an index in a cluster.
pub(crate) struct Words<'c> {
    cluster: &'c Cluster,
    facts: RefCell<Facts>,
}

impl<'c> Words<'c> {
    pub(super) fn new(cluster: &'c Cluster) -> Words<'c> {
        Words { cluster, facts: RefCell::default() }
    }

    fn map(&self, list: List) -> &vocabulary::Field {
        let vocabulary = &self.cluster.vocabulary;
        match list {
            List::Words => vocabulary.words(),
            List::Keys => vocabulary.keys(),
            List::Names => vocabulary.names(),
        }
    }

    /// How many talks have a term.
    pub(super) fn frequency_in(&self, list: List, term: &str) -> usize {
        self.map(list).get(term).unwrap_or_default() as usize
    }

    /// Whether two words may stand one after the other: where it was asked, whether they do.
    pub(super) fn may_follow(&self, before: &str, after: &str) -> bool {
        let query = condition::query(&row(before, after)).to_string();
        self.facts.borrow().counts.get(&query).is_none_or(|count| count.is_none_or(|count| count > 0))
    }

    /// How many talks meet a condition; 0 where that is to be asked.
    fn count(&self, condition: &Condition) -> usize {
        let query = condition::query(condition).to_string();
        self.facts.borrow_mut().counts.entry(query).or_default().unwrap_or_default()
    }

    /// Asks for all that is open. Whether there was anything.
    pub(super) fn ask(&self) -> Result<bool> {
        let mut facts = self.facts.borrow_mut();
        let is_open = |(query, count): (&String, &Option<usize>)| count.is_none().then(|| query.clone());
        let counts: Vec<String> = facts.counts.iter().filter_map(is_open).collect();
        let spellings = facts.spellings.iter().filter(|(_, spelling)| spelling.is_none());
        let spellings: Vec<String> = spellings.map(|(word, _)| word.clone()).collect();
        if counts.is_empty() && spellings.is_empty() {
            return Ok(false);
        }
        let mut questions = Vec::new();
        if !counts.is_empty() {
            let filters = filters(&counts).map_err(|e| self.cluster.connection.error(e.to_string()))?;
            questions.push(json!({ "size": 0, "track_total_hits": false, "aggs": { "counts": filters } }));
        }
        questions.extend(spellings.iter().map(|word| {
            json!({
                "size": SPELT_IN, "track_total_hits": false, "stored_fields": ["talk"], "sort": ["mark"],
                "query": { "term": { "words": word } },
            })
        }));
        let mut answers = self.cluster.ask_all(&questions)?.into_iter();
        if !counts.is_empty() {
            let answer = answers.next().unwrap_or_default();
            for (query, count) in counts.into_iter().zip(self.cluster.counts(&answer)?) {
                facts.counts.insert(query, Some(count));
            }
        }
        for (word, answer) in spellings.into_iter().zip(answers) {
            let talks = self.cluster.talks(&answer)?;
            let spelling = most_spelt(&word, &talks);
            facts.spellings.insert(word, Some(spelling));
        }
        Ok(true)
    }
}

/// Talks that hold two words one after the other.
fn row(before: &str, after: &str) -> Condition {
    let slots = vec![vec![before.to_owned()], vec![after.to_owned()]];
    Condition::Holds(Listed::Row(List::Words, slots.into()))
}

/// Talks that hold a word.
fn word(surface: &str) -> Condition {
    Condition::Holds(Listed::Term(List::Words, surface.to_owned().into()))
}

impl Vocabulary for Words<'_> {
    fn frequency(&self, surface: &str) -> Result<u32> {
        Ok(self.frequency_in(List::Words, surface) as u32)
    }

    fn key_frequency(&self, key: &str) -> Result<u32> {
        Ok(self.frequency_in(List::Keys, key) as u32)
    }

    fn stands_in(&self, area: TalkField, surface: &str) -> Result<bool> {
        Ok(self.frequency_in(List::Names, &area.surface(surface)) > 0)
    }

    fn follow(&self, before: &str, after: &str) -> Result<bool> {
        let is_held = |word| self.frequency_in(List::Words, word) > 0;
        Ok(is_held(before) && is_held(after) && self.count(&row(before, after)) > 0)
    }

    fn spelling(&self, surface: &str) -> Result<String> {
        let mut facts = self.facts.borrow_mut();
        let spelling = facts.spellings.entry(surface.to_owned()).or_default();
        Ok(spelling.clone().unwrap_or_else(|| surface.to_owned()))
    }

    fn in_company(&self, words: &[&str], company: &[&str]) -> Result<Option<Vec<usize>>> {
        let held = company.iter().filter(|other| self.frequency_in(List::Words, other) > 0);
        let held: Vec<Condition> = held.map(|other| word(other)).collect();
        if held.is_empty() {
            return Ok(None);
        }
        let together = Condition::all(held);
        let count = self.count(&together);
        let with = |surface: &&str| self.count(&Condition::all([together.clone(), word(surface)]));
        let counts = words.iter().map(with).collect();
        Ok((count > 0).then_some(counts))
    }

    fn beginning_with(&self, prefix: &str, limit: usize) -> Result<Option<BTreeMap<String, u32>>> {
        let mut found = BTreeMap::new();
        let mut stream = self.map(List::Words).range().ge(prefix).into_stream();
        while let Some((term, talks)) = stream.next() {
            let Some(word) = std::str::from_utf8(term).ok().filter(|word| word.starts_with(prefix)) else {
                break;
            };
            found.insert(word.to_owned(), talks as u32);
            if found.len() > limit {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }

    fn spelt_like(&self, surface: &str, distance: u8) -> Result<Vec<Neighbour>> {
        let mut found = Vec::new();
        let Some(spelling) = Spelling::like(surface, distance) else { return Ok(found) };
        let mut stream = self.map(List::Words).search(&spelling).into_stream();
        while let Some((term, talks)) = stream.next() {
            if let (Ok(word), Some(distance)) = (std::str::from_utf8(term), spelling.distance(term)) {
                found.push(Neighbour { surface: word.to_owned(), distance, talks: talks as u32 });
            }
        }
        Ok(found)
    }
}

impl Cluster {
    /// Asks several searches of the live generation at once.
    pub(super) fn ask_all(&self, searches: &[Value]) -> Result<Vec<Value>> {
        let mut lines = Vec::new();
        let header = json!({ "index": self.live.index });
        for search in searches {
            lines.extend(format!("{header}\n{search}\n").into_bytes());
        }
        let mut answer = self.connection.send("POST", "/_msearch", &lines)?;
        let answers = answer.get_mut("responses").and_then(Value::as_array_mut).map(std::mem::take);
        match answers {
            Some(answers) if answers.len() == searches.len() => Ok(answers),
            _ => Err(self.connection.error("another number of answers than of questions")),
        }
    }

    /// The counts of the aggregation of filters `counts`, in the order of the filters.
    pub(super) fn counts(&self, answer: &Value) -> Result<Vec<usize>> {
        let broken = || self.connection.error("an answer without its counts");
        let buckets = answer.pointer("/aggregations/counts/buckets").and_then(Value::as_object);
        let buckets = buckets.ok_or_else(broken)?;
        let count = |at: usize| {
            let count = buckets.get(&at.to_string()).and_then(|bucket| bucket["doc_count"].as_u64());
            count.map(|count| count as usize).ok_or_else(broken)
        };
        (0..buckets.len()).map(count).collect()
    }
}
