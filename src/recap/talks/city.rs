//! The city of an event: where it usually is, or the one that title and first lines name as its place.

use crate::recap::mentions::event;
use crate::recap::mentions::rule::Rule;
use crate::recap::mentions::when;
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::{LABELS, OCCASIONS, PLACES};
use crate::recap::words::names::{Names, word_starts};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The city that the first lines name.
pub(super) fn city(
    event: Option<&event::Event>,
    title: &Option<String>,
    description: Option<&str>,
    (head, head_words): (&[&str], &[String]),
    year: Option<i32>,
) -> Option<(String, Rule)> {
    let own = title.iter().map(String::as_str).chain(description).map(|text| (text, bare(text).into()));
    let lines = head.iter().zip(head_words).take(20).map(|(line, words)| (*line, Cow::from(words)));
    if let Some(city) = lines.clone().find_map(|(line, words)| labelled(line, &words)) {
        return Some((city.to_owned(), Rule::CityField));
    }
    let texts: Vec<String> = own
        .chain(lines.map(|(line, words)| (line, of_this_year(line, words))))
        // A line about another year is about another place.
        .filter(|(text, _)| when::years(text).iter().all(|y| year.is_none_or(|year| *y == year)))
        .map(|(_, words): (&str, Cow<'_, str>)| format!(" {words} "))
        .collect();
    let named = |city: &str| {
        let city = format!(" {} ", bare(city));
        texts.iter().any(|text| text.contains(&city))
    };
    let usual = event.and_then(event::Event::city);
    let by = |rule: Rule| move |city: &str| (city.to_owned(), rule);
    usual
        .filter(|city| named(city))
        .map(by(Rule::CityUsual))
        .or_else(|| {
            texts.iter().find_map(|text| city_after_preposition(text)).map(by(Rule::CityAfterPreposition))
        })
        .or_else(|| texts.iter().find_map(|text| city_first(text)).map(by(Rule::CityHost)))
        .or_else(|| title.as_deref().and_then(city_beside_year).map(by(Rule::CityHost)))
}

/// The city behind a label for where it was: "Lieu : Lille", "Ville | Lille", "📍 Lille".
fn labelled(line: &str, words: &str) -> Option<&'static str> {
    let pin = line.trim_start().starts_with('📍');
    let from = if pin { Some(0) } else { words.find(' ').filter(|at| LABELS.is(&words[..*at], "place")) };
    // A place without a sign behind the label is part of a sentence.
    let sign = line.trim_start().find([':', '|', '：', '\t']);
    let is_field = pin || sign.is_some_and(|at| at <= LONGEST_LABEL);
    let text = format!(" {} ", words.get(from?..)?.trim_start());
    let (cities, names) = &*CITIES;
    // "Lieu : Palais des congrès, Lille"
    word_starts(&text).filter(|_| is_field && text.len() <= LONGEST_PLACE).find_map(|at| {
        let mut found = None;
        names.at(&text, at, |number, end| {
            if text.as_bytes().get(end) == Some(&b' ') {
                found = Some(number);
            }
        });
        found.and_then(|number| cities.get(number).copied())
    })
}

/// Bytes of the longest label for where it was, with its markup, and of what may stand behind it.
const LONGEST_LABEL: usize = 16;
const LONGEST_PLACE: usize = 120;

/// Most words of a phrase that speaks of the next edition.
const MOST_OF_PHRASE: usize = 3;

/// A line in the form of [`bare`] without the sentences that speak of the next edition, which may be elsewhere.
fn of_this_year<'w>(line: &str, words: Cow<'w, str>) -> Cow<'w, str> {
    let speaks = |words: &str| {
        word_starts(words).any(|at| {
            let rest = words.get(at..).unwrap_or_default();
            let ends = memchr::memchr_iter(b' ', rest.as_bytes()).chain([rest.len()]).take(MOST_OF_PHRASE);
            let mut runs = ends.filter_map(|end| rest.get(..end));
            runs.any(|run| OCCASIONS.is(run, "next") || at == 0 && OCCASIONS.is(run, "invite"))
        })
    };
    // A sentence inside the line may begin so too.
    if !speaks(&words) && !words.contains("rendez vous") {
        return words;
    }
    let sentences = line.split(['.', '!', '?', '…', ';']).map(bare);
    sentences.filter(|sentence| !speaks(sentence)).collect::<Vec<_>>().join(" ").into()
}

