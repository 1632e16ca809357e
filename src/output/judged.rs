//! What `recaps eval` says: how well the ranking agrees with judgments.

use super::results::{Appearance, Object, Results};
use super::terminal::safe;
use crate::evaluation::{Comparison, JudgedQuery, Metrics};
use crate::search::Hit;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Below this, a difference of nDCG is printed as none: no minus stands before a zero.
const NO_DIFFERENCE: f64 = 5e-5;

/// Judged queries, and the figures of each.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The queries.
    pub queries: &'a [JudgedQuery],
    /// The figures of each.
    pub figures: Vec<Metrics>,
    /// The figures of each with changed weights, and what the change came to; `None` where none was asked for.
    pub changed: Option<(Comparison, Vec<Metrics>)>,
    /// Whether people are shown the figures of each query, too.
    pub each: bool,
}

impl Judged<'_> {
    /// Means by type, in the order of the alphabet, and over all.
    fn means(&self) -> Vec<(&str, usize, Metrics)> {
        let mut by_kind: BTreeMap<&str, Vec<&Metrics>> = BTreeMap::new();
        for (query, metrics) in self.queries.iter().zip(&self.figures) {
            by_kind.entry(&query.kind).or_default().push(metrics);
        }
        let kinds = by_kind.into_iter().map(|(kind, all)| (kind, all.len(), Metrics::mean(all)));
        kinds.chain([("overall", self.figures.len(), Metrics::mean(&self.figures))]).collect()
    }

    /// The figures of a query, and with changed weights.
    fn query(&self, at: usize) -> (&JudgedQuery, &Metrics, Option<&Metrics>) {
        let changed = self.changed.as_ref().map(|(_, changed)| &changed[at]);
        (&self.queries[at], &self.figures[at], changed)
    }
}

impl Results for Judged<'_> {
    fn text(&self, out: &mut dyn Write, _: &Appearance) -> io::Result<()> {
        writeln!(out, "{:16} {:>3}  {:>7} {:>7} {:>7} {:>7}", "", "n", "nDCG@10", "MRR@10", "P@1", "R@10")?;
        if self.each {
            for at in 0..self.queries.len() {
                let (query, metrics, changed) = self.query(at);
                let then = changed.map(|changed| format!(" → {:.3}", changed.ndcg)).unwrap_or_default();
                row(out, &safe(&query.id), 1, metrics, &format!("{then}  {}", safe(&query.text)))?;
            }
        }
        for (kind, count, metrics) in self.means() {
            row(out, &safe(kind), count, &metrics, "")?;
        }
        if let Some((comparison, changed)) = &self.changed {
            row(out, "as changed", changed.len(), &Metrics::mean(changed), "")?;
            let Comparison { difference, better, worse, p } = comparison;
            let difference = if difference.abs() < NO_DIFFERENCE { 0.0 } else { *difference };
            writeln!(out, "nDCG {difference:+.4}, better on {better}, worse on {worse}, p = {p:.3}")?;
        }
        Ok(())
    }

    fn object(&self) -> Object<'_> {
        let types: Vec<Value> = self
            .means()
            .iter()
            .map(|(kind, count, m)| json!({ "type": kind, "queries": count, "figures": figures(m) }))
            .collect();
        let each = (0..self.queries.len()).map(|at| {
            let (query, metrics, changed) = self.query(at);
            let mut each = json!({
                "id": query.id, "type": query.kind, "query": query.text, "figures": figures(metrics),
            });
            if let Some(changed) = changed {
                each["changed"] = figures(changed);
            }
            each
        });
        let each: Vec<Value> = each.collect();
        let changed = self.changed.as_ref().map(|(comparison, changed)| {
            let Comparison { difference, better, worse, p } = comparison;
            json!({
                "figures": figures(&Metrics::mean(changed)),
                "difference": difference, "better": better, "worse": worse, "p": p,
            })
        });
        Box::new(json!({ "types": types, "queries": each, "changed": changed }))
    }
}

/// A line of figures.
fn row(out: &mut dyn Write, name: &str, count: usize, metrics: &Metrics, more: &str) -> io::Result<()> {
    let Metrics { ndcg, mrr, p1, recall } = metrics;
    writeln!(out, "{name:16} {count:>3}  {ndcg:>7.3} {mrr:>7.3} {p1:>7.3} {recall:>7.3}{more}")
}

fn figures(metrics: &Metrics) -> Value {
    json!({ "ndcg": metrics.ndcg, "mrr": metrics.mrr, "p1": metrics.p1, "recall": metrics.recall })
}

/// Writes the hits of queries as a run of TREC, for other scorers.
///
/// # Errors
/// Those of `out`.
pub fn write_run(out: &mut impl Write, queries: &[JudgedQuery], answers: &[Vec<Hit>]) -> io::Result<()> {
    for (query, hits) in queries.iter().zip(answers) {
        let mut last = f32::INFINITY;
        for hit in hits {
            // Hits of one score are in an order, which a scorer that sorts by scores must not undo.
            last = if hit.score < last { hit.score } else { last.next_down() };
            writeln!(out, "{}\tQ0\t{}\t{}\t{last}\trecaps", safe(&query.id), hit.talk.id, hit.rank)?;
        }
    }
    Ok(())
}
