//! CSV for spreadsheets: RFC 4180 with `\n`, a header, then a row each.
//!
//! Commas, quotation marks and spaces at the ends are kept by quoting, values of a list are joined by `; `, unknown is empty.
//! Text that begins as a formula does has an apostrophe before it: a spreadsheet shows it and works nothing out.

use super::{Exporter, InTurn, Row, Shape, TalkExporter};
use crate::output::results::{Appearance, Cell, Results, Table};
use crate::output::rows::{TALK_COLUMNS, talk};
use crate::output::stream::Through;
use crate::output::terminal::safe;
use std::borrow::Cow;
use std::io::{self, Write};

/// CSV.
pub(super) struct Csv;

impl Exporter for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn help(&self) -> &'static str {
        "For spreadsheets: a header, then a row each; lists joined by \"; \""
    }

    fn prints(&self, shape: Shape) -> bool {
        match shape {
            Shape::Talks | Shape::Counts => true,
            Shape::Facts | Shape::TalksWithCounts | Shape::Dump | Shape::Schema | Shape::Lines => false,
        }
    }

    /// Cells are made safe one by one.
    fn through(&self, _: Through) -> Through {
        Through::Everything
    }

    fn prints_hits_in_turn(&self) -> bool {
        true
    }

    fn write(&self, out: &mut dyn Write, results: &dyn Results, appearance: &Appearance) -> io::Result<()> {
        // A number alone needs no header.
        let Some(Table { columns, rows }) = results.table() else { return results.text(out, appearance) };
        write(out, columns, rows)
    }

    fn in_turn(&self) -> InTurn<'_> {
        InTurn::Talks(self)
    }
}

impl TalkExporter for Csv {
    fn has_passages(&self) -> bool {
        false
    }

    fn has_other_recaps(&self) -> bool {
        false
    }

    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        write(out, &TALK_COLUMNS, std::iter::empty())
    }

    fn talk(&self, bytes: &mut Vec<u8>, row: &Row<'_>) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(bytes);
        record(&mut writer, &talk(row.message()))?;
        writer.flush()
    }
}

/// Writes a header and rows.
fn write<'c>(
    out: &mut dyn Write,
    columns: &[&str],
    rows: impl Iterator<Item = Vec<Cell<'c>>>,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(columns).map_err(io_error)?;
    for row in rows {
        record(&mut writer, &row)?;
    }
    writer.flush()
}

fn record(writer: &mut csv::Writer<impl Write>, row: &[Cell<'_>]) -> io::Result<()> {
    for cell in row {
        match cell {
            Cell::Number(digits) => writer.write_field(digits),
            Cell::Text(text) => writer.write_field(guarded(text).as_bytes()),
            Cell::List(values) => writer.write_field(guarded(&values.join("; ")).as_bytes()),
        }
        .map_err(io_error)?;
    }
    writer.write_record(None::<&[u8]>).map_err(io_error)
}

/// What the system said, so that a closed pipe is known for one.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// What spreadsheets take for the beginning of a formula, in its wide form too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

fn guarded(value: &str) -> Cow<'_, str> {
    let value = safe(value);
    // Some pass over spaces before they look, line ends and tabs among them: those are spaces by now.
    if value.trim_start().starts_with(FORMULA) { format!("'{value}").into() } else { value }
}
