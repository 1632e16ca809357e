//! Talks printed one after the other: unpacked on all cores, and never all in memory.

use super::formats::{Format, InTurn, Row, TalkExporter};
use super::in_order;
use super::results::{Appearance, Ids, Paths};
use super::stream::Through;
use crate::index::{Index, Parts, Reading};
use crate::query::plan::Plan;
use crate::search::Place;
use crate::snippet::Highlighter;
use std::io::{self, Write};
use tantivy::DocId;

/// Up to this many talks are made before the first is written. For more, the data that they are made from is verified
/// first. So a damaged index prints an error and nothing else.
const AT_ONCE: usize = 1000;
/// Ids that are read at once.
const IDS: usize = 1024;

/// What is printed of each talk, and how.
#[derive(Debug)]
pub struct Listing<'a> {
    /// The index that holds the talks.
    pub index: &'a Index,
    /// The plan of the query that found them, and at most this many passages a talk; `None` where nothing was searched.
    pub marked: Option<(&'a Plan, usize)>,
    /// Whether the whole text is printed.
    pub full: bool,
    /// Where the recaps lie.
    pub paths: Paths,
    /// What the stream lets through that the talks are written to.
    pub through: Through,
    /// How ids end.
    pub appearance: Appearance,
}

/// A talk that is listed.
pub trait Listed: Sync {
    /// Its document.
    fn doc(&self) -> DocId;

    /// Its place among the hits of a search.
    fn place(&self) -> Option<&Place>;
}

impl Listed for DocId {
    fn doc(&self) -> DocId {
        *self
    }

    fn place(&self) -> Option<&Place> {
        None
    }
}

impl Listed for Place {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn place(&self) -> Option<&Place> {
        Some(self)
    }
}

impl Listing<'_> {
    /// Prints talks in their order; nothing where an error comes before the first could be printed.
    ///
    /// # Errors
    /// Those of the index and of `out`.
    pub fn print(&self, out: impl Write, format: Format, talks: &[impl Listed]) -> anyhow::Result<()> {
        self.print_pages(out, format, |page| page(self.index, talks))
    }

    /// The same for talks that come page by page, each with the index that holds it here.
    ///
    /// # Errors
    /// Those of the index, of `pages` and of `out`.
    pub fn print_pages<T: Listed>(
        &self,
        mut out: impl Write,
        format: Format,
        pages: impl FnOnce(&mut dyn FnMut(&Index, &[T]) -> anyhow::Result<()>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let exporter = match format.in_turn() {
            InTurn::Ids => {
                pages(&mut |index, talks| self.ids(&mut out, index, format, talks))?;
                return Ok(out.flush()?);
            }
            InTurn::Talks(exporter) => exporter,
        };
        let (mut around, mut before) = (Vec::new(), 0);
        exporter.begin(&mut around)?;
        pages(&mut |index, talks| {
            if talks.len() <= AT_ONCE {
                self.write(&mut around, exporter, index, before, talks)?;
                out.write_all(&std::mem::take(&mut around))?;
            } else {
                index.verify()?;
                let mut out = io::BufWriter::new(&mut out);
                out.write_all(&std::mem::take(&mut around))?;
                self.write(&mut out, exporter, index, before, talks)?;
                out.flush()?;
            }
            before += talks.len();
            Ok(())
        })?;
        exporter.end(&mut around)?;
        out.write_all(&around)?;
        Ok(out.flush()?)
    }

    /// Writes talks in their order.
    fn write(
        &self,
        out: &mut impl Write,
        exporter: &dyn TalkExporter,
        index: &Index,
        before: usize,
        talks: &[impl Listed],
    ) -> anyhow::Result<()> {
        let cores = || std::thread::available_parallelism().map_or(1, Into::into);
        let threads = if talks.len() > in_order::CHUNK { cores() } else { 1 };
        let marked = self.marked.filter(|_| exporter.has_passages());
        let parts = Parts { text: self.full || marked.is_some(), elsewhere: exporter.has_other_recaps() };
        if parts.elsewhere {
            // Once for all threads.
            index.shared_sessions()?;
        }
        let highlighter = || marked.map(|(plan, count)| (Highlighter::new(plan), count));
        let start = || anyhow::Ok((Reading::new(index)?, highlighter()));
        in_order::write(out, talks, threads, start, |(reading, highlighter), at, listed, bytes| {
            let talk = reading.talk(listed.doc(), parts)?;
            let marked = highlighter.as_ref();
            let snippets = marked.map(|(highlighter, count)| highlighter.snippets(&talk, *count));
            let row = Row {
                at: before + at,
                talk: &talk,
                paths: &self.paths,
                through: self.through,
                place: listed.place(),
                snippets: snippets.as_deref().unwrap_or_default(),
                full: self.full,
            };
            anyhow::Ok(exporter.talk(bytes, &row)?)
        })
    }

    /// Prints ids: no talk is unpacked for them.
    fn ids(
        &self,
        out: &mut impl Write,
        index: &Index,
        format: Format,
        talks: &[impl Listed],
    ) -> anyhow::Result<()> {
        if talks.len() > IDS {
            index.verify()?;
        }
        let mut out = io::BufWriter::new(out);
        let docs: Vec<DocId> = talks.iter().map(Listed::doc).collect();
        for docs in docs.chunks(IDS) {
            let ids = index.ids(docs)?;
            format.write(&mut out, &Ids(&ids), &self.appearance)?;
        }
        Ok(out.flush()?)
    }
}
