//! The scores of talks, read from postings for a window of documents.

use super::clause::{FormScores, ScoreSource};
use super::cursor::{Cursor, ROW};
use super::weights::Weights;
use crate::index::BITS;
use fixedbitset::FixedBitSet;
use std::ops::Range;
use std::rc::Rc;
use tantivy::DocId;
use tantivy::fieldnorm::FieldNormReader;

/// Documents in a window.
pub(super) const WINDOW: u32 = 4096;
/// Different lengths that a talk can have: a stored length is a byte.
const LENGTHS: usize = 256;
/// The saturation of smaller counts is computed beforehand, where many talks are scored.
const COUNTS: usize = 8;

/// A window, and the documents of it to score.
pub(super) struct Selection<'w> {
    /// The document of the index that it begins with.
    pub(super) first: DocId,
    /// Which of its places belong to the segment that is read.
    pub(super) places: Range<DocId>,
    /// The documents, a bit each.
    pub(super) bits: &'w [usize],
    /// Their places, in order, where they are few: these are looked up one by one.
    pub(super) few: Option<&'w [DocId]>,
    /// The least score of interest; talks with less may be left out.
    pub(super) least: f32,
}

/// The score of the documents of a window.
pub(super) struct Window {
    /// By place.
    pub(super) scores: Vec<f32>,
    /// The places where there is any, once each.
    pub(super) touched: Vec<DocId>,
}

impl Window {
    /// Without scores, in an index of `docs` documents: few documents need no whole window.
    pub(super) fn of(docs: u32) -> Window {
        Window { scores: vec![0.0; docs.min(WINDOW) as usize], touched: Vec::new() }
    }

    /// Adds to the score of a place.
    #[inline]
    pub(super) fn add(&mut self, place: DocId, more: f32) {
        self.raise(place, self.scores[place as usize] + more);
    }

    /// Makes a place score at least that much.
    #[inline]
    fn raise(&mut self, place: DocId, least: f32) {
        let score = &mut self.scores[place as usize];
        if least > *score {
            if *score == 0.0 {
                self.touched.push(place);
            }
            *score = least;
        }
    }

    /// Gives `on` the places with their score, and is empty again.
    pub(super) fn drain(&mut self, mut on: impl FnMut(DocId, f32)) {
        for place in self.touched.drain(..) {
            on(place, std::mem::take(&mut self.scores[place as usize]));
        }
    }
}

/// Whether a document of a window is among those of some bits.
#[inline]
pub(super) fn has(bits: &[usize], place: DocId) -> bool {
    bits[place as usize / BITS] >> (place as usize % BITS) & 1 > 0
}

/// Reads the score of the talks of a segment, window by window.
pub(super) enum Reader<'p> {
    None,
    Forms(FormsReader<'p>),
    Best(Vec<Reader<'p>>),
    Sum(SumReader<'p>),
}

/// Reads what the best of some forms scores.
pub(super) struct FormsReader<'p> {
    /// Each form with its highest score.
    forms: Vec<(f32, Cursor<'p>)>,
    norms: Norms<'p>,
    /// Of other talks nothing counts.
    only: Option<Rc<FixedBitSet>>,
    base: DocId,
}

/// Reads what several things score together.
pub(super) struct SumReader<'p> {
    /// Each with its highest score.
    readers: Vec<(f32, Reader<'p>)>,
    /// Room for the score of one of them, and for that of all.
    own: Window,
    all: Window,
}

/// The length norm of BM25, which lowers the frequency of a word, talk by talk.
#[derive(Clone, Copy)]
pub(super) enum Norms<'p> {
    /// By the length of the talk.
    Of(&'p FieldNormReader, &'p Lengths),
    /// The same for all.
    Same(f32),
}

/// The BM25 saturation of counts in talks of each length, by the byte of the stored length.
pub(super) struct Lengths {
    norms: [f32; LENGTHS],
    /// Of the smaller counts; of none where few talks are scored.
    saturated: Vec<[f32; LENGTHS]>,
}

impl Lengths {
    /// For scoring that many talks of an index where the average length in words is this.
    pub(super) fn new(weights: &Weights, average: f32, talks: usize) -> Lengths {
        let norms =
            std::array::from_fn(|id| weights.norm(Some(FieldNormReader::id_to_fieldnorm(id as u8)), average));
        // Fewer need less work than the table.
        let counts = if talks > LENGTHS * COUNTS { COUNTS as u32 } else { 0 };
        let saturated = (0..counts).map(|count| norms.map(|norm| Weights::saturation(count, norm)));
        Lengths { norms, saturated: saturated.collect() }
    }
}

impl Norms<'_> {
    /// The saturation of a count in a talk.
    #[inline]
    fn saturated(&self, doc: DocId, count: u32) -> f32 {
        match self {
            Norms::Of(lengths, of) => {
                let id = usize::from(lengths.fieldnorm_id(doc));
                match of.saturated.get(count as usize) {
                    Some(saturated) => saturated[id],
                    None => Weights::saturation(count, of.norms[id]),
                }
            }
            Norms::Same(norm) => Weights::saturation(count, *norm),
        }
    }

    /// The norm of the shortest talk there could be.
    fn least(&self) -> f32 {
        match self {
            Norms::Of(_, of) => of.norms[0],
            Norms::Same(norm) => *norm,
        }
    }
}

