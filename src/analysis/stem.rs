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

/// `words<TAB>stem` lines; a stem of `=` keeps the words together under the first of them, apart from all others.
/// The stem then begins with the sign, which no stemmer gives: `port` would meet `porter` under a bare `port`.
static OVERRIDES: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    super::table(include_str!("data/stems.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(words, stem)| {
            let mut words = words.split_ascii_whitespace().peekable();
            let stem = match (stem, words.peek()) {
                ("=", Some(first)) => format!("={first}"),
                _ => stem.to_owned(),
            };
            words.map(move |word| (word, stem.clone()))
        })
        .collect()
});

/// `ending<TAB>ending` lines: endings that the French stemmer keeps apart.
static ENDINGS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    super::table(include_str!("data/endings.tsv")).filter_map(|line| line.split_once('\t')).collect()
});

/// Whether a folded word has inflections: it is not short and has no digits or signs.
fn is_inflected(surface: &str) -> bool {
    surface.chars().nth(SHORTEST - 1).is_some()
        && surface.bytes().all(|b| b.is_ascii_lowercase() || b >= 0x80)
}

/// The likeliest stem of a folded word alone, for who need not know the others.
pub fn first(surface: &str) -> Option<String> {
    is_inflected(surface)
        .then(|| OVERRIDES.get(surface).map_or_else(|| FRENCH.stem(surface).into_owned(), String::clone))
}

/// The stems of a word, each once, the likeliest first; none for what has no inflections (short words, digits,
/// apostrophes). `accented` is the word in lower case, `surface` the same folded.
pub fn stems(accented: &str, surface: &str) -> Vec<String> {
    if !is_inflected(surface) {
        return Vec::new();
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
        && let Some(stem) = OVERRIDES.get(accented)
    {
        add(stem.clone());
    }
    if let Some(stem) = OVERRIDES.get(surface) {
        add(stem.clone());
        return stems;
    }
    if accented != surface || !surface.is_ascii() {
        add(fold(&FRENCH.stem(accented)));
    }
    add(FRENCH.stem(surface).into_owned());
    add(ENGLISH.stem(surface).into_owned());
    for (ending, other) in ENDINGS.iter() {
        if let Some(trunk) = surface.strip_suffix(ending)
            && trunk.len() >= SHORTEST
        {
            // A word of the table has all its inflections there: `packer` is not met by way of `package`.
            let form = format!("{trunk}{other}");
            if !OVERRIDES.contains_key(fold(&form).as_str()) {
                add(fold(&FRENCH.stem(&form)));
            }
        }
    }
    stems
}
