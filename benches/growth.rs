//! How time and memory grow with the length of a recap, for every construct of every format: exponents, 1 where they
//! grow as the length does.
//!
//! `cargo bench --bench growth`; `-- 'html labels'` measures those of whose format and name that is a part. `tests/growth`
//! holds what can be held without a clock.

#[path = "../tests/growth/constructs/mod.rs"]
mod constructs;

use constructs::{Construct, constructs};
use recaps::corpus::Document;
use recaps::recap;
use rustix::time::ClockId;
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

/// Bytes of a text, seconds to cut it, and bytes held at once.
fn measure(construct: &Construct, pieces: usize) -> (f64, f64, f64) {
    let text = (construct.text)(pieces);
    let document = Document::decode(text.as_bytes(), "x", construct.format, None).expect("text");
    let (mut seconds, mut bytes) = (f64::INFINITY, 0);
    for _ in 0..RUNS {
        let before = computed();
        let taken = allocation_counter::measure(|| drop(recap::cut(&document)));
        seconds = seconds.min((computed() - before).as_secs_f64());
        bytes = taken.bytes_max;
    }
    (text.len() as f64, seconds, bytes as f64)
}

/// An exponent above which a construct is named once more below the table.
const MOST: f64 = 1.1;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    println!(
        "{:<9} {:<32} {:>7} {:>8} {:>7} {:>5} {:>7} {:>6}",
        "format", "construct", "KB", "ms", "ns/byte", "time", "MB", "memory"
    );
    let (mut measured, mut above) = (0, Vec::new());
    for construct in constructs() {
        let name = format!("{} {}", construct.format.as_str(), construct.name);
        if !wanted.is_empty() && !wanted.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        measure(construct, 8);
        let (length, seconds, bytes) = measure(construct, FEW);
        let (longer, more_seconds, more_bytes) = measure(construct, MANY);
        let exponent = |small: f64, large: f64| (large / small).ln() / (longer / length).ln();
        let (time, memory) = (exponent(seconds, more_seconds), exponent(bytes, more_bytes));
        println!(
            "{:<9} {:<32} {:>7.0} {:>8.1} {:>7.0} {time:>5.2} {:>7.1} {memory:>6.2}",
            construct.format.as_str(),
            construct.name,
            longer / 1e3,
            more_seconds * 1e3,
            more_seconds * 1e9 / longer,
            more_bytes / 1e6,
        );
        measured += 1;
        if time > MOST || memory > MOST {
            above.push(format!("{name}: {time:.2} in time, {memory:.2} in memory"));
        }
    }
    println!("{measured} constructs, {} above {MOST}", above.len());
    for construct in above {
        println!("above {MOST}: {construct}");
    }
}
