//! Which talks match, and the source of their scores: the algebra of matchers over postings.
//!
//! A matcher becomes a set of talks, a bit each, and a [`ScoreSource`]. Scores are read from that source once the relevant
//! talks are known. The score of a word is its idf times the score of its best form.

use super::clause::{Clause, FormScores, ScoreSource};
use super::lookup::{Lookup, Postings};
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
pub(super) struct Matching<'i> {
    pub(super) index: &'i Index,
    pub(super) weights: &'i Weights,
    pub(super) lookup: Lookup<'i>,
}

impl<'i> Matching<'i> {
    /// For an index, with the numbers of a ranking.
    pub(super) fn new(index: &'i Index, weights: &'i Weights) -> Self {
        Matching { index, weights, lookup: Lookup { index } }
    }

    /// The talks that match, and the source of their scores.
    pub(super) fn clause(&self, matcher: &Matcher) -> Result<Clause> {
        match matcher {
            Matcher::Forms { forms, field, .. } => self.forms(forms, *field),
            Matcher::Name(name) => self.name(name),
            Matcher::Typed { words, matcher } => self.typed(words, matcher),
            Matcher::Any(any) => {
                let (mut docs, mut near) = (self.index.none(), self.index.none());
                let mut scores = Vec::with_capacity(any.len());
                for matcher in any {
                    let clause = self.clause(matcher)?;
                    docs.union_with(&clause.docs);
                    near.union_with(&clause.near);
                    scores.push(clause.score);
                }
                let idf = self.idf(&near);
                Ok(Clause { idf, docs, near, score: ScoreSource::Best(scores), ..Clause::none() })
            }
            Matcher::All(all) => {
                let (mut docs, mut near) = (self.index.none(), self.index.none());
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
                let score = ScoreSource::Only(docs.clone(), Box::new(ScoreSource::Sum(scores)));
                Ok(Clause { idf: self.idf(&docs), docs, near, score, ..Clause::none() })
            }
            Matcher::Kind(kind) => self.tagged(Tag::Kind, kind),
            Matcher::Has(kind) => self.tagged(Tag::Has, kind),
            Matcher::Language(language) => self.tagged(Tag::Language, language),
            Matcher::Label(label) => self.tagged(Tag::Label, label),
            Matcher::Author(name) => self.tagged(Tag::Author, name),
            Matcher::Year(years) => {
                let inside = |year: i64| i32::try_from(year).is_ok_and(|year| years.contains(&year));
                self.every(|segment| {
                    let column = segment.years()?;
                    Ok(move |doc| column.first(doc).is_some_and(inside))
                })
            }
            Matcher::Date(from, to) => self.dated(from, to),
            Matcher::Rated(range) => self.every(|segment| {
                let column = segment.ratings()?;
                Ok(move |doc| column.first(doc).is_some_and(|value| range.contains(&value)))
            }),
        }
    }

    /// The talks that match and hold the words as they were typed.
    fn typed(&self, words: &[String], matcher: &Matcher) -> Result<Clause> {
        let Clause { mut docs, idf, score, .. } = self.clause(matcher)?;
        for doc in docs.clone().ones() {
            if !holds_typed(&self.index.stored(doc as DocId)?, words) {
                docs.remove(doc);
            }
        }
        let score = ScoreSource::Only(docs.clone(), Box::new(score));
        Ok(Clause { near: docs.clone(), docs, idf, score, ..Clause::none() })
    }

    /// The talks of the days from one to another. The year narrows them; the day is read from the talk.
    fn dated(&self, from: &str, to: &str) -> Result<Clause> {
        let year = |date: &str| date.get(..4).and_then(|year| year.parse().ok());
        let years = year(from).unwrap_or(i32::MIN)..=year(to).unwrap_or(i32::MAX);
        let mut docs = self.docs(&Matcher::Year(years))?;
        for doc in docs.clone().ones() {
            let talk = self.index.stored(doc as DocId)?;
            let inside = talk.date.as_deref().is_some_and(|date| {
                date >= from && (to.is_empty() || date.get(..to.len()).unwrap_or(date) <= to)
            });
            docs.set(doc, inside);
        }
        Ok(self.narrowing(docs))
    }

    /// The talks that match.
    pub(super) fn docs(&self, matcher: &Matcher) -> Result<FixedBitSet> {
        Ok(self.clause(matcher)?.docs)
    }

    /// The idf of a word that these talks hold.
    pub(super) fn idf(&self, docs: &FixedBitSet) -> f32 {
        idf(docs.count_ones(..), self.index.talks())
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
        self.docs(&Matcher::Kind(Kind::Section.as_str().to_owned()))
    }

    fn forms(&self, forms: &[Form], field: Option<TalkField>) -> Result<Clause> {
        let forms = self.needed(self.lookup.spread(forms, field)?, field)?;
        let (mut docs, mut near, mut own) = (self.index.none(), self.index.none(), self.index.none());
        let mut by_segment = Vec::with_capacity(self.index.segments().len());
        let mut held = vec![0; forms.len()];
        for segment in self.index.segments() {
            let mut of_segment = Vec::with_capacity(forms.len());
            for (at, form) in forms.iter().enumerate() {
                let Some(postings) = self.lookup.postings(&form.term, field, segment)? else { continue };
                held[at] += postings.len();
                // The larger sets are built from the smaller ones below.
                let set = match form.relation {
                    relation if relation.is_own() => &mut own,
                    relation if relation.is_far() => &mut docs,
                    _ => &mut near,
                };
                let rows = postings.docs(|row| insert(set, segment.base, row));
                rows.map_err(|e| segment.unreadable(e))?;
                of_segment.push((at, postings));
            }
            by_segment.push(of_segment);
        }
        near.union_with(&own);
        docs.union_with(&near);
        for set in [&mut docs, &mut near, &mut own] {
            self.index.remove_deleted(set);
        }
        let idf = self.idf(if own.is_clear() { &docs } else { &own });
        let weight = |at: usize| self.weight(forms[at].relation, held[at], idf);
        let weighed = |of: Vec<(usize, Postings)>| {
            of.into_iter().map(|(at, postings)| (weight(at), postings)).collect()
        };
        let postings = by_segment.into_iter().map(weighed).collect();
        let score = ScoreSource::Forms(FormScores { idf, has_length: has_length(field), postings });
        Ok(Clause { docs, near, idf, score, ..Clause::none() })
    }

