//! A search: the plan, what has to be counted for it, and the talks that can be among the best, ranked here.

use super::candidates::Scorer;
use super::condition::query;
use super::order::{self, Order};
use super::statistics::{Described, Whole, filters};
use super::words::Words;
use super::{Cluster, Found, MOST, wanted, which};
use crate::index::Index;
use crate::query::plan::{Matcher, Plan};
use crate::search::statistics::{Condition, Statistics as _, TalkSet as _};
use crate::search::{Mode, Ranked, Request, Sort, filtered_known, outlook, planned, rank_planned};
use crate::talk::Talk;
use crate::{Error, Result};
use rustc_hash::FxHashSet;
use serde_json::{Value, json};
use tantivy::DocId;

/// Talks that are fetched to be ranked: so many for each that is asked for, and so many more. Where one of the best was fetched
/// late, more are fetched.
const FOR_EACH: usize = 3;
const AND_MORE: usize = 20;
/// The share of the fetched talks that the best must be among, in percent.
const EARLY: usize = 60;
/// By how much more are fetched then.
const WIDER: usize = 4;
/// Rounds of questions that a plan may need.
const ROUNDS: usize = 16;

/// What a search found: a slice with the talks at the requested places.
pub(crate) struct Answer {
    pub(crate) slice: Index,
    pub(crate) ranked: Ranked<Described>,
    /// All talks found.
    pub(crate) found: Found,
}

impl Cluster {
    /// Answers a request.
    pub(crate) fn rank(&self, request: &Request) -> Result<Answer> {
        let words = Words::new(self);
        let plan = self.planned(&words, request)?;
        let known = Whole::new(&words, self.larger.manifest.talks);
        let (mut docs, complete) = outlook(&self.empty, &known, &plan, request)?;
        if known.needs_reading() {
            return self.rank_all_read(&docs, known, &plan, request);
        }
        let wanted = request.offset.saturating_add(request.limit);
        let mut size = match (request.limit, request.sort) {
            (0, _) => 0,
            (_, Sort::Score) => wanted.saturating_mul(FOR_EACH).saturating_add(AND_MORE),
            _ => wanted,
        };
        let mut scored = self.scored(&known, &plan, request, &docs, complete)?;
        let wanted_terms = wanted::of(&plan, &known)?;
        loop {
            size = size.min(MOST);
            let talks = self.fetched(&known, &scored, Order::By(request.sort), size)?;
            let slice = self.larger.slice(&talks, Some(&wanted_terms))?;
            let ranked = self.ranked(&slice, &known, &plan, request)?;
            if known.needs_reading() {
                return self.rank_all_read(&ranked.docs, known, &plan, request);
            }
            if ranked.docs.condition != docs.condition {
                // Which talks are found hangs on counts that were estimates before.
                let (found, complete) = outlook(&self.empty, &known, &plan, request)?;
                scored = self.scored(&known, &plan, request, &found, complete)?;
                let is_settled = found.condition == ranked.docs.condition;
                docs = found;
                if is_settled {
                    continue;
                }
            }
            let total = known.count(&ranked.docs)?;
            if wanted > MOST && total > MOST && request.limit > 0 {
                return Err(Error::QueryLimit { what: "hits of one answer from a cluster", limit: MOST });
            }
            let last = ranked.places.iter().map(|place| place.doc as usize).max().unwrap_or_default();
            let is_early = request.sort != Sort::Score || last * 100 <= size * EARLY;
            if is_early || talks.len() < size || size == MOST {
                self.tell_elsewhere(&slice, &ranked, request)?;
                let condition = ranked.docs.condition.clone();
                return Ok(Answer { slice, ranked, found: Found { total, condition } });
            }
            size = size.saturating_mul(WIDER);
        }
    }

    /// Makes the plan of a request; the cluster is asked as often as that needs.
    fn planned(&self, words: &Words<'_>, request: &Request) -> Result<Plan> {
        for _ in 0..ROUNDS {
            let plan = planned(words, request)?;
            if !words.ask()? {
                return Ok(plan);
            }
        }
        Err(self.connection.error("the query needs too many questions"))
    }

    /// Queries for the talks that a plan finds, as its request orders them.
    fn scored(
        &self,
        known: &Whole<'_>,
        plan: &Plan,
        request: &Request,
        docs: &Described,
        complete: Option<Described>,
    ) -> Result<Vec<Value>> {
        if request.sort != Sort::Score {
            return Ok(vec![query(&docs.condition)]);
        }
        let complete = complete.filter(|_| request.mode == Mode::AllFirst);
        let scorer = Scorer::new(&self.empty, known, &request.weights, plan, &docs.condition);
        scorer.queries(&docs.condition, complete.as_ref().map(|complete| &complete.condition))
    }

