//! Talks to Tantivy, and back.
//!
//! [`build()`] writes a new generation of an index folder, [`Index`] reads the live one. Readers take no lock and
//! write nothing, so an index can be searched on a read-only disk and by another user.

pub mod build;
pub mod generation;
pub mod manifest;
pub mod record;
pub mod schema;
pub mod stale;
pub mod tokens;
pub mod vocabulary;

pub use build::{Built, Progress, build};
pub use manifest::Manifest;
pub use schema::{Area, Fields};

use crate::talk::Talk;
use crate::{Error, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tantivy::schema::{IndexRecordOption, Term, document::Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyDocument};

/// Blocks of the document store that are kept unpacked while hits are fetched.
const STORE_CACHE: usize = 16;

/// The live generation of an index folder, open for reading.
pub struct Index {
    folder: PathBuf,
    manifest: Manifest,
    fields: Fields,
    segment: SegmentReader,
    store: StoreReader,
}

impl Index {
    /// Opens the live generation of the index folder `index`.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where nothing was built yet, [`Error::OtherVersion`] for an index of another version,
    /// [`Error::Damaged`] for one that cannot be read.
    pub fn open(index: &Path) -> Result<Index> {
        let folder =
            generation::current(index)?.ok_or_else(|| Error::NoIndex { index: Some(index.to_owned()) })?;
        let manifest = Manifest::read(&folder)?;
        let failed = |e: tantivy::TantivyError| Error::from_tantivy(&folder, e);
        let directory = tantivy::directory::MmapDirectory::open(&folder).map_err(|e| failed(e.into()))?;
        let stored = tantivy::Index::open(directory).map_err(failed)?;
        let segments = stored.searchable_segments().map_err(failed)?;
        let [segment] = segments.as_slice() else {
            let reason = format!("{} segments instead of one", segments.len());
            return Err(Error::Damaged { what: folder.display().to_string(), reason });
        };
        let segment = SegmentReader::open(segment).map_err(failed)?;
        let store = segment.get_store_reader(STORE_CACHE).map_err(|e| Error::io(&folder, e))?;
        let (_, fields) = schema::schema();
        Ok(Index { folder: index.to_owned(), manifest, fields, segment, store })
    }

    /// The index folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it was built from and with.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Handles of its fields.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Its one segment.
    pub fn segment(&self) -> &SegmentReader {
        &self.segment
    }

    /// Talks in it: documents are numbered from 0 to one less, in the order of their ids.
    pub fn talks(&self) -> DocId {
        self.segment.max_doc()
    }

    /// The talk of a document.
    pub fn talk(&self, doc: DocId) -> Result<Talk> {
        let document: TantivyDocument =
            self.store.get(doc).map_err(|e| Error::from_tantivy(&self.folder, e))?;
        let bytes = document.get_first(self.fields.talk).and_then(|value| value.as_bytes());
        record::decode(bytes.unwrap_or_default())
    }

    /// The years of its talks, the newest first.
    pub fn years(&self) -> Result<Vec<i32>> {
        let column = self.segment.fast_fields().i64(schema::YEAR);
        let column = column.map_err(|e| Error::from_tantivy(&self.folder, e))?;
        let years = (0..self.talks()).filter_map(|doc| i32::try_from(column.first(doc)?).ok());
        let years: BTreeSet<i32> = years.collect();
        Ok(years.into_iter().rev().collect())
    }

    /// The document of an id; ids are looked up here and never opened as paths.
    pub fn find(&self, id: &str) -> Result<Option<DocId>> {
        let failed = |e: tantivy::TantivyError| Error::from_tantivy(&self.folder, e);
        let inverted = self.segment.inverted_index(self.fields.id).map_err(failed)?;
        let term = Term::from_field_text(self.fields.id, id);
        let postings =
            inverted.read_postings(&term, IndexRecordOption::Basic).map_err(|e| failed(e.into()))?;
        Ok(postings.map(|postings| postings.doc()).filter(|&doc| doc != TERMINATED))
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("folder", &self.folder).finish_non_exhaustive()
    }
}
