//! One segment of a generation, open for reading.

use super::blocks;
use super::columns::TextColumn;
use super::directory::SegmentFolder;
use super::manifest::SegmentEntry;
use super::schema::{self, Fields};
use super::source::{self, Source};
use super::terms::{Dictionaries, Terms};
use crate::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tantivy::columnar::{Column, ColumnType};
use tantivy::directory::FileSlice;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{SegmentComponent, SegmentId, SegmentReader};
use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, IndexSettings, TERMINATED};

/// Blocks of the document store that are kept unpacked while hits are fetched.
const STORE_CACHE: usize = 16;

/// A segment, open for reading. Documents are numbered from 0 in each.
pub struct Segment {
    folder: PathBuf,
    files: SegmentFolder,
    entry: SegmentEntry,
    /// Number, in the whole index, of its first document.
    pub base: DocId,
    reader: SegmentReader,
    dictionaries: Option<Dictionaries>,
    /// By the number of the field; each is opened at its first use.
    terms: Vec<OnceLock<Arc<Terms>>>,
    /// The table of its recaps; opened at once, for the folder may go while this is read.
    table: Option<FileSlice>,
    store: OnceLock<Arc<StoreReader>>,
    ids: OnceLock<Option<TextColumn>>,
}

/// Opens the segments of a generation in its folder.
pub(crate) fn open(folder: &SegmentFolder, entries: &[SegmentEntry]) -> Result<(Vec<Segment>, Fields)> {
    let (tantivy, fields) = view(folder)?;
    let mut base = 0;
    let mut segments = Vec::with_capacity(entries.len());
    for entry in entries {
        let segment = tantivy_segment(&tantivy, folder.path(), entry)?;
        let failed = |e| Error::from_tantivy(folder.path(), e);
        let reader = SegmentReader::open(&segment).map_err(failed)?;
        let dictionaries = Dictionaries::open(folder, &entry.id).map_err(failed)?;
        let table = entry.files.last().map(|file| folder.file(&file.name)).transpose()?;
        let terms = reader.schema().fields().map(|_| OnceLock::new()).collect();
        segments.push(Segment {
            folder: folder.path().to_owned(),
            files: folder.clone(),
            entry: entry.clone(),
            base,
            reader,
            dictionaries,
            terms,
            table,
            store: OnceLock::new(),
            ids: OnceLock::new(),
        });
        base += entry.docs;
    }
    Ok((segments, fields))
}

/// Tantivy's view of a folder of segment files, without any segment.
pub(crate) fn view(folder: &SegmentFolder) -> Result<(tantivy::Index, Fields)> {
    let (schema, fields) = schema::schema();
    let index = tantivy::Index::create(folder.clone(), schema, IndexSettings::default());
    Ok((index.map_err(|e| Error::from_tantivy(folder.path(), e))?, fields))
}

/// Tantivy's view of one segment.
pub(crate) fn tantivy_segment(
    index: &tantivy::Index,
    folder: &Path,
    entry: &SegmentEntry,
) -> Result<tantivy::Segment> {
    let id = SegmentId::from_uuid_string(&entry.id).map_err(|_| Error::Damaged {
        what: folder.display().to_string(),
        reason: format!("{:?} names no segment", entry.id),
    })?;
    Ok(index.segment(index.new_segment_meta(id, entry.docs)))
}

impl Segment {
    /// What the manifest says of it.
    pub fn entry(&self) -> &SegmentEntry {
        &self.entry
    }

    /// Documents that Tantivy knows of.
    pub(crate) fn documents(&self) -> u32 {
        self.reader.max_doc()
    }

    /// Whether a document answers.
    pub fn is_alive(&self, doc: DocId) -> bool {
        self.entry.deleted.is_empty() || !self.entry.is_deleted(doc)
    }

