//! The weight of each piece of evidence, from the table `data/weights.tsv`.

use crate::recap::words::lexicon::lines;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A row of the table.
#[derive(Debug)]
struct Row {
    name: &'static str,
    /// Its weight for a line alone, set by hand.
    alone: f32,
    /// Its fitted weights in the decision for the whole recap: for opening a unit, and for heading a group.
    fitted: [f32; 2],
}

/// The rows, in the order of the table.
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    lines(include_str!("../data/weights.tsv"))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let name = cells.next()?;
            let mut number = || cells.next()?.trim().parse::<f32>().ok();
            Some(Row { name, alone: number()?, fitted: [number()?, number()?] })
        })
        .collect()
});

/// Where each name stands in the table.
static PLACES: LazyLock<FxHashMap<&'static str, u16>> =
    LazyLock::new(|| ROWS.iter().zip(0..).map(|(row, place)| (row.name, place)).collect());

/// Weights of the decision for a whole recap.
static FITTED: LazyLock<Weights> =
    LazyLock::new(|| Weights { rows: ROWS.iter().map(|row| row.fitted).collect() });

/// The weights of each piece of evidence in the decision for a whole recap, by its place in the table: for opening a
/// unit, and for heading a group. The third label, inside a unit, always scores 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Pairs of weights.
    pub rows: Vec<[f32; 2]>,
}

/// Evidence for a group in any recap: the one heading above all others, the name of a day.
const GROUPS: &[(&str, f32)] = &[
    ("top", 5.0),
    ("group-word", 2.0),
    ("day", 2.0),
    ("over-kinds-word", 1.0),
    ("over-bare", 1.0),
    ("bare", 0.5),
];

impl Weights {
    /// Those of the table.
    pub fn fitted() -> &'static Weights {
        &FITTED
    }

    /// The weights that the fitting starts from and is drawn to: those of a line alone.
    pub fn by_hand() -> Weights {
        let groups = |name: &str| GROUPS.iter().find(|(n, _)| *n == name).map_or(0.0, |(_, weight)| *weight);
        Weights { rows: ROWS.iter().map(|row| [row.alone, groups(row.name)]).collect() }
    }

    /// The names of the rows.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ROWS.iter().map(|row| row.name)
    }

    pub(super) fn of(&self, place: u16, column: usize) -> f32 {
        self.rows.get(usize::from(place)).map_or(0.0, |row| row[column])
    }
}

/// Where a name stands in the table; a name without a row has weight 0.
pub(super) fn place(name: &str) -> u16 {
    debug_assert!(PLACES.contains_key(name), "{name} has no weight");
    PLACES.get(name).copied().unwrap_or(u16::MAX)
}

/// The evidence of a line: places in the table, each with its degree. It is compact, because a recap of a hundred
/// thousand headings keeps it for all of them.
#[derive(Clone, Debug, Default)]
pub struct Evidence(pub Vec<(u16, f32)>);

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
        if degree != 0.0 {
            self.0.push((place(name), degree));
        }
    }

    /// Removes a piece of evidence.
    pub(super) fn remove(&mut self, name: &'static str) {
        let place = place(name);
        self.0.retain(|(p, _)| *p != place);
    }

    /// Whether the piece was added.
    pub(crate) fn has(&self, name: &str) -> bool {
        PLACES.get(name).is_some_and(|place| self.0.iter().any(|(p, _)| p == place))
    }

    /// The score of a line alone, a logit: above 0 it opens a unit.
    pub(super) fn alone(&self) -> f32 {
        self.0
            .iter()
            .filter_map(|&(place, degree)| ROWS.get(usize::from(place)).map(|row| degree * row.alone))
            .sum()
    }

    /// The sum of the weights for opening a unit (0) or heading a group (1).
    pub(super) fn sum(&self, weights: &Weights, column: usize) -> f32 {
        self.0.iter().map(|&(place, degree)| degree * weights.of(place, column)).sum()
    }

    /// What each piece adds to the sum of a column, in the place of how strongly it holds; what adds nothing is left out.
    pub fn weighed(&self, weights: &Weights, column: usize) -> Evidence {
        let mut terms = Vec::with_capacity(self.0.len());
        terms.extend(self.0.iter().map(|&(place, degree)| (place, degree * weights.of(place, column))));
        terms.retain(|(_, weight)| *weight != 0.0);
        Evidence(terms)
    }

    /// Its pieces by name.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, f32)> + '_ {
        let name = |&(place, weight): &(u16, f32)| Some((ROWS.get(usize::from(place))?.name, weight));
        self.0.iter().filter_map(name)
    }

    /// Whether it has no piece.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
