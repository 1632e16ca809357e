//! Did you mean: what becomes of a word that no talk holds.
//!
//! A word of the language or of the trade is no misspelling: it is said to be in no talk. Another word is taken for the
//! word of the index that it is likeliest a misspelling of, where that is likely enough; else it is left as it is, and the
//! words that may have been meant are offered.

use super::misspelling::cost;
use super::misspelt::misspellings;
use super::plan::Relation;
use super::{Node, kinship};
use crate::Result;
use crate::analysis::glossary::{Glossary, Meaning};
use crate::analysis::{Word, dictionary, elision::ELIDED, is_stop_word, stem};
use crate::index::vocabulary::{Neighbour, Vocabulary};

/// What becomes of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Talks hold it, or what it stands for.
    Held,
    /// It is taken for this word of the vocabulary.
    Mended(String),
    /// No talk holds it; these words of the index may have been meant, the likeliest first.
    Absent(Vec<String>),
}

/// Of the likeliest words, how many are compared by the talks that they share with the other words of the query.
const COMPARED: usize = 8;
/// Words that are offered, at most.
const OFFERED: usize = 3;
/// What it counts that a word stands in talks with the other words of the query.
const COMPANY: f32 = 1.2;
/// What it counts that many talks hold a word.
const FREQUENT: f32 = 0.4;
/// By how much the cost of an offered word may exceed that of a mended one.
const OFFER: f32 = 1.3;
/// See [`leeway()`].
const NAME: f32 = 1.0;
/// See [`leeway()`].
const MANY: f32 = 0.6;

/// How many edits away the meant word may be; `None` for words that are too short to be mended.
pub fn reach(surface: &str) -> Option<u8> {
    match surface.chars().count() {
        0..=3 => None,
        4..=6 => Some(1),
        _ => Some(2),
    }
}

/// The highest cost of a misspelling, by its number of letters: a short word has too many neighbours.
fn limit(letters: usize) -> f32 {
    match letters {
        0..=4 => 1.5,
        5 => 2.7,
        6 => 3.3,
        7..=8 => 4.4,
        _ => 5.6,
    }
}

/// A word of the index that may have been meant.
struct Candidate {
    surface: String,
    /// Of the misspelling.
    cost: f32,
    /// The least is the likeliest.
    score: f32,
    talks: u32,
}

/// The correction of the word of the clause `at`.
pub fn correct(
    word: &Word,
    nodes: &[&Node],
    at: usize,
    vocabulary: &dyn Vocabulary,
    glossary: &Glossary,
) -> Result<Verdict> {
    let surface = word.surface.as_str();
    if is_stop_word(surface) || vocabulary.holds(surface, &[])? || is_glued(nodes, at, vocabulary)? {
        return Ok(Verdict::Held);
    }
    for meaning in glossary.meanings(&[surface]) {
        if !Relation::of(&meaning).is_far() && is_meant(&meaning, vocabulary)? {
            return Ok(Verdict::Held);
        }
    }
    if let Some(meant) = with_apostrophe(surface, vocabulary)? {
        return Ok(Verdict::Mended(meant));
    }
    let mut candidates = candidates(surface, vocabulary)?;
    keep_company(&mut candidates, nodes, at, vocabulary)?;
    let limit = limit(surface.chars().count());
    if glossary.knows(&[surface]) || dictionary::is_word(surface) || surface.contains('\'') {
        if kinship::is_held(surface, vocabulary)? || !kinship::cognates(surface, vocabulary)?.is_empty() {
            return Ok(Verdict::Held);
        }
        if !misspellings(surface, vocabulary, glossary)?.is_empty() {
            return Ok(Verdict::Held);
        }
        let alike = kinship::alike(surface, vocabulary)?;
        let near = candidates.into_iter().filter(|candidate| candidate.cost <= limit + OFFER);
        let near = near.map(|candidate| candidate.surface).filter(|near| !alike.contains(near));
        return Ok(Verdict::Absent(alike.iter().cloned().chain(near).take(OFFERED).collect()));
    }
    let by_stem = vocabulary.holds(surface, &stem::stems(word.accented(), surface))?;
    // The likeliest of those that are likely enough: a frequent word is likelier, but may be too far.
    let mended = candidates.iter().position(|candidate| {
        let is_word = dictionary::is_word(&candidate.surface);
        let is_inflected = by_stem && !is_word && is_inflection(surface, &candidate.surface);
        !is_inflected && candidate.cost <= limit + leeway(candidate.talks, is_word)
    });
    if let Some(at) = mended {
        return Ok(Verdict::Mended(candidates.swap_remove(at).surface));
    }
    if by_stem {
        return Ok(Verdict::Held);
    }
    let offered = candidates.into_iter().filter(|candidate| candidate.cost <= limit + OFFER).take(OFFERED);
    Ok(Verdict::Absent(offered.map(|candidate| candidate.surface).collect()))
}

