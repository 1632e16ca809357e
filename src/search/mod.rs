//! Query to hits: which talks, in which order, and why.

mod best;
mod candidate;
mod clause;
mod cursor;
pub mod explanation;
pub mod facets;
mod lookup;
mod matching;
mod occurrences;
mod order;
mod phrase;
mod placed;
mod proximity;
mod ranking;
mod reader;
mod scoring;
pub mod similar;
mod spellings;
mod spread;
pub mod statistics;
mod subject;
pub mod timeline;
pub mod weights;

pub use order::listed;

use crate::Result;
use crate::index::vocabulary::Vocabulary;
use crate::index::{Index, documents};
use crate::query::plan::{Matcher, Plan, Role, Settings};
use crate::query::{Node, plan};
use crate::talk::Talk;
use clause::Clause;
use explanation::Explanation;
use fixedbitset::FixedBitSet;
pub(crate) use matching::Matching;
use ranking::Ranking;
use statistics::{Own, Statistics, TalkSet};
use tantivy::DocId;
use weights::Weights;

/// Which talks are enough for a query: those with all clauses, or with some.
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

/// A request to an index.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The query.
    pub nodes: Vec<Node>,
    /// Filters beside it.
    pub filters: Vec<Matcher>,
    /// How the query is understood.
    pub settings: Settings,
    /// Which talks are enough.
    pub mode: Mode,
    /// In which order they come.
    pub sort: Sort,
    /// The maximum number of hits.
    pub limit: usize,
    /// Hits passed over.
    pub offset: usize,
    /// Whether hits say how their score came about.
    pub explain: bool,
    /// Whether hits leave out which other recaps cover the same session.
    pub alone: bool,
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
    /// The explanation of the score; its parts add up to it.
    pub explain: Option<Explanation>,
    /// Whether it matches all clauses of the query.
    pub is_complete: bool,
}

/// The result of a search.
#[derive(Clone, Debug)]
pub struct Found<S = FixedBitSet> {
    /// The plan of the query.
    pub plan: Plan,
    /// Talks found in all.
    pub total: usize,
    /// Those of them that match all clauses of the query.
    pub complete: usize,
    /// All of them; of an index in a folder a bit for every document.
    pub docs: S,
    /// The requested hits.
    pub hits: Vec<Hit>,
}

impl<S> Found<S> {
    /// The same, its talks put in another way.
    pub(crate) fn map<T>(self, map: impl FnOnce(S) -> T) -> Found<T> {
        let Found { plan, total, complete, docs, hits } = self;
        Found { plan, total, complete, docs: map(docs), hits }
    }
}

/// A talk that was found and not read yet.
#[derive(Clone, Debug)]
pub struct Place {
    /// Place among all hits, from 1.
    pub rank: usize,
    /// Higher is better.
    pub score: f32,
    /// Its document.
    pub doc: DocId,
    /// The explanation of the score.
    pub explain: Option<Explanation>,
    /// Whether it matches all clauses of the query.
    pub is_complete: bool,
}

/// The result of a search, before any talk is read.
#[derive(Clone, Debug)]
pub struct Ranked<S = FixedBitSet> {
    /// The plan of the query.
    pub plan: Plan,
    /// All talks found.
    pub docs: S,
    /// How many of them match all clauses of the query.
    pub complete: usize,
    /// The requested places, in order.
    pub places: Vec<Place>,
}

/// Answers a request.
///
/// # Errors
/// Limits of the query, and I/O errors of the index.
pub fn search(index: &Index, request: &Request) -> Result<Found> {
    let Ranked { plan, docs, complete, places } = rank(index, request)?;
    let hits = hits(index, places, request.alone)?;
    Ok(Found { total: docs.count_ones(..), complete, plan, docs, hits })
}

/// Reads the talks at some places.
pub(crate) fn hits(index: &Index, places: Vec<Place>, alone: bool) -> Result<Vec<Hit>> {
    let hit = |Place { rank, score, doc, explain, is_complete }| {
        let talk = if alone { index.talk_alone(doc)? } else { index.talk(doc)? };
        Ok(Hit { rank, score, talk, explain, is_complete })
    };
    places.into_iter().map(hit).collect()
}

/// Answers a request without reading the talks.
///
/// # Errors
/// Limits of the query, and I/O errors of the index.
pub fn rank(index: &Index, request: &Request) -> Result<Ranked> {
    rank_planned(index, &Own::of(index), planned(index, request)?, request)
}

/// The plan of a request, its filters included.
pub(crate) fn planned(vocabulary: &dyn Vocabulary, request: &Request) -> Result<Plan> {
    let mut plan = plan(&request.nodes, vocabulary, &request.settings)?;
    plan.filters.extend(request.filters.iter().cloned());
    Ok(plan)
}

