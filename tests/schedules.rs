//! Programmes of conferences complete recaps: four formats, and a truth of sixty-two pairs made by hand.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output};

/// Which programme a recap of the truth belongs to.
const PROGRAMMES: [(&str, &str); 6] = [
    ("corpus/kubecon-eu-2024-sfeir.txt", "kubecon-eu-2024.xml"),
    ("corpus/kubecon-eu-2024-assboga.html", "kubecon-eu-2024.xml"),
    ("corpus/kcd-france-2023-ippon.txt", "kcd-france-2023.ics"),
    ("corpus/kubecon-eu-2022-jour1-stack-labs.md", "kubecon-eu-2022.json"),
    ("corpus/kubecon-eu-2021-jour1-zwindler.txt", "kubecon-eu-2021.json"),
    ("tests/schedules/caillou-2024.md", "caillou-2024.json"),
];

fn recaps(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("XDG_CONFIG_HOME", "/nonexistent").args(args);
    command.output().expect("the program runs")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&output.stderr)))
}

fn pairs(value: &Value) -> BTreeSet<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    value["matched"]
        .as_array()
        .expect("pairs")
        .iter()
        .map(|m| (text(&m["title"]), text(&m["session"])))
        .collect()
}

/// Precision at least .98 and recall at least .90 over all programmes: right pairs among those found and those there are.
#[test]
fn sessions_are_matched_with_talks_as_the_truth_has_them() {
    let mut truth: BTreeMap<&str, BTreeSet<(String, String)>> = BTreeMap::new();
    for row in include_str!("schedules/truth.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [recap, title, session] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        truth.entry(recap).or_default().insert((title.to_owned(), session.to_owned()));
    }
    let (mut right, mut found, mut there) = (0, 0, 0);
    for (recap, programme) in PROGRAMMES {
        let programme = format!("tests/schedules/{programme}");
        let output =
            recaps(&["enrich", "--schedule", &programme, "--dry-run", "--format", "json", "-q", recap]);
        let (pairs, truth) = (pairs(&json(&output)), &truth[recap]);
        right += pairs.intersection(truth).count();
        found += pairs.len();
        there += truth.len();
    }
    let (precision, recall) = (right as f32 / found as f32, right as f32 / there as f32);
    println!(
        "{right} right of {found} found and {there} there: precision {precision:.3}, recall {recall:.3}"
    );
    assert!(there >= 60 && precision >= 0.98 && recall >= 0.90, "precision {precision}, recall {recall}");
}

/// First names become full names, nobody whom the recap names is lost, and origin, room and time come along.
#[test]
fn a_recap_is_completed_and_never_contradicted() {
    let folder = tempfile::tempdir().expect("a folder");
    let recap = folder.path().join("caillou.md");
    std::fs::copy("tests/schedules/caillou-2024.md", &recap).expect("a copy");
    let beside = folder.path().join("caillou.recap.toml");
    std::fs::write(&beside, "# by hand\ncity = \"Nantes\"\n").expect("a sidecar");
    let (recap, schedule) = (recap.to_str().expect("a path"), "tests/schedules/caillou-2024.json");
    assert!(recaps(&["enrich", "--schedule", schedule, "-q", recap]).status.success());
    let written = std::fs::read_to_string(&beside).expect("a sidecar");
    assert!(written.starts_with("# by hand\ncity = \"Nantes\"\n"), "{written}");
    let cut = recaps(&["parse", "--format", "jsonl", recap]);
    let talks: Vec<Value> = cut
        .stdout
        .split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).expect("JSON"))
        .collect();
    let talk = |title: &str| talks.iter().find(|talk| talk["title"] == title).expect("a talk");
    assert_eq!(talk("Trois grappes et un enterrement")["speakers"], serde_json::json!(["Gaspard Lunel"]));
    assert_eq!(
        talk("Le télétravail en équipe de douze")["speakers"],
        serde_json::json!(["Jeanne Ormeau", "Karim Sorbier"])
    );
    let signed = talk("Quand la panne vient du ciel");
    assert_eq!(signed["organisations"], serde_json::json!(["Météorama"]));
    assert_eq!(signed["programme"]["origin"], schedule);
    assert_eq!(signed["programme"]["title"], "Quand la panne vient du ciel : retour sur un orage");
    assert!(signed["programme"]["start"].as_str().expect("a time").starts_with("2024-03-14T"));
    assert!(signed["links"].as_array().expect("links").iter().any(|link| link["kind"] == "video"));
    let again = recaps(&["enrich", "--schedule", schedule, recap]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("unchanged"), "{again:?}");
    assert_eq!(std::fs::read_to_string(&beside).expect("a sidecar"), written);
}

