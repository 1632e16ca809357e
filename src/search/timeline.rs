//! A topic over time: how many talks of each edition of each event, or of each year, are on it.

use crate::Result;
use crate::index::{Index, documents};
use fixedbitset::FixedBitSet;
use serde::Serialize;
use std::collections::BTreeMap;

/// What talks are counted by.
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
    // A period without a year comes after all that have one, one without an event after those of its year.
    type Key = ((bool, Option<i32>), (bool, Option<String>));
    let mut periods: BTreeMap<Key, (usize, usize)> = BTreeMap::new();
    for doc in documents(among) {
        let talk = index.stored(doc)?;
        let event = talk.event.filter(|_| by == By::Event);
        let key = ((talk.year.is_none(), talk.year), (event.is_none(), event));
        let (count, talks) = periods.entry(key).or_default();
        *talks += 1;
        *count += usize::from(on_topic.contains(doc as usize));
    }
    let period = |(((_, year), (_, event)), (count, talks)): (Key, (usize, usize))| {
        let share = (count as f64 / talks as f64 * 1e4).round() / 1e4;
        Period { event, year, count, talks, share }
    };
    Ok(periods.into_iter().map(period).collect())
}
