//! Talks and counts as tables, for formats that print rows.
//!
//! Columns may be added at the end, never moved.

use super::message::TalkMessage;
use super::results::{Cell, Table};
use crate::search::facets::Count;
use crate::search::timeline::Period;

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

/// Talks as a table.
pub fn talks<'t>(talks: impl Iterator<Item = TalkMessage<'t>> + 't) -> Table<'t> {
    Table { columns: &TALK_COLUMNS, rows: Box::new(talks.map(talk)) }
}

/// One talk, in the order of [`TALK_COLUMNS`].
pub fn talk(talk: TalkMessage<'_>) -> Vec<Cell<'_>> {
    let (recap, source) = (talk.recap, talk.source.source);
    vec![
        Cell::known(talk.rank),
        Cell::known(talk.score),
        Cell::text(talk.id),
        Cell::text(talk.kind.as_str()),
        Cell::text(talk.title),
        Cell::text(talk.event),
        Cell::known(talk.year),
        Cell::text(talk.date),
        Cell::text(talk.city),
        Cell::list(talk.speakers),
        Cell::list(talk.organisations),
        Cell::list(talk.writers),
        Cell::text(talk.rating.map(|rating| rating.raw.as_str())),
        Cell::known(talk.rating.and_then(|rating| rating.value)),
        Cell::number(talk.words),
        Cell::List(talk.links.iter().map(|link| link.url.as_str()).collect()),
        Cell::text(recap.title.as_deref()),
        Cell::text(recap.publisher.as_deref()),
        Cell::text(recap.url.as_deref()),
        Cell::text(source.file.as_str()),
        Cell::number(source.first_line),
        Cell::number(source.last_line),
        Cell::list(&recap.tags),
        Cell::Text(talk.source.path.unwrap_or_default().into()),
        Cell::text(talk.matched),
    ]
}

/// The values of a field as a table.
pub fn counts(counts: &[Count]) -> Table<'_> {
    let rows = counts.iter().map(|count| vec![Cell::text(count.value.as_str()), Cell::number(count.count)]);
    Table { columns: &COUNT_COLUMNS, rows: Box::new(rows) }
}

/// A timeline as a table.
pub fn periods(periods: &[Period]) -> Table<'_> {
    let rows = periods.iter().map(|period| {
        vec![
            Cell::text(period.event.as_deref()),
            Cell::known(period.year),
            Cell::number(period.count),
            Cell::number(period.talks),
            Cell::number(period.share),
        ]
    });
    Table { columns: &PERIOD_COLUMNS, rows: Box::new(rows) }
}
