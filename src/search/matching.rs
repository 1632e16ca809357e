//! Which talks match, and what their worth is read from: the algebra of matchers over postings.
//!
//! A matcher becomes a set of talks, a bit each, and a [`Worth`]: where the worth of a talk is to be read once it is
//! known which talks matter. A word is worth its rarity times its best form.

use super::lookup::{Lookup, Postings};
use super::weights::{Weights, idf};
use crate::Result;
use crate::analysis::{Word, words};
use crate::index::tag::Tag;
use crate::index::{Area, Index, Segment, insert, record};
use crate::query::plan::{Form, Matcher, Relation, Term};
use crate::talk::{Kind, Talk};
use fixedbitset::FixedBitSet;
use tantivy::postings::Postings as _;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet};

/// The talks that match, and what each is worth.
pub(super) struct Clause {
    /// The talks that match: a bit for every document of the index.
    pub(super) docs: FixedBitSet,
    /// Those of them that hold what was asked for, not only something near it.
    pub(super) near: FixedBitSet,
    /// How telling what was asked for is.
    pub(super) rarity: f32,
    pub(super) worth: Worth,
}

/// Where the worth of talks is read from.
pub(super) enum Worth {
    /// Nothing: what only narrows.
    None,
    /// The best of some forms, times their rarity.
    Forms(OfForms),
    /// The best of these.
    Best(Vec<Worth>),
    /// All of these together.
    Sum(Vec<Worth>),
    /// That of these talks; of others nothing.
    Only(FixedBitSet, Box<Worth>),
}

impl Worth {
    /// What a talk is worth at the most.
    pub(super) fn most(&self, weights: &Weights) -> f32 {
        match self {
            Worth::None => 0.0,
            Worth::Forms(of) => {
                let best = of.postings.iter().flatten().map(|(weight, _)| *weight).fold(0.0, f32::max);
                best * of.rarity * weights.most()
            }
            Worth::Best(worths) => worths.iter().map(|worth| worth.most(weights)).fold(0.0, f32::max),
            Worth::Sum(worths) => worths.iter().map(|worth| worth.most(weights)).sum(),
            Worth::Only(_, worth) => worth.most(weights),
        }
    }

    /// Makes all of it count for a share.
    pub(super) fn scale(&mut self, share: f32) {
        match self {
            Worth::None => {}
            Worth::Forms(of) => of.rarity *= share,
            Worth::Best(worths) | Worth::Sum(worths) => {
                worths.iter_mut().for_each(|worth| worth.scale(share));
            }
            Worth::Only(_, worth) => worth.scale(share),
        }
    }

    /// Whether every talk that matches is worth something.
    pub(super) fn is_always(&self) -> bool {
        match self {
            Worth::None => false,
            Worth::Forms(of) => of.postings.iter().flatten().all(|(weight, _)| *weight > 0.0),
            Worth::Best(worths) | Worth::Sum(worths) => worths.iter().all(Worth::is_always),
            Worth::Only(_, worth) => worth.is_always(),
        }
    }
}

/// Forms of a word, looked up.
pub(super) struct OfForms {
    /// How telling the word is.
    pub(super) rarity: f32,
    /// Whether the length of a talk counts against the word: not in titles and names.
    pub(super) has_length: bool,
    /// By segment: its forms, each with its weight.
    pub(super) postings: Vec<Vec<(f32, Postings)>>,
}

/// One occurrence of a form in an area of a talk, for explanations.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Occurrence {
    /// How the form that occurs stands to the word.
    pub(super) relation: Relation,
    /// Where it occurs.
    pub(super) area: Area,
    /// How often.
    pub(super) tf: u32,
    /// Its share in the worth of the form, before rarity.
    pub(super) strength: f32,
}

/// Evaluates matchers against an index.
pub(super) struct Matching<'i> {
    index: &'i Index,
    weights: &'i Weights,
    lookup: Lookup<'i>,
}

impl<'i> Matching<'i> {
    /// For an index, with the numbers of a ranking.
    pub(super) fn new(index: &'i Index, weights: &'i Weights) -> Self {
        Matching { index, weights, lookup: Lookup { index } }
    }

