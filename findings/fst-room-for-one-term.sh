#!/usr/bin/env bash
# A dictionary of one term takes a megabyte to build.
# Guess: what a finite state transducer costs to build grows with its keys; one key costs next to nothing.
# Seen: `MapBuilder` of fst 0.4.7 and of its relative in Tantivy, tantivy-fst 0.5.0, makes room for 20,000 states that might be shared
# before the first key: 976,266 bytes are allocated for a map of one key, which is 48 and 44 bytes long. A hundred keys cost
# 7,488 bytes more. Neither builder lets one say how many are to come.
# Known: the room bounds the memory of maps of many keys, at the price of maps that are not the smallest; the documentation of fst
# says that, and not what it means for small ones.
# Meaning: an index has a dictionary a field and segment. Fields of few terms each add to what one new recap costs, so texts that are
# searched alike share a field.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
cat > Cargo.toml <<'TOML'
[package]
name = "one-term"
version = "0.0.0"
edition = "2021"

[dependencies]
fst = "=0.4.7"
tantivy-fst = "=0.5.0"
TOML
mkdir src
cat > src/main.rs <<'RUST'
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

struct Counting;

static BYTES: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        System.alloc(layout)
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        System.dealloc(at, layout)
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

macro_rules! try_map {
    ($library:ident, $keys:expr) => {{
        let before = BYTES.load(Ordering::Relaxed);
        let mut map = $library::MapBuilder::memory();
        for (number, key) in (0..).zip($keys) {
            map.insert(key, number).expect("keys in order");
        }
        let length = map.into_inner().expect("a map").len();
        let allocated = BYTES.load(Ordering::Relaxed) - before;
        println!("{}: {} keys, {length} bytes long, {allocated} allocated", stringify!($library), $keys.len());
    }};
}

fn main() {
    for number in [1, 100] {
        let keys: Vec<String> = (0..number).map(|number| format!("mot{number:07}")).collect();
        try_map!(fst, &keys);
        try_map!(tantivy_fst, &keys);
    }
}
RUST
seen=$(CARGO_TARGET_DIR="$folder/target" cargo run -q)
printf 'fst 0.4.7, tantivy-fst 0.5.0, 64-bit\n%s\n' "$seen"
# Exact figures may move with the standard library.
mapfile -t bytes < <(sed -n 's/.* long, \([0-9]*\) allocated/\1/p' <<<"$seen")
((${#bytes[@]} == 4 && bytes[0] > 900000 && bytes[1] > 900000 && bytes[2] - bytes[0] < 10000 && bytes[3] - bytes[1] < 10000))
