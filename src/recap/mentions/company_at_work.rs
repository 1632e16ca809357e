//! The company of the speakers, where a sentence tells what they did there, or calls it theirs: "comment chez X on …", "la
//! migration des rabots chez X", "son entreprise, X,".

use crate::recap::mentions::around_company::was_there;
use crate::recap::mentions::company_in_prose::name;
use crate::recap::mentions::institution::is_about;
use crate::recap::mentions::person::Person;
use crate::recap::words::fold::fold;
use crate::recap::words::lexicon::{INSTITUTIONS, PRESENTING};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The words that say whose a company is. Most lines have none of them, and are gone through three times.
static LEADS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["son ", "sa ", "leur "].map(Finder::new));
/// Signs inside the name of a company.
const SIGNS: [char; 3] = ['&', '-', '\''];
/// Words before "chez" that are read for one that compares.
const COMPARED: usize = 4;
/// Words that a sentence begins with.
const BEGINNING: usize = 3;

/// Gives the names behind "chez" in sentences that tell what the speakers, or those they speak for, do or did there.
pub(super) fn at_work(text: &str, speakers: &[Person], mut give: impl FnMut(&str)) {
    if !text.contains("chez ") {
        return;
    }
    for sentence in text.split_inclusive(['.', '!', '?', ';']) {
        let mut places = sentence.match_indices("chez ").filter(|(at, _)| is_word_at(sentence, *at));
        let (Some((at, lead)), None) = (places.next(), places.next()) else { continue };
        let (Some(head), Some(rest)) = (sentence.get(..at), sentence.get(at + lead.len()..)) else {
            continue;
        };
        let company = name(rest, &SIGNS);
        let behind = rest.get(company.len()..).unwrap_or_default();
        if company.is_empty() || is_one_of_several(behind) || was_there(sentence, company) {
            continue;
        }
        let theirs = asks_how(head) && goes_on_with_people(behind);
        let about = is_about(head, speakers) || begins_with_feedback(head);
        if theirs || about && tells_a_deed(head) {
            give(company);
        }
    }
}

/// Gives the names that a sentence calls the company of the speakers: "son entreprise, X", "leur société X".
pub(super) fn called_theirs(text: &str, speakers: &[Person], mut give: impl FnMut(&str)) {
    for lead in LEADS.iter() {
        let places = lead.find_iter(text.as_bytes()).filter(|&at| is_word_at(text, at));
        for at in places {
            let Some(rest) = text.get(at + lead.needle().len()..) else { continue };
            let end = rest.find([' ', ',', '\u{a0}']).unwrap_or(rest.len());
            let (Some(house), Some(rest)) = (rest.get(..end), rest.get(end..)) else { continue };
            if !INSTITUTIONS.is_written(house, "house") {
                continue;
            }
            let rest = rest.trim_start_matches([' ', ',', '\u{a0}', '«', '“', '"']);
            let company = name(rest, &SIGNS);
            if !company.is_empty() && is_about(text.get(..at).unwrap_or_default(), speakers) {
                give(company);
            }
        }
    }
}

/// Whether a word begins at a place of a text.
fn is_word_at(text: &str, at: usize) -> bool {
    text.get(..at)
        .is_some_and(|head| !head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_')))
}

/// Whether another company follows: what is found at several is nobody's own.
fn is_one_of_several(behind: &str) -> bool {
    let high = |rest: &str| rest.starts_with(|c: char| c.is_uppercase());
    [" ou ", " et ", ", "].iter().any(|joint| behind.strip_prefix(joint).is_some_and(high))
}

/// Whether "comment" or the like stands right before "chez".
fn asks_how(head: &str) -> bool {
    let word = head.trim_end().rsplit([' ', '\u{a0}', '\'', '’']).next().unwrap_or_default();
    matches!(word, "comment" | "Comment" | "pourquoi" | "que")
}

/// Whether people are the subject of what stands behind a name.
fn goes_on_with_people(behind: &str) -> bool {
    let behind = behind.trim_start_matches([',', ' ', '\u{a0}']);
    let word = behind.split([' ', '\'', '’']).next().unwrap_or_default();
    matches!(word, "on" | "ils" | "elles" | "nous" | "il" | "elle")
}

/// Whether one of the first words says that somebody tells of an experience: "Un retour sur la migration".
fn begins_with_feedback(head: &str) -> bool {
    let words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .take(BEGINNING)
        .any(|word| matches!(&*fold(word), "retour" | "retours" | "rex" | "temoignage" | "histoire"))
}

/// Whether the words before "chez" tell what was done there, and compare nothing with it.
fn tells_a_deed(head: &str) -> bool {
    let words = || head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let compared =
        |word: &str| matches!(word, "comme" | "tel" | "tels" | "telle" | "telles" | "trouve" | "vu");
    words().any(|word| PRESENTING.is(&fold(word), "deed")) && !words().rev().take(COMPARED).any(compared)
}

/// Gives the names of which a sentence says that a speaker works there: "X, dont Jeanne est employée", "X, où travaille Jeanne",
/// "leur activité chez X".
pub(super) fn employers(text: &str, speakers: &[Person], mut give: impl FnMut(&str)) {
    for verb in ["employé", "salarié", "travaille", "bosse"] {
        for (at, _) in text.match_indices(verb) {
            let head = text.get(..at).unwrap_or_default();
            let leads = [" dont ", " où ", " chez qui ", " pour qui "].into_iter();
            let parts = leads.filter_map(|lead| head.rsplit_once(lead));
            let Some((before, clause)) = parts.max_by_key(|(before, _)| before.len()) else { continue };
            let rest = text.get(at..).unwrap_or_default();
            let who = format!("{clause} {}", rest.split(['.', ',', ')', ';']).next().unwrap_or_default());
            let short = who.split_whitespace().count() <= MOST_OF_CLAUSE;
            let first = |person: &Person| {
                person.name.split(' ').next().is_some_and(|name| who.split(' ').any(|w| w == name))
            };
            if short && speakers.iter().any(first) {
                give(last_name(before.trim_end_matches([',', ' '])));
            }
        }
    }
    for (at, lead) in text.match_indices(" chez ") {
        let mut words = text.get(..at).unwrap_or_default().rsplit([' ', '(', '\'', '’', '\u{a0}']);
        let (work, whose) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        const WORK: [&str; 9] =
            ["activité", "activités", "travail", "boulot", "job", "poste", "rôle", "quotidien", "métier"];
        if WORK.contains(&work) && matches!(whose, "leur" | "leurs" | "son" | "sa" | "ses") {
            give(name(text.get(at + lead.len()..).unwrap_or_default(), &SIGNS));
        }
    }
}

/// Most words of the clause that says who works somewhere.
const MOST_OF_CLAUSE: usize = 6;
/// Most words of the name that a text ends with.
const MOST_OF_NAME: usize = 3;

/// The words with a capital that a text ends with, back to the one that opens a bracket.
fn last_name(text: &str) -> &str {
    let mut start = text.len();
    for _ in 0..MOST_OF_NAME {
        let before = text.get(..start).unwrap_or_default();
        // The sign before the words that were taken is none of the next one.
        let before = if start < text.len() { before.strip_suffix(' ').unwrap_or_default() } else { before };
        let at = before.rfind([' ', '(']).map_or(0, |sign| sign + 1);
        if !before.get(at..).is_some_and(|word| word.starts_with(char::is_uppercase)) {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or_default()
}
