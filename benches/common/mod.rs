//! Corpora to measure on, each in a folder of its own: the bundled one, and made-up ones of any size.

#![allow(dead_code, unused_imports, reason = "each benchmark uses its part")]

#[path = "../synthetic/mod.rs"]
mod synthetic;

use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use std::fs;
use std::path::{Path, PathBuf};
pub(crate) use synthetic::{PER_RECAP, PHRASE, RARE, Recap, Words};
use tempfile::TempDir;

/// The seed of all made-up corpora.
pub(crate) const SEED: u64 = 1;

/// The folder of the bundled recaps.
pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Writes a made-up corpus of `recaps` recaps into the folder `corpus`.
pub(crate) fn write(corpus: &Path, recaps: u64) {
    let words = Words::new();
    for number in 0..recaps {
        let recap = Recap::new(&words, SEED, number, recaps * PER_RECAP);
        let file = corpus.join(recap.file());
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, recap.text()).expect("a recap");
    }
}

/// An index of the bundled corpus, and the folder it lives in.
pub(crate) fn bundled() -> (TempDir, Index) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let index = index(&corpus(), &home.path().join("index"));
    (home, index)
}

/// An index of a made-up corpus of `recaps` recaps, and the folder it lives in.
pub(crate) fn made_up(recaps: u64) -> (TempDir, Index) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = home.path().join("corpus");
    write(&corpus, recaps);
    let index = index(&corpus, &home.path().join("index"));
    (home, index)
}

/// Builds an index with the library and opens it: the one place that knows how.
fn index(corpus: &Path, folder: &Path) -> Index {
    update(folder, &Corpus::new([corpus]), &Options::default(), &mut |_| {}).expect("a build");
    Index::open(folder).expect("an index")
}
