//! Fits the weights: a conditional random field over the candidates of a recap, whose template is seen in training.
//!
//! The gradient is what the labels of the gold show less what the weights expect, found by the forward and backward
//! sums over what can be open. Steps are taken recap by recap in a fixed order (AdaGrad), drawn to the weights set by
//! hand, so that a piece of evidence that few recaps show stays near them. The same recaps give the same weights.

#![allow(clippy::needless_range_loop, reason = "states, factors and sums go side by side")]

use recaps::recap::fitting::{Evidence, Label, Open, Problem, Weights, row_in, row_to};

/// A recap to learn from.
#[derive(Debug)]
pub(crate) struct Case {
    pub problem: Problem,
    pub labels: Vec<Label>,
    /// The shape that opens most of its sessions.
    pub template: Option<usize>,
    /// How much it counts.
    pub weight: f64,
    /// Where what each label leaves open stands among what can be open, for each candidate.
    targets: Vec<[usize; 2]>,
    /// For each candidate its place to everything that can be open.
    places: Vec<Vec<usize>>,
}

impl Case {
    pub(crate) fn new(problem: Problem, labels: Vec<Label>, sessions: &[bool], weight: f64) -> Self {
        let mut counts = vec![0usize; problem.templates.len()];
        for ((seen, label), session) in problem.candidates.iter().zip(&labels).zip(sessions) {
            if *label == Label::Opens {
                counts[usize::from(seen.shape)] += if *session { 2 } else { 1 };
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let template = (0..counts.len()).find(|&t| most > 0 && counts[t] == most);
        let states = states(&problem);
        let at = |open: Open| states.iter().position(|s| *s == open).expect("a state");
        let targets = problem.candidates.iter();
        let targets = targets.map(|seen| BEGIN.map(|label| at(Open::Nothing.after(seen, label)))).collect();
        let place = |seen| states.iter().map(|open| usize::from(row_in(*open, seen))).collect();
        let places = problem.candidates.iter().map(place).collect();
        Case { problem, labels, template, weight, targets, places }
    }
}

/// How often every case is seen.
const EPOCHS: usize = 30;
/// The step of a weight that has not moved yet.
const STEP: f64 = 0.3;
/// How strongly weights are drawn to those set by hand, against one recap.
const DRAW: f64 = 0.005;

/// Fits weights to cases.
pub(crate) fn fit(cases: &[&Case]) -> Weights {
    let prior: Vec<[f64; 2]> = Weights::by_hand().rows.iter().map(|row| row.map(f64::from)).collect();
    let mut rows = prior.clone();
    let mut moved = vec![[1e-2f64; 2]; rows.len()];
    let mut sum = vec![[0.0f64; 2]; rows.len()];
    let mut steps = 0.0;
    for epoch in 0..EPOCHS {
        for case in cases {
            let gradient = gradient(case, &rows);
            for (place, row) in rows.iter_mut().enumerate() {
                for column in [0, 1] {
                    let pull = DRAW * (row[column] - prior[place][column]);
                    let step = case.weight * (gradient[place][column] - pull);
                    moved[place][column] += step * step;
                    row[column] += STEP * step / moved[place][column].sqrt();
                }
            }
            // The mean of the later steps: the last cases seen count no more than the others.
            if epoch * 2 >= EPOCHS {
                steps += 1.0;
                for (sum, row) in sum.iter_mut().zip(&rows) {
                    sum[0] += row[0];
                    sum[1] += row[1];
                }
            }
        }
    }
    let rounded = |x: f64| ((x / steps * 100.0).round() / 100.0) as f32;
    Weights { rows: sum.iter().map(|row| row.map(rounded)).collect() }
}

fn add(gradient: &mut [[f64; 2]], evidence: &Evidence, column: usize, by: f64) {
    for &(place, degree) in &evidence.0 {
        if let Some(row) = gradient.get_mut(usize::from(place)) {
            row[column] += f64::from(degree) * by;
        }
    }
}

fn sum(rows: &[[f64; 2]], evidence: &Evidence, column: usize) -> f64 {
    evidence.0.iter().map(|&(place, degree)| f64::from(degree) * rows[usize::from(place)][column]).sum()
}

/// What can be open in a recap.
fn states(problem: &Problem) -> Vec<Open> {
    let mut levels: Vec<u8> = problem.candidates.iter().map(|c| c.level).collect();
    levels.sort_unstable();
    levels.dedup();
    std::iter::once(Open::Nothing)
        .chain(
            levels.iter().flat_map(|&level| [Open::Unbilled(level), Open::Billed(level), Open::Group(level)]),
        )
        .collect()
}

const BEGIN: [Label; 2] = [Label::Opens, Label::Groups];

/// What moves the log-likelihood of the labels of a case.
fn gradient(case: &Case, rows: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut gradient = vec![[0.0; 2]; rows.len()];
    let problem = &case.problem;
    let Some(gold) = case.template else { return gradient };
    let alone: Vec<[f64; 2]> =
        problem.candidates.iter().map(|c| [0, 1].map(|column| sum(rows, &c.evidence, column))).collect();
    // Places to what is open do not depend on the template.
    let exps: Vec<[f64; 2]> = rows.iter().map(|row| row.map(f64::exp)).collect();
    let runs: Vec<Run> =
        (0..problem.templates.len()).map(|t| Run::new(case, t, rows, &alone, &exps)).collect();
    let best = runs.iter().map(|run| run.log).fold(f64::NEG_INFINITY, f64::max);
    let all: f64 = runs.iter().map(|run| (run.log - best).exp()).sum();
    for (t, run) in runs.iter().enumerate() {
        let share = (run.log - best).exp() / all;
        let observed = f64::from(u8::from(t == gold));
        add(&mut gradient, &problem.templates[t].evidence, 0, observed - share);
        if share > 1e-4 {
            run.expect(case, &exps, share, &mut gradient);
        }
    }
    let mut open = Open::Nothing;
    for (seen, &label) in problem.candidates.iter().zip(&case.labels) {
        if let Some(column) = BEGIN.iter().position(|l| *l == label) {
            add(&mut gradient, &seen.evidence, column, 1.0);
            gradient[usize::from(row_in(open, seen))][column] += 1.0;
            gradient[usize::from(row_to(problem, gold, seen))][column] += 1.0;
        }
        open = open.after(seen, label);
    }
    gradient
}

/// The sums over all labellings of a recap under one template.
struct Run {
    /// Places to the template.
    rows: Vec<usize>,
    /// What each label weighs by itself, as factors.
    factors: Vec<[f64; 2]>,
    /// Scaled sums over what stands before each candidate.
    forward: Vec<Vec<f64>>,
    /// The logarithm of the sum over all.
    log: f64,
}

impl Run {
    fn new(case: &Case, template: usize, rows: &[[f64; 2]], alone: &[[f64; 2]], exps: &[[f64; 2]]) -> Run {
        let problem = &case.problem;
        let places: Vec<usize> =
            problem.candidates.iter().map(|seen| usize::from(row_to(problem, template, seen))).collect();
        let factors: Vec<[f64; 2]> = alone
            .iter()
            .zip(&places)
            .zip(&problem.candidates)
            .map(|((alone, &row), seen)| {
                let factors = [0, 1].map(|c: usize| (alone[c] + rows[row][c]).clamp(-40.0, 40.0).exp());
                if seen.titles { [0.0, factors[1]] } else { factors }
            })
            .collect();
        let count = case.places.first().map_or(1, Vec::len);
        let mut scores = vec![0.0; count];
        scores[0] = 1.0;
        let mut forward = Vec::with_capacity(places.len() + 1);
        let mut log = sum(rows, &problem.templates[template].evidence, 0);
        for n in 0..places.len() {
            let mut begun = [0.0; 2];
            for (score, &place) in scores.iter().zip(&case.places[n]) {
                begun[0] += score * exps[place][0];
                begun[1] += score * exps[place][1];
            }
            let mut next = scores.clone();
            forward.push(std::mem::take(&mut scores));
            for c in [0, 1] {
                next[case.targets[n][c]] += begun[c] * factors[n][c];
            }
            let all: f64 = next.iter().sum();
            log += all.ln();
            next.iter_mut().for_each(|x| *x /= all);
            scores = next;
        }
        Run { rows: places, factors, forward, log }
    }

    /// Takes what the weights expect, times `share`, from the gradient.
    fn expect(&self, case: &Case, exps: &[[f64; 2]], share: f64, gradient: &mut [[f64; 2]]) {
        let count = case.places.first().map_or(1, Vec::len);
        let mut rest = vec![1.0; count];
        for n in (0..self.rows.len()).rev() {
            let after = case.targets[n].map(|target| rest[target]);
            let before = &self.forward[n];
            let places = &case.places[n];
            // What beginning something weighs, but for the place to what is open.
            let own = [0, 1].map(|c: usize| self.factors[n][c] * after[c]);
            let begun = |s: usize| exps[places[s]][0] * own[0] + exps[places[s]][1] * own[1];
            let all: f64 = (0..count).map(|s| before[s] * (rest[s] + begun(s))).sum();
            let mut labelled = [0.0; 2];
            for s in 0..count {
                let mut into = rest[s];
                for c in [0, 1] {
                    let with = exps[places[s]][c] * own[c];
                    into += with;
                    let chance = share * before[s] * with / all;
                    gradient[places[s]][c] -= chance;
                    labelled[c] += chance;
                }
                rest[s] = into;
            }
            for c in [0, 1] {
                gradient[self.rows[n]][c] -= labelled[c];
                add(gradient, &case.problem.candidates[n].evidence, c, -labelled[c]);
            }
            let most = rest.iter().copied().fold(0.0, f64::max);
            rest.iter_mut().for_each(|x| *x /= most);
        }
    }
}
