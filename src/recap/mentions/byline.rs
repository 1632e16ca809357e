//! Lines that say who gave or wrote a session: labelled fields, lists after a label, names in brackets.

use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::people;
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::rating;
use crate::recap::words::fold::label;
use crate::recap::words::lexicon::{LABELS, PRESENTING};
use crate::talk::Rating;
use regex::Regex;
use std::sync::LazyLock;

/// What a field of a session holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Who gave it.
    Speakers,
    /// Who wrote this part of the recap.
    Writers,
    /// Who wrote the whole recap.
    Authors,
    /// A company.
    Organisations,
    /// A mark.
    Rating,
    /// A day.
    Date,
    /// Anything else: room, level, programme, notes.
    Field,
    /// Persons, without a word on what they did.
    Names,
    /// Persons in brackets, without a word on what they did.
    Bracketed,
}

/// A line that is a field.
#[derive(Clone, Debug)]
pub(crate) struct Byline {
    /// What it holds.
    pub role: Role,
    /// The persons it names.
    pub people: Vec<Person>,
    /// What stands after the label; empty where the list follows on the next lines.
    pub value: String,
    /// The mark that ends the line.
    pub rating: Option<Rating>,
}

/// Pictures that stand for "who" at the head of a line.
const FACES: &[char] =
    &['🙍', '👩', '👨', '👤', '👥', '🗣', '🎤', '🧑', '🎙', '🙋', '💁', '👱', '🧔', '👴', '👵'];

/// The text without what marks it as a list item.
pub(crate) fn unbulleted(text: &str) -> &str {
    let rest = text.trim_start();
    for mark in ["- ", "* ", "• ", "– ", "— ", "+ ", "◦ ", "▪ ", "→ ", "· "] {
        if let Some(rest) = rest.strip_prefix(mark) {
            return rest.trim_start();
        }
    }
    rest
}

/// Whether the line is a list item, by markup or by the sign it begins with.
pub(crate) fn is_item(line: &Line) -> bool {
    matches!(line.shape, Shape::Item(_)) || unbulleted(&line.text).len() < line.text.trim_start().len()
}

/// Pictographs and joiners at the head of a text, and the rest.
fn pictures(text: &str) -> (&str, &str) {
    let end = text
        .char_indices()
        .find(|(_, c)| c.is_alphanumeric() || matches!(c, '(' | '"' | '«' | '[' | '@' | '\''))
        .map_or(text.len(), |(i, _)| i);
    text.split_at(end)
}

/// Reads a line as a field, or not at all.
pub(crate) fn read(line: &Line) -> Option<Byline> {
    if matches!(line.shape, Shape::Heading(_) | Shape::Code | Shape::Caption) || line.text.len() > 400 {
        return None;
    }
    let text = unbulleted(&line.text);
    // A line of its own for the mark, or a mark after the names.
    if let Some(mark) = rating::read(text) {
        return Some(Byline {
            role: Role::Rating,
            people: Vec::new(),
            value: text.to_owned(),
            rating: Some(mark),
        });
    }
    if let Some((rest, mark)) =
        rating::trailing(text).filter(|(rest, _)| !rest.is_empty() && rest.len() < 120)
        && let Some(byline) =
            read_text(rest).filter(|b| !matches!(b.role, Role::Field | Role::Rating | Role::Date))
    {
        return Some(Byline { rating: Some(mark), ..byline });
    }
    read_text(text)
}

