//! The words of the index: which ones begin so, which ones are spelt nearly so, and how many talks hold them.

use super::schema::Area;
use super::{Index, Segment};
use crate::analysis::compounds;
use crate::{Error, Result};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};
use tantivy_fst::Automaton;

/// The areas whose words stand for the whole vocabulary, names included.
const AREAS: [Area; 6] =
    [Area::Title, Area::Body, Area::Speaker, Area::Organisation, Area::Writer, Area::Event];

/// A word of the index that is spelt nearly like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The word, folded.
    pub surface: String,
    /// Letters to add, drop, change or swap to come from one to the other.
    pub distance: u8,
    /// Talks that hold it.
    pub talks: u32,
}

impl Index {
    /// How many talks hold a folded word in one of their areas, counted in the area where most do.
    pub fn frequency(&self, surface: &str) -> Result<u32> {
        let mut most = 0;
        for area in AREAS {
            most = most.max(self.count(self.fields().area(area).surfaces, surface)?);
        }
        Ok(most)
    }

    /// Whether any talk holds the folded word, one of its stems, or the word as two that are glued together.
    pub fn holds(&self, surface: &str, stems: &[String]) -> Result<bool> {
        if self.frequency(surface)? > 0 {
            return Ok(true);
        }
        for area in Area::ALL {
            let fields = *self.fields().area(area);
            if self.count(fields.joins, surface)? > 0 {
                return Ok(true);
            }
            for stem in stems {
                if let Some(field) = fields.stems
                    && self.count(field, stem)? > 0
                {
                    return Ok(true);
                }
            }
        }
        Ok(!self.parted(surface)?.is_empty())
    }

    /// The ways in which a folded word stands somewhere as two.
    pub fn parted(&self, surface: &str) -> Result<Vec<(String, String)>> {
        let mut parted = Vec::new();
        for (before, after) in compounds::parts(surface) {
            if self.follow(before, after)? {
                parted.push((before.to_owned(), after.to_owned()));
            }
        }
        Ok(parted)
    }

    /// Whether two folded words stand one after the other in any talk.
    fn follow(&self, before: &str, after: &str) -> Result<bool> {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for segment in self.segments() {
            for area in AREAS {
                let field = self.fields().area(area).surfaces;
                let postings = |text| segment.postings(field, text, IndexRecordOption::WithFreqsAndPositions);
                let Some(mut left) = postings(before)? else { continue };
                let Some(mut right) = postings(after)? else { continue };
                while left.doc() != TERMINATED {
                    let doc = left.doc();
                    if right.doc() < doc {
                        right.seek(doc);
                    }
                    if right.doc() == doc && segment.is_alive(doc) {
                        left.positions(&mut first);
                        right.positions(&mut second);
                        if first.iter().any(|place| second.binary_search(&(place + 1)).is_ok()) {
                            return Ok(true);
                        }
                    }
                    if right.doc() == TERMINATED {
                        break;
                    }
                    if right.doc() > doc {
                        left.seek(right.doc())
                    } else {
                        left.advance()
                    };
                }
            }
        }
        Ok(false)
    }

    /// How many talks have a term in a field.
    fn count(&self, field: Field, text: &str) -> Result<u32> {
        let mut talks = 0;
        for segment in self.segments() {
            let term = Term::from_field_text(field, text);
            let frequency = segment.terms(field)?.doc_freq(&term).map_err(|e| Error::io(self.folder(), e))?;
            talks += segment.count(frequency, || segment.postings(field, text, IndexRecordOption::Basic))?;
        }
        Ok(talks)
    }

    /// The talks whose title or body holds a folded word.
    pub fn holders(&self, surface: &str) -> Result<BTreeSet<DocId>> {
        let mut holders = BTreeSet::new();
        for area in [Area::Title, Area::Body] {
            holders.extend(self.holding(self.fields().area(area).surfaces, surface)?);
        }
        Ok(holders)
    }