/// The input of readers.
pub(super) struct ReaderInput<'p> {
    /// The number of the segment.
    pub(super) segment: usize,
    /// Number, in the whole index, of its first document.
    pub(super) base: DocId,
    /// Documents in the whole index.
    pub(super) docs: u32,
    /// The numbers of the ranking.
    pub(super) weights: &'p Weights,
    /// How the lengths of its talks count.
    pub(super) lengths: Norms<'p>,
}

impl<'p> ReaderInput<'p> {
    /// The reader of a score, for some talks only or for all.
    pub(super) fn reader(
        &self,
        score: &'p ScoreSource,
        only: Option<&Rc<FixedBitSet>>,
    ) -> std::io::Result<Reader<'p>> {
        Ok(match score {
            ScoreSource::None => Reader::None,
            ScoreSource::Forms(of) => Reader::Forms(self.forms(of, only)?),
            ScoreSource::Best(scores) => {
                let readers = scores.iter().map(|score| self.reader(score, only));
                Reader::Best(readers.collect::<std::io::Result<_>>()?)
            }
            ScoreSource::Sum(scores) => {
                let reader =
                    |score: &'p ScoreSource| Ok((score.most(self.weights), self.reader(score, only)?));
                let readers = scores.iter().map(reader).collect::<std::io::Result<_>>()?;
                Reader::Sum(SumReader { readers, own: Window::of(self.docs), all: Window::of(self.docs) })
            }
            ScoreSource::Only(docs, score) => {
                let mut docs = docs.clone();
                if let Some(only) = only {
                    docs.intersect_with(only);
                }
                self.reader(score, Some(&Rc::new(docs)))?
            }
        })
    }

    fn forms(&self, of: &'p FormScores, only: Option<&Rc<FixedBitSet>>) -> std::io::Result<FormsReader<'p>> {
        let mut forms = Vec::with_capacity(of.postings[self.segment].len());
        for (weight, postings) in &of.postings[self.segment] {
            forms.push((weight * of.idf * self.weights.most(), Cursor::new(postings)?));
        }
        // Last what is counted talk by talk: most talks score as much by another form.
        forms.sort_by_key(|(_, cursor)| matches!(cursor, Cursor::Open(_)));
        let norms = if of.has_length { self.lengths } else { Norms::Same(self.weights.norm(None, 1.0)) };
        Ok(FormsReader { forms, norms, only: only.cloned(), base: self.base })
    }
}

impl Reader<'_> {
    /// Raises what a window holds to the score of the talks there.
    pub(super) fn fill(&mut self, selection: &Selection<'_>, window: &mut Window) {
        match self {
            Reader::None => {}
            Reader::Forms(reader) => reader.fill(selection, window),
            Reader::Best(readers) => readers.iter_mut().for_each(|reader| reader.fill(selection, window)),
            Reader::Sum(reader) => reader.fill(selection, window),
        }
    }
}

