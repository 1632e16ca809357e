//! Which talks match, and how well: the algebra of matchers over postings.
//!
//! Every matcher gives its talks in the order of the index, each with its worth. A word is worth its rarity times its
//! best occurrence, over all its forms and areas.

use super::phrase;
use super::scored::{Scored, intersect, merge};
use super::tally::Tally;
use super::weights::{Weights, idf};
use crate::analysis::{Word, words};
use crate::index::schema::{RATING, YEAR};
use crate::index::{Area, Index, Segment, record};
use crate::query::plan::{Form, Matcher, Relation, Term};
use crate::talk::{Kind, Talk};
use crate::{Error, Result};
use tantivy::postings::{BlockSegmentPostings, Postings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet};

/// Areas that words without a field are searched in.
const BARE: [Area; 6] =
    [Area::Title, Area::Body, Area::Speaker, Area::Organisation, Area::Writer, Area::Event];

/// One occurrence of a form in an area of a talk, for explanations.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// How the form that occurs stands to the word.
    pub relation: Relation,
    /// Where it occurs.
    pub area: Area,
    /// How often.
    pub tf: u32,
    /// Its worth before rarity.
    pub strength: f32,
}

/// What is shown the talks that hold a form.
trait Visitor {
    /// So many talks are about to come, in the order of the index.
    fn expect(&mut self, talks: u32);
    /// A talk, how often it holds the form, and the strength of the occurrence.
    fn talk(&mut self, doc: DocId, tf: u32, strength: f32);
}

impl Visitor for Tally {
    fn expect(&mut self, talks: u32) {
        Tally::expect(self, talks);
    }

    #[inline]
    fn talk(&mut self, doc: DocId, _: u32, strength: f32) {
        self.put(doc, strength);
    }
}

/// Keeps the occurrences of a form in an area of one talk.
struct Occurs<'o> {
    relation: Relation,
    area: Area,
    found: &'o mut Vec<Occurrence>,
}

impl Visitor for Occurs<'_> {
    fn expect(&mut self, _: u32) {}

    fn talk(&mut self, _: DocId, tf: u32, strength: f32) {
        self.found.push(Occurrence { relation: self.relation, area: self.area, tf, strength });
    }
}

/// Evaluates matchers against an index.
pub struct Matching<'i> {
    index: &'i Index,
    weights: &'i Weights,
}

impl<'i> Matching<'i> {
    /// For an index, with the numbers of a ranking.
    pub fn new(index: &'i Index, weights: &'i Weights) -> Self {
        Matching { index, weights }
    }

    /// The talks that match, in the order of the index.
    pub fn talks(&self, matcher: &Matcher) -> Result<Vec<Scored>> {
        match matcher {
            Matcher::Forms { forms, area, .. } => self.forms(forms, *area),
            Matcher::Typed { words, matcher } => {
                let mut kept = Vec::new();
                for scored in self.talks(matcher)? {
                    if holds_typed(&self.index.stored(scored.doc)?, words) {
                        kept.push(scored);
                    }
                }
                Ok(kept)
            }
            Matcher::Any(any) => {
                let mut union = Vec::new();
                for matcher in any {
                    union = merge(union, self.talks(matcher)?, f32::max);
                }
                Ok(union)
            }
            Matcher::All(all) => {
                let mut parts = all.iter().map(|matcher| self.talks(matcher));
                let Some(first) = parts.next() else { return Ok(Vec::new()) };
                parts.try_fold(first?, |both, part| Ok(intersect(&both, &part?)))
            }
            Matcher::Kind(kind) => self.tagged(self.index.fields().kind, kind),
            Matcher::Has(kind) => self.tagged(self.index.fields().has, kind),
            Matcher::Year(years) => {
                let inside = |year: i64| i32::try_from(year).is_ok_and(|year| years.contains(&year));
                self.every(|segment| {
                    let column = segment.reader().fast_fields().i64(YEAR).map_err(|e| self.failed(e))?;
                    Ok(move |doc| column.first(doc).is_some_and(inside))
                })
            }
            Matcher::Rated(least) => self.every(|segment| {
                let column = segment.reader().fast_fields().f64(RATING).map_err(|e| self.failed(e))?;
                Ok(move |doc| column.first(doc).is_some_and(|value| value >= *least))
            }),
        }
    }

