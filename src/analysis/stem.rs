//! Stems: the forms under which inflections of a word meet, in French and in English.
//!
//! Both stemmers run on every word, because recaps mix both languages in one sentence, and the French one runs
//! on the word with and without its accents, because people type both. A data file mends what they get wrong.

use super::fold::fold;
use super::french;
use super::table::{ENDINGS, LINKING_WORDS, STEMS};
use rust_stemmers::{Algorithm, Stemmer};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Shorter words are left as they are, and shorter stems are none, in characters.
const SHORTEST: usize = 3;
/// Words whose first stem is remembered, at the most.
const REMEMBERED: usize = 1000;

static FRENCH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::French));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The stem of a word by the rules of French.
fn french_stem(word: &str) -> String {
    french::stem(word).unwrap_or_else(|| FRENCH.stem(word).into_owned())
}

/// Whether a folded word has inflections: it is not short and has no digits or signs.
fn is_inflected(surface: &str) -> bool {
    surface.chars().nth(SHORTEST - 1).is_some()
        && surface.bytes().all(|b| b.is_ascii_lowercase() || b >= 0x80)
}

/// The likeliest stem of a folded word alone, for who need not know the others.
pub fn first(surface: &str) -> Option<String> {
    thread_local! {
        /// The stems of the words of queries: each is asked for several times.
        static FOUND: RefCell<HashMap<String, Option<String>>> = RefCell::default();
    }
    FOUND.with_borrow_mut(|found| {
        if let Some(stem) = found.get(surface) {
            return stem.clone();
        }
        let known = STEMS.get(surface).map(str::to_owned);
        let stem =
            if is_inflected(surface) { Some(known.unwrap_or_else(|| french_stem(surface))) } else { known };
        if found.len() >= REMEMBERED {
            found.clear();
        }
        found.insert(surface.to_owned(), stem.clone());
        stem
    })
}

/// The form under which inflections of a word find the same name of a concept; the accents do not count.
pub fn key(surface: &str) -> String {
    let Some(stem) = first(surface) else {
        // The sign keeps it apart from stems: `bi` is not what the stemmer makes of `biais`.
        return ["=", surface].concat();
    };
    // The French stemmer knows no English plural: `policies` is `policy`, and so is `technologie` `technology`;
    // `clusters` is `cluster`, whose last letters it takes for those of a verb.
    let singular = match surface {
        _ if stem.starts_with('=') => None,
        _ if surface.ends_with("ers") => surface.strip_suffix('s').map(str::to_owned),
        _ => surface.strip_suffix("ies").or(surface.strip_suffix("ie")).map(|trunk| [trunk, "y"].concat()),
    };
    singular.and_then(|singular| first(&singular)).unwrap_or(stem)
}

/// Whether a folded word only ties the others of a name together.
pub fn is_linking(surface: &str) -> bool {
    LINKING_WORDS.get(surface).is_some()
}

/// The form under which inflections of a name find it, with or without the words that only tie the others together; they
/// count where no two others are left.
pub fn key_of_name(name: &str) -> String {
    let telling: Vec<&str> = name.split(' ').filter(|word| !is_linking(word)).collect();
    let words = if telling.len() > 1 { telling } else { name.split(' ').collect() };
    words.into_iter().map(key).collect::<Vec<_>>().join(" ")
}

/// Forms that `endings.tsv` leads to from a folded word, and those that lead to it: a feminine, the verb of a noun, a
/// cognate; few of them exist.
pub fn beside(surface: &str) -> impl Iterator<Item = String> {
    let back = ENDINGS.iter().filter_map(move |(ending, other)| with_ending(surface, other, ending));
    forward(surface).chain(back)
}

/// Forms that `endings.tsv` leads to from a folded word.
fn forward(surface: &str) -> impl Iterator<Item = String> {
    /// The rows of the table by the last byte of the ending.
    static BY_LAST: LazyLock<Vec<Vec<(&str, &str)>>> = LazyLock::new(|| {
        let mut rows = vec![Vec::new(); 1 << u8::BITS];
        for &(ending, other) in ENDINGS.iter() {
            if let Some(&last) = ending.as_bytes().last() {
                rows[usize::from(last)].push((ending, other));
            }
        }
        rows
    });
    let last = surface.as_bytes().last().map(|&last| usize::from(last));
    let rows = last.and_then(|last| BY_LAST.get(last)).into_iter().flatten();
    rows.filter_map(move |(ending, other)| with_ending(surface, ending, other))
}

