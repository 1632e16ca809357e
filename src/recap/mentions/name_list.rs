//! Lists of persons with those they work for: "A et B, X", "A (X), B (Y)", "A, CTO chez X".

use crate::recap::mentions::job::employer;
use crate::recap::mentions::name_seams::{Joint, bared, is_account, parts, seam};
use crate::recap::mentions::person::{self, Likeness, Person, is_job, likeness};
use crate::recap::words::fold::fold;

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
