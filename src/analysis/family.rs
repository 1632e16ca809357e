//! Families: words that another ending makes of one: `recruter`, `recrutement`, `recruteuse`; `sécurité`, `sécuriser`.
//!
//! Stems join the inflections of a word, in the index. Families join words that mean nearly the same, in queries alone and
//! for less, so that a rule that goes too far costs little. The endings are data; what does not exist finds nothing. Endings that
//! also join words by chance count where the dictionary knows both words. Words that the table of stems keeps apart (`production`,
//! `productif`) are of no family, whatever their endings.

use super::table::{FAMILIES, STRANGERS};
use super::{dictionary, stem};
use std::cell::LazyCell;

/// A word that may be of the family of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relative {
    /// Folded.
    pub surface: String,
    /// Whether the endings join by chance so often that only a word of the language counts.
    needs_evidence: bool,
}

impl Relative {
    /// Whether the word, if talks hold it, is of the family.
    pub fn is_attested(&self) -> bool {
        !self.needs_evidence || dictionary::is_of_a_language(&self.surface)
    }
}

/// Folded words that could be of the family of a folded word, each once; most of them do not exist.
pub fn relatives(surface: &str) -> Vec<Relative> {
    let mut relatives: Vec<Relative> = Vec::new();
    if !surface.bytes().all(|b| b.is_ascii_lowercase()) || is_stranger(surface) {
        return relatives;
    }
    let is_attested = LazyCell::new(|| dictionary::is_of_a_language(surface));
    let is_in_table = stem::is_in_table(surface);
    let mut relative = String::new();
    for (least, needs_evidence, endings) in FAMILIES {
        // The longest ending parts the word: `-isation`, not `-ation`.
        let ending =
            endings.iter().filter(|ending| surface.ends_with(**ending)).max_by_key(|ending| ending.len());
        let Some(trunk) = ending.and_then(|ending| surface.strip_suffix(ending)) else { continue };
        if trunk.len() < *least || (*needs_evidence && !*is_attested) {
            continue;
        }
        for ending in *endings {
            relative.clear();
            relative.push_str(trunk);
            relative.push_str(ending);
            let is_known = || relatives.iter().any(|known| known.surface == relative);
            let is_other = || is_stranger(&relative) || (is_in_table && stem::are_apart(surface, &relative));
            if relative != surface && !is_known() && !is_other() {
                relatives.push(Relative { surface: relative.clone(), needs_evidence: *needs_evidence });
            }
        }
    }
    relatives
}

/// Whether a word, or what it is the plural of, has no family.
fn is_stranger(surface: &str) -> bool {
    STRANGERS.get(surface).is_some()
        || surface.strip_suffix('s').is_some_and(|one| STRANGERS.get(one).is_some())
}
