//! The positions of the words of a query in the few talks that are examined closely.

use super::cursor::Cursor;
use super::explanation::Occurrence;
use super::matching::{Matching, has_length};
use super::statistics::Statistics;
use super::weights::Weights;
use crate::Result;
use crate::index::TalkField;
use crate::query::plan::{Form, Term};
use std::borrow::Borrow;
use tantivy::postings::Postings as _;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet};

impl<K: Statistics> Matching<'_, K> {
    /// The occurrences of the forms of a word in one talk, given the idf of the word: those of the strongest form first.
    pub(super) fn occurrences(
        &self,
        forms: &[Form],
        only: Option<TalkField>,
        idf: f32,
        doc: DocId,
    ) -> Result<Vec<Occurrence>> {
        let segment = self.index.segment_of(doc);
        let own = doc - segment.base;
        let mut found = Vec::new();
        for form in self.spread(forms, only)? {
            let count = |field| match self.lookup.postings(&form.term, field, segment)? {
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
            let held = if form.relation.is_own() { 0 } else { self.held(&form.term, only)? };
            let weight = self.weight(form.relation, held, idf);
            let most = weight * self.weights.most();
            let strength = most * Weights::saturation(whole, norm);
            let mut of_form = Vec::new();
            for field in TalkField::ALL.into_iter().filter(|&field| only.is_none_or(|only| only == field)) {
                let (tf, weight) = (count(Some(field))?, if only.is_none() { field.weight() } else { 1 });
                if tf * weight > 0 {
                    let strength = strength * (tf * weight) as f32 / whole as f32;
                    of_form.push(Occurrence { relation: form.relation, field, tf, strength });
                }
            }
            of_form.sort_by(|a, b| b.strength.total_cmp(&a.strength));
            found.push((strength, of_form));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ok(found.into_iter().flat_map(|(_, of_form)| of_form).collect())
    }

    /// The number of talks that hold a term.
    fn held(&self, term: &Term, only: Option<TalkField>) -> Result<usize> {
        let mut held = 0;
        for segment in self.index.segments() {
            if let Some(postings) = self.lookup.postings(term, only, segment)? {
                held += postings.living(segment)?;
            }
        }
        self.known.held(term, only, held)
    }

    /// Where the forms that have places stand in each of `docs`, which are in the order of the index; sorted.
    pub(super) fn positions<F: Borrow<Form>>(&self, forms: &[F], docs: &[DocId]) -> Result<Vec<Vec<u32>>> {
        let mut places = vec![Vec::new(); docs.len()];
        let mut own = Vec::new();
        for form in forms {
            let Term::Surface(surface) = &form.borrow().term else { continue };
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

    /// Which of `docs`, which are in the order of the index, hold one of the forms in a field.
    pub(super) fn held_in<F: Borrow<Form>>(
        &self,
        forms: &[F],
        field: TalkField,
        docs: &[DocId],
    ) -> Result<Vec<bool>> {
        let mut held = vec![false; docs.len()];
        for form in self.needed(self.spread(forms, Some(field))?, Some(field))? {
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
                let Some(postings) = self.lookup.postings(&form.term, Some(field), segment)? else {
                    continue;
                };
                let mut cursor = Cursor::new(&postings).map_err(|e| segment.unreadable(e))?;
                for (doc, held) in inside.filter(|(_, held)| !**held) {
                    *held = cursor.count(doc - segment.base) > 0;
                }
            }
        }
        Ok(held)
    }
}
