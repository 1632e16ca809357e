//! The words of French and English, the names of the trade, and first names: what is no misspelling although no talk
//! holds it, and which words are inflections of one.
//!
//! The build script (`src/build/dictionary.rs`) makes one finite-state map of the lists in `data/words`. It is looked at only
//! for a word that the index does not hold, and it is never part of what is indexed.

use super::table::PARADIGMS;
use std::sync::LazyLock;
use tantivy_fst::raw::Fst;

static WORDS: LazyLock<Option<Fst<&'static [u8]>>> =
    LazyLock::new(|| Fst::new(include_bytes!(concat!(env!("OUT_DIR"), "/dictionary.fst")).as_slice()).ok());

/// Bits of the languages of a word: French and English.
const LANGUAGES: u64 = 0b11;
/// The bit of the words that are French.
pub const FRENCH: u64 = 0b01;
/// The bit of the words that are English and not French.
pub const ENGLISH: u64 = 0b10;
/// Bits before the references.
const FLAGS: u32 = 3;
/// Bits of a reference: a paradigm, and how many letters are before the ending.
const PARADIGM: u32 = 9;
const LETTERS: u32 = 5;

/// What the lists say of a word: its languages, and the paradigms that it is a form of.
#[derive(Clone, Copy, Debug)]
struct Entry(u64);

impl Entry {
    fn of(surface: &str) -> Option<Entry> {
        let found = WORDS.as_ref()?.get(surface)?;
        Some(Entry(found.value()))
    }

    /// Bytes of the beginnings, and the endings that each has.
    fn paradigms(self) -> impl Iterator<Item = (usize, &'static str)> {
        let bits = PARADIGM + LETTERS;
        let references = (0..).map(move |at| self.0.checked_shr(FLAGS + at * bits).unwrap_or_default());
        let references = references.map(move |rest| rest & ((1 << bits) - 1)).take_while(|&one| one > 0);
        references.map(|one| {
            let beginning = one & ((1 << LETTERS) - 1);
            (beginning as usize, PARADIGMS.line((one >> LETTERS) as usize))
        })
    }
}

/// Whether a folded word is a word of the language or a name of the trade, in the singular or in the plural.
pub fn is_word(surface: &str) -> bool {
    Entry::of(surface).is_some() || singular(surface).is_some_and(|singular| Entry::of(singular).is_some())
}

/// The languages of a folded word, a bit each, in the singular or in the plural; 0 of what is only a name, or unknown.
pub fn languages(surface: &str) -> u64 {
    let of = |word: &str| Entry::of(word).map_or(0, |entry| entry.0 & LANGUAGES);
    of(surface) | singular(surface).map_or(0, of)
}

/// Whether a folded word is one of French or English, and not only a name.
pub fn is_of_a_language(surface: &str) -> bool {
    languages(surface) > 0
}

/// The inflections of a folded word that the lists know, itself among them; none of a word that they do not know, or that
/// has no other form. Forms of verbs that are mostly nouns or participles are left out, and lead to no others: `porte` is no
/// inflection of `porter` here.
pub fn inflections(surface: &str) -> Vec<String> {
    forms(surface, |ending, is_verb| !(is_verb && matches!(ending, "" | "e" | "es" | "s")))
}

/// The inflections of a folded word, those too that are mostly words of their own.
pub fn all_inflections(surface: &str) -> Vec<String> {
    forms(surface, |_, _| true)
}

/// The forms of a word whose endings count, given for an ending whether it is that of a verb; the ending of the word itself
/// must count too.
fn forms(surface: &str, counts: impl Fn(&str, bool) -> bool) -> Vec<String> {
    let mut forms = Vec::new();
    for (beginning, endings) in Entry::of(surface).into_iter().flat_map(Entry::paradigms) {
        let Some((beginning, own)) = surface.split_at_checked(beginning) else { continue };
        let endings = || endings.split(' ').map(|ending| ending.trim_matches('-'));
        let is_verb = endings().any(|ending| ending == "er");
        if !counts(own, is_verb) {
            continue;
        }
        for form in
            endings().filter(|ending| counts(ending, is_verb)).map(|ending| format!("{beginning}{ending}"))
        {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

/// Whether two folded words are inflections of one.
pub fn is_same_word(a: &str, b: &str) -> bool {
    let (Some(of_a), Some(of_b)) = (Entry::of(a), Entry::of(b)) else { return false };
    of_a.paradigms().any(|(beginning, endings)| {
        a.get(..beginning) == b.get(..beginning)
            && of_b.paradigms().any(|(other, others)| beginning == other && std::ptr::eq(endings, others))
    })
}

/// The word without the `s` of the plural.
fn singular(surface: &str) -> Option<&str> {
    surface.strip_suffix('s').filter(|singular| singular.len() > 3 && !singular.ends_with('s'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_names_and_inflections_are_known_and_misspellings_are_not() {
        for word in ["cathedrale", "cathedrales", "navigueront", "kitchen", "dagster", "geraldine"] {
            assert!(is_word(word), "{word}");
        }
        for misspelt in ["cathdrale", "navigeront", "kitchne", "kubernets", ""] {
            assert!(!is_word(misspelt), "{misspelt}");
        }
    }

    #[test]
    fn inflections_are_of_one_word_and_derivations_are_not() {
        for (a, b) in [("menuisier", "menuisiers"), ("navigueront", "naviguer"), ("banal", "banaux")] {
            assert!(is_same_word(a, b), "{a} {b}");
            assert!(inflections(a).iter().any(|form| form == b), "{a} {b}");
        }
        assert!(!inflections("porte").iter().any(|form| form == "porter"), "a door");
        assert!(all_inflections("porter").iter().any(|form| form == "porte"), "he carries");
        for (a, b) in [("testament", "test"), ("ordonnance", "ordonner"), ("kubernets", "kubernete")] {
            assert!(!is_same_word(a, b), "{a} {b}");
        }
        assert_eq!(inflections("kubernets"), Vec::<String>::new());
    }
}