    /// A name, or its words: a talk that holds all words as typed holds the name, if for less.
    fn name(&self, name: &Name) -> Result<Clause> {
        let Clause { mut docs, mut near, idf: of_whole, score, .. } = self.forms(&name.whole, None)?;
        let (mut scores, mut spellings) = (vec![score], Vec::new());
        let mut highest = of_whole;
        for spelling in &name.spellings {
            let factor = self.weights.relation(spelling.relation);
            let (mut all, mut held) = (self.index.living(), Vec::with_capacity(spelling.words.len()));
            let mut sum = Vec::with_capacity(spelling.words.len());
            for word in &spelling.words {
                let mut clause = self.forms(&word.forms, None)?;
                let factor = if word.is_light { factor * self.weights.light } else { factor };
                clause.score.scale(factor);
                all.intersect_with(&clause.near);
                docs.union_with(&clause.near);
                held.push((clause.near, clause.idf * if word.is_light { self.weights.light } else { 1.0 }));
                sum.push(clause.score);
            }
            if spelling.relation == Relation::Scattered && spelling.words.len() > 1 {
                near.union_with(&all);
            }
            let together: f32 = held.iter().map(|(_, idf)| idf).sum();
            highest = highest.max(held.iter().map(|(_, idf)| *idf).fold(0.0, f32::max));
            held.iter_mut().for_each(|(_, idf)| *idf /= together.max(f32::MIN_POSITIVE));
            scores.push(ScoreSource::Sum(sum));
            spellings.push(held);
        }
        let idf = if near.is_clear() { highest } else { self.idf(&near) };
        Ok(Clause { docs, near, idf, score: ScoreSource::Best(scores), spellings })
    }

    /// The forms without those of several words that another form makes superfluous: where `kubernetes` is searched, a talk
    /// with `managed kubernetes` is found by the one word, which counts at least as often there and for no less.
    pub(super) fn needed(&self, forms: Vec<Form>, field: Option<TalkField>) -> Result<Vec<Form>> {
        let mut covered = Vec::with_capacity(forms.len());
        for form in &forms {
            covered.push(self.is_covered(form, &forms, field)?);
        }
        Ok(forms.into_iter().zip(covered).filter(|(_, covered)| !covered).map(|(form, _)| form).collect())
    }

    /// Whether at one place of a form there can only stand words that are forms by themselves and count for no less.
    fn is_covered(&self, form: &Form, forms: &[Form], field: Option<TalkField>) -> Result<bool> {
        let (Term::Phrase(slots) | Term::Near(slots)) = &form.term else { return Ok(false) };
        let weight = self.weights.relation(form.relation);
        let is_form = |word: &&String| {
            forms.iter().any(|other| {
                matches!(&other.term, Term::Surface(own) if own == *word)
                    && other.relation.is_own()
                    && self.weights.relation(other.relation) >= weight
            })
        };
        for slot in slots {
            let (own, others): (Vec<&String>, Vec<&String>) = slot.iter().partition(is_form);
            if own.is_empty() {
                continue;
            }
            let mut is_held = false;
            for word in others {
                is_held = is_held || self.is_held(word, field)?;
            }
            if !is_held {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether any document holds a word in a field.
    fn is_held(&self, word: &str, field: Option<TalkField>) -> Result<bool> {
        let term = Term::Surface(word.to_owned());
        // The body holds nothing that is not held anywhere.
        let field = field.filter(|field| *field != TalkField::Body);
        for segment in self.index.segments() {
            if self.lookup.postings(&term, field, segment)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The weight of a form that `held` talks hold, for a word with the idf `own_idf`. A form that is not the word itself has at
    /// most its own idf.
    pub(super) fn weight(&self, relation: Relation, held: usize, own_idf: f32) -> f32 {
        let weight = self.weights.relation(relation);
        if relation.is_own() || own_idf <= 0.0 {
            return weight;
        }
        weight * (idf(held, self.index.talks()) / own_idf).min(1.0)
    }

    /// The talks that carry a tag.
    fn tagged(&self, tag: Tag, value: &str) -> Result<Clause> {
        let docs = self.index.holders(self.index.fields().tags, &tag.of(value))?;
        Ok(self.narrowing(docs))
    }

    /// The talks that a test holds for, made for each segment and given the numbers of documents in it.
    fn every<T: Fn(DocId) -> bool>(&self, test: impl Fn(&Segment) -> Result<T>) -> Result<Clause> {
        let mut docs = self.index.none();
        for segment in self.index.segments() {
            let test = test(segment)?;
            let own = (0..segment.entry().docs).filter(|&doc| test(doc));
            own.for_each(|doc| docs.insert((segment.base + doc) as usize));
        }
        self.index.remove_deleted(&mut docs);
        Ok(self.narrowing(docs))
    }

    /// A clause of what only narrows.
    fn narrowing(&self, docs: FixedBitSet) -> Clause {
        let idf = self.idf(&docs);
        Clause { near: docs.clone(), idf, docs, score: ScoreSource::None, ..Clause::none() }
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
