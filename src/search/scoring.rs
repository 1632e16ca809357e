//! Postings to scores: the index is read from the front to the back, a window of documents at a time.
//!
//! Every list of postings is read once, in order, and what is put together for a window stays in the fast memory near
//! the processor, however many talks there are. As soon as enough good talks are known, an occurrence that cannot lift
//! its talk among them is passed over: how often a word counts in a talk bounds what it is worth there.

use super::lookup::Cursor;
use super::matching::{BITS, Clause, Matching, OfForms, Worth};
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
    on: impl FnMut(DocId, &[f32]) -> f32,
) -> Result<()> {
    let (index, weights) = (matching.index(), matching.weights());
    let norms: [f32; LENGTHS] = std::array::from_fn(|id| {
        weights.norm(Some(FieldNormReader::id_to_fieldnorm(id as u8)), index.average_length())
    });
    let mut scoring = Scoring::new(clauses, weights, on);
    for (at, segment) in index.segments().iter().enumerate() {
        let lengths = segment.lengths(index.fields().words)?;
        let lengths = lengths.as_ref().map_or(Norms::Same(norms[0]), |lengths| Norms::Of(lengths, &norms));
        let making = Making { segment: at, base: segment.base, weights, lengths };
        let readers = clauses.iter().map(|clause| making.reader(&clause.worth, None));
        let mut readers = readers.collect::<std::io::Result<Vec<_>>>().map_err(|e| segment.unreadable(e))?;
        let end = segment.base + segment.entry().docs;
        let mut from = segment.base;
        while from < end {
            // Windows begin where the blocks of bits do.
            let to = (from / WINDOW * WINDOW).saturating_add(WINDOW).min(end);
            scoring.window(&mut readers, docs, from..to);
            from = to;
        }
    }
    Ok(())
}

/// What is put together for a window.
struct Scoring<F> {
    /// What each clause is worth at the most, and the clauses in the order in which that falls.
    most: Vec<f32>,
    order: Vec<usize>,
    /// Whether no talk is worth nothing where a clause matches.
    all_are_worth: bool,
    /// The worth of each clause, and of all together, by document of the window; 0 but while a window is worked on.
    windows: Vec<Vec<f32>>,
    sums: Vec<f32>,
    /// Which documents of the window are of interest, a bit each.
    bits: Vec<usize>,
    /// Where clauses match: one clause, and any.
    touched: Vec<DocId>,
    found: Vec<DocId>,
    worths: Vec<f32>,
    /// What the clauses of a talk must be worth together.
    least: f32,
    on: F,
}

impl<F: FnMut(DocId, &[f32]) -> f32> Scoring<F> {
    fn new(clauses: &[Clause], weights: &Weights, on: F) -> Self {
        let most: Vec<f32> = clauses.iter().map(|clause| clause.worth.most(weights)).collect();
        let mut order: Vec<usize> = (0..most.len()).collect();
        order.sort_by(|&a, &b| most[b].total_cmp(&most[a]));
        Scoring {
            most,
            order,
            all_are_worth: !clauses.is_empty() && clauses.iter().all(|clause| clause.worth.is_always()),
            windows: vec![vec![0.0; WINDOW as usize]; clauses.len()],
            sums: vec![0.0; WINDOW as usize],
            bits: Vec::new(),
            touched: Vec::new(),
            found: Vec::new(),
            worths: vec![0.0; clauses.len()],
            least: f32::NEG_INFINITY,
            on,
        }
    }

    /// Works through the documents of a range that one segment holds, and one window.
    fn window(&mut self, readers: &mut [Reader<'_>], docs: &FixedBitSet, range: Range<DocId>) {
        let first = range.start / WINDOW * WINDOW;
        let blocks = first as usize / BITS..(range.end as usize).div_ceil(BITS);
        self.bits.clear();
        self.bits.extend_from_slice(&docs.as_slice()[blocks]);
        if self.bits.iter().all(|block| *block == 0) {
            return;
        }
        let places = range.start - first..range.end - first;
        let together: f32 = self.most.iter().sum();
        let mut rest = together;
        for &clause in &self.order {
            if rest < self.least * ROOM {
                // What the other clauses did not find is not found by this and those to come.
                self.bits.fill(0);
                for &place in &self.found {
                    if self.sums[place as usize] + rest >= self.least * ROOM {
                        self.bits[place as usize / BITS] |= 1 << (place as usize % BITS);
                    }
                }
            }
            let most = self.most[clause];
            let wanted = Wanted { bits: &self.bits, least: self.least - (together - most) };
            let window = &mut self.windows[clause];
            readers[clause].fill(first, places.clone(), window, &wanted, &mut self.touched);
            for place in self.touched.drain(..) {
                let sum = &mut self.sums[place as usize];
                if *sum == 0.0 {
                    self.found.push(place);
                }
                *sum += window[place as usize];
            }
            rest -= most;
        }
        if !self.all_are_worth {
            // A talk where nothing is worth anything is found nevertheless.
            let (bits, sums) = (&self.bits, &self.sums);
            self.found.extend(places.filter(|&place| has(bits, place) && sums[place as usize] == 0.0));
        }
        for place in self.found.drain(..) {
            let sum = std::mem::take(&mut self.sums[place as usize]);
            let of_interest = sum >= self.least * ROOM;
            for (worth, window) in self.worths.iter_mut().zip(&mut self.windows) {
                *worth = std::mem::take(&mut window[place as usize]);
            }
            if of_interest {
                self.least = (self.on)(first + place, &self.worths);
            }
        }
    }
}

/// What is of interest in a window.
struct Wanted<'w> {
    /// The documents, a bit each.
    bits: &'w [usize],
    /// What is worth less may be left out.
    least: f32,
}

