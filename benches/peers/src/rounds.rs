//! Programs in turns: one run of each a round, so that whatever slows the machine slows all of them.

use crate::measure::{Call, Sample, Stopwatch};
use crate::programs::Program;
use anyhow::Result;
use std::time::{Duration, Instant};

/// Runs a program makes even when its time is up.
const LEAST: usize = 3;

/// What a program took, round by round.
pub(crate) struct Series {
    pub(crate) program: Program,
    pub(crate) samples: Vec<Sample>,
}

/// How long rounds go on.
#[derive(Clone, Copy)]
pub(crate) struct Rounds {
    /// Largest number of rounds.
    pub(crate) most: usize,
    /// A program that has run for this long skips the other rounds.
    pub(crate) each: Duration,
}

/// Runs the programs in turns; who begins changes from round to round. `call` makes the call of a round, and does before
/// it what is not to be timed.
pub(crate) fn rounds(
    stopwatch: &mut Stopwatch,
    programs: &[Program],
    rounds: Rounds,
    call: &mut dyn FnMut(Program, usize) -> Result<Call>,
) -> Result<Vec<Series>> {
    let mut series: Vec<Series> =
        programs.iter().map(|&program| Series { program, samples: Vec::new() }).collect();
    let mut spent = vec![Duration::ZERO; programs.len()];
    for round in 0..rounds.most {
        for turn in 0..programs.len() {
            let n = (round + turn) % programs.len();
            if round >= LEAST && spent[n] >= rounds.each {
                continue;
            }
            let call = call(programs[n], round)?;
            let begun = Instant::now();
            series[n].samples.push(stopwatch.time(&call, &[0, 1])?);
            spent[n] += begun.elapsed();
        }
    }
    Ok(series)
}

impl Series {
    /// The value below which `share` of the wall times lie, in milliseconds.
    pub(crate) fn wall(&self, share: f64) -> f64 {
        quantile(self.samples.iter().map(|sample| sample.wall).collect(), share)
    }

    /// The most memory that any run held, in bytes.
    pub(crate) fn memory(&self) -> u64 {
        self.samples.iter().map(|sample| sample.memory).max().unwrap_or(0)
    }

    /// The median of what each run took in parts of the other program's run in the same round.
    pub(crate) fn ratio(&self, to: &Series) -> f64 {
        let pairs = self.samples.iter().zip(&to.samples);
        quantile(pairs.map(|(one, other)| one.wall / other.wall).collect(), 0.5)
    }
}

/// The value below which `share` of the values lie.
fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len().saturating_sub(1)) as f64 * share;
    values.get(at.round() as usize).copied().unwrap_or(f64::NAN)
}

/// The geometric mean.
pub(crate) fn mean(values: &[f64]) -> f64 {
    (values.iter().map(|value| value.ln()).sum::<f64>() / values.len() as f64).exp()
}
