//! The organisation that a title names as the one that gives the session, or whose experience it tells.

use crate::recap::markup::line::Line;
use crate::recap::mentions::person::{self, Likeness};
use crate::recap::mentions::title_lead::at_colon;
use crate::recap::mentions::{company_in_prose, event, institution};
use crate::recap::words::fold::fold;
use crate::recap::words::lead::holds;
use crate::recap::words::lexicon::{INSTITUTIONS, PRESENTING, is_organisation, is_place};
use crate::recap::words::pattern::Pattern;

/// Letters of the longest pronoun that "chez" may lead to.
const LONGEST_PRONOUN: usize = 5;

/// "… chez X", "Retour d'expérience de X": the organisation that a title names as the one that presents.
pub(in crate::recap) fn in_title(title: &str) -> Option<String> {
    static GIVEN_BY: Pattern = Pattern::new(
        r"(?:(?:^|\s)[Cc]hez\s|(?i:retours? d['’]exp[ée]riences?|rex|témoignages?|interventions?)\s(?:de\s|d['’]|du\s)(?:chez\s)?(?:la\s(?:société\s)?|le\s)?)(?P<name>\p{Lu})",
    );
    let experience = holds(title, &["retour", "rex", "témoignage", "intervention"]);
    if (experience || title.contains("hez"))
        && let Some(capital) = GIVEN_BY.captures(title).and_then(|found| found.named("name"))
    {
        let name = company_in_prose::name(title.get(capital.start..)?, &['.', '&']);
        let is_person = name.contains(' ') && person::likeness(name) == Likeness::Known;
        let is_house = !is_person && !is_place(name) && !event::names_event(name);
        return is_house.then(|| name.trim_end_matches('.').to_owned());
    }
    // "REX Untel : titre"
    static LEADS: Pattern =
        Pattern::new(r"^(?:REX|Rex|(?i:retours? d['’]exp[ée]riences?))\s(?P<name>\p{Lu})");
    if experience && let Some(capital) = LEADS.captures(title).and_then(|found| found.named("name")) {
        let name = company_in_prose::name(title.get(capital.start..)?, &['.', '&', '-']);
        let rest = title.get(capital.start + name.len()..)?.trim_start();
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
    // "Titre (Untel)": a company that is known by its name, or called one: "Titre (société Untel)".
    if let Some((_, inner)) = title.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        let called = inner.split_once(' ').filter(|(word, name)| {
            word.starts_with(char::is_lowercase)
                && INSTITUTIONS.is(&fold(word), "house")
                && company_in_prose::name(name, &['&', '-']) == *name
        });
        if let Some(name) = called.map(|(_, name)| name).or(Some(inner).filter(|name| is_organisation(name)))
        {
            return Some(name.to_owned());
        }
    }
    // "… chez untel.fr", "… chez untel": one word at the end is a name without a capital, unless it is a pronoun ("soi").
    let (_, last) = title.trim_end().rsplit_once(" chez ")?;
    let is_name = (last.contains('.') || last.chars().count() > LONGEST_PRONOUN)
        && last.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    is_name.then(|| last.to_owned())
}

/// The organisation that a heading begins with, and the title behind it, where the first lines say that the session was its:
/// "Untel : raboter sans copeaux", "La session d'Untel …".
pub(in crate::recap) fn leading<'t>(
    title: &'t str,
    lines: &mut dyn Iterator<Item = &Line>,
) -> Option<(&'t str, &'t str)> {
    let (house, rest) = at_colon(title)?;
    let is_name = !house.is_empty() && company_in_prose::name(house, &['&', '-', '\'']) == house;
    // Capitals alone stand for a technique as often.
    let shouted = !house.contains(char::is_lowercase) && !is_organisation(house);
    if !is_name
        || shouted
        || rest.split_whitespace().count() < 2
        || is_place(house)
        || event::names_event(house)
    {
        return None;
    }
    let said = |line: &Line| {
        line.text.match_indices(house).any(|(at, _)| {
            let before = line.text.get(..at).unwrap_or_default();
            let of = ["de ", "d'", "d’", "de chez "].iter().find_map(|of| before.strip_suffix(of));
            let word = of.and_then(|before| before.trim_end().rsplit([' ', '\'', '’']).next());
            word.is_some_and(|word| PRESENTING.is(&fold(word), "session"))
        })
    };
    lines.take(FIRST_LINES).any(said).then_some((house, rest.trim()))
}

/// Lines of a session that may say whose it was.
const FIRST_LINES: usize = 3;
