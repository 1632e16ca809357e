//! Fits the weights of the outline to recaps that people have cut, and says how well they do.
//!
//! `RECAPS_GOLD=FOLDER cargo bench --bench fit` prints the figures: with weights fitted to all recaps, and for each blog
//! with weights fitted to the others. The recaps of the project are learnt from too. `-- --renew` writes the weights into
//! `src/recap/data/weights.tsv`, and the figures into `benches/fit/figures.tsv`; `-- --quick` leaves a third of the blogs
//! out at a time; `-- --wrong` prints the lines that are read otherwise than the gold, and why. Without a folder of
//! annotated recaps there is nothing to fit to, and it says so.

mod figures;
#[path = "../../tests/layouts/mod.rs"]
mod layouts;
mod learn;

use layouts::gold::{self, Annotated};
use layouts::layout::Layout;
use learn::Case;
use recaps::recap::fitting::{self, Label, Problem, Weights};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What the gold says of the candidates of a recap, and which of them open a session.
fn labels(recap: &Annotated, problem: &Problem) -> (Vec<Label>, Vec<bool>) {
    let units = &recap.gold.units;
    let opened = |line: u32| units.iter().position(|unit| unit.first_line == line);
    let mut taken = vec![false; units.len()];
    let firsts: Vec<Option<usize>> = problem
        .candidates
        .iter()
        .map(|seen| {
            // Two candidates of one line: the first opens the unit.
            let unit = opened(seen.line).filter(|&unit| !taken[unit])?;
            taken[unit] = true;
            Some(unit)
        })
        .collect();
    let mut labels = Vec::with_capacity(firsts.len());
    for (n, seen) in problem.candidates.iter().enumerate() {
        let inside = units.iter().any(|unit| (unit.first_line..=unit.last_line).contains(&seen.line));
        labels.push(match firsts[n] {
            Some(unit) => {
                let next = problem.candidates[n + 1..].iter().zip(&firsts[n + 1..]);
                let under = next.take_while(|(other, _)| other.level > seen.level);
                let groups = under.into_iter().any(|(_, first)| first.is_some());
                if seen.titles || groups && units[unit].kind != "talk" { Label::Groups } else { Label::Opens }
            }
            None if inside => Label::Inner,
            None => Label::Groups,
        });
    }
    let sessions = firsts.iter().map(|unit| unit.is_some_and(|unit| units[unit].kind != "section")).collect();
    (labels, sessions)
}

fn case(recap: &Annotated, weight: f64) -> Case {
    let problem = fitting::problem(&recap.document);
    let (labels, sessions) = labels(recap, &problem);
    Case::new(problem, labels, &sessions, weight)
}

/// Layouts of each recap to learn from, and to judge by.
const LEARNT: usize = 20;
const JUDGED: usize = 60;

/// How much a recap as it was written counts, against all its other layouts together.
const OWN: f64 = 3.0;

/// A recap with the same recap in other layouts.
struct Sample {
    recap: Annotated,
    others: Vec<(Layout, Annotated)>,
    cases: Vec<Case>,
}

impl Sample {
    fn new(recap: Annotated) -> Sample {
        let others = layouts::transposed(&recap, JUDGED);
        let mut cases = vec![case(&recap, OWN)];
        cases.extend(others.iter().take(LEARNT).map(|(_, other)| case(other, 1.0 / LEARNT as f64)));
        Sample { recap, others, cases }
    }
}

/// Does a thing for every item on both cores; the answers come in the order of the items.
fn on_two<T: Sync, U: Send>(items: &[T], each: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let each = &each;
    let halves: Vec<Vec<(usize, U)>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            .map(|half| {
                scope.spawn(move || {
                    let own = items.iter().enumerate().filter(|(n, _)| n % 2 == half);
                    own.map(|(n, item)| (n, each(item))).collect()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
    });
    let mut all: Vec<(usize, U)> = halves.into_iter().flatten().collect();
    all.sort_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, answer)| answer).collect()
}

