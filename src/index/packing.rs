//! Talks packed one by one against a dictionary of what they have in common.
//!
//! A search unpacks the few talks it shows and none of their neighbours. The dictionary is made from a sample of the talks
//! when a large index is built, lies beside its segments and stays the same until the index is rebuilt.

use crate::{Error, Result};
use std::borrow::Cow;
use std::io;
use std::sync::{Mutex, PoisonError};
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::EncoderDictionary;
use zstd::zstd_safe::CParameter;

/// The name of the dictionary inside a generation.
pub(crate) const FILE: &str = "talks.dict";
/// Bytes of a dictionary at most.
const SIZE: usize = 64 << 10;
/// How hard to pack. From 3 to 9 a twentieth is gained, and the time trebled.
const LEVEL: i32 = 3;
/// Bytes that a talk may have at most when it is unpacked: recaps have fewer.
const LARGEST: usize = 1 << 30;

/// Stands before a talk that is stored as it is.
const PLAIN: u8 = 0;
/// Stands before the length of a talk and the talk packed.
const PACKED: u8 = 1;
/// Bytes of a length; the lowest comes first.
const LENGTH: usize = 4;

/// Makes a dictionary from a sample of encoded talks.
///
/// # Errors
/// Where the sample is too small or too much the same.
pub(crate) fn train(sample: &[Vec<u8>]) -> io::Result<Vec<u8>> {
    zstd::dict::from_samples(sample, SIZE)
}

/// A dictionary made ready to pack with.
pub(crate) fn encoder(dictionary: &[u8]) -> EncoderDictionary<'static> {
    EncoderDictionary::copy(dictionary, LEVEL)
}

/// Packs encoded talks.
pub(crate) struct Packer<'d>(Option<Compressor<'d>>);

impl<'d> Packer<'d> {
    /// Packs against a dictionary, or not at all.
    pub(crate) fn new(dictionary: Option<&'d EncoderDictionary<'d>>) -> io::Result<Packer<'d>> {
        let mut compressor = dictionary.map(Compressor::with_prepared_dictionary).transpose()?;
        if let Some(compressor) = &mut compressor {
            // Stored once for all talks, or by this program.
            compressor.set_parameter(CParameter::DictIdFlag(false))?;
            compressor.set_parameter(CParameter::ContentSizeFlag(false))?;
        }
        Ok(Packer(compressor))
    }

    /// The stored form of an encoded talk: a byte that says what follows, that, and how long all this is. Its length is at
    /// the end because Tantivy puts bytes of its own before it.
    pub(crate) fn pack(&mut self, talk: &[u8]) -> io::Result<Vec<u8>> {
        let too_long = |_| io::Error::new(io::ErrorKind::InvalidInput, "a talk of 4 GiB");
        let length = |bytes: usize| u32::try_from(bytes).map(u32::to_le_bytes).map_err(too_long);
        let mut stored = Vec::with_capacity(talk.len() + 2 * LENGTH + 1);
        match &mut self.0 {
            Some(compressor) => {
                stored.push(PACKED);
                stored.extend(length(talk.len())?);
                stored.extend(compressor.compress(talk)?);
            }
            None => {
                stored.push(PLAIN);
                stored.extend(talk);
            }
        }
        stored.extend(length(stored.len())?);
        Ok(stored)
    }
}

/// Unpacks stored talks.
pub(crate) struct Unpacker(Option<Mutex<Decompressor<'static>>>);

impl Unpacker {
    /// Unpacks what was packed against a dictionary; only what was not packed where there is none.
    pub(crate) fn new(dictionary: Option<&[u8]>) -> io::Result<Unpacker> {
        let decompressor = dictionary.map(Decompressor::with_dictionary).transpose()?;
        Ok(Unpacker(decompressor.map(Mutex::new)))
    }

    /// The encoded talk that a stored document ends in.
    pub(crate) fn unpack<'d>(&self, document: &'d [u8]) -> Result<Cow<'d, [u8]>> {
        let damaged =
            |reason: &str| Error::Damaged { what: "a stored talk".into(), reason: reason.to_owned() };
        let stored = document.split_last_chunk::<LENGTH>().and_then(|(before, length)| {
            let length = u32::from_le_bytes(*length) as usize;
            before.get(before.len().checked_sub(length)?..)
        });
        let (kind, stored) =
            stored.and_then(<[u8]>::split_first).ok_or_else(|| damaged("shorter than it says"))?;
        let packed = stored.split_first_chunk::<LENGTH>();
        match (*kind, packed, &self.0) {
            (PLAIN, ..) => Ok(Cow::Borrowed(stored)),
            (PACKED, Some((length, packed)), Some(decompressor)) => {
                let length = u32::from_le_bytes(*length) as usize;
                let mut decompressor = decompressor.lock().unwrap_or_else(PoisonError::into_inner);
                let talk = decompressor.decompress(packed, length.min(LARGEST));
                talk.map(Cow::Owned).map_err(|e| damaged(&e.to_string()))
            }
            _ => Err(damaged("not as talks are stored")),
        }
    }
}
