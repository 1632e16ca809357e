//! Lists of persons with those they work for: "A et B, X", "A (X), B (Y)", "A, CTO chez X".

use crate::recap::mentions::job::employer;
use crate::recap::mentions::person::{self, Likeness, Person, is_job, likeness};
use crate::recap::words::fold::{bare, fold};
use std::sync::LazyLock;

/// What parts the items of a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// "et", ";": another person.
    And,
    /// "&": another person, or the rest of a company's name.
    Ampersand,
    /// A comma: another person, their job, or their company.
    Comma,
    /// "chez", "@": their job or company.
    At,
    /// A dash: their job or company, or another person by their first name.
    Dash,
    /// What stands in brackets.
    Inside,
    /// The sign of an account, whose name follows: "@untel".
    Account,
}

/// Whether a word is the name of an account, and not "@" and a company: it has no capital.
pub(super) fn is_account(word: &str) -> bool {
    word.strip_prefix('@').is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// Where items of a byline part.
struct Seam {
    joint: Joint,
    /// First byte of the white space before it.
    start: usize,
    /// One past the last byte of the white space after it.
    end: usize,
}

/// The first seam of a text.
fn seam(text: &str) -> Option<Seam> {
    let mut from = 0;
    loop {
        let found = text
            .get(from..)?
            .find(|c: char| c.is_whitespace() || matches!(c, '&' | ';' | ',' | '(' | ':'))?;
        let start = from + found;
        let rest = text.get(start..)?;
        let sign = rest.trim_start();
        let spaced = sign.len() < rest.len();
        if let Some((joint, length)) = sign_at(sign).or_else(|| spaced.then(|| word_at(sign)).flatten()) {
            let after = sign.get(length..).unwrap_or_default();
            return Some(Seam { joint, start, end: text.len() - after.trim_start().len() });
        }
        from = text.len() - sign.len();
        if !spaced {
            from += sign.chars().next()?.len_utf8();
        }
    }
}

/// A sign that parts items wherever it stands, and its bytes.
fn sign_at(text: &str) -> Option<(Joint, usize)> {
    let after = text.get(1..)?;
    match text.as_bytes().first()? {
        b'&' => Some((Joint::Ampersand, 1)),
        b';' => Some((Joint::And, 1)),
        b'(' => Some((Joint::Inside, 1)),
        b':' if after.starts_with(char::is_whitespace) => Some((Joint::At, 1)),
        // ", et " goes on with a person, a comma alone with anything.
        b',' => {
            let word = after.trim_start();
            let and = word
                .strip_prefix('&')
                .map(|_| 1)
                .or_else(|| ["et", "and"].iter().find_map(|and| starts(word, and)));
            let and =
                and.filter(|&length| word.get(length..).is_some_and(|t| t.starts_with(char::is_whitespace)));
            Some(and.map_or((Joint::Comma, 1), |length| (Joint::And, text.len() - word.len() + length)))
        }
        _ => None,
    }
}

/// A word, or a sign between spaces, that parts items after white space, and its bytes.
fn word_at(text: &str) -> Option<(Joint, usize)> {
    let ends = |length: usize| text.get(length..).is_some_and(|t| t.starts_with(char::is_whitespace));
    let word = |word: &str| starts(text, word).filter(|&length| ends(length));
    match text.chars().next()? {
        '@' => {
            let end =
                text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ')' | ';')).unwrap_or(text.len());
            let account = text.get(..end).is_some_and(is_account);
            Some((if account { Joint::Account } else { Joint::At }, 1))
        }
        sign @ ('-' | '–' | '—') => ends(sign.len_utf8()).then_some((Joint::Dash, sign.len_utf8())),
        sign @ ('+' | '/' | '|' | '·') => ends(sign.len_utf8()).then_some((Joint::And, sign.len_utf8())),
        _ => {
            let and = ["et", "and", "avec", "with", "puis"].into_iter().find_map(word);
            let at = || ["chez", "from"].into_iter().find_map(word);
            let de_chez = || {
                let rest = text.get(word("de")?..)?.trim_start();
                let length = text.len() - rest.len() + starts(rest, "chez")?;
                ends(length).then_some(length)
            };
            and.map(|length| (Joint::And, length))
                .or_else(|| at().or_else(de_chez).map(|length| (Joint::At, length)))
        }
    }
}

/// The bytes of a word of ASCII that a text begins with, blind to case.
fn starts(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().get(..word.len())?.eq_ignore_ascii_case(word.as_bytes()).then_some(word.len())
}

