//! Talks and counts for other programs: CSV for spreadsheets, ids for the next command.
//!
//! CSV is RFC 4180 with `\n`: a header, then a row each; commas, quotation marks and spaces at the ends are kept by
//! quoting, values of a list are joined by `; `, unknown is empty. Columns may be added at the end, never moved. Text that
//! begins as a formula does has an apostrophe before it: a spreadsheet shows it and works nothing out.

use super::message::TalkMessage;
use super::terminal::safe;
use crate::search::facets::Count;
use crate::search::timeline::Period;
use csv::Writer;
use std::io::{self, Write};

/// Columns of talks. `rating` is the mark as written and `rating_value` its number; `recap`, `publisher` and `url` are
/// of the recap, `file` and the lines where the talk stands in it.
pub const TALK_COLUMNS: [&str; 25] = [
    "rank",
    "score",
    "id",
    "kind",
    "title",
    "event",
    "year",
    "date",
    "city",
    "speakers",
    "organisations",
    "writers",
    "rating",
    "rating_value",
    "words",
    "links",
    "recap",
    "publisher",
    "url",
    "file",
    "first_line",
    "last_line",
    "tags",
    "path",
    "matched",
];
/// Columns of the values of a field.
pub const COUNT_COLUMNS: [&str; 2] = ["value", "count"];
/// Columns of a timeline.
pub const PERIOD_COLUMNS: [&str; 5] = ["event", "year", "count", "talks", "share"];

/// Writes talks as CSV.
pub fn talks<'t>(mut out: impl Write, talks: impl Iterator<Item = TalkMessage<'t>>) -> io::Result<()> {
    header(&mut out)?;
    for message in talks {
        talk(&mut out, &message)?;
    }
    Ok(())
}

/// Writes what stands above talks as CSV.
pub fn header(out: impl Write) -> io::Result<()> {
    let mut rows = Writer::from_writer(out);
    rows.write_record(TALK_COLUMNS).map_err(io_error)?;
    rows.flush()
}

/// Writes one talk as CSV.
pub fn talk(out: impl Write, talk: &TalkMessage<'_>) -> io::Result<()> {
    let mut rows = Writer::from_writer(out);
    let links: Vec<&str> = talk.links.iter().map(|link| link.url.as_str()).collect();
    rows.write_record([
        known(talk.rank),
        known(talk.score),
        text(talk.id),
        text(talk.kind.as_str()),
        text(talk.title),
        text(talk.event.unwrap_or_default()),
        known(talk.year),
        text(talk.date.unwrap_or_default()),
        text(talk.city.unwrap_or_default()),
        list(talk.speakers),
        list(talk.organisations),
        list(talk.writers),
        text(talk.rating.map_or("", |rating| &rating.raw)),
        known(talk.rating.and_then(|rating| rating.value)),
        talk.words.to_string(),
        list(&links),
        text(talk.recap.title.as_deref().unwrap_or_default()),
        text(talk.recap.publisher.as_deref().unwrap_or_default()),
        text(talk.recap.url.as_deref().unwrap_or_default()),
        text(&talk.source.source.file),
        talk.source.source.first_line.to_string(),
        talk.source.source.last_line.to_string(),
        list(&talk.recap.tags),
        text(talk.source.path.as_deref().unwrap_or_default()),
        text(talk.matched.unwrap_or_default()),
    ])
    .map_err(io_error)?;
    rows.flush()
}

/// Writes the values of a field as CSV.
pub fn counts(out: impl Write, counts: &[Count]) -> io::Result<()> {
    let mut rows = Writer::from_writer(out);
    rows.write_record(COUNT_COLUMNS).map_err(io_error)?;
    for count in counts {
        rows.write_record([text(&count.value), count.count.to_string()]).map_err(io_error)?;
    }
    rows.flush()
}

/// Writes a timeline as CSV.
pub fn periods(out: impl Write, periods: &[Period]) -> io::Result<()> {
    let mut rows = Writer::from_writer(out);
    rows.write_record(PERIOD_COLUMNS).map_err(io_error)?;
    for period in periods {
        rows.write_record([
            text(period.event.as_deref().unwrap_or_default()),
            known(period.year),
            period.count.to_string(),
            period.talks.to_string(),
            period.share.to_string(),
        ])
        .map_err(io_error)?;
    }
    rows.flush()
}

/// Writes ids, each with a line end after it, or with a NUL as `xargs -0` wants it.
pub fn ids<'t>(mut out: impl Write, ids: impl Iterator<Item = &'t str>, null: bool) -> io::Result<()> {
    let end = if null { b"\0" } else { b"\n" };
    for id in ids {
        out.write_all(safe(id).as_bytes())?;
        out.write_all(end)?;
    }
    Ok(())
}

/// What the system said, so that a closed pipe is known for one.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

fn known(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// What spreadsheets take for the beginning of a formula, in its wide form too.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

fn text(value: &str) -> String {
    let value = safe(value);
    // Some pass over spaces before they look, line ends and tabs among them: those are spaces by now.
    if value.trim_start().starts_with(FORMULA) { format!("'{value}") } else { value.into_owned() }
}

fn list(values: &[impl AsRef<str>]) -> String {
    let values: Vec<_> = values.iter().map(AsRef::as_ref).collect();
    text(&values.join("; "))
}
