//! Persons gathered from several places, where the same one may be named in several ways.

use crate::recap::mentions::person::{self, Person};
use crate::recap::words::fold::fold;

/// Persons, each once; of two forms of one name the fuller stays.
#[derive(Debug, Default)]
pub(in crate::recap) struct Persons {
    pub people: Vec<Person>,
    /// The folded names of each and of those they work for: what comes is compared with all of them.
    keys: Vec<(String, Vec<String>)>,
}

impl Persons {
    /// Adds a person.
    pub(in crate::recap) fn add(&mut self, person: Person) {
        let key = fold(&person.name);
        let same = self.keys.iter().position(|(other, _)| {
            person::is_same(other, &key)
                // One letter apart: the same name mistyped.
                || key.contains(' ') && other.len() >= 8 && other.as_bytes().first() == key.as_bytes().first()
                    && is_one_letter_apart(other, &key)
        });
        let Some(same) = same else {
            self.keys.push((key, person.organisations.iter().map(|name| fold(name)).collect()));
            self.people.push(person);
            return;
        };
        let (known, (name, organisations)) = (&mut self.people[same], &mut self.keys[same]);
        if person.name.split(' ').count() > known.name.split(' ').count() {
            known.name = person.name;
            *name = key;
        }
        for organisation in person.organisations {
            let key = fold(&organisation);
            if !organisations.contains(&key) {
                organisations.push(key);
                known.organisations.push(organisation);
            }
        }
    }
}

/// Whether one letter more, less or other makes one text of the other.
fn is_one_letter_apart(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let alike = |(a, b): &(char, char)| a == b;
    let begin: usize = a.chars().zip(b.chars()).take_while(alike).map(|(c, _)| c.len_utf8()).sum();
    let (a, b) = (a.get(begin..).unwrap_or_default(), b.get(begin..).unwrap_or_default());
    let end: usize = a.chars().rev().zip(b.chars().rev()).take_while(alike).map(|(c, _)| c.len_utf8()).sum();
    a.len().max(b.len()) > end
        && [a, b]
            .iter()
            .all(|rest| rest.get(..rest.len() - end).is_some_and(|rest| rest.chars().count() <= 1))
}
