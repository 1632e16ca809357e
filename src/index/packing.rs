//! Talks packed one by one against a dictionary of what they have in common.
//!
//! A search unpacks the few talks it shows and none of their neighbours. The dictionary is made from a sample of the talks
//! when a large index is built, lies beside its segments and stays the same until the index is rebuilt.

use crate::{Error, Result};
use std::io;
use std::sync::{Mutex, PoisonError};
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::EncoderDictionary;
use zstd::zstd_safe::CParameter;

/// The name of the dictionary inside a generation.
pub(crate) const FILE: &str = "talks.dict";
/// Bytes of a dictionary at the most.
const SIZE: usize = 64 << 10;
/// How hard to pack. From 3 to 9 a twentieth is gained, and the time trebled.
const LEVEL: i32 = 3;
/// Bytes that a talk may have at the most when it is unpacked: recaps have fewer.
const LARGEST: usize = 1 << 30;

/// Stands before a talk that is stored as it is.
const PLAIN: u8 = 0;
/// Stands before the length of a talk, four bytes of which the lowest comes first, and the talk packed.
const PACKED: u8 = 1;

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
            // Told once for all talks, or by us.
            compressor.set_parameter(CParameter::DictIdFlag(false))?;
            compressor.set_parameter(CParameter::ContentSizeFlag(false))?;
        }
        Ok(Packer(compressor))
    }

    /// The stored form of an encoded talk.
    pub(crate) fn pack(&mut self, talk: &[u8]) -> io::Result<Vec<u8>> {
        let mut stored = Vec::with_capacity(talk.len() + 1);
        match (&mut self.0, u32::try_from(talk.len())) {
            (Some(compressor), Ok(length)) => {
                stored.push(PACKED);
                stored.extend(length.to_le_bytes());
                stored.extend(compressor.compress(talk)?);
            }
            _ => {
                stored.push(PLAIN);
                stored.extend(talk);
            }
        }
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

    /// The encoded talk of a stored form.
    pub(crate) fn unpack(&self, stored: &[u8]) -> Result<Vec<u8>> {
        let damaged =
            |reason: &str| Error::Damaged { what: "a stored talk".into(), reason: reason.to_owned() };
        match stored {
            [PLAIN, talk @ ..] => Ok(talk.to_vec()),
            [PACKED, a, b, c, d, packed @ ..] => {
                let none = || damaged("packed against what is not there");
                let mut decompressor =
                    self.0.as_ref().ok_or_else(none)?.lock().unwrap_or_else(PoisonError::into_inner);
                let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
                decompressor.decompress(packed, length.min(LARGEST)).map_err(|e| damaged(&e.to_string()))
            }
            _ => Err(damaged("empty")),
        }
    }
}
