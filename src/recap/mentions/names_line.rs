//! Lines and values that are names and nothing else, with the jobs and companies beside them.

use crate::recap::mentions::name_list;
use crate::recap::mentions::name_seams::names_alone;
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::role::{Byline, Role};
use crate::recap::words::lexicon::{INSTITUTIONS, PRESENTING};
use regex::Regex;
use std::sync::LazyLock;

/// Names without a capital, "jeanne untel et paul autre": persons, where each begins with a first name.
pub(super) fn in_small_letters(text: &str) -> Option<Vec<Person>> {
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
pub(super) fn with_small_company(text: &str) -> Option<Byline> {
    let comma = memchr::memchr_iter(b',', text.as_bytes());
    let rest = comma.filter_map(|at| text.get(at..)).find_map(|rest| rest.strip_prefix(", "))?;
    let name = text.get(..text.len() - rest.len() - ", ".len())?;
    let rest = rest.split_once(" (").map_or(rest, |(word, address)| {
        let inner = address.strip_suffix(')').unwrap_or(address);
        if inner.starts_with("http") || inner.starts_with('@') { word } else { rest }
    });
    let is_name = |c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    let word = rest.trim();
    let company = (4..=24).contains(&word.chars().count())
        && word.starts_with(char::is_lowercase)
        && word.chars().all(is_name)
        && !word.ends_with(['.', '-'])
        && !person::is_job(word)
        && !PRESENTING.is(word, "joint")
        && !PRESENTING.is(word, "skip");
    let full = || name.contains(' ') && person::likeness(name) == Likeness::Known;
    (company && full()).then(|| Byline {
        role: Role::Names,
        people: vec![Person { name: name.to_owned(), organisations: vec![word.to_owned()] }],
        value: text.to_owned(),
        rating: None,
    })
}

/// A line of names, jobs and companies, and nothing else.
pub(super) fn names(text: &str, aside: bool) -> Option<Byline> {
    if let Some(byline) = with_small_company(text) {
        return Some(byline);
    }
    if text.ends_with(['.', '!', '?', ':', ';']) && !text.ends_with("Inc.") || text.chars().count() > 160 {
        return None;
    }
    if !name_list::begins_with_a_person(text) {
        return None;
    }
    let people = name_list::read(text, false);
    let known = people.iter().filter(|p| person::likeness(&p.name) == Likeness::Known).count();
    // A first name alone is a heading as likely as a byline.
    let full = people.iter().any(|p| p.name.contains(' '));
    let starts = people.first().is_some_and(|p| text.starts_with(&p.name));
    // "A, CTO, X": a job beside it makes a name of capitalised words.
    // What many commas part in brackets is a list of things.
    let listed = text.split_once('(').is_some_and(|(_, inner)| inner.matches(',').count() >= 2);
    let jobs = !listed
        && text
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
pub(super) fn covers(text: &str, people: &[Person]) -> bool {
    // What stands before "chez" after a comma is a job, whatever its words are.
    static JOB_AT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r",\s[^,()]{3,40}\s(?:chez|at|@)\s").expect("valid"));
    let led = [" chez ", " at ", " @ "].iter().any(|lead| text.contains(lead));
    let text = &*names_alone(text);
    let mut rest = if led { JOB_AT.replace_all(text, ", ").into_owned() } else { text.to_owned() };
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
        // "d'Histoire" has the capital of its name.
        .map(|w| w.split_once(['\'', '’']).map_or(*w, |(_, name)| name))
        .filter(|w| {
            w.chars().next().is_some_and(char::is_lowercase)
                && !person::is_job(w)
                && !INSTITUTIONS.is(w, "house")
                && !matches!(
                    *w,
                    "et" | "and"
                        | "avec"
                        | "puis"
                        | "chez"
                        | "at"
                        | "from"
                        | "de"
                        | "pour"
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
