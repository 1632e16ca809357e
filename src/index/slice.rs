//! A slice of a larger index: a few of its talks in memory, read as any index is.
//!
//! Whoever has the larger index counts for it ([`crate::search::statistics`]); what a slice says of itself, its talks in all and
//! their average length, is what the larger one says.

use super::directory::SegmentFolder;
use super::manifest::{Manifest, SegmentEntry};
use super::schema::{self, Fields};
use super::{Index, build, packing::Packer, record, stored, tokens};
use crate::analysis::Analysis;
use crate::talk::Talk;
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use tantivy::DocId;
use tantivy::directory::RamDirectory;
use tantivy::{SingleSegmentIndexWriter, TantivyDocument, TantivyError};

/// Bytes of memory that Tantivy is given: it needs no less.
const MEMORY: usize = 15 << 20;

/// A larger index, as its slices know it.
#[derive(Clone, Debug)]
pub(crate) struct Larger {
    /// Where it is, as it is shown.
    pub(crate) place: PathBuf,
    /// Its manifest; the segments in it are of no interest.
    pub(crate) manifest: Manifest,
    /// The length of all its talks in words, each rounded as it is stored.
    pub(crate) length: u64,
}

impl Larger {
    /// A slice with some of its talks, which are numbered as they come.
    pub(crate) fn slice(&self, talks: &[Talk]) -> Result<Index> {
        let files = RamDirectory::default();
        let segment = if talks.is_empty() { None } else { Some(self.written(&files, talks)?) };
        let manifest = Manifest {
            segments: segment.into_iter().collect(),
            dictionary: None,
            ids: None,
            watch: None,
            ..self.manifest.clone()
        };
        let folder = SegmentFolder::in_memory(&self.place, files);
        let mut index = Index::of(&self.place, manifest, folder)?;
        index.average_length = self.length as f32 / self.manifest.talks.max(1) as f32;
        Ok(index)
    }

    /// Writes the one segment of a slice.
    fn written(&self, files: &RamDirectory, talks: &[Talk]) -> Result<SegmentEntry> {
        let failed = |e: TantivyError| Error::from_tantivy_writer(&self.place, e);
        let (schema, fields) = schema::schema();
        let builder = tantivy::Index::builder().schema(schema).tokenizers(tokens::tokenizers());
        let builder = builder.settings(build::settings(true));
        let mut writer = builder.single_segment_index_writer(files.clone(), MEMORY).map_err(failed)?;
        self.add(&mut writer, &fields, talks)?;
        let index = writer.finalize().map_err(failed)?;
        let metas = index.searchable_segment_metas().map_err(failed)?;
        let id = metas.first().map(|meta| meta.id().uuid_string()).unwrap_or_default();
        let (docs, length) = (talks.len() as u32, self.length);
        Ok(SegmentEntry { id, docs, recaps: 0, deleted: Vec::new(), length, files: Vec::new() })
    }

    fn add(
        &self,
        writer: &mut SingleSegmentIndexWriter<TantivyDocument>,
        fields: &Fields,
        talks: &[Talk],
    ) -> Result<()> {
        let failed = |e: std::io::Error| Error::io(&self.place, e);
        let analysis = Analysis::default();
        let mut packer = Packer::new(None).map_err(failed)?;
        for talk in talks {
            // Which other recaps cover its session only the larger index knows.
            let mut document = record::document(talk, &[], fields, &analysis);
            let packed = packer.pack(&stored::encode(talk)?).map_err(failed)?;
            document.add_bytes(fields.talk, &packed);
            let added = writer.add_document(document);
            added.map_err(|e| Error::from_tantivy_writer(&self.place, e))?;
        }
        Ok(())
    }
}

impl Index {
    /// Takes note of which other recaps cover the session of some talks of a slice: of others none are known.
    pub(crate) fn note_elsewhere(&self, told: FxHashMap<DocId, Vec<String>>) {
        // What was noted first stays: the same question has one answer.
        let _ = self.told.set(told);
    }
}
