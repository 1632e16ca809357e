//! Counts for people: a line each, with a bar as long as the count.

use super::terminal::{FAINT, TITLE, safe};
use crate::search::facets::Count;
use crate::search::timeline::Period;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Bars.
const BAR: Style = AnsiColor::Green.on_default();
/// Columns of a line where stdout is no terminal.
const PIPE: usize = 80;
/// Columns of the longest bar, however wide the terminal is.
const LONGEST: usize = 40;
/// Columns that are left for the longest bar, however narrow the terminal is.
const SHORTEST: usize = 8;
/// Eighths of a column, from one to seven.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/// Stands where a name was cut.
const ELLIPSIS: &str = "…";
/// Stands for what is not known.
const UNKNOWN: &str = "?";

/// One line: a name, what is said of it, and a count.
struct Row {
    name: String,
    figures: String,
    count: usize,
}

/// The values of a field, a line each.
pub fn values(out: &mut impl Write, counts: &[Count], width: Option<usize>) -> io::Result<()> {
    let row = |count: &Count| Row {
        name: safe(&count.value).into_owned(),
        figures: count.count.to_string(),
        count: count.count,
    };
    rows(out, counts.iter().map(row).collect(), width)
}

/// The values of a field below its name.
pub fn facet(out: &mut impl Write, name: &str, counts: &[Count], width: Option<usize>) -> io::Result<()> {
    writeln!(out, "{TITLE}{name}{TITLE:#}")?;
    values(out, counts, width)
}

/// A timeline, a line a period: its name, talks on the topic, talks in all, and the share of the first in the second.
pub fn timeline(out: &mut impl Write, periods: &[Period], width: Option<usize>) -> io::Result<()> {
    let digits = |of: fn(&Period) -> usize| periods.iter().map(of).max().unwrap_or(0).to_string().len();
    let (counts, talks) = (digits(|period| period.count), digits(|period| period.talks));
    let row = |period: &Period| Row {
        name: safe(&name(period)).into_owned(),
        figures: format!(
            "{:>counts$} of {:>talks$} {:>5.1} %",
            period.count,
            period.talks,
            period.share * 100.0
        ),
        count: period.count,
    };
    rows(out, periods.iter().map(row).collect(), width)
}

/// `Event 2024`, or what is known of it.
fn name(period: &Period) -> String {
    let parts = [period.event.clone(), period.year.map(|year| year.to_string())];
    let known: Vec<String> = parts.into_iter().flatten().collect();
    if known.is_empty() { UNKNOWN.to_owned() } else { known.join(" ") }
}

/// Prints rows with names and figures in columns. In a pipe names are never cut.
fn rows(out: &mut impl Write, rows: Vec<Row>, width: Option<usize>) -> io::Result<()> {
    let longest = |of: fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let figures = longest(|row| row.figures.width());
    let gaps = 4;
    let columns = width.unwrap_or(PIPE);
    let mut names = longest(|row| row.name.width());
    if width.is_some() {
        names = names.min(columns.saturating_sub(figures + gaps + SHORTEST).max(SHORTEST));
    }
    let room = columns.saturating_sub(names + figures + gaps).clamp(SHORTEST, LONGEST);
    let most = longest(|row| row.count);
    for row in &rows {
        let name = fit(&row.name, names);
        let gap = names - name.width().min(names);
        let bar = bar(row.count, most, room);
        write!(out, "{name}{:gap$}  {FAINT}{:>figures$}{FAINT:#}", "", row.figures)?;
        if !bar.is_empty() {
            write!(out, "  {BAR}{bar}{BAR:#}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A name cut to so many columns, between what a reader takes for characters.
fn fit(name: &str, columns: usize) -> String {
    if name.width() <= columns {
        return name.to_owned();
    }
    let mut kept = String::new();
    for grapheme in name.graphemes(true) {
        if kept.width() + grapheme.width() + ELLIPSIS.width() > columns {
            break;
        }
        kept.push_str(grapheme);
    }
    kept + ELLIPSIS
}

/// A bar for `count` where the bar for `most` takes `room` columns. Nothing has no bar, one talk is always seen.
fn bar(count: usize, most: usize, room: usize) -> String {
    if count == 0 {
        return String::new();
    }
    let eighths = (count * room * 8 / most.max(1)).max(1);
    let mut bar = "█".repeat(eighths / 8);
    bar.extend((eighths % 8).checked_sub(1).map(|at| EIGHTHS[at]));
    bar
}
