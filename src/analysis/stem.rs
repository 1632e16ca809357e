//! Stems: the forms under which inflections of a word meet, in French and in English.
//!
//! Both stemmers run on every word, because recaps mix both languages in one sentence, and the French one runs
//! on the word with and without its accents, because people type both. A data file mends what they get wrong.

use super::fold::fold;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Shorter words are left as they are, in characters.
const SHORTEST: usize = 3;

static FRENCH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::French));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// `word<TAB>stem` lines; a stem of `=` keeps the word as it is.
static OVERRIDES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    super::table(include_str!("data/stems.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, stem)| (word, if stem == "=" { word } else { stem }))
        .collect()
});

/// `ending<TAB>ending` lines: endings that the French stemmer keeps apart.
static ENDINGS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    super::table(include_str!("data/endings.tsv")).filter_map(|line| line.split_once('\t')).collect()
});

/// The stems of a word, each once, the likeliest first; none for what has no inflections (short words, digits,
/// apostrophes). `accented` is the word in lower case, `surface` the same folded.
pub fn stems(accented: &str, surface: &str) -> Vec<String> {
    if surface.chars().nth(SHORTEST - 1).is_none()
        || !surface.bytes().all(|b| b.is_ascii_lowercase() || b >= 0x80)
    {
        return Vec::new();
    }
    if let Some(&stem) = OVERRIDES.get(surface) {
        return vec![stem.to_owned()];
    }
    let mut stems = vec![fold(&FRENCH.stem(accented))];
    let mut add = |stem: String| {
        if !stems.contains(&stem) {
            stems.push(stem);
        }
    };
    add(FRENCH.stem(surface).into_owned());
    add(ENGLISH.stem(surface).into_owned());
    for (ending, other) in ENDINGS.iter() {
        if let Some(trunk) = surface.strip_suffix(ending)
            && trunk.len() >= SHORTEST
        {
            add(FRENCH.stem(&format!("{trunk}{other}")).into_owned());
        }
    }
    stems.retain(|s| !s.is_empty());
    stems
}