/// Reads a text as a field, or not at all.
pub(crate) fn read_text(text: &str) -> Option<Byline> {
    static WITHOUT_COLON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i)((?:(?:conférence|conference|talk|session|keynote|atelier|présentation|article|un talk|une conférence)\s+)?(?:présentée?s?\s+par|animée?s?\s+par|donnée?s?\s+par|rédigée?s?\s+par|écrite?s?\s+par|postée?s?\s+par|publiée?s?\s+par|posted\s+by|written\s+by|proposée?s?\s+par|par|by|de|avec))\s+(.+)$").expect("valid")
    });
    let (icon, rest) = shortcode(text.trim_start()).unwrap_or(("", text));
    let (head, rest) = pictures(rest);
    let (icon, rest) = shortcode(rest).unwrap_or((icon, rest));
    let text = without_asides(rest);
    let aside = text.len() < rest.len();
    let rest = text;
    let face = icon.split(['-', '_', ':']).any(|word| LABELS.is(word, "icon"));
    if face || head.chars().any(|c| FACES.contains(&c)) {
        let value = rest
            .split_once(':')
            .filter(|(before, _)| role(before).is_some())
            .map_or(rest, |(_, after)| after);
        let people = people::read(value, true);
        if people.first().is_some_and(|p| person::likeness(&p.name) != Likeness::None) {
            return Some(Byline {
                role: Role::Speakers,
                people,
                value: value.trim().to_owned(),
                rating: None,
            });
        }
    }
    // "Présenté par" alone on its line: the names follow.
    if let Some(role) = LABELS.class(&label(rest)).and(role(rest)).filter(|role| *role == Role::Speakers)
        && label(rest).split(' ').count() > 1
    {
        return Some(Byline { role, people: Vec::new(), value: String::new(), rating: None });
    }
    if let Some((before, after)) = split_label(rest)
        && let Some(role) = role(before)
    {
        let value = after.trim().to_owned();
        let named = matches!(role, Role::Speakers | Role::Writers | Role::Authors);
        // A sentence after a label of one word is no list of names.
        if named && value.split_whitespace().count() > 30 {
            return None;
        }
        let people = if named { people::read(&value, true) } else { Vec::new() };
        return Some(Byline { role, people, value, rating: None });
    }
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')'))
        && !inner.contains(['(', ')'])
    {
        let people = people::read(inner, false);
        let names = people.iter().all(|p| person::likeness(&p.name) >= Likeness::Shape);
        return (!people.is_empty() && names && covers(inner, &people)).then(|| Byline {
            role: Role::Bracketed,
            people,
            value: inner.to_owned(),
            rating: None,
        });
    }
    // To match is quicker asked for than to capture, and few lines match.
    if WITHOUT_COLON.is_match(rest)
        && let Some(found) = WITHOUT_COLON.captures(rest)
        && let (Some(word), Some(value)) = (found.get(1), found.get(2))
        && let Some(role) =
            role(word.as_str()).filter(|r| matches!(r, Role::Speakers | Role::Writers | Role::Authors))
    {
        let handles = value.as_str().split([',', ' ']).filter(|w| !w.is_empty()).all(|w| w.starts_with('@'));
        let small = in_small_letters(value.as_str());
        let people = if let Some(people) = small.clone() {
            people
        } else if handles {
            value
                .as_str()
                .split([',', ' '])
                .filter(|w| w.len() > 1)
                .map(|w| Person { name: w.to_owned(), organisations: Vec::new() })
                .collect()
        } else {
            people::read(value.as_str(), false)
        };
        // "Par" before capitalised words is sure; "de" and "avec" need a first name.
        let plainly = label(word.as_str()).ends_with("par") || label(word.as_str()).ends_with("by");
        let sure = handles
            || small.is_some()
            || people.first().is_some_and(|p| {
                let like = person::likeness(&p.name);
                like == Likeness::Known
                    || plainly
                        && like == Likeness::Shape
                        && (p.name.contains(' ') || person::is_initialled(&p.name))
            });
        if sure && (handles || small.is_some() || covers(value.as_str(), &people)) {
            return Some(Byline { role, people, value: value.as_str().to_owned(), rating: None });
        }
    }
    names(rest, aside)
}

/// A shortcode of an icon at the head of a text, `:name-of-icon:`, and the rest.
fn shortcode(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix(':')?.split_once(':')?;
    let is_name =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    is_name.then_some((name, rest.trim_start()))
}

/// A byline less what a programme adds behind a dash or a bar: how long it took, links to slides and recording.
fn without_asides(text: &str) -> &str {
    static DURATION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i)[0-9]{1,3}\s*(?:min(?:utes?)?|mn|h[0-9]{0,2}|heures?)?\.?$|^https?://\S+$")
            .expect("valid")
    });
    let mut text = text.trim_end_matches([' ', '-', '–', '—', '|', '·']);
    while let Some((at, sign)) = [" - ", " – ", " — ", " | ", " · "]
        .iter()
        .filter_map(|sign| Some((text.rfind(sign)?, sign)))
        .max()
        .filter(|_| text.len() <= 300)
    {
        let part = text.get(at + sign.len()..).unwrap_or_default().trim();
        if !DURATION.is_match(part) && !LABELS.is(&label(part), "aside") {
            break;
        }
        text = text.get(..at).unwrap_or_default().trim_end_matches([' ', '-', '–', '—', '|', '·']);
    }
    text
}

/// Names without a capital, "jeanne untel et paul autre": persons, where each begins with a first name.
fn in_small_letters(text: &str) -> Option<Vec<Person>> {
    if text.contains(char::is_uppercase) {
        return None;
    }
    let names = text.split([',', '&']).flat_map(|part| part.split(" et ")).map(str::trim);
    let people: Option<Vec<Person>> = names
        .map(|name| {
            let mut words = name.split(' ');
            let known = words.next().is_some_and(|first| person::first_name(first) == Some(true));
            let family: Vec<&str> = words.collect();
            let is_word = |word: &&str| word.chars().all(|c| c.is_alphabetic() || c == '-');
            let full = matches!(family.len(), 1 | 2) && family.iter().all(is_word);
            (known && full).then(|| Person { name: name.to_owned(), organisations: Vec::new() })
        })
        .collect();
    people.filter(|people| !people.is_empty())
}

