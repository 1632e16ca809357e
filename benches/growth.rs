//! How time and memory grow with the length of a recap, for every construct of every format: exponents, 1 where they
//! grow as the length does.
//!
//! `cargo bench --bench growth`. `tests/growth` holds what can be held without a clock.

#[path = "../tests/growth/constructs.rs"]
mod constructs;

use constructs::{CONSTRUCTS, Construct};
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

fn main() {
    println!(
        "{:<10} {:<24} {:>9} {:>9} {:>6} {:>9} {:>6}",
        "format", "construct", "KB", "ms", "time", "MB", "memory"
    );
    for construct in CONSTRUCTS {
        measure(construct, 8);
        let (length, seconds, bytes) = measure(construct, FEW);
        let (longer, more_seconds, more_bytes) = measure(construct, MANY);
        let exponent = |small: f64, large: f64| (large / small).ln() / (longer / length).ln();
        println!(
            "{:<10} {:<24} {:>9.0} {:>9.1} {:>6.2} {:>9.1} {:>6.2}",
            construct.format.as_str(),
            construct.name,
            longer / 1e3,
            more_seconds * 1e3,
            exponent(seconds, more_seconds),
            more_bytes / 1e6,
            exponent(bytes, more_bytes),
        );
    }
}