/// A dry run writes nothing; a talk that is in no programme is listed.
#[test]
fn unmatched_talks_are_listed_and_a_dry_run_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let recap = folder.path().join("caillou.md");
    std::fs::write(&recap, "# Caillou 2024\n\n## Le noyau bavard\n\nPar Odile Parchemin (Bricodata)\n\nIl parle.\n\n## Le violon muet\n\nPar Zoé Nulle (Ailleurs)\n\nIl se tait.\n")
        .expect("a recap");
    let recap = recap.to_str().expect("a path");
    let output = recaps(&["enrich", "--schedule", "tests/schedules/caillou-2024.json", "--dry-run", recap]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("1 of 2 talks") && text.contains("?  Le violon muet"), "{text}");
    assert!(!folder.path().join("caillou.recap.toml").exists());
}

/// A title in the sidecar that no talk has (any more) is a finding, not a silent loss.
#[test]
fn a_sidecar_that_speaks_of_no_talk_is_a_finding() {
    let folder = tempfile::tempdir().expect("a folder");
    let recap = folder.path().join("r.md");
    std::fs::write(&recap, "# Caillou 2024\n\n## Le noyau bavard\n\nIl parle.\n").expect("a recap");
    std::fs::write(folder.path().join("r.recap.toml"), "[[talk]]\ntitle = \"Un autre\"\norigin = \"main\"\n")
        .expect("a sidecar");
    let output = recaps(&["parse", "--lint", recap.to_str().expect("a path")]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("sidecar-title: "), "{output:?}");
}

/// What is no programme ends with a line that says so, and status 2.
#[test]
fn what_is_no_programme_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let deep = format!("<schedule>{}", "<day>".repeat(100_000));
    let nested = "[".repeat(100_000);
    for text in
        ["", "Bonjour", "<html><p>Bonjour</p></html>", "{\"a\": 1}", "[", "<schedule><day>", &deep, &nested]
    {
        let file = folder.path().join("schedule");
        std::fs::write(&file, text).expect("a file");
        let output = recaps(&[
            "enrich",
            "--schedule",
            file.to_str().expect("a path"),
            "corpus/kubecon-eu-2024-sfeir.txt",
        ]);
        assert_eq!(output.status.code(), Some(2), "{text:.40}: {output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("no programme"), "{output:?}");
    }
}

/// An address is fetched as a file is read; an answer that is no success is an error.
#[test]
fn a_programme_is_fetched_from_its_address() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/schedule.json", listener.local_addr().expect("an address"));
    let server = std::thread::spawn(move || {
        let body = std::fs::read("tests/schedules/caillou-2024.json").expect("a programme");
        for status in ["200 OK", "404 Not Found"] {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut request = [0u8; 4096];
            let _ = stream.read(&mut request).expect("a request");
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).expect("an answer");
        }
    });
    let ask = || {
        recaps(&[
            "enrich",
            "--schedule",
            &address,
            "--dry-run",
            "--format",
            "json",
            "-q",
            "tests/schedules/caillou-2024.md",
        ])
    };
    let fetched = ask();
    assert!(pairs(&json(&fetched)).len() >= 15, "{fetched:?}");
    assert_eq!(ask().status.code(), Some(2));
    server.join().expect("a server");
}
