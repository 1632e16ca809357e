//! Headings that are persons and nothing else, or a kind of session and who gave it.

use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::title_people::are_people;
use crate::recap::mentions::{job, name_list};
use crate::recap::words::fold::fold;
use crate::recap::words::lexicon::PRESENTING;

/// A heading that is one person, with or without a company in brackets: the person, and the name alone.
pub(super) fn whole_person(text: &str, named: bool) -> Option<(Person, &str)> {
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
    let organisations = house.and_then(job::employer).into_iter().collect();
    Some((Person { name: name.to_owned(), organisations }, name))
}

/// The people that a text is, with nothing else, where each is known by the first name.
pub(in crate::recap) fn known_people(text: &str) -> Option<Vec<Person>> {
    let people = name_list::read(text, false);
    let known = people.iter().all(|person| person::likeness(&person.name) == Likeness::Known);
    (known && are_people(text)).then_some(people)
}

/// A heading that is a kind of session and who gave it, with or without a company in brackets: "Keynote de Jeanne Untel (X)". The
/// person, and the heading without the company.
pub(super) fn session_of(text: &str) -> Option<(Person, &str)> {
    let (kind, rest) = text.split_once(' ')?;
    let rest = ["de ", "d'", "d’"].iter().find_map(|lead| rest.strip_prefix(lead))?;
    let given = PRESENTING.is(&fold(kind), "billed");
    let (person, name) = whole_person(rest, given)?;
    let known = given && person::likeness(name) == Likeness::Known;
    let end = text.len() - rest.len() + name.len();
    known.then_some((person, text.get(..end)?))
}
