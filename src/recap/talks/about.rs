//! What is known of the recap as a whole: its event, days and city, its title, publisher and authors.

use crate::recap::markup::line::{Line, Metadata, Page, Shape};
use crate::recap::markup::sidecar::Sidecar;
use crate::recap::mentions::event;
use crate::recap::mentions::links;
use crate::recap::mentions::rule::{Mention, Rule};
use crate::recap::mentions::when::{self, When};
use crate::recap::outline::{Outline, Sheet};
use crate::recap::talks::city::city;
use crate::recap::talks::signature::{self, Signature};
use crate::recap::talks::wording::without_year;
use crate::recap::talks::{edition, id, occasion, unlisted};
use crate::recap::words::fold::bare;
use crate::talk::Recap;
use jiff::civil::Date;
use std::collections::BTreeMap;

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
    /// Its last day, in the same month, where it lasts for several and the lines say for which.
    pub last_day: Option<i8>,
    /// Its city.
    pub city: Option<String>,
    /// Event, year and city once more, each with the rules that found it.
    pub found: Vec<Mention>,
    /// The title to fall back on where nothing titles a unit.
    pub fallback: String,
}

/// Lines that are read for the event, its days and its city.
const HEAD: usize = 60;

/// Reads the recap, of whose several sessions the first begins at a line: what is told from there on is told of one of them.
pub(in crate::recap) fn read(
    page: &Page,
    sheet: &Sheet<'_>,
    outline: &Outline,
    first_session: Option<usize>,
    (sidecar, file): (&Sidecar, &str),
) -> About {
    let meta = &page.metadata;
    let own = outline.title.and_then(|i| sheet.lines.get(i)).map(|line| line.text.clone());
    let title = meta.title.as_deref().or(own.as_deref()).map(|t| bounded(t.trim())).filter(|t| !t.is_empty());
    let read: Vec<usize> = (0..sheet.lines.len()).filter(|&i| !sheet.noise[i]).take(HEAD).collect();
    let head: Vec<&str> = read.iter().map(|&i| beginning(&sheet.lines[i].text)).collect();
    let front = read.partition_point(|&i| first_session.is_none_or(|first| i < first));
    // Headings of days and of groups speak of the event, wherever they stand.
    let is_group = |i: usize| outline.groups.binary_search_by_key(&i, |(line, _)| *line).is_ok();
    let is_day = |line: &Line| matches!(line.shape, Shape::Heading(_)) && when::is_day(&line.text);
    let of_event = |(n, &i): (usize, &usize)| n < front || is_group(i) || is_day(&sheet.lines[i]);
    let of_event: Vec<bool> = read.iter().enumerate().map(of_event).collect();
    let head_words: Vec<String> = head.iter().map(|text| bare(text)).collect();
    let summary = meta.description.as_deref().map(|text| (text, bare(text)));
    let stem = id::readable(file);
    let folded_url = meta.url.as_deref().unwrap_or_default();
    let occasion = occasion::read(&occasion::Sources {
        event: meta.event.as_deref(),
        title: title.as_deref().or_else(|| heading(sheet)),
        description: summary.as_ref().map(|(text, words)| (*text, words.as_str())),
        url: folded_url,
        tags: &meta.tags,
        stem: &stem,
        head: (&head, &head_words),
        front,
    });
    let (known, named) = match sidecar.event.as_deref() {
        Some(name) => {
            let known = edition::listed(name);
            (known, Some(known.map_or_else(|| without_year(name), |event| event.name().to_owned())))
        }
        None => (occasion.known, occasion.name),
    };
    let event = named.map(|name| bounded(&name));
    let rule = if sidecar.event.is_some() { Some(Rule::EventSidecar) } else { occasion.rule };
    let mut about = About {
        found: event.clone().zip(rule).map(|(name, rule)| Mention::new(name, rule)).into_iter().collect(),
        event,
        fallback: title.clone().unwrap_or_else(|| stem.clone()),
        ..About::default()
    };
    let signature = signature::read(page, sheet, outline);
    let published = sidecar.published.as_deref().or(meta.published.as_deref());
    let published = published.or(signature.published.as_deref());
    let published = published.filter(|day| day.bytes().take(4).all(|b| b.is_ascii_digit()));
    let lines = Lines { head: &head, words: &head_words, of_event: &of_event, published };
    about.find_year(sidecar, meta, &title, (folded_url, &stem), &lines);
    let told = days(&title, &lines, &signature.lines, about.year);
    about.last_day = told.filter(|_| sidecar.start.is_none()).and_then(|days| days.last_day);
    about.date = sidecar.start.clone().or_else(|| told?.iso(about.year));
    let place = sidecar.city.as_deref().map(|city| (bounded(city), Rule::CitySidecar));
    let place =
        place.or_else(|| city(known, &title, meta.description.as_deref(), (&head, &head_words), about.year));
    about.found.extend(place.iter().map(|(city, rule)| Mention::new(city.as_str(), *rule)));
    about.city = place.map(|(city, _)| city);
    about.recap = recap(title, meta, signature, sidecar);
    about
}

