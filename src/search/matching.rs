//! Which talks match, and the source of their scores: the algebra of matchers over postings.
//!
//! A matcher becomes a set of talks, a bit each, and a [`ScoreSource`]. Scores are read from that source once the relevant
//! talks are known. The score of a word is its idf times the score of its best form.

use super::clause::{Clause, FormScores, ScoreSource};
use super::lookup::{Lookup, Postings};
use super::statistics::{Condition, Statistics, TalkSet};
use super::weights::{Weights, idf};
use crate::Result;
use crate::analysis::{Word, words};
use crate::index::tag::Tag;
use crate::index::{Index, Segment, TalkField, insert, record};
use crate::query::plan::{Form, Matcher, Name, Relation, Term};
use crate::talk::{Kind, Talk};
use fixedbitset::FixedBitSet;
use tantivy::DocId;

/// Evaluates matchers against an index.
pub(crate) struct Matching<'i, K> {
    pub(super) index: &'i Index,
    pub(super) weights: &'i Weights,
    pub(super) lookup: Lookup<'i>,
    /// Counts of all talks.
    pub(super) known: &'i K,
}

impl<'i, K: Statistics> Matching<'i, K> {
    /// For an index and what is known of all talks, with the numbers of a ranking.
    pub(crate) fn new(index: &'i Index, known: &'i K, weights: &'i Weights) -> Self {
        Matching { index, weights, lookup: Lookup::of(index), known }
    }

    /// The talks that match, and the source of their scores.
    pub(super) fn clause(&self, matcher: &Matcher) -> Result<Clause<K::Set>> {
        match matcher {
            Matcher::Forms { forms, field, .. } => self.forms(forms, *field),
            Matcher::Name(name) => self.name(name),
            Matcher::Typed { words, matcher } => self.typed(words, matcher),
            Matcher::Any(any) => {
                let (mut docs, mut near) = (self.none(), self.none());
                let mut scores = Vec::with_capacity(any.len());
                for matcher in any {
                    let clause = self.clause(matcher)?;
                    docs.union_with(&clause.docs);
                    near.union_with(&clause.near);
                    scores.push(clause.score);
                }
                let idf = self.idf(&near)?;
                Ok(Clause { idf, docs, near, score: ScoreSource::Best(scores), spellings: Vec::new() })
            }
            Matcher::All(all) => {
                let (mut docs, mut near) = (self.none(), self.none());
                let mut scores = Vec::with_capacity(all.len());
                for (at, matcher) in all.iter().enumerate() {
                    let clause = self.clause(matcher)?;
                    if at == 0 {
                        (docs, near) = (clause.docs, clause.near);
                    } else {
                        docs.intersect_with(&clause.docs);
                        near.intersect_with(&clause.near);
                    }
                    scores.push(clause.score);
                }
                let score = ScoreSource::Only(docs.bits().clone(), Box::new(ScoreSource::Sum(scores)));
                Ok(Clause { idf: self.idf(&docs)?, docs, near, score, spellings: Vec::new() })
            }
            Matcher::Kind(kind) => self.tagged(Tag::Kind, kind),
            Matcher::Has(kind) => self.tagged(Tag::Has, kind),
            Matcher::Language(language) => self.tagged(Tag::Language, language),
            Matcher::Label(label) => self.tagged(Tag::Label, label),
            Matcher::Author(name) => self.tagged(Tag::Author, name),
            Matcher::Year(years) => {
                let inside = |year: i64| i32::try_from(year).is_ok_and(|year| years.contains(&year));
                let bits = self.every(|segment| {
                    let column = segment.years()?;
                    Ok(move |doc| column.first(doc).is_some_and(inside))
                })?;
                Ok(self.narrowing(self.known.set(bits, || Condition::Year(years.clone()))))
            }
            Matcher::Date(from, to) => self.dated(from, to),
            Matcher::Rated(range) => {
                let bits = self.every(|segment| {
                    let column = segment.ratings()?;
                    Ok(move |doc| column.first(doc).is_some_and(|value| range.contains(&value)))
                })?;
                Ok(self.narrowing(self.known.set(bits, || Condition::Rated(range.clone()))))
            }
        }
    }

    /// The talks that match and hold the words as they were typed.
    fn typed(&self, words: &[String], matcher: &Matcher) -> Result<Clause<K::Set>> {
        let Clause { docs, idf, score, .. } = self.clause(matcher)?;
        let mut bits = docs.bits().clone();
        for doc in docs.bits().ones() {
            if !holds_typed(&self.index.stored(doc as DocId)?, words) {
                bits.remove(doc);
            }
        }
        let score = ScoreSource::Only(bits.clone(), Box::new(score));
        let docs = self.known.read(bits, docs);
        Ok(Clause { near: docs.clone(), docs, idf, score, spellings: Vec::new() })
    }

