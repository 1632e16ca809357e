//! The terms of all talks and how many talks hold each: what queries are planned, mended and completed with, without a
//! question to the cluster.
//!
//! Stored it is one packed string of bytes: the finite-state maps of the three fields, each behind its length, then the hashes of
//! sessions that several talks have, behind their number. Unpacked it is read where it lies, in memory or in a mapped file.

use super::count::Terms;
use crate::{Error, Result};
use std::io::Read;
use tantivy::directory::OwnedBytes;
use tantivy_fst::raw::Fst;
use tantivy_fst::{Map, MapBuilder};

/// How hard to pack.
const LEVEL: i32 = 6;
/// Bytes at most, unpacked.
const LARGEST: u64 = 4 << 30;
/// Bytes of a length.
const LENGTH: usize = 8;

/// The terms of one field, and how many talks hold each.
pub type Field = Map<OwnedBytes>;

/// The terms of a generation.
pub struct Vocabulary {
    words: Field,
    keys: Field,
    names: Field,
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
        Vocabulary::read(OwnedBytes::new(Vocabulary::unpack(packed)?))
    }

    /// What [`Vocabulary::read`] reads, of what `Vocabulary::encode` packed.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
        let mut plain = Vec::new();
        let decoder = zstd::stream::read::Decoder::new(packed).map_err(|e| damaged(e.to_string()))?;
        decoder.take(LARGEST).read_to_end(&mut plain).map_err(|e| damaged(e.to_string()))?;
        Ok(plain)
    }

    /// The terms in unpacked bytes, which stay where they are.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn read(mut plain: OwnedBytes) -> Result<Vocabulary> {
        let ends = || damaged("it ends early".to_owned());
        let mut field = || -> Result<Field> {
            let length = number(&mut plain).filter(|length| *length <= plain.len()).ok_or_else(ends)?;
            let (bytes, rest) = plain.clone().split(length);
            plain = rest;
            Ok(Map::from(Fst::new(bytes).map_err(|e| damaged(e.to_string()))?))
        };
        let (words, keys, names) = (field()?, field()?, field()?);
        number(&mut plain).filter(|count| plain.len() / size_of::<u32>() == *count).ok_or_else(ends)?;
        let (hashes, _) = plain.as_slice().as_chunks();
        let sessions = hashes.iter().map(|hash| u32::from_le_bytes(*hash)).collect();
        Ok(Vocabulary { words, keys, names, sessions })
    }

    /// Folded words.
    pub fn words(&self) -> &Field {
        &self.words
    }

    /// Stems, and neighbours that are glued together.
    pub fn keys(&self) -> &Field {
        &self.keys
    }

    /// Terms of short fields, each with the name of its field.
    pub fn names(&self) -> &Field {
        &self.names
    }

    /// The hashes of sessions that several talks have, in order.
    pub fn sessions(&self) -> &[u32] {
        &self.sessions
    }
}

/// Takes a number from the front.
fn number(bytes: &mut OwnedBytes) -> Option<usize> {
    let number = (bytes.len() >= LENGTH).then(|| bytes.read_u64())?;
    usize::try_from(number).ok()
}

fn damaged(reason: String) -> Error {
    Error::Damaged { what: "the vocabulary of the index".to_owned(), reason }
}
