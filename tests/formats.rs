//! Formats for other programs: CSV, ids; and formats that a verb does not have.

mod common;

use common::{EDITIONS, bundled, home, printed, recaps};

/// A talk of the bundled corpus that others resemble.
const LIKE: &str = "kcd-france-2023-ippon/revolution-ebpf-un-noyau-linux-dynamique";

#[test]
fn csv_has_a_header_and_a_row_a_talk() {
    let home = bundled();
    for verb in [&["search", "ebpf"][..], &["list"], &["similar", LIKE]] {
        let args = [verb, &["--format", "csv"]].concat();
        let text = printed(recaps(home.path(), &args));
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<String> = rows.headers().expect("a header").iter().map(str::to_owned).collect();
        assert_eq!(header, recaps::output::rows::TALK_COLUMNS);
        let column = |name: &str| header.iter().position(|own| own == name).expect("a column");
        let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
        assert!(!rows.is_empty());
        for (at, row) in rows.iter().enumerate() {
            let rank = if verb[0] == "list" { String::new() } else { (at + 1).to_string() };
            assert_eq!(row[column("rank")], rank);
            assert!(row[column("id")].contains('/') && row[column("first_line")].parse::<u32>().is_ok());
        }
    }
}

#[test]
fn lists_are_joined_in_csv_and_signs_kept() {
    let talk =
        "# Qwertz 2022\n\n## Dire « oui, \"mais\" » - Ana Lima & Jo Park, Brumisio\n\nAna Lima hésite.\n";
    let home = home(&[("qwertz-2022.md", talk)]);
    let text = printed(recaps(home.path(), &["list", "--speaker", "lima", "--format", "csv"]));
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let row = rows.records().next().expect("a talk").expect("a row");
    assert_eq!(&row[4], "Dire « oui, \"mais\" »");
    assert_eq!(&row[9], "Ana Lima; Jo Park");
}

#[test]
fn csv_without_hits_is_a_header() {
    let home = home(&EDITIONS);
    let output = recaps(home.path(), &["search", "--format", "csv", "zzzzzz"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
}

#[test]
fn ids_come_alone_each_on_its_line_or_before_its_nul() {
    let home = home(&EDITIONS);
    let lines = printed(recaps(home.path(), &["list", "--format", "ids"]));
    let ids: Vec<&str> = lines.lines().collect();
    assert_eq!(ids.len(), 5);
    assert_eq!(ids[0], "qwertz-2022/le-noyau-sans-peur");
    let nul = printed(recaps(home.path(), &["list", "--format", "ids", "-0"]));
    assert_eq!(nul, ids.iter().map(|id| format!("{id}\0")).collect::<String>());
    let found = printed(recaps(home.path(), &["search", "--format", "ids", "--null", "clavier"]));
    assert_eq!(found, "qwertz-2023/une-toile-pour-tous\0");
    // What is printed can be typed back.
    assert!(recaps(home.path(), &[&["show"], &ids[..]].concat()).status.success());
    let like = printed(recaps(bundled().path(), &["similar", "--format", "ids", "-n", "1", LIKE]));
    assert!(like.lines().count() == 1 && like.contains('/'), "{like}");
}

#[test]
fn a_format_that_a_verb_cannot_print_is_refused() {
    let home = home(&EDITIONS);
    let id = "qwertz-2022/le-noyau-sans-peur";
    let refused: [&[&str]; 21] = [
        &["show", id, "--format", "csv"],
        &["show", id, "--format", "ids"],
        &["show", id, "--raw", "--format", "json"],
        &["show", id, "--cite", "--format", "jsonl"],
        &["facets", "event", "--format", "ids"],
        &["timeline", "ebpf", "--format", "ids"],
        &["status", "--format", "csv"],
        &["index", "--format", "csv"],
        &["analyze", "mot", "--format", "ids"],
        &["eval", "a", "b", "--format", "csv"],
        &["parse", "corpus/qwertz-2022.md", "--format", "csv"],
        &["parse", "--lint", "corpus/qwertz-2022.md", "--format", "json"],
        &["export", "--format", "json"],
        &["export", "--format", "text"],
        &["man", "--format", "json"],
        &["completions", "bash", "--format", "csv"],
        &["search", "ebpf", "--facets", "event", "--format", "csv"],
        &["search", "--schema", "--format", "csv"],
        &["eval", "a", "b", "--run", "--format", "json"],
        &["search", "ebpf", "-0"],
        &["list", "-0", "--format", "json"],
    ];
    for args in refused {
        let output = recaps(home.path(), args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?}");
        assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
    }
    // Refused before anything is done: no index was built.
    assert!(!home.path().join("index").exists());
}
