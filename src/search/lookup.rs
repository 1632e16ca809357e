//! Where the forms of a word are looked up, and the lists of talks that are found there.

use super::phrase::Order;
use super::placed::{Counted, Counts, Placed};
use crate::index::segment::rows;
use crate::index::talk_field::join;
use crate::index::terms::Terms;
use crate::index::{Index, Segment, TalkField};
use crate::query::plan::Term;
use crate::{Error, Result};
use fixedbitset::FixedBitSet;
use std::borrow::Cow;
use std::sync::Arc;
use tantivy::postings::{Postings as _, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet};

/// The talks of one segment that hold a form, each with its weighted count there, in words of the body. Documents
/// are numbered from 0 in the segment.
pub(super) enum Postings {
    /// As they are stored.
    Stored {
        /// Where.
        terms: Arc<Terms>,
        /// Which.
        info: TermInfo,
    },
    /// Counted for the question, in the order of the segment.
    Counted(Counted),
    /// Of words that must stand together: counted where it matters.
    Open(Placed),
}

impl Postings {
    /// Calls `on` with the talks, row by row.
    pub(super) fn docs(&self, mut on: impl FnMut(&[DocId])) -> std::io::Result<()> {
        match self {
            Postings::Stored { terms, info } => rows(terms, info, on),
            Postings::Counted(counted) => {
                counted.iter().for_each(|(doc, _)| on(&[*doc]));
                Ok(())
            }
            Postings::Open(placed) => placed.each(|doc, _| on(&[doc])),
        }
    }

    /// The number of talks that answer: without those of recaps that changed or went.
    pub(super) fn living(&self, segment: &Segment) -> Result<usize> {
        let all = match self {
            Postings::Stored { info, .. } => info.doc_freq as usize,
            Postings::Counted(counted) => counted.len(),
            Postings::Open(placed) => placed.counted().map_err(|e| segment.unreadable(e))?.len(),
        };
        segment.count(all, |on| self.docs(on))
    }

    /// How much the form counts in one talk; 0 where the talk does not hold it.
    pub(super) fn count(&self, doc: DocId) -> std::io::Result<u32> {
        match self {
            Postings::Stored { terms, info } => {
                let mut postings = terms.postings(info, IndexRecordOption::WithFreqs)?;
                let found = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
                Ok(if found == doc { postings.term_freq() } else { 0 })
            }
            Postings::Counted(counted) => {
                let at = counted.binary_search_by_key(&doc, |(doc, _)| *doc);
                Ok(at.map_or(0, |at| counted[at].1))
            }
            Postings::Open(placed) => {
                let mut places = placed.places()?;
                Ok(if places.hold(doc) { places.count(doc) } else { 0 })
            }
        }
    }

    /// All of it, read.
    fn counted(self) -> std::io::Result<Vec<(DocId, u32)>> {
        match self {
            Postings::Stored { terms, info } => {
                let mut blocks = terms.rows(&info, IndexRecordOption::WithFreqs)?;
                let mut counted = Vec::with_capacity(info.doc_freq as usize);
                while !blocks.docs().is_empty() {
                    counted.extend(blocks.docs().iter().copied().zip(blocks.freqs().iter().copied()));
                    blocks.advance();
                }
                Ok(counted)
            }
            Postings::Counted(counted) => Ok(counted.to_vec()),
            Postings::Open(placed) => placed.counted(),
        }
    }
}

/// A field of the index that lists terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Folded words of all that bare words are searched in.
    Words,
    /// Stems, and neighbours that are glued together.
    Keys,
    /// Both, of one field each.
    Names,
}

