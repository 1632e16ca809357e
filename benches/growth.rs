//! How time and memory grow with the length of a recap, for every construct of every format: exponents, 1 where they
//! grow as the length does.
//!
//! `cargo bench --bench growth`. `tests/growth` holds what can be held without a clock.

#[path = "../tests/growth/constructs.rs"]
mod constructs;

use constructs::{CONSTRUCTS, Construct};
use recaps::corpus::Document;
use recaps::recap;
use std::time::{Duration, Instant};

const FEW: usize = 8_000;
const MANY: usize = 4 * FEW;
/// Runs, of which the fastest counts.
const RUNS: usize = 5;

/// A clock of what this thread computes, so that other programs do not count; where the system has none, of what passes.
struct Clock {
    computed: Option<Duration>,
    start: Instant,
}

impl Clock {
    fn start() -> Clock {
        Clock { computed: computed(), start: Instant::now() }
    }

    fn seconds(&self) -> f64 {
        let computed = computed().zip(self.computed).map(|(now, then)| now - then);
        computed.unwrap_or_else(|| self.start.elapsed()).as_secs_f64()
    }
}

/// What this thread has computed so far, as Linux counts it.
fn computed() -> Option<Duration> {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(counted.split(' ').next()?.parse().ok()?))
}

/// Bytes of a text, seconds to cut it, and bytes held at once.
fn measure(construct: &Construct, pieces: usize) -> (f64, f64, f64) {
    let text = (construct.text)(pieces);
    let document = Document::decode(text.as_bytes(), "x", construct.format, None).expect("text");
    let (mut seconds, mut bytes) = (f64::INFINITY, 0);
    for _ in 0..RUNS {
        let clock = Clock::start();
        let taken = allocation_counter::measure(|| drop(recap::cut(&document)));
        seconds = seconds.min(clock.seconds());
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
