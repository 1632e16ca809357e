//! What each piece of evidence weighs: the table `data/weights.tsv`.

use crate::recap::lexicon::lines;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static WEIGHTS: LazyLock<FxHashMap<&'static str, f32>> = LazyLock::new(|| {
    lines(include_str!("../data/weights.tsv"))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?.trim().parse().ok()?))
        })
        .collect()
});

/// Evidence that a line opens a unit: names of the table, with what each adds to the score.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence(Vec<(&'static str, f32)>);

impl Evidence {
    /// Adds a piece of evidence that holds.
    pub(super) fn add(&mut self, name: &'static str) {
        self.degree(name, 1.0);
    }

    /// Adds a piece of evidence where it holds.
    pub(super) fn when(&mut self, holds: bool, name: &'static str) {
        if holds {
            self.add(name);
        }
    }

    /// Adds a piece of evidence that holds to a degree of 0 to 1.
    pub(super) fn degree(&mut self, name: &'static str, degree: f32) {
        self.0.push((name, degree * WEIGHTS.get(name).copied().unwrap_or_default()));
    }

    /// Whether the piece was added.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| *n == name)
    }

    /// The sum of the weights, a logit: above 0 speaks for opening.
    pub(crate) fn score(&self) -> f32 {
        self.terms().map(|(_, weight)| weight).sum()
    }

    /// Each piece with what it adds to the score.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (&'static str, f32)> + '_ {
        self.0.iter().copied()
    }
}
