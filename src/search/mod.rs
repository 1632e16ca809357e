//! Query to hits: which talks, in which order, and why.

mod best;
pub mod facets;
pub mod matching;
mod phrase;
mod proximity;
pub mod scored;
pub mod similar;
mod tally;
pub mod timeline;
pub mod weights;

use crate::Result;
use crate::index::Index;
use crate::query::plan::{Matcher, Plan, Settings};
use crate::query::{Node, plan};
use crate::talk::{Kind, Talk};
use matching::Matching;
use scored::{Scored, intersect};
use serde_json::{Value, json};
use tantivy::DocId;
use weights::{TIER, Weights};

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

/// So many of the best talks are looked at for where their words stand.
const LOOKED_AT: usize = 256;

/// A talk on its way to be a hit.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    doc: DocId,
    /// Worth of the words found.
    sum: f32,
    /// Worth of their standing together.
    proximity: f32,
    /// How many clauses were found.
    found: usize,
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

struct Ranking<'a> {
    index: &'a Index,
    request: &'a Request,
    matching: &'a Matching<'a>,
    clauses: &'a [Matcher],
    /// The talks of each clause.
    parts: &'a [Vec<Scored>],
}

type Ranked = (Candidate, f32);

impl Ranking<'_> {
    /// The best `count` candidates with their scores, in order.
    fn rank(&self, candidates: Vec<Candidate>, count: usize) -> Result<Vec<Ranked>> {
        let sections = self.matching.sections()?;
        let candidates = self.promising(candidates, count);
        let score =
            |candidate: Candidate| (candidate, self.score(&candidate, kind(&sections, candidate.doc)));
        let scored: Vec<Ranked> = candidates.into_iter().map(score).collect();
        let key = |(candidate, score): &Ranked| (candidate.doc, *score);
        if self.request.sort == Sort::Score {
            // Where words stand counts among the best only: to look it up costs more than all the rest. It never takes a
            // talk below those that are not looked at.
            let mut ranked = best::best(self.index, scored, count.max(LOOKED_AT), key)?;
            let rest = ranked.split_off(LOOKED_AT.min(ranked.len()));
            let looked_at = self.look(ranked, &sections)?;
            let mut ranked = best::best(self.index, looked_at, count, key)?;
            ranked.extend(rest);
            ranked.truncate(count);
            return Ok(ranked);
        }
        let mut keyed = Vec::with_capacity(scored.len());
        for (candidate, score) in scored {
            let talk = self.index.stored(candidate.doc)?;
            keyed.push((sort_key(self.request.sort, &talk), talk.id, candidate, score));
        }
        keyed.sort_by(|a, b| (&a.0, &a.1, a.2.doc).cmp(&(&b.0, &b.1, b.2.doc)));
        let page = keyed.into_iter().take(count).map(|(_, _, candidate, score)| (candidate, score));
        let page: Vec<Ranked> = page.collect();
        let looked_at = self.look(page.clone(), &sections)?;
        let scores = |doc| looked_at.iter().find(|(candidate, _)| candidate.doc == doc).copied();
        Ok(page.into_iter().map(|ranked| scores(ranked.0.doc).unwrap_or(ranked)).collect())
    }

    /// The candidates that can be among the best `count`: where enough talks have all words, no other can.
    fn promising(&self, mut candidates: Vec<Candidate>, count: usize) -> Vec<Candidate> {
        let has_all = |candidate: &Candidate| candidate.found == self.clauses.len();
        let tiers =
            self.request.sort == Sort::Score && self.request.mode != Mode::Any && self.clauses.len() > 1;
        if tiers && candidates.iter().filter(|candidate| has_all(candidate)).count() >= count.max(LOOKED_AT) {
            candidates.retain(has_all);
        }
        candidates
    }

    /// Adds what it is worth that words stand together.
    fn look(&self, mut ranked: Vec<Ranked>, sections: &[Scored]) -> Result<Vec<Ranked>> {
        ranked.sort_unstable_by_key(|(candidate, _)| candidate.doc);
        let docs: Vec<DocId> = ranked.iter().map(|(candidate, _)| candidate.doc).collect();
        let closest = proximity::bonuses(self.matching, self.clauses, self.parts, &docs)?;
        for ((candidate, score), bonus) in ranked.iter_mut().zip(closest) {
            candidate.proximity = bonus;
            *score = self.score(candidate, kind(sections, candidate.doc));
        }
        Ok(ranked)
    }

    fn score(&self, candidate: &Candidate, kind: Kind) -> f32 {
        let worth = (candidate.sum + candidate.proximity) * self.request.weights.kind(kind);
        if self.clauses.is_empty() {
            0.0
        } else if self.request.mode == Mode::Any {
            worth
        } else if candidate.found == self.clauses.len() {
            TIER + worth
        } else {
            let share = candidate.found as f32 / self.clauses.len() as f32;
            let worth = worth * share.powf(self.request.weights.coverage);
            TIER * worth / (TIER + worth)
        }
    }

    /// How the score came about: the worth of each clause, then what was added for the whole; they add up.
    fn explain(&self, candidate: &Candidate, score: f32, kind: Kind) -> Result<Value> {
        let mut clauses = Vec::new();
        let mut sum = 0.0;
        for (clause, part) in self.clauses.iter().zip(self.parts) {
            let Ok(at) = part.binary_search_by_key(&candidate.doc, |s| s.doc) else { continue };
            sum += part[at].score;
            let mut entry = json!({ "score": part[at].score });
            if let Matcher::Forms { label, forms, area } = clause {
                let occurrences = self.matching.occurrences(forms, *area, candidate.doc)?;
                entry["word"] = json!(label);
                entry["rarity"] = json!(self.matching.rarity(part.len()));
                entry["occurrences"] = occurrences
                    .iter()
                    .map(|o| {
                        json!({
                            "area": o.area.as_str(),
                            "relation": o.relation.as_str(),
                            "tf": o.tf,
                            "strength": o.strength,
                        })
                    })
                    .collect();
            }
            clauses.push(entry);
        }
        let together = sum + candidate.proximity;
        let section = together * self.request.weights.kind(kind) - together;
        Ok(json!({
            "clauses": clauses,
            "proximity": candidate.proximity,
            "section": section,
            "coverage": score - together - section,
            "score": score,
        }))
    }
}

/// What the ranking must know of the kind of a talk.
fn kind(sections: &[Scored], doc: DocId) -> Kind {
    let is_section = sections.binary_search_by_key(&doc, |section| section.doc).is_ok();
    if is_section { Kind::Section } else { Kind::Talk }
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
