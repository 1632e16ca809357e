//! Postings to scores: the index is read from the front to the back, a window of documents at a time.
//!
//! Every list of postings is read once, in order, and what is put together for a window stays in the fast memory near
//! the processor, however many talks there are. As soon as enough good talks are known, an occurrence that cannot lift
//! its talk among them is passed over: how often a word counts in a talk bounds what it scores there.

use super::clause::Clause;
use super::matching::Matching;
use super::reader::{Lengths, Norms, Reader, ReaderInput, Selection, WINDOW, Window, has};
use super::statistics::Statistics;
use super::weights::Weights;
use crate::Result;
use crate::index::BITS;
use fixedbitset::FixedBitSet;
use std::ops::Range;
use tantivy::DocId;

/// Bounds are compared with a little room, for they are rounded otherwise than what they bound.
const ROOM: f32 = 1.0 - 1e-5;
/// Up to this many documents of a window are looked up one by one: to unpack a block for one of them costs as much as to read some
/// dozens in a row.
const FEW: usize = 64;

/// Shows `on` the talks `docs`, in no order, with what each of the clauses scores in them; 0 where it does not match.
/// `on` answers what the clauses of a talk must score together to be of interest; others may be left out from then on.
pub(super) fn each<K: Statistics>(
    matching: &Matching<'_, K>,
    clauses: &[Clause],
    docs: &FixedBitSet,
    on: impl FnMut(DocId, &[f32]) -> f32,
) -> Result<()> {
    let (index, weights, talks) = (matching.index(), matching.weights(), docs.count_ones(..));
    if talks == 0 {
        return Ok(());
    }
    let of_length = Lengths::new(weights, index.average_length(), talks);
    let all = index.docs_in_all();
    let mut scoring = Scoring::new(clauses, weights, all, on);
    for (at, segment) in index.segments().iter().enumerate() {
        let lengths = segment.lengths(index.fields().words)?;
        let none = Norms::Same(weights.norm(Some(0), index.average_length()));
        let lengths = lengths.as_ref().map_or(none, |lengths| Norms::Of(lengths, &of_length));
        let input = ReaderInput { segment: at, base: segment.base, docs: all, weights, lengths };
        let readers = clauses.iter().map(|clause| input.reader(&clause.score, None));
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

/// The state that is collected for a window.
struct Scoring<F> {
    /// The highest score of each clause, and the clauses in falling order of it.
    most: Vec<f32>,
    order: Vec<usize>,
    /// Whether no talk scores nothing where a clause matches.
    all_score: bool,
    /// The score of each clause, and of all together; nothing but while a window is worked on.
    windows: Vec<Window>,
    sums: Window,
    /// Which documents of the window are of interest, a bit each.
    bits: Vec<usize>,
    /// Their places, where they are few.
    few: Vec<DocId>,
    /// The score of each clause in one talk.
    scores: Vec<f32>,
    /// The least total score of the clauses of a talk.
    least: f32,
    on: F,
}

impl<F: FnMut(DocId, &[f32]) -> f32> Scoring<F> {
    fn new(clauses: &[Clause], weights: &Weights, docs: u32, on: F) -> Self {
        let most: Vec<f32> = clauses.iter().map(|clause| clause.score.most(weights)).collect();
        let mut order: Vec<usize> = (0..most.len()).collect();
        order.sort_by(|&a, &b| most[b].total_cmp(&most[a]));
        Scoring {
            most,
            order,
            all_score: !clauses.is_empty() && clauses.iter().all(|clause| clause.score.is_always()),
            windows: clauses.iter().map(|_| Window::of(docs)).collect(),
            sums: Window::of(docs),
            bits: Vec::new(),
            few: Vec::new(),
            scores: vec![0.0; clauses.len()],
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
            let least = self.least * ROOM;
            if rest < least {
                // What the other clauses did not find is not found by this and those to come.
                self.bits.fill(0);
                for &place in &self.sums.touched {
                    if self.sums.scores[place as usize] + rest >= least {
                        self.bits[place as usize / BITS] |= 1 << (place as usize % BITS);
                    }
                }
            }
            let most = self.most[clause];
            let least = least - (together - most);
            let ones: usize = self.bits.iter().map(|block| block.count_ones() as usize).sum();
            let few = (ones <= FEW).then(|| {
                self.few.clear();
                self.few.extend((0..).zip(&self.bits).flat_map(|(at, block)| ones_of(*block, at)));
                self.few.as_slice()
            });
            let selection = Selection { first, places: places.clone(), bits: &self.bits, few, least };
            let window = &mut self.windows[clause];
            readers[clause].fill(&selection, window);
            for &place in &window.touched {
                self.sums.add(place, window.scores[place as usize]);
            }
            rest -= most;
        }
        if !self.all_score {
            // A talk where nothing scores anything is found nevertheless.
            let Window { scores, touched } = &mut self.sums;
            let is_left = |&place: &DocId| has(&self.bits, place) && scores[place as usize] == 0.0;
            touched.extend(places.filter(is_left));
        }
        self.sums.drain(|place, sum| {
            if sum >= self.least * ROOM {
                let clauses = self.scores.iter_mut().zip(&self.windows);
                clauses.for_each(|(score, window)| *score = window.scores[place as usize]);
                self.least = (self.on)(first + place, &self.scores);
            }
        });
        self.windows.iter_mut().for_each(|window| window.drain(|_, _| ()));
    }
}

/// The places of the bits of a block, in order.
fn ones_of(mut block: usize, at: usize) -> impl Iterator<Item = DocId> {
    std::iter::from_fn(move || {
        let one = (block != 0).then(|| (at * BITS) as DocId + block.trailing_zeros())?;
        block &= block - 1;
        Some(one)
    })
}
