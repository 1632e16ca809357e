//! Relevance: how well a ranking agrees with people's judgments.
//!
//! Queries are lines `id<TAB>type<TAB>query`, judgments lines `id<TAB>recap file<TAB>first line<TAB>grade` of what
//! deserves a grade above 0: 3 is exactly what was asked for, 1 should be seen below the others.

use crate::corpus::{self, Pipes};
use crate::{Error, Result};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// Hits that count.
pub const DEPTH: usize = 10;
/// The highest grade that is read. Judgments go to 3; the gain of a grade doubles with each.
const HIGHEST: u32 = 10;
/// From this grade on a hit answers the query.
const RELEVANT: u32 = 2;

/// A judged query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedQuery {
    /// Its name.
    pub id: String,
    /// What it is an example of.
    pub kind: String,
    /// As typed.
    pub text: String,
    /// Grades of the units that deserve one, by file name and first line.
    pub grades: BTreeMap<(String, u32), u32>,
}

/// A hit, as far as judgments know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgeable {
    /// Name of the recap's file, without folder.
    pub file: String,
    /// Lines of the recap, inclusive.
    pub lines: (u32, u32),
}

/// How well a ranking does; each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Metrics {
    /// Gain 2^grade − 1, discounted by log2(rank + 1), as a share of the best possible.
    pub ndcg: f64,
    /// One divided by the rank of the first hit that answers the query.
    pub mrr: f64,
    /// Whether the first hit answers the query.
    pub p1: f64,
    /// Share of the graded units that were found.
    pub recall: f64,
}

impl Metrics {
    /// The mean of several; zeros for none.
    pub fn mean<'m>(all: impl IntoIterator<Item = &'m Metrics>) -> Metrics {
        let mut mean = Metrics::default();
        let mut count = 0.0f64;
        for metrics in all {
            count += 1.0;
            mean.ndcg += metrics.ndcg;
            mean.mrr += metrics.mrr;
            mean.p1 += metrics.p1;
            mean.recall += metrics.recall;
        }
        let count = count.max(1.0);
        Metrics {
            ndcg: mean.ndcg / count,
            mrr: mean.mrr / count,
            p1: mean.p1 / count,
            recall: mean.recall / count,
        }
    }
}

/// Reads queries and their judgments.
///
/// # Errors
/// I/O errors, and [`Error::BadLine`] for a line that cannot be read.
pub fn read(queries: &Path, judgments: &Path) -> Result<Vec<JudgedQuery>> {
    let mut judged = Vec::new();
    let mut places = HashMap::new();
    for (line, [id, kind, text]) in rows(queries, ["id", "type", "query"])? {
        if places.insert(id.clone(), judged.len()).is_some() {
            return Err(bad(queries, line, format!("a second query {id}")));
        }
        judged.push(JudgedQuery { id, kind, text, grades: BTreeMap::new() });
    }
    for (line, [id, file, first, grade]) in rows(judgments, ["id", "recap file", "first line", "grade"])? {
        let place = places.get(&id).ok_or_else(|| bad(judgments, line, format!("no query {id}")))?;
        let number = |text: &str| {
            text.parse::<u32>().map_err(|_| bad(judgments, line, format!("{text:?} is no number")))
        };
        let grade = number(&grade)?;
        if grade > HIGHEST {
            return Err(bad(judgments, line, format!("a grade of {grade}: {HIGHEST} is the highest")));
        }
        judged[*place].grades.insert((base_name(&file), number(&first)?), grade);
    }
    Ok(judged)
}

/// Bytes of a file of queries or of judgments.
const LARGEST: u64 = 256 << 20;

/// The rows of a tab-separated file that has these columns, with their lines.
fn rows<const N: usize>(path: &Path, columns: [&str; N]) -> Result<Vec<(usize, [String; N])>> {
    let text = corpus::text(path, LARGEST, Pipes::Read).map_err(|e| Error::io(path, e))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let cells = <[String; N]>::try_from(cells).map_err(|cells| {
            let (found, names) = (cells.len(), columns.join(", "));
            bad(
                path,
                index + 1,
                format!("{N} columns with a tab between are expected ({names}), not {found}"),
            )
        })?;
        rows.push((index + 1, cells));
    }
    Ok(rows)
}