/// How an index lists a term.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed<'t> {
    /// As one.
    Term(List, Cow<'t, str>),
    /// As words one after the other; at each place any of the alternatives.
    Row(List, Cow<'t, [Vec<String>]>),
    /// As words close together, in any order.
    Near(List, Cow<'t, [Vec<String>]>),
}

impl<'t> Listed<'t> {
    /// A term in one field, or in all that bare words are searched in. The body has no list of its own.
    pub fn of(term: &'t Term, field: Option<TalkField>) -> Listed<'t> {
        let Some(field) = field.filter(|field| *field != TalkField::Body) else {
            return match term {
                Term::Surface(surface) => Listed::Term(List::Words, surface.into()),
                Term::Stem(stem) => Listed::Term(List::Keys, stem.into()),
                Term::Join(glued) => Listed::Term(List::Keys, join(glued).into()),
                Term::Phrase(slots) => Listed::Row(List::Words, slots.into()),
                Term::Near(slots) => Listed::Near(List::Words, slots.into()),
            };
        };
        let of_field = |slots: &[Vec<String>]| -> Vec<Vec<String>> {
            slots.iter().map(|slot| slot.iter().map(|word| field.surface(word)).collect()).collect()
        };
        match term {
            Term::Surface(surface) => Listed::Term(List::Names, field.surface(surface).into()),
            Term::Stem(stem) => Listed::Term(List::Names, field.stem(stem).into()),
            Term::Join(glued) => Listed::Term(List::Names, field.join(glued).into()),
            Term::Phrase(slots) => Listed::Row(List::Names, of_field(slots).into()),
            Term::Near(slots) => Listed::Near(List::Names, of_field(slots).into()),
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Listed<'static> {
        match self {
            Listed::Term(list, text) => Listed::Term(list, text.into_owned().into()),
            Listed::Row(list, slots) => Listed::Row(list, slots.into_owned().into()),
            Listed::Near(list, slots) => Listed::Near(list, slots.into_owned().into()),
        }
    }
}

/// Looks forms up in an index.
pub(super) struct Lookup<'i> {
    index: &'i Index,
    /// What was counted already: names of several words are looked up for many a word of a query.
    counts: Counts,
}

impl<'i> Lookup<'i> {
    /// In this index.
    pub(super) fn of(index: &'i Index) -> Self {
        Lookup { index, counts: Counts::default() }
    }

    /// The talks of a segment that hold a term, in one field or in all that bare words are searched in; `None` where there
    /// are none.
    pub(super) fn postings(
        &self,
        term: &Term,
        field: Option<TalkField>,
        segment: &Segment,
    ) -> Result<Option<Postings>> {
        match field {
            Some(TalkField::Body) => self.in_body(term, segment),
            field => self.listed(&Listed::of(term, field), segment),
        }
    }

    /// The same, given talks that are found anyhow, a bit for each of the index: words that stand together in no others are
    /// left to be counted, since of most of these talks it does not matter.
    pub(super) fn postings_beside(
        &self,
        term: &Term,
        field: Option<TalkField>,
        segment: &Segment,
        found: &FixedBitSet,
    ) -> Result<Option<Postings>> {
        if !matches!(term, Term::Phrase(_) | Term::Near(_)) || field == Some(TalkField::Body) {
            return self.postings(term, field, segment);
        }
        let Some(placed) = self.placed(&Listed::of(term, field), segment)? else { return Ok(None) };
        let is_found = |docs: &[DocId]| docs.iter().all(|doc| found.contains((segment.base + doc) as usize));
        if placed.are_all(is_found).map_err(|e| segment.unreadable(e))? {
            return Ok(Some(Postings::Open(placed)));
        }
        self.counted(&placed, segment)
    }

    fn listed(&self, listed: &Listed<'_>, segment: &Segment) -> Result<Option<Postings>> {
        if let Listed::Term(list, text) = listed {
            return stored(segment, self.field(*list), text);
        }
        let Some(placed) = self.placed(listed, segment)? else { return Ok(None) };
        self.counted(&placed, segment)
    }

    fn counted(&self, placed: &Placed, segment: &Segment) -> Result<Option<Postings>> {
        let counted = self.counts.of(placed, segment).map_err(|e| segment.unreadable(e))?;
        Ok((!counted.is_empty()).then_some(Postings::Counted(counted)))
    }

    /// Words that must stand together; `None` where the segment does not hold all of them, and for single ones.
    fn placed(&self, listed: &Listed<'_>, segment: &Segment) -> Result<Option<Placed>> {
        match listed {
            Listed::Term(..) => Ok(None),
            Listed::Row(list, slots) => Placed::find(segment, self.field(*list), slots, Order::Row),
            Listed::Near(list, slots) => Placed::find(segment, self.field(*list), slots, Order::Near),
        }
    }

    fn field(&self, list: List) -> Field {
        let fields = self.index.fields();
        match list {
            List::Words => fields.words,
            List::Keys => fields.keys,
            List::Names => fields.names,
        }
    }

    /// The body holds what is not held by the other fields: it is too long to be indexed twice.
    fn in_body(&self, term: &Term, segment: &Segment) -> Result<Option<Postings>> {
        let Some(all) = self.listed(&Listed::of(term, None), segment)? else { return Ok(None) };
        let failed = |e| Error::io(self.index.folder(), e);
        let mut left = all.counted().map_err(failed)?;
        for field in
            TalkField::ALL.into_iter().filter(|&field| field != TalkField::Body && field.weight() > 0)
        {
            let Some(own) = self.listed(&Listed::of(term, Some(field)), segment)? else { continue };
            for (doc, count) in own.counted().map_err(failed)? {
                if let Ok(at) = left.binary_search_by_key(&doc, |(doc, _)| *doc) {
                    left[at].1 = left[at].1.saturating_sub(count * field.weight());
                }
            }
        }
        left.retain(|(_, count)| *count > 0);
        Ok(Some(Postings::Counted(left.into())))
    }
}

/// The talks that have a term in a field.
fn stored(segment: &Segment, field: Field, text: &str) -> Result<Option<Postings>> {
    let terms = segment.terms(field)?;
    let info = terms.find(text.as_bytes()).map_err(|e| segment.unreadable(e))?;
    Ok(info.map(|info| Postings::Stored { terms, info }))
}
