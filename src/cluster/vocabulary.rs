//! The terms of all talks and how many talks hold each: what queries are planned, mended and completed with, without a
//! question to the cluster.
//!
//! Stored it is one packed string of bytes: the finite-state maps of the three fields, each behind its length, then the hashes of
//! sessions that several talks have, behind their number.

use super::count::Terms;
use crate::{Error, Result};
use std::io::Read;
use tantivy_fst::{Map, MapBuilder};

/// How hard to pack.
const LEVEL: i32 = 6;
/// Bytes at most, unpacked.
const LARGEST: u64 = 4 << 30;
/// Bytes of a length.
const LENGTH: usize = 8;

/// The terms of a generation.
pub struct Vocabulary {
    words: Map<Vec<u8>>,
    keys: Map<Vec<u8>>,
    names: Map<Vec<u8>>,
    sessions: Vec<u32>,
}

impl Vocabulary {
    /// The stored form of terms and of the hashes of shared sessions, which are sorted.
    pub(super) fn encode(words: &Terms, keys: &Terms, names: &Terms, sessions: &[u32]) -> Result<Vec<u8>> {
        let failed = |reason: String| Error::io("the vocabulary", std::io::Error::other(reason));
        let mut plain = Vec::new();
        for terms in [words, keys, names] {
            let mut map = MapBuilder::memory();
            for (term, talks) in terms {
                map.insert(term, u64::from(*talks)).map_err(|e| failed(e.to_string()))?;
            }
            let map = map.into_inner().map_err(|e| failed(e.to_string()))?;
            plain.extend((map.len() as u64).to_le_bytes());
            plain.extend(map);
        }
        plain.extend((sessions.len() as u64).to_le_bytes());
        plain.extend(sessions.iter().flat_map(|hash| hash.to_le_bytes()));
        zstd::bulk::compress(&plain, LEVEL).map_err(|e| failed(e.to_string()))
    }

    /// The terms that `Vocabulary::encode` packed.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn decode(packed: &[u8]) -> Result<Vocabulary> {
        let damaged =
            |reason: String| Error::Damaged { what: "the vocabulary of the index".to_owned(), reason };
        let mut plain = Vec::new();
        let decoder = zstd::stream::read::Decoder::new(packed).map_err(|e| damaged(e.to_string()))?;
        decoder.take(LARGEST).read_to_end(&mut plain).map_err(|e| damaged(e.to_string()))?;
        let mut rest = plain.as_slice();
        let mut map = || -> Result<Map<Vec<u8>>> {
            let bytes = number(&mut rest).and_then(|length| rest.split_off(..length));
            let bytes = bytes.ok_or_else(|| damaged("it ends early".to_owned()))?;
            Map::from_bytes(bytes.to_vec()).map_err(|e| damaged(e.to_string()))
        };
        let (words, keys, names) = (map()?, map()?, map()?);
        let hashes = number(&mut rest).filter(|count| rest.len() / size_of::<u32>() == *count);
        hashes.ok_or_else(|| damaged("it ends early".to_owned()))?;
        let (hashes, _) = rest.as_chunks();
        let sessions = hashes.iter().map(|hash| u32::from_le_bytes(*hash)).collect();
        Ok(Vocabulary { words, keys, names, sessions })
    }

    /// Folded words.
    pub fn words(&self) -> &Map<Vec<u8>> {
        &self.words
    }

    /// Stems, and neighbours that are glued together.
    pub fn keys(&self) -> &Map<Vec<u8>> {
        &self.keys
    }

    /// Terms of short fields, each with the name of its field.
    pub fn names(&self) -> &Map<Vec<u8>> {
        &self.names
    }

    /// The hashes of sessions that several talks have, in order.
    pub fn sessions(&self) -> &[u32] {
        &self.sessions
    }
}

/// Takes a number from the front.
fn number(bytes: &mut &[u8]) -> Option<usize> {
    let number: [u8; LENGTH] = bytes.split_off(..LENGTH)?.try_into().ok()?;
    usize::try_from(u64::from_le_bytes(number)).ok()
}
