//! The program before a hostile corpus: it indexes what it can, says what it cannot, and answers.

use super::common::{home, printed, recaps};
use std::fs::{self, File};

#[test]
fn a_good_recap_among_hostile_files_is_indexed_and_the_others_are_named() {
    let home = home(&[
        ("bon.md", super::GOOD),
        ("nul.md", "# Titre\0\n"),
        ("lignes.txt", &"a\n".repeat(100_001)),
        ("balises.html", &"<p>a".repeat(150_000)),
    ]);
    let corpus = home.path().join("corpus");
    File::create(corpus.join("énorme.md"))
        .and_then(|file| file.set_len(1 << 30))
        .expect("a file without blocks");
    fs::create_dir(corpus.join("dossier.md")).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/dev/zero", corpus.join("zéro.txt")).expect("a link");
    let output = recaps(home.path(), &["index"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    for name in ["nul.md", "lignes.txt", "balises.html", "énorme.md", "dossier.md"] {
        assert_eq!(said.matches(name).count(), 1, "{name}: {said}");
    }
    let ids = printed(recaps(home.path(), &["search", "noyau", "--format", "ids"]));
    assert_eq!(ids, "bon/observer-le-noyau\n");
}

#[test]
fn ids_that_look_like_paths_are_looked_up_and_never_opened() {
    let home = home(&[
        ("bon.md", super::GOOD),
        ("..-..-passwd.md", "# ../../etc/passwd\n\n## ../../../etc/shadow\n\nUn texte.\n"),
    ]);
    assert!(recaps(home.path(), &["index"]).status.success());
    let ids = printed(recaps(home.path(), &["list", "--format", "ids"]));
    for id in ids.lines() {
        assert!(!id.contains("..") && id.matches('/').count() == 1, "{id}");
    }
    let long = "x".repeat(100_000);
    for id in
        ["../../etc/passwd", "/etc/passwd", "corpus/bon.md", "./bon/observer-le-noyau", "", "bon/*", &long]
    {
        let output = recaps(home.path(), &["show", "--", id]);
        assert_eq!(output.status.code(), Some(1), "{id:.40}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty(), "{id:.40}");
    }
}

#[test]
fn parse_reads_no_more_than_it_is_allowed() {
    let home = home(&[("bon.md", super::GOOD)]);
    let output = recaps(home.path(), &["parse", "--max-filesize", "10", "corpus/bon.md"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("more than the 10 that --max-filesize allows"), "{said}");
    printed(recaps(home.path(), &["parse", "--max-filesize", "1K", "corpus/bon.md"]));
    assert_eq!(
        recaps(home.path(), &["parse", "--max-filesize", "viel", "corpus/bon.md"]).status.code(),
        Some(2)
    );
}
