//! The organisations of speakers whom prose calls by their first name or "the speaker", and those that it introduces as
//! a company: "Jeanne de X", "les intervenants de X", "X, une société qui", "la conférence de X par Jeanne".

use crate::recap::markup::line::Line;
use crate::recap::mentions::company::is_host;
use crate::recap::mentions::company_after_name::led;
use crate::recap::mentions::company_in_prose::name;
use crate::recap::mentions::person::{self, Person};
use crate::recap::mentions::presenter::all_tokens;
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lead::holds;
use crate::recap::words::lexicon::{INSTITUTIONS, NO_NAMES, PRESENTING};
use crate::recap::words::token::Token;
use regex::Regex;
use std::sync::LazyLock;

/// Most speakers that a line is searched for.
const MOST_SPEAKERS: usize = 12;
/// Parts of the words for who gives a session.
const BEARERS: [&str; 6] = ["speak", "orat", "intervenant", "conférenc", "présentat", "animat"];

/// Gives the companies that stand behind the first name of a speaker, or behind a word for one.
pub(super) fn beside_speakers(text: &str, speakers: &[Person], mut give: impl FnMut(&str)) {
    let firsts: Vec<&str> =
        speakers.iter().take(MOST_SPEAKERS).filter_map(|person| person.name.split(' ').next()).collect();
    if !firsts.iter().any(|first| text.contains(first)) && !holds(text, &BEARERS) {
        return;
    }
    let tokens = all_tokens(text);
    for (i, token) in tokens.iter().enumerate() {
        let behind = if firsts.contains(&token.text) {
            Some(i + 1)
        } else {
            is_bearer(token).then(|| past_small_words(&tokens, i + 1))
        };
        let Some(Some((company, _))) =
            behind.filter(|&at| at < tokens.len()).map(|at| led(text, &tokens, at))
        else {
            continue;
        };
        if let Some(company) = company.filter(|company| is_apart(company, speakers)) {
            give(&company);
        }
    }
}

/// Whether a word is one for who gives a session, in the singular or the plural.
fn is_bearer(token: &Token<'_>) -> bool {
    let word = token.folded();
    PRESENTING.is(&word, "bearer") || word.strip_suffix('s').is_some_and(|one| PRESENTING.is(one, "bearer"))
}

/// The token behind a comma, and behind one common word such as "principal" or "venus".
fn past_small_words(tokens: &[Token<'_>], from: usize) -> usize {
    let mut at = from;
    if tokens.get(at).is_some_and(|t| t.text == ",") {
        at += 1;
    }
    let is_lead = |t: &Token<'_>| matches!(&*t.folded(), "de" | "d'" | "du" | "chez" | "from" | "at" | "@");
    let is_common = |t: &Token<'_>| t.text.starts_with(char::is_lowercase) && !is_lead(t);
    if tokens.get(at).is_some_and(is_common) && tokens.get(at + 1).is_some_and(is_lead) {
        at += 1;
    }
    at
}

/// Whether a name is no part of a speaker's own, no first name and no word for a session: "Jeanne de Untel".
fn is_apart(company: &str, speakers: &[Person]) -> bool {
    let word = fold(company);
    let first = company.split(' ').next().unwrap_or_default();
    person::first_name(first) != Some(true)
        && !PRESENTING.is(&fold(first), "session")
        && !speakers.iter().any(|person| fold(&person.name).split(' ').any(|part| word == part))
        && !speakers.iter().any(|person| fold(&person.name).contains(&word))
}

/// Gives the name that a sentence begins with and calls a company: "X, une société qui", "X est une startup".
pub(super) fn introduced(text: &str, mut give: impl FnMut(&str)) {
    const HOUSES: [&str; 10] = [
        "société",
        "start",
        "entreprise",
        "agence",
        "boîte",
        "éditeur",
        "coopérative",
        "filiale",
        "esn",
        "pme",
    ];
    if !holds(text, &HOUSES) {
        return;
    }
    static CALLED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:,\s(?:une?|la|le)\s|,\s(?:l['’])|\s(?:est|sont)\s(?:une?|des)\s)(?:[a-zà-ÿ-]{2,16}\s){0,2}?(?:société|start-?up|entreprise|agence|boîte|éditeur|coopérative|filiale|ESN|PME)s?(?:[\s,.;:)]|$)").expect("valid")
    });
    for sentence in sentences(text) {
        let found = name(sentence, &['&', '-', '’', '\'']);
        let first = found.split(' ').next().unwrap_or_default();
        let called = CALLED.is_match(sentence.get(found.len()..).unwrap_or_default());
        if !found.is_empty() && called && !NO_NAMES.contains(fold(first).as_str()) {
            give(found);
        }
    }
}

/// The sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?']).map(str::trim_start)
}

/// Gives the company of a sentence that says whose session somebody gave: "la conférence de X sur le bois, par Jeanne".
pub(super) fn given_for(text: &str, speakers: &[Person], mut give: impl FnMut(&str)) {
    if !text.contains(" par ") {
        return;
    }
    let tokens = all_tokens(text);
    for (i, token) in tokens.iter().enumerate() {
        // "L'atelier de Rabotix par Jeanne" is about what it is named after.
        let word = token.folded();
        if !matches!(&*word, "conference" | "conf" | "talk" | "keynote" | "session") || i + 1 >= tokens.len()
        {
            continue;
        }
        let Some((Some(company), next)) = led(text, &tokens, i + 1) else { continue };
        let stop = |t: &&Token<'_>| !matches!(t.text, "." | "!" | "?" | ";");
        let by = tokens.iter().skip(next).take_while(stop).any(|t| t.text == "par");
        if by && is_apart(&company, speakers) {
            give(&company);
        }
    }
}

/// Gives the names after "au sein de" that link to the front page of a site of that name: "au sein d'[X](https://x.com)".
pub(super) fn linked_home(line: &Line, mut give: impl FnMut(&str)) {
    if !line.text.contains("au sein d") {
        return;
    }
    for anchor in &line.anchors {
        let Some(name) = line.text.get(anchor.range.clone()).map(str::trim) else { continue };
        let head = line.text.get(..anchor.range.start).unwrap_or_default();
        let led = ["d'", "d’", "de ", "du ", "de la ", "du groupe "]
            .iter()
            .any(|lead| head.strip_suffix(lead).is_some_and(|head| head.ends_with("au sein ")));
        if led && is_home(&anchor.url, name) {
            give(name);
        }
    }
}

/// Whether an address is the front page of a site that is called as the name is.
fn is_home(url: &str, name: &str) -> bool {
    let Some((_, address)) = url.split_once("://") else { return false };
    let address = address.strip_prefix("www.").unwrap_or(address);
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let site = host.split('.').next().unwrap_or_default();
    let squashed = |text: &str| bare(text).split(' ').collect::<String>();
    path.len() <= LONGEST_FRONT && squashed(site) == squashed(name) && !INSTITUTIONS.is(&fold(name), "none")
}

/// Characters of the longest path of a front page: a language, "fr-FR/".
const LONGEST_FRONT: usize = 6;

/// Gives names without a capital that are hosts: "travaille chez untel.fr".
pub(super) fn hosts(text: &str, mut give: impl FnMut(&str)) {
    for (at, lead) in text.match_indices("chez ") {
        let rest = text.get(at + lead.len()..).unwrap_or_default();
        let word =
            rest.split([' ', ',', ';', ':', ')', '\u{a0}']).next().unwrap_or_default().trim_end_matches('.');
        if is_host(word) {
            give(word);
        }
    }
}