/// The word that is meant where its apostrophe was left out: `observabilite` of `lobservabilite`, `aujourd'hui` of
/// `aujourdhui`. No word that is one as it stands: `leurre`, `dici`.
fn with_apostrophe(surface: &str, vocabulary: &dyn Vocabulary) -> Result<Option<String>> {
    if !surface.bytes().all(|b| b.is_ascii_lowercase()) || dictionary::is_word(surface) {
        return Ok(None);
    }
    for rest in ELIDED.iter().filter_map(|head| surface.strip_prefix(head)) {
        let is_elided = rest.starts_with(['a', 'e', 'i', 'o', 'u', 'h', 'y']);
        let is_known = || is_stop_word(rest) || dictionary::languages(rest) & dictionary::FRENCH > 0;
        if is_elided && rest.len() > 1 && is_known() && (is_stop_word(rest) || vocabulary.holds(rest, &[])?) {
            return Ok(Some(rest.to_owned()));
        }
    }
    for at in 1..surface.len() {
        let parted = format!("{}'{}", &surface[..at], &surface[at..]);
        if vocabulary.frequency(&parted)? > 0 {
            return Ok(Some(parted));
        }
    }
    Ok(None)
}

/// By how much a misspelling of a word may cost more. A word of one talk that no list knows may be a name, and a word of
/// many talks is what most people search for.
fn leeway(talks: u32, is_word: bool) -> f32 {
    match (talks, is_word) {
        (0..=1, false) => -NAME,
        (_, false) => 0.0,
        (_, true) => (0.2 * (talks.max(1) as f32).ln()).min(MANY),
    }
}

/// Whether the word is held as one with its neighbour: `open telemetry`.
fn is_glued(nodes: &[&Node], at: usize, vocabulary: &dyn Vocabulary) -> Result<bool> {
    for (left, right) in [(at.checked_sub(1), Some(at)), (Some(at), Some(at + 1))] {
        if let (Some(left), Some(right)) =
            (left.and_then(|i| single(nodes, i)), right.and_then(|i| single(nodes, i)))
            && vocabulary.frequency(&format!("{left}{right}"))? > 0
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether two words differ in an ending that inflects.
fn is_inflection(a: &str, b: &str) -> bool {
    let (longer, shorter) = if a.len() > b.len() { (a, b) } else { (b, a) };
    longer.strip_prefix(shorter).is_some_and(|ending| matches!(ending, "s" | "e" | "es" | "x"))
}

/// The words of the index that may have been meant, the likeliest first.
fn candidates(surface: &str, vocabulary: &dyn Vocabulary) -> Result<Vec<Candidate>> {
    let is_word = surface.chars().all(char::is_alphabetic);
    let Some(distance) = reach(surface).filter(|_| is_word) else { return Ok(Vec::new()) };
    let near = vocabulary.spelt_like(surface, distance)?;
    let words = near.into_iter().filter(|near| near.surface.chars().all(char::is_alphabetic));
    let candidate = |near: Neighbour| {
        let cost = cost(surface, &near.surface);
        let score = cost - FREQUENT * (1.0 + near.talks as f32).ln();
        Candidate { surface: near.surface, cost, score, talks: near.talks }
    };
    let mut candidates: Vec<Candidate> = words.map(candidate).collect();
    sort(&mut candidates);
    candidates.truncate(COMPARED);
    Ok(candidates)
}

fn sort(candidates: &mut [Candidate]) {
    candidates.sort_by(|a, b| a.score.total_cmp(&b.score).then_with(|| a.surface.cmp(&b.surface)));
}

/// Puts the words first that stand in talks with the other words of the query: with all of those that any talk holds.
fn keep_company(
    candidates: &mut [Candidate],
    nodes: &[&Node],
    at: usize,
    vocabulary: &dyn Vocabulary,
) -> Result<()> {
    if candidates.len() < 2 {
        return Ok(());
    }
    let others = (0..nodes.len()).filter(|&other| other != at).filter_map(|other| single(nodes, other));
    let company: Vec<&str> = others.filter(|other| !is_stop_word(other)).collect();
    let words: Vec<&str> = candidates.iter().map(|candidate| candidate.surface.as_str()).collect();
    let Some(together) = vocabulary.in_company(&words, &company)? else { return Ok(()) };
    for (candidate, together) in candidates.iter_mut().zip(together) {
        candidate.score -= COMPANY * (1.0 + together as f32).ln();
    }
    sort(candidates);
    Ok(())
}

/// Whether talks hold a name: its only word in any inflection, or its words side by side.
fn is_meant(meaning: &Meaning, vocabulary: &dyn Vocabulary) -> Result<bool> {
    match meaning.words.as_slice() {
        [word] => {
            for form in &meaning.inflections {
                if vocabulary.holds(form, &[])? {
                    return Ok(true);
                }
            }
            vocabulary.holds(word, &meaning.stems)
        }
        words => vocabulary.holds_in_a_row(words),
    }
}

/// The surface of a clause of one word.
fn single<'n>(nodes: &[&'n Node], at: usize) -> Option<&'n str> {
    match nodes.get(at) {
        Some(Node::Words(words)) if words.len() == 1 => Some(&words[0].surface),
        _ => None,
    }
}
