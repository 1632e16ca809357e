//! Candidates to hits: the score of each, which are the best, and how their scores came about.

use super::best::{self, Best};
use super::candidate::{Candidate, Found};
use super::clause::Clause;
use super::explanation::{ClauseScore, Explanation, WordScore};
use super::matching::Matching;
use super::statistics::Statistics;
use super::weights::TIER;
use super::{Mode, Request, Sort, order, proximity, scoring, subject};
use crate::Result;
use crate::query::plan::{Form, Matcher, Name, Role};
use crate::talk::Kind;
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use tantivy::DocId;

/// The best talks are compared by where their words stand: this many of them.
const LOOKED_AT: usize = 32;

/// Ranks the talks that a request found.
pub(super) struct Ranking<'a, K> {
    pub(super) request: &'a Request,
    pub(super) matching: &'a Matching<'a, K>,
    pub(super) matchers: &'a [Matcher],
    /// The results of the matchers.
    pub(super) clauses: &'a [Clause],
    /// The role of each in the query.
    pub(super) roles: &'a [Role],
    /// The units that recount no session.
    pub(super) sections: &'a FixedBitSet,
}

impl<K: Statistics> Ranking<'_, K> {
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
            if complete.count_ones(..) < count {
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

    /// Passes to `best` those of `docs` that could be among the best by the scores of their clauses. All or none of them match
    /// all clauses, except where that makes no difference.
    fn take(&self, docs: &FixedBitSet, best: &mut Best<Candidate>) -> Result<()> {
        let is_complete = docs.minimum().is_some_and(|doc| self.found(doc as DocId).all);
        scoring::each(self.matching, self.clauses, docs, |doc, scores| {
            let is_section = self.sections.contains(doc as usize);
            let found = self.found(doc);
            let score = self.score(scores.iter().sum(), found, is_section);
            if score >= best.least() {
                let scores = scores.into();
                best.push(Candidate { doc, is_section, scores, found, proximity: 0.0, subject: 0.0, score });
            }
            self.needed(best.least(), is_complete)
        })
    }

    /// The least sum of the clauses of a talk with which it scores `least`: the inverse of [`Ranking::score`],
    /// for all clauses or all but one.
    fn needed(&self, least: f32, is_complete: bool) -> f32 {
        if least <= 0.0 {
            return f32::NEG_INFINITY;
        }
        let factor = self.factor(false).max(self.factor(true)).max(f32::MIN_POSITIVE);
        let score = if self.request.mode == Mode::Any {
            least
        } else if is_complete {
            least - TIER
        } else if least < TIER {
            // The share of a talk is at most the whole.
            least * TIER / (TIER - least)
        } else {
            f32::INFINITY
        };
        score / factor
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

    /// The part of the request that a talk has. A match that is only near the request counts for a part.
    fn found(&self, doc: DocId) -> Found {
        let (mut all, mut found, mut whole) = (true, 0.0, 0.0);
        for (clause, role) in self.clauses.iter().zip(self.roles) {
            let is_near = clause.near.contains(doc as usize);
            let weight = clause.idf.max(f32::MIN_POSITIVE);
            all &= is_near || *role == Role::Optional;
            whole += weight;
            found += weight * clause.share(doc, &self.request.weights);
        }
        let share = if whole > 0.0 { (found / whole).powf(self.request.weights.coverage) } else { 0.0 };
        Found { all, share }
    }

    /// Adds the bonuses for where words stand.
    fn look(&self, mut candidates: Vec<Candidate>) -> Result<Vec<Candidate>> {
        candidates.sort_unstable_by_key(|candidate| candidate.doc);
        let bonuses = proximity::bonuses(self.matching, self.matchers, &candidates)?;
        let subjects = subject::bonuses(self.matching, self.matchers, &candidates)?;
        for (candidate, (bonus, subject)) in candidates.iter_mut().zip(bonuses.into_iter().zip(subjects)) {
            (candidate.proximity, candidate.subject) = (bonus, subject);
            candidate.score = self.score(candidate.together(), candidate.found, candidate.is_section);
        }
        Ok(candidates)
    }

    /// The score of a talk, given the sum of its clauses and bonuses.
    fn score(&self, together: f32, found: Found, is_section: bool) -> f32 {
        let score = together * self.factor(is_section);
        if self.clauses.is_empty() {
            0.0
        } else if self.request.mode == Mode::Any {
            score
        } else if found.all {
            TIER + score
        } else {
            let score = score * found.share;
            TIER * score / (TIER + score)
        }
    }

    fn factor(&self, is_section: bool) -> f32 {
        self.request.weights.kind(if is_section { Kind::Section } else { Kind::Talk })
    }

    /// How the score came about.
    pub(super) fn explain(&self, candidate: &Candidate) -> Result<Explanation> {
        let mut clauses = Vec::new();
        for ((matcher, clause), &score) in self.matchers.iter().zip(self.clauses).zip(&candidate.scores) {
            // A word that is too frequent to find a talk by the name it is of counts where another clause found it.
            if score != 0.0 || clause.docs.contains(candidate.doc as usize) {
                clauses.push(ClauseScore { score, word: self.word(matcher, clause, candidate.doc)? });
            }
        }
        let together = candidate.together();
        let section = together * self.factor(candidate.is_section) - together;
        Ok(Explanation {
            clauses,
            proximity: candidate.proximity,
            subject: candidate.subject,
            section,
            coverage: candidate.score - together - section,
            score: candidate.score,
        })
    }

    /// How the word of a clause meets a talk; `None` where the clause asks for no word.
    fn word(&self, matcher: &Matcher, clause: &Clause, doc: DocId) -> Result<Option<WordScore>> {
        let alternatives = match matcher {
            Matcher::Any(any) => any.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut word: Option<WordScore> = None;
        for alternative in alternatives {
            let (label, forms, field) = match alternative {
                Matcher::Forms { label, forms, field } => (label, forms.clone(), *field),
                Matcher::Name(name) => (&name.label, of_name(name), None),
                _ => continue,
            };
            let occurrences = self.matching.occurrences(&forms, field, clause.idf, doc)?;
            let new = || WordScore { label: label.clone(), idf: clause.idf, occurrences: Vec::new() };
            word.get_or_insert_with(new).occurrences.extend(occurrences);
        }
        Ok(word)
    }
}

/// The forms of a name and of its words, each once, as what they are to the name.
fn of_name(name: &Name) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for (form, relation) in name.forms() {
        if !forms.iter().any(|known| known.term == form.term) {
            forms.push(Form { term: form.term.clone(), relation });
        }
    }
    forms
}