impl About {
    /// Leaves event, day and city to the parts of a recap that tell of several conferences.
    pub(in crate::recap) fn leave_to_parts(&mut self) {
        let year = self.year.map(|year| year.to_string());
        self.found.retain(|mention| year.as_ref() == Some(&mention.name));
        (self.event, self.date, self.last_day, self.city) = (None, None, None, None);
    }

    /// The day of the event with a number from 1, where the event lasts so long.
    pub(in crate::recap) fn nth_day(&self, number: i8) -> Option<String> {
        let first: Date = self.date.as_deref()?.parse().ok()?;
        let day = first.day().checked_add(number - 1).filter(|day| Some(*day) <= self.last_day)?;
        Date::new(first.year(), first.month(), day).ok().map(|day| day.to_string())
    }

    /// Finds the year and the mentions that support it.
    fn find_year(
        &mut self,
        sidecar: &Sidecar,
        meta: &Metadata,
        title: &Option<String>,
        (url, stem): (&str, &str),
        lines: &Lines<'_>,
    ) {
        let published = meta.published.clone().or_else(|| meta.year.map(|year| year.to_string()));
        let glued = title.as_deref().zip(self.event.as_deref());
        let (voted, votes) = year(&Years {
            event: meta.event.as_deref().unwrap_or_default(),
            title: title.as_deref().unwrap_or_default(),
            glued: glued.and_then(|(title, event)| unlisted::glued_year(title, event)),
            stem,
            url,
            published: published.as_deref().unwrap_or_default(),
            lines,
        });
        // An event may be given with its year.
        let given = sidecar.event.as_deref().filter(|name| without_year(name) != name.trim());
        let given = sidecar.year.or_else(|| when::years(given?).into_iter().next());
        match given {
            Some(year) => self.found.push(Mention::new(year.to_string(), Rule::YearSidecar)),
            None => self.found.extend(votes),
        }
        self.year = given.or(voted);
    }
}

/// What is printed of the recap: the sidecar comes first, then the front matter, then the lines.
fn recap(title: Option<String>, meta: &Metadata, signature: Signature, sidecar: &Sidecar) -> Recap {
    Recap {
        title,
        publisher: sidecar
            .publisher
            .as_deref()
            .or(meta.publisher.as_deref())
            .or(signature.publisher.as_deref())
            .map(bounded),
        authors: if sidecar.authors.is_empty() { signature.authors } else { sidecar.authors.clone() }
            .iter()
            .take(MOST_AUTHORS)
            .map(|author| bounded(author))
            .collect(),
        published: sidecar
            .published
            .clone()
            .or_else(|| meta.published.as_deref().map(bounded))
            .or(signature.published),
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
    }
}

/// The title of a recap without the name of its event, which a sign parts from the rest: "Untel 2011 - Le titre".
pub(in crate::recap) fn without_event<'t>(title: &'t str, event: Option<&str>) -> &'t str {
    let parted = [" - ", " – ", " — ", " : ", ": ", " | "].iter().filter_map(|sign| title.split_once(sign));
    let parted = parted.min_by_key(|(head, _)| head.len());
    let own = |head: &str| event.is_some_and(|event| bare(head).starts_with(&bare(event)));
    let names =
        |head: &str| head.split(' ').count() <= WORDS_OF_EVENT && (own(head) || event::names_event(head));
    parted
        .filter(|(head, rest)| names(head) && !rest.trim().is_empty())
        .map_or(title, |(_, rest)| rest.trim())
}

/// Most words of a name of an event with its year.
const WORDS_OF_EVENT: usize = 6;

/// The first heading, where nothing titles the recap as a whole.
fn heading<'s>(sheet: &'s Sheet<'_>) -> Option<&'s str> {
    let first = sheet.lines.iter().zip(&sheet.noise).find(|(_, noise)| !**noise).map(|(line, _)| line)?;
    matches!(first.shape, Shape::Heading(1)).then_some(first.text.as_str())
}

/// Most tags of a recap that are kept.
const MOST_TAGS: usize = 100;
/// Most authors of a recap that are kept.
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

/// The first lines of a recap.
struct Lines<'l> {
    /// As they stand.
    head: &'l [&'l str],
    /// In the form of [`bare`].
    words: &'l [String],
    /// Which of them speak of the event, and not of one session of several.
    of_event: &'l [bool],
    /// The day of publication, `YYYY-MM-DD`: no event that is told of is later.
    published: Option<&'l str>,
}

