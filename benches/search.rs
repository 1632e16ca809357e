//! How long an answer takes inside the program: opening the index, query to hits, hits to marked passages.
//!
//! `cargo bench --bench search`, on the bundled corpus and on made-up talks.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};
use recaps::index::Index;
use recaps::query::parse;
use recaps::search::{Request, search};
use recaps::snippet::Highlighter;
use std::hint::black_box;

/// What people type, by kind.
const QUERIES: [(&str, &str); 8] = [
    ("one word", "kubernetes"),
    ("two words", "eBPF Cilium"),
    ("phrase", "\"service mesh\""),
    ("prefix", "observ*"),
    ("fuzzy", "kuberntes~"),
    ("misspelt", "opentelemtry"),
    ("filtered", "sécurité year:2023.. kind:talk"),
    ("question", "comment réduire la consommation des clusters en production"),
];
/// Recaps of the made-up corpus.
const RECAPS: u64 = 500;

fn request(query: &str) -> Request {
    let nodes = parse(black_box(query)).expect("a query");
    Request { nodes, limit: 10, ..Request::default() }
}

fn answers(criterion: &mut Criterion) {
    for (corpus, (_home, index)) in
        [("bundled", common::bundled()), ("6,000 made-up talks", common::made_up(RECAPS))]
    {
        criterion.bench_function(&format!("open: {corpus}"), |bencher| {
            bencher.iter(|| Index::open(black_box(index.folder())).expect("an index"));
        });
        for with_passages in [false, true] {
            let name = if with_passages { "search with passages" } else { "search" };
            let mut group = criterion.benchmark_group(format!("{name}: {corpus}"));
            for (kind, query) in QUERIES {
                group.bench_function(kind, |bencher| {
                    bencher.iter(|| {
                        let found = search(&index, &request(query)).expect("an answer");
                        if with_passages {
                            let highlighter = Highlighter::new(&found.plan);
                            found.hits.iter().for_each(|hit| {
                                black_box(highlighter.snippets(&hit.talk, 2));
                            });
                        }
                        black_box(found)
                    });
                });
            }
            group.finish();
        }
        passages(criterion, corpus, &index);
    }
}

/// Passages alone, of the ten hits of an answer.
fn passages(criterion: &mut Criterion, corpus: &str, index: &Index) {
    let mut group = criterion.benchmark_group(format!("passages: {corpus}"));
    for (kind, query) in QUERIES {
        let found = search(index, &request(query)).expect("an answer");
        let highlighter = Highlighter::new(&found.plan);
        group.bench_function(kind, |bencher| {
            bencher.iter(|| {
                for hit in &found.hits {
                    black_box(highlighter.snippets(black_box(&hit.talk), 2));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, answers);
criterion_main!(benches);
