//! What is read as a whole and belongs to one generation: the vocabulary, the recaps, the remembered ids, the dictionary that
//! talks are packed with. Each is a row of documents of bounded size, and the manifest has its digest.

use super::connection::Connection;
use super::generation::Live;
use super::layout;
use crate::index::digest;
use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::Read;

/// Bytes of a part at most.
const PART: usize = 8 << 20;
/// Parts that are read at once: an answer has a bound.
const AT_ONCE: usize = 16;
/// How hard to pack.
const LEVEL: i32 = 6;
/// Bytes of a table at most, unpacked.
const LARGEST: u64 = 4 << 30;

/// A table of a generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The terms of all talks, and how many talks hold each.
    Vocabulary,
    /// The recaps, and how many talks share a session.
    Sources,
    /// The remembered ids ([`crate::index::ids`]).
    Ids,
    /// What talks are packed against.
    Dictionary,
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Table::Vocabulary => "vocabulary",
            Table::Sources => "sources",
            Table::Ids => "ids",
            Table::Dictionary => "dictionary",
        }
    }
}

/// How a table is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// How many documents.
    pub parts: usize,
    /// Bytes of all together.
    pub length: u64,
    /// Their digest.
    pub digest: String,
}

/// The tables of a generation; `None` for those that it does not need.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tables {
    /// See [`Table::Vocabulary`].
    pub vocabulary: Option<Stored>,
    /// See [`Table::Sources`].
    pub sources: Option<Stored>,
    /// See [`Table::Ids`].
    pub ids: Option<Stored>,
    /// See [`Table::Dictionary`].
    pub dictionary: Option<Stored>,
}

impl Tables {
    /// How a table is stored.
    pub fn of(&self, table: Table) -> Option<&Stored> {
        match table {
            Table::Vocabulary => &self.vocabulary,
            Table::Sources => &self.sources,
            Table::Ids => &self.ids,
            Table::Dictionary => &self.dictionary,
        }
        .as_ref()
    }
}

/// A table of a generation, as it was written; `None` where the generation has none.
///
/// # Errors
/// [`Error::Damaged`] where it is not as it was written, [`Error::Cluster`].
pub fn read(connection: &Connection, live: &Live, table: Table) -> Result<Option<Vec<u8>>> {
    let Some(stored) = live.meta.tables.of(table) else { return Ok(None) };
    let index = layout::tables(&live.index);
    let damaged = |reason: &str| Error::Damaged {
        what: format!("the {} of {}", table.name(), live.index),
        reason: reason.to_owned(),
    };
    let mut bytes = Vec::new();
    let names: Vec<String> = (0..stored.parts).map(|part| name(table, part)).collect();
    for names in names.chunks(AT_ONCE) {
        let found = connection.find("POST", &format!("/{index}/_mget"), Some(&json!({ "ids": names })))?;
        let found = found.ok_or_else(|| damaged("it is not there"))?;
        for document in found["docs"].as_array().into_iter().flatten() {
            let part = document.pointer("/_source/bytes").and_then(Value::as_str);
            let part = part.ok_or_else(|| damaged("a part is missing"))?;
            STANDARD.decode_vec(part, &mut bytes).map_err(|_| damaged("a part is no base64"))?;
        }
    }
    if bytes.len() as u64 != stored.length || digest::of(&bytes) != stored.digest {
        return Err(damaged("not as it was written"));
    }
    Ok(Some(bytes))
}

/// Writes a table of the generation in the index `generation`.
pub(super) fn write(connection: &Connection, generation: &str, table: Table, bytes: &[u8]) -> Result<Stored> {
    let index = layout::tables(generation);
    let mut parts = 0;
    for part in bytes.chunks(PART) {
        let path = format!("/{index}/_doc/{}", name(table, parts));
        connection.request("PUT", &path, Some(&json!({ "bytes": STANDARD.encode(part) })))?;
        parts += 1;
    }
    Ok(Stored { parts, length: bytes.len() as u64, digest: digest::of(bytes) })
}

/// The document that holds a part.
fn name(table: Table, part: usize) -> String {
    format!("{}-{part}", table.name())
}

/// Rows, packed.
pub(super) fn pack<T: Serialize>(rows: &T) -> Result<Vec<u8>> {
    let failed = |e: std::io::Error| Error::io("a table", e);
    let plain = postcard::to_allocvec(rows).map_err(|e| failed(std::io::Error::other(e)))?;
    zstd::bulk::compress(&plain, LEVEL).map_err(failed)
}

/// What [`pack`] packed.
pub(super) fn unpack<T: for<'de> Deserialize<'de>>(packed: &[u8]) -> Result<T> {
    let damaged = |reason: String| Error::Damaged { what: "a table of the index".to_owned(), reason };
    let mut plain = Vec::new();
    let decoder = zstd::stream::read::Decoder::new(packed).map_err(|e| damaged(e.to_string()))?;
    decoder.take(LARGEST).read_to_end(&mut plain).map_err(|e| damaged(e.to_string()))?;
    postcard::from_bytes(&plain).map_err(|e| damaged(e.to_string()))
}
