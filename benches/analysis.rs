//! How fast text becomes terms, in bytes a second: words alone, and all fields of whole talks.
//!
//! `cargo bench --bench analysis`. The text is that of the bundled recaps: French prose full of English names.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use recaps::analysis::{Analysis, Terms, words};
use recaps::corpus::Corpus;
use recaps::index::{TalkField, record};
use recaps::ingest;
use recaps::talk::Talk;
use std::hint::black_box;
use std::path::Path;

fn talks() -> Vec<Talk> {
    let corpus = Corpus::new([Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")]);
    let recaps = corpus.walk().recaps;
    recaps
        .iter()
        .flat_map(|found| ingest::read(&found.path, &found.file, None).expect("a recap").1.talks)
        .collect()
}

fn analysis(criterion: &mut Criterion) {
    let talks = talks();
    let bytes: usize = talks.iter().map(|talk| talk.title.len() + talk.body.text.len()).sum();
    let mut group = criterion.benchmark_group("analysis");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("words", |bencher| {
        bencher.iter(|| talks.iter().map(|talk| words(black_box(&talk.body.text)).len()).sum::<usize>());
    });
    let analysis = Analysis::default();
    group.bench_function("all fields of whole talks", |bencher| {
        bencher.iter(|| {
            let mut terms = Terms::default();
            for talk in &talks {
                terms.clear();
                for text in TalkField::ALL.iter().flat_map(|field| record::texts(talk, *field)) {
                    analysis.terms(black_box(&text), true, &mut terms);
                }
                black_box(&terms);
            }
        });
    });
    group.finish();
}

criterion_group!(benches, analysis);
criterion_main!(benches);
