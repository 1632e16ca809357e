//! Reading many talks: each thread unpacks with tools of its own, and what only the whole index knows is found out once.

use super::columns::spell;
use super::packing::Unpacker;
use super::{Index, stored};
use crate::talk::Talk;
use crate::{Error, Result};
use tantivy::DocId;
use tantivy::store::StoreReader;

/// Blocks of the document store that are kept unpacked: talks are mostly read in order.
const STORE_CACHE: usize = 4;

/// The requested parts of each talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Its text; without it the body is empty.
    pub text: bool,
    /// Which other recaps cover its session.
    pub elsewhere: bool,
}

/// Reads talks one after the other.
pub struct Reading<'i> {
    index: &'i Index,
    unpacker: Unpacker,
    /// By segment; opened when a talk of it is read.
    stores: Vec<Option<StoreReader>>,
}

impl<'i> Reading<'i> {
    /// Of an index.
    pub fn new(index: &'i Index) -> Result<Self> {
        index.identities()?;
        let stores = index.segments().iter().map(|_| None).collect();
        Ok(Reading { index, unpacker: index.new_unpacker()?, stores })
    }

    /// The talk of a document.
    pub fn talk(&mut self, doc: DocId, parts: Parts) -> Result<Talk> {
        let (at, own) = self.index.locate(doc);
        let segment = &self.index.segments()[at];
        let store = match &mut self.stores[at] {
            Some(store) => store,
            none => none.insert(segment.store_ahead(STORE_CACHE)?),
        };
        let document = store.get_document_bytes(own);
        let document = document.map_err(|e| Error::from_tantivy(self.index.folder(), e))?;
        let encoded = self.unpacker.unpack(&document)?;
        let mut talk =
            if parts.text { stored::decode(&encoded)? } else { stored::decode_but_text(&encoded)? };
        if parts.elsewhere {
            self.index.shared_sessions()?;
            talk.also_told_in = self.index.elsewhere(doc, &talk)?;
        }
        talk.id = self.index.id_of(doc, &talk.id)?;
        Ok(talk)
    }
}

impl Index {
    /// The ids of some documents, without unpacking any talk.
    pub fn ids(&self, docs: &[DocId]) -> Result<Vec<String>> {
        let all = self.identities()?;
        let mut ids = vec![String::new(); docs.len()];
        let mut wanted: Vec<(usize, u64, usize)> = Vec::with_capacity(docs.len());
        for (row, &doc) in docs.iter().enumerate() {
            let (at, own) = self.locate(doc);
            match all.distinct_ids(doc) {
                Some(id) => id.clone_into(&mut ids[row]),
                None => wanted.push((at, self.segments()[at].place_of_id(own)?, row)),
            }
        }
        wanted.sort_unstable();
        for of_segment in wanted.chunk_by(|a, b| a.0 == b.0) {
            let segment = &self.segments()[of_segment[0].0];
            let Some(column) = segment.ids()? else { continue };
            // No two of these have the same id.
            let places: Vec<u64> = of_segment.iter().map(|(_, place, _)| *place).collect();
            let mut rows = of_segment.iter().map(|(.., row)| *row);
            spell(segment, column, &places, |_, id| {
                if let Some(row) = rows.next() {
                    id.clone_into(&mut ids[row]);
                }
            })?;
        }
        Ok(ids)
    }
}
