//! On which day a session was: the one that the nearest heading of a day before it names, numbers or calls.

use crate::recap::outline::{Outline, Sheet, Unit};
use crate::recap::talks::about::About;
use crate::recap::words::weekday::{Called, called};
use crate::recap::words::when;
use jiff::ToSpan;
use jiff::civil::Date;

/// The day that headings give, as far as they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::recap) enum Day {
    /// `YYYY-MM-DD`.
    Known(String),
    /// One of which is only known what it is called: it is another than the first day of the event.
    Unknown,
}

impl Day {
    /// As it is printed.
    pub(in crate::recap) fn iso(&self) -> Option<&str> {
        match self {
            Day::Known(day) => Some(day),
            Day::Unknown => None,
        }
    }
}

/// Group headings before a session that are looked at.
const MOST_GROUPS: usize = 40;
/// Days that an event lasts at most, where only its first day is known.
const LONGEST: i32 = 6;

/// The day of the nearest group heading before a unit, from a line on, that gives one.
pub(in crate::recap) fn before(
    sheet: &Sheet<'_>,
    outline: &Outline,
    (unit, from): (&Unit, usize),
    about: &About,
) -> Option<Day> {
    let before = outline.groups.partition_point(|(line, _)| *line < unit.first);
    // A heading with a day stands at the level of the sessions it dates, or above. A far one belongs to another part.
    let near = outline.groups.get(before.saturating_sub(MOST_GROUPS)..before).unwrap_or_default();
    let groups = near.iter().rev().filter(|(line, level)| *level <= unit.level && *line >= from);
    let mut later = 0; // how many headings after it are "le lendemain"
    for heading in groups.map(|(line, _)| sheet.lines[*line].text.as_str()) {
        if called(heading) == Some(Called::Next) {
            later += 1;
        } else if let Some(day) = of_heading(heading, about) {
            return Some(after(day.iso(), later));
        }
    }
    (later > 0).then(|| after(about.date.as_deref(), later))
}

/// The day that a heading gives.
pub(in crate::recap) fn of_heading(heading: &str, about: &About) -> Option<Day> {
    if let Some(day) = when::first(heading) {
        return day.iso(about.year).map(Day::Known);
    }
    match called(heading) {
        Some(Called::Weekday(weekday, number)) => {
            let fits =
                |day: &Date| day.weekday() == weekday && number.is_none_or(|number| day.day() == number);
            let day = days(about).and_then(|days| days.into_iter().find(fits));
            Some(day.map_or(Day::Unknown, |day| Day::Known(day.to_string())))
        }
        Some(Called::Last) => about.last_day.and_then(|day| {
            let first: Date = about.date.as_deref()?.parse().ok()?;
            Date::new(first.year(), first.month(), day).ok().map(|day| Day::Known(day.to_string()))
        }),
        Some(Called::Next) => None,
        None => when::nth_day(heading).and_then(|number| about.nth_day(number)).map(Day::Known),
    }
}

/// The days of the event, or those that it may have lasted for.
fn days(about: &About) -> Option<Vec<Date>> {
    let first: Date = about.date.as_deref()?.parse().ok()?;
    let last = about.last_day.and_then(|day| Date::new(first.year(), first.month(), day).ok());
    let days = (0..=LONGEST).filter_map(|day| first.checked_add(day.days()).ok());
    Some(days.take_while(|day| last.is_none_or(|last| *day <= last)).collect())
}

/// So many days after a day, where it is known.
fn after(day: Option<&str>, later: i32) -> Day {
    let day = day.and_then(|day| day.parse::<Date>().ok()).and_then(|day| day.checked_add(later.days()).ok());
    day.map_or(Day::Unknown, |day| Day::Known(day.to_string()))
}
