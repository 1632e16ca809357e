//! The company in a job description: "CTO chez X", "AWS Solution Architect", "professeure à l'Université de X".

use crate::recap::mentions::institution;
use crate::recap::mentions::person::{self, JOINERS, PARTICLES};
use crate::recap::words::fold::{fold, folded};
use crate::recap::words::lexicon::{BEARERS, HONOURS, INSTITUTIONS, ROLES, is_organisation, is_place};
use crate::recap::words::token::is_in_word;

/// The company in a job description: the capitalised words left when job words go; `None` where nothing is.
pub(crate) fn employer(text: &str) -> Option<String> {
    const FORMER: [&str; 5] = ["ancien", "ancienne", "ex", "former", "alias"];
    let text = text.trim();
    let first = text.split(|c: char| !is_in_word(c) && c != '_').next().unwrap_or_default();
    let former = FORMER.iter().any(|word| first.eq_ignore_ascii_case(word));
    // "14h-15h"
    let timed = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'h' | b'H' | b':' | b'-' | b' '));
    if former || timed || text.starts_with('@') {
        return None;
    }
    if let Some((first, rest)) = text.split_once(" / ")
        && is_place(first)
    {
        return employer(rest);
    }
    if let Some(name) = institution::first(text) {
        return Some(name.to_owned());
    }
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_role = |word: &str| {
        folded(word, |word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let known = |w: &str| w.is_empty() || ROLES.contains(w) || JOINERS.contains(&w);
            known(word) || word.split(['-', '/', '\'']).all(known)
        })
    };
    // "Société Générale" begins with a word of a job and is a name; "AWS Principal Specialist" begins with a name.
    if is_organisation(text) {
        return Some(text.to_owned());
    }
    let known = (1..words.len()).rev().find(|&end| is_organisation(&words[..end].join(" ")));
    // "Untel Developer Expert" is a title of honour.
    let honoured = words.last().is_some_and(|last| folded(last, |last| HONOURS.contains(last)));
    if let Some(end) = known.filter(|_| !honoured && person::names_a_bearer(text)) {
        return Some(words[..end].join(" "));
    }
    if words.last().is_some_and(|last| words.len() > 1 && folded(last, |last| BEARERS.contains(last))) {
        return of_job(words, is_role);
    }
    // "Le Monde" keeps its article. "Open Source" ends in job words but is a name when nothing is left without them.
    let titled = |words: &[&str]| {
        let second = words.get(1).is_some_and(|second| second.starts_with(char::is_uppercase));
        matches!(words.first(), Some(&("Le" | "La" | "Les"))) && second
    };
    // "l'association Untel" is called Untel, "Association Untel" has all of it in its name.
    let is_house = |word: &str| {
        word.starts_with(char::is_lowercase) && folded(word, |word| INSTITUTIONS.is(word, "house"))
    };
    // "Cloud Société" is a name: without a word for who somebody is, two words for a technique are no job.
    let bears = |word: &str| {
        folded(word.trim_end_matches(','), |word| {
            BEARERS.contains(word)
                || JOINERS.contains(&word)
                || INSTITUTIONS.is(word, "house")
                || INSTITUTIONS.is(word, "team")
        })
    };
    let named = words.len() == 2
        && !words.iter().any(|word| bears(word))
        && words[1].starts_with(char::is_uppercase)
        && !is_role(words[1]);
    while words.len() > 1 && !named && (is_role(words[0]) || is_house(words[0])) && !titled(&words) {
        words.remove(0);
    }
    if words.is_empty() || (words.len() == 1 && is_role(words[0])) || words.len() > 5 {
        return None;
    }
    let first = words[0].trim_start_matches(['(', '"', '«']);
    let capital = first.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let hump = first.chars().next().is_some_and(char::is_alphabetic)
        && first.chars().skip(1).take(4).any(char::is_uppercase);
    let sentence = words
        .iter()
        .skip(1)
        .any(|w| w.chars().next().is_some_and(char::is_lowercase) && !PARTICLES.contains(&fold(w).as_str()));
    let language = matches!(text, "EN" | "FR" | "En" | "Fr");
    if !(capital || hump) || sentence || language || is_place(text) {
        return None;
    }
    let mut name = words.join(" ");
    if let Some(rest) = name.strip_prefix("d'").or_else(|| name.strip_prefix("d’")) {
        name = rest.to_owned();
    }
    Some(name)
}

/// The company in a job that ends with who somebody is: "AWS Solution Architect". What stands before such a word is a
/// technology as often as a company, so that only a company of the list counts.
fn of_job<'t>(mut words: Vec<&'t str>, is_role: impl Fn(&'t str) -> bool) -> Option<String> {
    if words.last().is_some_and(|last| folded(last, |last| HONOURS.contains(last))) {
        return None;
    }
    while words.last().is_some_and(|last| is_role(last)) {
        words.pop();
        let name = words.join(" ");
        if is_organisation(&name) {
            return Some(name);
        }
    }
    None
}
