//! The labels with the highest total score. For each template, dynamic programming runs over the candidates; the state
//! is the heading that is open. The time is linear in the candidates, because there are few levels and few shapes.

use super::problem::{Label, Open, Problem, Seen, row_in, row_to};
use super::weights::Weights;

/// The result of the decision.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// What each candidate is.
    pub labels: Vec<Label>,
    /// The margin: how much lower the best labelling scores in which this candidate changes between "begins something"
    /// and "begins nothing".
    pub margins: Vec<f32>,
    /// For each candidate, the evidence of how it stands to the template and to what was open, as rows of the table.
    pub rows: Vec<[u16; 2]>,
}

/// What can be open in a recap.
#[derive(Debug)]
struct States {
    opens: Vec<Open>,
    /// Where each level stands among those there are.
    place: [usize; 16],
}

impl States {
    fn new(problem: &Problem) -> Self {
        let mut levels: Vec<u8> = problem.candidates.iter().map(|c| c.level.min(15)).collect();
        levels.sort_unstable();
        levels.dedup();
        let mut opens = vec![Open::Nothing];
        let mut place = [0; 16];
        for (n, &level) in levels.iter().enumerate() {
            place[usize::from(level)] = n;
            opens.extend([Open::Unbilled(level), Open::Billed(level), Open::Group(level)]);
        }
        States { opens, place }
    }

    fn of(&self, open: Open) -> usize {
        let at = |level: u8| 1 + 3 * self.place[usize::from(level.min(15))];
        match open {
            Open::Nothing => 0,
            Open::Unbilled(level) => at(level),
            Open::Billed(level) => at(level) + 1,
            Open::Group(level) => at(level) + 2,
        }
    }
}

/// The labels that begin something.
const BEGIN: [Label; 2] = [Label::Opens, Label::Groups];

/// One step: what a candidate adds to the score by each label.
struct Step<'a> {
    seen: &'a Seen,
    alone: [f32; 2],
    targets: [usize; 2],
    inner: f32,
}

/// The steps of a recap under one template.
fn steps<'a>(
    problem: &'a Problem,
    at: usize,
    weights: &Weights,
    sums: &[[f32; 2]],
    states: &States,
) -> Vec<Step<'a>> {
    problem
        .candidates
        .iter()
        .zip(sums)
        .map(|(seen, sum)| {
            let row = row_to(problem, at, seen);
            let mut alone = [sum[0] + weights.of(row, 0), sum[1] + weights.of(row, 1)];
            // The sidecar outweighs all evidence.
            if seen.forced == Some(false) {
                alone = alone.map(|score| score - FORCE);
            }
            if seen.titles {
                alone[0] -= FORCE;
            }
            let inner = if seen.forced == Some(true) { -FORCE } else { 0.0 };
            Step {
                seen,
                alone,
                targets: BEGIN.map(|label| states.of(Open::Nothing.after(seen, label))),
                inner,
            }
        })
        .collect()
}

const FORCE: f32 = 1e6;

/// Decides the labels of a recap.
pub fn decide(problem: &Problem, weights: &Weights) -> Decision {
    if problem.candidates.is_empty() {
        return Decision::default();
    }
    let states = States::new(problem);
    let sums: Vec<[f32; 2]> =
        problem.candidates.iter().map(|c| [0, 1].map(|column| c.evidence.sum(weights, column))).collect();
    let mut best: Option<(f32, usize, Vec<Label>)> = None;
    for (at, template) in problem.templates.iter().enumerate() {
        let steps = steps(problem, at, weights, &sums, &states);
        let (score, labels) = viterbi(&steps, weights, &states);
        let score = score + template.evidence.sum(weights, 0);
        if best.as_ref().is_none_or(|(other, ..)| score > *other) {
            best = Some((score, at, labels));
        }
    }
    let Some((_, at, labels)) = best else { return Decision::default() };
    let steps = steps(problem, at, weights, &sums, &states);
    let margins = margins(&steps, weights, &states);
    let mut open = Open::Nothing;
    let mut rows = Vec::with_capacity(labels.len());
    for (seen, &label) in problem.candidates.iter().zip(&labels) {
        rows.push([row_to(problem, at, seen), row_in(open, seen)]);
        open = open.after(seen, label);
    }
    Decision { labels, margins, rows }
}

