//! Persons whom a text names without saying that they give the session: in full, or with thanks.

use crate::recap::markup::line::Line;
use crate::recap::mentions::company_after_name::{affiliation, is_maker};
use crate::recap::mentions::name_group::group;
use crate::recap::mentions::person::{self, Person};
use crate::recap::mentions::presenter::{MOST, all_tokens};
use crate::recap::mentions::sentence::{is_credit, is_elsewhere, is_referred_to};
use crate::recap::mentions::{event, links};
use crate::recap::words::lexicon::PRESENTING;

/// The persons named in full in a text, unless it says that they are elsewhere.
pub(crate) fn mentioned(text: &str) -> Vec<Person> {
    let tokens = all_tokens(text);
    let mut people = Vec::new();
    if is_credit(&tokens) {
        return people;
    }
    let mut at = 0;
    while at < tokens.len() {
        match group(text, &tokens, at) {
            Some(group) if is_elsewhere(&tokens, group.first) || is_referred_to(&tokens, group.first) => {
                at = group.last + 1;
            }
            Some(group) if group.people.iter().any(|p| event::names_event(&p.name)) => at = group.last + 1,
            Some(mut group) if group.known > 0 && group.people.iter().all(|p| p.name.contains(' ')) => {
                let (after, _) = affiliation(text, &tokens, &mut group);
                if is_maker(&tokens, &group, after) {
                    group.people.iter_mut().for_each(|p| p.organisations.clear());
                }
                people.append(&mut group.people);
                at = after.max(group.last + 1);
            }
            _ => at += 1,
        }
    }
    people
}

/// The persons whose first names alone link to pages: in the first lines of a session they gave it, as far as nobody else did.
pub(crate) fn linked(line: &Line) -> Vec<Person> {
    let is_first = |name: &str| !name.contains([' ', '.']) && person::first_name(name) == Some(true);
    let named = line.anchors.iter().filter(|a| links::is_web(&a.url)).filter_map(|a| {
        let name = line.text.get(a.range.clone())?.trim();
        (is_first(name) && name.contains(char::is_lowercase)).then_some((a.range.start, name))
    });
    let named: Vec<(usize, &str)> = named.take(MOST).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let tokens = all_tokens(&line.text);
    let here = |(start, _): &(usize, &str)| {
        let at = tokens.partition_point(|t| t.start < *start);
        !is_elsewhere(&tokens, at) && !is_referred_to(&tokens, at)
    };
    let people = named
        .into_iter()
        .filter(here)
        .map(|(_, name)| Person { name: name.to_owned(), organisations: Vec::new() });
    people.collect()
}

/// Persons whom the first words of a session call by their first names and say the job of: "Jeanne et Max sont deux menuisiers".
pub(crate) fn introduced(text: &str) -> Vec<Person> {
    let tokens = all_tokens(text);
    let Some(group) = tokens.first().and_then(|_| group(text, &tokens, 0)) else { return Vec::new() };
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|t| words.contains(&&*t.folded()));
    let job = tokens.iter().skip(group.last + 2).take(MOST_OF_JOB).any(|t| person::names_a_bearer(t.text));
    let told = is(group.last + 1, &["est", "sont"]) && job;
    if told && group.known == group.people.len() { group.people } else { Vec::new() }
}

/// Words behind "est" or "sont" among which one says who somebody is.
const MOST_OF_JOB: usize = 4;

/// Whom a text thanks for a session: "Merci Jeanne pour ces conseils".
pub(crate) fn thanked(text: &str) -> Vec<Person> {
    let tokens = all_tokens(text);
    let is = |i: usize, words: &[&str]| tokens.get(i).is_some_and(|t| words.contains(&&*t.folded()));
    for at in 0..tokens.len() {
        let from = if is(at + 1, &["a"]) { at + 2 } else { at + 1 };
        if !is(at, &["merci"]) || from >= tokens.len() {
            continue;
        }
        let Some(group) = group(text, &tokens, from).filter(|group| group.known == group.people.len()) else {
            continue;
        };
        let after = group.last + 1;
        // "Merci Jeanne !" speaks to who gave the session.
        let addressed = from == at + 1 && tokens.get(after).is_none_or(|t| matches!(t.text, "!" | "." | "…"));
        if addressed {
            return group.people;
        }
        let given = tokens.get(after + 2).is_some_and(|t| !PRESENTING.is_word(t, "credit"));
        if is(after, &["pour"]) && is(after + 1, &["ce", "cet", "cette", "ces"]) && given {
            return group.people;
        }
    }
    Vec::new()
}
