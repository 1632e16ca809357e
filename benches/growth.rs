//! How the time to cut a recap and to read it for passages, and the memory, grow with its length, for every construct of
//! every format: exponents, 1 where they grow as the length does.
//!
//! `cargo bench --bench growth`; `-- 'html labels'` measures those of whose format and name that is a part. `tests/growth`
//! holds what can be held without a clock.

#[path = "../tests/growth/constructs/mod.rs"]
mod constructs;

use constructs::{Construct, constructs};
use recaps::analysis::words;
use recaps::corpus::Document;
use recaps::recap;
use recaps::snippet::sentences::sentences;
use rustix::time::ClockId;
use std::hint::black_box;
use std::time::Duration;

const FEW: usize = 8_000;
const MANY: usize = 4 * FEW;
/// Runs, of which the fastest counts.
const RUNS: usize = 5;

/// What this thread has computed so far: other programs do not count.
fn computed() -> Duration {
    let computed = rustix::time::clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(computed.tv_sec as u64, computed.tv_nsec as u32)
}

/// What a construct of a length takes.
struct Taken {
    /// Bytes of its text.
    length: f64,
    /// Seconds to cut it.
    cut: f64,
    /// Seconds to find words and sentences in it, as for passages.
    read: f64,
    /// Bytes held at once.
    held: f64,
}

fn measure(construct: &Construct, pieces: usize) -> Taken {
    let text = (construct.text)(pieces);
    let document = Document::decode(text.as_bytes(), "x", construct.format, None).expect("text");
    let (mut cut, mut read, mut held) = (f64::INFINITY, f64::INFINITY, 0);
    for _ in 0..RUNS {
        let before = computed();
        let taken = allocation_counter::measure(|| drop(recap::cut(&document)));
        cut = cut.min((computed() - before).as_secs_f64());
        held = taken.bytes_max;
        let before = computed();
        black_box((words(&text).len(), sentences(&text).len()));
        read = read.min((computed() - before).as_secs_f64());
    }
    Taken { length: text.len() as f64, cut, read, held: held as f64 }
}

/// An exponent above which a construct is named once more below the table.
const MOST: f64 = 1.1;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    println!(
        "{:<9} {:<32} {:>7} {:>8} {:>7} {:>5} {:>8} {:>5} {:>7} {:>6}",
        "format", "construct", "KB", "cut ms", "ns/byte", "time", "read ms", "time", "MB", "memory"
    );
    let (mut measured, mut above) = (0, Vec::new());
    for construct in constructs() {
        let name = format!("{} {}", construct.format.as_str(), construct.name);
        if !wanted.is_empty() && !wanted.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        measure(construct, 8);
        let (few, many) = (measure(construct, FEW), measure(construct, MANY));
        let exponent = |of: fn(&Taken) -> f64| (of(&many) / of(&few)).ln() / (many.length / few.length).ln();
        let (cut, read, memory) = (exponent(|t| t.cut), exponent(|t| t.read), exponent(|t| t.held));
        println!(
            "{:<9} {:<32} {:>7.0} {:>8.1} {:>7.0} {cut:>5.2} {:>8.1} {read:>5.2} {:>7.1} {memory:>6.2}",
            construct.format.as_str(),
            construct.name,
            many.length / 1e3,
            many.cut * 1e3,
            many.cut * 1e9 / many.length,
            many.read * 1e3,
            many.held / 1e6,
        );
        measured += 1;
        if [cut, read, memory].iter().any(|&exponent| exponent > MOST) {
            above.push(format!("{name}: {cut:.2} to cut, {read:.2} to read, {memory:.2} in memory"));
        }
    }
    println!("{measured} constructs, {} above {MOST}", above.len());
    for construct in above {
        println!("above {MOST}: {construct}");
    }
}
