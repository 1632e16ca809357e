//! Talks to Tantivy, and back.
//!
//! [`update()`] brings an index folder up to date with a corpus, [`Index`] reads the live generation. Readers take no
//! lock and need no write access, so an index can be searched on a read-only disk and by another user.

pub mod area;
mod blocks;
mod build;
pub mod check;
pub(crate) mod columns;
mod diff;
pub mod digest;
mod directory;
pub mod generation;
mod heirs;
mod identity;
pub mod ids;
mod language;
mod lock;
pub mod manifest;
mod merge;
mod next;
mod own;
mod packing;
mod reading;
pub mod record;
pub mod schema;
pub mod segment;
mod settle;
pub mod source;
pub mod stale;
pub mod stored;
pub mod tag;
pub mod tokens;
mod update;
mod verify;
pub mod vocabulary;
pub mod watch;

pub use area::Area;
pub use lock::Wait;
pub use manifest::{Manifest, Versions};
pub use reading::{Parts, Reading};
pub use schema::Fields;
pub use segment::Segment;
pub use update::{Options, Progress, Report, update};

use crate::talk::Talk;
use crate::{Error, Result};
use directory::SegmentFolder;
use fixedbitset::FixedBitSet;
use identity::Identities;
use packing::Unpacker;
use source::{Home, Source};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tag::Tag;
use tantivy::DocId;
use tantivy::directory::OwnedBytes;
use tantivy::schema::Field;

/// A generation that goes while it is opened is followed by another; so many times in a row is no accident.
const REOPEN: usize = 20;

/// The documents of a set that has a bit for each, in order.
pub fn documents(docs: &FixedBitSet) -> impl Iterator<Item = DocId> + '_ {
    docs.ones().map(|doc| doc as DocId)
}

/// The documents of a set that lie in a segment, in order, numbered as there.
pub(crate) fn documents_in<'d>(docs: &'d FixedBitSet, segment: &Segment) -> impl Iterator<Item = DocId> + 'd {
    let (base, end) = (segment.base as usize, (segment.base + segment.entry().docs) as usize);
    let blocks = docs.as_slice().get(base / BITS..end.div_ceil(BITS)).unwrap_or_default();
    let own = blocks.iter().enumerate().flat_map(move |(at, &block)| {
        let first = (base / BITS + at) * BITS;
        let block = if first < base { block & usize::MAX << (base - first) } else { block };
        ones_of(if end - first < BITS { block & !(usize::MAX << (end - first)) } else { block }, first)
    });
    own.map(move |doc| (doc - base) as DocId)
}

/// The bits of a block of a set that begins at `first`, in order.
fn ones_of(mut block: usize, first: usize) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let one = (block != 0).then(|| first + block.trailing_zeros() as usize)?;
        block &= block - 1;
        Some(one)
    })
}

/// Bits in a block of a set.
pub(crate) const BITS: usize = usize::BITS as usize;

/// Adds documents in order, numbered from `base`, to a set that has a bit for each: those of one block at once.
pub(crate) fn insert(docs: &mut FixedBitSet, base: DocId, row: &[DocId]) {
    let blocks = docs.as_mut_slice();
    let (mut block, mut bits) = (0, 0);
    for doc in row {
        let doc = (base + doc) as usize;
        if doc / BITS != block {
            blocks[block] |= bits;
            (block, bits) = (doc / BITS, 0);
        }
        bits |= 1 << (doc % BITS);
    }
    if let Some(last) = blocks.get_mut(block) {
        *last |= bits;
    }
}

/// The live generation of an index folder, open for reading.
///
/// Documents are numbered through all segments; those of recaps that changed or went since their segment was written
/// keep their numbers and answer nothing.
pub struct Index {
    folder: PathBuf,
    generation: PathBuf,
    manifest: Manifest,
    fields: Fields,
    segments: Vec<Segment>,
    average_length: f32,
    /// What its talks are packed against.
    dictionary: Option<OwnedBytes>,
    /// The folders of a large corpus that are not looked at each time.
    folders: Option<OwnedBytes>,
    unpacker: OnceLock<Unpacker>,
    identities: OnceLock<Identities>,
    /// Talks whose session may be told in another recap.
    told_twice: OnceLock<FixedBitSet>,
}

