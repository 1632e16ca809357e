//! Which event a recap is about: the gazetteer, and votes of the places that name it.

use crate::recap::words::fold::{bare, bared};
use crate::recap::words::names::{Names, word_starts};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

// The events (`EVENTS`), all their names and words (`WORDS`), the numbers of these in the order of their bare forms
// (`IN_ORDER`), and the text that they are pieces of (`TEXT`), made of `data/events.toml`.
include!(concat!(env!("OUT_DIR"), "/events.rs"));

/// Where a piece of the text of all names begins and ends.
#[derive(Clone, Copy, Debug)]
struct Piece(u32, u32);

impl Piece {
    fn text(self) -> &'static str {
        TEXT.get(self.0 as usize..self.1 as usize).unwrap_or_default()
    }
}

/// An event of the gazetteer. Its names and words follow each other among all: its own name, other spellings, weak ones and
/// those of places near it.
#[derive(Debug)]
pub(crate) struct Event {
    name: Piece,
    short: Option<Piece>,
    city: Option<Piece>,
    strong: Range<usize>,
    weak: Range<usize>,
    near: Range<usize>,
}

/// A name or word of some event.
struct Word {
    written: Piece,
    /// The same in the form of [`bare`].
    bare: Piece,
    /// Whether it names an event, and does not only point to an edition.
    names: bool,
}

impl Word {
    /// As it is written.
    fn written(&self) -> &'static str {
        self.written.text()
    }

    /// In the form of [`bare`].
    fn bare(&self) -> &'static str {
        self.bare.text()
    }

    /// A single word has 1: "devoxx france" outweighs "devoxx".
    fn weight(&self) -> f32 {
        1.0 + 0.4 * self.bare().bytes().filter(|byte| *byte == b' ').count() as f32
    }

    /// Whether it is a common word too.
    fn is_common(&self) -> bool {
        is_common(self.bare())
    }
}

static NAMES: LazyLock<Names<&str>> =
    LazyLock::new(|| Names::new(IN_ORDER.iter().map(|&number| (WORDS[number].bare(), number)).collect()));

/// Where an event may be named, and how much its word counts there.
pub(crate) struct Place<'a> {
    /// The text, in the form of [`bare`].
    pub words: Cow<'a, str>,
    /// How much a name in it counts.
    pub weight: f32,
}

/// Names that are also common words and count only with a capital, a year or in a title.
fn is_common(name: &str) -> bool {
    matches!(name, "current" | "velocity" | "strata" | "sido" | "fic" | "poss" | "ignite" | "dotai")
}

/// Whether the text names an event of the gazetteer.
pub(crate) fn names_event(text: &str) -> bool {
    NAMES.may_be_in(text) && bared(text, is_named_in)
}

/// Whether a text in the form of [`bare`] names an event of the gazetteer.
pub(crate) fn is_named_in(words: &str) -> bool {
    let mut named = false;
    for at in word_starts(words) {
        NAMES.at(words, at, |number, _| {
            let word = &WORDS[number];
            named |= word.names && !word.is_common();
        });
        if named {
            break;
        }
    }
    named
}

/// The numbers of the words of the gazetteer that a text in the form of [`bare`] holds, each with how often it does: few do any.
struct Counts(Vec<(usize, u16)>);

impl Counts {
    /// `None` where there are none.
    fn of(text: &str) -> Option<Counts> {
        let mut counts: Vec<(usize, u16)> = Vec::new();
        NAMES.all(text, |number, _| match counts.iter_mut().find(|(n, _)| *n == number) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => counts.push((number, 1)),
        });
        (!counts.is_empty()).then_some(Counts(counts))
    }

    fn get(&self, number: usize) -> u16 {
        self.0.iter().find(|(n, _)| *n == number).map_or(0, |(_, count)| *count)
    }

    fn holds_any(&self, numbers: Range<usize>) -> bool {
        self.0.iter().any(|(number, _)| numbers.contains(number))
    }
}

