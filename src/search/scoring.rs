//! Postings to scores: the index is read from the front to the back, a window of documents at a time.
//!
//! Every list of postings is read once, in order, and what is put together for a window stays in the fast memory near
//! the processor, however many talks there are. As soon as enough good talks are known, an occurrence that cannot lift
//! its talk among them is passed over: how often a word counts in a talk bounds what it is worth there.

use super::lookup::Cursor;
use super::matching::{Clause, Matching, OfForms, Worth};
use super::weights::Weights;
use crate::Result;
use fixedbitset::FixedBitSet;
use std::ops::Range;
use std::rc::Rc;
use tantivy::DocId;
use tantivy::fieldnorm::FieldNormReader;

/// Documents in a window.
const WINDOW: u32 = 4096;
/// Different lengths that a talk can have: a stored length is a byte.
const LENGTHS: usize = 256;
/// Bounds are compared with a little room, for they are rounded otherwise than what they bound.
const ROOM: f32 = 1.0 - 1e-5;

/// Shows `on` the talks `docs`, in no order, with what each of the clauses is worth in them; 0 where it does not match.
/// `on` answers what the clauses of a talk must be worth together to be of interest; others may be left out from then on.
pub(super) fn each(
    matching: &Matching<'_>,
    clauses: &[Clause],
    docs: &FixedBitSet,
    mut on: impl FnMut(DocId, &[f32]) -> f32,
) -> Result<()> {
    let (index, weights) = (matching.index(), matching.weights());
    let norms: [f32; LENGTHS] = std::array::from_fn(|id| {
        weights.norm(Some(FieldNormReader::id_to_fieldnorm(id as u8)), index.average_length())
    });
    let most: Vec<f32> = clauses.iter().map(|clause| clause.worth.most(weights)).collect();
    // A talk where nothing is worth anything is found nevertheless.
    let all_are_worth = !clauses.is_empty() && clauses.iter().all(|clause| clause.worth.is_always());
    let together: f32 = most.iter().sum();
    let mut windows = vec![vec![0.0; WINDOW as usize]; clauses.len()];
    let mut worths = vec![0.0; clauses.len()];
    let mut touched = Vec::new();
    let mut least = f32::NEG_INFINITY;
    for (at, segment) in index.segments().iter().enumerate() {
        let lengths = segment.lengths(index.fields().words)?;
        let lengths = lengths.as_ref().map_or(Norms::Same(norms[0]), |lengths| Norms::Of(lengths, &norms));
        let making = Making { segment: at, base: segment.base, weights, lengths };
        let readers = clauses.iter().map(|clause| making.reader(&clause.worth, None));
        let mut readers = readers.collect::<std::io::Result<Vec<_>>>().map_err(|e| segment.unreadable(e))?;
        let mut start = 0;
        while start < segment.entry().docs {
            let first = segment.base + start;
            let end = (start + WINDOW).min(segment.entry().docs);
            let in_window = first as usize..(segment.base + end) as usize;
            if docs.contains_any_in_range(in_window.clone()) {
                for ((reader, window), own) in readers.iter_mut().zip(&mut windows).zip(&most) {
                    let wanted = Wanted { docs, least: least - (together - own) };
                    reader.fill(start..end, window, &wanted, &mut touched);
                }
                if !all_are_worth {
                    touched.clear();
                    touched
                        .extend(in_window.filter(|&doc| docs.contains(doc)).map(|doc| doc as DocId - first));
                }
                for place in touched.drain(..) {
                    let mut sum = 0.0;
                    for (worth, window) in worths.iter_mut().zip(&mut windows) {
                        *worth = std::mem::take(&mut window[place as usize]);
                        sum += *worth;
                    }
                    // A talk that several clauses touched was shown the first time.
                    if sum > 0.0 || !all_are_worth {
                        least = on(first + place, &worths);
                    }
                }
            }
            start = end;
        }
    }
    Ok(())
}

/// What is of interest in a window.
struct Wanted<'w> {
    docs: &'w FixedBitSet,
    /// What is worth less may be left out.
    least: f32,
}

