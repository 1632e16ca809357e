//! Which event a recap tells of: the gazetteer, and votes of the places that name it.

use super::fold::bare;
use serde::Deserialize;
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
    /// Where it usually is.
    pub city: Option<String>,
    #[serde(default, rename = "month")]
    _month: Option<u8>,
    #[serde(skip)]
    strong: Vec<String>,
}

#[derive(Deserialize)]
struct Gazetteer {
    event: Vec<Event>,
}

static EVENTS: LazyLock<Vec<Event>> = LazyLock::new(|| {
    let gazetteer: Gazetteer =
        toml::from_str(include_str!("data/events.toml")).unwrap_or(Gazetteer { event: Vec::new() });
    let mut events = gazetteer.event;
    for event in &mut events {
        event.strong = std::iter::once(&event.name)
            .chain(&event.aliases)
            .map(|name| format!(" {} ", bare(name)))
            .collect();
        for word in event.weak.iter_mut().chain(&mut event.near) {
            *word = format!(" {} ", bare(word));
        }
    }
    events
});

/// Where an event may be named, and how much its word counts there.
pub(crate) struct Place<'a> {
    /// The text.
    pub text: &'a str,
    /// Its worth.
    pub weight: f32,
}

/// Names that are also common words and count only with a capital, a year or in a title.
fn is_common(name: &str) -> bool {
    name.trim().split(' ').count() == 1
        && matches!(
            name.trim(),
            "current" | "velocity" | "strata" | "sido" | "fic" | "poss" | "ignite" | "dotai"
        )
}

/// How often the words of a name stand in a text; both with a space at each end.
fn count(text: &str, name: &str) -> usize {
    // A name may be glued to a year: "devoxx2016".
    let name = name.trim();
    text.match_indices(name)
        .filter(|(at, _)| {
            let before = text.get(..*at).and_then(|t| t.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|t| t.chars().next());
            before.is_none_or(|c| c == ' ') && after.is_none_or(|c| c == ' ' || c.is_ascii_digit())
        })
        .take(20)
        .count()
}

/// Whether the text names an event of the gazetteer.
pub(crate) fn names_event(text: &str) -> bool {
    let words = format!(" {} ", bare(text));
    EVENTS.iter().any(|event| {
        event.strong.iter().chain(&event.weak).any(|name| !is_common(name) && count(&words, name) > 0)
    })
}

/// The event that the places speak for most.
pub(crate) fn find(places: &[Place<'_>]) -> Option<&'static Event> {
    let texts: Vec<(String, f32)> =
        places.iter().map(|place| (format!(" {} ", bare(place.text)), place.weight)).collect();
    let mut best: Option<(f32, &'static Event)> = None;
    for event in EVENTS.iter() {
        let mut score = 0.0f32;
        let mut near = 0.0f32;
        for (text, weight) in &texts {
            // A longer name says more: "devoxx france" outweighs "devoxx".
            let votes = |names: &[String], worth: f32| {
                names
                    .iter()
                    .filter(|name| !is_common(name) || *weight > 2.0)
                    .map(|name| {
                        let found = count(text, name).min(4) as f32;
                        found * worth * (1.0 + 0.4 * (name.trim().split(' ').count() as f32 - 1.0))
                    })
                    .fold(0.0f32, f32::max)
            };
            score += weight * (votes(&event.strong, 1.0) + votes(&event.weak, 0.6));
            let places = event.near.iter().filter(|word| count(text, word) > 0).count();
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
    find(&[Place { text: name, weight: 3.0 }])
        .map_or_else(|| name.trim().to_owned(), |event| event.name.clone())
}

/// Cities that an event is held in, as the gazetteer names them.
pub(crate) fn cities() -> impl Iterator<Item = &'static str> {
    EVENTS.iter().filter_map(|event| event.city.as_deref())
}
