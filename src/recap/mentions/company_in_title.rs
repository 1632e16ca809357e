//! The organisation that a title names as the one that gives the session, or whose experience it tells.

use crate::recap::mentions::{company_in_prose, institution};
use crate::recap::words::lead::holds;
use crate::recap::words::lexicon::is_organisation;
use regex::Regex;
use std::sync::LazyLock;

/// Letters of the longest pronoun that "chez" may lead to.
const LONGEST_PRONOUN: usize = 5;

/// "… chez X", "Retour d'expérience de X": the organisation that a title names as the one that presents.
pub(in crate::recap) fn in_title(title: &str) -> Option<String> {
    static GIVEN_BY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:(?:^|\s)[Cc]hez\s|(?i:retours? d['’]exp[ée]riences?|rex)\s(?:de\s|d['’]|du\s)(?:chez\s)?)(?P<name>\p{Lu})").expect("valid")
    });
    let experience = holds(title, &["retour", "rex"]);
    if (experience || title.contains("hez"))
        && let Some(capital) = GIVEN_BY.captures(title).and_then(|found| found.name("name"))
    {
        let name = company_in_prose::name(title.get(capital.start()..)?, &['.', '&']);
        return Some(name.trim_end_matches('.').to_owned());
    }
    // "REX Untel : titre"
    static LEADS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:REX|Rex|(?i:retours? d['’]exp[ée]riences?))\s(?P<name>\p{Lu})").expect("valid")
    });
    if experience && let Some(capital) = LEADS.captures(title).and_then(|found| found.name("name")) {
        let name = company_in_prose::name(title.get(capital.start()..)?, &['.', '&', '-']);
        let rest = title.get(capital.start() + name.len()..)?.trim_start();
        if rest.starts_with([':', '-', '–', '—', ',']) {
            return Some(name.to_owned());
        }
    }
    // "L'Insee passe à …": a public body that a title begins with, as the subject of a verb.
    let subject = ["L'", "L’", "Le ", "La ", "Les "].iter().find_map(|article| title.strip_prefix(article));
    if let Some(name) = institution::at(subject.unwrap_or(title)) {
        let rest = subject.unwrap_or(title).get(name.len()..)?;
        if rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase)) {
            return Some(name.to_owned());
        }
    }
    // "Titre (Société)": a company that is known by its name.
    if let Some((_, inner)) = title.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('))
        && is_organisation(inner)
    {
        return Some(inner.to_owned());
    }
    // "… chez untel.fr", "… chez untel": one word at the end is a name without a capital, unless it is a pronoun ("soi").
    let (_, last) = title.trim_end().rsplit_once(" chez ")?;
    let is_name = (last.contains('.') || last.chars().count() > LONGEST_PRONOUN)
        && last.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    is_name.then(|| last.to_owned())
}
