//! The words of the index: which ones begin so, which ones are spelt nearly so, and how many talks hold them.

use super::Index;
use super::schema::Area;
use crate::{Error, Result};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, DocSet, TERMINATED};
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
        Ok(false)
    }

    /// How many talks have a term in a field.
    fn count(&self, field: Field, text: &str) -> Result<u32> {
        let inverted = self.segment().inverted_index(field).map_err(|e| self.failed(e))?;
        inverted.doc_freq(&Term::from_field_text(field, text)).map_err(|e| Error::io(self.folder(), e))
    }

    /// The talks whose title or body holds a folded word.
    pub fn holders(&self, surface: &str) -> Result<BTreeSet<DocId>> {
        let mut holders = BTreeSet::new();
        for area in [Area::Title, Area::Body] {
            let field = self.fields().area(area).surfaces;
            let inverted = self.segment().inverted_index(field).map_err(|e| self.failed(e))?;
            let term = Term::from_field_text(field, surface);
            let postings = inverted.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(|e| Error::io(self.folder(), e))? else { continue };
            while postings.doc() != TERMINATED {
                holders.insert(postings.doc());
                postings.advance();
            }
        }
        Ok(holders)
    }

    /// The words that begin with `prefix` and how many talks hold each; `None` when there are more than `limit`.
    pub fn beginning_with(&self, prefix: &str, limit: usize) -> Result<Option<BTreeMap<String, u32>>> {
        let mut found = BTreeMap::new();
        for area in AREAS {
            let field = self.fields().area(area).surfaces;
            let inverted = self.segment().inverted_index(field).map_err(|e| self.failed(e))?;
            let failed = |e| Error::io(self.folder(), e);
            let mut stream = inverted.terms().range().ge(prefix.as_bytes()).into_stream().map_err(failed)?;
            while let Some((key, info)) = stream.next() {
                let Some(word) = std::str::from_utf8(key).ok().filter(|word| word.starts_with(prefix)) else {
                    break;
                };
                let talks = found.entry(word.to_owned()).or_insert(0);
                *talks = info.doc_freq.max(*talks);
                if found.len() > limit {
                    return Ok(None);
                }
            }
        }
        Ok(Some(found))
    }

    /// The words within `distance` edits (1 or 2, a swap of neighbours counts one) of a folded word.
    pub fn spelt_like(&self, surface: &str, distance: u8) -> Result<Vec<Neighbour>> {
        let dfa = LevenshteinAutomatonBuilder::new(distance, true).build_dfa(surface);
        let mut found: BTreeMap<String, Neighbour> = BTreeMap::new();
        for area in AREAS {
            let field = self.fields().area(area).surfaces;
            let inverted = self.segment().inverted_index(field).map_err(|e| self.failed(e))?;
            let failed = |e| Error::io(self.folder(), e);
            let mut stream = inverted.terms().search(Spelling(&dfa)).into_stream().map_err(failed)?;
            while let Some((key, info)) = stream.next() {
                let (Ok(word), Distance::Exact(distance)) = (std::str::from_utf8(key), dfa.eval(key)) else {
                    continue;
                };
                let neighbour = found.entry(word.to_owned()).or_insert_with(|| Neighbour {
                    surface: word.to_owned(),
                    distance,
                    talks: 0,
                });
                neighbour.talks = neighbour.talks.max(info.doc_freq);
            }
        }
        Ok(found.into_values().collect())
    }

    fn failed(&self, error: tantivy::TantivyError) -> Error {
        Error::from_tantivy(self.folder(), error)
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
