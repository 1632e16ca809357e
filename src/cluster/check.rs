//! A full examination of an index in a cluster: every table against its digest, every talk against its seal, every count
//! against another.

use super::connection::Connection;
use super::count::{Counted, Counter, Terms};
use super::document::{Document, Sealed};
use super::former::{Kept, Reader};
use super::generation::{self, Live};
use super::state::State;
use super::tables::{self, Table};
use super::vocabulary::{self, Vocabulary};
use crate::analysis::Analysis;
use crate::index::check::{Examination, Fault};
use crate::{Error, Result};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Value, json};
use std::sync::Arc;

/// Terms of a field whose talks the cluster is asked to count.
const ASKED: usize = 200;

/// Examines the live generation.
///
/// # Errors
/// [`Error::NoIndex`], [`Error::OtherVersion`], [`Error::Cluster`]; damage is no error here but what is looked for.
pub fn examine(connection: &Arc<Connection>) -> Result<Examination> {
    let mut examination = Examination::default();
    match examined(connection, &mut examination) {
        Err(Error::Damaged { what, reason }) => examination.faults.push(Fault { what, reason }),
        other => other?,
    }
    Ok(examination)
}

fn examined(connection: &Arc<Connection>, examination: &mut Examination) -> Result<()> {
    let live = Live::find(connection)?;
    examination.generation = Some(live.meta.manifest.generation);
    let health = connection.request("GET", &format!("/_cluster/health/{}", live.index), None)?;
    if health["status"] == "red" {
        let reason = "shards of it are lost or not at work".to_owned();
        examination.faults.push(Fault { what: live.index, reason });
        return Ok(());
    }
    let tables = [Table::Vocabulary, Table::Sources, Table::Ids, Table::Dictionary];
    for stored in tables.into_iter().filter_map(|table| live.meta.tables.of(table)) {
        examination.files += stored.parts;
        examination.bytes += stored.length;
    }
    tables::read(connection, &live, Table::Ids)?;
    let state = State::read(connection, &live)?;
    let packed = tables::read(connection, &live, Table::Vocabulary)?.unwrap_or_default();
    let vocabulary = Vocabulary::decode(&packed)?;
    let mut fault = |what: &str, reason: String| {
        examination.faults.push(Fault { what: what.to_owned(), reason });
    };
    let sealed = live.meta.sealed();
    compare(generation::sums(connection, &live.index)?, sealed, |reason| fault(&live.index, reason));
    let counted = talks(connection, &live, &state, &mut fault)?;
    compare(counted.sealed, sealed, |reason| fault("its talks", reason));
    if counted.sessions != state.sessions || counted.shared() != vocabulary.sessions() {
        fault("its sessions", "are not those of its talks".to_owned());
    }
    let fields = [
        ("words", vocabulary.words(), &counted.words),
        ("keys", vocabulary.keys(), &counted.keys),
        ("names", vocabulary.names(), &counted.names),
    ];
    for (field, kept, counted) in fields {
        if !is_same(kept, counted) {
            fault("the vocabulary", format!("its {field} are not those of its talks"));
        }
        if let Some(term) = miscounted(connection, &live, field, counted)? {
            fault(&live.index, format!("it does not find all talks that hold {term:?} in {field}"));
        }
    }
    examination.talks = counted.sealed.talks as usize;
    Ok(())
}

/// Says how sums differ.
fn compare(found: Sealed, meant: Sealed, fault: impl FnOnce(String)) {
    if found.talks != meant.talks {
        fault(format!("{} talks instead of {}", found.talks, meant.talks));
    } else if found != meant {
        fault("not the talks that were written".to_owned());
    }
}

/// Reads all talks, and counts them anew.
fn talks(
    connection: &Arc<Connection>,
    live: &Live,
    state: &State,
    fault: &mut impl FnMut(&str, String),
) -> Result<Counted> {
    let reader = Reader::new(connection, live)?;
    let analysis = Analysis::default();
    let mut counter = Counter::default();
    let mut ids = FxHashSet::default();
    let mut by_recap: FxHashMap<String, u32> = FxHashMap::default();
    reader.each(&json!({ "match_all": {} }), |Kept { key, talk, packed, seal, sessions }| {
        let document = Document::new(&talk, sessions, &packed, &analysis)?;
        if document.tally.sealed.seal != seal || document.key != key {
            fault(&talk.id, "not as it was written".to_owned());
        }
        if !ids.insert(talk.id.clone()) {
            fault(&talk.id, "several talks have this id".to_owned());
        }
        counter.came(&document.tally);
        *by_recap.entry(talk.source.file).or_default() += 1;
        Ok(())
    })?;
    for source in &state.sources {
        let found = by_recap.remove(&source.file).unwrap_or_default();
        if found != source.talks {
            fault(&source.file, format!("{found} talks instead of {}", source.talks));
        }
    }
    for file in by_recap.keys() {
        fault(file, "it has talks, and is no recap of the index".to_owned());
    }
    Ok(counter.upon(None, &[], Sealed::default()))
}

/// Whether two sets of terms are the same, with the same counts.
fn is_same(kept: &vocabulary::Field, counted: &Terms) -> bool {
    kept.len() == counted.len()
        && counted.iter().all(|(term, talks)| kept.get(term) == Some(u64::from(*talks)))
}

/// A term among some from all over a field that the cluster finds in another number of talks.
fn miscounted(connection: &Connection, live: &Live, field: &str, terms: &Terms) -> Result<Option<String>> {
    let asked = terms.iter().step_by(terms.len().div_ceil(ASKED).max(1));
    let asked: Vec<(String, u32)> =
        asked.map(|(term, talks)| (String::from_utf8_lossy(term).into_owned(), *talks)).collect();
    if asked.is_empty() {
        return Ok(None);
    }
    let mut lines = Vec::new();
    for (term, _) in &asked {
        let query = json!({ "size": 0, "track_total_hits": true, "query": { "term": { field: term } } });
        lines.extend(format!("{{}}\n{query}\n").into_bytes());
    }
    let answer = connection.send("POST", &format!("/{}/_msearch", live.index), &lines)?;
    let found = answer["responses"].as_array().into_iter().flatten();
    let found = found.map(|one| one.pointer("/hits/total/value").and_then(Value::as_u64).unwrap_or_default());
    let differs = asked.iter().zip(found).find(|((_, talks), found)| u64::from(*talks) != *found);
    Ok(differs.map(|((term, _), _)| term.clone()))
}