/// The items of a byline and what stands before each; what stands in brackets is one item.
fn parts(text: &str) -> Vec<(Joint, String)> {
    let mut parts = Vec::new();
    let mut push = |joint: Joint, part: &str| {
        let part = bared(part);
        if !part.is_empty() {
            parts.push((joint, part.to_owned()));
        }
    };
    let (mut joint, mut from) = (Joint::And, 0usize);
    while let Some(seam) = text.get(from..).and_then(seam) {
        push(joint, text.get(from..from + seam.start).unwrap_or_default());
        let next = from + seam.end;
        if seam.joint == Joint::Inside {
            let end = text.get(next..).and_then(|rest| rest.find(')')).map_or(text.len(), |at| next + at);
            push(Joint::Inside, text.get(next..end).unwrap_or_default());
            from = (end + 1).min(text.len());
            joint = Joint::Comma;
            continue;
        }
        joint = seam.joint;
        from = next;
    }
    push(joint, text.get(from..).unwrap_or_default());
    parts
}

/// An item without the signs around it, and without a title before a name.
fn bared(part: &str) -> &str {
    let part = part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '"' | '«' | '»'));
    let part = without_honour(part);
    // "Jeanne U." keeps its full stop, a sentence does not.
    let initial = part.rsplit(' ').next().is_some_and(|last| last.chars().count() == 2);
    if initial { part } else { part.trim_matches('.') }
}

/// Whether the first item of a text may be a person, with or without their company.
pub(super) fn begins_with_a_person(text: &str) -> bool {
    // A name has a capital, and initials may be joined.
    if !text.starts_with(|c: char| c.is_uppercase() || matches!(c, '-' | '‑')) {
        return false;
    }
    let end = seam(text).map_or(text.len(), |seam| seam.start);
    let first = bared(text.get(..end).unwrap_or_default());
    let name = split_house(first).map_or(first, |(name, _)| name);
    likeness(name) != Likeness::None || person::is_initialled(name)
}

/// A person, and the company that stands behind the name.
fn split_house(part: &str) -> Option<(&str, &str)> {
    [" de ", " d'", " d’", " du ", " from "].iter().find_map(|lead| {
        let (name, house) = part.split_once(lead)?;
        let full = name.contains(' ') && likeness(name) == Likeness::Known;
        (full && house.starts_with(char::is_uppercase)).then_some((name, house))
    })
}

/// "Jeanne Untel de Société": the person and the company as items of their own.
fn housed(parts: Vec<(Joint, String)>) -> Vec<(Joint, String)> {
    let mut items = Vec::with_capacity(parts.len());
    for (joint, part) in parts {
        let split = split_house(&part).map(|(name, house)| (name.to_owned(), house.to_owned()));
        match split {
            Some((name, house)) => items.extend([(joint, name), (Joint::At, house)]),
            None => items.push((joint, part)),
        }
    }
    items
}

/// Titles that stand before a name.
const HONOURS: [&str; 19] = [
    "Dr ",
    "Dr. ",
    "Dre ",
    "Pr ",
    "Pr. ",
    "Prof. ",
    "M. ",
    "Mme ",
    "Mlle ",
    "Mr ",
    "Mr. ",
    "Me ",
    "Maître ",
    "Docteur ",
    "Docteure ",
    "Professeur ",
    "Professeure ",
    "Monsieur ",
    "Madame ",
];

/// Whether a folded word is such a title.
pub(super) fn is_honour(word: &str) -> bool {
    static FOLDED: LazyLock<Vec<String>> =
        LazyLock::new(|| HONOURS.iter().map(|honour| bare(honour)).collect());
    FOLDED.iter().any(|honour| honour == word)
}

/// A name without the title before it: "Dr. Jeanne Untel".
fn without_honour(name: &str) -> &str {
    let bare = HONOURS.iter().find_map(|honour| name.strip_prefix(honour)).map(str::trim_start);
    // "M. Untel" may be initials; a name in full follows a title.
    bare.filter(|bare| bare.contains(' ') || !name.starts_with("M. ")).unwrap_or(name)
}

/// Endings that belong to the company before them.
const LEGAL: &[&str] = &["inc", "inc.", "ltd", "llc", "gmbh", "corp", "sa", "sas", "s.a.", "ag", "plc", "co"];

/// A list of persons as far as it is read.
struct Reading<'t> {
    /// The list.
    text: &'t str,
    /// Its items.
    items: Vec<(Joint, String)>,
    /// Whether a label says that persons follow.
    labelled: bool,
    /// The persons so far.
    people: Vec<Person>,
    /// The first of the persons that a company after them belongs to.
    open: usize,
    /// Whether "et" led the last person: the list ends there.
    ended: bool,
}

