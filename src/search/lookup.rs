//! Where the forms of a word are looked up, and the lists of talks that are found there.

use super::phrase;
use crate::analysis::is_stop_word;
use crate::index::segment::rows;
use crate::index::talk_field::join;
use crate::index::terms::Terms;
use crate::index::vocabulary::Vocabulary;
use crate::index::{Index, Segment, TalkField};
use crate::query::plan::{Form, Relation, Term};
use crate::{Error, Result};
use std::sync::Arc;
use tantivy::postings::{BlockSegmentPostings, Postings as _, TermInfo};
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
    Counted(Vec<(DocId, u32)>),
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
        }
    }

    /// The number of talks, deleted ones included.
    pub(super) fn len(&self) -> usize {
        match self {
            Postings::Stored { info, .. } => info.doc_freq as usize,
            Postings::Counted(counted) => counted.len(),
        }
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
            Postings::Counted(counted) => Ok(counted),
        }
    }
}

/// As many talks as Tantivy packs together.
pub(super) const ROW: usize = 128;

/// Reads postings from the front to the back, with how much they count.
pub(super) enum Cursor<'p> {
    /// Block by block; and the place in the block.
    Stored(Box<BlockSegmentPostings>, usize),
    /// What is left.
    Counted(&'p [(DocId, u32)]),
}

impl<'p> Cursor<'p> {
    pub(super) fn new(postings: &'p Postings) -> std::io::Result<Self> {
        Ok(match postings {
            Postings::Stored { terms, info } => {
                let blocks = terms.rows(info, IndexRecordOption::WithFreqs)?;
                Cursor::Stored(Box::new(blocks), 0)
            }
            Postings::Counted(counted) => Cursor::Counted(counted),
        })
    }

    /// Calls `on` with the talks from `start` to before `end` and how much the form counts in each, at most [`ROW`] at
    /// once. Ranges must rise.
    #[inline]
    pub(super) fn rows(&mut self, start: DocId, end: DocId, mut on: impl FnMut(&[DocId], &[u32])) {
        match self {
            Cursor::Stored(blocks, at) => {
                if blocks.docs().get(*at).is_none_or(|&doc| doc >= end) {
                    return;
                }
                if blocks.docs()[*at] < start {
                    *at = blocks.seek(start);
                }
                loop {
                    let (docs, freqs) = (&blocks.docs()[*at..], &blocks.freqs()[*at..]);
                    let inside = if docs.last().is_some_and(|&last| last < end) {
                        docs.len()
                    } else {
                        docs.partition_point(|&doc| doc < end)
                    };
                    let rows = docs[..inside].chunks(ROW).zip(freqs.chunks(ROW));
                    rows.for_each(|(docs, freqs)| on(docs, &freqs[..docs.len()]));
                    if inside < docs.len() || docs.is_empty() {
                        *at += inside;
                        return;
                    }
                    blocks.advance();
                    *at = 0;
                }
            }
            Cursor::Counted(rest) => {
                let before = rest.partition_point(|(doc, _)| *doc < start);
                let inside = rest.partition_point(|(doc, _)| *doc < end);
                rest[before..inside].iter().for_each(|(doc, count)| on(&[*doc], &[*count]));
                *rest = &rest[inside..];
            }
        }
    }
}

impl Cursor<'_> {
    /// How much the form counts in one talk; 0 where the talk does not hold it. Talks must rise.
    #[inline]
    pub(super) fn count(&mut self, doc: DocId) -> u32 {
        match self {
            Cursor::Stored(blocks, at) => {
                match blocks.docs().last() {
                    None => return 0,
                    Some(&last) if last < doc => *at = blocks.seek(doc),
                    Some(_) => *at += blocks.docs()[*at..].partition_point(|&own| own < doc),
                }
                let found = blocks.docs().get(*at) == Some(&doc);
                if found { blocks.freqs()[*at] } else { 0 }
            }
            Cursor::Counted(rest) => {
                *rest = &rest[rest.partition_point(|(own, _)| *own < doc)..];
                rest.first().map_or(0, |(own, count)| if *own == doc { *count } else { 0 })
            }
        }
    }
}

/// Looks forms up in an index.
pub(super) struct Lookup<'i> {
    pub(super) index: &'i Index,
}