    /// The talks that match, and their worth.
    pub(super) fn clause(&self, matcher: &Matcher) -> Result<Clause> {
        match matcher {
            Matcher::Forms { forms, area, .. } => self.forms(forms, *area),
            Matcher::Typed { words, matcher } => {
                let Clause { mut docs, rarity, worth, .. } = self.clause(matcher)?;
                for doc in docs.clone().ones() {
                    if !holds_typed(&self.index.stored(doc as DocId)?, words) {
                        docs.remove(doc);
                    }
                }
                let worth = Worth::Only(docs.clone(), Box::new(worth));
                Ok(Clause { near: docs.clone(), docs, rarity, worth })
            }
            Matcher::Any(any) => {
                let (mut docs, mut near) = (self.index.none(), self.index.none());
                let mut worths = Vec::with_capacity(any.len());
                for matcher in any {
                    let clause = self.clause(matcher)?;
                    docs.union_with(&clause.docs);
                    near.union_with(&clause.near);
                    worths.push(clause.worth);
                }
                Ok(Clause { rarity: self.rarity(&near), docs, near, worth: Worth::Best(worths) })
            }
            Matcher::All(all) => {
                let (mut docs, mut near) = (self.index.none(), self.index.none());
                let mut worths = Vec::with_capacity(all.len());
                for (at, matcher) in all.iter().enumerate() {
                    let clause = self.clause(matcher)?;
                    if at == 0 {
                        (docs, near) = (clause.docs, clause.near);
                    } else {
                        docs.intersect_with(&clause.docs);
                        near.intersect_with(&clause.near);
                    }
                    worths.push(clause.worth);
                }
                let worth = Worth::Only(docs.clone(), Box::new(Worth::Sum(worths)));
                Ok(Clause { rarity: self.rarity(&docs), docs, near, worth })
            }
            Matcher::Kind(kind) => self.tagged(Tag::Kind, kind),
            Matcher::Has(kind) => self.tagged(Tag::Has, kind),
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

    /// The occurrences of the forms of a word in one talk, given how telling the word is: those of the strongest form first.
    pub(super) fn occurrences(
        &self,
        forms: &[Form],
        only: Option<Area>,
        rarity: f32,
        doc: DocId,
    ) -> Result<Vec<Occurrence>> {
        let segment = self.index.segment_of(doc);
        let own = doc - segment.base;
        let mut found = Vec::new();
        for form in self.lookup.spread(forms, only)? {
            let count = |area| match self.lookup.postings(&form.term, area, segment)? {
                Some(postings) => postings.count(own).map_err(|e| segment.unreadable(e)),
                None => Ok(0),
            };
            let whole = count(only)?;
            if whole == 0 {
                continue;
            }
            let length = match has_length(only) {
                true => segment.lengths(self.index.fields().words)?.map(|lengths| lengths.fieldnorm(own)),
                false => None,
            };
            let norm = self.weights.norm(length, self.index.average_length());
            let weight = self.weight(form.relation, self.held(&form.term, only)?, rarity);
            let most = weight * self.weights.most();
            let strength = most * Weights::saturation(whole, norm);
            let mut of_form = Vec::new();
            for area in Area::ALL.into_iter().filter(|&area| only.is_none_or(|only| only == area)) {
                let (tf, weight) = (count(Some(area))?, if only.is_none() { area.weight() } else { 1 });
                if tf * weight > 0 {
                    let strength = strength * (tf * weight) as f32 / whole as f32;
                    of_form.push(Occurrence { relation: form.relation, area, tf, strength });
                }
            }
            of_form.sort_by(|a, b| b.strength.total_cmp(&a.strength));
            found.push((strength, of_form));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ok(found.into_iter().flat_map(|(_, of_form)| of_form).collect())
    }

    /// How many talks hold a term, the dead of the index among them.
    fn held(&self, term: &Term, only: Option<Area>) -> Result<usize> {
        let mut held = 0;
        for segment in self.index.segments() {
            held += self.lookup.postings(term, only, segment)?.map_or(0, |postings| postings.len());
        }
        Ok(held)
    }

    /// Where the forms that have places stand in each of `docs`, which are in the order of the index; sorted.
    pub(super) fn positions(&self, forms: &[Form], docs: &[DocId]) -> Result<Vec<Vec<u32>>> {
        let mut places = vec![Vec::new(); docs.len()];
        let mut own = Vec::new();
        for form in forms {
            let Term::Surface(surface) = &form.term else { continue };
            let (mut places, mut docs) = (places.as_mut_slice(), docs);
            for segment in self.index.segments() {
                let inside = docs.partition_point(|doc| *doc < segment.base + segment.entry().docs);
                let (of_segment, rest) = places.split_at_mut(inside);
                let (in_segment, others) = docs.split_at(inside);
                (places, docs) = (rest, others);
                let words = self.index.fields().words;
                let postings = if in_segment.is_empty() {
                    None
                } else {
                    segment.postings(words, surface, IndexRecordOption::WithFreqsAndPositions)?
                };
                let Some(mut postings) = postings else { continue };
                for (places, doc) in
                    of_segment.iter_mut().zip(in_segment.iter().map(|doc| doc - segment.base))
                {
                    if postings.doc() < doc {
                        postings.seek(doc);
                    }
                    if postings.doc() == doc {
                        postings.positions(&mut own);
                        places.extend_from_slice(&own);
                    }
                }
            }
        }
        for places in &mut places {
            places.sort_unstable();
            places.dedup();
        }
        Ok(places)
    }

    /// Which of `docs` hold one of the forms in an area.
    pub(super) fn held_in(&self, forms: &[Form], area: Area, docs: &[DocId]) -> Result<Vec<bool>> {
        let mut held = vec![false; docs.len()];
        for form in self.lookup.spread(forms, Some(area))? {
            for segment in self.index.segments() {
                let end = segment.base + segment.entry().docs;
                let mut inside = docs
                    .iter()
                    .zip(&mut held)
                    .filter(|(doc, _)| (segment.base..end).contains(doc))
                    .peekable();
                if inside.peek().is_none() {
                    continue;
                }
                let Some(postings) = self.lookup.postings(&form.term, Some(area), segment)? else { continue };
                for (doc, held) in inside.filter(|(_, held)| !**held) {
                    let count = postings.count(doc - segment.base);
                    *held = count.map_err(|e| segment.unreadable(e))? > 0;
                }
            }
        }
        Ok(held)
    }

    /// How telling a word is that these talks hold.
    pub(super) fn rarity(&self, docs: &FixedBitSet) -> f32 {
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

    fn forms(&self, forms: &[Form], area: Option<Area>) -> Result<Clause> {
        let forms = self.lookup.spread(forms, area)?;
        let (mut docs, mut near, mut own) = (self.index.none(), self.index.none(), self.index.none());
        let mut by_segment = Vec::with_capacity(self.index.segments().len());
        let mut held = vec![0; forms.len()];
        for segment in self.index.segments() {
            let mut of_segment = Vec::with_capacity(forms.len());
            for (at, form) in forms.iter().enumerate() {
                let Some(postings) = self.lookup.postings(&form.term, area, segment)? else { continue };
                held[at] += postings.len();
                // The larger sets are made of the smaller ones below.
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
            self.index.bury(set);
        }
        let rarity = self.rarity(if own.is_clear() { &docs } else { &own });
        let weight = |at: usize| self.weight(forms[at].relation, held[at], rarity);
        let weighed = |of: Vec<(usize, Postings)>| {
            of.into_iter().map(|(at, postings)| (weight(at), postings)).collect()
        };
        let postings = by_segment.into_iter().map(weighed).collect();
        let worth = Worth::Forms(OfForms { rarity, has_length: has_length(area), postings });
        Ok(Clause { docs, near, rarity, worth })
    }

    /// The weight of a form that so many talks hold, for a word of some rarity: what is not the word itself counts for no
    /// more than it says by itself.
    fn weight(&self, relation: Relation, held: usize, rarity: f32) -> f32 {
        let weight = self.weights.relation(relation);
        if relation.is_own() || rarity <= 0.0 {
            return weight;
        }
        weight * (idf(held, self.index.talks()) / rarity).min(1.0)
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
        self.index.bury(&mut docs);
        Ok(self.narrowing(docs))
    }

    /// A clause of what only narrows.
    fn narrowing(&self, docs: FixedBitSet) -> Clause {
        Clause { near: docs.clone(), rarity: self.rarity(&docs), docs, worth: Worth::None }
    }
}

/// Whether the length of a talk counts against words in an area, or in all.
fn has_length(area: Option<Area>) -> bool {
    area.is_none_or(|area| area == Area::Body)
}

/// Whether a part of the talk holds the words in a row, accents included.
fn holds_typed(talk: &Talk, typed: &[String]) -> bool {
    Area::ALL.into_iter().flat_map(|area| record::texts(talk, area)).any(|text| {
        let words = words(&text);
        words.windows(typed.len().max(1)).any(|row| row.iter().map(Word::accented).eq(typed))
    })
}