/// A word with another ending, if it has the one and enough before it.
fn with_ending(surface: &str, ending: &str, other: &str) -> Option<String> {
    let trunk = surface.strip_suffix(ending).filter(|trunk| trunk.len() >= SHORTEST)?;
    Some([trunk, other].concat())
}

/// Whether the table of words that the stemmers get wrong has a folded word.
pub fn is_in_table(surface: &str) -> bool {
    STEMS.get(surface).is_some()
}

/// Whether the table keeps two folded words apart.
pub fn are_apart(a: &str, b: &str) -> bool {
    STEMS.get(a).zip(STEMS.get(b)).is_some_and(|(a, b)| a != b)
}

/// Whether a stem, where it stands as a word, has that stem: `public` is what is left of `publication`, and another word.
pub fn is_its_own(stem: &str) -> bool {
    STEMS.get(stem).is_none_or(|own| own == stem)
}

/// The stems of a word, each once, the likeliest first; none for what has no inflections (short words, digits,
/// apostrophes). `accented` is the word in lower case, `surface` the same folded.
pub fn stems(accented: &str, surface: &str) -> Vec<String> {
    if !is_inflected(surface) {
        // `presqu'île` has a line of its own.
        return STEMS.get(surface).map(str::to_owned).into_iter().collect();
    }
    let mut stems = Vec::new();
    // Words of any meaning share what is left of them in two letters: `PaaS`, `Paez`.
    let mut add = |stem: String| {
        if stem.chars().nth(SHORTEST - 1).is_some() && !stems.contains(&stem) {
            stems.push(stem);
        }
    };
    // A word that differs from another in its accents alone (`livré`, `livre`) has a line with them. It is found
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
        add(fold(&french_stem(accented)));
    }
    add(french_stem(surface));
    add(ENGLISH.stem(surface).into_owned());
    for form in forward(surface) {
        // A word of the table has all its inflections there: `packer` is not met by way of `package`.
        if STEMS.get(&fold(&form)).is_none() {
            add(fold(&french_stem(&form)));
        }
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_stems_are_those_of_the_library() {
        let same = |word: &str| {
            assert_eq!(french::stem(word).as_deref(), Some(&*FRENCH.stem(word)), "{word}");
        };
        let words: Vec<&str> = include_str!("data/words/french.txt").split_whitespace().collect();
        assert!(words.len() > 5_000);
        let suffixes = include_str!("data/suffixes.tsv").lines().filter_map(|line| line.split('\t').nth(2));
        let suffixes: Vec<String> = suffixes.flat_map(|row| row.split(' ')).map(str::to_lowercase).collect();
        let known = |word: &&str| word.chars().all(|c| matches!(c, 'a'..='z' | 'à'..='ÿ'));
        for (at, word) in words.iter().copied().filter(known).enumerate() {
            same(word);
            if at % 5 > 0 {
                continue;
            }
            let cut = word.char_indices().nth(at / 5 % 8).map_or(word.len(), |(at, _)| at);
            for suffix in &suffixes {
                same(&[&word[..cut], suffix].concat());
            }
        }
        // All short words of some letters, alone and behind others.
        let letters =
            ['a', 'e', 'é', 'è', 'i', 'ï', 'o', 'q', 'r', 's', 't', 'u', 'y', 'ç', 'ë', 'n', 'g', 'l'];
        for number in 0..letters.len().pow(4) {
            let places = (0..4).map(|place| letters[number / letters.len().pow(place) % letters.len()]);
            let short: String = places.collect();
            same(&short);
            same(&format!("part{short}"));
        }
        same("");
        assert_eq!(french::stem("cœur"), None);
        assert_eq!(french::stem(&"a".repeat(100)), None);
    }
}