fn bad(path: &Path, line: usize, reason: String) -> Error {
    Error::BadLine { path: path.into(), line, reason }
}

/// A path's last part.
pub fn base_name(file: &str) -> String {
    file.rsplit('/').next().unwrap_or(file).to_owned()
}

/// Judges the hits of a query, the best first. A unit that is found twice counts once.
pub fn judge(query: &JudgedQuery, hits: &[Judgeable]) -> Metrics {
    let mut seen = HashSet::new();
    let grades: Vec<u32> = hits
        .iter()
        .take(DEPTH)
        .map(|hit| {
            let inside = query.grades.iter().filter(|((file, first), _)| {
                *file == hit.file && (hit.lines.0..=hit.lines.1).contains(first)
            });
            let best = inside.max_by_key(|(_, grade)| **grade);
            best.filter(|(unit, _)| seen.insert(*unit)).map_or(0, |(_, grade)| *grade)
        })
        .collect();
    let mut ideal: Vec<u32> = query.grades.values().copied().collect();
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let first = grades.iter().position(|&grade| grade >= RELEVANT);
    let possible = gain(&ideal[..ideal.len().min(DEPTH)]);
    Metrics {
        ndcg: if possible > 0.0 { gain(&grades) / possible } else { 0.0 },
        mrr: first.map_or(0.0, |rank| 1.0 / (rank + 1) as f64),
        p1: f64::from(first == Some(0)),
        recall: grades.iter().filter(|&&grade| grade > 0).count() as f64 / ideal.len().max(1) as f64,
    }
}

/// Discounted cumulative gain.
fn gain(grades: &[u32]) -> f64 {
    let discounted =
        |(rank, grade): (usize, &u32)| (f64::from(*grade).exp2() - 1.0) / ((rank + 2) as f64).log2();
    grades.iter().enumerate().map(discounted).sum()
}

/// Judgments that no talk answers to: the recap is not indexed, or no talk of it holds the line. `indexed` are all talks.
pub fn unmatched(queries: &[JudgedQuery], indexed: &[Judgeable]) -> Vec<(String, u32)> {
    let mut by_file: HashMap<&str, Vec<(u32, u32)>> = HashMap::new();
    for talk in indexed {
        by_file.entry(&talk.file).or_default().push(talk.lines);
    }
    let is_there = |file: &str, line: u32| {
        by_file.get(file).is_some_and(|all| all.iter().any(|(first, last)| (*first..=*last).contains(&line)))
    };
    let units: std::collections::BTreeSet<&(String, u32)> =
        queries.iter().flat_map(|query| query.grades.keys()).collect();
    units.into_iter().filter(|(file, line)| !is_there(file, *line)).cloned().collect()
}

/// How two rankings compare, query by query.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Mean difference of nDCG, the second less the first.
    pub difference: f64,
    /// Queries the second does better on.
    pub better: usize,
    /// Queries it does worse on.
    pub worse: usize,
    /// How often chance alone would make the means differ as much: a paired randomisation test, 10,000 draws.
    pub p: f64,
}

/// Compares two rankings of the same queries.
pub fn compare(first: &[Metrics], second: &[Metrics]) -> Comparison {
    let differences: Vec<f64> = first.iter().zip(second).map(|(a, b)| b.ndcg - a.ndcg).collect();
    let sum: f64 = differences.iter().sum();
    const DRAWS: u32 = 10_000;
    // A fixed xorshift: the same comparison gives the same figure.
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    let mut as_large = 0u32;
    for _ in 0..DRAWS {
        let mut drawn = 0.0;
        for difference in &differences {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            drawn += if state >> 63 == 0 { *difference } else { -difference };
        }
        as_large += u32::from(drawn.abs() >= sum.abs() - 1e-12);
    }
    Comparison {
        difference: sum / differences.len().max(1) as f64,
        better: differences.iter().filter(|&&d| d > 1e-9).count(),
        worse: differences.iter().filter(|&&d| d < -1e-9).count(),
        p: f64::from(as_large) / f64::from(DRAWS),
    }
}
