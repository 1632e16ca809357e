//! What several talks of an index share: stored ids, inside a segment and between two, and hashes of sessions.

use super::Index;
use super::columns::spell;
use super::schema;
use crate::{Error, Result};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use tantivy::DocId;

/// Bits of the table that hashes are looked up in, for each of them.
const BITS_A_HASH: usize = 16;
/// A dictionary is scanned where it has at most this factor times as many terms as are looked up in it.
const GO_THROUGH: usize = 32;

/// Ids that several talks of a segment have.
pub(super) fn ids_inside(index: &Index, at: usize, groups: &mut FxHashMap<String, Vec<DocId>>) -> Result<()> {
    let segment = &index.segments()[at];
    if segment.has_distinct_ids()? {
        return Ok(());
    }
    let Some(ids) = segment.ids()? else { return Ok(()) };
    let mut by_place: Vec<(u64, DocId)> = Vec::with_capacity(segment.entry().docs as usize);
    by_place.extend(segment.living().filter_map(|doc| Some((ids.term_ords(doc).next()?, doc))));
    by_place.sort_unstable();
    let shared: Vec<&[(u64, DocId)]> =
        by_place.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1).collect();
    let places: Vec<u64> = shared.iter().map(|group| group[0].0).collect();
    let mut shared = shared.into_iter();
    spell(segment, ids, &places, |_, id| {
        let docs = shared.next().into_iter().flatten().map(|(_, doc)| segment.base + doc);
        groups.entry(id.to_owned()).or_default().extend(docs);
    })
}

/// Ids that talks of two segments have, the second of which is the smaller one.
pub(super) fn ids_between(
    index: &Index,
    large: usize,
    small: usize,
    groups: &mut FxHashMap<String, Vec<DocId>>,
) -> Result<()> {
    let (large, small) = (&index.segments()[large], &index.segments()[small]);
    let (Some(of_large), Some(of_small)) = (large.ids()?, small.ids()?) else { return Ok(()) };
    let failed = |e| Error::io(index.folder(), e);
    let mut both: Vec<String> = Vec::new();
    let mut right = of_small.dictionary().stream().map_err(failed)?;
    if of_small.num_terms() * GO_THROUGH < of_large.num_terms() {
        while right.advance() {
            if of_large.dictionary().term_ord(right.key()).map_err(failed)?.is_some() {
                both.push(String::from_utf8_lossy(right.key()).into_owned());
            }
        }
    } else {
        let mut left = of_large.dictionary().stream().map_err(failed)?;
        let mut more = left.advance() && right.advance();
        while more {
            more = match left.key().cmp(right.key()) {
                std::cmp::Ordering::Less => left.advance(),
                std::cmp::Ordering::Greater => right.advance(),
                std::cmp::Ordering::Equal => {
                    both.push(String::from_utf8_lossy(right.key()).into_owned());
                    left.advance() && right.advance()
                }
            };
        }
    }
    for id in both {
        let holding = index.with_id(&id)?;
        if holding.len() > 1 {
            groups.entry(id).or_default().extend(holding);
        }
    }
    Ok(())
}

/// Talks that share a hash of a session with another. Most hashes occur once: of these few are left by a table of bits, and
/// only the others are sorted.
pub(super) fn sessions(index: &Index) -> Result<FixedBitSet> {
    let mut hashes: Vec<(u32, DocId)> = Vec::with_capacity(index.docs_in_all() as usize);
    for segment in index.segments() {
        let sessions = segment.numbers(schema::SESSIONS)?;
        for doc in segment.living() {
            hashes.extend(sessions.values_for_doc(doc).map(|hash| (hash as u32, segment.base + doc)));
        }
    }
    let bits = (hashes.len() * BITS_A_HASH).next_power_of_two();
    let (mut seen, mut again) = (FixedBitSet::with_capacity(bits), FixedBitSet::with_capacity(bits));
    for (hash, _) in &hashes {
        let bit = *hash as usize % bits;
        if seen.put(bit) {
            again.insert(bit);
        }
    }
    hashes.retain(|(hash, _)| again.contains(*hash as usize % bits));
    hashes.sort_unstable();
    let mut twice = index.none();
    for group in hashes.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        group.iter().for_each(|(_, doc)| twice.insert(*doc as usize));
    }
    Ok(twice)
}
