//! Marks: the words of a text that a query matched, found by the terms of its plan.

use super::words::Words;
use crate::analysis::beginning::Beginnings;
use crate::analysis::sieve::is_space;
use crate::analysis::{Analysis, Word, compounds};
use crate::index::TalkField;
use crate::query::plan::{Form, Matcher, Name, Plan, Relation, Term};
use crate::search::weights::Weights;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Number of marks before and behind a mark that may overlap it.
const NEIGHBOURS: usize = 8;

/// Words of a text that a query matched.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Bytes of the text, on character boundaries.
    pub range: Range<usize>,
    /// The clause that matched, by its place in the query.
    pub clause: usize,
    /// The score of the match, compared with other matches.
    pub score: f32,
    /// Whether it is not the request itself, but near it or a kind of it.
    is_other: bool,
}

/// The meaning of a term found in a text: the clause, its score, and whether it is only near the request.
type Found = (usize, f32, bool);

/// A phrase that is looked for: its slots of alternatives, and what it counts for.
type Phrase = (Vec<Vec<String>>, Found);

/// Marks the words of a query in texts.
#[derive(Debug, Default)]
pub struct Highlighter {
    surfaces: FxHashMap<String, Found>,
    stems: FxHashMap<String, Found>,
    joins: FxHashMap<String, Found>,
    phrases: Vec<Phrase>,
    /// Words in a row as typed, accents included.
    typed: Vec<(Vec<String>, Found)>,
    /// How a word begins that is any of these, or the first of them.
    beginnings: Beginnings,
    /// How a word begins that has any of the stems.
    stem_beginnings: Beginnings,
    analysis: Analysis,
    /// For names: what is searched everywhere, without the stems that names do not have, and what in one field only.
    names: Vec<(Option<TalkField>, Highlighter)>,
}

impl Highlighter {
    /// For the words that a plan ranks or requires, those it excludes left out.
    pub fn new(plan: &Plan) -> Self {
        let mut highlighter = Highlighter::default();
        let weights = Weights::default();
        for (clause, matcher) in plan.clauses.iter().chain(&plan.filters).enumerate() {
            highlighter.add(matcher, clause, &weights);
            highlighter.add_names(matcher, clause, &weights);
        }
        highlighter
    }

    fn add_names(&mut self, matcher: &Matcher, clause: usize, weights: &Weights) {
        match matcher {
            Matcher::Forms { forms, field, .. } => {
                let at = self.names.iter().position(|(known, _)| known == field).unwrap_or_else(|| {
                    self.names.push((*field, Highlighter::default()));
                    self.names.len() - 1
                });
                for form in forms.iter().filter(|form| !matches!(form.term, Term::Stem(_))) {
                    let is_other = !form.relation.is_own() || form.relation == Relation::Parts;
                    let found = (clause, weights.relation(form.relation), is_other);
                    self.names[at].1.add_term(&form.term, found);
                }
            }
            Matcher::Name(name) => {
                self.add_names(&of_name(name), clause, weights);
            }
            Matcher::Any(parts) | Matcher::All(parts) => {
                parts.iter().for_each(|part| self.add_names(part, clause, weights));
            }
            Matcher::Typed { matcher, .. } => self.add_names(matcher, clause, weights),
            _ => {}
        }
    }

    /// The words of a name that match in a field of names.
    pub(super) fn marks_in_name(&self, name: &str, field: TalkField) -> Vec<Mark> {
        let of = self.names.iter().filter(|(only, _)| only.is_none_or(|only| only == field));
        disjoint(of.flat_map(|(_, highlighter)| highlighter.marks(name)).collect())
    }

    fn add(&mut self, matcher: &Matcher, clause: usize, weights: &Weights) {
        match matcher {
            Matcher::Forms { field: Some(field), .. }
                if !matches!(field, TalkField::Title | TalkField::Body) => {}
            Matcher::Forms { forms, .. } => {
                for form in forms {
                    let is_other = !form.relation.is_own() || form.relation == Relation::Parts;
                    let found = (clause, weights.relation(form.relation), is_other);
                    self.add_term(&form.term, found);
                }
            }
            Matcher::Typed { words, .. } => {
                words.iter().take(1).for_each(|first| self.beginnings.add_surface(first));
                self.typed.push((words.clone(), (clause, 1.0, false)));
            }
            Matcher::Name(name) => self.add(&of_name(name), clause, weights),
            Matcher::Any(parts) | Matcher::All(parts) => {
                parts.iter().for_each(|part| self.add(part, clause, weights));
            }
            Matcher::Kind(_)
            | Matcher::Has(_)
            | Matcher::Language(_)
            | Matcher::Label(_)
            | Matcher::Author(_)
            | Matcher::Year(_)
            | Matcher::Date(..)
            | Matcher::Rated(_) => {}
        }
    }

    fn add_term(&mut self, term: &Term, found: Found) {
        match term {
            Term::Surface(surface) => {
                self.beginnings.add_surface(surface);
                keep(&mut self.surfaces, surface, found);
            }
            Term::Stem(stem) => {
                if !self.stems.contains_key(stem) {
                    self.beginnings.add_stem(stem);
                    self.stem_beginnings.add_stem(stem);
                }
                keep(&mut self.stems, stem, found);
            }
            Term::Join(join) => {
                self.beginnings.add_join(join);
                keep(&mut self.joins, join, found);
            }
            Term::Phrase(slots) => {
                slots.iter().take(1).flatten().for_each(|first| self.beginnings.add_surface(first));
                self.phrases.push((slots.clone(), found));
            }
            Term::Near(slots) => slots
                .iter()
                .flatten()
                .for_each(|surface| self.add_term(&Term::Surface(surface.clone()), found)),
        }
    }

