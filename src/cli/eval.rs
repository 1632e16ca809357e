//! `recaps eval`: how well the ranking agrees with judgments.

use super::report::{note, stdout};
use super::{Common, Format, place};
use crate::Error;
use crate::evaluation::{
    Comparison, DEPTH, Judgeable, JudgedQuery, Metrics, base_name, compare, judge, read, unmatched,
};
use crate::index::Index;
use crate::output::terminal::safe;
use crate::query::parse;
use crate::query::plan::Settings;
use crate::search::weights::Weights;
use crate::search::{Hit, Request, search};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Judge the ranking: nDCG@10, MRR@10, P@1 and recall@10, per type and overall (-v: per query)
///
/// QUERIES holds lines of id, type and query, QRELS lines of id, recap file, first line and grade (0 to 3), with tabs
/// between. The gain of a hit is 2^grade - 1, discounted by log2(rank + 1); MRR@10 and P@1 count grades from 2 on,
/// recall@10 all above 0. With --run scores fall from hit to hit, so that no scorer puts them in another order.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps eval queries.tsv qrels.tsv
  recaps eval queries.tsv qrels.tsv --set synonym=0.6 --set stem=0.9     compare with the present setting
  recaps eval queries.tsv qrels.tsv --run > run.trec                  for other scorers")]
pub(super) struct EvalArgs {
    /// Queries
    queries: PathBuf,
    /// Judgments
    qrels: PathBuf,
    /// Change a number of the ranking, without another index, and compare with the present setting: a word's forms (joined,
    /// stem, family, synonym, prefix, fuzzy), what the thesaurus adds (parts, apart, narrower, purpose, broader, related,
    /// step), names and light words (scattered, light), where words stand (subject, proximity), length and counts (b, k1),
    /// what is missing (nearly, coverage), what recounts no session (section)
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_setting)]
    set: Vec<(String, f32)>,
    /// Print the hits as a TREC run, not the figures
    #[arg(long)]
    run: bool,
    /// Judge only every second query: the even or the odd ones
    #[arg(long, value_enum)]
    half: Option<Half>,
}

impl EvalArgs {
    /// The flag that asks for a run, which has a format of its own.
    pub(super) fn narrowing(&self) -> Option<(&'static str, &'static [Format])> {
        self.run.then_some(("--run", &[Format::Text]))
    }
}

/// Every second query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Half {
    /// The 2nd, 4th, …
    Even,
    /// The 1st, 3rd, …
    Odd,
}

