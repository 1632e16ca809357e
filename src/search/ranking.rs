//! Candidates to hits: what each is worth as a whole, which are the best, and how their scores came about.

use super::best::{self, Best};
use super::matching::{Clause, Matching};
use super::weights::TIER;
use super::{Mode, Request, Sort, order, proximity, scoring};
use crate::Result;
use crate::query::plan::Matcher;
use crate::talk::Kind;
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use tantivy::DocId;

/// So many of the best talks are looked at for where their words stand.
const LOOKED_AT: usize = 32;

/// A talk that matches.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) doc: DocId,
    /// Whether it recounts no session.
    is_section: bool,
    /// What each clause is worth in it; 0 where it does not match.
    pub(super) worths: Box<[f32]>,
    /// How many clauses match.
    found: usize,
    /// Worth of their standing together.
    proximity: f32,
    pub(super) score: f32,
}

/// Ranks the talks that a request found.
pub(super) struct Ranking<'a> {
    pub(super) request: &'a Request,
    pub(super) matching: &'a Matching<'a>,
    pub(super) matchers: &'a [Matcher],
    /// What the matchers found.
    pub(super) clauses: &'a [Clause],
    /// The units that recount no session.
    pub(super) sections: &'a FixedBitSet,
}

impl Ranking<'_> {
    /// The best `count` of `docs`, in order; `complete` are those of them where all clauses match.
    pub(super) fn rank(
        &self,
        docs: &FixedBitSet,
        complete: &FixedBitSet,
        count: usize,
    ) -> Result<Vec<Candidate>> {
        let index = self.matching.index();
        if self.request.sort != Sort::Score {
            return self.sorted(docs, complete, count);
        }
        // Where words stand counts among the best only: to look it up costs more than all the rest. It never takes a talk
        // below those that are not looked at.
        let mut best = Best::new(count.max(LOOKED_AT));
        if self.request.mode == Mode::Any {
            self.take(docs, &mut best)?;
        } else {
            // Where enough talks match all clauses, no other can be among the best.
            self.take(complete, &mut best)?;
            if complete.count_ones(..) < count && self.clauses.len() > 1 {
                let mut others = docs.clone();
                others.difference_with(complete);
                self.take(&others, &mut best)?;
            }
        }
        let mut ranked = best.ranked(index)?;
        let rest = ranked.split_off(LOOKED_AT.min(ranked.len()));
        let mut ranked = best::best(index, self.look(ranked)?, count)?;
        ranked.extend(rest);
        ranked.truncate(count);
        Ok(ranked)
    }

    /// Shows `best` those of `docs` that could be among them as far as their clauses tell. All or none of them match all
    /// clauses, but where that makes no difference.
    fn take(&self, docs: &FixedBitSet, best: &mut Best<Candidate>) -> Result<()> {
        let is_complete = docs.minimum().is_some_and(|doc| self.found(doc as DocId) == self.clauses.len());
        scoring::each(self.matching, self.clauses, docs, |doc, worths| {
            let is_section = self.sections.contains(doc as usize);
            let found = self.found(doc);
            let score = self.score(worths.iter().sum(), found, is_section);
            if score >= best.least() {
                let worths = worths.into();
                best.push(Candidate { doc, is_section, worths, found, proximity: 0.0, score });
            }
            self.needed(best.least(), is_complete)
        })
    }

    /// What the clauses of a talk must be worth together at least for a score of `least`: the inverse of [`Ranking::score`],
    /// for all clauses or all but one.
    fn needed(&self, least: f32, is_complete: bool) -> f32 {
        if least <= 0.0 {
            return f32::NEG_INFINITY;
        }
        let factor = self.factor(false).max(self.factor(true)).max(f32::MIN_POSITIVE);
        let worth = if self.request.mode == Mode::Any {
            least
        } else if is_complete {
            least - TIER
        } else if least < TIER {
            let share = self.share(self.clauses.len().saturating_sub(1)).max(f32::MIN_POSITIVE);
            least * TIER / (TIER - least) / share
        } else {
            f32::INFINITY
        };
        worth / factor
    }

    /// For how much of its worth a talk counts where so many clauses match.
    fn share(&self, found: usize) -> f32 {
        (found as f32 / self.clauses.len() as f32).powf(self.request.weights.coverage)
    }

    /// The first `count` of `docs` in an order other than that of scores.
    fn sorted(&self, docs: &FixedBitSet, complete: &FixedBitSet, count: usize) -> Result<Vec<Candidate>> {
        let first = order::sorted(self.matching.index(), docs, self.request.sort, count)?;
        let mut page = self.matching.index().none();
        first.iter().for_each(|doc| page.insert(*doc as usize));
        let mut complete = complete.clone();
        complete.intersect_with(&page);
        page.difference_with(&complete);
        let mut best = Best::new(count);
        self.take(&complete, &mut best)?;
        self.take(&page, &mut best)?;
        let mut looked_at: FxHashMap<DocId, Candidate> = FxHashMap::default();
        looked_at.extend(self.look(best.into_all())?.into_iter().map(|candidate| (candidate.doc, candidate)));
        Ok(first.into_iter().filter_map(|doc| looked_at.remove(&doc)).collect())
    }

    /// How many clauses match in a talk.
    fn found(&self, doc: DocId) -> usize {
        self.clauses.iter().filter(|clause| clause.docs.contains(doc as usize)).count()
    }

    /// Adds what it is worth that words stand together.
    fn look(&self, mut candidates: Vec<Candidate>) -> Result<Vec<Candidate>> {
        candidates.sort_unstable_by_key(|candidate| candidate.doc);
        let bonuses = proximity::bonuses(self.matching, self.matchers, &candidates)?;
        for (candidate, bonus) in candidates.iter_mut().zip(bonuses) {
            candidate.proximity = bonus;
            candidate.score = self.score(candidate.together(), candidate.found, candidate.is_section);
        }
        Ok(candidates)
    }

    /// What a talk is worth in all, given what its clauses are worth together.
    fn score(&self, together: f32, found: usize, is_section: bool) -> f32 {
        let worth = together * self.factor(is_section);
        if self.clauses.is_empty() {
            0.0
        } else if self.request.mode == Mode::Any {
            worth
        } else if found == self.clauses.len() {
            TIER + worth
        } else {
            let worth = worth * self.share(found);
            TIER * worth / (TIER + worth)
        }
    }

    fn factor(&self, is_section: bool) -> f32 {
        self.request.weights.kind(if is_section { Kind::Section } else { Kind::Talk })
    }

    /// How the score came about: the worth of each clause, then what was added for the whole; they add up.
    pub(super) fn explain(&self, candidate: &Candidate) -> Result<Value> {
        let mut clauses = Vec::new();
        for ((matcher, clause), worth) in self.matchers.iter().zip(self.clauses).zip(&candidate.worths) {
            if !clause.docs.contains(candidate.doc as usize) {
                continue;
            }
            let mut entry = json!({ "score": worth });
            if let Matcher::Forms { label, forms, area } = matcher {
                let occurrences = self.matching.occurrences(forms, *area, candidate.doc)?;
                entry["word"] = json!(label);
                entry["rarity"] = json!(self.matching.rarity(&clause.docs));
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
        let together = candidate.together();
        let section = together * self.factor(candidate.is_section) - together;
        Ok(json!({
            "clauses": clauses,
            "proximity": candidate.proximity,
            "section": section,
            "coverage": candidate.score - together - section,
            "score": candidate.score,
        }))
    }
}

impl Candidate {
    /// The worth of all clauses, and of their standing together.
    fn together(&self) -> f32 {
        self.worths.iter().sum::<f32>() + self.proximity
    }
}

impl best::Scored for Candidate {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn score(&self) -> f32 {
        self.score
    }
}
