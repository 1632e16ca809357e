//! Did you mean: a word that no talk holds is taken for the word of the index it is likeliest a misspelling of.

use super::Node;
use crate::Result;
use crate::analysis::glossary::Glossary;
use crate::analysis::{Word, is_stop_word, stem};
use crate::index::Index;
use fixedbitset::FixedBitSet;

/// So many of the likeliest words are compared by the company they keep.
const COMPARED: usize = 8;
/// What it is worth to be told of together with the other words of the query; an edit less is worth more.
const COMPANY: f32 = 1.2;

/// How many edits away the word that was meant may be; `None` for words too short to tell.
pub fn reach(surface: &str) -> Option<u8> {
    match surface.chars().count() {
        0..=3 => None,
        4..=6 => Some(1),
        _ => Some(2),
    }
}

/// The word that the clause `at` was meant to be; `None` where it is known, or nothing is near.
pub fn correct(
    word: &Word,
    nodes: &[&Node],
    at: usize,
    index: &Index,
    glossary: &Glossary,
) -> Result<Option<String>> {
    let surface = word.surface.as_str();
    if is_stop_word(surface) || !surface.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    let Some(distance) = reach(surface) else { return Ok(None) };
    if index.holds(surface, &stem::stems(word.accented(), surface))?
        || !glossary.meanings(&[surface]).is_empty()
    {
        return Ok(None);
    }
    // Written apart from its neighbour, a known word may look unknown: `open telemetry`.
    for (left, right) in [(at.checked_sub(1), Some(at)), (Some(at), Some(at + 1))] {
        if let (Some(left), Some(right)) =
            (left.and_then(|i| single(nodes, i)), right.and_then(|i| single(nodes, i)))
            && index.frequency(&format!("{left}{right}"))? > 0
        {
            return Ok(None);
        }
    }
    let mut likely: Vec<(f32, String)> = index
        .spelt_like(surface, distance)?
        .into_iter()
        .filter(|near| !near.surface.chars().any(|c| c.is_ascii_digit()) && !is_stop_word(&near.surface))
        .map(|near| (likelihood(surface, &near.surface, near.distance, near.talks), near.surface))
        .collect();
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    likely.truncate(COMPARED);
    let company = company(nodes, at, index)?;
    let mut best: Option<(f32, String)> = None;
    for (worth, meant) in likely {
        let worth = match &company {
            // Of words equally near, the one that is told of together with the others was meant.
            Some(company) => {
                let together = holders(&meant, index)?.intersection_count(company);
                worth + COMPANY * (1.0 + together as f32).ln()
            }
            None => worth,
        };
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, meant));
        }
    }
    Ok(best.map(|(_, surface)| surface))
}

/// The talks that hold the other words of the query: all of those that any talk holds. `None` where there is none.
fn company(nodes: &[&Node], at: usize, index: &Index) -> Result<Option<FixedBitSet>> {
    let mut company: Option<FixedBitSet> = None;
    for other in (0..nodes.len()).filter(|&other| other != at).filter_map(|other| single(nodes, other)) {
        if is_stop_word(other) {
            continue;
        }
        let holders = holders(other, index)?;
        if holders.is_clear() {
            continue;
        }
        match &mut company {
            Some(company) => company.intersect_with(&holders),
            None => company = Some(holders),
        }
    }
    Ok(company.filter(|company| !company.is_clear()))
}

/// The talks that hold a folded word.
fn holders(surface: &str, index: &Index) -> Result<FixedBitSet> {
    index.holders(index.fields().words, surface)
}

/// How likely `typed` is a misspelling of `meant`; only the order means anything. An edit less is worth more than any
/// frequency; people rarely miss the first letter, and often double or halve one.
fn likelihood(typed: &str, meant: &str, distance: u8, talks: u32) -> f32 {
    let doubled = squeeze(typed) == squeeze(meant);
    let first = typed.chars().next() == meant.chars().next();
    let last = typed.chars().last() == meant.chars().last();
    -4.0 * f32::from(distance)
        + if doubled { 2.0 } else { 0.0 }
        + if first { 1.5 } else { 0.0 }
        + if last { 0.25 } else { 0.0 }
        + (1.0 + talks as f32).ln() * 0.5
}

/// The word with every run of one letter cut to a single one.
fn squeeze(word: &str) -> String {
    let mut squeezed = String::with_capacity(word.len());
    for c in word.chars() {
        if !squeezed.ends_with(c) {
            squeezed.push(c);
        }
    }
    squeezed
}

/// Whether talks hold all of the folded words, in any inflection.
pub fn is_held(surfaces: &[String], index: &Index) -> Result<bool> {
    for surface in surfaces {
        if !index.holds(surface, &stem::stems(surface, surface))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The surface of a clause of one word.
fn single<'n>(nodes: &[&'n Node], at: usize) -> Option<&'n str> {
    match nodes.get(at) {
        Some(Node::Words(words)) if words.len() == 1 => Some(&words[0].surface),
        _ => None,
    }
}