    /// Ranks the talks of a slice. What an explanation counts beside all else is asked for.
    fn ranked(
        &self,
        slice: &Index,
        known: &Whole<'_>,
        plan: &Plan,
        request: &Request,
    ) -> Result<Ranked<Described>> {
        for _ in 0..ROUNDS {
            let ranked = rank_planned(slice, known, plan.clone(), request)?;
            if known.open().is_empty() {
                return Ok(ranked);
            }
            self.count_open(known)?;
        }
        Err(self.connection.error("the query needs too many questions"))
    }

    /// Counts what is open and fetches the first talks of a query, in one question.
    fn fetched(&self, known: &Whole<'_>, found: &[Value], order: Order, size: usize) -> Result<Vec<Talk>> {
        let open = known.open();
        let mut questions = Vec::new();
        if !open.is_empty() {
            let filters = filters(&open).map_err(|e| self.connection.error(e.to_string()))?;
            questions.push(json!({ "size": 0, "track_total_hits": false, "aggs": { "counts": filters } }));
        }
        if size > 0 {
            let parts = found.iter().flat_map(|found| order::parts(found, order));
            questions.extend(parts.map(|part| {
                json!({
                    "size": size, "track_total_hits": false, "stored_fields": ["talk"], "query": part.query,
                    "sort": part.keys,
                })
            }));
        }
        if questions.is_empty() {
            return Ok(Vec::new());
        }
        let mut answers = self.ask_all(&questions)?.into_iter();
        if !open.is_empty() {
            let answer = answers.next().unwrap_or_default();
            known.note(open.into_iter().zip(self.counts(&answer)?));
        }
        let mut talks = Vec::new();
        for answer in answers {
            talks.extend(self.talks(&answer)?);
        }
        if found.len() > 1 {
            let mut known = FxHashSet::default();
            talks.retain(|talk| known.insert(which(talk)));
        }
        talks.truncate(size);
        Ok(talks)
    }

    /// Answers a request where only their texts tell which talks are found: all are read that may be.
    fn rank_all_read(
        &self,
        docs: &Described,
        known: Whole<'_>,
        plan: &Plan,
        request: &Request,
    ) -> Result<Answer> {
        // Words are counted among all talks, whatever narrows the talks found.
        let mut wide = docs.condition.clone();
        if !plan.clauses.is_empty() {
            let plan = Plan { filters: Vec::new(), excluded: Vec::new(), ..plan.clone() };
            let any = Request { mode: Mode::Any, ..request.clone() };
            wide = outlook(&self.empty, &known, &plan, &any)?.0.condition;
        }
        self.count_open(&known)?;
        let known = known.all_read();
        let talks = self.all(&wide)?;
        let slice = self.larger.slice(&talks, Some(&wanted::of(plan, &known)?))?;
        let ranked = self.ranked(&slice, &known, plan, request)?;
        let found =
            ranked.docs.bits().ones().map(|doc| slice.id(doc as DocId)).collect::<Result<Vec<_>>>()?;
        let found = Found { total: found.len(), condition: Condition::Ids(found) };
        self.tell_elsewhere(&slice, &ranked, request)?;
        Ok(Answer { slice, ranked, found })
    }

    /// Counts what is open, and nothing else.
    pub(super) fn count_open(&self, known: &Whole<'_>) -> Result<()> {
        self.fetched(known, &[], Order::Id, 0).map(drop)
    }

    /// The talks that every one of some filters lets through, and how many there are.
    pub(crate) fn filtered(&self, filters: &[Matcher]) -> Result<Found> {
        let words = Words::new(self);
        let known = Whole::new(&words, self.larger.manifest.talks);
        let kept = filtered_known(&self.empty, &known, filters)?;
        known.count(&kept)?;
        if known.needs_reading() {
            let known = known.all_read();
            let talks = self.all(&kept.condition)?;
            let slice = self.larger.slice(&talks, Some(&wanted::of_matchers(filters, &known)?))?;
            let kept = filtered_known(&slice, &known, filters)?;
            let ids = kept.bits().ones().map(|doc| slice.id(doc as DocId)).collect::<Result<Vec<_>>>()?;
            return Ok(Found { total: ids.len(), condition: Condition::Ids(ids) });
        }
        self.count_open(&known)?;
        Ok(Found { total: known.count(&kept)?, condition: kept.condition })
    }
}