    /// The occurrences of the forms in one talk, the strongest first.
    pub fn occurrences(&self, forms: &[Form], area: Option<Area>, doc: DocId) -> Result<Vec<Occurrence>> {
        let mut found = Vec::new();
        for &area in areas(area.as_ref()) {
            for form in forms {
                let mut occurs = Occurs { relation: form.relation, area, found: &mut found };
                self.visit(form, area, Some(doc), &mut occurs)?;
                for parted in self.parted(form)? {
                    self.visit(&parted, area, Some(doc), &mut occurs)?;
                }
            }
        }
        found.sort_by(|a, b| b.strength.total_cmp(&a.strength));
        Ok(found)
    }

    /// Where the forms stand in an area of each of `docs`, which are in the order of the index; sorted.
    pub fn positions(&self, forms: &[Form], area: Area, docs: &[DocId]) -> Result<Vec<Vec<u32>>> {
        let mut places = vec![Vec::new(); docs.len()];
        let fields = self.index.fields().area(area);
        let mut own = Vec::new();
        for (form, segment) in
            forms.iter().flat_map(|form| self.index.segments().iter().map(move |s| (form, s)))
        {
            let (field, text) = match &form.term {
                Term::Surface(surface) => (fields.surfaces, surface),
                Term::Stem(stem) => match fields.stems {
                    Some(field) => (field, stem),
                    None => continue,
                },
                Term::Join(_) | Term::Phrase(_) => continue,
            };
            let Some(mut postings) =
                segment.postings(field, text, IndexRecordOption::WithFreqsAndPositions)?
            else {
                continue;
            };
            let in_segment = segment.base..segment.base + segment.entry().docs;
            let docs_in_segment = places.iter_mut().zip(docs).filter(|(_, doc)| in_segment.contains(doc));
            for (place, doc) in docs_in_segment.map(|(place, doc)| (place, doc - segment.base)) {
                if postings.doc() < doc {
                    postings.seek(doc);
                }
                if postings.doc() == doc {
                    postings.positions(&mut own);
                    place.extend_from_slice(&own);
                }
            }
        }
        for place in &mut places {
            place.sort_unstable();
            place.dedup();
        }
        Ok(places)
    }

    /// The numbers of the ranking.
    pub fn weights(&self) -> &Weights {
        self.weights
    }

    /// The units that recount no session.
    pub fn sections(&self) -> Result<Vec<Scored>> {
        self.talks(&Matcher::Kind(Kind::Section.as_str().to_owned()))
    }

    /// How telling a word is, given the talks that hold it.
    pub fn rarity(&self, found: usize) -> f32 {
        idf(found, self.index.talks())
    }

    fn forms(&self, forms: &[Form], area: Option<Area>) -> Result<Vec<Scored>> {
        let docs = self.index.docs_in_all();
        let mut found = Tally::new(docs);
        let mut parted = Vec::new();
        for form in forms {
            parted.extend(self.parted(form)?);
        }
        for &area in areas(area.as_ref()) {
            let mut in_area = Tally::new(docs);
            for form in forms.iter().chain(&parted) {
                self.visit(form, area, None, &mut in_area)?;
                in_area.close();
            }
            // The best area counts in full, the others by a share.
            let tie = self.weights.tie;
            found.add(in_area, |a, b| a.max(b) + tie * a.min(b));
        }
        let mut found = found.into_talks();
        let rarity = self.rarity(found.len());
        found.iter_mut().for_each(|scored| scored.score *= rarity);
        Ok(found)
    }

    /// A word that is searched glued together, as it may stand: as two, with a space between.
    fn parted(&self, form: &Form) -> Result<Vec<Form>> {
        let Term::Join(join) = &form.term else { return Ok(Vec::new()) };
        let parted = self.index.parted(join)?.into_iter();
        let phrase = |(before, after)| Term::Phrase(vec![vec![before], vec![after]]);
        Ok(parted.map(|words| Form { term: phrase(words), relation: form.relation }).collect())
    }

