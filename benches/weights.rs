//! Fits the numbers of the ranking to judged queries, and says how well they do on queries that were left out.
//!
//! `RECAPS_RELEVANCE=FOLDER RECAPS_GOLD=FOLDER cargo bench --bench weights` reads `queries.tsv` with `qrels.tsv` and, where they
//! are, `queries2.tsv` with `qrels2.tsv`, indexes the recaps that each set judges, and prints nDCG@10 of the numbers as they
//! stand, of those fitted to all queries, and of those fitted to one half and judged on the other, both ways. Every second
//! query of a type is in one half. Where the last two differ by much, the numbers are fitted to queries and not to search.

use recaps::corpus::Corpus;
use recaps::evaluation::{DEPTH, Judgeable, JudgedQuery, base_name, judge, read};
use recaps::index::{Index, Options, update};
use recaps::query::parse;
use recaps::search::weights::Weights;
use recaps::search::{Request, rank};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// A number is tried at these shares of what it is.
const STEPS: [f32; 4] = [0.5, 0.75, 1.33, 2.0];
/// Passes over all numbers.
const ROUNDS: usize = 2;
/// A change that gains less over all queries is chance.
const LEAST_GAIN: f64 = 0.02;

/// Judged queries, and the index they are asked of.
struct Set {
    _home: tempfile::TempDir,
    index: Index,
    queries: Vec<JudgedQuery>,
    /// What a document is to a judge.
    talks: HashMap<u32, Judgeable>,
}

impl Set {
    fn new(relevance: &Path, recaps: &Path, number: &str) -> Option<Set> {
        let queries = relevance.join(format!("queries{number}.tsv"));
        let queries = read(&queries, &relevance.join(format!("qrels{number}.tsv"))).ok()?;
        let home = tempfile::tempdir().expect("a temporary folder");
        let corpus = home.path().join("corpus");
        std::fs::create_dir(&corpus).expect("a folder");
        let files: BTreeSet<&String> =
            queries.iter().flat_map(|q| q.grades.keys()).map(|(file, _)| file).collect();
        for file in files {
            std::fs::copy(recaps.join(file), corpus.join(file)).expect("a judged recap");
        }
        let folder = home.path().join("index");
        let corpus = Corpus::from_roots([("corpus".to_owned(), corpus)]);
        update(&folder, &corpus, &Options::default(), &mut |_| {}).expect("a build");
        let index = Index::open(&folder).expect("an index");
        let judgeable = |doc| {
            let talk = index.stored(doc).expect("a talk");
            let lines = (talk.source.first_line, talk.source.last_line);
            (doc, Judgeable { file: base_name(&talk.source.file), lines })
        };
        let talks = index.docs().map(judgeable).collect();
        Some(Set { _home: home, index, queries, talks })
    }

    /// nDCG of a query.
    fn ndcg(&self, query: &JudgedQuery, weights: &Weights) -> f64 {
        let nodes = parse(&query.text).expect("a query");
        let request = Request { nodes, limit: DEPTH, weights: weights.clone(), ..Request::default() };
        let places = rank(&self.index, &request).expect("an answer").places;
        let hits: Vec<Judgeable> = places.iter().map(|place| self.talks[&place.doc].clone()).collect();
        judge(query, &hits).ndcg
    }
}

/// A query of a set, and the half it is in.
type Asked<'s> = (&'s Set, &'s JudgedQuery, bool);

/// Every query, and which half it is in: every second one of a type.
fn asked(sets: &[Set]) -> Vec<Asked<'_>> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut all = Vec::new();
    for set in sets {
        for query in &set.queries {
            let count = seen.entry(&query.kind).or_default();
            *count += 1;
            all.push((set, query, (*count).is_multiple_of(2)));
        }
    }
    all
}

/// The sum of nDCG.
fn sum(queries: &[Asked<'_>], weights: &Weights) -> f64 {
    queries.iter().map(|(set, query, _)| set.ndcg(query, weights)).sum()
}

fn mean(queries: &[Asked<'_>], weights: &Weights) -> f64 {
    sum(queries, weights) / queries.len().max(1) as f64
}

/// The numbers that do best, one changed after the other from where they stand.
fn fit(queries: &[Asked<'_>]) -> Weights {
    let mut weights = Weights::default();
    let mut best = sum(queries, &weights);
    for _ in 0..ROUNDS {
        for name in Weights::NAMES {
            for step in STEPS {
                let mut tried = weights.clone();
                let Some(slot) = tried.slot(name) else { continue };
                *slot *= step;
                let gained = sum(queries, &tried);
                if gained > best + LEAST_GAIN {
                    (weights, best) = (tried, gained);
                }
            }
        }
    }
    weights
}

fn main() {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let (Some(relevance), Some(recaps)) = (folder("RECAPS_RELEVANCE"), folder("RECAPS_GOLD")) else {
        println!("Without RECAPS_RELEVANCE and RECAPS_GOLD there is nothing to fit to.");
        return;
    };
    let sets: Vec<Set> =
        ["", "2"].into_iter().filter_map(|number| Set::new(&relevance, &recaps, number)).collect();
    let all = asked(&sets);
    println!("{} queries, as they stand   {:.4}", all.len(), mean(&all, &Weights::default()));
    let fitted = fit(&all);
    println!("fitted to all               {:.4}", mean(&all, &fitted));
    let (mut present, mut changed) = (Weights::default(), fitted);
    for name in Weights::NAMES {
        let was = present.slot(name).copied();
        let is = changed.slot(name).copied();
        if was != is {
            println!("    {name} {} -> {}", was.unwrap_or_default(), is.unwrap_or_default());
        }
    }
    let mut left_out = 0.0;
    for half in [false, true] {
        let (own, other): (Vec<Asked<'_>>, Vec<Asked<'_>>) = all.iter().partition(|(.., of)| *of == half);
        let fitted = fit(&own);
        println!(
            "fitted to {} of them, there {:.4}, on the others {:.4}",
            own.len(),
            mean(&own, &fitted),
            mean(&other, &fitted)
        );
        left_out += sum(&other, &fitted);
    }
    println!("left out                    {:.4}", left_out / all.len().max(1) as f64);
}
