//! Query to hits: which talks, in which order, and why.

mod best;
pub mod facets;
pub mod matching;
mod phrase;
mod proximity;
mod ranking;
pub mod scored;
pub mod similar;
mod tally;
pub mod timeline;
pub mod weights;

use crate::Result;
use crate::index::Index;
use crate::query::plan::{Matcher, Plan, Settings};
use crate::query::{Node, plan};
use crate::talk::Talk;
use matching::Matching;
use ranking::{Candidate, Ranking};
use scored::{Scored, intersect};
use serde_json::Value;
use tantivy::DocId;
use weights::Weights;

/// Which talks a query is content with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Talks with all words first, then talks with some.
    #[default]
    AllFirst,
    /// Only talks with all words.
    All,
    /// Talks with any word, whether all or some.
    Any,
}

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    #[default]
    Score,
    /// The newest first, undated last.
    Date,
    /// The best rated first, unrated last.
    Rating,
    /// By title.
    Title,
}

/// What is asked of an index.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The query.
    pub nodes: Vec<Node>,
    /// Filters beside it.
    pub filters: Vec<Matcher>,
    /// How the query is understood.
    pub settings: Settings,
    /// Which talks it is content with.
    pub mode: Mode,
    /// In which order they come.
    pub sort: Sort,
    /// At the most so many hits.
    pub limit: usize,
    /// Hits passed over.
    pub offset: usize,
    /// Whether hits say how their score came about.
    pub explain: bool,
    /// The numbers of the ranking.
    pub weights: Weights,
}

/// A talk that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Place among all hits, from 1.
    pub rank: usize,
    /// Higher is better; hits of equal score are ordered by id.
    pub score: f32,
    /// The talk.
    pub talk: Talk,
    /// How the score came about; its parts add up to it.
    pub explain: Option<Value>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// How the query was understood.
    pub plan: Plan,
    /// Talks found in all.
    pub total: usize,
    /// All of them, in the order of the index.
    pub docs: Vec<DocId>,
    /// The hits asked for.
    pub hits: Vec<Hit>,
}

/// Answers a request.
///
/// # Errors
/// Limits of the query, and I/O errors of the index.
pub fn search(index: &Index, request: &Request) -> Result<Found> {
    let mut plan = plan(&request.nodes, index, &request.settings)?;
    plan.filters.extend(request.filters.iter().cloned());
    let matching = Matching::new(index, &request.weights);
    let parts = plan.clauses.iter().map(|clause| matching.talks(clause)).collect::<Result<Vec<_>>>()?;
    let mut candidates = if parts.is_empty() { everything(index, &plan) } else { gather(&parts) };
    if request.mode == Mode::All {
        candidates.retain(|candidate| candidate.found == parts.len());
    }
    for filter in &plan.filters {
        let kept = matching.talks(filter)?;
        retain(&mut candidates, &kept, true);
    }
    for excluded in &plan.excluded {
        let dropped = matching.talks(excluded)?;
        retain(&mut candidates, &dropped, false);
    }
    let total = candidates.len();
    let docs: Vec<DocId> = candidates.iter().map(|candidate| candidate.doc).collect();
    let ranking = Ranking { index, request, matching: &matching, clauses: &plan.clauses, parts: &parts };
    let ranked = ranking.rank(candidates, request.offset.saturating_add(request.limit))?;
    let first = request.offset.min(ranked.len());
    let mut hits = Vec::with_capacity(ranked.len() - first);
    for (at, (candidate, score)) in ranked.into_iter().skip(first).enumerate() {
        let talk = index.talk(candidate.doc)?;
        let explain = match request.explain {
            true => Some(ranking.explain(&candidate, score, talk.kind)?),
            false => None,
        };
        hits.push(Hit { rank: first + at + 1, score, talk, explain });
    }
    Ok(Found { plan, total, docs, hits })
}

/// What a query without words to rank asks for: all that its filters let through, and nothing without a filter.
fn everything(index: &Index, plan: &Plan) -> Vec<Candidate> {
    let filtered = !plan.filters.is_empty();
    let candidate = |doc| Candidate { doc, sum: 0.0, proximity: 0.0, found: 0 };
    if filtered { index.docs().map(candidate).collect() } else { Vec::new() }
}

/// Adds up the clauses, talk by talk, in the order of the index.
fn gather(parts: &[Vec<Scored>]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    for part in parts {
        let mut merged = Vec::with_capacity(all.len().max(part.len()));
        let mut known = all.iter().peekable();
        for scored in part {
            while let Some(candidate) = known.next_if(|candidate| candidate.doc < scored.doc) {
                merged.push(*candidate);
            }
            let mut candidate = match known.next_if(|candidate| candidate.doc == scored.doc) {
                Some(candidate) => *candidate,
                None => Candidate { doc: scored.doc, sum: 0.0, proximity: 0.0, found: 0 },
            };
            candidate.sum += scored.score;
            candidate.found += 1;
            merged.push(candidate);
        }
        merged.extend(known);
        all = merged;
    }
    all
}

/// Keeps the candidates that are (or are not) in `list`; both in the order of the index.
fn retain(candidates: &mut Vec<Candidate>, list: &[Scored], wanted: bool) {
    let mut list = list.iter().peekable();
    candidates.retain(|candidate| {
        while list.peek().is_some_and(|scored| scored.doc < candidate.doc) {
            list.next();
        }
        list.peek().is_some_and(|scored| scored.doc == candidate.doc) == wanted
    });
}

/// What talks are sorted by, the least first.
fn sort_key(sort: Sort, talk: &Talk) -> (bool, std::cmp::Reverse<String>, String) {
    let newest =
        |text: Option<String>| (text.is_none(), std::cmp::Reverse(text.unwrap_or_default()), String::new());
    match sort {
        Sort::Date => newest(talk.date.clone().or_else(|| talk.year.map(|year| year.to_string()))),
        Sort::Rating => {
            newest(talk.rating.as_ref().and_then(|rating| rating.value).map(|value| format!("{value:.2}")))
        }
        Sort::Title | Sort::Score => {
            (false, std::cmp::Reverse(String::new()), crate::analysis::fold::fold(&talk.title))
        }
    }
}

/// Puts talks in an order other than that of scores; equal ones in that of their ids.
pub fn sort_talks(talks: &mut [Talk], sort: Sort) {
    talks.sort_by_cached_key(|talk| (sort_key(sort, talk), talk.id.clone()));
}

/// Puts talks in the order of the files they come from and of their places in them.
pub fn sort_by_place(talks: &mut [Talk]) {
    talks.sort_by(|a, b| {
        let place = |talk: &Talk| talk.source.first_line;
        a.source.file.cmp(&b.source.file).then(place(a).cmp(&place(b))).then_with(|| a.id.cmp(&b.id))
    });
}

/// The first `count` of `docs` in the order of their ids.
pub fn first_by_id(index: &Index, docs: Vec<DocId>, count: usize) -> Result<Vec<DocId>> {
    best::best(index, docs, count, |&doc| (doc, 0.0))
}

/// Talks that every one of `filters` lets through, in the order of the index; all where there is none.
pub fn filtered(index: &Index, filters: &[Matcher]) -> Result<Vec<DocId>> {
    let weights = Weights::default();
    let matching = Matching::new(index, &weights);
    let mut kept: Vec<Scored> = index.docs().map(|doc| Scored { doc, score: 0.0 }).collect();
    for filter in filters {
        kept = intersect(&kept, &matching.talks(filter)?);
    }
    Ok(kept.into_iter().map(|scored| scored.doc).collect())
}