    /// Shows `visitor` every talk whose `area` holds the form, its frequency there, and the strength of the occurrence;
    /// or the one talk `only`.
    fn visit(&self, form: &Form, area: Area, only: Option<DocId>, visitor: &mut impl Visitor) -> Result<()> {
        let fields = self.index.fields().area(area);
        let (field, text) = match &form.term {
            Term::Surface(surface) => (fields.surfaces, surface.as_str()),
            Term::Join(join) => (fields.joins, join.as_str()),
            Term::Stem(stem) => match fields.stems {
                Some(field) => (field, stem.as_str()),
                None => return Ok(()),
            },
            Term::Phrase(_) => (fields.surfaces, ""),
        };
        let average = self.index.average_length(area);
        let worth = self.weights.area(area) * self.weights.relation(form.relation);
        for segment in self.index.segments() {
            let inside = segment.base..segment.base + segment.entry().docs;
            if only.is_some_and(|doc| !inside.contains(&doc)) {
                continue;
            }
            let only = only.map(|doc| doc - segment.base);
            let lengths = segment.lengths(fields.surfaces)?;
            let is_whole = only.is_none() && !matches!(form.term, Term::Phrase(_));
            let blocks = if is_whole { segment.blocks(field, text)? } else { None };
            visitor.expect(blocks.as_ref().map_or(0, BlockSegmentPostings::doc_freq));
            let mut on = |doc: DocId, tf: u32| {
                if segment.is_alive(doc) {
                    let length = lengths.as_ref().map_or(0, |lengths| lengths.fieldnorm(doc)) as f32;
                    let strength = worth * self.weights.saturation(area, tf as f32, length, average);
                    visitor.talk(segment.base + doc, tf, strength);
                }
            };
            if let Term::Phrase(slots) = &form.term {
                phrase(segment, slots, field, only, &mut on)?;
            } else if let Some(doc) = only {
                let postings = segment.postings(field, text, IndexRecordOption::WithFreqs)?;
                if let Some(mut postings) = postings
                    && postings.doc() <= doc
                    && postings.seek(doc) == doc
                {
                    on(doc, postings.term_freq());
                }
            } else if let Some(mut blocks) = blocks {
                while !blocks.docs().is_empty() {
                    blocks.docs().iter().zip(blocks.freqs()).for_each(|(doc, tf)| on(*doc, *tf));
                    blocks.advance();
                }
            }
        }
        Ok(())
    }

    /// The talks that carry a tag.
    fn tagged(&self, field: Field, tag: &str) -> Result<Vec<Scored>> {
        Ok(self.index.holding(field, tag)?.into_iter().map(|doc| Scored { doc, score: 0.0 }).collect())
    }

    /// The talks that a test holds for, made for each segment and given the numbers of documents in it.
    fn every<T: Fn(DocId) -> bool>(&self, test: impl Fn(&Segment) -> Result<T>) -> Result<Vec<Scored>> {
        let mut found = Vec::new();
        for segment in self.index.segments() {
            let test = test(segment)?;
            let docs = segment.living().filter(|doc| test(doc - segment.base));
            found.extend(docs.map(|doc| Scored { doc, score: 0.0 }));
        }
        Ok(found)
    }

    fn failed(&self, error: tantivy::TantivyError) -> Error {
        Error::from_tantivy(self.index.folder(), error)
    }
}

/// Calls `on` with every document of a segment that holds one alternative of each slot, one after the other, and how
/// often; or with the one document `only`.
fn phrase(
    segment: &Segment,
    slots: &[Vec<String>],
    field: Field,
    only: Option<DocId>,
    on: &mut dyn FnMut(DocId, u32),
) -> Result<()> {
    let mut cursors = Vec::with_capacity(slots.len());
    for slot in slots {
        let mut alternatives = Vec::with_capacity(slot.len());
        for text in slot {
            alternatives.extend(segment.postings(field, text, IndexRecordOption::WithFreqsAndPositions)?);
        }
        cursors.push(phrase::Slot { alternatives });
    }
    phrase::each(&mut cursors, only.unwrap_or(0), |doc, found| {
        let wanted = only.is_none_or(|only| only == doc);
        if wanted && found > 0 {
            on(doc, found);
        }
        only.is_none()
    });
    Ok(())
}

/// Whether a part of the talk holds the words in a row, accents included.
fn holds_typed(talk: &Talk, typed: &[String]) -> bool {
    Area::ALL.into_iter().flat_map(|area| record::texts(talk, area)).any(|text| {
        let words = words(&text);
        words.windows(typed.len().max(1)).any(|row| row.iter().map(Word::accented).eq(typed))
    })
}

fn areas(only: Option<&Area>) -> &[Area] {
    only.map_or(&BARE, std::slice::from_ref)
}
