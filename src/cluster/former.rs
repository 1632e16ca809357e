//! The generation that the next one is built upon, as the settling of ids reads it.

use super::connection::Connection;
use super::generation::Live;
use super::tables::{self, Table};
use crate::index::diff::Known;
use crate::index::packing::Unpacker;
use crate::index::settle::Former;
use crate::index::stored;
use crate::index::tag::Tag;
use crate::talk::Talk;
use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::sync::Arc;

/// The columns that are read.
const COLUMNS: [&str; 2] = ["seal", "sessions"];
/// Talks that are read at once.
const AT_ONCE: usize = 500;

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
}

impl Reader {
    /// Of a generation, with what its talks are packed against.
    pub(super) fn new(connection: &Arc<Connection>, live: &Live) -> Result<Reader> {
        let dictionary = tables::read(connection, live, Table::Dictionary)?;
        let unpacker = Unpacker::new(dictionary.as_deref()).map_err(|e| Error::io("a dictionary", e))?;
        Ok(Reader { connection: Arc::clone(connection), index: live.index.clone(), unpacker })
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
        let key = hit.get("_id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let damaged = |reason: &str| Error::Damaged {
            what: format!("talk {key} of {}", self.index),
            reason: reason.to_owned(),
        };
        let packed = hit.pointer("/fields/talk/0").and_then(Value::as_str);
        let packed = packed.ok_or_else(|| damaged("it is not there"))?;
        let packed = STANDARD.decode(packed).map_err(|_| damaged("it is no base64"))?;
        let talk = stored::decode(&self.unpacker.unpack(&packed)?)?;
        let seal = hit.pointer("/fields/seal/0").and_then(Value::as_u64);
        let seal = seal.ok_or_else(|| damaged("it is not sealed"))?;
        let sessions = hit.pointer("/fields/sessions").and_then(Value::as_array);
        let sessions = sessions.into_iter().flatten().filter_map(Value::as_u64).collect();
        Ok(Kept { key, talk, packed, seal, sessions })
    }

    /// The talks of a recap.
    pub(super) fn of_recap(&self, file: &str) -> Result<Vec<Kept>> {
        let mut kept = Vec::new();
        self.each(&json!({ "term": { "tags": Tag::File.of(file) } }), |talk| {
            kept.push(talk);
            Ok(())
        })?;
        Ok(kept)
    }
}

impl Former for Reader {
    fn recap_with_ids(&self, part: &str) -> Result<Option<String>> {
        let query = json!({ "size": 1, "query": { "prefix": { "id": format!("{part}/") } }, "sort": [{ "id": "asc" }],
            "stored_fields": ["talk"], "docvalue_fields": COLUMNS });
        let answer = self.connection.request("POST", &format!("/{}/_search", self.index), Some(&query))?;
        let first = answer.pointer("/hits/hits/0").map(|hit| self.kept(hit)).transpose()?;
        Ok(first.map(|kept| kept.talk.source.file))
    }

    fn talks(&self, known: &Known) -> Result<Vec<Talk>> {
        let kept = self.of_recap(&known.source.file)?;
        let mut talks: Vec<Talk> = kept.into_iter().map(|kept| kept.talk).collect();
        talks.sort_by(|a, b| (a.source.first_line, &a.id).cmp(&(b.source.first_line, &b.id)));
        Ok(talks)
    }
}
