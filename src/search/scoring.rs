//! Worths to scores: the index is read from the front to the back, a window of documents at a time, and the best
//! talks are kept.
//!
//! Every list of postings is read once, in order; what is put together for a window stays in the fast memory near the
//! processor, however many talks there are.

use super::lookup::Cursor;
use super::matching::{Clause, Matching, Worth};
use super::weights::Weights;
use crate::Result;
use crate::index::documents;
use fixedbitset::FixedBitSet;
use tantivy::DocId;
use tantivy::fieldnorm::FieldNormReader;

/// Documents in a window.
const WINDOW: u32 = 2048;
/// Different lengths that a talk can have: a stored length is a byte.
const LENGTHS: usize = 256;

/// Shows `on` each of the talks `docs`, in order, with what each of the clauses is worth in it; 0 where it does not match.
pub(super) fn each(
    matching: &Matching<'_>,
    clauses: &[Clause],
    docs: &FixedBitSet,
    mut on: impl FnMut(DocId, &[f32]),
) -> Result<()> {
    let (index, weights) = (matching.index(), matching.weights());
    let norms: [f32; LENGTHS] = std::array::from_fn(|id| {
        let length = FieldNormReader::id_to_fieldnorm(id as u8);
        weights.norm(Some(length), index.average_length())
    });
    let mut docs = documents(docs).peekable();
    let mut windows: Vec<Vec<f32>> = vec![Vec::new(); clauses.len()];
    let mut worths = vec![0.0; clauses.len()];
    for (at, segment) in index.segments().iter().enumerate() {
        let end = segment.base + segment.entry().docs;
        if docs.peek().is_none_or(|&doc| doc >= end) {
            continue;
        }
        let lengths = segment.lengths(index.fields().words)?;
        let lengths = lengths.as_ref().map_or(Norms::Same(norms[0]), |lengths| Norms::Of(lengths, &norms));
        let making = Making { segment: at, base: segment.base, weights, lengths };
        let readers = clauses.iter().map(|clause| making.reader(&clause.worth));
        let mut readers = readers.collect::<std::io::Result<Vec<_>>>().map_err(|e| segment.unreadable(e))?;
        while let Some(&doc) = docs.peek().filter(|&&doc| doc < end) {
            let start = (doc - segment.base) / WINDOW * WINDOW;
            let size = WINDOW.min(segment.entry().docs - start);
            for (reader, window) in readers.iter_mut().zip(&mut windows) {
                window.clear();
                window.resize(size as usize, 0.0);
                reader.fill(start, window, weights);
            }
            let first = segment.base + start;
            while let Some(doc) = docs.next_if(|doc| *doc < first + size) {
                let place = (doc - first) as usize;
                worths.iter_mut().zip(&windows).for_each(|(worth, window)| *worth = window[place]);
                on(doc, &worths);
            }
        }
    }
    Ok(())
}

/// Reads the worth of the talks of a segment, window by window.
enum Reader<'p> {
    None,
    Forms { forms: Vec<(f32, Cursor<'p>)>, norms: Norms<'p> },
    Best(Vec<Reader<'p>>),
    Sum(Vec<Reader<'p>>),
    Only { docs: &'p FixedBitSet, base: DocId, of: Box<Reader<'p>> },
}

/// What stands against the frequency of a word in BM25, talk by talk.
#[derive(Clone, Copy)]
enum Norms<'p> {
    /// By the length of the talk.
    Of(&'p FieldNormReader, &'p [f32; LENGTHS]),
    /// The same for all.
    Same(f32),
}

impl Norms<'_> {
    #[inline]
    fn of(&self, doc: DocId) -> f32 {
        match self {
            Norms::Of(lengths, norms) => norms[usize::from(lengths.fieldnorm_id(doc))],
            Norms::Same(norm) => *norm,
        }
    }
}

/// What readers are made of.
struct Making<'p> {
    /// The number of the segment.
    segment: usize,
    base: DocId,
    weights: &'p Weights,
    lengths: Norms<'p>,
}

impl<'p> Making<'p> {
    fn reader(&self, worth: &'p Worth) -> std::io::Result<Reader<'p>> {
        let all = |worths: &'p [Worth]| -> std::io::Result<Vec<_>> {
            worths.iter().map(|worth| self.reader(worth)).collect()
        };
        Ok(match worth {
            Worth::None => Reader::None,
            Worth::Forms(of) => {
                let mut forms = Vec::with_capacity(of.postings[self.segment].len());
                for (weight, postings) in &of.postings[self.segment] {
                    forms.push((weight * of.rarity, Cursor::new(postings)?));
                }
                let norms =
                    if of.has_length { self.lengths } else { Norms::Same(self.weights.norm(None, 1.0)) };
                Reader::Forms { forms, norms }
            }
            Worth::Best(worths) => Reader::Best(all(worths)?),
            Worth::Sum(worths) => Reader::Sum(all(worths)?),
            Worth::Only(docs, worth) => {
                Reader::Only { docs, base: self.base, of: Box::new(self.reader(worth)?) }
            }
        })
    }
}

impl Reader<'_> {
    /// Puts into `window` the worth of the talks from `start` on; it comes empty, that is full of zeros.
    fn fill(&mut self, start: DocId, window: &mut [f32], weights: &Weights) {
        match self {
            Reader::None => {}
            Reader::Forms { forms, norms } => {
                let end = start + window.len() as DocId;
                for (weight, cursor) in forms {
                    cursor.each(start, end, |doc, count| {
                        let worth = &mut window[(doc - start) as usize];
                        *worth = worth.max(*weight * weights.saturation(count, norms.of(doc)));
                    });
                }
            }
            Reader::Best(readers) => fold(readers, start, window, weights, f32::max),
            Reader::Sum(readers) => fold(readers, start, window, weights, |a, b| a + b),
            Reader::Only { docs, base, of } => {
                of.fill(start, window, weights);
                for (doc, worth) in (*base + start..).zip(window) {
                    if !docs.contains(doc as usize) {
                        *worth = 0.0;
                    }
                }
            }
        }
    }
}

/// Puts into `window` what `both` makes of the worths that several readers find.
fn fold(
    readers: &mut [Reader<'_>],
    start: DocId,
    window: &mut [f32],
    weights: &Weights,
    both: impl Fn(f32, f32) -> f32,
) {
    let mut own = vec![0.0; window.len()];
    for reader in readers {
        own.fill(0.0);
        reader.fill(start, &mut own, weights);
        window.iter_mut().zip(&own).for_each(|(all, own)| *all = both(*all, *own));
    }
}
