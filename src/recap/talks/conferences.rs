//! Several conferences told of in one recap: headings that name one each, at one level, place what stands below them.

use crate::recap::markup::line::Shape;
use crate::recap::mentions::event::Event;
use crate::recap::mentions::person::{self, Likeness};
use crate::recap::mentions::rule::{Mention, Rule};
use crate::recap::mentions::when::{self, When};
use crate::recap::outline::{Outline, Place, Sheet, Unit};
use crate::recap::talks::about::About;
use crate::recap::talks::city::city;
use crate::recap::talks::edition;
use crate::recap::talks::wording::{is_kind_inside, is_year, squashed, words};
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::{HEADINGS, OCCASIONS, PRESENTING, is_place};

/// One of the conferences.
struct Conference {
    /// The line of its heading.
    first: usize,
    /// One past the last line that tells of it.
    end: usize,
    /// What is known of it; of the recap it says the same as the others.
    about: About,
}

/// The conferences of a recap that tells of several, in order; of one alone there is none.
#[derive(Default)]
pub(in crate::recap) struct Conferences(Vec<Conference>);

impl Conferences {
    /// What is known of the conference that a unit tells of, and the line of its heading.
    pub(in crate::recap) fn of(&self, unit: &Unit) -> Option<(&About, usize)> {
        let found = self.0.iter().find(|one| (one.first..one.end).contains(&unit.first));
        found.map(|one| (&one.about, one.first))
    }

    /// The line from which on headings may date a unit of none of them.
    pub(in crate::recap) fn first_day(&self, unit: &Unit) -> usize {
        if self.0.is_empty() { 0 } else { unit.first }
    }
}

/// What a heading says of a conference.
struct Named {
    name: String,
    known: Option<&'static Event>,
    year: Option<i32>,
    day: Option<When>,
    city: Option<String>,
}

/// Conferences of one recap: a page that names more is a calendar, and what is known of each costs memory.
const MOST: usize = 64;
/// Words of the longest name of an event that no list holds.
const MOST_WORDS: usize = 4;
/// Lines below a heading that may give the days of its conference.
const TELLING_LINES: usize = 6;

/// Finds the conferences of a recap. Where there are several, the recap as a whole has no event, no day and no city. A field
/// that names the event means all of it.
pub(in crate::recap) fn read(sheet: &Sheet<'_>, outline: &Outline, about: &mut About) -> Conferences {
    let is_field = |mention: &Mention| matches!(mention.rule, Rule::EventField | Rule::EventSidecar);
    if about.found.iter().any(is_field) {
        return Conferences::default();
    }
    let mut headings: Vec<(usize, u8, bool)> =
        outline.groups.iter().map(|&(line, level)| (line, level, true)).collect();
    // A heading with text of its own may be that of a conference too, and each ends those before it.
    let headed = outline.units.iter().filter(|unit| unit.headed);
    headings.extend(headed.map(|unit| (unit.first, unit.level, unit.place != Place::Own)));
    headings.sort_unstable();
    headings.dedup_by_key(|(line, ..)| *line);
    let is_heading = |line: usize| matches!(sheet.lines[line].shape, Shape::Heading(_));
    let named = headings.iter().enumerate().filter(|(_, (line, _, groups))| *groups && is_heading(*line));
    let named: Vec<(usize, Named)> =
        named.filter_map(|(n, (line, ..))| Some((n, named_by(&sheet.lines[*line].text)?))).collect();
    let level = shared_level(&named, &headings).filter(|_| named.len() <= MOST);
    let Some(level) = level else { return Conferences::default() };
    let mut conferences = Vec::new();
    for (n, named) in named.into_iter().filter(|(n, _)| headings[*n].1 == level) {
        let (first, ..) = headings[n];
        let next = headings[n + 1..].iter().find(|(_, other, _)| *other <= level);
        let end = next.map_or(sheet.lines.len(), |(line, ..)| *line);
        let told = headings.get(n + 1).map_or(end, |(line, ..)| *line);
        let text = (first + 1..told).filter(|&i| !sheet.noise[i]).take(TELLING_LINES);
        let text: Vec<&str> = text.map(|i| sheet.lines[i].text.as_str()).collect();
        let about = named.about(&sheet.lines[first].text, &text, about);
        conferences.push(Conference { first, end, about });
    }
    about.leave_to_parts();
    Conferences(conferences)
}

