//! A plan as the cluster scores it: nearly as this program does, to find the talks that can be among the best.
//!
//! The cluster's BM25 counts a term with an idf of its own, which is taken out of the weight of each form here. What it cannot
//! count, how much of a query a talk holds and how near its words stand, the last scoring sees to.

use super::condition::{self, MOST_TERMS};
use super::statistics::Whole;
use crate::Result;
use crate::index::Index;
use crate::index::TalkField;
use crate::query::plan::{Form, Matcher, Name, Plan};
use crate::search::Matching;
use crate::search::statistics::{Condition, List, Listed};
use crate::search::weights::{TIER, Weights, idf};
use serde_json::{Value, json};

/// Terms that are scored one by one at most, those of all words together; the others find talks without a score.
const MOST_SCORED: usize = 480;
/// The least for a word.
const LEAST_SCORED: usize = 6;
/// No idf is lower where it divides.
const LEAST_IDF: f32 = 1e-3;
/// How much higher talks with all words score: more than any score.
const ABOVE: f32 = 50.0 * TIER;

/// Makes scoring queries of plans.
pub(super) struct Scorer<'a, 'c> {
    index: &'a Index,
    known: &'a Whole<'c>,
    weights: &'a Weights,
    plan: &'a Plan,
    matching: Matching<'a, Whole<'c>>,
    /// Terms of a word that are scored one by one, and of all words.
    most: usize,
    room: usize,
}

impl<'a, 'c> Scorer<'a, 'c> {
    /// For a plan and the talks that it finds.
    pub(super) fn new(
        index: &'a Index,
        known: &'a Whole<'c>,
        weights: &'a Weights,
        plan: &'a Plan,
        found: &Condition,
    ) -> Scorer<'a, 'c> {
        let words = plan.clauses.iter().map(words).sum::<usize>();
        let room = MOST_SCORED.min(MOST_TERMS.saturating_sub(condition::terms(found)));
        let most = (room / words.max(2)).max(LEAST_SCORED);
        Scorer { index, known, weights, matching: Matching::new(index, known, weights), plan, most, room }
    }

    /// Queries for the talks that meet `found`, scored by the clauses of the plan, those that meet `complete` before the others:
    /// one, or one for each where the cluster takes no more terms.
    pub(super) fn queries(&self, found: &Condition, complete: Option<&Condition>) -> Result<Vec<Value>> {
        let terms = condition::terms(found) + complete.map_or(0, condition::terms);
        if terms + self.room <= condition::MOST_TERMS {
            let complete = complete.map(condition::query);
            return Ok(vec![self.query(&condition::query(found), complete.as_ref())?]);
        }
        let each = complete.into_iter().chain([found]);
        each.map(|condition| self.query(&condition::query(condition), None)).collect()
    }

    fn query(&self, found: &Value, complete: Option<&Value>) -> Result<Value> {
        let mut scores = Vec::with_capacity(self.plan.clauses.len() + 1);
        for (at, matcher) in self.plan.clauses.iter().enumerate() {
            let role = self.plan.roles.get(at).copied().unwrap_or_default();
            scores.extend(self.matcher(matcher, self.weights.role(role))?);
        }
        scores.extend(
            complete.map(|complete| json!({ "constant_score": { "filter": complete, "boost": ABOVE } })),
        );
        Ok(json!({ "bool": { "filter": [found], "should": scores } }))
    }

    /// The talks that any clause finds, scored by all clauses, each with a weight.
    pub(super) fn weighed(&self, shares: &[f32]) -> Result<Value> {
        let mut scores = Vec::with_capacity(self.plan.clauses.len());
        for (matcher, share) in self.plan.clauses.iter().zip(shares) {
            scores.extend(self.matcher(matcher, *share)?);
        }
        Ok(sum(scores).unwrap_or_else(|| json!({ "match_none": {} })))
    }

