//! JSON Lines: one object a line, nothing else.

use super::{Exporter, InTurn, Row, Shape, TalkExporter, json};
use crate::output::results::{Appearance, Results};
use crate::output::stream::Through;
use std::io::{self, Write};

/// JSON Lines.
pub(super) struct Jsonl;

impl Exporter for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn help(&self) -> &'static str {
        "One object a line, nothing else"
    }

    fn prints(&self, shape: Shape) -> bool {
        match shape {
            Shape::Talks | Shape::Counts | Shape::Facts | Shape::Dump => true,
            Shape::TalksWithCounts | Shape::Schema | Shape::Lines => false,
        }
    }

    fn through(&self, _: Through) -> Through {
        Through::Json
    }

    fn has_error_objects(&self) -> bool {
        true
    }

    fn prints_hits_in_turn(&self) -> bool {
        true
    }

    fn write(&self, out: &mut dyn Write, results: &dyn Results, _: &Appearance) -> io::Result<()> {
        for item in results.items() {
            serde_json::to_writer(&mut *out, &item)?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn in_turn(&self) -> InTurn<'_> {
        InTurn::Talks(self)
    }
}

impl TalkExporter for Jsonl {
    fn has_passages(&self) -> bool {
        true
    }

    fn has_other_recaps(&self) -> bool {
        true
    }

    fn talk(&self, bytes: &mut Vec<u8>, row: &Row<'_>) -> io::Result<()> {
        json::append(bytes, row)?;
        bytes.push(b'\n');
        Ok(())
    }
}