/// Whether a document of a window is among those of some bits.
#[inline]
fn has(bits: &[usize], place: DocId) -> bool {
    bits[place as usize / BITS] >> (place as usize % BITS) & 1 > 0
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
    /// Raises what `window`, which begins with the document `first` of the index, holds in some `places` to the worth of
    /// the talks there, and notes in `touched` where it does so.
    fn fill(
        &mut self,
        first: DocId,
        places: Range<DocId>,
        window: &mut [f32],
        wanted: &Wanted<'_>,
        touched: &mut Vec<DocId>,
    ) {
        match self {
            Reader::None => {}
            Reader::Forms(reader) => reader.fill(first, places, window, wanted, touched),
            Reader::Best(readers) => {
                for reader in readers {
                    reader.fill(first, places.clone(), window, wanted, touched);
                }
            }
            Reader::Sum(reader) => reader.fill(first, places, window, wanted, touched),
        }
    }
}

impl FormsReader<'_> {
    fn fill(
        &mut self,
        first: DocId,
        places: Range<DocId>,
        window: &mut [f32],
        wanted: &Wanted<'_>,
        touched: &mut Vec<DocId>,
    ) {
        let (norms, only) = (self.norms, self.only.as_deref());
        // Documents of the segment are numbered from its base.
        let (from, to) = (first + places.start - self.base, first + places.end - self.base);
        for (most, cursor) in &mut self.forms {
            let bound = Bound::new(*most, wanted.least * ROOM, norms.least());
            cursor.each(from, to, |doc, count| {
                let place = doc - from + places.start;
                if count < bound.enough || !has(wanted.bits, place) {
                    return;
                }
                let norm = norms.of(doc);
                if bound.is_below(count, norm)
                    || only.is_some_and(|only| !only.contains((first + place) as usize))
                {
                    return;
                }
                let worth = *most * Weights::saturation(count, norm);
                let known = &mut window[place as usize];
                if worth > *known {
                    if *known == 0.0 {
                        touched.push(place);
                    }
                    *known = worth;
                }
            });
        }
    }
}

/// Tells, without working it out, whether a form is worth too little in a talk.
#[derive(Clone, Copy)]
struct Bound {
    /// How often it must count even in the shortest talk.
    enough: u32,
    /// How often its count must go into the norm of a talk, turned round.
    share: f32,
}

impl Bound {
    /// Of a form that is worth `most` at the most and should be worth `least`; no norm is less than `norm`.
    fn new(most: f32, least: f32, norm: f32) -> Bound {
        if least <= 0.0 {
            return Bound { enough: 0, share: f32::INFINITY };
        }
        let share = (most - least) / least;
        Bound { enough: if share > 0.0 { (norm / share) as u32 } else { u32::MAX }, share }
    }

    #[inline]
    fn is_below(self, count: u32, norm: f32) -> bool {
        (count as f32) * self.share < norm
    }
}

impl SumReader<'_> {
    fn fill(
        &mut self,
        first: DocId,
        places: Range<DocId>,
        window: &mut [f32],
        wanted: &Wanted<'_>,
        touched: &mut Vec<DocId>,
    ) {
        let together: f32 = self.readers.iter().map(|(most, _)| most).sum();
        let (mut of_one, mut of_all) = (Vec::new(), Vec::new());
        for (most, reader) in &mut self.readers {
            let wanted = Wanted { bits: wanted.bits, least: wanted.least - (together - *most) };
            reader.fill(first, places.clone(), &mut self.own, &wanted, &mut of_one);
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
