//! Columns of the index, read through all segments: a number or a text of a talk without unpacking it.

use super::schema::Text;
use super::{Index, Segment};
use crate::{Error, Result};
use std::io;
use tantivy::DocId;
use tantivy::HasLen;
use tantivy::columnar::column_index::open_column_index;
use tantivy::columnar::column_values::load_u64_based_column_values;
use tantivy::columnar::{CURRENT_VERSION, Column, ColumnIndex, Dictionary, DynamicColumnHandle};

/// A column of text of one segment: the place of each text among all of them, and the texts. Only the texts that are needed
/// are read. Tantivy's own column reads all of them as soon as it is opened.
pub(crate) struct TextColumn {
    places: Column<u64>,
    dictionary: Dictionary,
}

/// Bytes of a length in a column; the lowest comes first.
const LENGTH: usize = 4;

impl TextColumn {
    /// Opens a column as Tantivy wrote it: the texts, the places, and how long the texts are.
    pub(crate) fn open(handle: &DynamicColumnHandle) -> io::Result<TextColumn> {
        let cut = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let length = |bytes: &[u8]| -> io::Result<usize> {
            let bytes = bytes.try_into().map_err(|_| cut())?;
            Ok(u32::from_le_bytes(bytes) as usize)
        };
        let file = handle.file_slice();
        let end = file.len().checked_sub(LENGTH).ok_or_else(cut)?;
        let texts = length(&file.slice_from(end).read_bytes()?)?;
        if texts > end {
            return Err(cut());
        }
        let places = file.slice(texts..end).read_bytes()?;
        let end = places.len().checked_sub(LENGTH).ok_or_else(cut)?;
        let index = length(&places[end..])?;
        if index > end {
            return Err(cut());
        }
        let places = Column {
            index: open_column_index(places.slice(0..index), CURRENT_VERSION)?,
            values: load_u64_based_column_values(places.slice(index..end))?,
        };
        Ok(TextColumn { places, dictionary: Dictionary::open(file.slice(0..texts))? })
    }

    /// How many different texts there are.
    pub(crate) fn num_terms(&self) -> usize {
        self.dictionary.num_terms()
    }

    /// The places of the texts of all documents.
    pub(crate) fn ords(&self) -> &Column<u64> {
        &self.places
    }

    /// The places of the texts of a document.
    pub(crate) fn term_ords(&self, doc: DocId) -> impl Iterator<Item = u64> + '_ {
        self.places.values_for_doc(doc)
    }

    /// All texts, in order.
    pub(crate) fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The text at a place.
    pub(crate) fn text(&self, place: u64) -> io::Result<String> {
        let mut text = Vec::new();
        self.dictionary.ord_to_term(place, &mut text)?;
        String::from_utf8(text).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
    }
}

/// A column of numbers.
pub(crate) struct Numbers<'i> {
    index: &'i Index,
    segments: Vec<Column<u64>>,
}

/// A column of text.
pub(crate) struct Texts<'i> {
    index: &'i Index,
    segments: Vec<Option<TextColumn>>,
}

impl Index {
    /// The column of numbers of a name.
    pub(crate) fn numbers(&self, name: &str) -> Result<Numbers<'_>> {
        let segments = self.segments().iter().map(|segment| segment.numbers(name));
        Ok(Numbers { index: self, segments: segments.collect::<Result<_>>()? })
    }

    /// A column of text.
    pub(crate) fn texts(&self, text: Text) -> Result<Texts<'_>> {
        let segments = self.segments().iter().map(|segment| segment.texts(text.name()));
        Ok(Texts { index: self, segments: segments.collect::<Result<_>>()? })
    }
}

impl Numbers<'_> {
    /// The first number of a document; 0 where it has none.
    pub(crate) fn of(&self, doc: DocId) -> u64 {
        let (at, own) = self.index.locate(doc);
        self.segments[at].first(own).unwrap_or_default()
    }

    /// The column of a segment.
    pub(crate) fn of_segment(&self, at: usize) -> &Column<u64> {
        &self.segments[at]
    }

    /// All numbers of a document.
    pub(crate) fn all(&self, doc: DocId) -> impl Iterator<Item = u64> + '_ {
        let (at, own) = self.index.locate(doc);
        self.segments[at].values_for_doc(own)
    }
}

impl Texts<'_> {
    /// The first text of a document; empty where it has none.
    pub(crate) fn of(&self, doc: DocId) -> Result<String> {
        let (at, own) = self.index.locate(doc);
        let Some(column) = &self.segments[at] else { return Ok(String::new()) };
        let text = column.term_ords(own).next().map_or(Ok(String::new()), |place| column.text(place));
        text.map_err(|e| Error::io(self.index.folder(), e))
    }

    /// The column of a segment; `None` where it has none.
    pub(crate) fn of_segment(&self, at: usize) -> Option<&TextColumn> {
        self.segments[at].as_ref()
    }
}

/// The values of all documents of a segment, where each has exactly one: read at once, which takes a fraction of the time of
/// asking document by document. `None` where a document has none or several.
pub(crate) fn whole(column: &Column<u64>, docs: DocId) -> Option<Vec<u64>> {
    if !matches!(column.index, ColumnIndex::Full) {
        return None;
    }
    let mut values = vec![0; docs as usize];
    column.values.get_range(0, &mut values);
    Some(values)
}

/// Gives `on` the texts that stand at some places of a column, which are sorted and each there once.
pub(crate) fn spell(
    segment: &Segment,
    column: &TextColumn,
    places: &[u64],
    on: impl FnMut(u64, &str),
) -> Result<()> {
    let mut batch = Batch { places, bytes: Vec::new(), ends: Vec::new(), on };
    let mut is_whole = true;
    let spelt = column.dictionary().sorted_ords_to_term_cb(places, |bytes| {
        batch.bytes.extend_from_slice(bytes);
        batch.ends.push(batch.bytes.len());
        if batch.bytes.len() >= BATCH {
            is_whole &= batch.give().is_some();
        }
    });
    let all = spelt.map_err(|e| segment.unreadable(e))?;
    if all && is_whole && batch.give().is_some() && batch.places.is_empty() {
        return Ok(());
    }
    Err(Error::Damaged {
        what: format!("segment {}", segment.entry().id),
        reason: "a column ends early".into(),
    })
}

/// Bytes of texts that are found to be UTF-8 together: one by one that takes longer than to read them.
const BATCH: usize = 16 << 10;

/// Texts that were read and not given yet.
struct Batch<'p, F> {
    /// The places of these texts and of those to come.
    places: &'p [u64],
    bytes: Vec<u8>,
    /// Where each text ends.
    ends: Vec<usize>,
    on: F,
}

impl<F: FnMut(u64, &str)> Batch<'_, F> {
    /// Gives the texts; `None` where they are none, or more than places.
    fn give(&mut self) -> Option<()> {
        let text = std::str::from_utf8(&self.bytes).ok()?;
        let (own, rest) = self.places.split_at_checked(self.ends.len())?;
        let mut from = 0;
        for (&place, end) in own.iter().zip(self.ends.drain(..)) {
            (self.on)(place, text.get(from..end)?);
            from = end;
        }
        self.places = rest;
        self.bytes.clear();
        Some(())
    }
}
