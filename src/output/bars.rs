//! Counts for people: a line each, with a bar as long as the count.

use super::in_order;
use super::language::{decimal, say};
use super::results::Appearance;
use super::terminal::{FAINT, TITLE, columns, safe};
use crate::recap::short_event;
use crate::search::facets::{Count, Counts};
use crate::search::timeline::Period;
use anstyle::{AnsiColor, Style};
use std::borrow::Cow;
use std::io::{self, Write};
use std::num::NonZero;
use std::thread::available_parallelism;
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
/// Fewer rows are made on one core: they take no longer than to begin on another.
const MANY: usize = 4096;
/// Rows that are made together.
const TOGETHER: usize = 16;
/// Eighths of a column, from one to seven.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/// Parts that a share is drawn in.
const SHARES: f64 = 100_000.0;
/// Stands where a name was cut.
const ELLIPSIS: &str = "…";
/// Stands for what is not known.
const UNKNOWN: &str = "?";

/// One line: a name, its figures, and a count.
struct Row {
    name: String,
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

/// The values of a field, a line each. There may be a hundred thousand: none is kept beside its count, and many are made on all
/// cores.
pub fn values(out: &mut impl Write, counts: &[Count], appearance: &Appearance) -> io::Result<()> {
    let figures = counts.iter().map(|count| Figures::Count(count.count).columns()).max().unwrap_or(0);
    let names = counts.iter().fold(0, |most, count| {
        // No character takes more columns than bytes; where there is a width, another name may stand for a long one.
        let is_short = appearance.width.is_none() && count.value.len() <= most;
        if is_short { most } else { most.max(columns(&name_of(count, appearance.width, figures))) }
    });
    let most = counts.iter().map(|count| count.count).max().unwrap_or(0);
    let layout = Layout::of(names, figures, most, appearance);
    let threads = if counts.len() < MANY { 1 } else { available_parallelism().map_or(1, NonZero::get) };
    // A row is too little to be handed over by itself.
    let some: Vec<&[Count]> = counts.chunks(TOGETHER).collect();
    // Many values in a row have the same count: what stands behind their names is made once.
    let lines = |behind: &mut (Option<usize>, Vec<u8>), _, counts: &&[Count], bytes: &mut Vec<u8>| {
        let (known, end) = behind;
        for count in *counts {
            if *known != Some(count.count) {
                end.clear();
                layout.behind(end, &Figures::Count(count.count), count.count);
                *known = Some(count.count);
            }
            layout.name(bytes, &name_of(count, appearance.width, figures), "");
            bytes.extend_from_slice(end);
        }
        Ok(())
    };
    in_order::write(out, &some, threads, || Ok::<_, io::Error>((None, Vec::new())), lines)
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
        Row { name: safe(&name).into_owned(), end, figures: Figures::Text(figures), length: share }
    };
    let mut rows: Vec<Row> = periods.iter().map(row).collect();
    let figures = rows.iter().map(|row| row.figures.columns()).max().unwrap_or(0);
    for row in &mut rows {
        row.name = shortened(Cow::Borrowed(&row.name), &row.end, width, figures).into_owned();
    }
    let names = rows.iter().map(|row| columns(&row.name) + columns(&row.end)).max().unwrap_or(0);
    let most = rows.iter().map(|row| row.length).max().unwrap_or(0);
    let layout = Layout::of(names, figures, most, &Appearance { width, colours: true, nul: false });
    let mut line = Vec::new();
    for row in &rows {
        line.clear();
        layout.name(&mut line, &row.name, &row.end);
        layout.behind(&mut line, &row.figures, row.length);
        out.write_all(&line)?;
    }
    Ok(())
}

/// The name of a value.
fn name_of(count: &Count, width: Option<usize>, figures: usize) -> Cow<'_, str> {
    shortened(safe(&count.value), "", width, figures)
}

/// The name of an event, the short one where there is no room for the other and its end.
fn shortened<'n>(name: Cow<'n, str>, end: &str, width: Option<usize>, figures: usize) -> Cow<'n, str> {
    let Some(width) = width else { return name };
    let room = width.saturating_sub(figures + GAPS + SHORTEST);
    if columns(&name) + columns(end) <= room {
        return name;
    }
    short_event(&name).map_or(name, Cow::from)
}

/// How rows are laid out: names and figures in columns. In a pipe names are never cut.
struct Layout {
    /// Columns of names, of figures, and of the longest bar.
    names: usize,
    figures: usize,
    room: usize,
    /// What the longest bar stands for.
    most: usize,
    /// The part that is the same in all rows is made once: styles, and the longest bar.
    faint: String,
    bars: String,
    reset: String,
    full: String,
}

impl Layout {
    /// Of rows whose names, figures and lengths are at most so long.
    fn of(names: usize, figures: usize, most: usize, appearance: &Appearance) -> Layout {
        let Appearance { width, colours, .. } = *appearance;
        let all = width.unwrap_or(PIPE);
        let least = all.saturating_sub(figures + GAPS + SHORTEST).max(LEAST_NAME);
        let names = if width.is_some() { names.min(least) } else { names };
        let room = all.saturating_sub(names + figures + GAPS).clamp(SHORTEST, LONGEST);
        let style = |style: String| if colours { style } else { String::new() };
        Layout {
            names,
            figures,
            room,
            most,
            faint: style(FAINT.render().to_string()),
            bars: style(BAR.render().to_string()),
            reset: style(FAINT.render_reset().to_string()),
            full: "█".repeat(room),
        }
    }

    /// Adds a name and its end, which is never cut.
    fn name(&self, line: &mut Vec<u8>, name: &str, end: &str) {
        let width = columns(name) + columns(end);
        if width <= self.names {
            line.extend_from_slice(name.as_bytes());
            line.extend_from_slice(end.as_bytes());
            pad(line, self.names - width);
        } else {
            let name = fit(name, self.names.saturating_sub(columns(end))) + end;
            line.extend_from_slice(name.as_bytes());
            pad(line, self.names.saturating_sub(columns(&name)));
        }
    }

    /// Adds what stands behind a name: its figures, and what the bar draws.
    fn behind(&self, line: &mut Vec<u8>, figures: &Figures, length: usize) {
        line.extend_from_slice(b"  ");
        line.extend_from_slice(self.faint.as_bytes());
        pad(line, self.figures - figures.columns());
        match figures {
            Figures::Count(count) => line.extend_from_slice(count.to_string().as_bytes()),
            Figures::Text(text) => line.extend_from_slice(text.as_bytes()),
        }
        line.extend_from_slice(self.reset.as_bytes());
        if length > 0 {
            // One talk is always seen.
            let eighths = (length * self.room * 8 / self.most.max(1)).max(1);
            line.extend_from_slice(b"  ");
            line.extend_from_slice(self.bars.as_bytes());
            line.extend_from_slice(&self.full.as_bytes()[..eighths / 8 * '█'.len_utf8()]);
            if let Some(at) = (eighths % 8).checked_sub(1) {
                line.extend_from_slice(EIGHTHS[at].encode_utf8(&mut [0; 4]).as_bytes());
            }
            line.extend_from_slice(self.reset.as_bytes());
        }
        line.push(b'\n');
    }
}

/// Adds spaces.
fn pad(line: &mut Vec<u8>, spaces: usize) {
    line.resize(line.len() + spaces, b' ');
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