/// Reads the worth of the talks of a segment, window by window.
enum Reader<'p> {
    None,
    Forms(FormsReader<'p>),
    Best(Vec<Reader<'p>>),
    Sum(SumReader<'p>),
}

/// Reads what the best of some forms is worth.
struct FormsReader<'p> {
    /// Each form with what it is worth at the most.
    forms: Vec<(f32, Cursor<'p>)>,
    norms: Norms<'p>,
    /// Of other talks nothing counts.
    only: Option<Rc<FixedBitSet>>,
    base: DocId,
}

/// Reads what several things are worth together.
struct SumReader<'p> {
    /// Each with what it is worth at the most.
    readers: Vec<(f32, Reader<'p>)>,
    /// Room for the window of one of them, and for that of all.
    own: Vec<f32>,
    all: Vec<f32>,
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

    /// That of the shortest talk there could be.
    fn least(&self) -> f32 {
        match self {
            Norms::Of(_, norms) => norms[0],
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
    fn reader(&self, worth: &'p Worth, only: Option<&Rc<FixedBitSet>>) -> std::io::Result<Reader<'p>> {
        Ok(match worth {
            Worth::None => Reader::None,
            Worth::Forms(of) => Reader::Forms(self.forms(of, only)?),
            Worth::Best(worths) => {
                let readers = worths.iter().map(|worth| self.reader(worth, only));
                Reader::Best(readers.collect::<std::io::Result<_>>()?)
            }
            Worth::Sum(worths) => {
                let reader = |worth: &'p Worth| Ok((worth.most(self.weights), self.reader(worth, only)?));
                let readers = worths.iter().map(reader).collect::<std::io::Result<_>>()?;
                let room = || vec![0.0; WINDOW as usize];
                Reader::Sum(SumReader { readers, own: room(), all: room() })
            }
            Worth::Only(docs, worth) => {
                let mut docs = docs.clone();
                if let Some(only) = only {
                    docs.intersect_with(only);
                }
                self.reader(worth, Some(&Rc::new(docs)))?
            }
        })
    }

    fn forms(&self, of: &'p OfForms, only: Option<&Rc<FixedBitSet>>) -> std::io::Result<FormsReader<'p>> {
        let mut forms = Vec::with_capacity(of.postings[self.segment].len());
        for (weight, postings) in &of.postings[self.segment] {
            forms.push((weight * of.rarity * self.weights.most(), Cursor::new(postings)?));
        }
        let norms = if of.has_length { self.lengths } else { Norms::Same(self.weights.norm(None, 1.0)) };
        Ok(FormsReader { forms, norms, only: only.cloned(), base: self.base })
    }
}

impl Reader<'_> {
    /// Raises what `window` holds to the worth of the talks of a `range` of the segment, and notes in `touched` where it
    /// does so.
    fn fill(
        &mut self,
        range: Range<DocId>,
        window: &mut [f32],
        wanted: &Wanted<'_>,
        touched: &mut Vec<DocId>,
    ) {
        match self {
            Reader::None => {}
            Reader::Forms(reader) => reader.fill(range, window, wanted, touched),
            Reader::Best(readers) => {
                readers.iter_mut().for_each(|reader| reader.fill(range.clone(), window, wanted, touched));
            }
            Reader::Sum(reader) => reader.fill(range, window, wanted, touched),
        }
    }
}

impl FormsReader<'_> {
    fn fill(
        &mut self,
        range: Range<DocId>,
        window: &mut [f32],
        wanted: &Wanted<'_>,
        touched: &mut Vec<DocId>,
    ) {
        let (norms, only, base) = (self.norms, self.only.as_deref(), self.base);
        for (most, cursor) in &mut self.forms {
            let enough = enough(*most, norms.least(), wanted.least * ROOM);
            cursor.each(range.start, range.end, |doc, count| {
                let place = (base + doc) as usize;
                if count < enough
                    || !wanted.docs.contains(place)
                    || only.is_some_and(|only| !only.contains(place))
                {
                    return;
                }
                let worth = *most * Weights::saturation(count, norms.of(doc));
                let known = &mut window[(doc - range.start) as usize];
                if worth > *known {
                    if *known == 0.0 {
                        touched.push(doc - range.start);
                    }
                    *known = worth;
                }
            });
        }
    }
}

/// How much a form that is worth at the most `most` must count in a talk of norm `norm` to be worth `least`.
fn enough(most: f32, norm: f32, least: f32) -> u32 {
    if least <= 0.0 {
        1
    } else if least >= most {
        u32::MAX
    } else {
        (least * norm / (most - least)) as u32
    }
}

impl SumReader<'_> {
    fn fill(
        &mut self,
        range: Range<DocId>,
        window: &mut [f32],
        wanted: &Wanted<'_>,
        touched: &mut Vec<DocId>,
    ) {
        let together: f32 = self.readers.iter().map(|(most, _)| most).sum();
        let (mut of_one, mut of_all) = (Vec::new(), Vec::new());
        for (most, reader) in &mut self.readers {
            let wanted = Wanted { docs: wanted.docs, least: wanted.least - (together - *most) };
            reader.fill(range.clone(), &mut self.own, &wanted, &mut of_one);
            for place in of_one.drain(..) {
                self.all[place as usize] += std::mem::take(&mut self.own[place as usize]);
                of_all.push(place);
            }
        }
        for place in of_all {
            let worth = std::mem::take(&mut self.all[place as usize]);
            let known = &mut window[place as usize];
            if worth > *known {
                if *known == 0.0 {
                    touched.push(place);
                }
                *known = worth;
            }
        }
    }
}
