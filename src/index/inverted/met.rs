//! The numbers of the terms of words that were met.

use crate::analysis::terms::Met;

/// On the number of a word in a segment: that it has several folded forms.
pub(super) const SEVERAL: u32 = 1 << 28;

/// Words with the numbers of their terms. A word of the analysis has a number of its own here, which it keeps when the analysis
/// gives words other numbers; it gets one more then, when it comes again.
#[derive(Default)]
pub(super) struct Words {
    /// Which numbering of words `known` is of.
    round: u32,
    /// By the number that the analysis gives a word; [`NOT_MET`] for one that was not met.
    known: Vec<u32>,
    /// By number of this segment, less the mark.
    places: Vec<Place>,
    terms: Vec<u32>,
}

const NOT_MET: u32 = u32::MAX;

/// A term that a word comes to.
pub(super) enum Form<'w> {
    Surface(&'w str),
    Key(&'w str),
}

/// Where the terms of a word are: folded forms, and behind them keys.
#[derive(Clone, Copy)]
struct Place {
    start: u32,
    surfaces: u16,
    keys: u16,
}

impl Words {
    pub(super) fn memory(&self) -> usize {
        size_of_val(&self.known[..]) + size_of_val(&self.places[..]) + size_of_val(&self.terms[..])
    }

    /// Forgets which words were met where the analysis has given them other numbers.
    pub(super) fn round(&mut self, round: u32) {
        if round != self.round {
            self.round = round;
            self.known.clear();
        }
    }

    /// The number of a word in this segment; `number` gives those of the terms of a word that was not met.
    pub(super) fn word(&mut self, met: &Met<'_>, number: impl FnMut(Form<'_>) -> Option<u32>) -> u32 {
        let known = met.number.and_then(|number| self.known.get(number as usize));
        match known {
            Some(&word) if word != NOT_MET => word,
            _ => self.add(met, number),
        }
    }

    fn add(&mut self, met: &Met<'_>, mut number: impl FnMut(Form<'_>) -> Option<u32>) -> u32 {
        let start = self.terms.len();
        self.terms.extend(met.known.surfaces().filter_map(|surface| number(Form::Surface(surface))));
        let surfaces = self.terms.len() - start;
        self.terms.extend(met.known.keys().filter_map(|key| number(Form::Key(key))));
        let keys = self.terms.len() - start - surfaces;
        let word = self.places.len() as u32 | if surfaces == 1 { 0 } else { SEVERAL };
        self.places.push(Place { start: start as u32, surfaces: surfaces as u16, keys: keys as u16 });
        if let Some(number) = met.number {
            let at = number as usize;
            if at >= self.known.len() {
                self.known.resize(at + 1, NOT_MET);
            }
            self.known[at] = word;
        }
        word
    }

    /// The folded forms of a word, and its keys.
    pub(super) fn terms(&self, word: u32) -> (&[u32], &[u32]) {
        let place = self.places[(word & !SEVERAL) as usize];
        let terms = &self.terms[place.start as usize..];
        let (surfaces, rest) = terms.split_at(usize::from(place.surfaces));
        (surfaces, &rest[..usize::from(place.keys)])
    }

    /// The first folded form of each word, by its number less the mark.
    pub(super) fn firsts(&self) -> impl Iterator<Item = u32> {
        self.places.iter().map(|place| self.terms.get(place.start as usize).copied().unwrap_or_default())
    }
}
