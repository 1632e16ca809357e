//! What each piece of evidence weighs: the table `data/weights.tsv`.

use crate::recap::words::lexicon::lines;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Names and weights, in the order of the table.
static WEIGHTS: LazyLock<Vec<(&'static str, f32)>> = LazyLock::new(|| {
    lines(include_str!("../data/weights.tsv"))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?.trim().parse().ok()?))
        })
        .collect()
});

/// Where each name stands in the table.
static PLACES: LazyLock<FxHashMap<&'static str, u8>> =
    LazyLock::new(|| WEIGHTS.iter().zip(0..).map(|((name, _), place)| (*name, place)).collect());

/// Evidence that a line opens a unit: places in the table, with how strongly each holds. A recap of a hundred
/// thousand headings keeps it for all of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence(Vec<(u8, f32)>);

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
        debug_assert!(PLACES.contains_key(name), "{name} has no weight");
        self.0.extend(PLACES.get(name).map(|&place| (place, degree)));
    }

    /// Whether the piece was added.
    pub(crate) fn has(&self, name: &str) -> bool {
        PLACES.get(name).is_some_and(|place| self.0.iter().any(|(p, _)| p == place))
    }

    /// The sum of the weights, a logit: above 0 speaks for opening.
    pub(crate) fn score(&self) -> f32 {
        self.terms().map(|(_, weight)| weight).sum()
    }

    /// Each piece with what it adds to the score.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (&'static str, f32)> + '_ {
        let weights = WEIGHTS.as_slice();
        self.0.iter().filter_map(|&(place, degree)| {
            weights.get(usize::from(place)).map(|(name, weight)| (*name, degree * weight))
        })
    }
}
