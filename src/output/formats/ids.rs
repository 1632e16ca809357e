//! Ids for the next command.

use super::{Exporter, InTurn, Shape};
use crate::output::results::{Appearance, Results, write_ids};
use crate::output::stream::Through;
use std::io::{self, Write};

/// Ids.
pub(super) struct Ids;

impl Exporter for Ids {
    fn name(&self) -> &'static str {
        "ids"
    }

    fn help(&self) -> &'static str {
        "One id a line; with -0 a NUL after each"
    }

    fn prints(&self, shape: Shape) -> bool {
        match shape {
            Shape::Talks => true,
            Shape::Counts
            | Shape::Facts
            | Shape::TalksWithCounts
            | Shape::Dump
            | Shape::Schema
            | Shape::Lines => false,
        }
    }

    /// Ids are made safe one by one; a NUL between them must pass.
    fn through(&self, _: Through) -> Through {
        Through::Everything
    }

    fn prints_hits_in_turn(&self) -> bool {
        true
    }

    fn write(&self, out: &mut dyn Write, results: &dyn Results, appearance: &Appearance) -> io::Result<()> {
        // A number of talks has no ids.
        let Some(ids) = results.ids() else { return results.text(out, appearance) };
        write_ids(out, ids.into_iter(), appearance)
    }

    fn in_turn(&self) -> InTurn<'_> {
        InTurn::Ids
    }
}
