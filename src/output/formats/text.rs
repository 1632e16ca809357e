//! Text for people: as wide as their terminal, in colours where they are shown.

use super::{Exporter, InTurn, Row, Shape, TalkExporter};
use crate::output::results::{Appearance, Results};
use crate::output::stream::{Stream, Through};
use crate::output::terminal;
use crate::output::text::Printer;
use std::io::{self, Write};

/// Text.
pub(super) struct Text;

impl Exporter for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn help(&self) -> &'static str {
        "For people"
    }

    fn prints(&self, shape: Shape) -> bool {
        match shape {
            Shape::Talks | Shape::Counts | Shape::Facts | Shape::TalksWithCounts | Shape::Lines => true,
            Shape::Dump | Shape::Schema => false,
        }
    }

    fn through(&self, people: Through) -> Through {
        people
    }

    fn is_for_people(&self) -> bool {
        true
    }

    fn prints_hits_in_turn(&self) -> bool {
        false
    }

    fn write(&self, out: &mut dyn Write, results: &dyn Results, appearance: &Appearance) -> io::Result<()> {
        results.text(out, appearance)
    }

    fn in_turn(&self) -> InTurn<'_> {
        InTurn::Talks(self)
    }
}

impl TalkExporter for Text {
    fn has_passages(&self) -> bool {
        false
    }

    fn has_other_recaps(&self) -> bool {
        false
    }

    fn talk(&self, bytes: &mut Vec<u8>, row: &Row<'_>) -> io::Result<()> {
        let mut text = Vec::new();
        let printer = Printer::new(&mut text, terminal::width()).linked(row.paths.links.clone());
        printer.placed(row.paths.whereabouts.clone()).entry(row.talk)?;
        let mut out = Stream::new(std::mem::take(bytes), row.through);
        let written = out.write_all(&text);
        *bytes = out.into_inner();
        written
    }
}
