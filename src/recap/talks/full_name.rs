//! The full names of speakers whom a session mostly calls by their first name: what it says once counts everywhere.

use crate::recap::markup::line::Line;
use crate::recap::mentions::person::{self, Likeness, PARTICLES, Person};
use crate::recap::words::fold::fold;

/// Gives each person who is named by a first name alone the full name that the prose has for it, if it has one and no other.
pub(super) fn complete(people: &mut [Person], prose: &[&Line]) {
    for at in 0..people.len() {
        let first = people[at].name.as_str();
        if first.contains([' ', '.', '@']) || person::likeness(first) != Likeness::Known {
            continue;
        }
        let mut full: Option<String> = None;
        let found = prose.iter().flat_map(|line| in_line(line, first));
        let mut others = 0;
        for name in found {
            match &full {
                Some(known) if fold(known) == fold(&name) => {}
                Some(_) => others += 1,
                None => full = Some(name),
            }
        }
        let Some(full) = full.filter(|_| others == 0) else { continue };
        if !people.iter().any(|person| fold(&person.name) == fold(&full)) {
            people[at].name = full;
        }
    }
}

/// The full names on a line that begin with a first name: written as names are, or all of a link.
fn in_line(line: &Line, first: &str) -> Vec<String> {
    let linked = line.anchors.iter().filter_map(|a| line.text.get(a.range.clone())).map(str::trim);
    let linked = linked.filter(|text| {
        let mut words = text.split(' ');
        words.next() == Some(first) && words.next().is_some_and(is_family) && words.next().is_none()
    });
    let mut names: Vec<String> = linked.map(str::to_owned).collect();
    for (at, _) in line.text.match_indices(first) {
        let (before, after) = (&line.text[..at], &line.text[at + first.len()..]);
        let whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '-');
        let Some(rest) = after.strip_prefix(' ').filter(|_| whole) else { continue };
        let mut end = 0;
        for word in rest.split(' ') {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            if PARTICLES.contains(&word) {
                end += word.len() + 1;
                continue;
            }
            if word.starts_with(char::is_uppercase) && is_family(bare) {
                names.push(format!("{first} {}{bare}", &rest[..end]));
            }
            break;
        }
    }
    names
}

/// Whether a word may be a family name.
fn is_family(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
}
