//! A long row of random queries, none of which may fail or take long.
//!
//! `cargo bench --bench random_queries` asks a million (`RECAPS_QUERIES` changes that) and prints the slowest.

mod common;
#[path = "../tests/common/random.rs"]
mod random;

use random::random;
use recaps::query::parse;
use recaps::search::{Request, search};
use std::time::{Duration, Instant};

/// What queries are put together from.
const PIECES: [&str; 40] = [
    "eBPF",
    "cilium",
    "sécurité",
    "l’observabilité",
    "ArgoCD",
    "argo",
    "cd",
    "CI/CD",
    "12",
    "000",
    "C++",
    "CK{A,S}",
    "OR",
    "OU",
    "NOT",
    "SAUF",
    "(",
    ")",
    "\"",
    "«",
    "»",
    "-",
    "-ebpf",
    "kube*",
    "a*",
    "cilum~",
    "title:",
    "title:k8s",
    "year:2021..",
    "kind:talk",
    "speaker:\"Liz Rice\"",
    "le",
    "de",
    "*",
    "~",
    "kubernetes",
    "node.js",
    "🤩",
    "zzyzzx",
    "https://sched.co/1YhfH",
];

/// Longer answers are counted.
const SLOW: Duration = Duration::from_millis(50);

fn main() {
    let count: u64 =
        std::env::var("RECAPS_QUERIES").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let (_home, index) = common::bundled();
    let mut random = random();
    let (mut slowest, mut slow, mut failed) = ((Duration::ZERO, String::new()), 0u64, 0u64);
    let begun = Instant::now();
    for _ in 0..count {
        let words: Vec<&str> = (0..=random(8)).map(|_| PIECES[random(PIECES.len())]).collect();
        let query = words.join(if random(8) == 0 { "" } else { " " });
        let started = Instant::now();
        let answer = parse(&query)
            .and_then(|nodes| search(&index, &Request { nodes, limit: 10, ..Request::default() }));
        let took = started.elapsed();
        failed += u64::from(answer.is_err());
        slow += u64::from(took > SLOW);
        if took > slowest.0 {
            slowest = (took, query);
        }
    }
    let mean = begun.elapsed().as_secs_f64() * 1e6 / count as f64;
    println!(
        "{count} queries, {mean:.0} µs each, {slow} over {SLOW:?}, {failed} errors; slowest {:?}: {}",
        slowest.0, slowest.1
    );
}
