//! The forms of a word: every way in which a talk can hold it.
//!
//! The best form counts in a talk: the word as typed, glued to its neighbour, its stems, what the glossary says it also
//! means. Words glued by signs are a phrase or one word, never a conjunction of their parts.

use super::plan::{Form, Relation, Term};
use crate::analysis::glossary::Meaning;
use crate::analysis::{Word, is_stop_word, stem};

/// The forms of a word, or of several glued by signs. `exact`: only as typed, accents aside.
pub fn of_words(words: &[Word], exact: bool) -> Vec<Form> {
    let mut forms = Vec::new();
    match words {
        [word] => {
            for surface in alternatives(word) {
                push(&mut forms, Term::Surface(surface), Relation::Exact);
            }
            if !exact {
                push(&mut forms, Term::Join(word.surface.clone()), Relation::Joined);
                if let Some(other) = other_number(&word.surface) {
                    push(&mut forms, Term::Join(other), Relation::Joined);
                }
                // Stemmers leave a word alone that holds an apostrophe.
                if word.surface.contains('\'') {
                    for number in numbers(&word.surface) {
                        push(&mut forms, Term::Surface(number), Relation::Stem);
                    }
                }
                // Of the word without its accents: with or without, the same talks are found.
                for stem in stem::stems(&word.surface, &word.surface) {
                    push(&mut forms, Term::Stem(stem), Relation::Stem);
                }
            }
        }
        words => {
            let phrase = words.iter().map(alternatives).collect();
            push(&mut forms, Term::Phrase(phrase), Relation::Exact);
            if !exact {
                let glued: String = words.iter().map(|w| w.surface.as_str()).collect();
                joined(&glued, exact, &mut forms);
                let numbers = words.iter().map(|w| numbers(&w.surface)).collect();
                push(&mut forms, Term::Phrase(numbers), Relation::Stem);
            }
        }
    }
    forms
}

/// The forms of a quotation: word for word, and a name of two words also written as one.
pub fn phrase(words: &[Word], exact: bool) -> Vec<Form> {
    let mut forms = Vec::new();
    match words {
        [word] => push(&mut forms, Term::Surface(word.surface.clone()), Relation::Exact),
        words => push(&mut forms, Term::Phrase(words.iter().map(alternatives).collect()), Relation::Exact),
    }
    if let [left, right] = words
        && !exact
        && !is_stop_word(&left.surface)
        && !is_stop_word(&right.surface)
    {
        let glued = [left.surface.as_str(), &right.surface].concat();
        push(&mut forms, Term::Surface(glued), Relation::Joined);
    }
    forms
}

/// Adds the forms of words written as one.
pub fn joined(glued: &str, exact: bool, forms: &mut Vec<Form>) {
    if exact {
        return;
    }
    push(forms, Term::Surface(glued.to_owned()), Relation::Joined);
    push(forms, Term::Join(glued.to_owned()), Relation::Joined);
    if let Some(other) = other_number(glued) {
        push(forms, Term::Join(other), Relation::Joined);
    }
    for stem in stem::stems(glued, glued) {
        push(forms, Term::Stem(stem), Relation::Stem);
    }
}

/// Adds a word of the same family, or a cognate, and its stem unless it is there.
pub fn relative(surface: &str, relation: Relation, stems: &mut Vec<String>, forms: &mut Vec<Form>) {
    push(forms, Term::Surface(surface.to_owned()), relation);
    if let Some(stem) = stem::first(surface)
        && !stems.contains(&stem)
    {
        push(forms, Term::Stem(stem.clone()), relation);
        stems.push(stem);
    }
}

/// The forms of what the thesaurus says.
pub fn meaning(meaning: &Meaning, relation: Relation) -> Vec<Form> {
    let mut forms = of_name(&meaning.words, &meaning.stems, relation);
    for form in &meaning.inflections {
        push(&mut forms, Term::Surface(form.clone()), relation);
    }
    forms
}

/// The forms of a name, given its folded words and the stems of an only one.
pub fn of_name(words: &[String], stems: &[String], relation: Relation) -> Vec<Form> {
    let mut forms = Vec::new();
    match words {
        [word] => {
            push(&mut forms, Term::Surface(word.clone()), relation);
            for stem in stems {
                push(&mut forms, Term::Stem(stem.clone()), relation);
            }
        }
        several => {
            let slots = several.iter().map(|word| numbers(word)).collect();
            push(&mut forms, Term::Phrase(slots), relation);
            let glued = several.concat();
            push(&mut forms, Term::Join(glued.clone()), relation);
            push(&mut forms, Term::Surface(glued), relation);
        }
    }
    forms
}

/// The words of a name of several close together, each by any of its alternatives; `None` where there is only one.
pub fn near(words: &[Vec<String>]) -> Option<Form> {
    let slots: Vec<Vec<String>> =
        words.iter().map(|said| said.iter().flat_map(|word| numbers(word)).collect()).collect();
    (slots.len() > 1).then_some(Form { term: Term::Near(slots), relation: Relation::Parts })
}

/// The folded forms of one place in a text.
fn alternatives(word: &Word) -> Vec<String> {
    std::iter::once(&word.surface).chain(&word.others).cloned().collect()
}

/// The plural of a singular, or the other way round, of a word that may be two.
fn other_number(surface: &str) -> Option<String> {
    let is_word = surface.len() > 4 && surface.bytes().all(|b| b.is_ascii_lowercase());
    let other = || {
        irregular(surface).unwrap_or_else(|| {
            surface.strip_suffix('s').map_or_else(|| [surface, "s"].concat(), str::to_owned)
        })
    };
    is_word.then(other)
}

/// The other number of a word whose ending changes for it: `environnemental`, `environnementaux`; `query`, `queries`.
fn irregular(surface: &str) -> Option<String> {
    const ENDINGS: [(&str, &str); 4] = [("ies", "y"), ("y", "ies"), ("aux", "al"), ("al", "aux")];
    ENDINGS.iter().find_map(|(ending, other)| {
        let trunk = surface.strip_suffix(ending).filter(|trunk| trunk.len() > 2)?;
        // `play` has the plural `plays`.
        let is_long = *ending == "y" && trunk.ends_with(['a', 'e', 'o', 'u']);
        (!is_long).then(|| [trunk, other].concat())
    })
}

/// A word in the singular and the plural, as far as the ending shows them.
pub fn numbers(surface: &str) -> Vec<String> {
    let mut numbers = vec![surface.to_owned()];
    numbers.extend(irregular(surface));
    match surface.strip_suffix(['s', 'x']) {
        Some(singular) if singular.len() > 2 => numbers.push(singular.to_owned()),
        _ => numbers.extend(["s", "es", "x"].map(|ending| [surface, ending].concat())),
    }
    numbers
}

fn push(forms: &mut Vec<Form>, term: Term, relation: Relation) {
    if !forms.iter().any(|form| form.term == term) {
        forms.push(Form { term, relation });
    }
}
