//! `index`, `status` and `check` on a cluster.

use crate::common::{EDITIONS, home};
use crate::nodes::{alone, calm, nodes};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// The program in a folder, on an index of the cluster.
pub fn program(index: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
    command.current_dir(folder).env("RECAPS_INDEX", nodes().index(index)).args(arguments);
    command
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("XDG_CONFIG_HOME", folder.join("no-configuration"));
    command.env_remove("RECAPS_CORPUS").env("NO_COLOR", "1").stderr(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// Runs it.
pub fn on(index: &str, folder: &Path, arguments: &[&str]) -> Output {
    program(index, folder, arguments).output().expect("the program")
}

/// The same, and what it printed as JSON.
pub fn json(index: &str, folder: &Path, arguments: &[&str]) -> Value {
    let output = on(index, folder, &[arguments, &["--format", "json"]].concat());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {stderr}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {stderr}"))
}

/// The generation that is live.
fn live(index: &str) -> Vec<String> {
    let found = nodes().ask(0, "GET", &format!("/_alias/{index}"), None);
    found.as_object().expect("aliases").keys().cloned().collect()
}

/// What there is of an index, in the order of the names.
fn parts(index: &str) -> Vec<String> {
    let found = nodes().ask(0, "GET", &format!("/{index}-*/_settings?expand_wildcards=all"), None);
    let mut parts: Vec<String> = found.as_object().expect("indexes").keys().cloned().collect();
    parts.sort_unstable();
    parts
}

fn is_sound(index: &str, folder: &Path) {
    let check = json(index, folder, &["check"]);
    assert_eq!(check["faults"], serde_json::json!([]), "{check}");
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn an_index_is_built_brought_up_to_date_and_sound() {
    let _calm = calm();
    let home = home(&EDITIONS);
    let folder = home.path();
    let report = json("built", folder, &["index", "corpus"]);
    assert_eq!((&report["talks"], &report["generation"]), (&5.into(), &1.into()), "{report}");
    assert_eq!(parts("built"), ["built-000001", "built-000001-tables", "built-lock"]);
    is_sound("built", folder);

    // Nothing to do.
    let report = json("built", folder, &["index"]);
    assert_eq!((&report["generation"], &report["unchanged"]), (&1.into(), &2.into()), "{report}");

    let path = folder.join("corpus/qwertz-2023.md");
    let text = fs::read_to_string(&path).expect("a recap");
    fs::write(&path, format!("{text}\n## Une session de plus\n\nElle parle de rien.\n")).expect("a recap");
    let status = json("built", folder, &["status"]);
    assert_eq!(status["changed"], serde_json::json!(["corpus/qwertz-2023.md"]), "{status}");
    let report = json("built", folder, &["index"]);
    assert_eq!((&report["generation"], &report["talks"]), (&2.into(), &6.into()), "{report}");
    assert_eq!(live("built"), ["built-000002"]);
    assert_eq!(parts("built"), ["built-000002", "built-000002-tables", "built-lock"]);
    is_sound("built", folder);

    fs::remove_file(&path).expect("a recap that goes");
    let report = json("built", folder, &["index"]);
    assert_eq!(report["removed"], serde_json::json!(["corpus/qwertz-2023.md"]), "{report}");
    assert_eq!(report["talks"], 2, "{report}");
    is_sound("built", folder);
    let rebuilt = json("built", folder, &["index", "--rebuild", "--shards", "3"]);
    assert_eq!((&rebuilt["talks"], &rebuilt["generation"]), (&2.into(), &4.into()), "{rebuilt}");
    is_sound("built", folder);
}

/// How often a trial is made: a few times, or as often as `$RECAPS_FAULTS` says.
fn times() -> u64 {
    std::env::var("RECAPS_FAULTS").ok().and_then(|times| times.parse().ok()).unwrap_or(3)
}

/// A number between 0 and 1 that is the same in every run.
fn scattered(at: u64) -> f64 {
    (at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11) as f64 / (1u64 << 53) as f64
}

/// Writes a recap that was not there before.
fn one_more(folder: &Path, number: u64) {
    let text =
        format!("# Journée Qwertz {number}\n\n## Une session {number}\n\nElle parle de {number} choses.\n");
    fs::write(folder.join(format!("corpus/more-{number}.md")), text).expect("a recap");
}

/// One generation and nothing else is there; which one.
fn only_one(index: &str) -> String {
    let live = live(index);
    assert_eq!(live.len(), 1, "{live:?}");
    assert_eq!(parts(index), [live[0].clone(), format!("{}-tables", live[0]), format!("{index}-lock")]);
    live[0].clone()
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn a_run_that_is_killed_leaves_the_old_generation_or_the_new() {
    let _calm = calm();
    let home = home(&EDITIONS);
    let folder = home.path();
    let report = json("killed", folder, &["index", "corpus"]);
    let mut talks = report["talks"].as_u64().expect("a number");
    let since = std::time::Instant::now();
    one_more(folder, 9_999);
    json("killed", folder, &["index"]);
    talks += 1;
    // Somewhere within what a whole run takes, and a little beyond.
    let whole = since.elapsed().as_secs_f64() * 1.1;
    let (mut old, mut new) = (0, 0);
    for at in 0..times() {
        one_more(folder, at);
        let mut run = program("killed", folder, &["index"]).spawn().expect("the program");
        std::thread::sleep(Duration::from_secs_f64(whole * scattered(at + 1)));
        run.kill().expect("a run that can be killed");
        run.wait().expect("a run that ended");
        // A step that was on its way when the run ended may still be taken.
        assert_eq!(live("killed").len(), 1);
        let status = json("killed", folder, &["status"]);
        let found = status["index"]["talks"].as_u64().expect("a number");
        assert!(found == talks || found == talks + 1, "{found} talks instead of {talks} or one more");
        if found == talks {
            old += 1;
        } else {
            new += 1;
        };
        // Who was killed is in nobody's way.
        json("killed", folder, &["index"]);
        talks += 1;
    }
    println!("| killed runs | {} | old {old} | new {new} | whole run {whole:.1} s |", times());
    json("killed", folder, &["index", "--rebuild"]);
    only_one("killed");
    is_sound("killed", folder);
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn of_two_writers_one_wins_and_the_other_says_so() {
    let _calm = calm();
    let home = home(&EDITIONS);
    let folder = home.path();
    json("contested", folder, &["index", "corpus"]);
    let (mut locked, mut both) = (0, 0);
    for at in 0..times() {
        one_more(folder, at);
        let pair = [0, 1].map(|_| program("contested", folder, &["index"]).spawn().expect("the program"));
        let ended = pair.map(|run| run.wait_with_output().expect("a run that ended"));
        let codes = ended.each_ref().map(|output| output.status.code());
        for output in &ended {
            let stderr = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => {}
                Some(5) => assert!(stderr.contains("another writer is at work (process"), "{stderr}"),
                code => panic!("{code:?}: {stderr}"),
            }
        }
        assert!(codes.contains(&Some(0)), "{codes:?}");
        if codes.contains(&Some(5)) {
            locked += 1;
        } else {
            both += 1;
        }
        only_one("contested");
        assert_eq!(json("contested", folder, &["status"])["index"]["talks"], 5 + at + 1);
    }
    println!("| two writers | {} | one refused {locked} | one after the other {both} |", times());
    is_sound("contested", folder);
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn a_node_that_fails_is_replaced_by_another() {
    let _alone = alone();
    let home = home(&EDITIONS);
    let folder = home.path();
    json("failing", folder, &["index", "corpus", "--shards", "3"]);
    for node in 0..2 {
        nodes().kill(node);
        is_sound("failing", folder);
        one_more(folder, node as u64);
        json("failing", folder, &["index"]);
        nodes().revive(node);
        is_sound("failing", folder);
    }
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn an_index_of_somebody_else_is_left_alone() {
    let _calm = calm();
    let home = home(&EDITIONS);
    nodes().ask(0, "PUT", "/foreign", None);
    nodes().ask(0, "PUT", "/alike-000001", None);
    for index in ["foreign", "alike-000001", "x-tables", "x-lock"] {
        let output = on(index, home.path(), &["index", "corpus"]);
        assert_eq!(output.status.code(), Some(2), "{index}: {}", String::from_utf8_lossy(&output.stderr));
    }
    // What is named as a generation is, and says nothing of being one, is no litter.
    json("alike", home.path(), &["index", "corpus"]);
    assert_eq!(live("alike").len(), 1);
    assert!(nodes().ask(0, "GET", "/alike-000001", None)["alike-000001"].is_object());
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn what_was_altered_is_found() {
    let _calm = calm();
    let home = home(&EDITIONS);
    let folder = home.path();
    json("altered", folder, &["index", "corpus"]);
    let index = live("altered").remove(0);
    let found = nodes().ask(0, "POST", &format!("/{index}/_search"), None);
    let key = found["hits"]["hits"][0]["_id"].as_str().expect("a talk").to_owned();
    nodes().ask(
        0,
        "PUT",
        &format!("/{index}/_settings"),
        Some(&serde_json::json!({ "index.blocks.write": false })),
    );
    nodes().ask(0, "DELETE", &format!("/{index}/_doc/{key}?refresh=true"), None);
    let output = on("altered", folder, &["check"]);
    assert_eq!(output.status.code(), Some(4), "{}", String::from_utf8_lossy(&output.stderr));
    let repaired = json("altered", folder, &["check", "--repair"]);
    assert_eq!(repaired["repaired"], true, "{repaired}");
    is_sound("altered", folder);
    assert_eq!(json("altered", folder, &["status"])["index"]["talks"], 5);
}
