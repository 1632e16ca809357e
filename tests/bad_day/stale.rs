//! What changed since is found, whatever the clock says.

use crate::common::{home, one_talk, printed, recaps};
use crate::ids;
use std::fs;

#[test]
fn edits_in_one_tick_of_the_clock_are_seen() {
    let home = home(&[("a.md", &one_talk("Le graouli A répond."))]);
    let path = home.path().join("corpus/a.md");
    for round in 0..20 {
        // Written, indexed and written again as fast as can be, with the same size and, where the clock allows it, in
        // the same tick.
        fs::write(&path, one_talk(&format!("Le graouli {} répond.", if round % 2 == 0 { "A" } else { "B" })))
            .expect("a recap");
        printed(recaps(home.path(), &["index", "-q"]));
        fs::write(&path, one_talk("Le graouli C répond.")).expect("a recap");
        let status = printed(recaps(home.path(), &["status", "--format", "json"]));
        let status: serde_json::Value = serde_json::from_str(&status).expect("JSON");
        assert_eq!(status["changed"], serde_json::json!(["corpus/a.md"]), "round {round}");
    }
}

#[test]
fn a_sidecar_with_a_time_to_come_hides_no_edit() {
    let home = home(&[("a.md", "# Q\n\n## Le graouli A\n\nUn.\n")]);
    let sidecar = home.path().join("corpus/a.recap.toml");
    fs::write(&sidecar, "year = 2023\n").expect("a sidecar");
    let ahead = std::time::SystemTime::now() + std::time::Duration::from_secs(40_000_000);
    fs::File::options().write(true).open(&sidecar).and_then(|file| file.set_modified(ahead)).expect("a time");
    printed(recaps(home.path(), &["index"]));
    fs::write(home.path().join("corpus/a.md"), "# Q\n\n## Le graouli B\n\nUn.\n").expect("a recap");
    printed(recaps(home.path(), &["index"]));
    assert_eq!(ids(home.path()), ["a/le-graouli-b"]);
    // And the other way round.
    fs::File::options()
        .write(true)
        .open(home.path().join("corpus/a.md"))
        .and_then(|file| file.set_modified(ahead))
        .expect("a time");
    printed(recaps(home.path(), &["index"]));
    fs::write(&sidecar, "year = 2019\n").expect("a sidecar");
    printed(recaps(home.path(), &["index"]));
    assert!(printed(recaps(home.path(), &["list", "--format", "jsonl"])).contains("\"year\":2019"));
}

/// Searches until the change is reported; returns the number of searches, at most `limit`.
fn searches_until_stale(home: &std::path::Path, limit: usize) -> Option<usize> {
    (1..=limit).find(|_| is_stale(home))
}

fn is_stale(home: &std::path::Path) -> bool {
    let found = printed(recaps(home, &["search", "--format", "json", "paquet"]));
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    found["index"]["stale"].as_bool().expect("stale or not")
}

fn titled(title: &str) -> String {
    format!("# Journée Qwertz 2021\n\n## {title}\n\nUn paquet.\n")
}

/// Folders of recaps, more than are looked at each time, and old enough.
fn large() -> tempfile::TempDir {
    let home = home(&[]);
    for folder in 0..60 {
        let folder = home.path().join(format!("corpus/{}/d{folder:02}", folder % 3));
        fs::create_dir_all(&folder).expect("a folder");
        for recap in 0..8 {
            fs::write(folder.join(format!("r{recap}.md")), titled(&format!("Noyau {recap}")))
                .expect("a recap");
        }
    }
    std::thread::sleep(std::time::Duration::from_millis(50));
    printed(recaps(home.path(), &["index"]));
    home
}

#[test]
fn of_a_large_corpus_each_change_is_found_within_so_many_searches_and_stays_found() {
    // Recaps and folders, by the rows of three blocks.
    let limit = (60 * 8 + 64) / (3 * 32) + 2;
    let home = large();
    let corpus = home.path().join("corpus");
    for _ in 0..2 * limit {
        assert!(!is_stale(home.path()), "nothing changed");
    }
    type Change = fn(&std::path::Path);
    let changes: [(&str, Change); 9] = [
        ("an edit", |corpus| fs::write(corpus.join("1/d31/r5.md"), titled("Autre")).expect("written")),
        ("an edit of the same size", |corpus| {
            fs::write(corpus.join("2/d50/r1.md"), titled("Noyau 9")).expect("written");
        }),
        ("a recap that came", |corpus| {
            fs::write(corpus.join("0/d57/n.md"), titled("Neuf")).expect("written");
        }),
        ("a recap that went", |corpus| fs::remove_file(corpus.join("1/d58/r7.md")).expect("removed")),
        ("a new name", |corpus| {
            fs::rename(corpus.join("0/d00/r0.md"), corpus.join("0/d00/x.md")).expect("renamed");
        }),
        ("a sidecar that came", |corpus| {
            fs::write(corpus.join("1/d40/r3.recap.toml"), "year = 2020\n").expect("written");
        }),
        ("a folder that came", |corpus| {
            fs::create_dir_all(corpus.join("2/d99/e")).expect("a folder");
            fs::write(corpus.join("2/d99/e/n.md"), titled("Neuf")).expect("written");
        }),
        ("a folder that went", |corpus| fs::remove_dir_all(corpus.join("1/d49")).expect("removed")),
        ("an edit of that sidecar", |corpus| {
            fs::write(corpus.join("1/d40/r3.recap.toml"), "year = 2019\n").expect("written");
        }),
    ];
    for (what, change) in changes {
        change(&corpus);
        let searches = searches_until_stale(home.path(), limit);
        assert!(searches.is_some(), "{what} was not found in {limit} searches");
        for _ in 0..limit {
            assert!(is_stale(home.path()), "{what} was found, and forgotten");
        }
        printed(recaps(home.path(), &["index"]));
        assert!(!is_stale(home.path()), "{what} is indexed");
    }
}

#[test]
fn what_is_no_recap_makes_a_large_corpus_not_stale() {
    let home = large();
    let corpus = home.path().join("corpus");
    fs::create_dir_all(corpus.join("vide/encore")).expect("a folder");
    fs::write(corpus.join("vide/photo.jpg"), "x").expect("a file");
    fs::write(corpus.join("1/d31/.r1.md.swp"), "x").expect("a file");
    fs::create_dir_all(corpus.join("1/d31/.git")).expect("a folder");
    fs::write(corpus.join("1/d31/.git/n.md"), "x").expect("a file");
    for recap in 0..8 {
        // The same words at another time.
        let path = corpus.join(format!("2/d50/r{recap}.md"));
        let text = fs::read(&path).expect("a recap");
        fs::write(&path, text).expect("a recap");
    }
    for _ in 0..12 {
        assert!(!is_stale(home.path()));
    }
    // A run on one recap leaves the others as they were.
    fs::write(corpus.join("1/d31/n.md"), titled("Neuf")).expect("a recap");
    printed(recaps(home.path(), &["index", "--no-prune", "corpus/1/d31/n.md"]));
    for _ in 0..12 {
        assert!(!is_stale(home.path()));
    }
    fs::write(corpus.join("1/d31/autre.md"), titled("Autre")).expect("a recap");
    assert!(searches_until_stale(home.path(), 12).is_some());
}
