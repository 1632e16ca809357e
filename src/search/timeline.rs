//! A topic over time: how many talks of each edition of each event, or of each year, are on it.

use super::spellings::glued;
use crate::Result;
use crate::index::columns::{TextColumn, spell};
use crate::index::schema::Text;
use crate::index::{Index, Segment, documents_in};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;

/// The unit that talks are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Editions: an event and its year.
    #[default]
    Event,
    /// Years.
    Year,
}

impl By {
    /// The word that stands for this in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            By::Event => "event",
            By::Year => "year",
        }
    }
}

/// An edition of an event, or a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// The event; `null` where it is unknown, and for whole years.
    pub event: Option<String>,
    /// The year; `null` where it is unknown.
    pub year: Option<i32>,
    /// Talks on the topic.
    pub count: usize,
    /// Talks in all.
    pub talks: usize,
    /// `count` of `talks`, from 0 to 1, to four digits.
    pub share: f64,
}

/// Counts the talks `on_topic` among all the talks `among`, period by period: the
/// oldest first, then by event, what has no year last. Talks on the topic that are not among the others do not count.
///
/// # Errors
/// I/O errors and damage of the index.
pub fn timeline(index: &Index, on_topic: &FixedBitSet, among: &FixedBitSet, by: By) -> Result<Vec<Period>> {
    let mut periods: BTreeMap<Key, Tally> = BTreeMap::new();
    let events = index.texts(Text::Event)?;
    for (at, segment) in index.segments().iter().enumerate() {
        let events = events.of_segment(at).filter(|_| by == By::Event);
        for ((year, event), tally) in tallies(segment, events, on_topic, among)? {
            let mut name = None;
            if let (Some(place), Some(events)) = (event, events) {
                spell(segment, events, &[place], |_, event| name = Some(event.to_owned()))?;
            }
            let year = year.and_then(|year| i32::try_from(year).ok());
            let period = periods.entry(((year.is_none(), year), (name.is_none(), name))).or_default();
            period.count += tally.count;
            period.talks += tally.talks;
        }
    }
    Ok(in_order(periods))
}

/// A year and an event, each behind whether it is unknown: a period without a year comes after all that have one, one without
/// an event after those of its year.
pub(crate) type Key = ((bool, Option<i32>), (bool, Option<String>));

/// The periods of counts. Spellings of one event are one, as it is written most often, and come in the order of the alphabet.
pub(crate) fn in_order(tallies: BTreeMap<Key, Tally>) -> Vec<Period> {
    let mut editions: BTreeMap<Key, (Tally, Option<String>, usize)> = BTreeMap::new();
    for ((year, (is_unknown, name)), tally) in tallies {
        let (sum, best, most) = editions.entry((year, (is_unknown, name.as_deref().map(glued)))).or_default();
        sum.count += tally.count;
        sum.talks += tally.talks;
        // Of spellings written equally often the last of the alphabet, as in facets.
        if tally.talks >= *most {
            (*best, *most) = (name, tally.talks);
        }
    }
    let period =
        |(((_, year), _), (Tally { count, talks }, event, _)): (Key, (Tally, Option<String>, usize))| {
            let share = (count as f64 / talks as f64 * 1e4).round() / 1e4;
            Period { event, year, count, talks, share }
        };
    editions.into_iter().map(period).collect()
}

/// The counts of a period so far.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    /// Talks on the topic.
    pub(crate) count: usize,
    /// Talks in all.
    pub(crate) talks: usize,
}

/// A year, and the place of an event among those of its segment.
type Place = (Option<i64>, Option<u64>);

/// Counts the talks of one segment.
fn tallies(
    segment: &Segment,
    events: Option<&TextColumn>,
    on_topic: &FixedBitSet,
    among: &FixedBitSet,
) -> Result<FxHashMap<Place, Tally>> {
    let years = segment.years()?;
    let mut tallies: FxHashMap<Place, Tally> = FxHashMap::default();
    // Talks of one recap follow each other, and are of one edition.
    let mut last: (Place, Tally) = Default::default();
    for doc in documents_in(among, segment) {
        let place = (years.first(doc), events.and_then(|events| events.term_ords(doc).next()));
        if place != last.0 {
            add(&mut tallies, last);
            last = (place, Tally::default());
        }
        last.1.talks += 1;
        last.1.count += usize::from(on_topic.contains((segment.base + doc) as usize));
    }
    add(&mut tallies, last);
    Ok(tallies)
}

fn add(tallies: &mut FxHashMap<Place, Tally>, (place, more): (Place, Tally)) {
    if more.talks > 0 {
        let tally = tallies.entry(place).or_default();
        tally.count += more.count;
        tally.talks += more.talks;
    }
}
