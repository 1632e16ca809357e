//! Hostile corpora: each fixture is read, or skipped with a message, and never makes the program wait.
//!
//! No test looks at a clock: sizes are such that a cost that grows with their square would be plainly unbearable.
//! `cargo bench --bench cut` holds n against 4n.

mod bytes;
#[path = "../common/mod.rs"]
mod common;
mod files;
mod markup;
mod memory;
mod program;

use recaps::corpus::roots::Finding;
use recaps::corpus::{Corpus, Document, Format};
use recaps::recap::{self, Cut};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A recap that stands beside every hostile file, and must be found whatever that does.
const GOOD: &str =
    "# Journée Qwertz 2021\n\n## Observer le noyau - Inès Morel, Brumisio\n\nInès Morel trace un paquet.\n";

/// A folder with a good recap in it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("bon.md"), GOOD).expect("a recap");
    folder
}

/// What a folder holds as a corpus.
fn walked(folder: &Path) -> Finding {
    Corpus::from_roots([("c".to_owned(), folder.to_path_buf())]).walk()
}

/// The names of the recaps found.
fn found(finding: &Finding) -> Vec<&str> {
    finding.recaps.iter().map(|found| found.file.as_str()).collect()
}

/// Checks that the good recap alone is found, and gives why `name` was not.
fn skipped(folder: &Path, name: &str) -> String {
    let finding = walked(folder);
    assert_eq!(found(&finding), ["c/bon.md"]);
    let [skipped] = finding.skipped.as_slice() else { panic!("{:?}", finding.skipped) };
    assert_eq!(skipped.path, folder.join(name));
    assert!(!skipped.reason.contains('\n'), "{}", skipped.reason);
    skipped.reason.clone()
}

fn document(bytes: &[u8], file: &str) -> Document {
    let format = Format::from_path(Path::new(file)).expect("a recap's name");
    Document::decode(bytes, file, format, None).expect("text")
}

fn cut(text: &str, file: &str) -> Cut {
    recap::cut(&document(text.as_bytes(), file))
}
