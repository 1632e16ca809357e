//! Talks to Tantivy, and back.
//!
//! [`update()`] brings an index folder up to date with a corpus, [`Index`] reads the live generation. Readers take no
//! lock and need no write access, so an index can be searched on a read-only disk and by another user.

pub(crate) mod automata;
mod blocks;
pub(crate) mod build;
pub mod check;
pub(crate) mod columns;
pub(crate) mod cutter;
pub(crate) mod diff;
pub mod digest;
mod directory;
mod documents;
mod durable;
pub mod generation;
mod guard;
mod heirs;
pub(crate) mod identity;
pub mod ids;
mod inverted;
mod language;
mod lock;
mod looked;
pub(crate) mod machine;
pub mod manifest;
mod merge;
mod next;
mod own;
pub(crate) mod packing;
mod reading;
pub mod record;
pub mod schema;
pub mod segment;
pub(crate) mod settle;
mod shared;
pub(crate) mod slice;
pub mod source;
mod stacking;
pub mod stale;
pub mod stored;
pub mod tag;
pub mod talk_field;
mod talks;
pub mod terms;
pub(crate) mod update;
mod verify;
pub mod vocabulary;
pub(crate) mod wanted;
pub mod watch;
mod writer;

pub use documents::documents;
pub(crate) use documents::{BITS, documents_in, insert};
pub use generation::note_damage;
pub use lock::Wait;
pub use manifest::{Manifest, Versions};
pub use reading::{Parts, Reading};
pub use schema::Fields;
pub use segment::Segment;
pub use talk_field::TalkField;
pub use update::{Options, Progress, Report, update};

use crate::{Error, Result};
use directory::SegmentFolder;
use fixedbitset::FixedBitSet;
use guard::Access;
use identity::Identities;
use packing::Unpacker;
use rustc_hash::FxHashMap;
use source::Home;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tantivy::DocId;
use tantivy::directory::{FileSlice, OwnedBytes};
use tantivy::schema::Field;

/// A generation that goes while it is opened is followed by another; this many times in a row is no accident.
const REOPEN: usize = 20;

/// The live generation of an index folder, open for reading.
///
/// Documents are numbered through all segments; those of recaps that changed or went since their segment was written
/// keep their numbers and answer nothing.
pub struct Index {
    folder: PathBuf,
    files: SegmentFolder,
    manifest: Manifest,
    fields: Fields,
    segments: Vec<Segment>,
    average_length: f32,
    /// The dictionary that its talks are packed with.
    dictionary: Option<OwnedBytes>,
    /// The folders of a large corpus that are not looked at each time.
    folders: Option<FileSlice>,
    unpacker: OnceLock<Unpacker>,
    identities: OnceLock<Identities>,
    /// Talks whose session may also be in another recap.
    shared_sessions: OnceLock<FixedBitSet>,
    /// Of a slice: which other recaps cover the sessions of its talks.
    told: OnceLock<FxHashMap<DocId, Vec<String>>>,
}

impl Index {
    /// Opens the live generation of the index folder `index`.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where nothing was built yet, [`Error::OtherVersion`] for an index of another version,
    /// [`Error::Damaged`] for one that is not as it was written.
    pub fn open(index: &Path) -> Result<Index> {
        Index::open_with(index, Access::Deferred)
    }

    /// The same for a process that keeps the index open for long. Its files are read when they are needed and not mapped, so a
    /// file that changes meanwhile ends as an error.
    ///
    /// # Errors
    /// Those of [`Index::open`].
    pub fn open_for_long(index: &Path) -> Result<Index> {
        Index::open_with(index, Access::Copied)
    }

    fn open_with(index: &Path, access: Access) -> Result<Index> {
        let none = || Error::NoIndex { index: Some(index.to_owned()) };
        let mut live = generation::live(index)?.ok_or_else(none)?;
        for _ in 0..REOPEN {
            let opened = Index::open_generation(index, &live, access);
            if opened.is_ok() {
                return opened;
            }
            // A writer may have removed the generation between the two looks: then another is live.
            let now = generation::live(index)?.ok_or_else(none)?;
            if now == live {
                return opened;
            }
            live = now;
        }
        Index::open_generation(index, &live, access)
    }

    fn open_generation(index: &Path, live: &generation::Live, access: Access) -> Result<Index> {
        let manifest = live.manifest()?;
        let files = SegmentFolder::of(&live.folder, &manifest, access)?;
        let files = verify::small(files, &manifest)?;
        Index::of(index, manifest, files)
    }

