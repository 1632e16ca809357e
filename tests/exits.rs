//! Exit statuses that scripts distinguish: an index of another version, a damaged one, one that another process writes.

mod common;

use common::{EDITIONS, home, printed, recaps};
use recaps::index::digest;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The folder of the live generation.
fn generation(home: &Path) -> PathBuf {
    let index = home.join("index");
    let current = fs::read_to_string(index.join("current")).expect("a live generation");
    index.join(current.split_whitespace().next().expect("a name"))
}

/// Runs the program and checks the exit status and the message.
fn asks(home: &Path, status: i32, said: &str) {
    let output = recaps(home, &["search", "noyau"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert!(stderr.contains(said) && stderr.contains("try: recaps index"), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

/// What is wrong with an index is mended by the command that is named.
fn mends(home: &Path) {
    assert!(recaps(home, &["index"]).status.success());
    assert_ne!(recaps(home, &["search", "noyau"]).status.code(), Some(3));
    assert_ne!(recaps(home, &["search", "noyau"]).status.code(), Some(4));
}

/// Writes other versions into the manifest, as a program of those versions would have.
fn reversion(home: &Path, from: &str, to: &str) {
    let manifest = generation(home).join("manifest.json");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    assert!(text.contains(from), "{text}");
    let text = text.replacen(from, to, 1);
    fs::write(&manifest, &text).expect("a manifest");
    let current = home.join("index/current");
    let line = fs::read_to_string(&current).expect("a live generation");
    let name = line.split_whitespace().next().expect("a name");
    fs::write(current, format!("{name} {}\n", digest::of(text.as_bytes()))).expect("a pointer");
}

#[test]
fn an_index_of_another_version_is_refused_and_mended() {
    for (from, to) in [
        ("\"analysis\":", "\"analysis\":9"),
        ("\"format\":", "\"format\":9"),
        ("\"schema\":", "\"schema\":9"),
    ] {
        let home = home(&EDITIONS);
        assert!(recaps(home.path(), &["index"]).status.success());
        reversion(home.path(), from, to);
        asks(home.path(), 3, "version");
        mends(home.path());
    }
}

#[test]
fn an_index_of_the_first_format_is_reported_as_such() {
    let home = home(&EDITIONS);
    let folder = home.path().join("index/generation-1");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(
        folder.join("manifest.json"),
        r#"{"versions":{"format":1,"schema":1,"analysis":2},"generation":1}"#,
    )
    .expect("a manifest");
    fs::write(home.path().join("index/current"), "generation-1\n").expect("a pointer");
    asks(home.path(), 3, "version 1.1.2");
    mends(home.path());
}

#[test]
fn a_damaged_index_is_refused_and_mended() {
    for damage in ["manifest.json", ".term", ".store", ".fieldnorm", ".sources"] {
        let home = home(&EDITIONS);
        assert!(recaps(home.path(), &["index"]).status.success());
        let folder = generation(home.path());
        let mut files = fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let file = files.find(|path| path.to_string_lossy().ends_with(damage)).expect(damage);
        fs::remove_file(file).expect("a file to lose");
        asks(home.path(), 4, "damaged");
        mends(home.path());
    }
}

#[test]
fn a_second_writer_learns_who_the_first_is() {
    let home = home(&EDITIONS);
    assert!(recaps(home.path(), &["index"]).status.success());
    let lock = File::options().write(true).open(home.path().join("index/writer.lock")).expect("a lock file");
    lock.lock().expect("the lock");
    fs::write(home.path().join("index/writer.lock"), "process 4711 on ailleurs\n").expect("a holder's line");
    let output = recaps(home.path(), &["index"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(
        String::from_utf8_lossy(&output.stderr)
            .contains("another writer is at work (process 4711 on ailleurs")
    );
    // Readers take no lock.
    assert!(recaps(home.path(), &["list"]).status.success());
    drop(lock);
    assert!(recaps(home.path(), &["index"]).status.success());
}

/// A search that meets damage leaves a note; the next run reads the note and builds all anew, though no recap changed.
#[test]
fn damage_that_a_search_met_is_noted_for_the_next_run() {
    let home = home(&EDITIONS);
    printed(recaps(home.path(), &["index"]));
    let note = home.path().join("index/damaged");
    let ids = || printed(recaps(home.path(), &["search", "ebpf", "--format", "ids"]));
    let before = ids();
    assert!(!note.exists(), "a sound index has no note");
    let segment = |extension: &str| {
        let files = fs::read_dir(generation(home.path())).expect("a generation").flatten();
        let mut files = files.map(|entry| entry.path());
        files.find(|path| path.extension().is_some_and(|of| of == extension)).expect("a file")
    };
    let file = segment("store");
    let mut bytes = fs::read(&file).expect("a file");
    bytes[3] ^= 1;
    fs::write(&file, bytes).expect("a file");
    // Whose note it is not, stays.
    fs::write(&note, "à moi\n").expect("a file");
    asks(home.path(), 4, "is damaged");
    assert_eq!(fs::read_to_string(&note).expect("a file"), "à moi\n");
    fs::remove_file(&note).expect("a file");
    asks(home.path(), 4, "is damaged");
    let noted = fs::read_to_string(&note).expect("a note");
    assert!(noted.starts_with("damaged ") && noted.lines().count() == 1, "{noted:?}");
    mends(home.path());
    assert!(!note.exists(), "what was noted is mended");
    assert_eq!(ids(), before);
    // A note about a generation that is gone says nothing of this one.
    let built = generation(home.path());
    fs::write(&note, noted).expect("a note");
    printed(recaps(home.path(), &["index"]));
    assert_eq!(generation(home.path()), built, "nothing is built anew");
}

#[test]
fn where_nothing_can_be_read_the_reason_is_named() {
    let home = home(&[("a.md", "# Retour sur Galet 2031\n\n## Le torrent, par Inès Morel\n\nDe l'eau.\n")]);
    fs::write(home.path().join("corpus/a.recap.toml"), "evnt = \"Galet\"\n").expect("a sidecar");
    let output = recaps(home.path(), &["index"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("a.recap.toml:1") && stderr.contains("evnt"), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}
