//! Which event a recap is about: the gazetteer, and votes of the places that name it.

use crate::recap::words::fold::{bare, bared};
use crate::recap::words::names::{Names, word_starts};
use serde::Deserialize;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// An event of the gazetteer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    /// Canonical name.
    pub name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
    /// Its short name, for narrow columns.
    short: Option<String>,
    /// Where it usually is.
    pub city: Option<String>,
    #[serde(default, rename = "month")]
    _month: Option<u8>,
}

#[derive(Deserialize)]
struct Table {
    event: Vec<Event>,
}

/// The events, and all their names and words with numbers to count them by.
#[derive(Default)]
struct Gazetteer {
    events: Vec<(Event, Numbers)>,
    words: Vec<Word>,
    names: Names,
}

/// Numbers of the words of an event. They follow each other in this order.
#[derive(Default)]
struct Numbers {
    strong: Vec<usize>,
    weak: Vec<usize>,
    near: Vec<usize>,
}

/// A name or word of some event.
struct Word {
    /// Its weight; a single word has 1: "devoxx france" outweighs "devoxx".
    weight: f32,
    /// Whether it is a common word too.
    common: bool,
    /// Whether it names an event, and does not only point to an edition.
    naming: bool,
}

static EVENTS: LazyLock<Gazetteer> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../data/events.toml")).unwrap_or(Table { event: Vec::new() });
    let mut gazetteer = Gazetteer::default();
    for event in table.event {
        let mut number = |name: &String, naming: bool| {
            let name = bare(name);
            let more = name.split(' ').count() as f32 - 1.0;
            gazetteer.words.push(Word { weight: 1.0 + 0.4 * more, common: is_common(&name), naming });
            gazetteer.names.add(name, gazetteer.words.len() - 1);
            gazetteer.words.len() - 1
        };
        let numbers = Numbers {
            strong: std::iter::once(&event.name).chain(&event.aliases).map(|n| number(n, true)).collect(),
            weak: event.weak.iter().map(|n| number(n, true)).collect(),
            near: event.near.iter().map(|n| number(n, false)).collect(),
        };
        gazetteer.events.push((event, numbers));
    }
    gazetteer
});

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
    EVENTS.names.may_be_in(text) && bared(text, is_named_in)
}

/// Whether a text in the form of [`bare`] names an event of the gazetteer.
pub(crate) fn is_named_in(words: &str) -> bool {
    let mut named = false;
    for at in word_starts(words) {
        EVENTS.names.at(words, at, |number, _| {
            let word = &EVENTS.words[number];
            named |= word.naming && !word.common;
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
        for at in word_starts(text) {
            EVENTS.names.at(text, at, |number, _| match counts.iter_mut().find(|(n, _)| *n == number) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => counts.push((number, 1)),
            });
        }
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
    /// Whether it is held in a place that is part of its name, because it has no usual one.
    pub(crate) fn is_placed_freely(&self) -> bool {
        self.city.is_none() && self.near.is_empty()
    }

    /// Its name, other spellings and family names.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).chain(&self.weak).map(String::as_str)
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
    let is_named = |numbers: &Numbers| {
        let first = numbers.strong.first().copied().unwrap_or_default();
        let naming = first..first + numbers.strong.len() + numbers.weak.len();
        counted.iter().any(|(counts, _)| counts.holds_any(naming.clone()))
    };
    for (event, numbers) in EVENTS.events.iter().filter(|(_, numbers)| is_named(numbers)) {
        let mut score = 0.0f32;
        let mut near = 0.0f32;
        for (counts, weight) in &counted {
            let votes = |names: &[usize], factor: f32| {
                names
                    .iter()
                    .map(|&number| (counts.get(number), &EVENTS.words[number]))
                    .filter(|(_, word)| !word.common || *weight > 2.0)
                    .map(|(count, word)| f32::from(count.min(4)) * factor * word.weight)
                    .fold(0.0f32, f32::max)
            };
            score += weight * (votes(&numbers.strong, 1.0) + votes(&numbers.weak, 0.6));
            let places = numbers.near.iter().filter(|&&number| counts.get(number) > 0).count();
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

/// Canonical form of a name that a person wrote, where the gazetteer knows it.
pub(crate) fn canonical(name: &str) -> String {
    find(&[Place { words: bare(name).into(), weight: 3.0 }])
        .map_or_else(|| name.trim().to_owned(), |event| event.name.clone())
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
    let is_called = |event: &Event| {
        let spellings = event.aliases.iter().chain(&event.weak);
        begins(&event.name) || spellings.clone().any(|name| begins(name))
    };
    let is_exactly = |event: &&Event| {
        let spellings = event.aliases.iter().chain(&event.weak).chain([&event.name]);
        spellings.into_iter().any(|name| glued(name) == wanted)
    };
    let events = || EVENTS.events.iter().map(|(event, _)| event);
    // `kcd` means the event of this name, not all events whose name begins with it.
    let exact: Vec<&str> = events().filter(is_exactly).map(|event| event.name.as_str()).collect();
    if !exact.is_empty() {
        return exact;
    }
    events().filter(|event| is_called(event)).map(|event| event.name.as_str()).collect()
}

/// The short name of an event, for narrow columns; `None` where it has only its name.
pub(crate) fn short(name: &str) -> Option<&'static str> {
    let known = EVENTS.events.iter().find(|(event, _)| event.name == name);
    known.and_then(|(event, _)| event.short.as_deref())
}

/// Cities that an event is held in, as the gazetteer names them.
pub(crate) fn cities() -> impl Iterator<Item = &'static str> {
    EVENTS.events.iter().filter_map(|(event, _)| event.city.as_deref())
}
