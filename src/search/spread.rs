//! The forms of a word as they are looked up: what each is indexed as besides, and which of them need no look-up.

use super::matching::Matching;
use super::statistics::Statistics;
use crate::Result;
use crate::index::TalkField;
use crate::index::vocabulary::is_own_stem;
use crate::query::plan::{Form, Relation, Term};
use std::borrow::{Borrow, Cow};

impl<K: Statistics> Matching<'_, K> {
    /// The forms, and what they are indexed as besides: a stem also as the word that is its own stem, words glued together
    /// also as two, with a space between.
    pub(crate) fn spread<'f, F: Borrow<Form>>(
        &self,
        forms: &'f [F],
        field: Option<TalkField>,
    ) -> Result<Vec<Cow<'f, Form>>> {
        let forms = || forms.iter().map(Borrow::<Form>::borrow);
        let mut all: Vec<Cow<'f, Form>> = forms().map(Cow::Borrowed).collect();
        let exact = exact(forms());
        for Form { term, relation } in forms() {
            match term {
                Term::Stem(stem) => {
                    let itself = Term::Surface(stem.clone());
                    let has_stems = field.is_none_or(TalkField::is_prose) && is_own_stem(stem);
                    if has_stems && !forms().any(|form| form.term == itself) {
                        all.push(Cow::Owned(Form { term: itself, relation: *relation }));
                    }
                }
                Term::Join(glued) => {
                    for (before, after) in self.known.parted(glued, &|part| exact.contains(&part))? {
                        let words = Term::Phrase(vec![vec![before], vec![after]]);
                        all.push(Cow::Owned(Form { term: words, relation: *relation }));
                    }
                }
                Term::Surface(_) | Term::Phrase(_) | Term::Near(_) => {}
            }
        }
        Ok(all)
    }

    /// The forms without those of several words that another form makes superfluous: where `kubernetes` is searched, a talk
    /// with `managed kubernetes` is found by the one word, which counts at least as often there and for no less. So is one with
    /// `container runtime`, where `container` is another name of what is searched.
    pub(crate) fn needed<'f>(
        &self,
        forms: Vec<Cow<'f, Form>>,
        field: Option<TalkField>,
    ) -> Result<Vec<Cow<'f, Form>>> {
        let mut covered = Vec::with_capacity(forms.len());
        for form in &forms {
            covered.push(self.is_covered(form, &forms, field)?);
        }
        Ok(forms.into_iter().zip(covered).filter(|(_, covered)| !covered).map(|(form, _)| form).collect())
    }

    /// Whether at one place of a form there can only stand words that are forms by themselves and count for no less.
    fn is_covered(&self, form: &Form, forms: &[Cow<'_, Form>], field: Option<TalkField>) -> Result<bool> {
        let (Term::Phrase(slots) | Term::Near(slots)) = &form.term else { return Ok(false) };
        let weight = self.weights.relation(form.relation);
        let is_form = |word: &&String| {
            forms.iter().any(|other| {
                matches!(&other.term, Term::Surface(own) if own == *word)
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

    /// Whether any talk holds a word in a field.
    fn is_held(&self, word: &str, field: Option<TalkField>) -> Result<bool> {
        let term = Term::Surface(word.to_owned());
        // The body holds nothing that is not held anywhere.
        let field = field.filter(|field| *field != TalkField::Body);
        let mut is_here = false;
        for segment in self.index.segments() {
            is_here = is_here || self.lookup.postings(&term, field, segment)?.is_some();
        }
        self.known.is_held(word, field, is_here)
    }
}

/// The words that are among the forms as they were typed. Such a word alone finds every talk that holds it together with
/// another word, with at least the same score.
fn exact<'f>(forms: impl Iterator<Item = &'f Form>) -> Vec<&'f str> {
    let exact = forms.filter(|form| form.relation == Relation::Exact);
    exact
        .filter_map(
            |form| if let Term::Surface(surface) = &form.term { Some(surface.as_str()) } else { None },
        )
        .collect()
}
