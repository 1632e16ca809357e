//! Cognates: a French word and an English one of one origin and one meaning, which differ by rule: `symétrique`, `symmetric`.
//!
//! They are made for a word of a query that few talks hold, and count for less than names of a concept. What a rule makes
//! counts only where it is a word of the other language.

use super::dictionary;
use super::table::{COGNATES, FALSE_FRIENDS};

/// Letters of a word and of its cognate, at the least: among short words too many are alike by chance (`pit`, `pitie`).
const SHORTEST: usize = 6;
/// Letters before an ending, at the least.
const TRUNK: usize = 4;
/// Letters of which one language writes two where the other writes one.
const DOUBLED: &str = "bcdfglmnprst";

/// The words of the other language that a folded word may be a cognate of, each once.
pub fn cognates(surface: &str) -> Vec<String> {
    let mut cognates = Vec::new();
    let own = dictionary::languages(surface);
    if own == 0 || surface.len() < SHORTEST || !surface.bytes().all(|b| b.is_ascii_lowercase()) {
        return cognates;
    }
    let french = COGNATES.iter().map(|(french, english)| (*french, *english));
    let both = french.clone().chain(french.map(|(french, english)| (english, french)));
    let with_ending = |(ending, other): (&str, &str)| {
        let trunk = surface.strip_suffix(ending).filter(|trunk| trunk.len() >= TRUNK)?;
        Some(format!("{trunk}{other}"))
    };
    for form in std::iter::once(surface.to_owned()).chain(both.filter_map(with_ending)) {
        for spelling in spellings(&form) {
            let is_of_the_other = spelling.len() >= SHORTEST && dictionary::languages(&spelling) & !own != 0;
            if is_of_the_other && !cognates.contains(&spelling) && !is_false_friend(surface, &spelling) {
                cognates.push(spelling);
            }
        }
    }
    cognates
}

/// A word, and what it would be with one consonant more or less where there are two or one between vowels.
fn spellings(word: &str) -> Vec<String> {
    let mut spellings = vec![word.to_owned()];
    let letters = word.as_bytes();
    let is_vowel = |at: usize| letters.get(at).is_some_and(|letter| b"aeiouy".contains(letter));
    for (at, letter) in word.char_indices().filter(|(at, letter)| *at > 0 && DOUBLED.contains(*letter)) {
        if word[at + 1..].starts_with(letter) {
            spellings.push(format!("{}{}", &word[..at], &word[at + 1..]));
        } else if is_vowel(at - 1) && is_vowel(at + 1) {
            spellings.push(format!("{}{letter}{}", &word[..at], &word[at..]));
        }
    }
    spellings
}

/// Whether two words, in whatever number, mean different things although they look like one.
fn is_false_friend(a: &str, b: &str) -> bool {
    let one = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    let has = |a: &str, b: &str| {
        FALSE_FRIENDS.get(a).is_some_and(|friends| friends.split(' ').any(|friend| friend == b))
    };
    let (singular, other) = (one(a), one(b));
    [(a, b), (singular.as_str(), other.as_str())].iter().any(|(a, b)| has(a, b) || has(b, a))
}
