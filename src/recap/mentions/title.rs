//! A heading taken apart: its title, and what it says besides: number, time slot, people, rating.

use crate::recap::markup::line::Line;
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::rating;
use crate::recap::mentions::rule::Rule;
use crate::recap::mentions::title_people::{leading_people, signature, whole_person, without_people};
use crate::recap::words::lead::begins;
use crate::talk::Rating;
use regex::Regex;
use std::sync::LazyLock;

/// A heading read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Title {
    /// The title alone, as written.
    pub text: String,
    /// When the session began, `HH:MM`.
    pub slot: Option<String>,
    /// Whether it was numbered as a session ("Talk 3 :") or as an item ("3.").
    pub numbered: Numbered,
    /// Who the heading says gave it.
    pub people: Vec<Person>,
    /// The company that stands in the place of people: "Titre (Société)".
    pub house: Option<String>,
    /// What found these people.
    pub rule: Rule,
    /// The mark at its end.
    pub rating: Option<Rating>,
}

/// How the headings of a recap are written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Habits {
    /// The marks at their ends are ratings, no ornaments.
    pub rated: bool,
    /// They end with the people who gave the session, known names or not.
    pub signed: bool,
    /// They begin with the people who gave the session: "A : titre".
    pub led: bool,
    /// They are the people who gave the sessions, without a title.
    pub named: bool,
    /// Titles in bold share their line with what signs them.
    pub bold: bool,
    /// They end with the people who gave the session, in brackets.
    pub bracketed: bool,
}

/// How a heading is numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Numbered {
    /// Not at all.
    #[default]
    No,
    /// "3.", "3)", "#3".
    Plain,
    /// "Talk 3 :", "Conférence n°2 -".
    Session,
}

static SLOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\[(]?(?:🕐|⏰|🕒)?\s*([0-9]{1,2})\s*[:hH]\s*([0-9]{2})?(?:\s*(?:[-–—àa>]|->|→)+\s*[0-9]{1,2}\s*[:hH]\s*(?:[0-9]{2})?)?[\])]?(?:\s*[:|\-–—•]+\s+|\s+)").expect("valid")
});
static END_SLOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[\s(\[,–—-]+([0-9]{1,2})[:hH]([0-9]{2})\s*(?:[-–—àa>]|->|→)+\s*[0-9]{1,2}[:hH](?:[0-9]{2})?[\])]?$",
    )
    .expect("valid")
});
static SESSION_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i)(?:talk|conf(?:érence|erence)?|session|chapitre|présentation|presentation|atelier|workshop|sujet|épisode|partie|part|lab|quickie|keynote)\s*(?:n[°o]\s*|#\s*)?(?:[0-9]{1,2}|[ivx]{1,4})\s*[:.\-–—)|]+\s*|^(?-i:[A-Z]{2,5})[-–]?[0-9]{2,5}\s*[:\-–—]\s+").expect("valid")
});
static PLAIN_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:#\s?[0-9]{1,2}\s*[:.\-–—)]?\s+|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*\s?[.)]\s+|[0-9]{1,2}\s?[-–—/]\s+|(?:[0-9]\u{fe0f}?\u{20e3})+\s*[-:.]?\s*|[IVX]{1,4}\s?[.)]\s+|[IVX]{1,4}\s[-–—]\s+)").expect("valid")
});
/// An opinion that goes before a title.
static OPINION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i)(?:[\[(]?\s*(?:(?:(?:notre|mon|nos|mes)\s+)?(?:gros\s+)?coups?\s+de\s+(?:cœur|coeur|❤\u{fe0f}?)|top|flop)\s*[\])]?\s*[:\-–—]\s+)").expect("valid")
});
/// Reads a heading whose words are `heading`; where it links to the pages of speakers, these gave the session.
pub(crate) fn of_line(line: &Line, heading: &str, habits: Habits) -> Title {
    let lead = line.text.find(heading).unwrap_or(0);
    let mut speakers = line.anchors.iter().filter(|a| a.range.start > lead && is_speaker_page(&a.url));
    let first = speakers.clone().next().map(|a| a.range.start - lead).and_then(|at| heading.get(..at));
    if first.is_none()
        && let Some(title) = at_bold(line, heading, habits)
    {
        return title;
    }
    let Some(head) = first
        .map(|head| head.trim_end().trim_end_matches([',', '-', '–', '—', '|', '(']))
        .filter(|head| !head.trim().is_empty())
    else {
        return read(heading, habits);
    };
    let mut title = read(head, habits);
    title.people.extend(
        speakers
            .by_ref()
            .filter_map(|a| line.text.get(a.range.clone()))
            .map(|name| name.trim().trim_matches([',', '&']).trim().to_owned())
            .filter(|name| !name.is_empty())
            .map(|name| Person { name, organisations: Vec::new() }),
    );
    title
}

