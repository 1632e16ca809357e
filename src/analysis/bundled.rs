//! The concepts that come with the program, as the build script left them: looked up where they lie.
//!
//! Names are in the order of their bytes, so that the names that begin with the words of a query are a range, which each
//! further word makes smaller. The relations are numbers in one array each.

use super::table::{BROADER, KEYS, LABELS, NAMES, NARROWER, PURPOSES, RELATED, SERVE};
use super::{dictionary, stem};

/// Between the parts of a name.
const PART: char = '=';
/// Stands before a name of more than one concept, and behind the number of a concept that has such a name.
const AMBIGUOUS: char = '?';

/// A name of a concept.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// As the thesaurus writes it.
    pub label: &'static str,
    /// Its folded words, with a space between.
    pub words: &'static str,
    /// Stems of its only word, with a space between.
    pub stems: &'static str,
    /// Its inflections, in place of a stem that words of the other language share by chance, with a space between.
    pub inflections: &'static str,
    /// Whether it is a name of other concepts too.
    pub is_ambiguous: bool,
}

/// The names of a concept, and what it leads to one way.
pub fn names_of(concept: usize) -> impl Iterator<Item = Name> {
    let labels = LABELS.line(concept).split('\t').filter(|label| !label.is_empty());
    labels.map(|label| {
        let name = label.strip_prefix(AMBIGUOUS);
        let mut parts = name.unwrap_or(label).split(PART);
        let mut part = || parts.next().unwrap_or_default();
        let (label, words, stems, inflections) = (part(), part(), part(), part());
        let words = if words.is_empty() { label } else { words };
        Name { label, words, stems, inflections, is_ambiguous: name.is_some() }
    })
}

/// What a concept is a kind of.
pub fn broader(concept: usize) -> impl Iterator<Item = usize> {
    BROADER.of(concept)
}

/// The kinds of a concept.
pub fn narrower(concept: usize) -> impl Iterator<Item = usize> {
    NARROWER.of(concept)
}

/// What a concept is for.
pub fn purposes(concept: usize) -> impl Iterator<Item = usize> {
    PURPOSES.of(concept)
}

/// What serves a concept.
pub fn serve(concept: usize) -> impl Iterator<Item = usize> {
    SERVE.of(concept)
}

/// What is related to a concept.
pub fn related(concept: usize) -> impl Iterator<Item = usize> {
    RELATED.of(concept)
}

/// The concepts that have a folded name, and whether it is a name of others too.
pub fn named(name: &str) -> impl Iterator<Item = (usize, bool)> {
    NAMES.rows(name, NAMES.beginning_with(name, NAMES.all())).filter_map(concept)
}

/// The concepts that the first of the folded words names, the first two taken together, and so on, as far as there are any.
/// Where words are a name as they stand, no name is meant that only shares their stems: `numba` is no number.
pub fn of_first(surfaces: &[&str]) -> Vec<Vec<(usize, bool)>> {
    let mut found = Vec::new();
    let (mut names, mut keys) = (NAMES.all(), KEYS.all());
    let (mut name, mut key) = (String::new(), String::new());
    let mut telling = 0;
    for (at, surface) in surfaces.iter().enumerate() {
        if at > 0 {
            name.push(' ');
        }
        name.push_str(surface);
        let is_linking = stem::is_linking(surface);
        if !is_linking {
            telling += 1;
            if telling > 1 {
                key.push(' ');
            }
            key.push_str(&stem::key(surface));
        }
        names = NAMES.beginning_with(&name, names);
        keys = KEYS.beginning_with(&key, keys);
        if names.is_empty() && keys.is_empty() {
            if at == 0 {
                found.push(of_inflections(surface));
            }
            break;
        }
        let mut concepts: Vec<(usize, bool)> = NAMES.rows(&name, names.clone()).filter_map(concept).collect();
        if concepts.is_empty() && is_whole(&surfaces[..=at], telling) {
            for row in KEYS.rows(&key, keys.clone()) {
                let Some((id, other)) = row.split_once('\t') else { continue };
                let Some(concept) = concept(id).filter(|_| is_inflection(&name, other)) else { continue };
                if !concepts.contains(&concept) {
                    concepts.push(concept);
                }
            }
        }
        if concepts.is_empty() && at == 0 {
            concepts = of_inflections(surface);
        }
        found.push(concepts);
    }
    found
}

/// The concepts that an inflection of an English word names: `growing` for `grow`. The keys meet those of French words alone.
fn of_inflections(surface: &str) -> Vec<(usize, bool)> {
    let mut concepts = Vec::new();
    if dictionary::languages(surface) == dictionary::ENGLISH {
        for form in dictionary::all_inflections(surface) {
            for concept in NAMES.rows(&form, NAMES.beginning_with(&form, NAMES.all())).filter_map(concept) {
                if !concepts.contains(&concept) {
                    concepts.push(concept);
                }
            }
        }
    }
    concepts
}

/// Whether words may be a name by their key: they neither begin nor end with words that only tie others together, and
/// where they hold such words, `telling` others are enough for a name.
pub fn is_whole(surfaces: &[&str], telling: usize) -> bool {
    let is_linking = |word: Option<&&str>| word.is_some_and(|word| stem::is_linking(word));
    telling == surfaces.len()
        || (telling > 1 && !is_linking(surfaces.first()) && !is_linking(surfaces.last()))
}

/// A concept by its number, and whether it was found by a name of others too.
fn concept(id: &str) -> Option<(usize, bool)> {
    let number = id.strip_suffix(AMBIGUOUS);
    Some((number.unwrap_or(id).parse().ok()?, number.is_some()))
}

/// Whether a folded word of the same key as a name is an inflection of it: `testament` is none of `testeur`, and `rente` none
/// of `rent`. Of several words no two have the same keys by chance.
pub fn is_inflection(typed: &str, name: &str) -> bool {
    typed == name
        || name.contains(' ')
        || is_plural(typed, name)
        || is_plural(name, typed)
        || trunk(typed).is_some_and(|trunk_of_typed| trunk(name) == Some(trunk_of_typed))
        || dictionary::is_same_word(typed, name)
}

/// Whether a word is the plural of another, by its ending: `-es` is that of `batch` and `bus`, and makes no `form` of
/// `formes`, no `tell` of `telles`.
fn is_plural(word: &str, of: &str) -> bool {
    match word.strip_prefix(of) {
        Some("s" | "x") => true,
        Some("es") => ["s", "x", "z", "ch", "sh", "o"].iter().any(|sound| of.ends_with(sound)),
        _ => false,
    }
}

/// What is before an ending that French and English words of one meaning have: `technologie`, `technologies`, `technology`.
fn trunk(word: &str) -> Option<&str> {
    ["ies", "ie", "y"].iter().find_map(|ending| word.strip_suffix(ending))
}
