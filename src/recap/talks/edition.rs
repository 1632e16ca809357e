//! Editions of events: those that the gazetteer lists, and those of a listed family that are held where no listed one is.

use crate::recap::mentions::event::{self, EVENTS, Event, Place};
use crate::recap::talks::wording::{MOST_WORDS, is_year, place_at, squashed, without_year, words};
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::is_place;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A name of the gazetteer.
struct Form {
    /// The first event that has it; a name of its own comes before that of a family.
    event: &'static Event,
    /// Whether it names a family, of which the event is one edition that its place tells from others.
    is_family: bool,
    /// Places of the events that have it, in the form of [`bare`].
    places: Vec<String>,
}

/// The names of the gazetteer, squashed.
static FORMS: LazyLock<FxHashMap<String, Form>> = LazyLock::new(|| {
    let mut forms: FxHashMap<String, Form> = FxHashMap::default();
    let strong = EVENTS.iter().flat_map(|event| event.own_forms().map(move |form| (event, form)));
    let weak = EVENTS.iter().flat_map(|event| event.family_forms().map(move |form| (event, form)));
    for (event, form) in strong.chain(weak) {
        let place = own_place(event.name());
        let own = squashed(form);
        let is_family = place.is_some_and(|place| own_place(form).is_none() && !ends_in(&own, place));
        let form = forms.entry(own).or_insert_with(|| Form { event, is_family, places: Vec::new() });
        form.places.extend(place.into_iter().chain(event.city()).map(bare));
        form.places.extend(event.near().map(str::to_owned));
    }
    forms
});

/// The place that a name ends with, behind other words.
fn own_place(name: &str) -> Option<&str> {
    let mut spaces = name.match_indices(' ').map(|(at, _)| at);
    spaces.find_map(|at| name.get(at + 1..).filter(|rest| is_place(rest)))
}

/// Whether a squashed name ends with a place, or with what it is shortened to: "rabotconfeurope", "rabotconfeu", "rabotconfna".
fn ends_in(own: &str, place: &str) -> bool {
    let initials: String = bare(place).split(' ').filter_map(|word| word.chars().next()).collect();
    let place = squashed(place);
    let initials = Some(initials.as_str()).filter(|initials| initials.len() > 1);
    [Some(place.as_str()), place.get(..2), initials].into_iter().flatten().any(|end| own.ends_with(end))
}

/// Whether the name of an event ends with the place that tells it from other editions.
pub(super) fn is_placed(event: &Event) -> bool {
    own_place(event.name()).is_some()
}

/// The event that a name is one of, less its year: no more and no less, but for a place of that event behind it.
pub(super) fn listed(name: &str) -> Option<&'static Event> {
    let name = without_year(name);
    if let Some(form) = FORMS.get(&squashed(&name)) {
        return Some(form.event);
    }
    let name = bare(&name);
    let ends = name.match_indices(' ').map(|(at, _)| at);
    let is_placed = ends.filter_map(|at| Some((name.get(..at)?, name.get(at + 1..)?))).any(|(own, place)| {
        FORMS.get(&squashed(own)).is_some_and(|form| form.places.iter().any(|known| known == place))
    });
    let place = || Place { words: name.as_str().into(), weight: 3.0 };
    if is_placed { event::find(&[place()]) } else { None }
}

/// An edition of a listed family that is not listed, with the place right behind the name of the family: "RabotConf Japon". And
/// where the name of the family stands.
pub(super) fn unlisted_edition(text: &str) -> Option<(String, Range<usize>)> {
    let words = words(text);
    let glued: Vec<String> = words.iter().map(|word| squashed(word.text)).collect();
    let mut first = 0;
    while first < words.len() {
        let mut own = String::new();
        let mut longest: Option<(usize, &Form)> = None;
        for last in first..words.len().min(first + MOST_WORDS) {
            if last > first && words[last].opened {
                break;
            }
            own.push_str(&glued[last]);
            longest = FORMS.get(&own).map(|form| (last, form)).or(longest);
        }
        let Some((last, form)) = longest else {
            first += 1;
            continue;
        };
        let range = words[first].range.start..words[last].range.end;
        // "RabotConf 2025 Japon".
        let year = words.get(last + 1).filter(|next| is_year(next.text) && !next.opened);
        let rest = text.get(year.map_or(range.end, |year| year.range.end)..).unwrap_or_default();
        // "nice", "tours": words that are no place have no capital, where the name has one.
        let as_name = |rest: &str| !rest.starts_with(char::is_lowercase);
        let small = words[first].text.starts_with(char::is_lowercase);
        let placed = small || rest.strip_prefix(' ').is_some_and(as_name);
        let place = place_at(rest).filter(|_| form.is_family && placed);
        let place = place.filter(|place| !form.places.contains(&bare(place)));
        if let Some(place) = place {
            return Some((format!("{} {place}", text.get(range.clone())?), range));
        }
        first = last + 1;
    }
    None
}

/// Editions that are not listed and are taken out of a text.
const MOST_EDITIONS: usize = 8;

/// A text in the form of [`bare`], less the names of families that stand for an edition that is not listed.
pub(super) fn without_unlisted(text: &str) -> String {
    let mut left = text.to_owned();
    for _ in 0..MOST_EDITIONS {
        let Some((_, range)) = unlisted_edition(&left) else { break };
        left.replace_range(range, "|");
    }
    bare(&left)
}
