//! Records: rows of a table and blocks of labelled lines that each tell of one session.
//!
//! "| Titre | Speaker | Note |" and "Titre : …", "Speaker : …" say the same, a cell or a line each. Here they become the lines
//! that most recaps write: the title as a term, and below it who gave the session, its mark and its links.

use super::line::{Anchor, Line, Page, Shape};
use crate::recap::words::fold::{bare, label};
use crate::recap::words::lexicon::LABELS;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Fewest records that show that they are ones.
const ENOUGH: usize = 2;
/// Headings of a page that cut it by themselves: a table beside them sums up what they tell, unless it tells something too.
const MOST_HEADINGS: usize = 3;
/// Lines below a title among which another field of its record stands.
const NEAR: usize = 3;
/// Bytes of the longest label before a colon.
const LONGEST_LABEL: usize = 24;

/// Makes sessions of the records of a page.
pub(super) fn split(page: &mut Page) {
    rows(page);
    labelled(page);
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Title,
    Speakers,
    House,
    /// A mark or words on the session.
    Told,
    Link,
    Other,
}

fn column(header: &str) -> Column {
    let header = label(header);
    let is = |class: &str| LABELS.is(&header, class);
    if is("title") {
        Column::Title
    } else if is("speakers") {
        Column::Speakers
    } else if is("organisations") {
        Column::House
    } else if is("rating") || is("remark") {
        Column::Told
    } else if is("link") {
        Column::Link
    } else {
        Column::Other
    }
}

/// Splits the rows of tables that tell of sessions.
fn rows(page: &mut Page) {
    let is_row = |line: &Line| line.shape == Shape::Row && !line.noise;
    if !page.lines.iter().any(is_row) {
        return;
    }
    let titles: Vec<String> = page
        .lines
        .iter()
        .filter(|line| matches!(line.shape, Shape::Heading(_)))
        .map(|line| format!(" {} ", bare(&line.text)))
        .collect();
    let mut lines: Vec<Line> = Vec::with_capacity(page.lines.len());
    let mut coming = std::mem::take(&mut page.lines).into_iter().peekable();
    while let Some(line) = coming.next() {
        if !is_row(&line) {
            lines.push(line);
            continue;
        }
        let mut table = vec![line];
        while let Some(row) = coming.next_if(is_row) {
            table.push(row);
        }
        lines.extend(sessions(&table, &titles).unwrap_or(table));
    }
    page.lines = lines;
}

/// The sessions that a table tells of, its first row apart; nothing where it tells of none, or headings tell of them too.
fn sessions(table: &[Line], titles: &[String]) -> Option<Vec<Line>> {
    let (header, rows) = table.split_first().filter(|(_, rows)| rows.len() >= ENOUGH)?;
    let heads: Vec<&str> =
        cells(&header.text).into_iter().map(|cell| header.text.get(cell).unwrap_or_default()).collect();
    let columns: Vec<Column> = heads.iter().map(|head| column(head)).collect();
    let has = |column: Column| columns.contains(&column);
    let title = columns.iter().position(|column| *column == Column::Title)?;
    let linked = has(Column::Speakers) && has(Column::Link) && titles.len() < MOST_HEADINGS;
    if !has(Column::Told) && !linked {
        return None;
    }
    let rows: Vec<(&Line, Vec<Range<usize>>)> = rows.iter().map(|row| (row, cells(&row.text))).collect();
    let titled = |(row, cells): &(&Line, Vec<Range<usize>>)| {
        let title = cells.get(title).and_then(|cell| row.text.get(cell.clone())).unwrap_or_default();
        cells.len() == columns.len() && title.contains(char::is_alphabetic)
    };
    if !rows.iter().all(titled) {
        return None;
    }
    let told = |(row, cells): &&(&Line, Vec<Range<usize>>)| {
        let words = format!(" {} ", bare(row.text.get(cells[title].clone()).unwrap_or_default()));
        titles.iter().any(|heading| heading.contains(&words))
    };
    if rows.iter().filter(told).count() * 3 > rows.len() {
        return None;
    }
    let mut lines = vec![Line { noise: true, ..header.clone() }];
    for (row, cells) in rows {
        let name = part(row, cells[title].clone());
        lines.push(Line { shape: Shape::Term, bold: name.text.len(), blank_before: true, ..name });
        for (n, cell) in cells.into_iter().enumerate().filter(|(n, cell)| *n != title && !cell.is_empty()) {
            let mut line = part(row, cell);
            if columns[n] == Column::House {
                line = Line { text: format!("{} : {}", heads[n], line.text), anchors: Vec::new(), ..line };
            }
            lines.push(line);
        }
    }
    Some(lines)
}

/// Where the cells of a row stand in its text, less the white space around them.
fn cells(row: &str) -> Vec<Range<usize>> {
    let mut from = 0;
    let cell = |cell: &str| {
        let start = from + cell.len() - cell.trim_start().len();
        let end = start + cell.trim().len();
        from += cell.len() + 1;
        start..end
    };
    row.split('|').map(cell).collect()
}

/// A part of a line as a line of text.
fn part(line: &Line, range: Range<usize>) -> Line {
    let anchors = line.anchors.iter().filter_map(|anchor| {
        let (start, end) = (anchor.range.start.max(range.start), anchor.range.end.min(range.end));
        (start < end)
            .then(|| Anchor { range: start - range.start..end - range.start, url: anchor.url.clone() })
    });
    Line {
        number: line.number,
        last: line.last,
        text: line.text.get(range.clone()).unwrap_or_default().to_owned(),
        anchors: anchors.collect(),
        ..Line::default()
    }
}

/// Makes titles of the lines that a label calls one, where fields of the same session stand below: "Titre : …", "Speaker : …".
fn labelled(page: &mut Page) {
    let lines = &page.lines;
    let titles =
        (0..lines.len()).filter_map(|i| Some((i, field(&lines[i]).filter(|(of, _)| *of == "title")?.1)));
    let fielded = |(i, _): &(usize, usize)| {
        let below = lines.iter().skip(i + 1).take(NEAR);
        let mut below = below.take_while(|line| field(line).is_none_or(|(of, _)| of != "title"));
        below.any(|line| field(line).is_some_and(|(of, _)| of == "speakers"))
    };
    let titles: Vec<(usize, usize)> = titles.filter(fielded).collect();
    let labels: FxHashSet<String> =
        titles.iter().map(|&(i, at)| label(lines[i].text.get(..at).unwrap_or_default())).collect();
    if titles.len() < ENOUGH || labels.len() > 1 {
        return;
    }
    for (i, at) in titles {
        let line = &mut page.lines[i];
        let rest = line.text.get(at..).unwrap_or_default();
        let start = at + rest.len() - rest.trim_start_matches([':', ' ', '\u{a0}', '*']).len();
        if start < line.text.len() {
            let name = part(line, start..line.text.len());
            *line = Line {
                shape: Shape::Term,
                bold: name.text.len(),
                blank_before: true,
                ruled: line.ruled,
                ..name
            };
        }
    }
}

/// The class of the label of a line that is a field, and where its colon stands.
fn field(line: &Line) -> Option<(&'static str, usize)> {
    if line.noise || !matches!(line.shape, Shape::Text | Shape::Item(_)) {
        return None;
    }
    let at = line.text.as_bytes().iter().take(LONGEST_LABEL).position(|byte| *byte == b':')?;
    let before = label(line.text.get(..at)?.trim_start_matches(['-', '*', '•', ' ']));
    let class = ["title", "speakers"].into_iter().find(|class| LABELS.is(&before, class))?;
    Some((class, at))
}
