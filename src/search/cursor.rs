//! Reads postings from the front to the back: which talks hold a form, and how much it counts in each.

use super::lookup::Postings;
use super::phrase::Places;
use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;

/// As many talks as Tantivy packs together.
pub(super) const ROW: usize = 128;

/// Reads postings from the front to the back, with how much they count.
pub(super) enum Cursor<'p> {
    /// Block by block; and the place in the block.
    Stored(Box<BlockSegmentPostings>, usize),
    /// What is left.
    Counted(&'p [(DocId, u32)]),
    /// Words that must stand together.
    Open(Box<Places>),
}

impl<'p> Cursor<'p> {
    pub(super) fn new(postings: &'p Postings) -> std::io::Result<Self> {
        Ok(match postings {
            Postings::Stored { terms, info } => {
                let blocks = terms.rows(info, IndexRecordOption::WithFreqs)?;
                Cursor::Stored(Box::new(blocks), 0)
            }
            Postings::Counted(counted) => Cursor::Counted(counted),
            Postings::Open(placed) => Cursor::Open(Box::new(placed.places()?)),
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
            Cursor::Open(places) => {
                let mut doc = start;
                while let Some(next) = places.next(doc, |_| true).filter(|next| *next < end) {
                    let count = places.count(next);
                    if count > 0 {
                        on(&[next], &[count]);
                    }
                    doc = next + 1;
                }
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
            Cursor::Open(places) => {
                if places.hold(doc) {
                    places.count(doc)
                } else {
                    0
                }
            }
        }
    }
}