    /// Its documents that answer.
    pub fn living(&self) -> impl Iterator<Item = DocId> + '_ {
        (0..self.entry.docs).filter(|&doc| self.is_alive(doc))
    }

    /// The terms of a field.
    pub fn terms(&self, field: Field) -> Result<Arc<Terms>> {
        let open =
            || Terms::open(&self.reader, self.dictionaries.as_ref(), field).map_err(|e| self.failed(e));
        let Some(slot) = self.terms.get(field.field_id() as usize) else { return open().map(Arc::new) };
        if let Some(terms) = slot.get() {
            return Ok(Arc::clone(terms));
        }
        let terms = Arc::new(open()?);
        Ok(Arc::clone(slot.get_or_init(|| terms)))
    }

    /// The documents that have a term in a field, deleted ones included; `None` where there are none.
    pub fn postings(
        &self,
        field: Field,
        text: &str,
        option: IndexRecordOption,
    ) -> Result<Option<SegmentPostings>> {
        let terms = self.terms(field)?;
        let info = terms.find(text.as_bytes()).map_err(|e| self.unreadable(e))?;
        let postings = info.map(|info| terms.postings(&info, option)).transpose();
        postings.map_err(|e| self.unreadable(e))
    }

    /// Calls `on` with the documents that have a term in a field, deleted ones included, row by row.
    pub(crate) fn each(&self, field: Field, text: &str, on: impl FnMut(&[DocId])) -> Result<()> {
        let terms = self.terms(field)?;
        let info = terms.find(text.as_bytes());
        let rows = info.and_then(|info| info.map_or(Ok(()), |info| rows(&terms, &info, on)));
        rows.map_err(|e| self.unreadable(e))
    }

    /// Whether any document that answers has a term in a field.
    pub(crate) fn holds(&self, field: Field, text: &str) -> Result<bool> {
        let Some(mut postings) = self.postings(field, text, IndexRecordOption::Basic)? else {
            return Ok(false);
        };
        while postings.doc() != TERMINATED && !self.is_alive(postings.doc()) {
            postings.advance();
        }
        Ok(postings.doc() != TERMINATED)
    }

    /// How many of these documents answer.
    pub(crate) fn living_among(&self, docs: &[DocId]) -> usize {
        if self.entry.deleted.is_empty() {
            return docs.len();
        }
        docs.iter().filter(|doc| self.is_alive(**doc)).count()
    }

    /// How many documents answer of those that `read` shows row by row, of which there are `frequency`.
    pub(crate) fn count(
        &self,
        frequency: usize,
        read: impl FnOnce(&mut dyn FnMut(&[DocId])) -> std::io::Result<()>,
    ) -> Result<usize> {
        if self.entry.deleted.is_empty() {
            return Ok(frequency);
        }
        let mut living = 0;
        read(&mut |row| living += self.living_among(row)).map_err(|e| self.unreadable(e))?;
        Ok(living)
    }

    /// How many terms a field has in each document; `None` where no document has the field.
    pub fn lengths(&self, field: Field) -> Result<Option<FieldNormReader>> {
        self.reader.fieldnorms_readers().get_field(field).map_err(|e| self.failed(e))
    }

    /// The stored documents.
    pub(crate) fn store(&self) -> Result<&StoreReader> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.new_store(STORE_CACHE)?;
        Ok(self.store.get_or_init(|| Arc::new(store)))
    }

    /// The stored documents, for reading most of them in their order: only a part of the file is in memory at any time. Where
    /// the file is gone, or files cannot be read this way, the documents are read as usual.
    pub(crate) fn store_ahead(&self, cached: usize) -> Result<StoreReader> {
        if let Ok((tantivy, _)) = view(&self.files.clone().with(self.files.access().ahead()))
            && let Ok(segment) = tantivy_segment(&tantivy, &self.folder, &self.entry)
            && let Ok(file) = segment.open_read(SegmentComponent::Store)
            && let Ok(store) = StoreReader::open(file, cached)
        {
            return Ok(store);
        }
        self.new_store(cached)
    }

    fn new_store(&self, cached: usize) -> Result<StoreReader> {
        self.reader.get_store_reader(cached).map_err(|e| self.unreadable(e))
    }

    /// A column of text; `None` where no document has any.
    pub(crate) fn texts(&self, name: &str) -> Result<Option<TextColumn>> {
        let handle = self.reader.fast_fields().dynamic_column_handle(name, ColumnType::Str);
        let handle = handle.map_err(|e| self.failed(e))?;
        handle.map(|handle| TextColumn::open(&handle)).transpose().map_err(|e| self.unreadable(e))
    }

    /// A column of numbers.
    pub(crate) fn numbers(&self, name: &str) -> Result<Column<u64>> {
        self.reader.fast_fields().u64(name).map_err(|e| self.failed(e))
    }

    /// The years of the documents.
    pub(crate) fn years(&self) -> Result<Column<i64>> {
        self.reader.fast_fields().i64(schema::YEAR).map_err(|e| self.failed(e))
    }

    /// The ratings of the documents.
    pub(crate) fn ratings(&self) -> Result<Column<f64>> {
        self.reader.fast_fields().f64(schema::RATING).map_err(|e| self.failed(e))
    }

    /// The stored ids of the documents.
    pub(crate) fn ids(&self) -> Result<Option<&TextColumn>> {
        if let Some(ids) = self.ids.get() {
            return Ok(ids.as_ref());
        }
        let ids = self.texts(schema::ID)?;
        Ok(self.ids.get_or_init(|| ids).as_ref())
    }

    /// Whether no two of its documents have the same stored id.
    pub(crate) fn has_distinct_ids(&self) -> Result<bool> {
        Ok(self.ids()?.is_some_and(|ids| ids.num_terms() == self.entry.docs as usize))
    }

    /// The place of a document's id among those of the segment.
    pub(crate) fn place_of_id(&self, doc: DocId) -> Result<u64> {
        Ok(self.ids()?.and_then(|ids| ids.term_ords(doc).next()).unwrap_or(u64::MAX))
    }

    /// The stored id of a document.
    pub(crate) fn id(&self, doc: DocId) -> Result<String> {
        let Some(ids) = self.ids()? else { return Ok(String::new()) };
        let id = ids.term_ords(doc).next().map_or(Ok(String::new()), |place| ids.text(place));
        id.map_err(|e| self.unreadable(e))
    }

    /// The documents that answer and have a hash.
    pub(crate) fn with_hash(&self, hashes: Field, hash: u64) -> Result<Vec<DocId>> {
        let terms = self.terms(hashes)?;
        let info = terms.find(Term::from_field_u64(hashes, hash).serialized_value_bytes());
        let mut docs = Vec::new();
        let rows = info.and_then(|info| {
            let on = |row: &[DocId]| docs.extend(row.iter().copied().filter(|&doc| self.is_alive(doc)));
            info.map_or(Ok(()), |info| rows(&terms, &info, on))
        });
        rows.map_err(|e| self.unreadable(e))?;
        Ok(docs)
    }

    /// The recaps of its documents, deleted ones included.
    pub fn sources(&self) -> Result<Vec<Source>> {
        self.table.as_ref().map_or(Ok(Vec::new()), |table| source::decode(table, &self.folder))
    }

    /// How many blocks its table of recaps has.
    pub(crate) fn source_blocks(&self) -> Result<usize> {
        self.table.as_ref().map_or(Ok(0), blocks::count).map_err(|e| self.unreadable(e))
    }

    /// The recaps of one block, deleted ones included.
    pub(crate) fn source_block(&self, block: usize) -> Result<Vec<Source>> {
        let rows = self.table.as_ref().map_or(Ok(Vec::new()), |table| blocks::block(table, block));
        rows.map_err(|e| self.unreadable(e))
    }

    /// Those of its recaps that answer, in the order of their documents.
    pub(crate) fn living_sources(&self) -> Result<Vec<Source>> {
        let mut sources = self.sources()?;
        sources.retain(|source| self.is_alive(source.first));
        Ok(sources)
    }

    /// An error of reading it.
    pub(crate) fn unreadable(&self, error: std::io::Error) -> Error {
        Error::of_index(&self.folder, error)
    }

    fn failed(&self, error: tantivy::TantivyError) -> Error {
        Error::from_tantivy(&self.folder, error)
    }
}

/// Calls `on` with the documents that have a term, row by row.
pub(crate) fn rows(terms: &Terms, info: &TermInfo, mut on: impl FnMut(&[DocId])) -> std::io::Result<()> {
    let mut blocks = terms.rows(info, IndexRecordOption::Basic)?;
    while !blocks.docs().is_empty() {
        on(blocks.docs());
        blocks.advance();
    }
    Ok(())
}

/// The names of Tantivy's files of a segment, sorted.
pub(crate) fn files(folder: &Path, id: &str) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))?;
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(id)).collect();
    names.sort_unstable();
    Ok(names)
}

/// The recaps of a segment in the folder of its generation, deleted ones included.
pub(crate) fn sources(folder: &SegmentFolder, entry: &SegmentEntry) -> Result<Vec<Source>> {
    let Some(file) = entry.files.last() else { return Ok(Vec::new()) };
    source::decode(&folder.file(&file.name)?, &folder.path().join(&file.name))
}
