//! The talks of an index as they are stored: read by document, unpacked, and completed by what the other talks know.

use super::packing::Unpacker;
use super::source::Source;
use super::tag::Tag;
use super::{Index, ids, stored};
use crate::talk::Talk;
use crate::{Error, Result};
use tantivy::DocId;

impl Index {
    /// The stored source of the recap known as `file`; `None` where no talk of it is in the index.
    pub fn source_of(&self, file: &str) -> Result<Option<Source>> {
        for segment in &self.segments {
            if segment.holds(self.fields.tags, &Tag::File.of(file))? {
                let sources = segment.living_sources()?;
                if let Some(source) = sources.into_iter().find(|source| source.file == file) {
                    return Ok(Some(source));
                }
            }
        }
        Ok(None)
    }

    /// The talk of a document, with all that is known of it.
    pub fn talk(&self, doc: DocId) -> Result<Talk> {
        let stored = self.stored(doc)?;
        Ok(Talk { also_told_in: self.elsewhere(doc, &stored)?, id: self.id_of(doc, &stored.id)?, ..stored })
    }

    /// The same without the other recaps that cover its session: they need a lookup.
    pub fn talk_alone(&self, doc: DocId) -> Result<Talk> {
        let stored = self.stored(doc)?;
        Ok(Talk { id: self.id_of(doc, &stored.id)?, ..stored })
    }

    /// The fate of an id that no talk has; `None` where nothing is remembered of it.
    pub fn fate(&self, id: &str) -> Result<Option<ids::Fate>> {
        let Some(file) = &self.manifest.ids else { return Ok(None) };
        Ok(ids::Ids::decode(&self.files.map(&file.name)?).fate(id))
    }

    /// The talk of a document as its recap alone has it, not merged with the same session in other recaps.
    pub fn stored(&self, doc: DocId) -> Result<Talk> {
        let segment = self.segment_of(doc);
        let document = segment.store()?.get_document_bytes(doc - segment.base);
        let document = document.map_err(|e| Error::from_tantivy(&self.folder, e))?;
        stored::decode(&self.unpacker()?.unpack(&document)?)
    }

    /// Unpacks its talks.
    fn unpacker(&self) -> Result<&Unpacker> {
        if let Some(unpacker) = self.unpacker.get() {
            return Ok(unpacker);
        }
        let unpacker = self.new_unpacker()?;
        Ok(self.unpacker.get_or_init(|| unpacker))
    }

    /// Unpacks its talks, for one thread.
    pub(crate) fn new_unpacker(&self) -> Result<Unpacker> {
        Unpacker::new(self.dictionary.as_deref()).map_err(|e| Error::io(self.files.path(), e))
    }
}