    /// The talks of the days from one to another. The year narrows them; the day is read from the talk.
    fn dated(&self, from: &str, to: &str) -> Result<Clause<K::Set>> {
        let year = |date: &str| date.get(..4).and_then(|year| year.parse().ok());
        let years = year(from).unwrap_or(i32::MIN)..=year(to).unwrap_or(i32::MAX);
        let docs = self.docs(&Matcher::Year(years))?;
        let mut bits = docs.bits().clone();
        for doc in docs.bits().ones() {
            let talk = self.index.stored(doc as DocId)?;
            let inside = talk.date.as_deref().is_some_and(|date| {
                date >= from && (to.is_empty() || date.get(..to.len()).unwrap_or(date) <= to)
            });
            bits.set(doc, inside);
        }
        Ok(self.narrowing(self.known.set(bits, || Condition::Day(from.to_owned(), to.to_owned()))))
    }

    /// No talk.
    pub(super) fn none(&self) -> K::Set {
        self.known.set(self.index.none(), || Condition::Never)
    }

    /// All talks.
    pub(super) fn every_talk(&self) -> K::Set {
        self.known.set(self.index.living(), || Condition::Every)
    }

    /// The talks that match.
    pub(super) fn docs(&self, matcher: &Matcher) -> Result<K::Set> {
        Ok(self.clause(matcher)?.docs)
    }

    /// The idf of a word that these talks hold.
    pub(super) fn idf(&self, docs: &K::Set) -> Result<f32> {
        Ok(idf(self.known.count(docs)?, self.index.talks()))
    }

    /// The numbers of the ranking.
    pub(super) fn weights(&self) -> &Weights {
        self.weights
    }

    /// The index.
    pub(super) fn index(&self) -> &'i Index {
        self.index
    }

    /// The units that recount no session.
    pub(super) fn sections(&self) -> Result<FixedBitSet> {
        Ok(self.docs(&Matcher::Kind(Kind::Section.as_str().to_owned()))?.into_bits())
    }

    fn forms(&self, forms: &[Form], field: Option<TalkField>) -> Result<Clause<K::Set>> {
        let forms = self.needed(self.spread(forms, field)?, field)?;
        let (mut docs, mut near, mut own) = (self.index.none(), self.index.none(), self.index.none());
        let mut by_segment = Vec::with_capacity(self.index.segments().len());
        let mut held = vec![0; forms.len()];
        let is_single = |at: &usize| !matches!(forms[*at].term, Term::Phrase(_) | Term::Near(_));
        let (single, together): (Vec<usize>, Vec<usize>) = (0..forms.len()).partition(is_single);
        for segment in self.index.segments() {
            let mut of_segment = Vec::with_capacity(forms.len());
            for &at in single.iter().chain(&together) {
                let form = &forms[at];
                let postings = if form.relation.is_own() {
                    // Of the word itself nothing is counted but the talks of all its forms.
                    self.lookup.postings_beside(&form.term, field, segment, &own)?
                } else {
                    self.lookup.postings(&form.term, field, segment)?
                };
                let Some(postings) = postings else { continue };
                if let Postings::Open(_) = postings {
                    of_segment.push((at, postings));
                    continue;
                }
                // The larger sets are built from the smaller ones below.
                let set = match form.relation {
                    relation if relation.is_own() => &mut own,
                    relation if relation.is_far() => &mut docs,
                    _ => &mut near,
                };
                let rows = postings.docs(|row| {
                    insert(set, segment.base, row);
                    held[at] += segment.living_among(row);
                });
                rows.map_err(|e| segment.unreadable(e))?;
                of_segment.push((at, postings));
            }
            by_segment.push(of_segment);
        }
        let set = |mut bits: FixedBitSet, is_of: fn(Relation) -> bool| {
            self.index.remove_deleted(&mut bits);
            let of = forms.iter().filter(move |form| is_of(form.relation));
            self.known.set(bits, || Condition::any(of.map(|form| Condition::holds(&form.term, field))))
        };
        let own = set(own, Relation::is_own);
        let mut near = set(near, |relation| !relation.is_own() && !relation.is_far());
        let mut docs = set(docs, Relation::is_far);
        near.union_with(&own);
        docs.union_with(&near);
        let mut found = self.known.count(&own)?;
        if found == 0 {
            found = self.known.count(&docs)?;
        }
        let idf = idf(found, self.index.talks());
        let mut weights = Vec::with_capacity(forms.len());
        for (form, held) in forms.iter().zip(held) {
            // The word itself counts in full, however many talks hold it so.
            let held =
                if form.relation.is_own() { held } else { self.known.held(&form.term, field, held)? };
            weights.push(self.weight(form.relation, held, idf));
        }
        let weighed = |of: Vec<(usize, Postings)>| {
            of.into_iter().map(|(at, postings)| (weights[at], postings)).collect()
        };
        let postings = by_segment.into_iter().map(weighed).collect();
        let score = ScoreSource::Forms(FormScores { idf, has_length: has_length(field), postings });
        Ok(Clause { docs, near, idf, score, spellings: Vec::new() })
    }

    /// A name, or its words: a talk that holds all words as typed holds the name, if for less.
    fn name(&self, name: &Name) -> Result<Clause<K::Set>> {
        let Clause { mut docs, mut near, idf: of_whole, score, .. } = self.forms(&name.whole, None)?;
        let (mut scores, mut spellings) = (vec![score], Vec::new());
        let (mut highest, mut of_words) = (of_whole, 0.0f32);
        for spelling in &name.spellings {
            let factor = self.weights.relation(spelling.relation);
            let (mut all, mut held) = (self.every_talk(), Vec::with_capacity(spelling.words.len()));
            let mut sum = Vec::with_capacity(spelling.words.len());
            for word in &spelling.words {
                let mut clause = self.forms(&word.forms, None)?;
                let factor = if word.is_light { factor * self.weights.light } else { factor };
                clause.score.scale(factor);
                all.intersect_with(&clause.near);
                let share = clause.idf * if word.is_light { self.weights.light } else { 1.0 };
                held.push((clause.near, share));
                sum.push(clause.score);
            }
            if spelling.relation == Relation::Scattered && spelling.words.len() > 1 {
                near.union_with(&all);
            }
            let together: f32 = held.iter().map(|(_, idf)| idf).sum();
            if spelling.relation == Relation::Scattered {
                of_words = together;
            }
            highest = highest.max(held.iter().map(|(_, idf)| *idf).fold(0.0, f32::max));
            held.iter_mut().for_each(|(_, idf)| *idf /= together.max(f32::MIN_POSITIVE));
            add_holders(&held, spelling.relation, &mut docs);
            scores.push(ScoreSource::Sum(sum));
            spellings.push(held.into_iter().map(|(near, share)| (near.into_bits(), share)).collect());
        }
        let found = self.known.count(&near)?;
        let idf = if found == 0 { highest } else { idf(found, self.index.talks()) };
        // A name that many talks hold says as much as its words do: else a frequent one of them in a title would say more.
        let least = of_words * self.weights.named;
        if least > of_whole && of_whole > 0.0 {
            scores[0].scale(least / of_whole);
        }
        let idf = idf.max(least);
        Ok(Clause { docs, near, idf, score: ScoreSource::Best(scores), spellings })
    }

    /// The weight of a form that `held` talks hold, for a word with the idf `own_idf`. A form that is not the word itself has at
    /// most its own idf.
    pub(crate) fn weight(&self, relation: Relation, held: usize, own_idf: f32) -> f32 {
        let weight = self.weights.relation(relation);
        if relation.is_own() || own_idf <= 0.0 {
            return weight;
        }
        weight * (idf(held, self.index.talks()) / own_idf).min(1.0)
    }

    /// The talks that carry a tag.
    fn tagged(&self, tag: Tag, value: &str) -> Result<Clause<K::Set>> {
        let bits = self.index.holders(self.index.fields().tags, &tag.of(value))?;
        Ok(self.narrowing(self.known.set(bits, || Condition::Tagged(tag.of(value)))))
    }

    /// The documents that a test holds for, made for each segment and given the numbers of documents in it.
    fn every<T: Fn(DocId) -> bool>(&self, test: impl Fn(&Segment) -> Result<T>) -> Result<FixedBitSet> {
        let mut docs = self.index.none();
        for segment in self.index.segments() {
            let test = test(segment)?;
            let own = (0..segment.entry().docs).filter(|&doc| test(doc));
            own.for_each(|doc| docs.insert((segment.base + doc) as usize));
        }
        self.index.remove_deleted(&mut docs);
        Ok(docs)
    }

    /// A clause of what only narrows: it is not counted.
    fn narrowing(&self, docs: K::Set) -> Clause<K::Set> {
        Clause { near: docs.clone(), idf: 0.0, docs, score: ScoreSource::None, spellings: Vec::new() }
    }
}

