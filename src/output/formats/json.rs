//! JSON: one object, in one line.

use super::{Exporter, InTurn, Row, Shape, TalkExporter};
use crate::output::results::{Appearance, Results};
use crate::output::stream::{Through, escape};
use std::io::{self, Write};

/// JSON.
pub(super) struct Json;

impl Exporter for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn help(&self) -> &'static str {
        "One object"
    }

    fn prints(&self, shape: Shape) -> bool {
        match shape {
            Shape::Talks | Shape::Counts | Shape::Facts | Shape::TalksWithCounts | Shape::Schema => true,
            Shape::Dump | Shape::Lines => false,
        }
    }

    fn through(&self, _: Through) -> Through {
        Through::Json
    }

    fn has_error_objects(&self) -> bool {
        true
    }

    fn prints_hits_in_turn(&self) -> bool {
        false
    }

    fn write(&self, out: &mut dyn Write, results: &dyn Results, _: &Appearance) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &results.object())?;
        writeln!(out)
    }

    fn in_turn(&self) -> InTurn<'_> {
        InTurn::Talks(self)
    }
}

impl TalkExporter for Json {
    fn has_passages(&self) -> bool {
        false
    }

    fn has_other_recaps(&self) -> bool {
        true
    }

    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn talk(&self, bytes: &mut Vec<u8>, row: &Row<'_>) -> io::Result<()> {
        if row.at > 0 {
            bytes.push(b',');
        }
        append(bytes, row)
    }

    fn end(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"]\n")
    }
}

/// Appends the object of a talk.
pub(super) fn append(bytes: &mut Vec<u8>, row: &Row<'_>) -> io::Result<()> {
    let from = bytes.len();
    serde_json::to_writer(&mut *bytes, &row.message())?;
    escape(bytes, from);
    Ok(())
}
