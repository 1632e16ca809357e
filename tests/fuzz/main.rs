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

/// A file of TOML beside the program.
fn toml_of(file: &str) -> toml::Table {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("a file");
    text.parse().expect("TOML")
}

/// The targets are a package with a lock of its own. It fell behind once, so that they were not what the program is
/// built of, and nobody saw it.
#[test]
fn the_targets_lock_what_the_program_locks() {
    let packages = |lock: &str| -> Vec<toml::Value> {
        let packages = toml_of(lock).remove("package").expect("packages");
        packages.as_array().expect("a list").clone()
    };
    let version = |package: &toml::Value| (package["name"].clone(), package["version"].clone());
    let (program, targets) = (packages("Cargo.lock"), packages("tests/fuzz/Cargo.lock"));
    let behind: Vec<_> = targets
        .iter()
        .filter(|package| program.iter().any(|other| other["name"] == package["name"]))
        .map(version)
        .filter(|locked| !program.iter().any(|package| version(package) == *locked))
        .collect();
    assert!(behind.is_empty(), "other versions in tests/fuzz/Cargo.lock: {behind:?}");
    let locked =
        targets.iter().find(|package| package["name"].as_str() == Some("recaps")).expect("the program");
    // A name that several versions have is followed by its version.
    let locked: BTreeSet<&str> = locked["dependencies"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|name| name.as_str()?.split(' ').next())
        .collect();
    let declared = toml_of("Cargo.toml");
    let missing: Vec<&String> = ["dependencies", "build-dependencies"]
        .iter()
        .flat_map(|kind| declared[*kind].as_table().expect("a table").keys())
        .filter(|name| !locked.contains(name.as_str()))
        .collect();
    assert!(missing.is_empty(), "not in tests/fuzz/Cargo.lock: {missing:?}");
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
