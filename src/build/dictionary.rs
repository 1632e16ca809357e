//! The dictionary: word lists and first names as one finite-state map, and the inflections of their words.

use crate::{fold, lines};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

/// The bits of the languages of a word.
pub(crate) const FRENCH: u64 = 1;
pub(crate) const ENGLISH: u64 = 2;
/// Bits of a place among the paradigms, and of how many letters the beginning of a word has.
const PARADIGM: u32 = 9;
const LETTERS: u32 = 5;
/// Words that two languages share, or that are inflections of several, have more than one.
const MOST: usize = 4;

/// The lists of the dictionary.
#[derive(Default)]
pub(crate) struct Dictionary {
    /// For a word its languages and the paradigms that it is a form of, packed as `src/analysis/dictionary.rs` reads them.
    words: BTreeMap<String, u64>,
    /// Endings that a beginning has all of, with spaces between.
    paradigms: Vec<String>,
}

impl Dictionary {
    /// Of the lists of a folder, a language each, and of a list of first names.
    pub(crate) fn new(folder: &Path, first_names: &str) -> Result<Self, Box<dyn Error>> {
        let mut dictionary = Dictionary::default();
        for (language, list) in [(FRENCH, "french.txt"), (ENGLISH, "english.txt"), (4, "trade.txt")] {
            dictionary.spell_out(&fs::read_to_string(folder.join(list))?, language)?;
        }
        for name in lines::rows(first_names) {
            let parts = name.split(|c: char| !c.is_alphabetic()).map(fold::fold);
            for part in parts.filter(|part| !part.is_empty()) {
                *dictionary.words.entry(part).or_default() |= 4;
            }
        }
        Ok(dictionary)
    }

    /// Adds the words of a list: behind a line of endings (`= - s`, `-` for none) each word is a beginning that has all.
    fn spell_out(&mut self, list: &str, language: u64) -> Result<(), Box<dyn Error>> {
        let mut endings = vec![""];
        let mut paradigm = None;
        for row in lines::rows(list) {
            if let Some(named) = row.strip_prefix('=') {
                endings = named.split_ascii_whitespace().map(|ending| ending.trim_matches('-')).collect();
                paradigm = (endings.len() > 1).then(|| self.paradigm(named.trim()));
                continue;
            }
            for beginning in row.split_ascii_whitespace() {
                for ending in &endings {
                    let word = self.words.entry(format!("{beginning}{ending}")).or_default();
                    *word |= language;
                    add(word, paradigm, beginning.len());
                }
            }
        }
        if self.paradigms.len() >= 1 << PARADIGM {
            return Err("too many paradigms".into());
        }
        Ok(())
    }

    /// The place of a line of endings.
    fn paradigm(&mut self, endings: &str) -> usize {
        let known = self.paradigms.iter().position(|known| known == endings);
        known.unwrap_or_else(|| {
            self.paradigms.push(endings.to_owned());
            self.paradigms.len() - 1
        })
    }

    /// Whether a folded word is one of either language.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|value| value & (FRENCH | ENGLISH) != 0)
    }

    /// Whether a folded word is one of this language and not of the other.
    pub(crate) fn is_only(&self, word: &str, language: u64) -> bool {
        self.words.get(word).is_some_and(|value| value & (FRENCH | ENGLISH) == language)
    }

    /// The words of one language alone.
    pub(crate) fn only_of(&self, language: u64) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str).filter(move |word| self.is_only(word, language))
    }

    /// The finite-state map of the words.
    pub(crate) fn map(&self) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut map = tantivy_fst::MapBuilder::memory();
        self.words.iter().try_for_each(|(word, value)| map.insert(word, *value))?;
        Ok(map.into_inner()?)
    }

    /// The lines of endings.
    pub(crate) fn paradigms(&self) -> &[String] {
        &self.paradigms
    }
}

/// Adds to what is known of a word that it is a form of a beginning, unless there is no room for it.
fn add(word: &mut u64, paradigm: Option<usize>, beginning: usize) {
    let Some(paradigm) = paradigm.filter(|_| beginning < 1 << LETTERS) else { return };
    let reference = (paradigm as u64) << LETTERS | beginning as u64;
    let bits = PARADIGM + LETTERS;
    // A reference is never 0: the first paradigm has no beginning of no letter.
    for at in 0..MOST as u32 {
        let shift = 3 + at * bits;
        match *word >> shift & ((1 << bits) - 1) {
            0 => {
                *word |= reference << shift;
                return;
            }
            known if known == reference => return,
            _ => {}
        }
    }
}