pub(super) fn run(args: &EvalArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let mut queries = read(&args.queries, &args.qrels)?;
    if let Some(half) = args.half {
        let mut place = 0;
        queries.retain(|_| {
            place += 1;
            (place % 2 == 0) == (half == Half::Even)
        });
    }
    let open = place::open(common)?;
    let mut weights = Weights::default();
    let settings = place::settings(common, open.index)?;
    let present = answers(open.index, &queries, &settings, &weights)?;
    let mut out = stdout(common);
    if args.run {
        for (query, hits) in queries.iter().zip(&present) {
            let mut last = f32::INFINITY;
            for hit in hits {
                // Hits of one score are in an order, which a scorer that sorts by scores must not undo.
                last = if hit.score < last { hit.score } else { last.next_down() };
                writeln!(out, "{}\tQ0\t{}\t{}\t{last}\trecaps", safe(&query.id), hit.talk.id, hit.rank)?;
            }
        }
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let judged = judge_all(&queries, &present);
    say_unmatched(&queries, open.index, common)?;
    let changed = if args.set.is_empty() {
        None
    } else {
        for (name, value) in &args.set {
            let slot = weights.slot(name).ok_or_else(|| Error::UnknownWeight { name: name.clone() })?;
            *slot = *value;
        }
        let changed = judge_all(&queries, &answers(open.index, &queries, &settings, &weights)?);
        Some((compare(&judged, &changed), changed))
    };
    match common.format {
        Format::Json | Format::Jsonl => {
            serde_json::to_writer(&mut out, &object(&queries, &judged, changed.as_ref()))?;
            writeln!(out)?;
        }
        _ => text(&mut out, common, &queries, &judged, changed.as_ref())?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn answers(
    index: &Index,
    queries: &[JudgedQuery],
    settings: &Settings,
    weights: &Weights,
) -> anyhow::Result<Vec<Vec<Hit>>> {
    let mut all = Vec::with_capacity(queries.len());
    for query in queries {
        let nodes = parse(&query.text)?;
        let (settings, weights) = (settings.clone(), weights.clone());
        let request = Request { nodes, settings, limit: DEPTH, weights, ..Request::default() };
        all.push(search(index, &request)?.hits);
    }
    Ok(all)
}

/// Judgments without a talk that are named, at the most.
const NAMED: usize = 5;

/// Says which judgments name no talk of the index: they count as missed, whatever the ranking does.
fn say_unmatched(queries: &[JudgedQuery], index: &Index, common: &Common) -> crate::Result<()> {
    let talks = index.docs().map(|doc| index.stored(doc)).collect::<crate::Result<Vec<_>>>()?;
    let judgeable = |talk: &crate::talk::Talk| Judgeable {
        file: base_name(&talk.source.file),
        lines: (talk.source.first_line, talk.source.last_line),
    };
    let indexed: Vec<Judgeable> = talks.iter().map(judgeable).collect();
    let unmatched = unmatched(queries, &indexed);
    let named: Vec<String> =
        unmatched.iter().take(NAMED).map(|(file, line)| format!("{file}:{line}")).collect();
    if !unmatched.is_empty() {
        let units: usize = queries.iter().map(|query| query.grades.len()).sum();
        let more = if unmatched.len() > NAMED { ", …" } else { "" };
        let (none, named) = (unmatched.len(), named.join(", "));
        note(
            common,
            &format!(
                "{none} of the places that {units} judgments name hold no talk of the index: {named}{more}"
            ),
        );
    }
    Ok(())
}

fn judge_all(queries: &[JudgedQuery], answers: &[Vec<Hit>]) -> Vec<Metrics> {
    let judgeable = |hit: &Hit| Judgeable {
        file: base_name(&hit.talk.source.file),
        lines: (hit.talk.source.first_line, hit.talk.source.last_line),
    };
    let judged = queries.iter().zip(answers).map(|(query, hits)| {
        let hits: Vec<Judgeable> = hits.iter().map(judgeable).collect();
        judge(query, &hits)
    });
    judged.collect()
}

/// Means by type, in the order of the alphabet, and over all.
fn means(queries: &[JudgedQuery], judged: &[Metrics]) -> Vec<(String, usize, Metrics)> {
    let mut by_kind: BTreeMap<&str, Vec<&Metrics>> = BTreeMap::new();
    for (query, metrics) in queries.iter().zip(judged) {
        by_kind.entry(&query.kind).or_default().push(metrics);
    }
    let kinds = by_kind.into_iter().map(|(kind, all)| (kind.to_owned(), all.len(), Metrics::mean(all)));
    kinds.chain([("overall".to_owned(), judged.len(), Metrics::mean(judged))]).collect()
}

fn text(
    out: &mut impl Write,
    common: &Common,
    queries: &[JudgedQuery],
    judged: &[Metrics],
    changed: Option<&(Comparison, Vec<Metrics>)>,
) -> std::io::Result<()> {
    let row = |out: &mut dyn Write, name: &str, count: usize, m: &Metrics, more: &str| {
        writeln!(
            out,
            "{name:16} {count:>3}  {:>7.3} {:>7.3} {:>7.3} {:>7.3}{more}",
            m.ndcg, m.mrr, m.p1, m.recall
        )
    };
    writeln!(out, "{:16} {:>3}  {:>7} {:>7} {:>7} {:>7}", "", "n", "nDCG@10", "MRR@10", "P@1", "R@10")?;
    if common.verbose {
        for (at, (query, metrics)) in queries.iter().zip(judged).enumerate() {
            let then = changed.map(|(_, changed)| format!(" → {:.3}", changed[at].ndcg)).unwrap_or_default();
            row(out, &safe(&query.id), 1, metrics, &format!("{then}  {}", safe(&query.text)))?;
        }
    }
    for (kind, count, metrics) in means(queries, judged) {
        row(out, &safe(&kind), count, &metrics, "")?;
    }
    if let Some((comparison, changed)) = changed {
        row(out, "as changed", changed.len(), &Metrics::mean(changed), "")?;
        let Comparison { difference, better, worse, p } = comparison;
        // No minus before nothing.
        let difference = if difference.abs() < 5e-5 { 0.0 } else { *difference };
        writeln!(out, "nDCG {difference:+.4}, better on {better}, worse on {worse}, p = {p:.3}")?;
    }
    Ok(())
}

fn object(
    queries: &[JudgedQuery],
    judged: &[Metrics],
    changed: Option<&(Comparison, Vec<Metrics>)>,
) -> Value {
    let figures = |m: &Metrics| json!({ "ndcg": m.ndcg, "mrr": m.mrr, "p1": m.p1, "recall": m.recall });
    let types: Vec<Value> = means(queries, judged)
        .iter()
        .map(|(kind, count, m)| json!({ "type": kind, "queries": count, "figures": figures(m) }))
        .collect();
    let each: Vec<Value> = queries
        .iter()
        .zip(judged)
        .enumerate()
        .map(|(at, (q, m))| {
            let mut each = json!({ "id": q.id, "type": q.kind, "query": q.text, "figures": figures(m) });
            if let Some((_, changed)) = changed {
                each["changed"] = figures(&changed[at]);
            }
            each
        })
        .collect();
    let changed = changed.map(|(c, changed)| {
        json!({
            "figures": figures(&Metrics::mean(changed)),
            "difference": c.difference, "better": c.better, "worse": c.worse, "p": c.p,
        })
    });
    json!({ "types": types, "queries": each, "changed": changed })
}

fn parse_setting(text: &str) -> Result<(String, f32), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    let value: f32 = value.parse().map_err(|_| format!("{value:?} is no number"))?;
    if !value.is_finite() || value < 0.0 {
        return Err("expected a number that is not negative".to_owned());
    }
    Ok((name.to_owned(), value))
}
