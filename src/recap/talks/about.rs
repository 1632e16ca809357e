//! What is known of the recap as a whole: its event, days and city, its title, publisher and authors.

use crate::recap::markup::line::Page;
use crate::recap::markup::sidecar::Sidecar;
use crate::recap::mentions::byline::Role;
use crate::recap::mentions::event::{self, Place};
use crate::recap::mentions::links;
use crate::recap::mentions::people;
use crate::recap::mentions::when::{self, When};
use crate::recap::outline::noise;
use crate::recap::outline::{self, Outline, Sheet};
use crate::recap::talks::id;
use crate::recap::words::fold::bare;
use crate::recap::words::names::{Names, word_starts};
use crate::talk::Recap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The recap as a whole.
#[derive(Clone, Debug, Default)]
pub(in crate::recap) struct About {
    /// What is printed of it.
    pub recap: Recap,
    /// The event, by its canonical name.
    pub event: Option<String>,
    /// Its year.
    pub year: Option<i32>,
    /// Its first day.
    pub date: Option<String>,
    /// Its city.
    pub city: Option<String>,
    /// The title to fall back on where nothing titles a unit.
    pub fallback: String,
}

/// Lines that are read for the event, its days and its city.
const HEAD: usize = 60;

/// Reads the recap.
pub(in crate::recap) fn read(
    page: &Page,
    sheet: &Sheet<'_>,
    outline: &Outline,
    sidecar: &Sidecar,
    file: &str,
) -> About {
    let meta = &page.metadata;
    let own = outline.title.and_then(|i| sheet.lines.get(i)).map(|line| line.text.clone());
    let title = meta.title.as_deref().or(own.as_deref()).map(|t| bounded(t.trim())).filter(|t| !t.is_empty());
    let head: Vec<&str> = sheet
        .lines
        .iter()
        .zip(&sheet.noise)
        .filter(|(_, noise)| !**noise)
        .map(|(l, _)| beginning(&l.text))
        .take(HEAD)
        .collect();
    let head_words: Vec<String> = head.iter().map(|text| bare(text)).collect();
    let stem = id::readable(file);
    let folded_url = meta.url.as_deref().unwrap_or_default();
    let tags = meta.tags.join(" | ");
    let (intro, rest) = head_words.split_at(head_words.len().min(12));
    let place = |text: &str, weight: f32| Place { words: bare(text).into(), weight };
    let places = [
        place(meta.event.as_deref().unwrap_or_default(), 20.0),
        place(title.as_deref().unwrap_or_default(), 6.0),
        place(meta.description.as_deref().unwrap_or_default(), 2.5),
        place(folded_url, 2.5),
        place(&tags, 1.5),
        place(&stem, 3.0),
        Place { words: joined(intro).into(), weight: 1.2 },
        Place { words: joined(rest).into(), weight: 0.3 },
    ];
    let known = event::find(&places);
    let mut about = About {
        event: sidecar.event.as_deref().map(|name| bounded(&event::canonical(name))).or_else(|| {
            match (known, &meta.event) {
                (Some(event), _) => Some(event.name.clone()),
                (None, Some(written)) => Some(bounded(written)),
                (None, None) => None,
            }
        }),
        fallback: title.clone().unwrap_or_else(|| stem.clone()),
        ..About::default()
    };
    about.year = sidecar.year.or_else(|| {
        year(
            &title,
            meta.event.as_deref(),
            folded_url,
            &stem,
            (&head, &head_words),
            meta.published.as_deref(),
        )
    });
    about.date = sidecar.start.clone().or_else(|| days(&title, (&head, &head_words), about.year));
    about.city = sidecar
        .city
        .clone()
        .or_else(|| city(known, &title, meta.description.as_deref(), (&head, &head_words), about.year));
    about.recap = Recap {
        title,
        publisher: sidecar.publisher.as_deref().or(meta.publisher.as_deref()).map(bounded),
        authors: if sidecar.authors.is_empty() {
            authors(page, sheet, outline)
        } else {
            sidecar.authors.clone()
        }
        .iter()
        .take(MOST_AUTHORS)
        .map(|author| bounded(author))
        .collect(),
        published: sidecar
            .published
            .clone()
            .or_else(|| meta.published.as_deref().map(bounded))
            .or_else(|| published(sheet)),
        url: sidecar
            .url
            .clone()
            .filter(|url| url.len() <= LONGEST_FACT)
            .or_else(|| meta.url.clone().filter(|url| links::is_web(url) && url.len() <= LONGEST_FACT)),
        tags: if sidecar.tags.is_empty() { &meta.tags } else { &sidecar.tags }
            .iter()
            .take(MOST_TAGS)
            .map(|tag| bounded(tag))
            .collect(),
    };
    about
}