fn main() {
    let Some(folder) = std::env::var_os("RECAPS_GOLD").map(PathBuf::from) else {
        return println!("skipped: RECAPS_GOLD names no folder of recaps with a folder gold");
    };
    let argument = |name: &str| std::env::args().any(|argument| argument == name);
    let samples: Vec<Sample> =
        gold::read(&folder, &folder.join("gold")).into_iter().map(Sample::new).collect();
    let own: Vec<Sample> = gold::of_project().into_iter().map(Sample::new).collect();
    let cases_of = |out: &[&str]| -> Vec<&Case> {
        let others = samples.iter().filter(|t| !out.contains(&t.recap.blog()));
        // A bundled recap names its blog somewhere.
        let own = own.iter().filter(|t| !out.iter().any(|out| t.recap.name.contains(out)));
        others.chain(own).flat_map(|t| &t.cases).collect()
    };
    let mut blogs: Vec<&str> = samples.iter().map(|t| t.recap.blog()).collect();
    blogs.dedup();
    // Each blog is left out by itself, or with others where figures are wanted soon.
    let at_once = if argument("--quick") { blogs.len().div_ceil(3) } else { 1 };
    let mut outs: Vec<&[&str]> = blogs.chunks(at_once).collect();
    outs.push(&[]);
    let mut fits = on_two(&outs, |out| learn::fit(&cases_of(out)));
    let all = fits.pop().expect("the weights fitted to all");
    let without = |blog: &str| -> Weights {
        let at = outs.iter().position(|out| out.contains(&blog)).expect("a blog");
        fits[at].clone()
    };
    if argument("--wrong") {
        samples.iter().for_each(|one| show_wrong(one, &without(one.recap.blog())));
    }
    let table = figures::table(&samples, &all, without);
    print!("{table}");
    if argument("--renew") {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        write_weights(&project.join("src/recap/data/weights.tsv"), &all);
        std::fs::write(project.join("benches/fit/figures.tsv"), table).expect("written");
    }
}

/// Prints the candidates that weights read otherwise than the gold, and units that no candidate opens.
fn show_wrong(sample: &Sample, weights: &Weights) {
    let others = sample.others.iter().map(|(layout, other)| (Some(layout), other));
    let all = std::iter::once((None, &sample.recap)).chain(others);
    for (layout, recap) in all {
        let problem = fitting::problem(&recap.document);
        let (labels, _) = labels(recap, &problem);
        let decision = fitting::decide(&problem, weights);
        let line = |n: u32| recap.document.text.split('\n').nth(n as usize - 1).unwrap_or_default();
        println!("== {} {layout:?}", recap.name);
        for (n, seen) in problem.candidates.iter().enumerate() {
            if labels[n] != decision.labels[n] {
                let (read, gold) = (decision.labels[n], labels[n]);
                println!(
                    "{} {read:?}, not {gold:?} ({:.1}): {:.90}",
                    seen.line,
                    decision.margins[n],
                    line(seen.line)
                );
                let mut evidence = seen.evidence.clone();
                evidence.0.extend(decision.rows[n].map(|row| (row, 1.0)));
                for (column, name) in ["opens", "groups"].into_iter().enumerate() {
                    let weighed = evidence.weighed(weights, column);
                    let mut terms: Vec<_> = weighed.named().collect();
                    terms.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
                    let terms: Vec<String> =
                        terms.iter().map(|(name, w)| format!("{name} {w:+.1}")).collect();
                    println!("      {name}: {}", terms.join(", "));
                }
            }
        }
        for unit in &recap.gold.units {
            if !problem.candidates.iter().any(|seen| seen.line == unit.first_line) {
                println!("{} no candidate: {:.90}", unit.first_line, line(unit.first_line));
            }
        }
    }
}

/// Puts the weights into the table, which keeps its order and its words.
fn write_weights(path: &Path, weights: &Weights) {
    let table = std::fs::read_to_string(path).expect("the table");
    let fitted: BTreeMap<&str, [f32; 2]> = Weights::names().zip(weights.rows.iter().copied()).collect();
    let mut written = String::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            [name, alone, _, _, what] if fitted.contains_key(name) => {
                let [opens, groups] = fitted[name];
                let _ = writeln!(written, "{name}\t{alone}\t{opens}\t{groups}\t{what}");
            }
            _ => {
                let _ = writeln!(written, "{line}");
            }
        }
    }
    std::fs::write(path, written).expect("written");
}
