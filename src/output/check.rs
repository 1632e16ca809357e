//! What `recaps check` found in an index.

use super::language::{count, say};
use super::message::SCHEMA_VERSION;
use super::results::{Appearance, Object, Results};
use super::terminal::safe;
use crate::corpus::shown;
use crate::index::check::{Examination, Fault};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// What was found.
#[derive(Debug, Serialize)]
pub struct CheckMessage<'a> {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The folder of the index.
    pub index: String,
    /// Number of the generation that was examined; `null` where there is none.
    pub generation: Option<u64>,
    /// Files that were read.
    pub files: usize,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// Talks that were counted.
    pub talks: usize,
    /// What is damaged.
    pub faults: &'a [Fault],
    /// Whether the index was built anew.
    pub repaired: bool,
}

impl<'a> CheckMessage<'a> {
    /// What was found in the index in `folder`.
    pub fn new(folder: &Path, examination: &'a Examination, repaired: bool) -> Self {
        CheckMessage {
            schema_version: SCHEMA_VERSION,
            index: shown(folder),
            generation: examination.generation,
            files: examination.files,
            bytes: examination.bytes,
            talks: examination.talks,
            faults: &examination.faults,
            repaired,
        }
    }
}

impl Results for CheckMessage<'_> {
    fn text(&self, out: &mut dyn Write, _: &Appearance) -> io::Result<()> {
        for fault in self.faults {
            let damaged = format!("damaged: {}: {}", fault.what, fault.reason);
            writeln!(out, "{}", safe(&say(&damaged)))?;
        }
        if self.faults.is_empty() {
            let (files, talks) = (count(self.files, "file"), count(self.talks, "talk"));
            let sound = format!("sound: {files}, {} bytes, {talks}", self.bytes);
            writeln!(out, "{}", say(&sound))?;
        }
        if self.repaired {
            writeln!(out, "{}", say("repaired: built anew from the corpus"))?;
        }
        Ok(())
    }

    fn object(&self) -> Object<'_> {
        Box::new(self)
    }
}
