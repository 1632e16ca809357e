//! The live generation of an index in a cluster, and the ones that are not.

use super::connection::Connection;
use super::document::Sealed;
use super::layout::{self, FORMAT};
use super::tables::Tables;
use crate::index::{Manifest, Versions};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The versions of an index in a cluster that this program reads.
pub const OWN: Versions = Versions { format: FORMAT, ..Versions::OWN };

/// What a generation is, beside its talks. It stands in the mapping of its index, so that one question gives all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// As that of an index in a folder; without segments, files and recaps that have no talk.
    pub manifest: Manifest,
    /// The length of all talks in words, each rounded as it is stored.
    pub length: u64,
    /// The sum of the seals of all talks.
    pub seal: u64,
    /// What is read as a whole.
    pub tables: Tables,
}

impl Meta {
    /// What its talks add up to.
    pub(super) fn sealed(&self) -> Sealed {
        Sealed { talks: self.manifest.talks as u64, length: self.length, seal: self.seal }
    }
}

/// A generation that answers.
#[derive(Clone, Debug)]
pub struct Live {
    /// Its index: searches name it, and not the alias, which may move meanwhile.
    pub index: String,
    /// What no other index is called, ever.
    pub uuid: String,
    /// In how many parts it lies.
    pub shards: u32,
    /// What it is.
    pub meta: Meta,
}

impl Live {
    /// The generation that is live now.
    ///
    /// # Errors
    /// [`Error::NoIndex`], [`Error::OtherVersion`], [`Error::Damaged`] for one that says nothing of itself, [`Error::Cluster`].
    pub fn find(connection: &Connection) -> Result<Live> {
        let (index, about) = named(connection)?;
        let damaged = |reason: String| Error::Damaged { what: index.clone(), reason };
        let versions = about.pointer("/mappings/_meta/recaps/manifest/versions").cloned();
        let versions = versions.ok_or_else(|| damaged("it does not say what it is".to_owned()))?;
        let found: Versions = serde_json::from_value(versions).map_err(|e| damaged(e.to_string()))?;
        if found != OWN {
            return Err(Error::OtherVersion { found: found.to_string(), own: OWN.to_string() });
        }
        Live::of(&index, &about).map_err(damaged)
    }

    /// The same, whatever its version, as far as it can be understood.
    pub(super) fn of_any_version(connection: &Connection) -> Option<Live> {
        let (index, about) = named(connection).ok()?;
        Live::of(&index, &about).ok()
    }

    fn of(index: &str, about: &Value) -> Result<Live, String> {
        let text = |pointer: &str| about.pointer(pointer).and_then(Value::as_str).ok_or("it has no settings");
        let meta = about.pointer("/mappings/_meta/recaps").cloned().unwrap_or_default();
        let uuid = text("/settings/index/uuid")?;
        // Files on this machine are called by it.
        if !is_plain(uuid) {
            return Err("its uuid is none".to_owned());
        }
        Ok(Live {
            index: index.to_owned(),
            uuid: uuid.to_owned(),
            shards: text("/settings/index/number_of_shards")?.parse().map_err(|_| "it has no shards")?,
            meta: serde_json::from_value(meta).map_err(|e| e.to_string())?,
        })
    }
}

/// Whether a word that a cluster says can be part of the name of a file, and leads to no other folder.
pub(super) fn is_plain(word: &str) -> bool {
    (1..=64).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// The index that the alias of an address leads to, and what the cluster says of it.
fn named(connection: &Connection) -> Result<(String, Value)> {
    let address = connection.address();
    let name = address.name();
    let none = || Error::NoIndex { index: Some(address.to_string().into()) };
    let found = connection.find("GET", &format!("/{name}"), None)?.ok_or_else(none)?;
    let generations = found.as_object().into_iter().flatten();
    let numbered =
        generations.filter_map(|(index, about)| Some((layout::number(name, index)?, index, about)));
    // Where two writers went live at once the last one counts.
    let live = numbered.max_by_key(|(number, ..)| *number);
    let (_, index, about) = live.ok_or_else(|| connection.error("it is an index of something else"))?;
    Ok((index.clone(), about.clone()))
}

/// What the talks of an index add up to, as the cluster has them.
pub(super) fn sums(connection: &Connection, index: &str) -> Result<Sealed> {
    let query = json!({ "size": 0, "track_total_hits": true, "aggs": {
        "length": { "sum": { "field": "length" } }, "seal": { "sum": { "field": "seal" } } } });
    let answer = connection.request("POST", &format!("/{index}/_search"), Some(&query))?;
    let number = |pointer: &str| {
        let number = answer.pointer(pointer).and_then(Value::as_f64);
        number.map(|number| number as u64).ok_or_else(|| connection.error("an answer without its counts"))
    };
    Ok(Sealed {
        talks: number("/hits/total/value")?,
        length: number("/aggregations/length/value")?,
        seal: number("/aggregations/seal/value")?,
    })
}

/// The indexes that are named as generations of this one and their tables, and whether they say that they are.
fn numbered(connection: &Connection) -> Result<Vec<(String, bool)>> {
    let name = connection.address().name();
    let found = connection.find("GET", &format!("/{name}-*/_mapping?expand_wildcards=all"), None)?;
    let found = found.unwrap_or_default();
    let indexes = found.as_object().into_iter().flatten();
    let numbered = indexes.filter(|(index, _)| layout::number(name, index).is_some());
    let is_own = |about: &Value| about.pointer("/mappings/_meta/recaps").is_some();
    Ok(numbered.map(|(index, about)| (index.clone(), is_own(about))).collect())
}

/// The indexes that the alias leads to: one, unless something went wrong.
pub(super) fn targets(connection: &Connection) -> Result<BTreeSet<String>> {
    let name = connection.address().name();
    let found = connection.find("GET", &format!("/_alias/{name}"), None)?.unwrap_or_default();
    Ok(found.as_object().into_iter().flatten().map(|(index, _)| index.clone()).collect())
}

/// Removes what is left of generations that the alias does not lead to.
pub(super) fn sweep(connection: &Connection) -> Result<()> {
    let live = targets(connection)?;
    for (index, is_own) in numbered(connection)? {
        let is_kept = live.iter().any(|live| *live == index || layout::tables(live) == index);
        if is_own && !is_kept {
            // Another writer may have removed it.
            connection.find("DELETE", &format!("/{index}"), None)?;
        }
    }
    Ok(())
}

/// The number of the next generation: above all that there are.
pub(super) fn next(connection: &Connection) -> Result<u64> {
    let name = connection.address().name();
    let numbered = numbered(connection)?;
    let highest = numbered.iter().filter_map(|(index, _)| layout::number(name, index)).max();
    Ok(highest.unwrap_or_default() + 1)
}