/// Cities of conferences in the order of their names, and where to find them in a text.
static CITIES: LazyLock<(Vec<&'static str>, Names<String>)> = LazyLock::new(|| {
    let mut cities: Vec<&str> = event::cities()
        .chain(PLACES.iter().filter(|(kind, _)| *kind == "city").map(|(_, city)| *city))
        .collect();
    cities.sort_unstable();
    cities.dedup();
    let names = cities.iter().enumerate().map(|(number, city)| (bare(city), number)).collect();
    (cities, Names::new(names))
});

/// The city that a text of bare words begins with, a space before it, where the text says that it was the host, or gives a day:
/// "Lyon, 14-16/03/2024", "Lille accueillait …".
fn city_first(text: &str) -> Option<&'static str> {
    let (cities, names) = &*CITIES;
    // A host is named at the head of a sentence, or after the days: "du 30 mai au 1er juin 2024 lille accueillait".
    word_starts(text).take(16).find_map(|at| {
        let mut found = None;
        names.at(text, at, |number, end| {
            let rest = text.get(end..).unwrap_or_default().trim_start();
            let host =
                ["accueill", "a accueilli", "recevait", "etait l hote"].iter().any(|w| rest.starts_with(w));
            let day = at <= 1 && rest.len() <= 40 && rest.bytes().any(|b| b.is_ascii_digit());
            let ends = text.as_bytes().get(end) == Some(&b' ');
            if ends && (host || day) {
                found = Some(number);
            }
        });
        found.and_then(|number| cities.get(number).copied())
    })
}

/// The city right before or behind the year in a title: "RabotConf Lyon 2024", "RabotConf 2024 Lyon".
fn city_beside_year(title: &str) -> Option<&'static str> {
    let (cities, names) = &*CITIES;
    let text = format!(" {} ", bare(title));
    let is_year =
        |word: Option<&str>| word.is_some_and(|word| word.len() == 4 && !when::years(word).is_empty());
    word_starts(&text).find_map(|at| {
        let before = text.get(..at)?.split_whitespace().next_back();
        let mut found = None;
        names.at(&text, at, |number, end| {
            let behind = text.get(end..).unwrap_or_default();
            let ends = behind.starts_with(' ');
            if ends && (is_year(before) || is_year(behind.split_whitespace().next())) {
                found = Some(number);
            }
        });
        found.and_then(|number| cities.get(number).copied())
    })
}

/// The first city that stands after a preposition in a text of bare words with a space at each end.
fn city_after_preposition(text: &str) -> Option<&'static str> {
    let (cities, names) = &*CITIES;
    let mut starts = word_starts(text).peekable();
    let mut before = "";
    while let Some(at) = starts.next() {
        let Some(&next) = starts.peek() else { break };
        let word = text.get(at..next).unwrap_or_default();
        // "Venus de Lille, nous étions à Lyon"
        let comes = OCCASIONS.is(std::mem::replace(&mut before, word).trim_end(), "from");
        if !matches!(word, "a " | "de " | "in ") || comes {
            continue;
        }
        let mut found: Option<usize> = None;
        names.at(text, next, |number, end| {
            if text.as_bytes().get(end) == Some(&b' ') {
                found = Some(found.map_or(number, |first| first.min(number)));
            }
        });
        if let Some(number) = found {
            return cities.get(number).copied();
        }
    }
    None
}
