//! What a run of the indexer does to an index that is there: only what changed is read again, and the answers are those
//! of an index that is built anew.

mod common;

use common::{EDITIONS, home, printed, program, recaps};
use proptest::prelude::*;
use serde_json::Value;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Runs the indexer and returns its report.
fn run(home: &Path, args: &[&str]) -> Value {
    let mut all = vec!["index", "--format", "json"];
    all.extend_from_slice(args);
    serde_json::from_str(&printed(recaps(home, &all))).expect("a report")
}

fn write(home: &Path, file: &str, text: &str) {
    let path = home.join("corpus").join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a recap");
}

/// A recap of one talk.
fn recap(word: &str) -> String {
    format!(
        "# Journée Qwertz 2019\n\n## Le titre de {word}, par Alice Morin\n\nUne phrase entière sur {word}.\n"
    )
}

/// What the program answers to a question: found or not, never an error.
fn answer(home: &Path, question: &str) -> String {
    let output = recaps(home, &question.split(' ').collect::<Vec<_>>());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{question}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn names(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

#[test]
fn only_what_changed_is_read_again() {
    let home = home(&EDITIONS);
    let first = run(home.path(), &[]);
    assert_eq!(names(&first["added"]).len(), 2);
    let again = run(home.path(), &[]);
    assert_eq!((again["generation"].as_u64(), again["unchanged"].as_u64()), (Some(1), Some(2)));

    write(home.path(), "neuf.md", &recap("tournesol"));
    let added = run(home.path(), &[]);
    assert_eq!(names(&added["added"]), ["corpus/neuf.md"]);
    assert_eq!((added["generation"].as_u64(), added["unchanged"].as_u64()), (Some(2), Some(2)));
    assert!(printed(recaps(home.path(), &["search", "tournesol"])).contains("neuf/"));

    write(home.path(), "neuf.md", &recap("coquelicot"));
    assert_eq!(names(&run(home.path(), &[])["changed"]), ["corpus/neuf.md"]);
    assert_eq!(recaps(home.path(), &["search", "--no-correct", "tournesol"]).status.code(), Some(1));

    let corpus = home.path().join("corpus");
    fs::rename(corpus.join("neuf.md"), corpus.join("vieux.md")).expect("a new name");
    let renamed = run(home.path(), &[]);
    assert_eq!(renamed["renamed"][0]["from"], "corpus/neuf.md");
    assert_eq!(renamed["renamed"][0]["to"], "corpus/vieux.md");
    assert!(printed(recaps(home.path(), &["search", "coquelicot"])).contains("vieux/"));

    fs::remove_file(corpus.join("vieux.md")).expect("a recap to lose");
    assert_eq!(names(&run(home.path(), &[])["removed"]), ["corpus/vieux.md"]);
    assert_eq!(recaps(home.path(), &["search", "--no-correct", "coquelicot"]).status.code(), Some(1));
}

#[test]
fn contents_decide_where_size_and_time_are_as_they_were() {
    let home = home(&[("note.md", &recap("tournesol"))]);
    run(home.path(), &[]);
    let path = home.path().join("corpus/note.md");
    let modified = fs::metadata(&path).and_then(|file| file.modified()).expect("a time");
    write(home.path(), "note.md", &recap("tournevis"));
    File::options()
        .write(true)
        .open(&path)
        .and_then(|file| file.set_modified(modified))
        .expect("the old time");
    let said = recaps(home.path(), &["search", "tournesol"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("1 changed"), "a search says so");
    assert_eq!(names(&run(home.path(), &[])["changed"]), ["corpus/note.md"]);
    assert!(printed(recaps(home.path(), &["search", "tournevis"])).contains("note/"));
}

#[test]
fn a_time_that_was_set_back_hides_nothing_and_a_touch_changes_nothing() {
    let home = home(&[("note.md", &recap("tournesol"))]);
    run(home.path(), &[]);
    let path = home.path().join("corpus/note.md");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let file = File::options().write(true).open(&path).expect("the recap");
    file.set_modified(long_ago).expect("another time");
    let touched = run(home.path(), &[]);
    assert_eq!((names(&touched["changed"]).len(), touched["unchanged"].as_u64()), (0, Some(1)));
    let said = recaps(home.path(), &["search", "tournesol"]);
    assert!(said.stderr.is_empty(), "{}", String::from_utf8_lossy(&said.stderr));
    write(home.path(), "note.md", &recap("coquelicot"));
    File::options()
        .write(true)
        .open(&path)
        .and_then(|file| file.set_modified(long_ago))
        .expect("the old time");
    assert_eq!(names(&run(home.path(), &[])["changed"]), ["corpus/note.md"]);
}

#[test]
fn a_dry_run_reports_and_changes_nothing() {
    let home = home(&EDITIONS);
    run(home.path(), &[]);
    write(home.path(), "neuf.md", &recap("tournesol"));
    let output = recaps(home.path(), &["index", "--dry-run"]);
    assert_eq!(printed(output), "add corpus/neuf.md\n");
    assert_eq!(recaps(home.path(), &["search", "--no-correct", "tournesol"]).status.code(), Some(1));
}

#[test]
fn without_pruning_what_is_not_named_stays() {
    let home = home(&EDITIONS);
    run(home.path(), &[]);
    write(home.path(), "neuf.md", &recap("tournesol"));
    let report = run(home.path(), &["--no-prune", "corpus/neuf.md"]);
    assert_eq!((names(&report["added"]), report["unchanged"].as_u64()), (vec!["corpus/neuf.md"], Some(2)));
    let said = recaps(home.path(), &["search", "tournesol"]);
    assert!(said.stderr.is_empty(), "one corpus still: {}", String::from_utf8_lossy(&said.stderr));
    write(home.path(), "neuf.md", &recap("coquelicot"));
    let report = run(home.path(), &["--no-prune", "corpus/neuf.md"]);
    assert_eq!(names(&report["changed"]), ["corpus/neuf.md"]);
    fs::remove_file(home.path().join("corpus/neuf.md")).expect("a recap to lose");
    assert_eq!(run(home.path(), &["--no-prune"])["recaps"], 3);
    assert_eq!(run(home.path(), &[])["recaps"], 2);
}

#[test]
fn a_recap_that_cannot_be_read_is_reported_each_time_and_the_others_are_indexed() {
    let home = home(&EDITIONS);
    fs::write(home.path().join("corpus/image.md"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0").expect("no recap");
    for _ in 0..2 {
        let report = run(home.path(), &[]);
        assert_eq!(report["recaps"], 2);
        let path = report["skipped"][0]["path"].as_str().expect("a path");
        assert!(path.ends_with("corpus/image.md"), "{path}");
    }
    assert_eq!(recaps(home.path(), &["index", "--strict"]).status.code(), Some(2));
    let said = recaps(home.path(), &["search", "noyau"]);
    assert!(said.stderr.is_empty(), "known, so not new: {}", String::from_utf8_lossy(&said.stderr));
    fs::write(home.path().join("corpus/image.md"), recap("tournesol")).expect("a recap");
    assert_eq!(names(&run(home.path(), &["--strict"])["changed"]), ["corpus/image.md"]);
}

#[test]
fn a_sidecar_that_comes_changes_its_recap() {
    let home = home(&[("note.md", &recap("tournesol"))]);
    run(home.path(), &[]);
    write(home.path(), "note.md.recap.toml", "city = \"Lyon\"\n");
    let sidecar = home.path().join("corpus/note.md.recap.toml");
    let beside = home.path().join("corpus/note.recap.toml");
    fs::rename(sidecar, &beside).expect("a sidecar");
    let said = recaps(home.path(), &["search", "tournesol"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("1 changed"));
    assert_eq!(names(&run(home.path(), &[])["changed"]), ["corpus/note.md"]);
    assert!(printed(recaps(home.path(), &["export"])).contains("Lyon"));
}

/// The idf of a related word once counted talks of recaps that had changed: scores then depended on what had been there.
#[test]
fn scores_count_no_talk_that_went() {
    let home = home(&EDITIONS);
    write(home.path(), "mesures.md", &recap("l'observabilité"));
    for number in 0..3 {
        write(home.path(), &format!("sondes-{number}.md"), &recap("OpenTelemetry"));
    }
    run(home.path(), &[]);
    write(home.path(), "sondes-0.md", &recap("tournesol"));
    run(home.path(), &[]);
    let hits = |home: &Path| {
        let answer = answer(home, "search --format json --explain observabilité");
        serde_json::from_str::<Value>(&answer).expect("an answer")["hits"].take()
    };
    let updated = hits(home.path());
    assert!(updated.as_array().is_some_and(|hits| hits.len() >= 3), "{updated}");
    run(home.path(), &["--rebuild"]);
    assert_eq!(updated, hits(home.path()));
}

#[test]
fn jobs_and_the_order_of_the_roots_change_no_answer() {
    let texts: Vec<(String, String)> = (0..30)
        .map(|n| (format!("jour-{n}.md"), recap(&format!("sujet numéro{n}")).repeat(1 + n % 3)))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let home = home(&texts);
    let answers = |args: &[&str]| {
        run(home.path(), args);
        [
            "export",
            "list",
            "search sujet -n 30",
            "search numéro7 titre",
            "similar jour-3/le-titre-de-sujet-numero3",
        ]
        .map(|question| answer(home.path(), question))
    };
    let one = answers(&["--rebuild", "-j", "1"]);
    assert_eq!(answers(&["--rebuild", "-j", "4"]), one);
}

/// What may happen to a corpus between two runs.
#[derive(Clone, Debug)]
enum Edit {
    Write(u8, u8),
    Remove(u8),
    Rename(u8, u8),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        4 => (0..12u8, 0..40u8).prop_map(|(file, text)| Edit::Write(file, text)),
        1 => (0..12u8).prop_map(Edit::Remove),
        1 => (0..12u8, 0..12u8).prop_map(|(from, to)| Edit::Rename(from, to)),
    ];
    prop::collection::vec(edit, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn an_index_brought_up_to_date_answers_as_one_built_anew(batches in prop::collection::vec(edits(), 1..4)) {
        let home = home(&EDITIONS);
        let corpus = home.path().join("corpus");
        let path = |file: u8| corpus.join(format!("note-{file}.md"));
        run(home.path(), &[]);
        for batch in batches {
            for edit in batch {
                // What is not there can be neither removed nor renamed: then nothing happens.
                let _ = match edit {
                    Edit::Write(file, text) => fs::write(path(file), recap(&format!("sujet{text} et noyau"))),
                    Edit::Remove(file) => fs::remove_file(path(file)),
                    Edit::Rename(from, to) => fs::rename(path(from), path(to)),
                };
            }
            run(home.path(), &[]);
        }
        let questions = ["export", "search noyau -n 50 --explain --format jsonl", "search sujet7 sujet8 --format jsonl",
            "search sujt* --format jsonl", "search noyeau --format jsonl", "facets recap", "timeline noyau"];
        let ask = || questions.map(|question| answer(home.path(), question));
        let up_to_date = ask();
        prop_assert_eq!(recaps(home.path(), &["check"]).status.code(), Some(0));
        run(home.path(), &["--rebuild"]);
        prop_assert_eq!(ask(), up_to_date);
    }
}

/// A program that is ended whatever happens to the test.
struct Ended(std::process::Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_watched_corpus_is_followed_however_its_files_are_written() {
    let home = home(&EDITIONS);
    run(home.path(), &[]);
    let watching = program(home.path()).args(["index", "--watch", "-q"]).spawn().expect("the program runs");
    let _watching = Ended(watching);
    // Asked until it holds: how long that takes is the machine's affair, and a minute is more than any needs.
    let comes = |word: &str| {
        (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            recaps(home.path(), &["search", "--no-correct", "-q", word]).status.success()
        })
    };
    write(home.path(), "neuf.md", &recap("tournesol"));
    assert!(comes("tournesol"), "a recap that came");
    write(home.path(), ".neuf.md.part", &recap("coquelicot"));
    let corpus = home.path().join("corpus");
    fs::rename(corpus.join(".neuf.md.part"), corpus.join("neuf.md"))
        .expect("a new file in the old one's place");
    assert!(comes("coquelicot"), "a recap that an editor put in the place of the old one");
}
