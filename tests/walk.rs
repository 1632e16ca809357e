//! A corpus is found whole, in one order; what is hostile in one is met in `hostile/`.

use recaps::corpus::Stamp;
use recaps::corpus::walk::{MAX_BYTES, label, walk};
use std::fs;
use std::path::{Path, PathBuf};

fn corpus(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, "texte\n").expect("a file");
    }
    folder
}

fn names(root: &Path, files: &[(PathBuf, Stamp)]) -> Vec<String> {
    files.iter().map(|(path, _)| label(path.strip_prefix(root).expect("inside"))).collect()
}

#[test]
fn recaps_are_found_by_name_in_order() {
    let folder = corpus(&[
        "b.txt",
        "a/z.md",
        "a/b.HTML",
        "c.rst",
        "d.adoc",
        "README.md",
        "a/readme.txt",
        ".git/x.md",
        ".hidden.md",
        "a/z.recap.toml",
        "photo.jpg",
        "notes",
    ]);
    let found = walk(&[folder.path()], MAX_BYTES);
    assert_eq!(names(folder.path(), &found.files), ["a/b.HTML", "a/z.md", "b.txt", "c.rst", "d.adoc"]);
    assert!(found.skipped.is_empty(), "{:?}", found.skipped);
}

#[test]
fn a_file_that_is_named_is_taken() {
    let folder = corpus(&["notes", "README.md", "b.md"]);
    let paths: Vec<PathBuf> =
        ["notes", "README.md", "b.md", "b.md"].iter().map(|n| folder.path().join(n)).collect();
    let found = walk(&paths, MAX_BYTES);
    assert_eq!(names(folder.path(), &found.files), ["README.md", "b.md", "notes"]);
}

#[test]
fn what_is_missing_or_too_large_is_skipped_with_a_reason() {
    let folder = corpus(&["small.md"]);
    fs::write(folder.path().join("large.md"), "x".repeat(100)).expect("a file");
    let missing = folder.path().join("missing.md");
    let found = walk(&[folder.path(), &missing], 50);
    assert_eq!(names(folder.path(), &found.files), ["small.md"]);
    let reasons: Vec<_> = found.skipped.iter().map(|s| (label(&s.path), s.reason.as_str())).collect();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert!(reasons[0].0.ends_with("large.md") && reasons[0].1.contains("100 bytes"), "{reasons:?}");
    assert!(reasons[1].0.ends_with("missing.md"), "{reasons:?}");
}

#[test]
fn labels_are_the_path_as_named() {
    assert_eq!(label(Path::new("./corpus/a.md")), "corpus/a.md");
    assert_eq!(label(Path::new("/srv/corpus/a.md")), "/srv/corpus/a.md");
}