impl Event {
    /// Canonical name.
    pub(crate) fn name(&self) -> &'static str {
        self.name.text()
    }

    /// Its short name, for narrow columns.
    fn short(&self) -> Option<&'static str> {
        self.short.map(Piece::text)
    }

    /// Where it usually is.
    pub(crate) fn city(&self) -> Option<&'static str> {
        self.city.map(Piece::text)
    }

    /// Whether it is held in a place that is part of its name, because it has no usual one.
    pub(crate) fn is_placed_freely(&self) -> bool {
        self.city.is_none() && self.near.is_empty()
    }

    /// The numbers of its name, other spellings and family names.
    fn naming(&self) -> Range<usize> {
        self.strong.start..self.weak.end
    }

    /// Its name and other spellings of it.
    pub(crate) fn own_forms(&self) -> impl Iterator<Item = &'static str> {
        WORDS[self.strong.clone()].iter().map(Word::written)
    }

    /// Names that it shares with other editions.
    pub(crate) fn family_forms(&self) -> impl Iterator<Item = &'static str> {
        WORDS[self.weak.clone()].iter().map(Word::written)
    }

    /// Words, mostly places, that speak for it, in the form of [`bare`].
    pub(crate) fn near(&self) -> impl Iterator<Item = &'static str> {
        WORDS[self.near.clone()].iter().map(Word::bare)
    }

    /// Its name, other spellings and family names.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &'static str> {
        WORDS[self.naming()].iter().map(Word::written)
    }
}

/// The event with the highest score over the places.
pub(crate) fn find(places: &[Place<'_>]) -> Option<&'static Event> {
    find_in(places.iter())
}

/// The event with the highest score over the places.
pub(crate) fn find_in<'p>(places: impl Iterator<Item = &'p Place<'p>>) -> Option<&'static Event> {
    let counted: Vec<(Counts, f32)> =
        places.filter_map(|place| Some((Counts::of(&place.words)?, place.weight))).collect();
    let mut best: Option<(f32, &'static Event)> = None;
    let is_named = |event: &&Event| counted.iter().any(|(counts, _)| counts.holds_any(event.naming()));
    for event in EVENTS.iter().filter(is_named) {
        let mut score = 0.0f32;
        let mut near = 0.0f32;
        for (counts, weight) in &counted {
            let votes = |numbers: &Range<usize>, factor: f32| {
                numbers
                    .clone()
                    .map(|number| (counts.get(number), &WORDS[number]))
                    .filter(|(count, word)| *count > 0 && (!word.is_common() || *weight > 2.0))
                    .map(|(count, word)| f32::from(count.min(4)) * factor * word.weight())
                    .fold(0.0f32, f32::max)
            };
            score += weight * (votes(&event.strong, 1.0) + votes(&event.weak, 0.6));
            let places = event.near.clone().filter(|&number| counts.get(number) > 0).count();
            near += weight * 0.25 * places.min(2) as f32;
        }
        if score > 0.0 {
            score += near;
        }
        if score > 0.0 && best.is_none_or(|(most, _)| score > most + 1e-3) {
            best = Some((score, event));
        }
    }
    best.map(|(_, event)| event)
}

/// The canonical names of the events that a person may call so: by their name, another spelling or a short form, or by
/// the beginning of one of their words.
pub(crate) fn called(typed: &str) -> Vec<&'static str> {
    let glued = |text: &str| -> String { bare(text).split(' ').collect() };
    let wanted = glued(typed);
    if wanted.is_empty() {
        return Vec::new();
    }
    let begins = |name: &str| {
        let name = bare(name);
        let words: Vec<&str> = name.split(' ').collect();
        (0..words.len()).any(|at| words[at..].concat().starts_with(&wanted))
    };
    let is_called = |event: &&Event| event.forms().any(begins);
    let is_exactly = |event: &&Event| event.forms().any(|name| glued(name) == wanted);
    // `kcd` means the event of this name, not all events whose name begins with it.
    let exact: Vec<&str> = EVENTS.iter().filter(is_exactly).map(Event::name).collect();
    if !exact.is_empty() {
        return exact;
    }
    EVENTS.iter().filter(is_called).map(Event::name).collect()
}

/// The short name of an event, for narrow columns; `None` where it has only its name.
pub(crate) fn short(name: &str) -> Option<&'static str> {
    EVENTS.iter().find(|event| event.name() == name)?.short()
}

/// Cities that an event is held in, as the gazetteer names them.
pub(crate) fn cities() -> impl Iterator<Item = &'static str> {
    EVENTS.iter().filter_map(Event::city)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_script_compares_names_as_recaps_are_read() {
        assert!(EVENTS.len() > 100 && IN_ORDER.len() == WORDS.len());
        for word in WORDS {
            assert_eq!(word.bare(), bare(word.written()));
        }
        assert!(IN_ORDER.is_sorted_by_key(|&number| WORDS[number].bare()));
    }
}
