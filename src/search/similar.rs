//! Talks similar to a talk: those that share the words that have the highest tf-idf in it.

use super::best::Best;
use super::matching::Matching;
use super::statistics::{Own, Statistics};
use super::weights::{Weights, idf};
use super::{Found, Hit, scoring};
use crate::Result;
use crate::analysis::{is_stop_word, stem, words};
use crate::index::Index;
use crate::index::vocabulary::Vocabulary;
use crate::query::plan::{Form, Matcher, Plan, Relation, Term};
use crate::talk::{Kind, Talk};
use std::collections::BTreeMap;
use tantivy::DocId;

/// Number of words that represent a talk.
const REPRESENTATIVE: usize = 24;
/// Number of words of the body that one word of the title counts for.
const TITLE: f32 = 3.0;
/// The lowest score of a similar talk, as a share of the score of the talk itself.
pub(crate) const FLOOR: f32 = 0.1;
/// The least number of representative words that a similar talk shares: a single word may be chance.
const LEAST_SHARED: usize = 2;
/// Words held by more than this share of the talks do not distinguish a talk; those of so few do, however few talks there are.
const COMMON: f32 = 0.4;
const FEW: f32 = 2.0;

/// The talks most like the talk `doc`, itself left out, at most `limit`. Scores are comparable within one answer.
pub fn similar(index: &Index, doc: DocId, limit: usize, weights: &Weights) -> Result<Found> {
    let likeness = Likeness::of(&index.talk(doc)?, index, index.talks())?;
    likeness.similar(index, &Own::of(index), doc, limit, weights)
}

/// The words that represent a talk.
#[derive(Clone, Debug)]
pub(crate) struct Likeness {
    /// A clause for each.
    pub(crate) plan: Plan,
    /// How much each counts.
    pub(crate) shares: Vec<f32>,
}

impl Likeness {
    /// Of a talk, given the words of all talks and their number.
    pub(crate) fn of(talk: &Talk, vocabulary: &dyn Vocabulary, talks: u32) -> Result<Likeness> {
        let (mut plan, mut shares) = (Plan::default(), Vec::new());
        for (word, count) in informative_words(talk, vocabulary, talks)? {
            let mut forms = vec![Form { term: Term::Surface(word.clone()), relation: Relation::Exact }];
            let stems = stem::stems(&word, &word);
            forms.extend(
                stems.into_iter().map(|stem| Form { term: Term::Stem(stem), relation: Relation::Stem }),
            );
            plan.clauses.push(Matcher::Forms { label: word.clone(), forms, field: None });
            plan.terms.push(word);
            shares.push(count.sqrt());
        }
        Ok(Likeness { plan, shares })
    }

    /// What the only talk of an index scores itself, by counts of all talks.
    pub(crate) fn own<K: Statistics>(&self, index: &Index, known: &K, weights: &Weights) -> Result<f32> {
        let matching = Matching::new(index, known, weights);
        let clauses = self.plan.clauses.iter().map(|matcher| Ok(matching.clause(matcher)?.of_bits()));
        let clauses = clauses.collect::<Result<Vec<_>>>()?;
        let mut own = 0.0;
        scoring::each(&matching, &clauses, &index.living(), |_, scores| {
            own = scores.iter().zip(&self.shares).map(|(score, share)| score * share).sum();
            f32::NEG_INFINITY
        })?;
        Ok(own)
    }

    /// The talks of an index that are most like the talk `doc` of it, by counts of all talks.
    pub(crate) fn similar<K: Statistics>(
        self,
        index: &Index,
        known: &K,
        doc: DocId,
        limit: usize,
        weights: &Weights,
    ) -> Result<Found> {
        let Likeness { plan, shares } = self;
        let matching = Matching::new(index, known, weights);
        let mut docs = index.none();
        let mut clauses = Vec::with_capacity(plan.clauses.len());
        for matcher in &plan.clauses {
            let clause = matching.clause(matcher)?.of_bits();
            docs.union_with(&clause.docs);
            clauses.push(clause);
        }
        let sections = matching.sections()?;
        let least_shared = LEAST_SHARED.min(clauses.len());
        // The score of the talk itself is the highest that another talk could have.
        let (mut own, mut scored) = (0.0f32, Vec::new());
        scoring::each(&matching, &clauses, &docs, |other, scores| {
            let sum: f32 = scores.iter().zip(&shares).map(|(score, share)| score * share).sum();
            if other == doc {
                own = sum;
            } else if scores.iter().filter(|score| **score > 0.0).count() >= least_shared {
                scored.push((other, sum));
            }
            // The words have different shares, so the sum of their scores gives no bound.
            f32::NEG_INFINITY
        })?;
        docs.clear();
        let mut best = Best::new(limit);
        for (other, sum) in scored.into_iter().filter(|(_, sum)| *sum >= FLOOR * own) {
            docs.insert(other as usize);
            let kind = if sections.contains(other as usize) { Kind::Section } else { Kind::Talk };
            let score = sum * weights.kind(kind);
            if score >= best.least() {
                best.push((other, score));
            }
        }
        let hits = best.ranked(index)?.into_iter().enumerate().map(|(at, (doc, score))| {
            Ok(Hit { rank: at + 1, score, talk: index.talk(doc)?, explain: None, is_complete: true })
        });
        let total = docs.count_ones(..);
        Ok(Found { plan, total, complete: total, hits: hits.collect::<Result<_>>()?, docs })
    }
}

/// The words of a talk with the highest tf-idf, each with its weighted count.
fn informative_words(talk: &Talk, vocabulary: &dyn Vocabulary, talks: u32) -> Result<Vec<(String, f32)>> {
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    for (text, weight) in [(&talk.title, TITLE), (&talk.body.text, 1.0)] {
        for word in words(text) {
            let is_word = word.surface.chars().count() > 2 && word.surface.chars().any(char::is_alphabetic);
            if is_word && !is_stop_word(&word.surface) {
                *counts.entry(word.surface).or_default() += weight;
            }
        }
    }
    let mut weighed = Vec::with_capacity(counts.len());
    for (word, count) in counts {
        let found = vocabulary.frequency(&word)?;
        // A word of this talk alone finds no other; one of nearly all finds no difference.
        let found_in = found as f32;
        if found > 1 && (found_in < COMMON * talks as f32 || found_in <= FEW) {
            weighed.push((count.sqrt() * idf(found as usize, talks), word, count));
        }
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Ok(weighed.into_iter().take(REPRESENTATIVE).map(|(_, word, count)| (word, count)).collect())
}
