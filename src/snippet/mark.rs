//! Marks: the words of a text that a query matched, told by the terms of its plan.

use crate::analysis::{Analysis, Word, compounds, words};
use crate::index::Area;
use crate::query::plan::{Matcher, Plan, Term};
use crate::search::weights::Weights;
use std::collections::HashMap;
use std::ops::Range;

/// Words of a text that a query matched.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Bytes of the text, on character boundaries.
    pub range: Range<usize>,
    /// The clause that matched, by its place in the query.
    pub clause: usize,
    /// What the match is worth among others.
    pub worth: f32,
}

/// What a term found in a text counts for.
type Found = (usize, f32);

/// A phrase that is looked for: its slots of alternatives, and what it counts for.
type Phrase = (Vec<Vec<String>>, Found);

/// Marks the words of a query in texts.
#[derive(Debug, Default)]
pub struct Highlighter {
    surfaces: HashMap<String, Found>,
    stems: HashMap<String, Found>,
    joins: HashMap<String, Found>,
    phrases: Vec<Phrase>,
    /// Words in a row as typed, accents included.
    typed: Vec<(Vec<String>, Found)>,
    analysis: Analysis,
}

impl Highlighter {
    /// For the words that a plan ranks or requires, those it excludes left out.
    pub fn new(plan: &Plan) -> Self {
        let mut highlighter = Highlighter::default();
        let weights = Weights::default();
        for (clause, matcher) in plan.clauses.iter().chain(&plan.filters).enumerate() {
            highlighter.add(matcher, clause, &weights);
        }
        highlighter
    }

    fn add(&mut self, matcher: &Matcher, clause: usize, weights: &Weights) {
        match matcher {
            Matcher::Forms { area: Some(area), .. } if !matches!(area, Area::Title | Area::Body) => {}
            Matcher::Forms { forms, .. } => {
                for form in forms {
                    let found = (clause, weights.relation(form.relation));
                    match &form.term {
                        Term::Surface(surface) => keep(&mut self.surfaces, surface, found),
                        Term::Stem(stem) => keep(&mut self.stems, stem, found),
                        Term::Join(join) => keep(&mut self.joins, join, found),
                        Term::Phrase(slots) => self.phrases.push((slots.clone(), found)),
                    }
                }
            }
            Matcher::Typed { words, .. } => self.typed.push((words.clone(), (clause, 1.0))),
            Matcher::Any(parts) | Matcher::All(parts) => {
                parts.iter().for_each(|part| self.add(part, clause, weights));
            }
            Matcher::Kind(_) | Matcher::Has(_) | Matcher::Year(_) | Matcher::Rated(_) => {}
        }
    }

    /// The words of `text` that match, in order, without overlap.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let words = words(text);
        let mut marks: Vec<Mark> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let mark = |range: Range<usize>, (clause, worth): Found| Mark { range, clause, worth };
            if let Some(found) = self.word(word, &text[word.range.clone()]) {
                marks.push(mark(word.range.clone(), found));
            }
            if let Some(before) = at.checked_sub(1).map(|before| &words[before])
                && !self.joins.is_empty()
                && let Some(found) =
                    compounds::joined(before, word).and_then(|joined| self.joins.get(&joined))
            {
                marks.push(mark(before.range.start..word.range.end, *found));
            }
            for (typed, found) in &self.typed {
                let row = words.get(at..at + typed.len()).unwrap_or_default();
                if let Some(last) = row.last().filter(|_| row.iter().map(Word::accented).eq(typed)) {
                    marks.push(mark(word.range.start..last.range.end, *found));
                }
            }
            for (slots, found) in &self.phrases {
                if let Some(last) = phrase_end(&words[at..], slots) {
                    marks.push(mark(word.range.start..last, *found));
                }
            }
        }
        disjoint(marks)
    }

    /// What a single word counts for.
    fn word(&self, word: &Word, raw: &str) -> Option<Found> {
        let surfaces = std::iter::once(&word.surface).chain(&word.others);
        if let Some(found) = surfaces.filter_map(|surface| self.surfaces.get(surface)).next() {
            return Some(*found);
        }
        if self.stems.is_empty() {
            return None;
        }
        let stems = self.analysis.stems(word, raw);
        let best = stems.iter().filter_map(|stem| self.stems.get(stem)).max_by(|a, b| a.1.total_cmp(&b.1));
        best.copied()
    }
}

/// Keeps what a term counts for; of two, the one that is worth more.
fn keep(terms: &mut HashMap<String, Found>, term: &str, found: Found) {
    let known = terms.entry(term.to_owned()).or_insert(found);
    if found.1 > known.1 {
        *known = found;
    }
}

/// Where the phrase that begins with the first of `words` ends; `None` where it does not stand there.
fn phrase_end(words: &[Word], slots: &[Vec<String>]) -> Option<usize> {
    if slots.len() > words.len() {
        return None;
    }
    let stands = slots.iter().zip(words).all(|(slot, word)| {
        slot.contains(&word.surface) || word.others.iter().any(|other| slot.contains(other))
    });
    stands.then(|| words.get(slots.len().checked_sub(1)?).map(|word| word.range.end)).flatten()
}

/// In order, and overlapping marks made one that covers all of them and is worth the best.
fn disjoint(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match kept.last_mut() {
            Some(last) if mark.range.start < last.range.end => {
                last.range.end = last.range.end.max(mark.range.end);
                if mark.worth > last.worth {
                    (last.clause, last.worth) = (mark.clause, mark.worth);
                }
            }
            _ => kept.push(mark),
        }
    }
    kept
}