impl Lookup<'_> {
    /// The forms, and what they are indexed as besides: a stem also as the word that is its own stem, words glued together
    /// also as two, with a space between.
    pub(super) fn spread(&self, forms: &[Form], field: Option<TalkField>) -> Result<Vec<Form>> {
        let mut all = forms.to_vec();
        for Form { term, relation } in forms {
            match term {
                Term::Stem(stem) => {
                    let itself = Term::Surface(stem.clone());
                    let has_stems = field.is_none_or(TalkField::is_prose) && !is_stop_word(stem);
                    if has_stems && !forms.iter().any(|form| form.term == itself) {
                        all.push(Form { term: itself, relation: *relation });
                    }
                }
                Term::Join(glued) => {
                    for (before, after) in self.index.parted(glued, &|part| is_exact(forms, part))? {
                        let words = Term::Phrase(vec![vec![before], vec![after]]);
                        all.push(Form { term: words, relation: *relation });
                    }
                }
                Term::Surface(_) | Term::Phrase(_) | Term::Near(_) => {}
            }
        }
        Ok(all)
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
            None => self.anywhere(term, segment),
            Some(TalkField::Body) => self.in_body(term, segment),
            Some(field) => self.in_field(term, field, segment),
        }
    }

    fn anywhere(&self, term: &Term, segment: &Segment) -> Result<Option<Postings>> {
        let fields = self.index.fields();
        match term {
            Term::Surface(surface) => stored(segment, fields.words, surface),
            Term::Stem(stem) => stored(segment, fields.keys, stem),
            Term::Join(glued) => stored(segment, fields.keys, &join(glued)),
            Term::Phrase(slots) => placed(segment, fields.words, slots, phrase::each),
            Term::Near(slots) => placed(segment, fields.words, slots, phrase::near),
        }
    }

    fn in_field(&self, term: &Term, field: TalkField, segment: &Segment) -> Result<Option<Postings>> {
        let names = self.index.fields().names;
        match term {
            Term::Surface(surface) => stored(segment, names, &field.surface(surface)),
            Term::Stem(stem) => stored(segment, names, &field.stem(stem)),
            Term::Join(glued) => stored(segment, names, &field.join(glued)),
            Term::Phrase(slots) => placed(segment, names, &of_field(slots, field), phrase::each),
            Term::Near(slots) => placed(segment, names, &of_field(slots, field), phrase::near),
        }
    }

    /// The body holds what is not held by the other fields: it is too long to be indexed twice.
    fn in_body(&self, term: &Term, segment: &Segment) -> Result<Option<Postings>> {
        let Some(all) = self.anywhere(term, segment)? else { return Ok(None) };
        let failed = |e| Error::io(self.index.folder(), e);
        let mut left = all.counted().map_err(failed)?;
        for field in
            TalkField::ALL.into_iter().filter(|&field| field != TalkField::Body && field.weight() > 0)
        {
            let Some(own) = self.in_field(term, field, segment)? else { continue };
            for (doc, count) in own.counted().map_err(failed)? {
                if let Ok(at) = left.binary_search_by_key(&doc, |(doc, _)| *doc) {
                    left[at].1 = left[at].1.saturating_sub(count * field.weight());
                }
            }
        }
        left.retain(|(_, count)| *count > 0);
        Ok(Some(Postings::Counted(left)))
    }
}

/// Whether a word is among the forms as it was typed. Then the word alone finds every talk that holds it together with
/// another word, with at least the same score.
fn is_exact(forms: &[Form], word: &str) -> bool {
    let is_it = |term: &Term| matches!(term, Term::Surface(surface) if surface == word);
    forms.iter().any(|form| form.relation == Relation::Exact && is_it(&form.term))
}

/// The talks that have a term in a field.
fn stored(segment: &Segment, field: Field, text: &str) -> Result<Option<Postings>> {
    let terms = segment.terms(field)?;
    let info = terms.find(text.as_bytes()).map_err(|e| segment.unreadable(e))?;
    Ok(info.map(|info| Postings::Stored { terms, info }))
}

/// The slots of a phrase as one field alone is indexed.
fn of_field(slots: &[Vec<String>], field: TalkField) -> Vec<Vec<String>> {
    slots.iter().map(|slot| slot.iter().map(|word| field.surface(word)).collect()).collect()
}

/// What finds talks by where the words of slots stand: it shows a talk and how much that counts.
type Finder = fn(&mut [phrase::Slot], &mut dyn FnMut(DocId, u32));

/// The talks that hold one alternative of each slot, in such places.
fn placed(segment: &Segment, field: Field, slots: &[Vec<String>], find: Finder) -> Result<Option<Postings>> {
    let mut cursors = Vec::with_capacity(slots.len());
    for slot in slots {
        let mut alternatives = Vec::with_capacity(slot.len());
        for text in slot {
            alternatives.extend(segment.postings(field, text, IndexRecordOption::WithFreqsAndPositions)?);
        }
        if alternatives.is_empty() {
            return Ok(None);
        }
        cursors.push(phrase::Slot::of(alternatives));
    }
    let mut counted = Vec::new();
    find(&mut cursors, &mut |doc, count| counted.push((doc, count)));
    Ok((!counted.is_empty()).then_some(Postings::Counted(counted)))
}