    /// Opens a generation in the folder of its files.
    fn of(index: &Path, manifest: Manifest, files: SegmentFolder) -> Result<Index> {
        let (segments, fields) = segment::open(&files, &manifest.segments)?;
        let talks = manifest.talks.max(1) as f32;
        let length = manifest.segments.iter().map(|segment| segment.length).sum::<u64>();
        let average_length = length as f32 / talks;
        let dictionary = manifest.dictionary.as_ref().map(|file| files.map(&file.name)).transpose()?;
        let folders = manifest.watch.as_ref().and_then(|watch| watch.rest.as_ref());
        let folders = folders.map(|file| files.file(&file.name)).transpose()?;
        Ok(Index {
            folder: index.to_owned(),
            files,
            manifest,
            fields,
            segments,
            average_length,
            dictionary,
            folders,
            unpacker: OnceLock::new(),
            identities: OnceLock::new(),
            shared_sessions: OnceLock::new(),
            told: OnceLock::new(),
        })
    }

    /// Verifies every file, before much of the index is read and printed: an error then comes before the first line.
    ///
    /// # Errors
    /// [`Error::Damaged`] with the first file that is not as it was written.
    pub fn verify(&self) -> Result<()> {
        verify::all(&self.files, &self.manifest)
    }

    /// The index folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files of its live generation.
    pub(crate) fn files(&self) -> &SegmentFolder {
        &self.files
    }

    /// The table of the folders of a large corpus.
    pub(crate) fn folders(&self) -> Option<&FileSlice> {
        self.folders.as_ref()
    }

    /// What it was built from and with.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Handles of its fields.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Its segments, in the order of their documents.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Talks in it.
    pub fn talks(&self) -> u32 {
        self.manifest.talks as u32
    }

    /// Documents in it, those that answer nothing included.
    pub fn docs_in_all(&self) -> u32 {
        self.manifest.segments.iter().map(|segment| segment.docs).sum()
    }

    /// The documents of all talks, in order.
    pub fn docs(&self) -> impl Iterator<Item = DocId> + '_ {
        self.segments.iter().flat_map(|segment| segment.living().map(|doc| segment.base + doc))
    }

    /// No document, of a bit for each.
    pub(crate) fn none(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.docs_in_all() as usize)
    }

    /// The documents of all talks, a bit each.
    pub(crate) fn living(&self) -> FixedBitSet {
        let mut living = self.none();
        living.insert_range(..);
        self.remove_deleted(&mut living);
        living
    }

    /// The average length of a talk, in words.
    pub fn average_length(&self) -> f32 {
        self.average_length
    }

    /// Where the recap known as `file` lies; `None` where no recap has this name.
    pub fn place(&self, file: &str) -> Option<PathBuf> {
        self.manifest.places(&Home::of(&self.folder)).of(file)
    }

    /// The years of its talks, the newest first.
    pub fn years(&self) -> Result<Vec<i32>> {
        let mut years = BTreeSet::new();
        for segment in &self.segments {
            let column = segment.years()?;
            let found = segment.living().filter_map(|doc| column.first(doc));
            years.extend(found.filter_map(|year| i32::try_from(year).ok()));
        }
        Ok(years.into_iter().rev().collect())
    }

    /// Compares the ids of two documents.
    pub fn compare_ids(&self, a: DocId, b: DocId) -> Result<Ordering> {
        let (of_a, of_b) = (self.segment_of(a), self.segment_of(b));
        if of_a.base == of_b.base {
            let place = |doc| of_a.place_of_id(doc - of_a.base);
            return Ok(place(a)?.cmp(&place(b)?).then(a.cmp(&b)));
        }
        Ok(of_a.id(a - of_a.base)?.cmp(&of_b.id(b - of_b.base)?).then(a.cmp(&b)))
    }

    /// The segment that holds a document.
    pub(crate) fn segment_of(&self, doc: DocId) -> &Segment {
        let after = self.segments.partition_point(|segment| segment.base <= doc);
        &self.segments[after.saturating_sub(1)]
    }

    /// The place of the segment that holds a document, and its number there.
    pub(crate) fn locate(&self, doc: DocId) -> (usize, DocId) {
        let after = self.segments.partition_point(|segment| segment.base <= doc);
        let at = after.saturating_sub(1);
        (at, doc - self.segments[at].base)
    }

    /// The documents that have a term in a field, a bit each: for terms of many talks.
    pub(crate) fn holders(&self, field: Field, text: &str) -> Result<FixedBitSet> {
        let mut holders = self.none();
        for segment in &self.segments {
            segment.each(field, text, |row| insert(&mut holders, segment.base, row))?;
        }
        self.remove_deleted(&mut holders);
        Ok(holders)
    }

    /// Takes out documents that answer nothing.
    pub(crate) fn remove_deleted(&self, docs: &mut FixedBitSet) {
        for segment in &self.segments {
            let base = segment.base as usize;
            for deleted in &segment.entry().deleted {
                docs.remove_range(base + deleted.start as usize..base + deleted.end as usize);
            }
        }
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).finish_non_exhaustive()
    }
}