/// A title in bold with what stands behind it on its line, where that signs it.
fn at_bold(line: &Line, heading: &str, habits: Habits) -> Option<Title> {
    let from = line.text.find(heading)?;
    let (head, tail) = heading.split_at_checked(line.bold.checked_sub(from)?)?;
    if head.is_empty() || tail.is_empty() {
        return None;
    }
    let people = signature(tail);
    let short = tail.split_whitespace().count() <= MOST_SIGNING;
    if people.is_none() && !(habits.bold && short) {
        return None;
    }
    let head = head.trim_end().trim_end_matches([':', ',', '-', '–', '—', '|', '(']);
    let mut title = read(head, habits);
    title.people.extend(people.unwrap_or_default());
    Some(title)
}

/// Most words behind a title in bold that may sign it.
const MOST_SIGNING: usize = 12;

/// Whether an address is the page of a speaker in a programme.
pub(crate) fn is_speaker_page(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.contains("/speaker/") || url.contains("/speakers/")
}

/// Reads a heading.
pub(crate) fn read(heading: &str, habits: Habits) -> Title {
    let mut title = Title::default();
    let text = without_numbers(heading.trim(), &mut title);
    let mut text = without_end_slot(text, &mut title);
    let mark = rating::trailing(text).filter(|(rest, _)| !rest.is_empty());
    if let Some((rest, mark)) = mark
        && (habits.rated || mark.raw.chars().any(|c| c.is_ascii_digit() || matches!(c, '★' | '☆')))
    {
        title.rating = Some(mark);
        text = rest;
    }
    let mut text = without_signature(text, habits, &mut title);
    if habits.bracketed
        && title.people.is_empty()
        && let Some((rest, house)) = bracketed_house(text)
    {
        title.house = Some(house.to_owned());
        text = rest;
    }
    title.text = tidy(text);
    if title.text.is_empty() {
        title.text = tidy(heading);
    }
    title
}

/// The heading without numbers, slots and opinions before the title: they come in any order, each once.
fn without_numbers<'t>(mut text: &'t str, title: &mut Title) -> &'t str {
    for _ in 0..3 {
        let before = text;
        let lead = |c: char| c.is_whitespace() || matches!(c, '[' | '(' | '🕐' | '⏰' | '🕒');
        if text.trim_start_matches(lead).starts_with(|c: char| c.is_ascii_digit())
            && let Some(found) = SLOT.captures(text)
            && let (Some(whole), Some(hour)) = (found.get(0), found.get(1))
            && title.slot.is_none()
        {
            let minute = found.get(2).map_or("00", |m| m.as_str());
            title.slot = Some(format!("{:0>2}:{minute}", hour.as_str()));
            text = text.get(whole.end()..).unwrap_or_default();
        }
        for (pattern, numbered) in [(&SESSION_NUMBER, Numbered::Session), (&PLAIN_NUMBER, Numbered::Plain)] {
            let may_match = match numbered {
                Numbered::Plain => may_be_numbered(text),
                _ => may_be_a_session(text),
            };
            if may_match
                && let Some(found) = pattern.find(text)
                && found.end() < text.len()
            {
                title.numbered =
                    if title.numbered == Numbered::Session { Numbered::Session } else { numbered };
                text = text.get(found.end()..).unwrap_or_default();
            }
        }
        let opinion = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '[' | '('));
        if begins(opinion, &["notre", "mon", "nos", "mes", "gros", "coup", "top", "flop"])
            && let Some(found) = OPINION.find(text)
            && found.end() < text.len()
        {
            text = text.get(found.end()..).unwrap_or_default();
        }
        if text == before {
            break;
        }
    }
    text
}

