//! What brackets, pictures and accounts set apart from a title: "[Jeanne Untel, @juntel] Titre", "Titre 🎤 Jeanne Untel",
//! "Titre (@juntel)".

use crate::recap::mentions::byline::FACES;
use crate::recap::mentions::name_list;
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::title_people::only_people;

/// Signs between a title and what is set apart from it.
const SIGNS: [char; 10] = [' ', '\u{a0}', ':', ',', '-', '–', '—', '―', '|', '('];

/// The people in square brackets before a title, with their accounts and companies, and the title.
pub(super) fn bracketed_lead(text: &str) -> Option<(Vec<Person>, &str)> {
    let (inner, rest) = text.trim_start().strip_prefix('[')?.split_once(']')?;
    let title = rest.trim_start_matches(SIGNS);
    let people = name_list::read(inner, false);
    let full = !people.is_empty() && people.iter().all(|person| person.name.contains(' '));
    // "[Titre](https://…)" is a link that was not closed as one.
    let is_link = rest.starts_with('(');
    (full && !is_link && !title.is_empty() && only_people(inner, &people)).then_some((people, title))
}

/// A title, and the people behind the picture of a person or of a microphone.
pub(super) fn before_face(text: &str) -> Option<(&str, Vec<Person>)> {
    let at = text.find(FACES).filter(|&at| at > 0)?;
    let (title, names) = text.split_at_checked(at)?;
    let names = names.trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '@'));
    let people = name_list::read(names, true);
    let named = people.first().is_some_and(|first| person::likeness(&first.name) != Likeness::None);
    let title = title.trim_end_matches(SIGNS);
    (named && !title.is_empty() && only_people(names, &people)).then_some((title, people))
}

/// A title, and the accounts behind it, in brackets or behind a dash.
pub(super) fn before_accounts(text: &str) -> Option<(&str, Vec<Person>)> {
    let text = text.trim_end();
    let at = text.find('@')?;
    let (head, accounts) = text.split_at_checked(at)?;
    let title = head.trim_end_matches(['(', '[']);
    let bracketed = title.len() < head.len();
    let dashed = [" - ", " – ", " — ", " ― ", " | "].iter().any(|sign| head.ends_with(sign));
    let accounts = if bracketed { accounts.strip_suffix([')', ']'])? } else { accounts };
    let title = title.trim_end_matches(SIGNS);
    let people = handles(accounts).filter(|_| (bracketed || dashed) && !title.is_empty())?;
    Some((title, people))
}

/// Accounts that stand for persons: "@untel", "@untel et @unetelle", what follows "aka" left out.
pub(super) fn handles(text: &str) -> Option<Vec<Person>> {
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

/// "Titre (Société)", "Titre (?, Société)": the title, and the company where others have people in brackets.
pub(super) fn bracketed_house(text: &str) -> Option<(&str, &str)> {
    let (rest, inner) = text.trim_end().strip_suffix(')')?.rsplit_once(" (")?;
    let house = inner.trim_start_matches(['?', ',', ' ']);
    let words = || house.split(' ');
    let named = words().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '&'));
    (named && (1..=3).contains(&words().count()) && !rest.trim().is_empty()).then_some((rest, house))
}