    /// What scores a matcher for a share; `None` for what only narrows.
    fn matcher(&self, matcher: &Matcher, share: f32) -> Result<Option<Value>> {
        let all = |matchers: &[Matcher]| -> Result<Vec<Value>> {
            let scored = matchers.iter().map(|matcher| self.matcher(matcher, share));
            Ok(scored.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
        };
        Ok(match matcher {
            Matcher::Forms { forms, field, .. } => self.forms(forms, *field, share)?,
            Matcher::Name(name) => self.name(name, share)?,
            Matcher::Typed { matcher, .. } => self.matcher(matcher, share)?,
            Matcher::Any(any) => best(all(any)?),
            Matcher::All(matchers) => sum(all(matchers)?),
            _ => None,
        })
    }

    fn name(&self, name: &Name, share: f32) -> Result<Option<Value>> {
        let mut ways: Vec<Value> = self.forms(&name.whole, None, share)?.into_iter().collect();
        for spelling in &name.spellings {
            let factor = share * self.weights.relation(spelling.relation);
            let mut words = Vec::with_capacity(spelling.words.len());
            for word in &spelling.words {
                let factor = if word.is_light { factor * self.weights.light } else { factor };
                words.extend(self.forms(&word.forms, None, factor)?);
            }
            ways.extend(sum(words));
        }
        Ok(best(ways))
    }

    /// The best of the forms of a word.
    fn forms(&self, forms: &[Form], field: Option<TalkField>, share: f32) -> Result<Option<Value>> {
        let forms = self.matching.needed(self.matching.spread(forms, field)?, field)?;
        // What the body alone holds the cluster cannot tell: it is scored as if all of the talk held it.
        let field = field.filter(|field| *field != TalkField::Body);
        let listed = forms.iter().filter_map(|form| {
            let listed = self.known.held_listed(Listed::of(&form.term, field).into_owned())?;
            Some((form.relation, self.known.at_most(&listed), listed))
        });
        let listed: Vec<_> = listed.collect();
        let own = listed.iter().filter(|(relation, ..)| relation.is_own()).map(|(_, held, _)| *held).max();
        let held = own.or_else(|| listed.iter().map(|(_, held, _)| *held).max()).unwrap_or_default();
        let own_idf = idf(held, self.index.talks());
        let mut terms = 0;
        let fits = |(.., listed): &&(_, _, Listed<'static>)| {
            terms += condition::terms(&Condition::Holds(listed.clone()));
            terms <= self.most
        };
        let fitting = listed.iter().take_while(fits).count().max(1).min(listed.len());
        let (scored, others) = listed.split_at(fitting);
        let mut queries: Vec<Value> = scored
            .iter()
            .map(|(relation, held, listed)| {
                let weight = self.matching.weight(*relation, *held, own_idf) * own_idf * share;
                boosted(listed, weight / self.idf_of_cluster(listed).max(LEAST_IDF))
            })
            .collect();
        let others: Vec<&str> = others
            .iter()
            .filter_map(|(.., listed)| match listed {
                Listed::Term(List::Words, term) => Some(term.as_ref()),
                _ => None,
            })
            .collect();
        if !others.is_empty() {
            queries.push(json!({ "terms": { "words": others } }));
        }
        Ok(best(queries))
    }

    /// The idf that the cluster counts a term with.
    fn idf_of_cluster(&self, listed: &Listed<'_>) -> f32 {
        let of = |list: List, term: &str| idf(self.known.frequency_in(list, term), self.index.talks());
        match listed {
            Listed::Term(list, term) => of(*list, term),
            Listed::Row(list, slots) | Listed::Near(list, slots) => {
                slots.iter().flatten().map(|term| of(*list, term)).sum()
            }
        }
    }
}

/// How many words a matcher has, each with forms of its own.
fn words(matcher: &Matcher) -> usize {
    match matcher {
        Matcher::Forms { .. } => 1,
        Matcher::Name(name) => 1 + name.spellings.iter().map(|spelling| spelling.words.len()).sum::<usize>(),
        Matcher::Typed { matcher, .. } => words(matcher),
        Matcher::Any(all) | Matcher::All(all) => all.iter().map(words).sum(),
        _ => 0,
    }
}

/// A term with a weight.
fn boosted(listed: &Listed<'_>, boost: f32) -> Value {
    match listed {
        Listed::Term(list, term) => {
            json!({ "term": { condition::field(*list): { "value": term, "boost": boost } } })
        }
        others => json!({ "bool": { "must": [condition::holds(others)], "boost": boost } }),
    }
}

fn best(mut queries: Vec<Value>) -> Option<Value> {
    match queries.len() {
        0 | 1 => queries.pop(),
        _ => Some(json!({ "dis_max": { "queries": queries } })),
    }
}

fn sum(mut queries: Vec<Value>) -> Option<Value> {
    match queries.len() {
        0 | 1 => queries.pop(),
        _ => Some(json!({ "bool": { "should": queries } })),
    }
}