/// The best score before and with each label that begins something: `(score, state before)`.
fn begins(step: &Step<'_>, scores: &[f32], weights: &Weights, states: &States) -> [(f32, usize); 2] {
    let mut best = [(f32::NEG_INFINITY, 0); 2];
    for (state, (&score, &open)) in scores.iter().zip(&states.opens).enumerate() {
        if score == f32::NEG_INFINITY {
            continue;
        }
        let row = row_in(open, step.seen);
        for (column, best) in best.iter_mut().enumerate() {
            let with = score + weights.of(row, column) + step.alone[column];
            if with > best.0 {
                *best = (with, state);
            }
        }
    }
    best
}

/// The labels that score best under one template.
fn viterbi(steps: &[Step<'_>], weights: &Weights, states: &States) -> (f32, Vec<Label>) {
    let mut scores = vec![f32::NEG_INFINITY; states.opens.len()];
    scores[0] = 0.0;
    // For each step and label, the state before and whether the label beats standing inside.
    let mut back: Vec<[(usize, bool); 2]> = Vec::with_capacity(steps.len());
    for step in steps {
        let best = begins(step, &scores, weights, states);
        scores.iter_mut().for_each(|score| *score += step.inner);
        back.push([0, 1].map(|column| {
            let (with, from) = best[column];
            let target = &mut scores[step.targets[column]];
            let wins = with > *target;
            if wins {
                *target = with;
            }
            (from, wins)
        }));
    }
    let mut state = (0..scores.len()).fold(0, |best, s| if scores[s] > scores[best] { s } else { best });
    let score = scores[state];
    let mut labels = vec![Label::Inner; steps.len()];
    for (n, step) in steps.iter().enumerate().rev() {
        for (column, label) in BEGIN.into_iter().enumerate() {
            let (from, wins) = back[n][column];
            if wins && step.targets[column] == state {
                (labels[n], state) = (label, from);
                break;
            }
        }
    }
    (score, labels)
}

/// For each candidate, the margin of the best labelling over the best one that differs there in whether something
/// begins.
fn margins(steps: &[Step<'_>], weights: &Weights, states: &States) -> Vec<f32> {
    let count = states.opens.len();
    let mut forward = Vec::with_capacity(steps.len());
    let mut scores = vec![f32::NEG_INFINITY; count];
    scores[0] = 0.0;
    for step in steps {
        forward.push(scores.clone());
        let best = begins(step, &scores, weights, states);
        scores.iter_mut().for_each(|score| *score += step.inner);
        for column in [0, 1] {
            let target = &mut scores[step.targets[column]];
            *target = target.max(best[column].0);
        }
    }
    let mut margins = vec![0.0; steps.len()];
    let mut rest = vec![0.0f32; count];
    for (n, step) in steps.iter().enumerate().rev() {
        let before = &forward[n];
        let best = begins(step, before, weights, states);
        let begun = (0..2)
            .map(|column| best[column].0 + rest[step.targets[column]])
            .fold(f32::NEG_INFINITY, f32::max);
        let inner =
            before.iter().zip(&rest).map(|(b, r)| b + r + step.inner).fold(f32::NEG_INFINITY, f32::max);
        margins[n] = (begun - inner).abs();
        let after: Vec<f32> = step.targets.iter().map(|&target| rest[target]).collect();
        for (state, &open) in states.opens.iter().enumerate() {
            let row = row_in(open, step.seen);
            let mut best = rest[state] + step.inner;
            for column in [0, 1] {
                best = best.max(after[column] + weights.of(row, column) + step.alone[column]);
            }
            rest[state] = best;
        }
    }
    margins
}
