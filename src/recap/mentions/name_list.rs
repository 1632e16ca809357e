//! Lists of persons with those they work for: "A et B, X", "A (X), B (Y)", "A, CTO chez X".

use crate::recap::mentions::company::{company, in_small_letters, is_address};
use crate::recap::mentions::company_after_name::origin;
use crate::recap::mentions::institution;
use crate::recap::mentions::job::employer;
use crate::recap::mentions::name_seams::{Joint, bared, is_account, names_alone, parts, seam};
use crate::recap::mentions::person::{self, JOINERS, Likeness, PARTICLES, Person, is_job, likeness};
use crate::recap::words::fold::fold;
use crate::recap::words::lexicon::{INSTITUTIONS, is_organisation, is_place};

/// Whether the first item of a text may be a person, with or without their company.
pub(super) fn begins_with_a_person(text: &str) -> bool {
    // A name has a capital, and initials may be joined.
    if !text.starts_with(|c: char| c.is_uppercase() || matches!(c, '-' | '‑')) {
        return false;
    }
    let end = seam(text).map_or(text.len(), |seam| seam.start);
    let first = bared(text.get(..end).unwrap_or_default());
    let name = split_house(first, false).map_or(first, |(name, _)| name);
    likeness(name) != Likeness::None || person::is_initialled(name)
}

/// A person, and the company that stands behind the name, which may be a first name `alone` beside others.
fn split_house(part: &str, alone: bool) -> Option<(&str, &str)> {
    // How each of them begins.
    if !part.as_bytes().windows(2).any(|two| matches!(two, b" d" | b" f" | b" p")) {
        return None;
    }
    [" de ", " d'", " d’", " du ", " from ", " pour "].iter().find_map(|lead| {
        let (name, house) = part.split_once(lead)?;
        let (name, house) = (name.trim_end(), without_kind(house));
        let full = (alone || name.contains(' ')) && likeness(name) == Likeness::Known;
        (full && house.starts_with(char::is_uppercase)).then_some((name, house))
    })
}

/// The name of a company without the article and the word for what it is: "l'agence Société".
fn without_kind(house: &str) -> &str {
    let named = ["la ", "le ", "l'", "l’"].iter().find_map(|article| {
        let (kind, name) = house.strip_prefix(article)?.split_once(' ')?;
        INSTITUTIONS.is_written(kind, "house").then_some(name)
    });
    named.unwrap_or(house)
}

/// "Jeanne Untel Lead Developer": a person named in full, and the job that stands behind the name without a sign between.
fn split_job(part: &str) -> Option<(&str, &str)> {
    let mut spaces = part.char_indices().filter(|(_, c)| c.is_whitespace()).skip(1);
    spaces.find_map(|(at, _)| {
        let (name, job) = (part.get(..at)?.trim_end(), part.get(at..)?.trim_start());
        let begins = job.split([' ', '\u{a0}', ',', '(']).next().is_some_and(person::is_job_word);
        (begins && likeness(name) == Likeness::Known).then_some((name, job))
    })
}

/// "Jeanne Untel de Société", "Jeanne Untel CTO": the person, and the company or the job, as items of their own.
fn housed(parts: Vec<(Joint, String)>) -> Vec<(Joint, String)> {
    let mut items = Vec::with_capacity(parts.len());
    // "Jeanne et Paul de Société"
    let alone = parts.iter().any(|(_, part)| person::first_name(part) == Some(true));
    for (joint, part) in parts {
        match split_job(&part).or_else(|| split_house(&part, alone)) {
            Some((name, rest)) => items.extend([(joint, name.to_owned()), (Joint::At, rest.to_owned())]),
            None => items.push((joint, part)),
        }
    }
    items
}

