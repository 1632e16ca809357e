//! How large a trial is, and what it came to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

/// Whether every trial is run at its full size.
pub(crate) fn full() -> bool {
    std::env::var_os("RECAPS_FAULTS").is_some_and(|size| size == "full")
}

/// The first number in a small run, the second in a full one.
pub(crate) fn size(small: usize, whole: usize) -> usize {
    if full() { whole } else { small }
}

/// How long what is to happen within a second may take: small runs must not fail where the machine is slow.
pub(crate) fn a_second() -> Duration {
    Duration::from_secs(if full() { 1 } else { 60 })
}

/// Says that a trial is left out, and why.
pub(crate) fn skipped(trial: &str, why: &str) {
    println!("\n| {trial} | skipped: {why} | | |");
}

/// What a trial came to: how often which outcome was seen, and what should not have been.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    outcomes: BTreeMap<String, usize>,
    failures: Vec<String>,
}

impl Figures {
    /// Counts an outcome that is allowed.
    pub(crate) fn count(&mut self, outcome: impl Into<String>) {
        *self.outcomes.entry(outcome.into()).or_insert(0) += 1;
    }

    /// Counts what must not happen; the run goes on, so that the figures are whole.
    pub(crate) fn fail(&mut self, failure: impl Into<String>) {
        self.failures.push(failure.into());
    }

    /// Counts the outcome if there is one, else the failure.
    pub(crate) fn take(&mut self, what: &str, outcome: Result<String, String>) {
        match outcome {
            Ok(outcome) => self.count(outcome),
            Err(failure) => self.fail(format!("{what}: {failure}")),
        }
    }

    /// How often an outcome was seen.
    pub(crate) fn seen(&self, outcome: &str) -> usize {
        self.outcomes.get(outcome).copied().unwrap_or(0)
    }

    fn add(&mut self, other: Figures) {
        for (outcome, times) in other.outcomes {
            *self.outcomes.entry(outcome).or_insert(0) += times;
        }
        self.failures.extend(other.failures);
    }

    /// Prints the row of the trial and fails the test if anything failed.
    pub(crate) fn report(self, trial: &str) {
        let outcomes: Vec<String> =
            self.outcomes.iter().map(|(outcome, times)| format!("{times} {outcome}")).collect();
        let of: usize = self.outcomes.values().sum::<usize>() + self.failures.len();
        println!("\n| {trial} | {of} | {} | {} failed |", outcomes.join(", "), self.failures.len());
        assert!(of > 0, "{trial}: nothing was tried");
        // As many as help; a full run may have thousands of a kind.
        let shown: Vec<&str> = self.failures.iter().take(12).map(String::as_str).collect();
        assert!(shown.is_empty(), "{trial}: {} of {of} failed:\n{}", self.failures.len(), shown.join("\n"));
    }
}

/// Runs a trial in as many shares as the machine has processors, each share on a part of the numbers below `of`.
/// Small runs have one share: their tests run side by side already.
pub(crate) fn shared(of: usize, share: impl Fn(Range<usize>) -> Figures + Sync) -> Figures {
    let shares = if full() { std::thread::available_parallelism().map_or(1, usize::from) } else { 1 };
    let mut figures = Figures::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..shares)
            .map(|n| {
                let part = of * n / shares..of * (n + 1) / shares;
                let share = &share;
                scope.spawn(move || share(part))
            })
            .collect();
        for thread in threads {
            figures.add(thread.join().expect("a share of the trial"));
        }
    });
    figures
}