/// Of the words of another name a talk must hold at least this share of an even one.
const EVEN: f32 = 0.75;

/// Adds the talks that hold the words of a name, given with the share of the name that each is. One word as typed is enough;
/// of another name it must be a telling one, or two that tell together as much: a frequent word says something else beside
/// others.
fn add_holders<S: TalkSet>(words: &[(S, f32)], relation: Relation, docs: &mut S) {
    let least = if relation == Relation::Scattered { 0.0 } else { EVEN / words.len().max(1) as f32 };
    let (telling, frequent): (Vec<_>, Vec<_>) = words.iter().partition(|(_, share)| *share >= least);
    telling.iter().for_each(|(holders, _)| docs.union_with(holders));
    for (at, (left, of_left)) in frequent.iter().enumerate() {
        for (right, of_right) in &frequent[at + 1..] {
            if of_left + of_right >= least {
                let mut both = left.clone();
                both.intersect_with(right);
                docs.union_with(&both);
            }
        }
    }
}

/// Whether the length of a talk counts against words in a field, or in all.
pub(super) fn has_length(field: Option<TalkField>) -> bool {
    field.is_none_or(|field| field == TalkField::Body)
}

/// Whether a part of the talk holds the words in a row, accents included.
fn holds_typed(talk: &Talk, typed: &[String]) -> bool {
    TalkField::ALL.into_iter().flat_map(|field| record::texts(talk, field)).any(|text| {
        let words = words(&text);
        words.windows(typed.len().max(1)).any(|row| row.iter().map(Word::accented).eq(typed))
    })
}
