//! How long `recaps index` takes as a whole process: all recaps, none changed, one changed.
//!
//! `cargo bench --bench index`, on the bundled corpus and on made-up talks.

mod common;

use common::{PER_RECAP, Recap, SEED, Words};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Recaps of the made-up corpus.
const RECAPS: u64 = 100;

/// Indexes a corpus, or what changed of it.
fn index(corpus: &Path, index: &Path) {
    let mut recaps = Command::new(env!("CARGO_BIN_EXE_recaps"));
    recaps.args(["index", "--quiet", "--no-config", "--index"]).arg(index).arg(corpus);
    let output = recaps.output().expect("the program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Bytes of all files of a folder.
fn bytes(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let size = |path: &Path| fs::metadata(path).expect("a file").len();
    entries.map(|entry| entry.path()).map(|path| if path.is_dir() { bytes(&path) } else { size(&path) }).sum()
}

fn indexing(criterion: &mut Criterion) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let copy = home.path().join("bundled");
    fs::create_dir(&copy).expect("a folder");
    for entry in fs::read_dir(common::corpus()).expect("the corpus") {
        let path = entry.expect("a file").path();
        fs::copy(&path, copy.join(path.file_name().expect("a name"))).expect("a copy");
    }
    let made_up = home.path().join("made-up");
    common::write(&made_up, RECAPS);
    let changing = made_up.join("000/changing.txt");
    let words = Words::new();
    let mut change = 0;
    for (name, corpus, one) in
        [("bundled", &copy, copy.join("changing.txt")), ("1,200 made-up talks", &made_up, changing)]
    {
        let folder = home.path().join(format!("{name}.index"));
        let mut group = criterion.benchmark_group(format!("index: {name}"));
        group.sample_size(20).throughput(Throughput::Bytes(bytes(corpus)));
        group.bench_function("all", |bencher| {
            let new =
                || fs::remove_dir_all(&folder).or_else(|e| if folder.exists() { Err(e) } else { Ok(()) });
            bencher.iter_batched(new, |_| index(corpus, &folder), BatchSize::PerIteration);
        });
        index(corpus, &folder);
        group.bench_function("nothing changed", |bencher| bencher.iter(|| index(corpus, &folder)));
        group.bench_function("one recap changed", |bencher| {
            // Another text every time, in the layout whose file it takes the place of.
            let write = || {
                change += 5;
                let recap = Recap::new(&words, SEED, 1_000 + change, (2_000 + change) * PER_RECAP);
                fs::write(&one, recap.text()).expect("a recap");
            };
            bencher.iter_batched(write, |()| index(corpus, &folder), BatchSize::PerIteration);
        });
        group.finish();
    }
}

criterion_group!(benches, indexing);
criterion_main!(benches);
