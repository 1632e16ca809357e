//! What several tests need: a small corpus in a folder of its own, indexed.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

use recaps::corpus::Corpus;
use recaps::index::{Index, build};
use std::path::Path;
use tempfile::TempDir;

/// An index of a few recaps, and the folder it lives in.
pub struct Fixture {
    pub home: TempDir,
    pub index: Index,
}

/// Indexes recaps given as `(file name, text)`.
pub fn index(recaps: &[(&str, &str)]) -> Fixture {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = home.path().join("corpus");
    std::fs::create_dir(&corpus).expect("a folder for the corpus");
    for (name, text) in recaps {
        std::fs::write(corpus.join(name), text).expect("a recap");
    }
    let folder = home.path().join("index");
    rebuild(&corpus, &folder);
    let index = Index::open(&folder).expect("an index");
    Fixture { home, index }
}

/// Builds the index in `folder` from the recaps in `corpus`.
pub fn rebuild(corpus: &Path, folder: &Path) {
    let corpus = Corpus::from_roots([("corpus".to_owned(), corpus.to_owned())]);
    build(folder, &corpus, &mut |_| {}).expect("a build");
}

/// A recap whose only talk holds `text`.
pub fn one_talk(text: &str) -> String {
    format!("# Journée Qwertz 2019\n\n## Azertyuiop\n\n{text}\n")
}

/// The rows of a tab-separated table, comments and empty lines left out.
pub fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}
