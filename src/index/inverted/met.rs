//! The numbers of the terms of words that were met.

use crate::analysis::terms::Met;

/// The numbers of the terms of words, by the number that the analysis gives a word.
#[derive(Default)]
pub(super) struct Words {
    /// Which numbering of words these are of.
    round: u32,
    /// [`Place::NOWHERE`] for a word that was not met in this segment.
    known: Vec<Place>,
    terms: Vec<u32>,
}

/// A term that a word comes to.
pub(super) enum Form<'w> {
    Surface(&'w str),
    Key(&'w str),
}

/// Where the terms of a word are: folded forms, and behind them keys.
#[derive(Clone, Copy)]
pub(super) struct Place {
    start: u32,
    surfaces: u16,
    keys: u16,
}

impl Place {
    const NOWHERE: Place = Place { start: u32::MAX, surfaces: 0, keys: 0 };
}

impl Words {
    pub(super) fn memory(&self) -> usize {
        size_of_val(&self.known[..]) + size_of_val(&self.terms[..])
    }

    /// Forgets all where the analysis has given words other numbers.
    pub(super) fn round(&mut self, round: u32) {
        if round != self.round {
            *self = Words { round, ..Words::default() };
        }
    }

    /// Where the terms of a word are; `number` gives those of a word that was not met.
    pub(super) fn place(&mut self, met: &Met<'_>, mut number: impl FnMut(Form<'_>) -> Option<u32>) -> Place {
        if let Some(number) = met.number
            && let Some(place) = self.known.get(number as usize)
            && place.start != Place::NOWHERE.start
        {
            return *place;
        }
        let start = self.terms.len();
        self.terms.extend(met.known.surfaces().filter_map(|surface| number(Form::Surface(surface))));
        let surfaces = self.terms.len() - start;
        self.terms.extend(met.known.keys().filter_map(|key| number(Form::Key(key))));
        let keys = self.terms.len() - start - surfaces;
        let place = Place { start: start as u32, surfaces: surfaces as u16, keys: keys as u16 };
        if let Some(number) = met.number {
            let at = number as usize;
            if at >= self.known.len() {
                self.known.resize(at + 1, Place::NOWHERE);
            }
            self.known[at] = place;
        }
        place
    }

    /// The folded forms of a word, and its keys.
    pub(super) fn terms(&self, place: Place) -> (&[u32], &[u32]) {
        let terms = &self.terms[place.start as usize..];
        let (surfaces, rest) = terms.split_at(usize::from(place.surfaces));
        (surfaces, &rest[..usize::from(place.keys)])
    }
}