impl Index {
    /// Opens the live generation of the index folder `index`.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where nothing was built yet, [`Error::OtherVersion`] for an index of another version,
    /// [`Error::Damaged`] for one that is not as it was written.
    pub fn open(index: &Path) -> Result<Index> {
        let none = || Error::NoIndex { index: Some(index.to_owned()) };
        let mut live = generation::live(index)?.ok_or_else(none)?;
        for _ in 0..REOPEN {
            let opened = Index::open_generation(index, &live);
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
        Index::open_generation(index, &live)
    }

    fn open_generation(index: &Path, live: &generation::Live) -> Result<Index> {
        let manifest = live.manifest()?;
        let folder = SegmentFolder::open(&live.folder)?;
        let verified = verify::verify(index, live, &manifest, &folder)?;
        let opened = Index::of_verified(index, live, manifest, &folder);
        drop(verified);
        opened
    }

    /// Opens a generation that was verified.
    fn of_verified(
        index: &Path,
        live: &generation::Live,
        manifest: Manifest,
        folder: &SegmentFolder,
    ) -> Result<Index> {
        let (segments, fields) = segment::open(folder, &manifest.segments)?;
        let talks = manifest.talks.max(1) as f32;
        let length = manifest.segments.iter().map(|segment| segment.length).sum::<u64>();
        let average_length = length as f32 / talks;
        let generation = live.folder.clone();
        let dictionary = manifest.dictionary.as_ref().map(|file| folder.map(&file.name)).transpose()?;
        let folders = manifest.watch.as_ref().and_then(|watch| watch.rest.as_ref());
        let folders = folders.map(|file| folder.map(&file.name)).transpose()?;
        Ok(Index {
            folder: index.to_owned(),
            generation,
            manifest,
            fields,
            segments,
            average_length,
            dictionary,
            folders,
            unpacker: OnceLock::new(),
            identities: OnceLock::new(),
            told_twice: OnceLock::new(),
        })
    }

    /// The index folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of its live generation.
    pub(crate) fn generation(&self) -> &Path {
        &self.generation
    }

    /// The table of the folders of a large corpus.
    pub(crate) fn folders(&self) -> Option<&[u8]> {
        self.folders.as_deref()
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
        self.bury(&mut living);
        living
    }

    /// How long a talk is on average, in words.
    pub fn average_length(&self) -> f32 {
        self.average_length
    }

    /// Where the recap known as `file` lies; `None` where no recap has this name.
    pub fn place(&self, file: &str) -> Option<PathBuf> {
        self.manifest.places(&Home::of(&self.folder)).of(file)
    }

    /// What is remembered of the recap known as `file`; `None` where no talk of it is in the index.
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

    /// The same without the other recaps that tell its session: they have to be looked up.
    pub fn talk_alone(&self, doc: DocId) -> Result<Talk> {
        let stored = self.stored(doc)?;
        Ok(Talk { id: self.id_of(doc, &stored.id)?, ..stored })
    }

    /// What became of an id that no talk has; `None` where nothing is remembered of it.
    pub fn fate(&self, id: &str) -> Option<ids::Fate> {
        self.manifest.ids.as_ref()?;
        ids::Ids::read(&self.generation).fate(id)
    }

    /// The talk of a document as its recap alone tells it: not brought together with the same session in other recaps.
    pub fn stored(&self, doc: DocId) -> Result<Talk> {
        let segment = self.segment_of(doc);
        let document = segment.store()?.get_document_bytes(doc - segment.base);
        let document = document.map_err(|e| Error::from_tantivy(&self.folder, e))?;
        stored::decode(&self.unpacker()?.unpack(&document)?)
    }

    /// What unpacks its talks.
    fn unpacker(&self) -> Result<&Unpacker> {
        if let Some(unpacker) = self.unpacker.get() {
            return Ok(unpacker);
        }
        let unpacker = self.new_unpacker()?;
        Ok(self.unpacker.get_or_init(|| unpacker))
    }

    /// What unpacks its talks, for one thread.
    pub(crate) fn new_unpacker(&self) -> Result<Unpacker> {
        Unpacker::new(self.dictionary.as_deref()).map_err(|e| Error::io(&self.generation, e))
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
        self.bury(&mut holders);
        Ok(holders)
    }

    /// Takes out documents that answer nothing.
    pub(crate) fn bury(&self, docs: &mut FixedBitSet) {
        for segment in &self.segments {
            let base = segment.base as usize;
            for dead in &segment.entry().dead {
                docs.remove_range(base + dead.start as usize..base + dead.end as usize);
            }
        }
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).finish_non_exhaustive()
    }
}