impl<'l> Lines<'l> {
    /// The first `count` lines as far as they speak of the event, each with its number and in the form of [`bare`].
    fn first(&self, count: usize) -> impl Iterator<Item = (usize, &'l str, &'l str)> {
        let lines = self.head.iter().zip(self.words).zip(self.of_event).take(count).enumerate();
        lines
            .filter(|(_, (_, of_event))| **of_event)
            .map(|(n, ((line, words), _))| (n, *line, words.as_str()))
    }

    /// Whether a year, or a day as `YYYY-MM-DD`, is not later than the publication, as far as both are told.
    fn is_past(&self, day: &str) -> bool {
        let Some(published) = self.published else { return true };
        let both = published.len().min(day.len());
        day.get(..both) <= published.get(..both)
    }
}

/// Where a year may stand.
struct Years<'y> {
    /// The field for the event.
    event: &'y str,
    /// The title of the recap.
    title: &'y str,
    /// A year glued to the name of the event in the title.
    glued: Option<i32>,
    /// The file name, as words.
    stem: &'y str,
    /// The address.
    url: &'y str,
    /// The day of publication.
    published: &'y str,
    /// The first lines.
    lines: &'y Lines<'y>,
}

/// The year with the highest sum of votes, and the places that vote for it.
fn year(sources: &Years<'_>) -> (Option<i32>, Vec<Mention>) {
    let mut votes: Vec<(i32, Rule, f32)> = Vec::new();
    let mut vote = |text: &str, rule: Rule, weight: f32, most: usize| {
        votes.extend(when::years(text).into_iter().take(most).map(|year| (year, rule, weight)));
    };
    vote(sources.event, Rule::YearField, 8.0, 1);
    vote(sources.title, Rule::YearInTitle, 6.0, 1);
    if let Some(year) = sources.glued {
        vote(&year.to_string(), Rule::YearGlued, 6.0, 1);
    }
    vote(sources.stem, Rule::YearInFileName, 5.0, 1);
    vote(sources.url, Rule::YearInAddress, 2.0, 1);
    for (n, line, words) in sources.lines.first(HEAD) {
        // A year right after the name of the event is its year; others may be anything.
        let weight = match n {
            0..20 if line.len() < 600 && event::is_named_in(words) => 1.0,
            0..20 => 0.4,
            _ => 0.15,
        };
        let past = |year: &i32| sources.lines.is_past(&year.to_string());
        votes.extend(
            when::years(line).into_iter().take(3).filter(past).map(|year| (year, Rule::YearInLines, weight)),
        );
    }
    votes.extend(
        when::years(sources.published).into_iter().take(1).map(|year| (year, Rule::YearPublished, 2.5)),
    );
    let mut sums: BTreeMap<i32, f32> = BTreeMap::new();
    for (year, _, weight) in &votes {
        *sums.entry(*year).or_default() += weight;
    }
    let year = sums.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(year, _)| year);
    let mut found: Vec<Mention> = Vec::new();
    for (voted, rule, weight) in votes.into_iter().filter(|(voted, ..)| Some(*voted) == year) {
        match found.iter_mut().find(|mention| mention.rule == rule) {
            Some(Mention { weight: Some(sum), .. }) => *sum += weight,
            _ => found.push(Mention::weighed(voted.to_string(), rule, weight)),
        }
    }
    (year, found)
}

/// The days that a line gives; of a heading that numbers its day, the first one of that row of days.
fn first_days(line: &str) -> Vec<When> {
    let before = when::nth_day(line).map_or(0, |number| number - 1);
    let first = |when: When| match when.last_day {
        None if when.day > before => When { day: when.day - before, ..when },
        _ => when,
    };
    when::all(line).into_iter().map(first).collect()
}

/// The days of the event, where title or first lines say them.
fn days(title: &Option<String>, lines: &Lines<'_>, signed: &[String], year: Option<i32>) -> Option<When> {
    let titled = title.iter().filter(|title| !bare(title).starts_with("publie")).map(String::as_str);
    // The day of publication is none of the event.
    let told = lines
        .first(12)
        .filter(|(_, line, words)| !words.starts_with("publie") && !signed.iter().any(|own| own == line));
    let dates: Vec<When> = titled.chain(told.map(|(_, line, _)| line)).flat_map(first_days).collect();
    // A range, or a day without a year or of that year, is the event's; the date of the post has another form.
    let fits = |w: &&When| {
        let past = |day: String| lines.is_past(&day);
        w.year.is_none_or(|y| Some(i32::from(y)) == year) && w.iso(year).is_none_or(past)
    };
    dates.iter().find(|w| w.last_day.is_some() && fits(w)).or_else(|| dates.iter().find(fits)).copied()
}
