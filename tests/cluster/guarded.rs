//! What asks a cluster in its own way: `pick` in a terminal and without any, `eval`, completions; and all of it behind TLS.

use crate::answers::{local, same_bytes};
use crate::common::{EDITIONS, home};
use crate::indexing::{json, program};
use crate::nodes::{calm, nodes};
use crate::tls::Authority;
use crate::tmux::Terminal;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs a command with something on its standard input.
fn fed(mut command: Command, input: &str) -> Output {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("the program");
    // It may have left without reading.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

/// The bundled test recaps, indexed in a folder and in the cluster.
fn both(folder: &Path, index: &str) {
    let built = local(folder, &["index", "corpus"]).output().expect("the program");
    assert!(built.status.success(), "{built:?}");
    json(index, folder, &["index", "corpus"]);
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn talks_are_picked_without_a_terminal() {
    let _calm = calm();
    let home = home(&EDITIONS);
    let folder = home.path();
    both(folder, "picked");
    for (arguments, input) in [
        (&["pick", "eBPF"][..], "1\n"),
        (&["pick", "eBPF", "--format", "jsonl"], "2, 1\n"),
        (&["pick", "eBPF"], "9\n"),
        (&["pick", "--", "\"xyzzy\""], "1\n"),
    ] {
        let here = fed(local(folder, arguments), input);
        let there = fed(program("picked", folder, arguments), input);
        same_bytes(arguments, &here, &there);
    }
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn talks_are_picked_in_a_terminal() {
    let _calm = calm();
    let terminal = Terminal::start("sh", "80", "24", |command| {
        command.env("RECAPS_INDEX", nodes().index("typed")).env("PICK", env!("CARGO_BIN_EXE_recaps"));
    });
    let Some(terminal) = terminal else { return };
    let home = home(&EDITIONS);
    json("typed", home.path(), &["index", "corpus"]);
    terminal.keys(&["clear; \"$PICK\" pick > out; echo \"sta\"tus $?", "Enter"]);
    terminal.wait(" talk");
    terminal.keys(&["eBPF"]);
    terminal.wait("3 talks");
    terminal.keys(&["Enter"]);
    terminal.wait("status 0");
    let picked = std::fs::read_to_string(terminal.path().join("out")).expect("an id");
    let found = json("typed", home.path(), &["search", "eBPF"]);
    assert_eq!(found["hits"][0]["id"], picked.trim(), "{found}");
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn rankings_are_judged_alike() {
    let _calm = calm();
    let home = home(&EDITIONS);
    let folder = home.path();
    both(folder, "judged");
    std::fs::write(folder.join("queries.tsv"), "q1\tone\tnoyau\nq2\tmore\teBPF noyau\nq3\tone\trien\n")
        .expect("a file");
    let qrels = "q1\tqwertz-2022.md\t9\t3\nq2\tqwertz-2022.md\t9\t2\nq2\tqwertz-2023.md\t9\t1\n";
    std::fs::write(folder.join("qrels.tsv"), qrels).expect("a file");
    for format in ["text", "json"] {
        let arguments = ["eval", "queries.tsv", "qrels.tsv", "--format", format];
        let here = local(folder, &arguments).output().expect("the program");
        let there = program("judged", folder, &arguments).output().expect("the program");
        assert!(here.status.success(), "{here:?}");
        same_bytes(&arguments, &here, &there);
    }
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn words_are_completed_alike() {
    let _calm = calm();
    let home = home(&EDITIONS);
    let folder = home.path();
    both(folder, "completed");
    let completed = |mut command: Command, words: &[&str]| {
        // The name of a variable, and not the shell that asks, decides what is printed.
        command.env("RECAPS_COMPLETE", "powershell").arg("--").args(words);
        command.output().expect("the program")
    };
    for words in [
        &["recaps", "search", "--speaker", "aw"][..],
        &["recaps", "search", "speaker:aw"],
        &["recaps", "search", "noy"],
        &["recaps", "show", "qwertz"],
        &["recaps", "show", "sans-peur"],
        &["recaps", "list", "--year", "20"],
        &["recaps", "list", "--event", ""],
    ] {
        let here = completed(local(folder, &[]), words);
        let there = completed(program("completed", folder, &[]), words);
        assert!(here.status.success(), "{here:?}");
        same_bytes(words, &here, &there);
    }
}

#[test]
#[ignore = "needs a cluster: tests/cluster/README.md"]
fn an_index_behind_tls_is_built_and_asked() {
    let _calm = calm();
    let home = home(&EDITIONS);
    let folder = home.path();
    both(folder, "plainly");
    let authority = Authority::new("Autorité de la maison");
    let file = authority.file(folder);
    let guarded = authority.guard("127.0.0.1", nodes().host(0));
    let secretly = |arguments: &[&str]| {
        let mut command = program("guarded", folder, arguments);
        command.env("RECAPS_INDEX", format!("https://{guarded}/guarded"));
        let answer = command.env("RECAPS_CLUSTER_CACERT", &file).output().expect("the program");
        assert!(answer.status.success(), "{answer:?}");
        answer
    };
    secretly(&["index", "corpus", "--shards", "2"]);
    secretly(&["check"]);
    for arguments in
        [&["search", "eBPF"][..], &["list", "--format", "jsonl"], &["facets", "speaker"], &["export"]]
    {
        let here = local(folder, arguments).output().expect("the program");
        same_bytes(arguments, &here, &secretly(arguments));
    }
}
