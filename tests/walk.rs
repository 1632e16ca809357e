//! A corpus is found whole, in one order, and nothing in it can hang the walk.

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

fn names(root: &Path, paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| label(path.strip_prefix(root).expect("inside"))).collect()
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

#[cfg(unix)]
#[test]
fn links_pipes_sockets_and_folders_do_not_hang_it() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let folder = corpus(&["a.md", "sub/b.md", "folder.md/inside.md"]);
    let at = |name: &str| folder.path().join(name);
    symlink(folder.path(), at("sub/loop")).expect("a link");
    symlink(at("nowhere"), at("dangling.md")).expect("a link");
    symlink("/dev/zero", at("zero.txt")).expect("a link");
    symlink(at("a.md"), at("linked.md")).expect("a link");
    let _socket = UnixListener::bind(at("socket.md")).expect("a socket");
    let pipe = std::process::Command::new("mkfifo").arg(at("pipe.md")).status().expect("mkfifo runs");
    assert!(pipe.success());
    let found = walk(&[folder.path()], MAX_BYTES);
    let files = names(folder.path(), &found.files);
    assert_eq!(files, ["a.md", "folder.md/inside.md", "linked.md", "sub/b.md"]);
    let skipped: Vec<String> =
        names(folder.path(), &found.skipped.iter().map(|s| s.path.clone()).collect::<Vec<_>>());
    assert_eq!(skipped, ["dangling.md", "folder.md", "pipe.md", "socket.md", "sub/loop", "zero.txt"]);
    assert!(found.skipped.iter().all(|s| !s.reason.is_empty() && !s.reason.contains('\n')));
}

#[test]
fn labels_are_the_path_as_named() {
    assert_eq!(label(Path::new("./corpus/a.md")), "corpus/a.md");
    assert_eq!(label(Path::new("/srv/corpus/a.md")), "/srv/corpus/a.md");
}
