//! Talks to the files of one segment.

use super::inverted::Inverted;
use super::packing::Packer;
use super::schema::{self, Fields};
use super::wanted::Wanted;
use super::{record, stored};
use crate::analysis::Analysis;
use crate::talk::Talk;
use crate::{Error, Result};
use std::path::{Path, PathBuf};
use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;
use tantivy::store::{Compressor, StoreWriter};
use tantivy::{Directory, IndexSettings, Segment, TantivyError};

/// Bytes of talks that Tantivy keeps together: all of them are unpacked or copied for one.
const BLOCK: usize = 1 << 10;

/// How Tantivy stores the talks of a segment, which are packed already or not.
pub(super) fn settings(is_packed: bool) -> IndexSettings {
    // What a thread of its own cannot write it reports as text.
    IndexSettings {
        docstore_compression: if is_packed { Compressor::None } else { Compressor::Lz4 },
        docstore_blocksize: BLOCK,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}

/// A document as Tantivy stores one that has nothing but some bytes in a field; Tantivy itself writes these one by one.
fn alone(field: Field, bytes: &[u8]) -> Vec<u8> {
    /// Tantivy's code of a value of bytes.
    const BYTES: u8 = 4;
    /// On the last byte of a number, of seven bits each, lowest first.
    const LAST: u8 = 1 << 7;
    let mut document = Vec::with_capacity(bytes.len() + 16);
    document.push(1 | LAST);
    document.extend(field.field_id().to_le_bytes());
    document.push(BYTES);
    let mut length = bytes.len();
    while length >= usize::from(LAST) {
        document.push(length as u8 & !LAST);
        length >>= 7;
    }
    document.push(length as u8 | LAST);
    document.extend_from_slice(bytes);
    document
}

/// Writes one segment.
pub(super) struct SegmentWriter {
    /// The folder that errors name.
    place: PathBuf,
    segment: Segment,
    fields: Fields,
    inverted: Inverted,
    columns: FastFieldsWriter,
    store: StoreWriter,
    docs: u32,
}

impl SegmentWriter {
    /// Begins a segment in a directory that is known as `place`.
    pub(super) fn new(directory: impl Directory, place: &Path, is_packed: bool) -> Result<SegmentWriter> {
        let failed = |e: TantivyError| Error::from_tantivy_writer(place, e);
        let (schema, fields) = schema::schema();
        let settings = settings(is_packed);
        let index = tantivy::Index::create(directory, schema.clone(), settings.clone()).map_err(failed)?;
        let segment = index.new_segment();
        let file = segment.open_write(SegmentComponent::Store).map_err(|e| failed(e.into()))?;
        let store = StoreWriter::new(file, settings.docstore_compression, settings.docstore_blocksize, false);
        Ok(SegmentWriter {
            place: place.to_owned(),
            segment,
            inverted: Inverted::new(&schema, &fields),
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(
                &schema,
                index.fast_field_tokenizer().clone(),
            )
            .map_err(failed)?,
            store: store.map_err(|e| failed(e.into()))?,
            fields,
            docs: 0,
        })
    }

    /// Talks that were added.
    pub(super) fn docs(&self) -> u32 {
        self.docs
    }

    /// Bytes of memory that are in use.
    pub(super) fn memory(&self) -> usize {
        self.inverted.memory() + self.columns.mem_usage() + self.store.mem_usage()
    }

    /// Adds a talk. `sessions` is what it shares with the same session in other recaps.
    pub(super) fn add(
        &mut self,
        talk: &Talk,
        sessions: &[String],
        analysis: &Analysis,
        packer: &mut Packer<'_>,
    ) -> Result<()> {
        let words = self.inverted.add(talk, sessions, analysis);
        self.add_columns(talk, sessions, Some(words), packer)
    }

    /// Adds a talk without its words: it is found by what it is, and by nothing that it says.
    pub(super) fn add_bare(&mut self, talk: &Talk, packer: &mut Packer<'_>) -> Result<()> {
        self.inverted.add_bare(talk);
        self.add_columns(talk, &[], None, packer)
    }

    /// Adds all but the words of a talk; `words` is their number.
    fn add_columns(
        &mut self,
        talk: &Talk,
        sessions: &[String],
        words: Option<u32>,
        packer: &mut Packer<'_>,
    ) -> Result<()> {
        let io = |e| Error::io(&self.place, e);
        let document = record::document(talk, sessions, &self.fields);
        let packed = packer.pack(&stored::encode_counted(talk, words)?).map_err(io)?;
        self.columns.add_document(&document).map_err(|e| Error::from_tantivy_writer(&self.place, e))?;
        self.store.store_bytes(&alone(self.fields.talk, &packed)).map_err(io)?;
        self.docs += 1;
        Ok(())
    }

    /// Writes what was added. The name of the segment.
    pub(super) fn finish(self) -> Result<String> {
        self.finish_with(None)
    }

    /// The same; of the terms of words those alone that are wanted, where it is said which.
    pub(super) fn finish_with(self, wanted: Option<&Wanted>) -> Result<String> {
        let SegmentWriter { place, segment, inverted, mut columns, store, .. } = self;
        let write = || -> tantivy::Result<()> {
            store.close()?;
            inverted.write(&segment, wanted)?;
            let mut file = segment.open_write(SegmentComponent::FastFields)?;
            columns.serialize(&mut file, None)?;
            file.terminate()?;
            Ok(())
        };
        write().map_err(|e| Error::from_tantivy_writer(&place, e))?;
        Ok(segment.id().uuid_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::TantivyDocument;
    use tantivy::directory::RamDirectory;
    use tantivy::store::StoreReader;

    #[test]
    fn a_document_of_bytes_alone_is_stored_as_tantivy_stores_it() {
        let (schema, fields) = schema::schema();
        let settings = settings(true);
        let index = tantivy::Index::create(RamDirectory::default(), schema.clone(), settings.clone());
        let segment = index.expect("an index").new_segment();
        let file = segment.open_write(SegmentComponent::Store).expect("a file");
        let (compressor, block) = (settings.docstore_compression, settings.docstore_blocksize);
        let mut store = StoreWriter::new(file, compressor, block, false).expect("a store");
        let all: Vec<Vec<u8>> = [0, 1, 127, 128, 300, 16_383, 16_384, 70_000].map(|n| vec![b'x'; n]).into();
        for bytes in &all {
            let mut document = TantivyDocument::default();
            document.add_bytes(fields.talk, bytes);
            store.store(&document, &schema).expect("stored");
            store.store_bytes(&alone(fields.talk, bytes)).expect("stored");
        }
        store.close().expect("closed");
        let file = segment.open_read(SegmentComponent::Store).expect("the file");
        let read = StoreReader::open(file, 1).expect("the store");
        for doc in 0..all.len() as u32 {
            let bytes = |doc| read.get_document_bytes(doc).expect("a document");
            assert_eq!(bytes(2 * doc), bytes(2 * doc + 1));
        }
    }
}