/// "Jeanne Untel, société (https://societe.example)": one person and one word in small letters, a company.
fn with_small_company(text: &str) -> Option<Byline> {
    let (name, rest) = text.split_once(", ")?;
    let rest = rest.split_once(" (").map_or(rest, |(word, address)| {
        let inner = address.strip_suffix(')').unwrap_or(address);
        if inner.starts_with("http") || inner.starts_with('@') { word } else { rest }
    });
    let full = name.contains(' ') && person::likeness(name) == Likeness::Known;
    let is_name = |c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    let word = rest.trim();
    let company = (4..=24).contains(&word.chars().count())
        && word.starts_with(char::is_lowercase)
        && word.chars().all(is_name)
        && !word.ends_with(['.', '-'])
        && !person::is_job(word)
        && !PRESENTING.is(word, "joint")
        && !PRESENTING.is(word, "skip");
    (full && company).then(|| Byline {
        role: Role::Names,
        people: vec![Person { name: name.to_owned(), organisations: vec![word.to_owned()] }],
        value: text.to_owned(),
        rating: None,
    })
}

/// A line of names, jobs and companies, and nothing else.
fn names(text: &str, aside: bool) -> Option<Byline> {
    if let Some(byline) = with_small_company(text) {
        return Some(byline);
    }
    if text.ends_with(['.', '!', '?', ':', ';']) && !text.ends_with("Inc.") || text.chars().count() > 160 {
        return None;
    }
    let people = people::read(text, false);
    let known = people.iter().filter(|p| person::likeness(&p.name) == Likeness::Known).count();
    // A first name alone is a heading as likely as a byline.
    let full = people.iter().any(|p| p.name.contains(' '));
    let starts = people.first().is_some_and(|p| text.starts_with(&p.name));
    // "A, CTO, X": a job beside it makes a name of capitalised words.
    let jobs = text
        .split([',', '–', '—'])
        .skip(1)
        .any(|part| person::is_job(part) || part.split_whitespace().next().is_some_and(person::is_job));
    // "X - 45 min - Slides", "J. Untel et B. Unetelle (X)": what stands around capitalised words makes names of them.
    let initialled = people.iter().filter(|p| person::is_initialled(&p.name)).count();
    let employed = people.iter().any(|p| !p.organisations.is_empty());
    let sure = known * 2 > people.len()
        || (jobs || aside) && people.len() == 1
        || initialled == people.len() && (employed || aside || people.len() > 1);
    (starts && sure && (full || initialled > 0) && covers(text, &people)).then(|| Byline {
        role: Role::Names,
        people,
        value: text.to_owned(),
        rating: None,
    })
}

/// Whether names, jobs and companies make up the text: no verb is left over.
fn covers(text: &str, people: &[Person]) -> bool {
    let mut rest = text.to_owned();
    for person in people {
        rest = rest.replacen(&person.name, " ", 1);
        for organisation in &person.organisations {
            rest = rest.replace(organisation.as_str(), " ");
        }
    }
    let left: Vec<&str> = rest
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '_')))
        .filter(|w| !w.is_empty() && !text.contains(&format!("@{w}")))
        .collect();
    let small = left
        .iter()
        .filter(|w| {
            w.chars().next().is_some_and(char::is_lowercase)
                && !person::is_job(w)
                && !matches!(
                    **w,
                    "et" | "and"
                        | "avec"
                        | "puis"
                        | "chez"
                        | "at"
                        | "from"
                        | "de"
                        | "d"
                        | "la"
                        | "l"
                        | "du"
                        | "à"
                )
        })
        .count();
    small <= left.len() / 4 && left.len() <= 14
}

/// The words before the first colon, where they can be a label.
fn split_label(text: &str) -> Option<(&str, &str)> {
    let at = text.find([':', '：'])?;
    let (before, after) = text.split_at(at);
    let after = after.trim_start_matches([':', '：']);
    (before.chars().count() <= 40 && !after.starts_with("//")).then_some((before, after))
}

/// What the label announces.
pub(crate) fn role(text: &str) -> Option<Role> {
    Some(match LABELS.class(&label(text))? {
        "speakers" => Role::Speakers,
        "writers" => Role::Writers,
        "authors" => Role::Authors,
        "organisations" => Role::Organisations,
        "rating" => Role::Rating,
        "date" => Role::Date,
        "aside" | "icon" => return None,
        _ => Role::Field,
    })
}
