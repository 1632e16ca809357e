//! Twelve searches as whole processes, each in turn with `curl` and one bare `match`.

use crate::common::{PHRASE, RARE};
use crate::nodes::nodes;
use crate::{OURS, PLAIN, program};
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What kind of question it is, and its words.
const QUERIES: [(&str, &str); 12] = [
    ("two words", "eBPF Cilium"),
    ("rare word", RARE),
    ("frequent word", "kubernetes"),
    ("five words", "sécurité supply chain conteneurs production"),
    ("both words", "+kubernetes +cluster"),
    ("phrase", PHRASE),
    ("without accents", "observabilite"),
    ("elision", "l’observabilité"),
    ("prefix", "observ*"),
    ("no hit", "zzyzzxqj"),
    ("filtered", "sécurité year:2023.."),
    ("question", "comment réduire la consommation des clusters en production"),
];

/// Prints medians in milliseconds.
pub(crate) fn compare(folder: &Path, rounds: usize) {
    println!("| query | recaps ms | curl ms | times |\n|---|---|---|---|");
    let (mut product, mut worst) = (1.0, 0.0f64);
    for (kind, words) in QUERIES {
        let quoted = format!("\"{words}\"");
        let query = if kind == "phrase" { &quoted } else { words };
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        // The first time the vocabulary is fetched, and nothing is warm.
        for round in 0..=rounds {
            let pair = [search(folder, query), curl(words)];
            if round > 0 {
                ours.push(pair[0]);
                bare.push(pair[1]);
            }
        }
        let (ours, bare) = (median(&mut ours), median(&mut bare));
        product *= ours / bare;
        worst = worst.max(ours / bare);
        println!("| {kind} | {ours:.1} | {bare:.1} | {:.2} |", ours / bare);
    }
    println!("| geometric mean, worst | | | {:.2}, {worst:.2} |", product.powf(1.0 / QUERIES.len() as f64));
}

/// Milliseconds of a search.
fn search(folder: &Path, query: &str) -> f64 {
    let since = Instant::now();
    let output = program(folder, OURS).args(["search", "--no-config", query]).output().expect("the program");
    let took = since.elapsed().as_secs_f64() * 1e3;
    // 1: nothing was found.
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{query}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    took
}

/// Milliseconds of a bare question.
fn curl(words: &str) -> f64 {
    let body = json!({ "query": { "match": { "body": words } } }).to_string();
    let address = nodes().index(PLAIN);
    let (first, _) = address.split_once(',').expect("several nodes");
    let mut command = Command::new("curl");
    command.args(["--silent", "--fail", "--header", "content-type: application/json", "--data", &body]);
    command.arg(format!("{first}/{PLAIN}/_search")).stdin(Stdio::null());
    let since = Instant::now();
    let output = command.output().expect("curl");
    let took = since.elapsed().as_secs_f64() * 1e3;
    assert!(output.status.success(), "{words}");
    took
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
