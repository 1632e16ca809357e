//! Candidates to hits: what each is worth as a whole, which are the best, and how their scores came about.

use super::matching::Matching;
use super::scored::Scored;
use super::weights::TIER;
use super::{Mode, Request, Sort, best, proximity, sort_key};
use crate::Result;
use crate::index::Index;
use crate::query::plan::Matcher;
use crate::talk::Kind;
use serde_json::{Value, json};
use tantivy::DocId;

/// So many of the best talks are looked at for where their words stand.
const LOOKED_AT: usize = 256;

/// A talk on its way to be a hit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) doc: DocId,
    /// Worth of the words found.
    pub(super) sum: f32,
    /// Worth of their standing together.
    pub(super) proximity: f32,
    /// How many clauses were found.
    pub(super) found: usize,
}

/// Ranks the candidates of a request.
pub(super) struct Ranking<'a> {
    pub(super) index: &'a Index,
    pub(super) request: &'a Request,
    pub(super) matching: &'a Matching<'a>,
    pub(super) clauses: &'a [Matcher],
    /// The talks of each clause.
    pub(super) parts: &'a [Vec<Scored>],
}

pub(super) type Ranked = (Candidate, f32);

impl Ranking<'_> {
    /// The best `count` candidates with their scores, in order.
    pub(super) fn rank(&self, candidates: Vec<Candidate>, count: usize) -> Result<Vec<Ranked>> {
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
    pub(super) fn explain(&self, candidate: &Candidate, score: f32, kind: Kind) -> Result<Value> {
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