/// Authors of a recap that are told.
/// So many tags are kept of a recap.
const MOST_TAGS: usize = 100;
const MOST_AUTHORS: usize = 100;
/// Bytes of a title, a name or an address of the recap as a whole: every talk carries them.
const LONGEST_FACT: usize = 2_000;

/// As much of a text as every talk can carry.
fn bounded(text: &str) -> String {
    let mut end = text.len().min(LONGEST_FACT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default().trim_end().to_owned()
}

/// What is read of a line: an event is named early or not at all.
fn beginning(text: &str) -> &str {
    if text.len() <= 2_000 {
        return text;
    }
    let end = text.char_indices().map(|(i, _)| i).nth(2_000).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// Texts in the form of [`bare`] as one.
fn joined(words: &[String]) -> String {
    words.iter().filter(|words| !words.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The first lines of a recap, as they stand and in the form of [`bare`].
type Head<'h> = (&'h [&'h str], &'h [String]);

/// The year most spoken for.
fn year(
    title: &Option<String>,
    event: Option<&str>,
    url: &str,
    stem: &str,
    (head, head_words): Head<'_>,
    published: Option<&str>,
) -> Option<i32> {
    let mut votes: BTreeMap<i32, f32> = BTreeMap::new();
    let mut vote = |text: &str, weight: f32, most: usize| {
        for year in when::years(text).into_iter().take(most) {
            *votes.entry(year).or_default() += weight;
        }
    };
    vote(event.unwrap_or_default(), 8.0, 1);
    vote(title.as_deref().unwrap_or_default(), 6.0, 1);
    vote(stem, 5.0, 1);
    vote(url, 2.0, 1);
    for (line, words) in head.iter().zip(head_words).take(20) {
        // A year right after the name of the event is its year; others may be anything.
        let near = line.len() < 600 && event::is_named_in(words);
        vote(line, if near { 1.0 } else { 0.4 }, 3);
    }
    for line in head.iter().skip(20) {
        vote(line, 0.15, 3);
    }
    if let Some(published) = published {
        vote(published, 2.5, 1);
    }
    let year = votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    year.map(|(year, _)| year)
}

/// The first day of the event, where the first lines tell it.
fn days(title: &Option<String>, (head, head_words): Head<'_>, year: Option<i32>) -> Option<String> {
    let titled = title.iter().filter(|title| !bare(title).starts_with("publie")).map(String::as_str);
    let lines = head.iter().zip(head_words).take(12).filter(|(_, words)| !words.starts_with("publie"));
    let dates: Vec<When> = titled.chain(lines.map(|(line, _)| *line)).flat_map(when::all).collect();
    // A range, or a day without a year or of that year, is the event's; the date of the post has another form.
    let fits = |w: &&When| w.year.is_none_or(|y| Some(i32::from(y)) == year);
    dates
        .iter()
        .find(|w| w.last_day.is_some() && fits(w))
        .or_else(|| dates.iter().find(fits))
        .and_then(|w| w.iso(year))
}

/// The city that the first lines name.
fn city(
    event: Option<&event::Event>,
    title: &Option<String>,
    description: Option<&str>,
    (head, head_words): Head<'_>,
    year: Option<i32>,
) -> Option<String> {
    let own = title.iter().map(String::as_str).chain(description).map(|text| (text, bare(text).into()));
    let lines = head.iter().zip(head_words).take(20).map(|(line, words)| (*line, Cow::from(words)));
    let texts: Vec<String> = own
        .chain(lines)
        // A line that tells of another year tells of another place.
        .filter(|(text, _)| when::years(text).iter().all(|y| year.is_none_or(|year| *y == year)))
        .map(|(_, words): (&str, Cow<'_, str>)| format!(" {words} "))
        .collect();
    let named = |city: &str| {
        let city = format!(" {} ", bare(city));
        texts.iter().any(|text| text.contains(&city))
    };
    let usual = event.and_then(|event| event.city.as_deref());
    usual
        .filter(|city| named(city))
        .or_else(|| texts.iter().find_map(|text| city_told(text)))
        .map(str::to_owned)
}

/// Cities of conferences in the order of their names, and where to find them in a text.
static PLACES: LazyLock<(Vec<&'static str>, Names)> = LazyLock::new(|| {
    let mut cities: Vec<&str> = event::cities().chain(CITIES.iter().copied()).collect();
    cities.sort_unstable();
    cities.dedup();
    let mut names = Names::default();
    cities.iter().enumerate().for_each(|(number, city)| names.add(bare(city), number));
    (cities, names)
});

/// The first city that stands after a preposition in a text of bare words with a space at each end.
fn city_told(text: &str) -> Option<&'static str> {
    let (cities, names) = &*PLACES;
    let mut starts = word_starts(text).peekable();
    while let Some(at) = starts.next() {
        let Some(&next) = starts.peek() else { break };
        if !matches!(text.get(at..next), Some("a " | "de " | "in ")) {
            continue;
        }
        let mut told: Option<usize> = None;
        names.at(text, next, |number, end| {
            if text.as_bytes().get(end) == Some(&b' ') {
                told = Some(told.map_or(number, |first| first.min(number)));
            }
        });
        if let Some(number) = told {
            return cities.get(number).copied();
        }
    }
    None
}

/// Cities of conferences that are no usual place of one event.
const CITIES: &[&str] = &[
    "Amsterdam",
    "Londres",
    "Valence",
    "Copenhague",
    "Barcelone",
    "Berlin",
    "Chicago",
    "Detroit",
    "San Diego",
    "Seattle",
    "Austin",
    "San Francisco",
    "Madrid",
    "Lisbonne",
    "Milan",
    "Munich",
    "Vienne",
    "Prague",
    "Varsovie",
    "Cracovie",
    "Dublin",
    "Montréal",
    "Genève",
    "Lausanne",
    "Zurich",
    "Anvers",
    "Bruxelles",
    "Marseille",
    "Nice",
    "Rouen",
    "Brest",
    "Dijon",
    "Orléans",
    "Angers",
    "Niort",
    "Metz",
];

/// Who signed the recap: in its front matter or head, else in a line of its own before or after the text.
fn authors(page: &Page, sheet: &Sheet<'_>, outline: &Outline) -> Vec<String> {
    if !page.metadata.authors.is_empty() {
        return page.metadata.authors.clone();
    }
    // Before the first unit with a heading of its own; there a name alone is the author's.
    let first = outline
        .units
        .iter()
        .find(|unit| unit.place == outline::Place::Own)
        .map_or(sheet.lines.len(), |unit| unit.first);
    let signed = (0..first).take(12).filter_map(|i| sheet.looks[i].byline.as_ref()).find(|b| {
        matches!(b.role, Role::Authors | Role::Writers | Role::Speakers | Role::Names) && !b.people.is_empty()
    });
    // "Publié le 3 mai par Untel"
    let meta = (0..first).take(12).filter(|&i| noise::is_meta(&sheet.lines[i], &sheet.looks[i]));
    let within = meta.filter_map(|i| {
        let (_, names) =
            sheet.lines[i].text.split_once(" par ").or_else(|| sheet.lines[i].text.split_once(" by "))?;
        let names = names.split(['·', '|', '•', '—']).next()?;
        Some(people::read(names, false)).filter(|people| !people.is_empty())
    });
    let within = within.take(1).flatten().map(|p| p.name).collect::<Vec<_>>();
    if signed.is_none() && !within.is_empty() {
        return within;
    }
    let last = sheet.lines.len().checked_sub(1).filter(|&i| sheet.looks[i].gap > 0);
    signed
        .or_else(|| {
            last.and_then(|i| sheet.looks[i].byline.as_ref())
                .filter(|b| matches!(b.role, Role::Names | Role::Authors))
        })
        .map(|byline| byline.people.iter().map(|p| p.name.clone()).collect())
        .unwrap_or_default()
}

/// The day that a line such as "Publié le 5 avril 2024" tells.
fn published(sheet: &Sheet<'_>) -> Option<String> {
    sheet
        .lines
        .iter()
        .take(40)
        .filter(|line| {
            let first = line.text.chars().find(|c| c.is_alphanumeric());
            // Most lines begin with another letter.
            if first.is_some_and(|c| c.is_ascii() && !c.eq_ignore_ascii_case(&'p')) {
                return false;
            }
            let words = bare(&line.text);
            words.starts_with("publie le")
                || words.starts_with("poste le")
                || words.starts_with("posted on")
                || words.starts_with("published on")
        })
        .find_map(|line| when::first(&line.text)?.iso(None))
}