/// What a form scores in the talks of a window.
struct FormScore<'r> {
    most: f32,
    norms: Norms<'r>,
    /// The least score of interest.
    least: f32,
    only: Option<&'r FixedBitSet>,
    /// The document of the index that the window begins with.
    first: DocId,
}

impl FormScore<'_> {
    /// The score of a form that counts so much in a talk.
    #[inline(always)]
    fn of(&self, doc: DocId, count: u32) -> f32 {
        self.most * self.norms.saturated(doc, count)
    }

    /// Raises what a window holds at a place.
    #[inline(always)]
    fn raise(&self, doc: DocId, place: DocId, count: u32, window: &mut Window) {
        let score = self.of(doc, count);
        if score >= self.least && self.only.is_none_or(|only| only.contains((self.first + place) as usize)) {
            window.raise(place, score);
        }
    }
}

impl FormsReader<'_> {
    fn fill(&mut self, selection: &Selection<'_>, window: &mut Window) {
        let Selection { first, places, bits, few, least } = selection;
        let (norms, only) = (self.norms, self.only.as_deref());
        // Documents of the segment are numbered from its base.
        let (from, to) = (first + places.start - self.base, first + places.end - self.base);
        for (most, cursor) in &mut self.forms {
            if *most < *least {
                continue;
            }
            let form = FormScore { most: *most, norms, least: *least, only, first: *first };
            if let Cursor::Open(open) = cursor {
                let wanted = |doc: DocId| doc >= to || has(bits, doc - from + places.start);
                let mut doc = from;
                while let Some(next) = open.next(doc, wanted).filter(|next| *next < to) {
                    let place = next - from + places.start;
                    let score = form.of(next, open.most(next));
                    if score >= *least && score > window.scores[place as usize] {
                        let count = open.count(next);
                        if count > 0 {
                            form.raise(next, place, count, window);
                        }
                    }
                    doc = next + 1;
                }
                continue;
            }
            if let Some(few) = few {
                for &place in few.iter().filter(|place| places.contains(place)) {
                    let doc = from + place - places.start;
                    match cursor.count(doc) {
                        0 => {}
                        count => form.raise(doc, place, count, window),
                    }
                }
                continue;
            }
            let enough = enough(*most, *least, norms.least());
            cursor.rows(from, to, |docs, counts| {
                // In most rows nothing counts so often once good talks are known.
                if !counts.iter().fold(false, |any, count| any | (*count >= enough)) {
                    return;
                }
                // Which talks are of interest no processor foresees: they are put together without a branch.
                let (mut kept, mut count) = ([0u8; ROW], 0);
                for (at, (doc, frequency)) in (0..).zip(docs.iter().zip(counts)) {
                    kept[count % ROW] = at;
                    count += usize::from((*frequency >= enough) & has(bits, doc - from + places.start));
                }
                for at in kept[..count].iter().map(|&at| usize::from(at)) {
                    form.raise(docs[at], docs[at] - from + places.start, counts[at], window);
                }
            });
        }
    }
}

impl SumReader<'_> {
    fn fill(&mut self, selection: &Selection<'_>, window: &mut Window) {
        let Selection { first, places, bits, few, least } = selection;
        let together: f32 = self.readers.iter().map(|(most, _)| most).sum();
        for (most, reader) in &mut self.readers {
            let least = least - (together - *most);
            let selection = Selection { first: *first, places: places.clone(), bits, few: *few, least };
            reader.fill(&selection, &mut self.own);
            self.own.drain(|place, score| self.all.add(place, score));
        }
        self.all.drain(|place, score| window.raise(place, score));
    }
}

/// How often a form that scores `most` at most must count at least to score `least` in a talk whose norm is no less
/// than `norm`.
fn enough(most: f32, least: f32, norm: f32) -> u32 {
    if least <= 0.0 {
        return 0;
    }
    let share = (most - least) / least;
    if share > 0.0 { (norm / share) as u32 } else { u32::MAX }
}
