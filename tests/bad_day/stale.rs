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
