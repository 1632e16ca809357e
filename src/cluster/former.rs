//! The generation that the next one is built upon, as the settling of ids reads it: many recaps with one question, because each
//! answer takes a while, however short it is.

use super::connection::Connection;
use super::generation::Live;
use super::hit;
use super::tables::{self, Table};
use crate::index::cutter;
use crate::index::diff::Known;
use crate::index::packing::Unpacker;
use crate::index::settle::Former;
use crate::index::stored;
use crate::index::tag::Tag;
use crate::talk::Talk;
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::sync::Arc;

/// The columns that are read.
const COLUMNS: [&str; 2] = ["seal", "sessions"];
/// Talks that are read at once.
const AT_ONCE: usize = 500;
/// Recaps whose talks are read together.
pub(super) const RECAPS: usize = 64;
/// Parts of ids that are looked for at once.
const PARTS: usize = 256;

/// A talk as the cluster keeps it.
pub(super) struct Kept {
    /// What it is known by in the cluster.
    pub(super) key: String,
    pub(super) talk: Talk,
    /// The talk as it is stored.
    pub(super) packed: Vec<u8>,
    /// The seal that stands beside it.
    pub(super) seal: u64,
    /// The hashes of its sessions.
    pub(super) sessions: Vec<u64>,
}

/// Reads the talks of a generation.
pub(super) struct Reader {
    connection: Arc<Connection>,
    index: String,
    unpacker: Unpacker,
    /// The recaps that parts of ids stand for, as far as they were looked for.
    holders: FxHashMap<String, Option<String>>,
    /// The files of recaps whose talks will be asked for, in order.
    expected: Vec<String>,
    /// The talks of such recaps that came together with those of another.
    ahead: RefCell<FxHashMap<String, Vec<Talk>>>,
}

impl Reader {
    /// Of a generation, with what its talks are packed against.
    pub(super) fn new(connection: &Arc<Connection>, live: &Live) -> Result<Reader> {
        let dictionary = tables::read(connection, live, Table::Dictionary)?;
        let unpacker = Unpacker::new(dictionary.as_deref()).map_err(|e| Error::io("a dictionary", e))?;
        Ok(Reader {
            connection: Arc::clone(connection),
            index: live.index.clone(),
            unpacker,
            holders: FxHashMap::default(),
            expected: Vec::new(),
            ahead: RefCell::default(),
        })
    }

    /// Gives `on` the talks that a query finds, in the order of their ids.
    pub(super) fn each(&self, query: &Value, mut on: impl FnMut(Kept) -> Result<()>) -> Result<()> {
        let path = format!("/{}/_search", self.index);
        let mut after: Option<Value> = None;
        loop {
            let mut body = json!({ "size": AT_ONCE, "query": query, "stored_fields": ["talk"], "docvalue_fields": COLUMNS,
                "track_total_hits": false, "sort": [{ "id": "asc" }, { "recap": "asc" }, { "line": "asc" }] });
            if let Some(after) = after {
                body["search_after"] = after;
            }
            let answer = self.connection.request("POST", &path, Some(&body))?;
            let hits = answer.pointer("/hits/hits").and_then(Value::as_array);
            let hits = hits.ok_or_else(|| self.connection.error("an answer without its hits"))?;
            for hit in hits {
                on(self.kept(hit)?)?;
            }
            match hits.last().filter(|_| hits.len() == AT_ONCE) {
                Some(last) => after = Some(last["sort"].clone()),
                None => return Ok(()),
            }
        }
    }

    fn kept(&self, hit: &Value) -> Result<Kept> {
        let packed = hit::packed(hit)?;
        let talk = stored::decode(&self.unpacker.unpack(&packed)?)?;
        let key = hit.get("_id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let seal = hit.pointer("/fields/seal/0").and_then(Value::as_u64);
        let unsealed = || Error::Damaged {
            what: format!("talk {key} of {}", self.index),
            reason: "it is not sealed".into(),
        };
        let seal = seal.ok_or_else(unsealed)?;
        let sessions = hit.pointer("/fields/sessions").and_then(Value::as_array);
        let sessions = sessions.into_iter().flatten().filter_map(Value::as_u64).collect();
        Ok(Kept { key, talk, packed, seal, sessions })
    }

    /// The talks of some recaps.
    pub(super) fn of_recaps(&self, files: &[String]) -> Result<Vec<Kept>> {
        let tags: Vec<String> = files.iter().map(|file| Tag::File.of(file)).collect();
        let mut kept = Vec::new();
        self.each(&json!({ "terms": { "tags": tags } }), |talk| {
            kept.push(talk);
            Ok(())
        })?;
        Ok(kept)
    }

    /// The recap that each of some parts stands for in ids.
    fn holders(&self, parts: &[String]) -> Result<Vec<Option<String>>> {
        let mut lines = Vec::new();
        for part in parts {
            let search = json!({ "size": 1, "query": { "prefix": { "id": format!("{part}/") } }, "sort": ["id"],
                "stored_fields": "_none_", "docvalue_fields": ["recap"], "track_total_hits": false });
            lines.extend(format!("{}\n{search}\n", json!({ "index": self.index })).into_bytes());
        }
        let answer = self.connection.send("POST", "/_msearch", &lines)?;
        let answers =
            answer.get("responses").and_then(Value::as_array).filter(|all| all.len() == parts.len());
        let answers =
            answers.ok_or_else(|| self.connection.error("another number of answers than of questions"))?;
        let file =
            |answer: &Value| answer.pointer("/hits/hits/0/fields/recap/0")?.as_str().map(str::to_owned);
        Ok(answers.iter().map(file).collect())
    }
}

impl Former for Reader {
    fn expect(&mut self, parts: &[String], recaps: Vec<String>) -> Result<()> {
        for parts in parts.chunks(PARTS) {
            let holders = self.holders(parts)?;
            self.holders.extend(parts.iter().cloned().zip(holders));
        }
        self.expected = recaps;
        Ok(())
    }

    fn recap_with_ids(&self, part: &str) -> Result<Option<String>> {
        match self.holders.get(part) {
            Some(holder) => Ok(holder.clone()),
            None => Ok(self.holders(&[part.to_owned()])?.pop().flatten()),
        }
    }

    fn talks(&self, known: &Known) -> Result<Vec<Talk>> {
        let file = &known.source.file;
        let mut ahead = self.ahead.borrow_mut();
        if let Some(talks) = ahead.remove(file) {
            return Ok(talks);
        }
        let wanted = match self.expected.binary_search(file) {
            Ok(at) => &self.expected[at..self.expected.len().min(at + RECAPS)],
            Err(_) => std::slice::from_ref(file),
        };
        let mut read: FxHashMap<String, Vec<Talk>> = FxHashMap::default();
        for Kept { talk, .. } in self.of_recaps(wanted)? {
            read.entry(talk.source.file.clone()).or_default().push(talk);
        }
        read.values_mut().for_each(|talks| cutter::sort(talks));
        ahead.extend(read);
        Ok(ahead.remove(file).unwrap_or_default())
    }
}
