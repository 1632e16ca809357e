//! How long an answer takes once the index is open: query to hits, and hits to marked passages.
//!
//! `cargo bench --bench search`, on the bundled corpus.

mod common;

use criterion::{Criterion, criterion_group, criterion_main};
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

fn answers(criterion: &mut Criterion) {
    let (_home, index) = common::bundled();
    for with_passages in [false, true] {
        let name = if with_passages { "search with passages" } else { "search" };
        let mut group = criterion.benchmark_group(name);
        for (kind, query) in QUERIES {
            group.bench_function(kind, |bencher| {
                bencher.iter(|| {
                    let nodes = parse(black_box(query)).expect("a query");
                    let request = Request { nodes, limit: 10, ..Request::default() };
                    let found = search(&index, &request).expect("an answer");
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
}

criterion_group!(benches, answers);
criterion_main!(benches);
