//! `recaps eval`: how well the ranking agrees with judgments.

use super::report::{note, print, stdout};
use super::{Common, place};
use crate::Error;
use crate::engine::{Engine, Wanted};
use crate::evaluation::{DEPTH, Judgeable, JudgedQuery, Metrics, base_name, compare, judge, read, unmatched};
use crate::output::formats::Shape;
use crate::output::judged::{Judged, write_run};
use crate::query::parse;
use crate::query::plan::Settings;
use crate::search::weights::Weights;
use crate::search::{Hit, Request, Sort};
use crate::talk::Source;
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
    /// stem, family, cognate, synonym, perhaps, prefix, fuzzy), what the thesaurus adds (parts, apart, narrower, purpose, reworded, broader, related,
    /// step), names and light words (named, scattered, light), where words stand (subject, proximity), length and counts (b, k1),
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
    pub(super) fn narrowing(&self) -> Option<(&'static str, Shape)> {
        self.run.then_some(("--run", Shape::Lines))
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
    let settings = place::settings(common, open.index())?;
    let present = answers(open.engine(), &queries, &settings, &weights)?;
    if args.run {
        let mut out = stdout(common);
        write_run(&mut out, &queries, &present)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let figures = judge_all(&queries, &present);
    say_unmatched(&queries, open.engine(), common)?;
    let changed = if args.set.is_empty() {
        None
    } else {
        for (name, value) in &args.set {
            let slot = weights.slot(name).ok_or_else(|| Error::UnknownWeight { name: name.clone() })?;
            *slot = *value;
        }
        let changed = judge_all(&queries, &answers(open.engine(), &queries, &settings, &weights)?);
        Some((compare(&figures, &changed), changed))
    };
    print(common, false, &Judged { queries: &queries, figures, changed, each: common.verbose })?;
    Ok(ExitCode::SUCCESS)
}

fn answers(
    engine: Engine<'_>,
    queries: &[JudgedQuery],
    settings: &Settings,
    weights: &Weights,
) -> anyhow::Result<Vec<Vec<Hit>>> {
    let mut all = Vec::with_capacity(queries.len());
    for query in queries {
        let nodes = parse(&query.text)?;
        let (settings, weights) = (settings.clone(), weights.clone());
        let request = Request { nodes, settings, limit: DEPTH, weights, ..Request::default() };
        all.push(engine.search(&request)?.hits);
    }
    Ok(all)
}

/// Judgments without a talk that are named, at the most.
const NAMED: usize = 5;

/// Says which judgments name no talk of the index: they count as missed, whatever the ranking does.
fn say_unmatched(queries: &[JudgedQuery], engine: Engine<'_>, common: &Common) -> anyhow::Result<()> {
    let mut sources = Vec::new();
    let all =
        Wanted { sort: Sort::Score, offset: 0, limit: usize::MAX, is_reversed: false, elsewhere: false };
    engine.pages(&engine.filtered(&[])?, all, &mut |index, docs| {
        for &doc in docs {
            sources.push(index.stored(doc)?.source);
        }
        Ok(())
    })?;
    let judgeable = |source: &Source| Judgeable {
        file: base_name(&source.file),
        lines: (source.first_line, source.last_line),
    };
    let indexed: Vec<Judgeable> = sources.iter().map(judgeable).collect();
    let unmatched = unmatched(queries, &indexed);
    let named: Vec<String> =
        unmatched.iter().take(NAMED).map(|(file, line)| format!("{file}:{line}")).collect();
    let unjudged = queries.iter().filter(|query| query.grades.values().all(|grade| *grade == 0)).count();
    if unjudged > 0 {
        let all = queries.len();
        note(common, &format!("{unjudged} of {all} queries without a judgment above 0: they count as 0"));
    }
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

fn parse_setting(text: &str) -> Result<(String, f32), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    let value: f32 = value.parse().map_err(|_| format!("{value:?} is no number"))?;
    if !value.is_finite() || value < 0.0 {
        return Err("expected a number that is not negative".to_owned());
    }
    Ok((name.to_owned(), value))
}
