//! Columns of the index, read through all segments: a number or a text of a talk without unpacking it.

use super::schema::Text;
use super::{Index, Segment};
use crate::{Error, Result};
use tantivy::DocId;
use tantivy::columnar::{Column, ColumnIndex, StrColumn};

/// A column of numbers.
pub(crate) struct Numbers<'i> {
    index: &'i Index,
    segments: Vec<Column<u64>>,
}

/// A column of text.
pub(crate) struct Texts<'i> {
    index: &'i Index,
    segments: Vec<Option<StrColumn>>,
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
        let mut text = String::new();
        if let Some(column) = &self.segments[at]
            && let Some(place) = column.term_ords(own).next()
        {
            column.ord_to_str(place, &mut text).map_err(|e| Error::io(self.index.folder(), e))?;
        }
        Ok(text)
    }

    /// The column of a segment; `None` where it has none.
    pub(crate) fn of_segment(&self, at: usize) -> Option<&StrColumn> {
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
    column: &StrColumn,
    places: &[u64],
    mut on: impl FnMut(u64, &str),
) -> Result<()> {
    let mut next = places.iter();
    let mut failed = false;
    let spelt = column.dictionary().sorted_ords_to_term_cb(places, |bytes| {
        match (next.next(), std::str::from_utf8(bytes)) {
            (Some(&place), Ok(text)) => on(place, text),
            _ => failed = true,
        }
    });
    if spelt.map_err(|e| segment.unreadable(e))? && !failed {
        return Ok(());
    }
    Err(Error::Damaged {
        what: format!("segment {}", segment.entry().id),
        reason: "a column ends early".into(),
    })
}
