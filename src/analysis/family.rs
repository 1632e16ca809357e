//! Families: words that another ending makes of one: `recruter`, `recrutement`, `recruteuse`; `sécurité`, `sécuriser`.
//!
//! Stems join the inflections of a word, in the index. Families join words that mean nearly the same, in queries alone and
//! for less, so that a rule that goes too far costs little. The endings are data; what does not exist finds nothing.

use super::table::{FAMILIES, STRANGERS};

/// Folded words that could be of the family of a folded word, each once; most of them do not exist.
pub fn relatives(surface: &str) -> Vec<String> {
    let mut relatives: Vec<String> = Vec::new();
    if !surface.bytes().all(|b| b.is_ascii_lowercase()) || is_stranger(surface) {
        return relatives;
    }
    for (least, endings) in FAMILIES {
        // The longest ending parts the word: `-isation`, not `-ation`.
        let ending =
            endings.iter().filter(|ending| surface.ends_with(**ending)).max_by_key(|ending| ending.len());
        let Some(trunk) = ending.and_then(|ending| surface.strip_suffix(ending)) else { continue };
        if trunk.len() < *least {
            continue;
        }
        for relative in endings.iter().map(|ending| format!("{trunk}{ending}")) {
            if relative != surface && !is_stranger(&relative) && !relatives.contains(&relative) {
                relatives.push(relative);
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