/// The company in a job as programmes write it, without a sign or a preposition between: "UX Designer à la Société",
/// "Docteure en chimie Société", "Head of UX - Société".
fn house_of_job(job: &str) -> Option<String> {
    if let Some((first, house)) = [" - ", " – ", " — "].iter().find_map(|sign| job.split_once(sign)) {
        let bare = house.split_whitespace().skip_while(|word| person::is_job_word(word));
        let bare = bare.collect::<Vec<_>>().join(" ");
        return is_job(first).then(|| employer(&bare)).flatten();
    }
    let mut words = job.split_whitespace();
    if !words.next().is_some_and(person::is_job_word) {
        return None;
    }
    if let Some(house) = company(job) {
        return Some(house);
    }
    let words: Vec<&str> = job.split_whitespace().collect();
    let is_name = |word: &&&str| word.starts_with(char::is_uppercase) && !person::is_job_word(word);
    let count = words.iter().rev().take_while(is_name).count();
    let before = words.len().checked_sub(count + 1).and_then(|at| words.get(at))?;
    let parted =
        before.starts_with(char::is_lowercase) && !PARTICLES.contains(before) && !JOINERS.contains(before);
    let house = words.get(words.len() - count..)?.join(" ");
    ((1..=3).contains(&count) && parted && !is_place(&house)).then_some(house)
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
    let text = &*names_alone(text);
    let mut items = housed(parts(text));
    // "@untel (Jeanne Untel)": the account of who is named behind it.
    for i in 1..items.len() {
        let named = items[i].0 == Joint::Inside && likeness(&items[i].1) != Likeness::None;
        if named
            && items[i].1.contains(' ')
            && (items[i - 1].0 == Joint::Account || is_account(&items[i - 1].1))
        {
            items[i].0 = Joint::And;
        }
    }
    // "A - @untel": the account is the person's, unless nobody else is named.
    let of_account = |(joint, part): &(Joint, String)| *joint == Joint::Account || is_account(part);
    if !items.iter().all(of_account) {
        items.retain(|item| !of_account(item));
    }
    let mut reading = Reading { text, items, labelled, people: Vec::new(), open: 0, ended: false };
    let mut company = false; // the item before named one
    let mut job = false; // the item before was one
    for i in 0..reading.items.len() {
        let (joint, part) = reading.items[i].clone();
        let next = reading.items.get(i + 1).filter(|(joint, _)| *joint == Joint::Comma);
        let next_job = next.is_some_and(|(_, next)| person::names_a_bearer(next));
        // "Société & Jeanne Untel, CTO": a job behind the words makes them a person.
        let employed = part.contains(' ') && next_job;
        // "A, Société & Deux Mots, Autre": a company of their own makes persons of words.
        let another = next.is_some_and(|(_, next)| !LEGAL.contains(&fold(next).as_str()) && !is_place(next));
        let employed = employed || another && part.contains(' ') && likeness(&part) != Likeness::None;
        if joint == Joint::Ampersand && company && !employed && likeness(&part) != Likeness::Known {
            // "Mer & Cie"
            reading.extend_companies(" & ", &part);
            continue;
        }
        let joint = if joint == Joint::Ampersand { Joint::And } else { joint };
        company = false;
        // "Head of Services and Support, Société", "Lead et Société Sponsor": a job goes on.
        let more = !part.contains(' ') && next.is_some() && !next_job || person::names_a_bearer(&part);
        let goes_on = joint == Joint::And && job && more && likeness(&part) != Likeness::Known;
        job = part.split(' ').next().is_some_and(person::is_job_word) || goes_on;
        if goes_on {
            company = person::names_a_bearer(&part) && reading.employ(joint, &part);
            continue;
        }
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
                let lettered = part.starts_with(|c: char| c.is_alphabetic() || c == '@')
                    && !part.split(' ').next().is_some_and(|word| JOINERS.contains(&word))
                    && !part
                        .split(' ')
                        .next()
                        .is_some_and(|word| !self.people.is_empty() && person::is_job_word(word));
                like != Likeness::None || (lettered && part.split_whitespace().count() <= 4 && !is_job(part))
            }
            Joint::And | Joint::Ampersand => like != Likeness::None,
            // "Anna Untel, ANNA": letters that are a first name too.
            Joint::Comma if self.is_abbreviation(part) => false,
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
                // "Jeanne, Max et Lou": first names alone.
                let alike = !part.contains(' ') && before.is_some_and(|p| !p.name.contains(' '));
                let alone = self.labelled && more && !self.ended && alike && like != Likeness::None;
                like == Likeness::Known
                    || initialled
                    || alone
                    || (self.people.is_empty() && like != Likeness::None)
                    || (listed && like == Likeness::Shape && part.contains(' '))
            }
        }
    }

    /// Whether an item is one word in capitals behind a person whose name is not written so.
    fn is_abbreviation(&self, part: &str) -> bool {
        let shouted = |text: &str| !text.contains(char::is_lowercase);
        let is_word = part.chars().all(char::is_alphabetic) && part.chars().count() > 1;
        is_word && shouted(part) && self.people.last().is_some_and(|before| !shouted(&before.name))
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

    /// Reads what stands in brackets behind several persons as a company for each: "A et B (X et Y)". Whether it is that.
    fn employ_each(&mut self, part: &str) -> bool {
        let mut of_each = [" et ", " and ", " & ", ", ", " / "].iter().filter(|sign| part.contains(**sign));
        let (Some(sign), None) = (of_each.next(), of_each.next()) else { return false };
        let people = &mut self.people[self.open..];
        let houses: Vec<&str> = part.split(sign).map(str::trim).collect();
        let is_house = |part: &&str| part.starts_with(char::is_uppercase) && !is_place(part) && !is_job(part);
        let fits =
            houses.len() == people.len() && people.iter().all(|person| person.organisations.is_empty());
        if houses.len() < 2 || !fits || !houses.iter().all(is_house) {
            return false;
        }
        let Some(houses) = houses.into_iter().map(employer).collect::<Option<Vec<_>>>() else { return false };
        people.iter_mut().zip(houses).for_each(|(person, house)| person.organisations.push(house));
        true
    }

    /// Reads two companies of the person before, a stroke between them: "A (X / Y)". Whether it is that.
    fn employ_by_both(&mut self, part: &str) -> bool {
        let Some((first, second)) = part.split_once(" / ") else { return false };
        let is_house = |part: &str| part.starts_with(char::is_uppercase) && !is_place(part) && !is_job(part);
        // "Université d'Untel / Laboratoire": a part of a public body is named beside it.
        let is_body = |part: &str| institution::at(part).is_some();
        if is_body(first)
            || is_body(second)
            || !is_house(first)
            || !is_house(second)
            || second.contains(" / ")
        {
            return false;
        }
        let (Some(first), Some(second), Some(person)) =
            (employer(first), employer(second), self.people.last_mut())
        else {
            return false;
        };
        person.organisations.extend([first, second]);
        true
    }

    /// Reads an item as the company of the persons before it. Returns whether it names one.
    fn employ(&mut self, joint: Joint, part: &str) -> bool {
        if joint == Joint::Inside && (self.employ_each(part) || self.employ_by_both(part)) {
            return true;
        }
        // Brackets may hold several facts: the first company is the present one.
        let named = if joint == Joint::Inside {
            part.split(", ").find_map(|part| employer(part).or_else(|| house_of_job(part)))
        } else {
            // "A et B, tous deux de X"
            let origin = || origin(part).map(|(house, _)| house).filter(|_| part.starts_with("tou"));
            employer(part).or_else(|| house_of_job(part)).or_else(origin)
        };
        // "responsable du point d'entrée": what has no capital is a company where it is listed as one.
        let written = |name: &String| name.chars().any(|c| c.is_uppercase() || c.is_numeric());
        let named = named.filter(|name| written(name) || is_organisation(name));
        let led = part.strip_prefix("chez ").or((joint == Joint::At).then_some(part));
        let small = || led.and_then(in_small_letters).or_else(|| is_address(part).then(|| part.to_owned()));
        let Some(employer) = named.or_else(small) else { return false };
        // In brackets it belongs to the person before; after a comma, to all since the last company, and the last named
        // wins.
        let from = if joint == Joint::Inside { self.people.len().saturating_sub(1) } else { self.open };
        // "A, CNRS, Université d'Untel": of two public bodies none is a job or a place of the other.
        let is_body = |name: &str| institution::at(name) == Some(name);
        for person in self.people.iter_mut().skip(from) {
            let besides = is_body(&employer) && person.organisations.iter().all(|name| is_body(name));
            // "A, CNRS, Plateforme": what follows a public body is a part of it.
            let part_of = |name: &String| institution::at(name).is_some_and(|body| name.starts_with(body));
            if joint != Joint::Inside && !is_body(&employer) && person.organisations.iter().any(part_of) {
                continue;
            }
            // "architecte chez X et co-organisatrice de Y"
            let further = joint == Joint::And && part.split(' ').next().is_some_and(person::is_job_word);
            if joint != Joint::Inside && !besides && !further {
                person.organisations.clear();
            }
            person.organisations.push(employer.clone());
        }
        true
    }
}
