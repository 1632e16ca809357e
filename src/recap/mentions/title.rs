//! A heading taken apart: its title, and what it says besides: number, time slot, people, rating.

use crate::recap::markup::line::Line;
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::rule::Rule;
use crate::recap::mentions::{byline, people, rating};
use crate::recap::words::fold::{bare, fold};
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
static BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[\s:,–—|(\[-]+(?:(?:conférence |session |talk )?(?:présentation|presentation|présentée?s?|presented|animée?s?|donnée?s?)\s+(?:par|by|de)|par|by|avec|with|speakers?|de)\s*:?\s+").expect("valid")
});

/// Reads a heading whose words are `heading`; where it links to the pages of speakers, these gave the session.
pub(crate) fn of_line(line: &Line, heading: &str, habits: Habits) -> Title {
    let lead = line.text.find(heading).unwrap_or(0);
    let mut speakers = line.anchors.iter().filter(|a| a.range.start > lead && is_speaker_page(&a.url));
    let first = speakers.clone().next().map(|a| a.range.start - lead).and_then(|at| heading.get(..at));
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

/// Whether an address is the page of a speaker in a programme.
pub(crate) fn is_speaker_page(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.contains("/speaker/") || url.contains("/speakers/")
}

/// Reads a heading.
pub(crate) fn read(heading: &str, habits: Habits) -> Title {
    let mut title = Title::default();
    let mut text = heading.trim();
    // Numbers and slots may come in any order, each once.
    for _ in 0..3 {
        let before = text;
        // No slot begins with a letter.
        let first = text.chars().next().unwrap_or_default();
        if !first.is_ascii_alphabetic()
            && let Some(found) = SLOT.captures(text)
            && let (Some(whole), Some(hour)) = (found.get(0), found.get(1))
            && title.slot.is_none()
        {
            let minute = found.get(2).map_or("00", |m| m.as_str());
            title.slot = Some(format!("{:0>2}:{minute}", hour.as_str()));
            text = text.get(whole.end()..).unwrap_or_default();
        }
        for (pattern, numbered) in [(&SESSION_NUMBER, Numbered::Session), (&PLAIN_NUMBER, Numbered::Plain)] {
            let first = text.chars().next().unwrap_or_default();
            let plain = numbered == Numbered::Plain;
            if plain && first.is_ascii_alphabetic() && !matches!(first, 'I' | 'V' | 'X') {
                continue;
            }
            if let Some(found) = pattern.find(text)
                && found.end() < text.len()
            {
                title.numbered =
                    if title.numbered == Numbered::Session { Numbered::Session } else { numbered };
                text = text.get(found.end()..).unwrap_or_default();
            }
        }
        if let Some(found) = OPINION.find(text)
            && found.end() < text.len()
        {
            text = text.get(found.end()..).unwrap_or_default();
        }
        if text == before {
            break;
        }
    }
    if text.ends_with(|c: char| c.is_numeric() || matches!(c, ':' | 'h' | 'H' | ']' | ')'))
        && let Some(found) = END_SLOT.captures(text)
        && let (Some(whole), Some(hour), Some(minute)) = (found.get(0), found.get(1), found.get(2))
        && whole.start() > 0
        && title.slot.is_none()
    {
        title.slot = Some(format!("{:0>2}:{}", hour.as_str(), minute.as_str()));
        text = text.get(..whole.start()).unwrap_or(text);
    }
    let mark = rating::trailing(text).filter(|(rest, _)| !rest.is_empty());
    if let Some((rest, mark)) = mark
        && (habits.rated || mark.raw.chars().any(|c| c.is_ascii_digit() || matches!(c, '★' | '☆')))
    {
        title.rating = Some(mark);
        text = rest;
    }
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
    title.text = tidy(text);
    if title.text.is_empty() {
        title.text = tidy(heading);
    }
    title
}

/// Signs that end a heading without being a part of its title.
fn tidy(text: &str) -> String {
    let text = text.trim().trim_end_matches([',', ':', ';', '|', '→']).trim_end();
    let text = text
        .strip_suffix(" -")
        .or_else(|| text.strip_suffix(" –"))
        .or_else(|| text.strip_suffix(" —"))
        .unwrap_or(text);
    text.trim().trim_start_matches(['|', '→', ':']).trim().to_owned()
}

/// The heading without the people at its end, and those people.
fn without_people(text: &str, signed: bool) -> Option<(&str, Vec<Person>)> {
    // "Titre par A :" ends as the line does, not as the name does.
    let text = text.trim_end().trim_end_matches([':', ';', ',']).trim_end();
    // "… par A et B (C)", "… : Présentation par : A"
    for found in BY.find_iter(text).collect::<Vec<_>>().into_iter().rev() {
        let (head, tail) = (text.get(..found.start())?, text.get(found.end()..)?);
        let label = fold(found.as_str());
        // "de" and "avec" are too common to be trusted without the name of a person known by their first name.
        let weak = !(label.contains("present")
            || label.contains("par")
            || label.contains("by")
            || label.contains("speaker")
            || label.contains("anim")
            || label.contains("donn"));
        let bracketed = found.as_str().contains(['(', '[']);
        let tail = tail.trim_end_matches([')', ']']).trim_end();
        if !weak && let Some(handles) = handles(tail) {
            return (!head.trim().is_empty()).then_some((head.trim_end(), handles));
        }
        // "« Titre » de A": the quotation mark ends the title.
        let is_quoted = head.trim_end().ends_with(['»', '”', '"']);
        let people = people::read(tail, !weak);
        let likeness = people.first().map_or(Likeness::None, |p| person::likeness(&p.name));
        let full = people.first().is_some_and(|p| p.name.contains(' ') || !p.organisations.is_empty());
        let sure =
            likeness == Likeness::Known && full || likeness != Likeness::None && label.contains("present");
        // After "par" two capitalised words are a person's, and so is a name with initials; in brackets any name.
        let told = people.first().is_some_and(|p| p.name.contains(' ') || person::is_initialled(&p.name));
        let sure = sure || !weak && likeness != Likeness::None && (told || bracketed);
        if !head.trim().is_empty()
            && sure
            && only_people(tail, &people)
            && (!weak || is_quoted || !label.contains("de"))
        {
            return Some((head.trim_end(), people));
        }
    }
    // "… - A & B, C", "…, A", "… (A)"
    for (at, sign) in text.char_indices().rev() {
        let opens = match sign {
            '-' | '–' | '—' | '|' | '/' => {
                text.get(..at).is_some_and(|t| t.ends_with(' ')) || sign != '-' && sign != '/'
            }
            ',' | '(' | ':' => true,
            _ => false,
        };
        if !opens || at == 0 {
            continue;
        }
        let (head, tail) = (text.get(..at)?, text.get(at + sign.len_utf8()..)?.trim());
        let tail = if sign == '(' { tail.strip_suffix(')').unwrap_or(tail) } else { tail };
        let people = people::read(tail, false);
        let Some(first) = people.first() else { continue };
        let known = people.iter().filter(|p| person::likeness(&p.name) == Likeness::Known).count();
        let employed = people.iter().any(|p| !p.organisations.is_empty());
        let full = first.name.contains(' ') && (first.name.split(' ').count() < 4 || known > 0);
        // A dash before two capitalised words and a company is a signature; a comma needs a first name too.
        let dashed = matches!(sign, '-' | '–' | '—' | '|');
        let sure = full
            && (signed && sign != ',' && sign != ':'
                || known * 2 >= people.len() && known > 0
                || dashed
                    && (employed && tail.contains([',', '(', '@'])
                        || people.len() > 1 && tail.contains('&')));
        let after = text.get(at + sign.len_utf8()..).is_some_and(|t| dashed && !t.starts_with(' '));
        if sure && !after && !head.trim().is_empty() && only_people(tail, &people) {
            let head = head.trim_end().trim_end_matches([',', '-', '–', '—', '|', '(']).trim_end();
            return Some((head, people));
        }
    }
    None
}

/// A heading that is one person, with whom they work for in brackets or not: the person, and the name alone.
fn whole_person(text: &str, named: bool) -> Option<(Person, &str)> {
    let text = text.trim_end_matches([':', ' ', ',']);
    let (name, house) = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((name, house)) => (name.trim_end(), Some(house.trim())),
        None => (text, None),
    };
    let likeness = person::likeness(name);
    let full = (2..=4).contains(&name.split_whitespace().count());
    if !full || likeness == Likeness::None || !named && (likeness != Likeness::Known || house.is_none()) {
        return None;
    }
    let organisations = house.and_then(people::employer).into_iter().collect();
    Some((Person { name: name.to_owned(), organisations }, name))
}