/// Reads a list of persons; in a `labelled` field the first item is a person whatever it looks like.
pub(crate) fn read(text: &str, labelled: bool) -> Vec<Person> {
    let mut items = housed(parts(text));
    // "A - @untel": the account is the person's, unless nobody else is named.
    let is_account = |(joint, part): &(Joint, String)| *joint == Joint::Account || is_account(part);
    if !items.iter().all(is_account) {
        items.retain(|item| !is_account(item));
    }
    let mut reading = Reading { text, items, labelled, people: Vec::new(), open: 0, ended: false };
    let mut company = false; // the item before named one
    for i in 0..reading.items.len() {
        let (joint, part) = reading.items[i].clone();
        if joint == Joint::Ampersand && company && likeness(&part) != Likeness::Known {
            // "Mer & Cie"
            reading.extend_companies(" & ", &part);
            continue;
        }
        let joint = if joint == Joint::Ampersand { Joint::And } else { joint };
        company = false;
        if reading.is_person(i, joint, &part) {
            let employed = reading.people.last().is_some_and(|p| !p.organisations.is_empty());
            if joint == Joint::And && employed || reading.people.is_empty() {
                reading.open = reading.people.len();
            }
            reading.ended = joint == Joint::And && !reading.people.is_empty();
            reading.people.push(Person { name: part, organisations: Vec::new() });
            continue;
        }
        // A company needs a person before it. Without one, it only takes the words after an ampersand.
        if reading.people.is_empty() && !matches!(reading.items.get(i + 1), Some((Joint::Ampersand, _))) {
            continue;
        }
        if LEGAL.contains(&fold(&part).as_str()) {
            reading.extend_companies(", ", &part);
            continue;
        }
        company = reading.employ(joint, &part);
    }
    reading.people
}

impl Reading<'_> {
    /// Whether an item is a person.
    fn is_person(&self, i: usize, joint: Joint, part: &str) -> bool {
        let like = likeness(part);
        let next = self.items.get(i + 1).map(|(joint, _)| *joint);
        let starts = self.people.is_empty() || joint == Joint::And;
        match joint {
            Joint::Inside | Joint::At | Joint::Account => false,
            Joint::Dash => like == Likeness::Known && part.contains(' '),
            _ if starts && self.labelled => {
                like != Likeness::None || (part.split_whitespace().count() <= 4 && !is_job(part))
            }
            Joint::And | Joint::Ampersand => like != Likeness::None,
            Joint::Comma => {
                let more = matches!(next, Some(Joint::And | Joint::Ampersand));
                // "A (X), B (Y)": brackets of its own make an item a person.
                let bracketed = next == Some(Joint::Inside);
                let series =
                    bracketed && i.checked_sub(1).is_some_and(|before| self.items[before].0 == Joint::Inside);
                let before = self.people.last();
                let initialled = person::is_initialled(part)
                    && (self.labelled || before.is_some_and(|before| person::is_initialled(&before.name)));
                let listed = self.labelled && (more && !self.ended || bracketed) || series;
                like == Likeness::Known
                    || initialled
                    || (self.people.is_empty() && like != Likeness::None)
                    || (listed && like == Likeness::Shape && part.contains(' '))
            }
        }
    }

    /// Adds what goes on with the names of the companies just named: "Mer & Cie", "Mer, Inc.".
    fn extend_companies(&mut self, joint: &str, part: &str) {
        let companies = self.people.iter_mut().skip(self.open).filter_map(|p| p.organisations.last_mut());
        for company in companies {
            company.push_str(joint);
            company.push_str(part);
            if joint == ", " && self.text.contains(&format!("{company}.")) {
                company.push('.');
            }
        }
    }

    /// Reads an item as the company of the persons before it. Returns whether it names one.
    fn employ(&mut self, joint: Joint, part: &str) -> bool {
        // Brackets may hold several facts: the first company is the present one.
        let named = if joint == Joint::Inside { part.split(", ").find_map(employer) } else { employer(part) };
        let Some(employer) = named else { return false };
        // In brackets it belongs to the person before; after a comma, to all since the last company, and the last named
        // wins.
        let from = if joint == Joint::Inside { self.people.len().saturating_sub(1) } else { self.open };
        for person in self.people.iter_mut().skip(from) {
            if joint != Joint::Inside {
                person.organisations.clear();
            }
            person.organisations.push(employer.clone());
        }
        true
    }
}
