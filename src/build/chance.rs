//! Stems that words of two languages share by chance: `tired` and `tirée`, `server` and `serveuse`, `sell` and `selle`.
//!
//! A text is found by its stems in both languages, so an English name of a concept would find French words that only look
//! like it. Where it would, its inflections are searched in place of the stem. Long stems are shared by words of one origin, and so
//! are the stems of other names of the concept.

use crate::dictionary::{Dictionary, ENGLISH, FRENCH};
use crate::stem;
use std::collections::HashMap;

/// Letters of a stem that words share by chance, at the most.
const LONGEST: usize = 5;
/// Letters of an abbreviation or a brand, at the most.
const ABBREVIATION: usize = 6;
/// Letters that words with the same stem begin with.
const ALIKE: usize = 3;
/// Endings of English inflections.
const ENDINGS: [&str; 4] = ["s", "es", "ed", "ing"];

/// French words that are no English ones, by how they begin.
pub(crate) struct Chance<'d> {
    dictionary: &'d Dictionary,
    french: HashMap<&'d str, Vec<&'d str>>,
}

impl<'d> Chance<'d> {
    pub(crate) fn new(dictionary: &'d Dictionary) -> Self {
        let mut french: HashMap<&str, Vec<&str>> = HashMap::new();
        for word in dictionary.only_of(FRENCH) {
            if let Some(beginning) = word.get(..ALIKE) {
                french.entry(beginning).or_default().push(word);
            }
        }
        Chance { dictionary, french }
    }

    /// The stems of a folded word that is one of some names, and its inflections in place of those that it shares by chance.
    /// A short name that is no word of either language is an abbreviation or a brand, with a plural at the most: `capi`.
    pub(crate) fn stems(&self, word: &str, names: &[String]) -> (Vec<String>, Vec<String>) {
        if word.len() <= ABBREVIATION && !self.dictionary.is_word(word) {
            return (Vec::new(), vec![format!("{word}s")]);
        }
        let mut stems = stem::stems(word, word);
        let all = stems.len();
        if self.dictionary.is_only(word, ENGLISH) {
            let others: Vec<String> = names
                .iter()
                .filter(|name| *name != word && !name.contains(' '))
                .flat_map(|name| stem::stems(name, name))
                .collect();
            stems.retain(|stem| stem.len() > LONGEST || !self.is_shared(stem, &others));
        }
        let inflections = if stems.len() < all { self.inflections(word) } else { Vec::new() };
        (stems, inflections)
    }

    /// Whether a French word that none of the other stems finds has this one.
    fn is_shared(&self, stem: &str, others: &[String]) -> bool {
        let alike = stem.get(..ALIKE).and_then(|beginning| self.french.get(beginning));
        alike.into_iter().flatten().filter(|word| word.len() <= stem.len() + ENDINGS[3].len() + 2).any(
            |word| {
                let stems = stem::stems(word, word);
                stems.iter().any(|one| one == stem) && !stems.iter().any(|one| others.contains(one))
            },
        )
    }

    /// The inflections of an English word that are no French words.
    fn inflections(&self, word: &str) -> Vec<String> {
        let trunk = word.strip_suffix('e').unwrap_or(word);
        let twice = word.chars().next_back().map(|last| format!("{word}{last}")).unwrap_or_default();
        let forms = [word, trunk, &twice]
            .into_iter()
            .flat_map(|word| ENDINGS.map(|ending| format!("{word}{ending}")));
        let mut inflections: Vec<String> = Vec::new();
        for form in forms.filter(|form| self.dictionary.is_only(form, ENGLISH)) {
            if !inflections.contains(&form) {
                inflections.push(form);
            }
        }
        inflections
    }
}
