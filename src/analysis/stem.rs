//! Stems: the forms under which inflections of a word meet, in French and in English.
//!
//! Both stemmers run on every word, because recaps mix both languages in one sentence, and the French one runs
//! on the word with and without its accents, because people type both. A data file mends what they get wrong.

use super::fold::fold;
use super::table::{ENDINGS, STEMS};
use rust_stemmers::{Algorithm, Stemmer};
use std::sync::LazyLock;

/// Shorter words are left as they are, in characters.
const SHORTEST: usize = 3;

static FRENCH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::French));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Whether a folded word has inflections: it is not short and has no digits or signs.
fn is_inflected(surface: &str) -> bool {
    surface.chars().nth(SHORTEST - 1).is_some()
        && surface.bytes().all(|b| b.is_ascii_lowercase() || b >= 0x80)
}

/// The likeliest stem of a folded word alone, for who need not know the others.
pub fn first(surface: &str) -> Option<String> {
    let known = STEMS.get(surface).map(str::to_owned);
    if is_inflected(surface) {
        Some(known.unwrap_or_else(|| FRENCH.stem(surface).into_owned()))
    } else {
        known
    }
}

/// The stems of a word, each once, the likeliest first; none for what has no inflections (short words, digits,
/// apostrophes). `accented` is the word in lower case, `surface` the same folded.
pub fn stems(accented: &str, surface: &str) -> Vec<String> {
    if !is_inflected(surface) {
        // `presqu'île` has a line of its own.
        return STEMS.get(surface).map(str::to_owned).into_iter().collect();
    }
    let mut stems = Vec::new();
    let mut add = |stem: String| {
        if !stem.is_empty() && !stems.contains(&stem) {
            stems.push(stem);
        }
    };
    // A word that is told apart by its accents alone (`livré` is no `livre`) has a line with them. It is found
    // without them all the same, so the stems of the folded word follow.
    if accented != surface
        && let Some(stem) = STEMS.get(accented)
    {
        add(stem.to_owned());
    }
    if let Some(stem) = STEMS.get(surface) {
        add(stem.to_owned());
        return stems;
    }
    if accented != surface || !surface.is_ascii() {
        add(fold(&FRENCH.stem(accented)));
    }
    add(FRENCH.stem(surface).into_owned());
    add(ENGLISH.stem(surface).into_owned());
    for (ending, other) in ENDINGS {
        if ending.as_bytes().last() == surface.as_bytes().last()
            && let Some(trunk) = surface.strip_suffix(ending)
            && trunk.len() >= SHORTEST
        {
            // A word of the table has all its inflections there: `packer` is not met by way of `package`.
            let form = format!("{trunk}{other}");
            if STEMS.get(&fold(&form)).is_none() {
                add(fold(&FRENCH.stem(&form)));
            }
        }
    }
    stems
}
