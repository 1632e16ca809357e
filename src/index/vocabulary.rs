//! The words of the index: which ones begin so, which ones are spelt nearly so, and how many talks hold them.

use super::automata::{Beginning, Spelling};
use super::segment::rows;
use super::talk_field::join;
use super::terms::Terms;
use super::{Index, Segment, TalkField, record, schema};
use crate::Result;
use crate::analysis::{compounds, is_stop_word, stem, words};
use crate::talk::Talk;
use fixedbitset::FixedBitSet;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, TERMINATED};

/// Number of talks that are read for how they write a word.
pub(crate) const SPELT_IN: usize = 3;

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

/// What is known of the words of all talks, wherever the talks are.
pub trait Vocabulary {
    /// How many talks hold a folded word.
    fn frequency(&self, surface: &str) -> Result<u32>;

    /// How many talks have a key: a stem that is no word there, or neighbours that are glued together.
    fn key_frequency(&self, key: &str) -> Result<u32>;

    /// Whether a folded word stands in a short field of any talk.
    fn stands_in(&self, area: TalkField, surface: &str) -> Result<bool>;

    /// Whether two folded words stand one after the other in any talk.
    fn follow(&self, before: &str, after: &str) -> Result<bool>;

    /// A folded word as a few of the talks that hold it write it most often: with its accents, in lower case. They are those
    /// whose texts have the lowest hashes, so that the same ones are read however the index came about.
    fn spelling(&self, surface: &str) -> Result<String>;

    /// For each of some folded words the number of talks that hold it and all of `company`; `None` where no talk holds all of
    /// these. Words of `company` that no talk holds are passed over.
    fn in_company(&self, words: &[&str], company: &[&str]) -> Result<Option<Vec<usize>>>;

    /// The words that begin with `prefix` and how many talks hold each; `None` when there are more than `limit`.
    fn beginning_with(&self, prefix: &str, limit: usize) -> Result<Option<BTreeMap<String, u32>>>;

    /// The words within `distance` edits (1 or 2, a swap of neighbours counts one) of a folded word; none of a very long one.
    fn spelt_like(&self, surface: &str, distance: u8) -> Result<Vec<Neighbour>>;

    /// How many talks hold a stem, or the word that is its own stem: of the two whichever are more.
    fn stem_frequency(&self, stem: &str) -> Result<u32> {
        let as_word = if is_own_stem(stem) { self.frequency(stem)? } else { 0 };
        Ok(self.key_frequency(stem)?.max(as_word))
    }

    /// Whether any talk holds the folded word, one of its stems, or the word as two that are glued together.
    fn holds(&self, surface: &str, stems: &[String]) -> Result<bool> {
        if self.frequency(surface)? > 0 || self.key_frequency(&join(surface))? > 0 {
            return Ok(true);
        }
        for stem in stems {
            if self.key_frequency(stem)? > 0 || (is_own_stem(stem) && self.frequency(stem)? > 0) {
                return Ok(true);
            }
        }
        self.stands_parted(surface)
    }

