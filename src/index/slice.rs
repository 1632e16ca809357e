//! A slice of a larger index: a few of its talks in memory, read as any index is. It holds the terms that are asked for, and no
//! others: to write them all takes longer than to rank the talks.
//!
//! Whoever has the larger index counts for it ([`crate::search::statistics`]); what a slice says of itself, its talks in all and
//! their average length, is what the larger one says.

use super::directory::SegmentFolder;
use super::manifest::{Manifest, SegmentEntry};
use super::wanted::Wanted;
use super::writer::SegmentWriter;
use super::{Index, packing::Packer};
use crate::analysis::Analysis;
use crate::talk::Talk;
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use tantivy::DocId;
use tantivy::directory::RamDirectory;

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
    /// A slice with some of its talks, which are numbered as they come, and the terms that are wanted: none where no term is
    /// looked up.
    pub(crate) fn slice(&self, talks: &[Talk], wanted: Option<&Wanted>) -> Result<Index> {
        let files = RamDirectory::default();
        let segment = if talks.is_empty() { None } else { Some(self.written(&files, talks, wanted)?) };
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
    fn written(&self, files: &RamDirectory, talks: &[Talk], wanted: Option<&Wanted>) -> Result<SegmentEntry> {
        let analysis = Analysis::default();
        let mut packer = Packer::new(None).map_err(|e| Error::io(&self.place, e))?;
        let mut writer = SegmentWriter::new(files.clone(), &self.place, true)?;
        for talk in talks {
            // Which other recaps cover its session only the larger index knows.
            match wanted {
                Some(_) => writer.add(talk, &[], &analysis, &mut packer)?,
                None => writer.add_bare(talk, &mut packer)?,
            }
        }
        let (id, docs, length) = (writer.finish_with(wanted)?, talks.len() as u32, self.length);
        Ok(SegmentEntry { id, docs, recaps: 0, deleted: Vec::new(), length, files: Vec::new() })
    }
}

impl Index {
    /// Takes note of which other recaps cover the session of some talks of a slice: of others none are known.
    pub(crate) fn note_elsewhere(&self, told: FxHashMap<DocId, Vec<String>>) {
        // What was noted first stays: the same question has one answer.
        let _ = self.told.set(told);
    }
}