/// Ranks the talks of an index for a plan, by counts of all talks.
pub(crate) fn rank_planned<K: Statistics>(
    index: &Index,
    known: &K,
    plan: Plan,
    request: &Request,
) -> Result<Ranked<K::Set>> {
    let matching = Matching::new(index, known, &request.weights);
    let Matched { clauses, roles, docs, complete } = matched(&matching, &plan, request)?;
    let sections = matching.sections()?;
    let ranking = Ranking {
        request,
        matching: &matching,
        matchers: &plan.clauses,
        clauses: &clauses,
        roles: &roles,
        sections: &sections,
    };
    let all = complete.as_ref().unwrap_or(&docs).bits();
    let ranked = ranking.rank(docs.bits(), all, request.offset.saturating_add(request.limit))?;
    let mut places = Vec::with_capacity(ranked.len());
    for (at, candidate) in ranked.into_iter().enumerate().skip(request.offset) {
        let explain = if request.explain { Some(ranking.explain(&candidate)?) } else { None };
        let is_complete = complete.is_none() || all.contains(candidate.doc as usize);
        places.push(Place { rank: at + 1, score: candidate.score, doc: candidate.doc, explain, is_complete });
    }
    let complete = known.count(complete.as_ref().unwrap_or(&docs))?;
    Ok(Ranked { plan, docs, complete, places })
}

/// The talks that a plan finds, and those where all clauses match, if these are not the same; all that has to be counted is.
pub(crate) fn outlook<K: Statistics>(
    index: &Index,
    known: &K,
    plan: &Plan,
    request: &Request,
) -> Result<(K::Set, Option<K::Set>)> {
    let matching = Matching::new(index, known, &request.weights);
    let Matched { docs, complete, .. } = matched(&matching, plan, request)?;
    known.count(&docs)?;
    known.count(complete.as_ref().unwrap_or(&docs))?;
    Ok((docs, complete))
}

/// What a plan finds.
struct Matched<S> {
    /// Its clauses, each with its role.
    clauses: Vec<Clause>,
    roles: Vec<Role>,
    /// The talks found, and those where all clauses match, if these are not the same.
    docs: S,
    complete: Option<S>,
}

/// Finds the talks of a plan.
fn matched<K: Statistics>(
    matching: &Matching<'_, K>,
    plan: &Plan,
    request: &Request,
) -> Result<Matched<K::Set>> {
    let clauses = plan.clauses.iter().map(|clause| matching.clause(clause));
    let mut clauses = clauses.collect::<Result<Vec<_>>>()?;
    let roles =
        (0..clauses.len()).map(|at| plan.roles.get(at).copied().unwrap_or_default()).collect::<Vec<_>>();
    for (clause, role) in clauses.iter_mut().zip(&roles) {
        let share = request.weights.role(*role);
        clause.idf *= share;
        clause.score.scale(share);
    }
    let narrows = !plan.filters.is_empty() || !plan.excluded.is_empty();
    let (mut docs, mut complete) = found(matching, &clauses, &roles, narrows);
    if request.mode == Mode::All
        && let Some(complete) = complete.take()
    {
        docs = complete;
    }
    for filter in &plan.filters {
        docs.intersect_with(&matching.docs(filter)?);
    }
    for excluded in &plan.excluded {
        docs.difference_with(&matching.docs(excluded)?);
    }
    if let Some(complete) = &mut complete {
        complete.intersect_with(&docs);
    }
    let clauses = clauses.into_iter().map(Clause::of_bits).collect();
    Ok(Matched { clauses, roles, docs, complete })
}

/// The talks where any clause matches, and those where all do, if these are not the same. A query without words to rank
/// finds all talks that pass its filters. Without filter or exclusion it finds none.
fn found<K: Statistics>(
    matching: &Matching<'_, K>,
    clauses: &[Clause<K::Set>],
    roles: &[Role],
    has_filters: bool,
) -> (K::Set, Option<K::Set>) {
    let Some((first, rest)) = clauses.split_first() else {
        return (if has_filters { matching.every_talk() } else { matching.none() }, None);
    };
    let mut any = first.docs.clone();
    let mut all = matching.every_talk();
    for (clause, role) in clauses.iter().zip(roles) {
        any.union_with(&clause.docs);
        if *role != Role::Optional {
            all.intersect_with(&clause.near);
        }
    }
    if rest.is_empty() && any.is_same(&all) {
        return (any, None);
    }
    (any, Some(all))
}

/// The first `count` of `docs` in the order of their ids.
pub fn first_by_id(index: &Index, docs: &FixedBitSet, count: usize) -> Result<Vec<DocId>> {
    let docs = documents(docs).map(|doc| (doc, 0.0)).collect();
    Ok(best::best(index, docs, count)?.into_iter().map(|(doc, _)| doc).collect())
}

/// Talks that every one of `filters` lets through, a bit for every document of the index; all where there is none.
pub fn filtered(index: &Index, filters: &[Matcher]) -> Result<FixedBitSet> {
    filtered_known(index, &Own::of(index), filters)
}

/// The same, by counts of all talks.
pub(crate) fn filtered_known<K: Statistics>(index: &Index, known: &K, filters: &[Matcher]) -> Result<K::Set> {
    let weights = Weights::default();
    let matching = Matching::new(index, known, &weights);
    let mut kept = matching.every_talk();
    for filter in filters {
        kept.intersect_with(&matching.docs(filter)?);
    }
    Ok(kept)
}