    /// Whether a folded word stands somewhere as two.
    fn stands_parted(&self, surface: &str) -> Result<bool> {
        for (before, after) in compounds::parts(surface) {
            if self.follow(before, after)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether folded words stand one after the other, or glued together if they are two; of more than two each pair may
    /// stand somewhere else.
    fn holds_in_a_row(&self, words: &[String]) -> Result<bool> {
        for pair in words.windows(2) {
            if !self.follow(&pair[0], &pair[1])? && (words.len() > 2 || self.frequency(&pair.concat())? == 0)
            {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether a stem, where it stands as a word, counts as the stem.
pub(crate) fn is_own_stem(stem: &str) -> bool {
    !is_stop_word(stem) && stem::is_its_own(stem)
}

impl Vocabulary for Index {
    fn frequency(&self, surface: &str) -> Result<u32> {
        self.count(self.fields().words, surface)
    }

    fn key_frequency(&self, key: &str) -> Result<u32> {
        self.count(self.fields().keys, key)
    }

    fn stands_in(&self, area: TalkField, surface: &str) -> Result<bool> {
        Ok(self.count(self.fields().names, &area.surface(surface))? > 0)
    }

    fn follow(&self, before: &str, after: &str) -> Result<bool> {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for segment in self.segments() {
            let failed = |e| segment.unreadable(e);
            let terms = segment.terms(self.fields().words)?;
            // Most parts of a word are no words: that is asked before any list is read.
            let Some(left) = terms.find(before.as_bytes()).map_err(failed)? else { continue };
            let Some(right) = terms.find(after.as_bytes()).map_err(failed)? else { continue };
            let postings = |info| terms.postings(info, IndexRecordOption::WithFreqsAndPositions);
            let mut left = postings(&left).map_err(failed)?;
            let mut right = postings(&right).map_err(failed)?;
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
        Ok(false)
    }

    fn spelling(&self, surface: &str) -> Result<String> {
        let marks = self.numbers(schema::MARK)?;
        let mut holders: Vec<(u64, DocId)> = Vec::new();
        for segment in self.segments() {
            segment.each(self.fields().words, surface, |docs| {
                let living = docs.iter().filter(|doc| segment.is_alive(**doc)).map(|doc| segment.base + doc);
                holders.extend(living.map(|doc| (marks.of(doc), doc)));
            })?;
        }
        holders.sort_unstable();
        let talks = holders.into_iter().take(SPELT_IN).map(|(_, doc)| self.stored(doc));
        Ok(most_spelt(surface, &talks.collect::<Result<Vec<_>>>()?))
    }

    fn in_company(&self, words: &[&str], company: &[&str]) -> Result<Option<Vec<usize>>> {
        let mut together: Option<FixedBitSet> = None;
        for word in company {
            let holders = self.holders(self.fields().words, word)?;
            if holders.is_clear() {
                continue;
            }
            match &mut together {
                Some(together) => together.intersect_with(&holders),
                None => together = Some(holders),
            }
        }
        let Some(together) = together.filter(|together| !together.is_clear()) else { return Ok(None) };
        let holders = words.iter().map(|word| self.holders(self.fields().words, word));
        let counts = holders.map(|holders| Ok(holders?.intersection_count(&together)));
        counts.collect::<Result<_>>().map(Some)
    }

    fn beginning_with(&self, prefix: &str, limit: usize) -> Result<Option<BTreeMap<String, u32>>> {
        let mut found: BTreeMap<String, u32> = BTreeMap::new();
        for segment in self.segments() {
            let terms = segment.terms(self.fields().words)?;
            let failed = |e| segment.unreadable(e);
            let mut outcome = Ok(());
            let listed = terms.each(&Beginning(prefix.as_bytes()), |word, info| {
                let Ok(word) = std::str::from_utf8(word) else { return ControlFlow::Continue(()) };
                match talks_with(segment, &terms, info) {
                    Ok(0) => {}
                    Ok(talks) => *found.entry(word.to_owned()).or_default() += talks,
                    Err(error) => outcome = Err(error),
                }
                if found.len() > limit || outcome.is_err() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            listed.map_err(failed)?;
            outcome?;
            if found.len() > limit {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }

    fn spelt_like(&self, surface: &str, distance: u8) -> Result<Vec<Neighbour>> {
        let mut found: BTreeMap<String, Neighbour> = BTreeMap::new();
        let Some(spelling) = Spelling::like(surface, distance) else { return Ok(Vec::new()) };
        for segment in self.segments() {
            let terms = segment.terms(self.fields().words)?;
            let failed = |e| segment.unreadable(e);
            let mut outcome = Ok(());
            let listed = terms.each(&spelling, |word, info| {
                let (Ok(word), Some(distance)) = (std::str::from_utf8(word), spelling.distance(word)) else {
                    return ControlFlow::Continue(());
                };
                match talks_with(segment, &terms, info) {
                    Ok(0) => {}
                    Ok(talks) => {
                        let new = || Neighbour { surface: word.to_owned(), distance, talks: 0 };
                        found.entry(word.to_owned()).or_insert_with(new).talks += talks;
                    }
                    Err(error) => outcome = Err(error),
                }
                if outcome.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            listed.map_err(failed)?;
            outcome?;
        }
        Ok(found.into_values().collect())
    }
}

impl Index {
    /// How many talks have a term in a field.
    fn count(&self, field: Field, text: &str) -> Result<u32> {
        let mut talks = 0;
        for segment in self.segments() {
            let terms = segment.terms(field)?;
            if let Some(info) = terms.find(text.as_bytes()).map_err(|e| segment.unreadable(e))? {
                talks += talks_with(segment, &terms, &info)?;
            }
        }
        Ok(talks)
    }

    /// The file of the recap that `part` stands for in ids; `None` where it stands for none.
    pub(crate) fn recap_with_ids(&self, part: &str) -> Result<Option<String>> {
        for id in self.ids_beginning_with(&format!("{part}/"))? {
            if let Some(&doc) = self.with_id(&id)?.first() {
                return Ok(Some(self.stored(doc)?.source.file));
            }
        }
        Ok(None)
    }

    /// The ids that hold a part.
    pub fn ids_containing(&self, part: &str) -> Result<BTreeSet<String>> {
        let mut ids = self.ids_beginning_with("")?;
        ids.retain(|id| id.contains(part));
        Ok(ids)
    }

    /// The ids that begin with `prefix`.
    pub fn ids_beginning_with(&self, prefix: &str) -> Result<BTreeSet<String>> {
        let mut ids = BTreeSet::new();
        for segment in self.segments() {
            let Some(column) = segment.ids()? else { continue };
            let failed = |e| segment.unreadable(e);
            let dictionary = column.dictionary();
            let mut begun = dictionary.range().ge(prefix).into_stream().map_err(failed)?;
            while begun.advance() {
                let Some(id) = std::str::from_utf8(begun.key()).ok().filter(|id| id.starts_with(prefix))
                else {
                    break;
                };
                ids.insert(id.to_owned());
            }
            if segment.entry().deleted.is_empty() {
                continue;
            }
            // What no talk that answers has any more is no candidate.
            let mut lost = Vec::new();
            for id in &ids {
                if self.with_id(id)?.is_empty() {
                    lost.push(id.clone());
                }
            }
            for id in &lost {
                ids.remove(id);
            }
        }
        Ok(ids)
    }
}

/// How many talks of a segment have a term.
fn talks_with(segment: &Segment, terms: &Terms, info: &TermInfo) -> Result<u32> {
    let talks = segment.count(info.doc_freq as usize, |on| rows(terms, info, on))?;
    // No more than Tantivy has documents.
    Ok(talks as u32)
}

/// A folded word as some talks write it most often; as it is where none does.
pub(crate) fn most_spelt(surface: &str, talks: &[Talk]) -> String {
    let mut spellings: BTreeMap<String, u32> = BTreeMap::new();
    for talk in talks {
        for text in TalkField::ALL.into_iter().flat_map(|field| record::texts(talk, field)) {
            for word in words(&text).iter().filter(|word| word.surface == surface) {
                *spellings.entry(word.accented().to_owned()).or_default() += 1;
            }
        }
    }
    // Capitals often lack their accents: of spellings that are as frequent, the one with them.
    let best = spellings.into_iter().max_by(|(a, often_a), (b, often_b)| {
        often_a.cmp(often_b).then_with(|| a.len().cmp(&b.len())).then_with(|| b.cmp(a))
    });
    best.map_or_else(|| surface.to_owned(), |(spelling, _)| spelling)
}
