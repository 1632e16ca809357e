//! Compounds: `Argo CD`, `argo-cd` and `ArgoCD` are one name.
//!
//! Neighbours that a sign ties (`argo-cd`) are indexed glued together as well; those with a space between stand side by
//! side anyway, and are found by parting the word that is searched ([`parts`]). The long parts of a word in camel case
//! are indexed on their own (`telemetry` for `OpenTelemetry`).

use super::stop::is_stop_word;
use super::words::{Joint, Word};

/// Shorter humps are no search keys (`Java` in `JavaScript`), in characters.
const SHORTEST_HUMP: usize = 5;
/// Shorter letters before digits, or behind capitals, are no name of their own (`log4j`, `PDFs`), in bytes.
const SHORTEST_BASE: usize = 4;
/// Fewer capitals are no name of their own.
const SHORTEST_CAPITALS: usize = 3;
/// Shorter joins of words with a space between them are chance, in bytes.
const SHORTEST_SPACED: usize = 5;

/// The word and the one before it as one, folded; `None` where nothing ties them.
pub fn joined(before: &Word, word: &Word) -> Option<String> {
    let bytes = before.surface.len() + word.surface.len();
    let is_stop = || is_stop_word(&before.surface) || is_stop_word(&word.surface);
    is_joined(word.joint, bytes, is_stop).then(|| [before.surface.as_str(), &word.surface].concat())
}

/// Whether two neighbours could be one word of a length in bytes; `is_stop` says whether one of them is a stop word.
fn is_joined(joint: Joint, bytes: usize, is_stop: impl FnOnce() -> bool) -> bool {
    match joint {
        Joint::Apart => false,
        Joint::Connector => true,
        Joint::Space => bytes >= SHORTEST_SPACED && !is_stop(),
    }
}

/// The ways in which a folded word could be two with a space between.
pub fn parts(surface: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_long_enough = surface.len() >= SHORTEST_SPACED;
    let bounds = surface.char_indices().skip(1).map(|(at, _)| at);
    let parts = bounds.filter(move |_| is_long_enough).map(|at| surface.split_at(at));
    parts.filter(|(before, after)| !is_stop_word(before) && !is_stop_word(after))
}

/// The names that a longer name is built on, as written: the letters before a digit (`LangChain4j`), capitals before a
/// version (`PHP7`) or small letters (`OVHcloud`). Not the first hump: `JavaScript` is not built on Java.
pub fn bases(raw: &str) -> impl Iterator<Item = &str> {
    let letters = raw.find(|c: char| !c.is_alphabetic()).unwrap_or(raw.len());
    let has_digit = raw[letters..].starts_with(|c: char| c.is_ascii_digit());
    let capitals = raw.find(|c: char| !c.is_uppercase()).unwrap_or(raw.len());
    let is_version = capitals == letters && raw[letters..].bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let shortest = if is_version { SHORTEST_CAPITALS } else { SHORTEST_BASE };
    let before_digit = (has_digit && letters >= shortest).then(|| &raw[..letters]);
    let small = raw[capitals..].chars().take_while(|c| c.is_lowercase()).count();
    let is_name =
        capitals >= SHORTEST_CAPITALS && small >= SHORTEST_BASE && raw[capitals..].chars().count() == small;
    before_digit.into_iter().chain(is_name.then(|| &raw[..capitals]))
}

/// Whether small letters stand before a capital, as in no word of the language: `PaaS`, `GitHub`.
pub fn is_name(raw: &str) -> bool {
    // Most words have their capital in the first place, if they have any.
    let mut before_is_small = false;
    raw.chars().any(|c| {
        let is_inside = before_is_small && c.is_uppercase();
        before_is_small = c.is_lowercase();
        is_inside
    })
}

/// The long parts of a word in camel case, as written; none for a word that has one part.
pub fn humps(raw: &str) -> impl Iterator<Item = &str> {
    // Most words have none, and no list of them is made.
    let mut bounds = Vec::new();
    let mut chars = raw.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let next_is_lower = chars.peek().is_some_and(|&(_, n)| n.is_lowercase());
        if let Some(before) = before
            && c.is_uppercase()
            && (before.is_lowercase() || (before.is_uppercase() && next_is_lower))
        {
            if bounds.is_empty() {
                bounds.push(0);
            }
            bounds.push(at);
        }
        before = Some(c);
    }
    if !bounds.is_empty() {
        bounds.push(raw.len());
    }
    (0..bounds.len().saturating_sub(1))
        .map(move |i| &raw[bounds[i]..bounds[i + 1]])
        .filter(|hump| hump.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_HUMP)
}
