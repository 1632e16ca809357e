//! The formats in which results are printed: one exporter a format, and the one list of them.
//!
//! A new format is a file here with its [`Exporter`], and a line in [`FORMATS`].

mod csv;
mod ids;
mod json;
mod jsonl;
mod row;
mod text;

use super::results::{Appearance, Results};
use super::stream::Through;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::fmt;
use std::io::{self, Write};

pub use row::Row;

/// All formats, in the order in which they are named to people. The first is used where none is asked for.
pub const FORMATS: &[Format] =
    &[Format(&text::Text), Format(&json::Json), Format(&jsonl::Jsonl), Format(&csv::Csv), Format(&ids::Ids)];

/// How results are printed.
#[derive(Clone, Copy)]
pub struct Format(&'static dyn Exporter);

/// What a verb prints, by what a format needs to be able to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Talks: each has fields, columns and an id.
    Talks,
    /// Counts: each has fields and columns.
    Counts,
    /// Facts, in an object.
    Facts,
    /// Talks, and counts beside them: one object.
    TalksWithCounts,
    /// The talks of a whole index, one object a line.
    Dump,
    /// The JSON Schema of the answers.
    Schema,
    /// Lines for people.
    Lines,
}

/// How a format prints talks that are read one after the other.
pub enum InTurn<'a> {
    /// By their ids: no talk is read.
    Ids,
    /// Each by itself.
    Talks(&'a dyn TalkExporter),
}

/// One format.
pub trait Exporter: Sync {
    /// The word that asks for it.
    fn name(&self) -> &'static str;

    /// What it is, in one line.
    fn help(&self) -> &'static str;

    /// Whether it can print results of a shape.
    fn prints(&self, shape: Shape) -> bool;

    /// What a stream lets through that it is written to, `people` being what a person is shown.
    fn through(&self, people: Through) -> Through;

    /// Whether people read it: then long texts go to a pager, and stderr says what is not shown.
    fn is_for_people(&self) -> bool {
        false
    }

    /// Whether errors are printed as objects too.
    fn has_error_objects(&self) -> bool {
        false
    }

    /// Whether a search reads its hits while they are printed: nothing stands around them that all of them decide.
    fn prints_hits_in_turn(&self) -> bool;

    /// Prints results as a whole.
    ///
    /// # Errors
    /// Those of `out`.
    fn write(&self, out: &mut dyn Write, results: &dyn Results, appearance: &Appearance) -> io::Result<()>;

    /// How it prints talks that are read one after the other.
    fn in_turn(&self) -> InTurn<'_>;
}

/// A format that prints talks one after the other.
pub trait TalkExporter: Sync {
    /// Whether passages are printed, where something was searched.
    fn has_passages(&self) -> bool;

    /// Whether it is printed which other recaps recount the same session.
    fn has_other_recaps(&self) -> bool;

    /// Writes what stands before the talks.
    ///
    /// # Errors
    /// Those of `out`.
    fn begin(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Appends a talk, as safe as the stream that it is printed to would make it.
    ///
    /// # Errors
    /// A talk that cannot be written in this format.
    fn talk(&self, bytes: &mut Vec<u8>, row: &Row<'_>) -> io::Result<()>;

    /// Writes what stands after the talks.
    ///
    /// # Errors
    /// Those of `out`.
    fn end(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

impl Format {
    /// The format that a word asks for.
    pub fn named(name: &str) -> Option<Format> {
        FORMATS.iter().copied().find(|format| format.name() == name)
    }

    /// The formats that print results of a shape.
    pub fn of(shape: Shape) -> impl Iterator<Item = Format> {
        FORMATS.iter().copied().filter(move |format| format.prints(shape))
    }

    /// Whether it prints of each talk which other recaps recount its session.
    pub fn has_other_recaps(&self) -> bool {
        matches!(self.in_turn(), InTurn::Talks(exporter) if exporter.has_other_recaps())
    }
}

impl std::ops::Deref for Format {
    type Target = dyn Exporter;

    fn deref(&self) -> &Self::Target {
        self.0
    }
}

impl Default for Format {
    fn default() -> Self {
        FORMATS[0]
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        FORMATS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(self.help()))
    }
}
