//! Who wrote a part of a recap that several sign: an author of the whole whom the heading or a "par" line of a session names
//! beside its speaker.

use crate::recap::mentions::byline::{self, Role};
use crate::recap::mentions::name_list;
use crate::recap::mentions::person::Person;
use crate::recap::mentions::rule::{Mention, Rule};
use crate::recap::outline::Sheet;
use crate::recap::words::fold::fold;
use crate::recap::words::lead::begins;
use rustc_hash::FxHashSet;

/// The authors, folded, of a full name that may sign a part: one word may be anybody's first name.
pub(in crate::recap) fn full_names(authors: &[String]) -> Vec<String> {
    authors.iter().map(|name| fold(name)).filter(|name| name.contains(' ')).collect()
}

/// The authors among those whom a session names, where it has another speaker that a heading or a field names: they wrote of
/// it. `found` are the speakers of the session with the rules that found them, `content` its lines without heading.
pub(in crate::recap) fn read(
    sheet: &Sheet<'_>,
    (heading, content): (Option<&str>, &[usize]),
    authors: &[String],
    found: &[Mention],
) -> Vec<String> {
    if authors.is_empty() {
        return Vec::new();
    }
    let are_authors = |people: &[Person]| people.iter().all(|person| is_author(person, authors));
    let mut signed: Vec<Person> =
        heading.map(in_brackets).filter(|people| are_authors(people)).unwrap_or_default();
    let mut others = Vec::new();
    for &i in content {
        match signature(sheet, i).filter(|people| are_authors(people)) {
            Some(people) => signed.extend_from_slice(people),
            None => others.push(i),
        }
    }
    if signed.is_empty() {
        return Vec::new();
    }
    // Each author once, however often the lines name them.
    let mut keys = FxHashSet::default();
    signed.retain(|person| keys.insert(fold(&person.name)));
    // Who is named once more may have spoken: "Speaker : Jeanne Untel", "Jeanne Untel nous présente".
    let texts: Vec<String> = others.into_iter().map(|i| fold(&sheet.lines[i].text)).collect();
    let is_elsewhere = |name: &str| texts.iter().any(|text| text.contains(name));
    let writers: Vec<String> =
        signed.into_iter().map(|person| person.name).filter(|name| !is_elsewhere(&fold(name))).collect();
    let speaks = |mention: &Mention| {
        is_named(mention.rule) && !writers.iter().any(|name| fold(name) == fold(&mention.name))
    };
    if found.iter().any(speaks) { writers } else { Vec::new() }
}

/// Whether a rule finds speakers in a heading or in a field.
fn is_named(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::SpeakerInTitle
            | Rule::SpeakerLeadsTitle
            | Rule::SpeakerField
            | Rule::SpeakerLine
            | Rule::SpeakerInBrackets
    )
}

/// Whether a person is an author of the recap; one with a company beside the name speaks for it.
fn is_author(person: &Person, authors: &[String]) -> bool {
    person.organisations.is_empty() && authors.contains(&fold(&person.name))
}

/// Who stands in the brackets at the end of a heading: "Titre (Jeanne Untel)", "Titre (par Jeanne Untel)".
fn in_brackets(heading: &str) -> Vec<Person> {
    let inner = heading.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let names = inner.map_or("", |(_, names)| names.trim());
    let bare = if is_by(names) { names.split_once(' ').map_or("", |(_, names)| names) } else { names };
    name_list::read(bare, false)
}

/// Who stands on a line that is "Par Jeanne Untel" and nothing else.
fn signature<'s>(sheet: &'s Sheet<'_>, i: usize) -> Option<&'s [Person]> {
    let field = sheet.looks[i].byline.as_deref().filter(|field| field.role == Role::Speakers)?;
    let text = byline::unbulleted(&sheet.lines[i].text).trim_start_matches(['(', '—', '–', '-', ' ']);
    (!field.people.is_empty() && is_by(text)).then_some(field.people.as_slice())
}

/// Whether a text begins with "par" or "by".
fn is_by(text: &str) -> bool {
    begins(text, &["par ", "by "])
}