    /// The words of `text` that match, in order, without overlap.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let mut marks = Vec::new();
        let (mut from, mut cut) = (0, Vec::new());
        while let Some(start) = self.beginnings.first_in(text, from) {
            let mut words = Words::new(text, start, cut);
            from = self.mark(text, &mut words, &mut marks);
            cut = words.into_cut();
        }
        disjoint(strongest(marks))
    }

    /// Marks the words of a text from some place on, up to one that is none of those searched and stands before a space;
    /// where that ends.
    fn mark(&self, text: &str, words: &mut Words<'_>, marks: &mut Vec<Mark>) -> usize {
        let mut may_begin = false;
        for at in 0.. {
            let Some((beginning, end)) = words.beginning(at) else { break };
            let mark = |range: Range<usize>, (clause, score, is_other): Found| Mark {
                range,
                clause,
                score,
                is_other,
            };
            let may_end = may_begin;
            may_begin = self.beginnings.may_have(beginning);
            if may_begin
                && let Some(word) = words.get(at)
                && let Some(found) = self.word(word, &text[word.range.clone()])
            {
                marks.push(mark(word.range.clone(), found));
            }
            if may_end
                && !self.joins.is_empty()
                && let Some([before, word]) = words.pair(at - 1)
                && let Some(found) =
                    compounds::joined(before, word).and_then(|joined| self.joins.get(&joined))
            {
                marks.push(mark(before.range.start..word.range.end, *found));
            }
            if !may_begin {
                if text.as_bytes().get(end).is_some_and(|&byte| is_space(byte)) {
                    return end;
                }
                continue;
            }
            for (typed, found) in &self.typed {
                if let Some(range) = words.row(at, typed.len(), |word, own| typed[own] == word.accented()) {
                    marks.push(mark(range, *found));
                }
            }
            for (slots, found) in &self.phrases {
                let stands = |word: &Word, own: usize| {
                    let slot: &[String] = &slots[own];
                    slot.contains(&word.surface) || word.others.iter().any(|other| slot.contains(other))
                };
                if let Some(range) = words.row(at, slots.len(), stands) {
                    marks.push(mark(range, *found));
                }
            }
        }
        text.len()
    }

    /// The meaning of a single word for the marks.
    fn word(&self, word: &Word, raw: &str) -> Option<Found> {
        let surfaces = std::iter::once(&word.surface).chain(&word.others);
        if let Some(found) = surfaces.filter_map(|surface| self.surfaces.get(surface)).next() {
            return Some(*found);
        }
        if self.stems.is_empty() || !self.stem_beginnings.may_have_stem(word, raw) {
            return None;
        }
        let stems = self.analysis.stems(word, raw);
        let best = stems.iter().filter_map(|stem| self.stems.get(stem)).max_by(|a, b| a.1.total_cmp(&b.1));
        best.copied()
    }
}

/// A name and its words, as the forms of one clause.
fn of_name(name: &Name) -> Matcher {
    let forms = name.forms().map(|(form, relation)| Form { term: form.term.clone(), relation });
    Matcher::Forms { label: name.label.clone(), forms: forms.collect(), field: None }
}

/// Keeps the meaning of a term; of two, the one with the higher score.
fn keep(terms: &mut FxHashMap<String, Found>, term: &str, found: Found) {
    let known = terms.entry(term.to_owned()).or_insert(found);
    if found.1 > known.1 {
        *known = found;
    }
}

/// The marks without the weaker ones: a match near a clause is dropped where the text holds the clause itself, and a mark
/// where it overlaps one of the same clause with a higher score.
fn strongest(mut marks: Vec<Mark>) -> Vec<Mark> {
    if marks.iter().any(|mark| mark.is_other) {
        let own = marks.iter().filter(|mark| !mark.is_other);
        let held: FxHashSet<usize> = own.map(|mark| mark.clause).collect();
        marks.retain(|mark| !(mark.is_other && held.contains(&mark.clause)));
    }
    marks.sort_by_key(|mark| mark.range.start);
    let is_kept = |at: usize| {
        let mark = &marks[at];
        let near = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(marks.len());
        !marks[near].iter().any(|other| {
            let overlap = other.range.start < mark.range.end && mark.range.start < other.range.end;
            overlap && other.clause == mark.clause && other.score > mark.score
        })
    };
    let strongest: Vec<bool> = (0..marks.len()).map(is_kept).collect();
    marks.into_iter().zip(strongest).filter_map(|(mark, is_kept)| is_kept.then_some(mark)).collect()
}

/// The marks in order. Overlapping marks become one that covers all of them and has the highest score.
fn disjoint(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match kept.last_mut() {
            Some(last) if mark.range.start < last.range.end => {
                last.range.end = last.range.end.max(mark.range.end);
                if mark.score > last.score {
                    (last.clause, last.score) = (mark.clause, mark.score);
                }
            }
            _ => kept.push(mark),
        }
    }
    kept
}
