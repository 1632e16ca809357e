//! The smoke run of the fuzz targets: every check over its kept corpus and over mutations of it, the same in every run.
//!
//! Long runs are for libFuzzer (`bash tests/fuzz/run.sh`); this one needs no more than `cargo test` and keeps what was
//! once found from coming back. `RECAPS_MUTATIONS` sets how many mutations each check is tried on.

#[allow(unreachable_pub, reason = "public for the fuzz targets, which are a package of their own")]
mod checks;
mod mutate;

use mutate::Mutator;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz")
}

/// Names of the entries of a folder, sorted, without extensions.
fn entries(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

/// Runs a check over its corpus, then over mutations of it.
fn smoke((name, check): checks::Check, mutations: usize) {
    let folder = folder();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.join("corpus").join(name))
        .expect("a corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a seed")).collect();
    for (path, seed) in paths.iter().zip(&seeds) {
        tried(name, check, seed, &path.display().to_string());
    }
    let asked = std::env::var("RECAPS_MUTATIONS").ok().and_then(|number| number.parse().ok());
    let dictionary = std::fs::read_to_string(folder.join("dictionary.txt")).expect("a dictionary");
    let mut mutator = Mutator::new(name, mutate::tokens(&dictionary));
    for number in 0..asked.unwrap_or(mutations) {
        let at = number % seeds.len();
        let input = mutator.mutate(&seeds, at);
        tried(name, check, &input, &format!("mutation {number}, of {}", paths[at].display()));
    }
}

/// Runs a check, and says on what it failed.
fn tried(name: &str, check: fn(&[u8]), input: &[u8], origin: &str) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| check(input))) {
        eprintln!("{name} fails on {origin}: b\"{}\"", input.escape_ascii());
        resume_unwind(panic);
    }
}

macro_rules! smoke_tests {
    ($($name:ident: $mutations:literal)*) => {
        $(#[test]
        fn $name() {
            smoke((stringify!($name), checks::$name), $mutations);
        })*

        #[test]
        fn every_check_is_run_here_and_by_a_target_from_a_corpus() {
            let run = BTreeSet::from([$(stringify!($name).to_owned()),*]);
            let all: BTreeSet<String> = checks::CHECKS.iter().map(|(name, _)| (*name).to_owned()).collect();
            assert_eq!(run, all);
            for kept in ["corpus", "targets"] {
                assert_eq!(entries(&folder().join(kept)), all, "tests/fuzz/{kept}");
            }
            let package = std::fs::read_to_string(folder().join("Cargo.toml")).expect("a package");
            for name in all {
                assert!(package.contains(&format!("path = \"targets/{name}.rs\"")), "no target {name}");
            }
        }
    };
}

// As many as take a check about a second without optimisation.
smoke_tests! {
    analysis: 400
    decode: 400
    front_matter: 100
    glossary: 400
    ids: 40
    json: 400
    manifest: 400
    query: 400
    recap_adoc: 100
    recap_html: 100
    recap_md: 100
    recap_rst: 100
    recap_txt: 100
    search: 200
    sidecar: 300
    snippet: 200
    stored: 400
    terminal: 400
}
