//! An index in a cluster beside what the cluster does with the same talks by itself.
//!
//! `cargo bench --bench cluster -- [TALKS [PAIRS [ROUNDS]]]` starts three nodes (`tests/cluster/README.md`), and in turn indexes made-up
//! recaps, cutting and analysis included, and sends the same talks ready-cut as JSON to an index with the cluster's own `french`
//! analyzer: three shards, as many talks in a batch, as many batches at once, no copies and nothing visible while it is written, one copy and all
//! visible at the end of the clock. Then twelve searches as whole processes, each in turn with `curl` and one bare `match`.
//! Only ratios count; processor time is that of the program, and of the nodes together.

#[path = "../common/mod.rs"]
mod common;
#[path = "../../tests/cluster/nodes.rs"]
mod nodes;
mod plain;
mod processor;
mod queries;

use nodes::nodes;
use processor::{Processor, Took};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Talks where nothing else is said.
const TALKS: u64 = 20_000;
/// How often either way of indexing is run.
const PAIRS: usize = 2;
/// How often each query is asked either way.
const ROUNDS: usize = 15;
/// The index of the program, and that of the cluster's analyzer.
const OURS: &str = "ours";
const PLAIN: &str = "plain";
/// In how many parts both lie.
const SHARDS: &str = "3";

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let talks = numbers.next().unwrap_or(TALKS);
    let pairs = numbers.next().map_or(PAIRS, |pairs| pairs as usize);
    let rounds = numbers.next().map_or(ROUNDS, |rounds| rounds as usize);
    let home = tempfile::tempdir().expect("a temporary folder");
    let recaps = talks.div_ceil(common::PER_RECAP);
    common::write(&home.path().join("corpus"), recaps);
    let batches = plain::batches(recaps);
    println!("{} talks, {} batches of plain JSON", recaps * common::PER_RECAP, batches.len());
    println!("| run | wall s | own processor s | nodes' processor s | talks / s | of plain |");
    println!("|---|---|---|---|---|---|");
    let talks = (recaps * common::PER_RECAP) as f64;
    for pair in 0..pairs {
        // What was there before is no part of it: each begins with nothing.
        [OURS, PLAIN].into_iter().for_each(remove);
        let mut runs = [("recaps", None), ("plain", None)];
        for at in if pair % 2 == 0 { [0, 1] } else { [1, 0] } {
            runs[at].1 = Some(if at == 0 { index(home.path()) } else { plain::index(PLAIN, &batches) });
        }
        let rate = |at: usize| runs[at].1.as_ref().map_or(0.0, |took: &Took| talks / took.wall);
        for (at, (name, took)) in runs.iter().enumerate() {
            let Some(took) = took else { continue };
            let share = rate(at) / rate(1);
            println!("| {name} | {took} | {:.0} | {share:.2} |", rate(at));
        }
    }
    println!("| on disk, copies included | {} | {} |", bytes(OURS), bytes(PLAIN));
    queries::compare(home.path(), rounds);
}

/// Indexes the corpus of a folder with the program.
fn index(folder: &Path) -> Took {
    let before = Processor::now();
    let since = Instant::now();
    let output = program(folder, OURS)
        .args(["index", "corpus", "--quiet", "--shards", SHARDS, "--replicas", "1"])
        .output()
        .expect("the program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Took::since(since, &before)
}

/// The program in a folder, on an index of the cluster.
fn program(folder: &Path, index: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recaps"));
    command
        .current_dir(folder)
        .env("RECAPS_INDEX", nodes().index(index))
        .env("XDG_CACHE_HOME", folder.join("cache"));
    command.env("XDG_CONFIG_HOME", folder.join("no-configuration")).env("NO_COLOR", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Removes an index and what belongs to it.
fn remove(index: &str) {
    let found = nodes().ask(0, "GET", &format!("/{index}*/_settings?expand_wildcards=all"), None);
    for index in found.as_object().into_iter().flatten().map(|(index, _)| index) {
        nodes().ask(0, "DELETE", &format!("/{index}"), None);
    }
}

/// The bytes that an index takes.
fn bytes(index: &str) -> String {
    let stats = nodes().ask(0, "GET", &format!("/{index}*/_stats/store"), None);
    let bytes = stats.pointer("/_all/total/store/size_in_bytes").and_then(serde_json::Value::as_f64);
    format!("{index}: {:.1} MB", bytes.unwrap_or_default() / 1e6)
}
