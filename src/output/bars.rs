//! Counts for people: a line each, with a bar as long as the count.

use super::language::{decimal, say};
use super::results::Appearance;
use super::terminal::{FAINT, TITLE, columns, safe};
use crate::recap::short_event;
use crate::search::facets::{Count, Counts};
use crate::search::timeline::Period;
use anstyle::{AnsiColor, Style};
use std::borrow::Cow;
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
const SHORTEST: usize = 5;
/// Columns that names keep, however narrow the terminal is.
const LEAST_NAME: usize = 8;
/// Columns between name, figures and bar, together.
const GAPS: usize = 4;
/// Values of a field beside hits.
pub const FIRST: usize = 10;
/// Eighths of a column, from one to seven.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/// Parts that a share is drawn in.
const SHARES: f64 = 100_000.0;
/// Stands where a name was cut.
const ELLIPSIS: &str = "…";
/// Stands for what is not known.
const UNKNOWN: &str = "?";

/// One line: a name, its figures, and a count.
struct Row<'r> {
    name: Cow<'r, str>,
    /// The end of the name, which is never cut.
    end: String,
    figures: Figures,
    /// What the bar draws.
    length: usize,
}

/// The figures of a name.
enum Figures {
    /// A number.
    Count(usize),
    /// More than a number.
    Text(String),
}

impl Figures {
    /// How many columns they take.
    fn columns(&self) -> usize {
        match self {
            Figures::Count(count) => count.checked_ilog10().map_or(1, |digits| digits as usize + 1),
            Figures::Text(text) => columns(text),
        }
    }
}

/// The values of a field, a line each.
pub fn values(out: &mut impl Write, counts: &[Count], appearance: &Appearance) -> io::Result<()> {
    let mut all = of_values(counts);
    shorten(&mut all, appearance.width);
    rows(out, &all, appearance)
}

fn of_values(counts: &[Count]) -> Vec<Row<'_>> {
    let row = |count| {
        let Count { value, count }: &Count = count;
        Row { name: safe(value), end: String::new(), figures: Figures::Count(*count), length: *count }
    };
    counts.iter().map(row).collect()
}

/// The first values of a field below its name, and how many more there are.
pub fn facet(out: &mut impl Write, counts: &Counts, appearance: &Appearance) -> io::Result<()> {
    writeln!(out, "{TITLE}{}{TITLE:#}", say(counts.facet.as_str()))?;
    let first = &counts.counts[..counts.counts.len().min(FIRST)];
    values(out, first, appearance)?;
    if counts.all > first.len() {
        let more = format!("{} more", counts.all - first.len());
        writeln!(out, "{FAINT}{ELLIPSIS} {}{FAINT:#}", say(&more))?;
    }
    Ok(())
}

/// A timeline, a line a period: its name, talks on the topic, talks in all, and the share of the first in the second.
pub fn timeline(out: &mut impl Write, periods: &[Period], width: Option<usize>) -> io::Result<()> {
    let digits = |of: fn(&Period) -> usize| periods.iter().map(of).max().unwrap_or(0).to_string().len();
    let of = say("of");
    let (counts, talks) = (digits(|period| period.count), digits(|period| period.talks));
    let row = |period: &Period| {
        let Period { event, year, count, talks: all, share } = period;
        let (name, end) = match (event, year) {
            (Some(event), Some(year)) => (event.clone(), format!(" {year}")),
            (Some(event), None) => (event.clone(), String::new()),
            (None, Some(year)) => (year.to_string(), String::new()),
            (None, None) => (UNKNOWN.to_owned(), String::new()),
        };
        let percent = decimal(format!("{:>5.1}", share * 100.0));
        let figures = format!("{count:>counts$} {of} {all:>talks$} {percent} %");
        // The bar is the share: of two editions of different sizes that is what can be compared.
        let share = (share * SHARES).ceil() as usize;
        Row { name: safe(&name).into_owned().into(), end, figures: Figures::Text(figures), length: share }
    };
    let mut all: Vec<Row<'_>> = periods.iter().map(row).collect();
    shorten(&mut all, width);
    rows(out, &all, &Appearance { width, colours: true, nul: false })
}

/// Gives events their short names where there is no room for the others.
fn shorten(rows: &mut [Row<'_>], width: Option<usize>) {
    let Some(width) = width else { return };
    let figures = rows.iter().map(|row| row.figures.columns()).max().unwrap_or(0);
    let room = width.saturating_sub(figures + GAPS + SHORTEST);
    for row in rows.iter_mut().filter(|row| columns(&row.name) + columns(&row.end) > room) {
        if let Some(short) = short_event(&row.name) {
            row.name = short.into();
        }
    }
}

/// Prints rows with names and figures in columns. In a pipe names are never cut.
fn rows(out: &mut impl Write, rows: &[Row<'_>], appearance: &Appearance) -> io::Result<()> {
    let Appearance { width, colours, .. } = *appearance;
    let widths: Vec<usize> = rows.iter().map(|row| columns(&row.name) + columns(&row.end)).collect();
    let figures = rows.iter().map(|row| row.figures.columns()).max().unwrap_or(0);
    let all = width.unwrap_or(PIPE);
    let mut names = widths.iter().copied().max().unwrap_or(0);
    if width.is_some() {
        names = names.min(all.saturating_sub(figures + GAPS + SHORTEST).max(LEAST_NAME));
    }
    let room = all.saturating_sub(names + figures + GAPS).clamp(SHORTEST, LONGEST);
    let most = rows.iter().map(|row| row.length).max().unwrap_or(0);
    // There may be a hundred thousand rows: the part that is the same in all is made once.
    let style = |style: String| if colours { style } else { String::new() };
    let (faint, bars) = (style(FAINT.render().to_string()), style(BAR.render().to_string()));
    let reset = style(FAINT.render_reset().to_string());
    let full = "█".repeat(room);
    let mut line = String::new();
    for (row, &width) in rows.iter().zip(&widths) {
        line.clear();
        if width <= names {
            line.push_str(&row.name);
            line.push_str(&row.end);
            pad(&mut line, names - width);
        } else {
            let name = fit(&row.name, names.saturating_sub(columns(&row.end))) + &row.end;
            line.push_str(&name);
            pad(&mut line, names.saturating_sub(columns(&name)));
        }
        line.push_str("  ");
        line.push_str(&faint);
        pad(&mut line, figures - row.figures.columns());
        match &row.figures {
            Figures::Count(count) => push_number(&mut line, *count),
            Figures::Text(text) => line.push_str(text),
        }
        line.push_str(&reset);
        if row.length > 0 {
            // One talk is always seen.
            let eighths = (row.length * room * 8 / most.max(1)).max(1);
            line.push_str("  ");
            line.push_str(&bars);
            line.push_str(&full[..eighths / 8 * '█'.len_utf8()]);
            line.extend((eighths % 8).checked_sub(1).map(|at| EIGHTHS[at]));
            line.push_str(&reset);
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// Adds spaces.
fn pad(line: &mut String, mut spaces: usize) {
    const SPACES: &str = "                                ";
    while spaces > 0 {
        let some = spaces.min(SPACES.len());
        line.push_str(&SPACES[..some]);
        spaces -= some;
    }
}

/// Adds a number. Most counts have one digit.
fn push_number(line: &mut String, number: usize) {
    match u8::try_from(number) {
        Ok(digit @ 0..=9) => line.push(char::from(b'0' + digit)),
        _ => line.push_str(&number.to_string()),
    }
}

/// A name cut to a number of columns, between what a reader takes for characters.
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