/// The highest level on which headings name several conferences.
fn shared_level(named: &[(usize, Named)], headings: &[(usize, u8, bool)]) -> Option<u8> {
    let mut levels: Vec<u8> = named.iter().map(|(n, _)| headings[*n].1).collect();
    levels.sort_unstable();
    levels.dedup();
    levels.into_iter().find(|level| {
        let own = || named.iter().filter(|(n, _)| headings[*n].1 == *level).map(|(_, named)| &named.name);
        let first = own().next();
        own().any(|name| first.is_some_and(|first| bare(first) != bare(name)))
    })
}

/// The conference that a heading names and says no more than when and where it was: "Rabotix 2024", "RabotConf (Lille, 3 et 4 mai
/// 2023)". One that no list holds needs a day, or a year and a word for a kind of event.
fn named_by(heading: &str) -> Option<Named> {
    if when::is_day(heading) {
        return None;
    }
    let signs = [" (", " [", " – ", " — ", " - ", " | ", ", ", " : ", ": "];
    let end = signs.iter().filter_map(|sign| heading.find(sign)).min().unwrap_or(heading.len());
    let (head, rest) = heading.split_at_checked(end)?;
    let parts = rest.split(['(', ')', '[', ']', ',', '–', '—', '|', ':']).flat_map(|part| part.split(" - "));
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    let (days, others): (Vec<&str>, Vec<&str>) =
        parts.partition(|part| when::first(part).is_some() || !when::years(part).is_empty());
    let apart = |part: &&str| {
        is_place(part)
            || !days.is_empty() && part.starts_with(char::is_uppercase) && part.split(' ').count() <= 3
    };
    if others.len() > 1 || !others.iter().all(apart) {
        return None;
    }
    let day = when::first(rest);
    let year = when::years(heading).into_iter().next();
    let own = words(head);
    let own: Vec<&str> = own.iter().map(|word| word.text).filter(|word| !is_year(word)).collect();
    let city = others.first().map(|part| (*part).to_owned());
    let name = own.join(" ");
    let known = edition::listed(&name).or_else(|| {
        let placed = (1..own.len()).rev().find(|&at| is_place(&own[at..].join(" ")))?;
        edition::listed(&own[..placed].join(" "))
    });
    if let Some(event) = known {
        // As it is written, where that is another spelling; capitals alone make none.
        let spelled = squashed(&name) == squashed(event.name()) && fold(&name) != fold(event.name());
        let name = if spelled { name } else { event.name().to_owned() };
        return Some(Named { name, known, year, day, city });
    }
    let is_name = (1..=MOST_WORDS).contains(&own.len())
        && own.iter().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
        && own.iter().any(|word| word.starts_with(char::is_alphabetic));
    let kind = own.iter().any(|word| OCCASIONS.is(&fold(word), "kind") || is_kind_inside(word));
    let marked = day.is_some_and(|day| day.year.is_some()) || year.is_some() && kind;
    let words = bare(&name);
    let is_other = is_place(&name)
        || person::likeness(&name) == Likeness::Known
        || when::is_month(&words)
        || PRESENTING.is(&words, "session")
        || ["group", "kinds", "track", "keynotes", "section"].iter().any(|class| HEADINGS.is(&words, class));
    (is_name && marked && !is_other).then_some(Named { name, known: None, year, day, city })
}

impl Named {
    /// What is known of the conference, from its heading and the text right below.
    fn about(self, heading: &str, text: &[&str], whole: &About) -> About {
        let day = self.day.or_else(|| text.iter().find_map(|line| when::first(line)));
        let year = self.year.or_else(|| day.and_then(|day| day.year).map(i32::from)).or(whole.year);
        let words: Vec<String> = text.iter().map(|line| bare(line)).collect();
        let place = self.city.map(|city| (city, Rule::CityHost));
        let place = place.or_else(|| city(self.known, &Some(heading.to_owned()), None, (text, &words), year));
        let rule = if self.known.is_some() { Rule::EventListed } else { Rule::EventInTitle };
        let mut found = vec![Mention::new(self.name.as_str(), rule)];
        found.extend(year.map(|year| Mention::new(year.to_string(), Rule::YearInLines)));
        found.extend(place.iter().map(|(city, rule)| Mention::new(city.as_str(), *rule)));
        About {
            event: Some(self.name),
            year,
            date: day.and_then(|day| day.iso(year)),
            last_day: day.and_then(|day| day.last_day),
            city: place.map(|(city, _)| city),
            found,
            ..whole.clone()
        }
    }
}