/// Whether a heading is the name of a person who begins with a known first name.
pub(crate) fn is_person(heading: &str) -> bool {
    let name = heading.split(" (").next().unwrap_or(heading).trim_end_matches([':', ' ']);
    name.contains(' ') && person::likeness(name) == Likeness::Known
}

/// Accounts that stand for persons: "@untel", "@untel et @unetelle", what follows "aka" left out.
fn handles(text: &str) -> Option<Vec<Person>> {
    let end = [" aka ", " alias ", " a.k.a"].iter().filter_map(|word| text.find(word)).min();
    let text = text.get(..end.unwrap_or(text.len()))?;
    let accounts: Vec<&str> = text
        .split([',', ' '])
        .filter(|word| !word.is_empty() && !matches!(*word, "et" | "and" | "&"))
        .collect();
    let is_account = |word: &&str| {
        word.strip_prefix('@').is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        })
    };
    (!accounts.is_empty() && accounts.iter().all(is_account)).then(|| {
        accounts.iter().map(|name| Person { name: (*name).to_owned(), organisations: Vec::new() }).collect()
    })
}

/// The people before the first colon or dash of a heading, and the rest: "A et B : titre".
pub(crate) fn leading_people(text: &str) -> Option<(Vec<Person>, &str)> {
    let (head, rest) = [" : ", ": ", " – ", " — ", " - "]
        .iter()
        .filter_map(|sign| Some((text.find(sign)?, sign)))
        .min()
        .and_then(|(at, sign)| Some((text.get(..at)?, text.get(at + sign.len()..)?)))?;
    let people = people::read(head, false);
    let full = people.first().is_some_and(|p| p.name.contains(' '));
    (full && rest.split_whitespace().count() >= 2 && only_people(head, &people)).then_some((people, rest))
}

/// Whether names, jobs and companies are all that the text holds.
fn only_people(text: &str, people: &[Person]) -> bool {
    let mut rest = text.to_owned();
    for person in people {
        rest = rest.replacen(&person.name, " ", 1);
        for organisation in &person.organisations {
            rest = rest.replace(organisation.as_str(), " ");
        }
    }
    rest.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).filter(|w| !w.is_empty()).all(|w| {
        person::is_job(w)
            || matches!(
                bare(w).as_str(),
                "et" | "and"
                    | "avec"
                    | "with"
                    | "chez"
                    | "from"
                    | "inc"
                    | "anglais"
                    | "english"
                    | "en"
                    | "a"
                    | "netherlands"
                    | "france"
                    | "alias"
            )
    }) || byline::read_text(text)
        .is_some_and(|b| b.role == byline::Role::Names && person::likeness(text) == Likeness::Known)
}