    /// The words that begin with `prefix` and how many talks hold each; `None` when there are more than `limit`.
    pub fn beginning_with(&self, prefix: &str, limit: usize) -> Result<Option<BTreeMap<String, u32>>> {
        let mut found = BTreeMap::new();
        for area in AREAS {
            let mut in_area: BTreeMap<String, u32> = BTreeMap::new();
            for segment in self.segments() {
                let terms = segment.terms(self.fields().area(area).surfaces)?;
                let failed = |e| Error::io(self.folder(), e);
                let mut stream = terms.terms().range().ge(prefix.as_bytes()).into_stream().map_err(failed)?;
                while let Some((key, info)) = stream.next() {
                    let Some(word) = std::str::from_utf8(key).ok().filter(|word| word.starts_with(prefix))
                    else {
                        break;
                    };
                    let talks = self.living(segment, &terms, info)?;
                    if talks > 0 {
                        *in_area.entry(word.to_owned()).or_default() += talks;
                    }
                    if in_area.len() > limit {
                        return Ok(None);
                    }
                }
            }
            for (word, talks) in in_area {
                let most = found.entry(word).or_insert(0);
                *most = talks.max(*most);
            }
            if found.len() > limit {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }

    /// The words within `distance` edits (1 or 2, a swap of neighbours counts one) of a folded word.
    pub fn spelt_like(&self, surface: &str, distance: u8) -> Result<Vec<Neighbour>> {
        let dfa = LevenshteinAutomatonBuilder::new(distance, true).build_dfa(surface);
        let mut found: BTreeMap<String, Neighbour> = BTreeMap::new();
        for area in AREAS {
            let mut in_area: BTreeMap<String, (u8, u32)> = BTreeMap::new();
            for segment in self.segments() {
                let terms = segment.terms(self.fields().area(area).surfaces)?;
                let failed = |e| Error::io(self.folder(), e);
                let mut stream = terms.terms().search(Spelling(&dfa)).into_stream().map_err(failed)?;
                while let Some((key, info)) = stream.next() {
                    let (Ok(word), Distance::Exact(distance)) = (std::str::from_utf8(key), dfa.eval(key))
                    else {
                        continue;
                    };
                    let talks = self.living(segment, &terms, info)?;
                    if talks > 0 {
                        in_area.entry(word.to_owned()).or_insert((distance, 0)).1 += talks;
                    }
                }
            }
            for (word, (distance, talks)) in in_area {
                let neighbour =
                    found.entry(word.clone()).or_insert(Neighbour { surface: word, distance, talks });
                neighbour.talks = neighbour.talks.max(talks);
            }
        }
        Ok(found.into_values().collect())
    }

    /// The ids that begin with `prefix`, as the recaps alone make them.
    pub fn ids_beginning_with(&self, prefix: &str) -> Result<BTreeSet<String>> {
        let mut ids = BTreeSet::new();
        for segment in self.segments() {
            let terms = segment.terms(self.fields().id)?;
            let failed = |e| Error::io(self.folder(), e);
            let mut stream = terms.terms().range().ge(prefix.as_bytes()).into_stream().map_err(failed)?;
            while let Some((key, info)) = stream.next() {
                let Some(id) = std::str::from_utf8(key).ok().filter(|id| id.starts_with(prefix)) else {
                    break;
                };
                if self.living(segment, &terms, info)? > 0 {
                    ids.insert(id.to_owned());
                }
            }
        }
        Ok(ids)
    }

    /// How many talks of a segment have a term.
    fn living(&self, segment: &Segment, terms: &InvertedIndexReader, info: &TermInfo) -> Result<u32> {
        segment.count(info.doc_freq, || {
            let postings = terms.read_postings_from_terminfo(info, IndexRecordOption::Basic);
            postings.map(Some).map_err(|e| Error::io(self.folder(), e))
        })
    }
}

/// Drives the term dictionary with a spelling automaton.
struct Spelling<'a>(&'a DFA);

impl Automaton for Spelling<'_> {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, &state: &u32) -> bool {
        matches!(self.0.distance(state), Distance::Exact(_))
    }

    fn can_match(&self, &state: &u32) -> bool {
        state != SINK_STATE
    }

    fn accept(&self, &state: &u32, byte: u8) -> u32 {
        self.0.transition(state, byte)
    }
}