/// Whether a text may begin with the number of an item.
fn may_be_numbered(text: &str) -> bool {
    let roman = text.trim_start_matches(['I', 'V', 'X']);
    match roman.len() < text.len() {
        true => roman.starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | ')')),
        false => text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '#' | '(')),
    }
}

/// Whether a text may begin with the number of a session: with a word for one, or with capitals and figures.
fn may_be_a_session(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "talk",
        "conf",
        "session",
        "chapitre",
        "présentation",
        "presentation",
        "atelier",
        "workshop",
        "sujet",
        "épisode",
        "part",
        "lab",
        "quickie",
        "keynote",
    ];
    let rest = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let coded = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–'));
    coded && rest.len() + 2 <= text.len() || begins(text, &WORDS)
}

/// The heading without a slot behind the title.
fn without_end_slot<'t>(text: &'t str, title: &mut Title) -> &'t str {
    if text.ends_with(|c: char| c.is_numeric() || matches!(c, ':' | 'h' | 'H' | ']' | ')'))
        && text.contains([':', 'h', 'H'])
        && text.contains(|c: char| c.is_ascii_digit())
        && let Some(found) = END_SLOT.captures(text)
        && let (Some(whole), Some(hour), Some(minute)) = (found.get(0), found.get(1), found.get(2))
        && whole.start() > 0
        && title.slot.is_none()
    {
        title.slot = Some(format!("{:0>2}:{}", hour.as_str(), minute.as_str()));
        return text.get(..whole.start()).unwrap_or(text);
    }
    text
}

/// The heading without the people it names.
fn without_signature<'t>(mut text: &'t str, habits: Habits, title: &mut Title) -> &'t str {
    for _ in 0..3 {
        // No title of a session is longer, and every sign of it may part title from people.
        let Some((rest, mut people)) =
            Some(text).filter(|t| t.len() <= 600).and_then(|t| without_people(t, habits.signed))
        else {
            break;
        };
        text = rest;
        people.append(&mut title.people);
        people.dedup_by(|a, b| a.name == b.name);
        title.people = people;
    }
    if title.people.is_empty()
        && let Some((people, rest)) = leading_people(text).filter(|(people, rest)| {
            // A name that begins with a first name leads a title even where no other does, before a dash or a colon.
            let known =
                people.iter().all(|p| person::likeness(&p.name) == Likeness::Known && p.name.contains(' '));
            habits.led || known && person::likeness(rest) == Likeness::None
        })
    {
        title.people = people;
        title.rule = Rule::SpeakerLeadsTitle;
        text = rest;
    }
    if title.people.is_empty()
        && let Some((person, name)) = whole_person(text, habits.named)
    {
        title.people = vec![person];
        title.rule = Rule::SpeakerIsTitle;
        text = name;
    }
    text
}

/// "Titre (Société)", "Titre (?, Société)": the title, and the company where others have people in brackets.
fn bracketed_house(text: &str) -> Option<(&str, &str)> {
    let (rest, inner) = text.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
    let house = inner.trim_start_matches(['?', ',', ' ']);
    let words = || house.split(' ');
    let named = words().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '&'));
    (named && (1..=3).contains(&words().count()) && !rest.trim().is_empty()).then_some((rest, house))
}

/// Signs that end a heading without being a part of its title.
fn tidy(text: &str) -> String {
    // "[Titre)(https://…)" is a link that was not closed as one.
    let text = match text.find(")(http").or_else(|| text.find("](http")) {
        Some(end) if text.starts_with('[') => text.get(1..end).unwrap_or(text),
        _ => text,
    };
    let text = text.trim().trim_end_matches([',', ':', ';', '|', '→']).trim_end();
    let text = text
        .strip_suffix(" -")
        .or_else(|| text.strip_suffix(" –"))
        .or_else(|| text.strip_suffix(" —"))
        .unwrap_or(text);
    text.trim().trim_start_matches(['|', '→', ':']).trim().to_owned()
}
