//! Whether talks hold a known word in another form, when they do not hold it as typed.
//!
//! Stemmers join words of no common meaning: `testament` has the stem of `test`, `aviation` that of `avis`. For a word that
//! talks hold that is noise below its own hits; for one that no talk holds it would be all there is. So what counts for
//! such a word are the inflections that the dictionary lists, the words of its family, and the inflections of these.

use crate::Result;
use crate::analysis::{cognate, dictionary, family, family::Relative, fold::fold, is_stop_word, stem};
use crate::index::vocabulary::Vocabulary;

/// Words of the index with the same stem that are looked through, at most.
const MOST_ALIKE: usize = 200;
/// Letters of a stem that words with it begin with, at the least.
const SHORTEST: usize = 4;

/// Whether talks hold an inflection of a folded word that they do not hold as typed, or a word of its family.
pub(super) fn is_held(surface: &str, vocabulary: &dyn Vocabulary) -> Result<bool> {
    let stems = stem::stems(surface, surface);
    // What the table of stems says of a word was decided word by word.
    if stem::is_in_table(surface) && vocabulary.holds(surface, &stems)? {
        return Ok(true);
    }
    for form in numbers(surface) {
        if vocabulary.holds(&form, &[])? {
            return Ok(true);
        }
    }
    // A stem that no word of the index has is that of a part of a name: `MoteurGris`.
    Ok(!kin(surface, vocabulary)?.is_empty()
        || (vocabulary.stem_frequency(surface)? > 0 && sharing(surface, &stems, vocabulary)?.is_empty()))
}

/// Words of the index that are inflections of a folded word, of its family, or inflections of such.
pub(super) fn kin(surface: &str, vocabulary: &dyn Vocabulary) -> Result<Vec<String>> {
    let mut kin = Vec::new();
    let stems = stem::stems(surface, surface);
    let shares = |form: &str| stem::stems(form, form).iter().any(|stem| stems.contains(stem));
    let mut add = |form: String, must_share: bool| -> Result<()> {
        if form != surface
            && !kin.contains(&form)
            && is_in(&form, vocabulary)?
            && (!must_share || shares(&form))
        {
            kin.push(form);
        }
        Ok(())
    };
    for form in numbers(surface).into_iter().chain(dictionary::inflections(surface)) {
        add(form, false)?;
    }
    for form in english_inflections(surface).into_iter().chain(adverbs(surface)) {
        add(form, true)?;
    }
    if dictionary::is_of_a_language(surface) {
        let relatives = family::relatives(surface).into_iter().filter(Relative::is_attested);
        for relative in relatives.map(|relative| relative.surface).chain(stem::beside(surface)) {
            let relative = fold(&relative);
            for form in dictionary::inflections(&relative) {
                // What the table of stems keeps apart is another word: `maintenant` of `maintenir`.
                let is_apart = stem::is_in_table(&form);
                add(form, is_apart)?;
            }
            for form in dictionary::all_inflections(&relative) {
                add(form, true)?;
            }
            add(relative, false)?;
        }
    }
    Ok(kin)
}

/// Words of the index that are cognates of a folded word in the other language.
pub(super) fn cognates(surface: &str, vocabulary: &dyn Vocabulary) -> Result<Vec<String>> {
    let mut held = Vec::new();
    for cognate in cognate::cognates(surface) {
        if is_in(&cognate, vocabulary)? {
            held.push(cognate);
        }
    }
    Ok(held)
}

/// Inflections of a folded word that talks hold and that share no stem with it: `manger` of `mangeons`.
pub(super) fn strange_inflections(surface: &str, vocabulary: &dyn Vocabulary) -> Result<Vec<String>> {
    let mut strange = Vec::new();
    let stems = stem::stems(surface, surface);
    for form in dictionary::inflections(surface) {
        if form != surface && is_in(&form, vocabulary)? {
            let is_strange = !stem::stems(&form, &form).iter().any(|stem| stems.contains(stem));
            strange.extend(is_strange.then_some(form));
        }
    }
    Ok(strange)
}

/// Words of the index that share a stem with a folded word, those of most talks first: what may have been meant.
pub(super) fn alike(surface: &str, vocabulary: &dyn Vocabulary) -> Result<Vec<String>> {
    let mut alike = sharing(surface, &stem::stems(surface, surface), vocabulary)?;
    alike.retain(|word| dictionary::is_word(word));
    Ok(alike)
}

/// Words of the index that have one of the stems and begin with it, or with the word itself; those of most talks first.
fn sharing(surface: &str, stems: &[String], vocabulary: &dyn Vocabulary) -> Result<Vec<String>> {
    let mut sharing: Vec<(u32, String)> = Vec::new();
    let beginnings = stems.iter().map(String::as_str).chain([surface]);
    for beginning in beginnings.filter(|stem| stem.len() >= SHORTEST && !stem.starts_with('=')) {
        for (word, talks) in vocabulary.beginning_with(beginning, MOST_ALIKE)?.unwrap_or_default() {
            let is_alike = stem::stems(&word, &word).iter().any(|other| stems.contains(other));
            if is_alike && !sharing.iter().any(|(_, known)| *known == word) {
                sharing.push((talks, word));
            }
        }
    }
    sharing.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.cmp(right)));
    Ok(sharing.into_iter().map(|(_, word)| word).collect())
}

/// Whether a talk holds a folded word, but for stop words.
fn is_in(surface: &str, vocabulary: &dyn Vocabulary) -> Result<bool> {
    Ok(!is_stop_word(surface) && vocabulary.frequency(surface)? > 0)
}

/// The plural of a singular, the singular of a plural.
fn numbers(surface: &str) -> Vec<String> {
    let mut numbers = vec![format!("{surface}s"), format!("{surface}es")];
    for ending in ["s", "es"] {
        numbers.extend(surface.strip_suffix(ending).filter(|one| one.len() > 2).map(str::to_owned));
    }
    numbers
}

/// What an English verb or noun would be with another ending; few of these are words. The list of English lacks words that
/// French has too, and so some inflections.
fn english_inflections(surface: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for ending in ["", "ing", "ed", "d", "er", "ers"] {
        let Some(trunk) = surface.strip_suffix(ending).filter(|trunk| trunk.len() > 2) else { continue };
        // `planning` of `plan`.
        let single = trunk.char_indices().next_back().filter(|&(at, last)| trunk[..at].ends_with(last));
        let trunks = [Some(trunk), single.map(|(at, _)| &trunk[..at]).filter(|_| !ending.is_empty())];
        for trunk in trunks.into_iter().flatten() {
            forms.extend(["", "e", "s", "es", "ed", "d", "ing", "er"].map(|other| format!("{trunk}{other}")));
        }
    }
    forms
}

/// The adverb of an adjective, and the adjective of an adverb: `pratique`, `pratiquement`.
fn adverbs(surface: &str) -> impl Iterator<Item = String> {
    let adjective = surface.strip_suffix("ment").map(str::to_owned);
    [Some(format!("{surface}ment")), adjective].into_iter().flatten()
}
