//! Headings that name a day by what it is called and not by its date: "Vendredi", "Samedi 30", "Le lendemain".

use crate::recap::words::fold::fold;
use crate::recap::words::when;
use jiff::civil::Weekday;

/// A day without a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::recap) enum Called {
    /// A day of the week, with the day of the month where the heading has that too.
    Weekday(Weekday, Option<i8>),
    /// The day after the one before.
    Next,
    /// The last one of several.
    Last,
}

/// How days of the week begin, in French and English, from Monday.
const WEEKDAYS: [[&str; 2]; 7] = [
    ["lundi", "monday"],
    ["mardi", "tuesday"],
    ["mercredi", "wednesday"],
    ["jeudi", "thursday"],
    ["vendredi", "friday"],
    ["samedi", "saturday"],
    ["dimanche", "sunday"],
];

/// What a heading that is a day calls it.
pub(in crate::recap) fn called(heading: &str) -> Option<Called> {
    if !when::is_day(heading) {
        return None;
    }
    let folded = fold(heading);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let weekday = words.iter().enumerate().find_map(|(at, word)| {
        let nth = WEEKDAYS.iter().position(|names| names.contains(word))?;
        let day = words.get(at + 1).and_then(|next| next.trim_end_matches("er").parse().ok());
        let day = day.filter(|day| (1..=31).contains(day));
        Some(Called::Weekday(Weekday::from_monday_zero_offset(i8::try_from(nth).ok()?).ok()?, day))
    });
    weekday.or_else(|| {
        words.iter().take(2).find_map(|word| match *word {
            "lendemain" => Some(Called::Next),
            "dernier" | "derniere" | "last" => Some(Called::Last),
            _ => None,
        })
    })
}
