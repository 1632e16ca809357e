//! The data files of stems as `src/analysis/stem.rs` reads them from the tables that are made of them.

use crate::lines;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// The text of a data file; nothing of one that cannot be read, which the build script says by itself.
fn read(name: &str) -> &'static str {
    std::fs::read_to_string(Path::new(crate::DATA).join(name)).unwrap_or_default().leak()
}

/// Words that the stemmers get wrong.
pub(crate) struct Stems(pub(crate) BTreeMap<String, String>);

impl Stems {
    /// The stem of a word of the table.
    pub(crate) fn get(&self, word: &str) -> Option<&str> {
        self.0.get(word).map(String::as_str)
    }
}

/// Words that only tie the others of a name together, for nothing.
pub(crate) static LINKING_WORDS: LazyLock<Stems> = LazyLock::new(|| {
    let words = lines::rows(read("linking_words.txt")).flat_map(str::split_ascii_whitespace);
    Stems(words.map(|word| (word.to_owned(), String::new())).collect())
});

/// Words that the stemmers get wrong, for their stem.
pub(crate) static STEMS: LazyLock<Stems> = LazyLock::new(|| Stems(stems(read("stems.tsv"))));

/// Endings that the French stemmer keeps apart from those beside them.
pub(crate) static ENDINGS: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| lines::rows(read("endings.tsv")).filter_map(|line| line.split_once('\t')).collect());

/// Of `words<TAB>stem` lines; a stem of `=` keeps the words together under the first of them, apart from all others.
/// The stem then begins with the sign, which no stemmer gives: `port` would meet `porter` under a bare `port`.
fn stems(file: &str) -> BTreeMap<String, String> {
    let mut stems = BTreeMap::new();
    for (words, stem) in lines::rows(file).filter_map(|line| line.split_once('\t')) {
        let mut words = words.split_ascii_whitespace().peekable();
        let stem = match (stem, words.peek()) {
            ("=", Some(first)) => format!("={first}"),
            _ => stem.to_owned(),
        };
        stems.extend(words.map(|word| (word.to_owned(), stem.clone())));
    }
    stems
}
