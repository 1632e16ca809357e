//! Which segments become one, and how.
//!
//! A search pays for every segment, a merge for every document in it. So each segment is at least [`GROWTH`] times
//! as large as the next: there are few, and a talk is rewritten only when the index has grown by that factor. [`GATHERED`] small
//! ones are left beside each other, so that most single recaps are added without a merge. What is deleted goes when there is much
//! of it.

use super::build::{self, Written};
use super::directory::SegmentFolder;
use super::guard::Access;
use super::manifest::SegmentEntry;
use super::{segment, stacking, writer};
use crate::{Error, Result};
use std::path::Path;
use tantivy::BitSet;
use tantivy::directory::OwnedBytes;
use tantivy::fastfield::AliveBitSet;
use tantivy::indexer::merge_filtered_segments;

/// How many times as large as the next a segment is at least.
const GROWTH: u64 = 3;
/// A segment of fewer documents is small.
const SMALL: u64 = 200;
/// Small segments that are left beside each other, at the most: a search takes some tenths of a millisecond for each.
const GATHERED: usize = 3;
/// From this number of documents on, files are read piece by piece to be merged: that is slower, but mapped files would fill
/// the memory.
const MANY: u32 = 50_000;
/// From this number of documents on a second thread is worth its while where segments are put together.
const SEVERAL: u32 = 2_000;
/// A segment is rewritten when more than one of this number of documents is deleted.
const DELETED_SHARE: u32 = 4;

/// The segments to merge into one: those from the place given to the last; all are kept where it is their number.
pub(crate) fn from(segments: &[&SegmentEntry]) -> usize {
    let living = |segment: &SegmentEntry| u64::from(segment.living());
    let has_many_deleted =
        |segment: &SegmentEntry| (segment.docs - segment.living()) * DELETED_SHARE > segment.docs;
    let is_small = |segment: &SegmentEntry| living(segment) < SMALL;
    let small = segments.iter().rev().take_while(|segment| is_small(segment)).count();
    let gathering = segments.len() - small;
    let mut from = if small > GATHERED { gathering } else { segments.len() };
    let mut after = 0;
    for (at, segment) in segments.iter().enumerate().rev() {
        let is_outgrown = at < gathering && living(segment).max(SMALL) < after * GROWTH;
        if is_outgrown || has_many_deleted(segment) {
            from = at;
        }
        after += living(segment);
    }
    from
}

/// Merges segments, each of the files it is in, into one in `folder`, on up to `jobs` threads: without what is deleted in them, in the order given. Of those
/// that lie in `folder` itself nothing is left.
pub(crate) fn merge(
    folder: &Path,
    segments: Vec<(SegmentFolder, Written)>,
    is_packed: bool,
    jobs: usize,
) -> Result<Written> {
    let mut parts = Vec::with_capacity(segments.len());
    let docs: u32 = segments.iter().map(|(_, written)| written.entry.docs).sum();
    for (files, written) in &segments {
        // Terms are read in their order, and so are their postings.
        let access = if docs < MANY { Access::Mapped } else { Access::Copied.ahead() };
        let (tantivy, _) = segment::view(&files.clone().with(access))?;
        parts.push(segment::tantivy_segment(&tantivy, files.path(), &written.entry)?);
    }
    let scratch = folder.join("merging");
    std::fs::create_dir(&scratch).map_err(|e| Error::io(&scratch, e))?;
    let is_new = |(files, written): &(SegmentFolder, Written)| {
        files.path() == folder && written.entry.deleted.is_empty()
    };
    let (id, docs) = if docs >= SEVERAL && segments.iter().all(is_new) {
        stacking::stack(&parts, &writer::settings(is_packed), &scratch, jobs)?
    } else {
        filtered(&parts, &segments, is_packed, &scratch)?
    };
    for (_, written) in segments.iter().filter(|(files, _)| files.path() == folder) {
        for file in segment::files(folder, &written.entry.id)? {
            let file = folder.join(file);
            std::fs::remove_file(&file).map_err(|e| Error::io(file, e))?;
        }
    }
    let entry = build::settle(id, docs, &scratch, folder)?;
    let mut sources = Vec::new();
    let mut first = 0;
    for (_, Written { entry, sources: own }) in segments {
        for mut source in own.into_iter().filter(|source| !entry.is_deleted(source.first)) {
            source.first = first;
            first += source.talks;
            sources.push(source);
        }
    }
    if first != entry.docs {
        let reason = format!("{} talks of {first} were merged", entry.docs);
        return Err(Error::Damaged { what: folder.display().to_string(), reason });
    }
    Ok(Written { entry, sources })
}

/// Has Tantivy merge segments without what is deleted in them. The name of the segment, and its documents.
fn filtered(
    parts: &[tantivy::Segment],
    segments: &[(SegmentFolder, Written)],
    is_packed: bool,
    scratch: &Path,
) -> Result<(String, u32)> {
    let failed = |e: tantivy::TantivyError| Error::from_tantivy_writer(scratch, e);
    let alive = segments.iter().map(|(_, written)| survivors(&written.entry));
    let alive = alive.collect::<std::io::Result<Vec<_>>>().map_err(|e| Error::io(scratch, e))?;
    let settings = writer::settings(is_packed);
    let merged = merge_filtered_segments(parts, settings, alive, SegmentFolder::open(scratch)?);
    let metas = merged.and_then(|merged| merged.searchable_segment_metas()).map_err(failed)?;
    let Some(meta) = metas.first() else {
        let reason = "a segment that was written is not there".to_owned();
        return Err(Error::Damaged { what: scratch.display().to_string(), reason });
    };
    Ok((meta.id().uuid_string(), meta.max_doc()))
}

/// The documents of a segment that are not deleted; `None` for all.
fn survivors(entry: &SegmentEntry) -> std::io::Result<Option<AliveBitSet>> {
    if entry.deleted.is_empty() {
        return Ok(None);
    }
    let mut alive = BitSet::with_max_value_and_full(entry.docs);
    for doc in entry.deleted.iter().cloned().flatten() {
        alive.remove(doc);
    }
    let mut bytes = Vec::new();
    alive.serialize(&mut bytes)?;
    Ok(Some(AliveBitSet::open(OwnedBytes::new(bytes))))
}
