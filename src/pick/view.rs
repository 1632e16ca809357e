//! State to frame: the query on top, the talks found on the left, the selected one on the right.
//!
//! On a narrow terminal the selected talk stands below, on a small one the list stands alone. Everything from a recap
//! goes through [`safe`].

use super::{Seen, State, Theme};
use crate::output::terminal::safe;
use crate::output::text::{byline, wrap};
use crate::snippet::Mark;
use crate::talk::Talk;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns from which list and talk stand side by side.
const WIDE: u16 = 72;
/// Lines from which they stand one above the other on narrower terminals.
const HIGH: u16 = 12;
/// Columns of a list from which the event stands beside the year.
const ROOMY: usize = 52;
/// Lines shown above the first mark.
const ABOVE: usize = 2;

/// The sign before what is typed.
const PROMPT: &str = "> ";

/// What each key does, for those who ask.
const KEYS: &[(&str, &str)] = &[
    ("type", "search"),
    ("↑ ↓ PgUp PgDn", "move in the list (also Ctrl-P Ctrl-N)"),
    ("Alt-↑ ↓ PgUp PgDn", "scroll the talk (also with Shift)"),
    ("← → Home End", "move in the line (also Ctrl-A Ctrl-E)"),
    ("Ctrl-U Ctrl-W", "empty the line, delete a word"),
    ("Tab", "mark the talk, to choose several"),
    ("Alt-K Ctrl-T", "kind: all, talk, keynotes, section"),
    ("Alt-Y Ctrl-Y", "year: all, then the newest to the oldest"),
    ("Enter", "choose: print the ids"),
    ("Esc Ctrl-C", "leave with nothing"),
    ("F1", "these keys (also ? on an empty line)"),
];

/// Shows a state on a frame, and says what there was to see.
pub fn draw(frame: &mut Frame<'_>, state: &State, theme: &Theme) -> Seen {
    let [query, status, middle, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(if frame.area().height > 5 { 1 } else { 0 }),
    ])
    .areas(frame.area());
    let (list, talk) = split(middle);
    draw_query(frame, query, state, theme);
    line(frame, status, 0, &status_line(state, theme));
    line(frame, keys, 0, &Line::styled("Enter choose · Tab mark · F1 keys · Esc leave", theme.faint));
    draw_list(frame, list, state, theme);
    let mut seen = draw_talk(frame, talk, state, theme);
    seen.rows = usize::from(list.height);
    if state.help() {
        draw_help(frame, theme);
    }
    seen
}

/// Where the list and the selected talk stand.
fn split(area: Rect) -> (Rect, Rect) {
    let fence = Constraint::Length(1);
    if area.width >= WIDE {
        let [list, _, talk] =
            Layout::horizontal([Constraint::Percentage(45), fence, Constraint::Min(0)]).areas(area);
        (list, talk)
    } else if area.height >= HIGH {
        let [list, _, talk] =
            Layout::vertical([Constraint::Percentage(45), fence, Constraint::Min(0)]).areas(area);
        (list, talk)
    } else {
        (area, Rect::default())
    }
}

/// Writes one line of an area; nothing where the area does not reach so far.
fn line(frame: &mut Frame<'_>, area: Rect, row: usize, line: &Line<'_>) {
    if let Some(row) = u16::try_from(row).ok().filter(|row| *row < area.height && area.width > 0) {
        frame.buffer_mut().set_line(area.x, area.y + row, line, area.width);
    }
}

/// What is typed, moved so that the cursor is seen.
fn draw_query(frame: &mut Frame<'_>, area: Rect, state: &State, theme: &Theme) {
    let (before, after) = state.query().halves();
    let (before, after) = (safe(before), safe(after));
    let room = usize::from(area.width).saturating_sub(PROMPT.width() + 1);
    let mut hidden = before.width().saturating_sub(room);
    let seen = before.graphemes(true).skip_while(|grapheme| {
        let skipped = hidden > 0;
        hidden = hidden.saturating_sub(grapheme.width());
        skipped
    });
    let seen: String = seen.collect();
    let column = PROMPT.width() + seen.width();
    line(
        frame,
        area,
        0,
        &Line::from(vec![Span::styled(PROMPT, theme.prompt), Span::raw(seen), Span::raw(after)]),
    );
    if let Some(column) = u16::try_from(column).ok().filter(|column| *column < area.width && area.height > 0)
    {
        frame.set_cursor_position((area.x + column, area.y));
    }
}

fn status_line<'s>(state: &'s State, theme: &Theme) -> Line<'s> {
    let talks = if state.total() == 1 { "talk" } else { "talks" };
    let mut parts = vec![format!("{} {talks}", state.total())];
    parts.extend(state.kind().map(|kind| format!("kind {}", kind.as_str())));
    parts.extend(state.year().map(|year| format!("year {year}")));
    if !state.marked().is_empty() {
        parts.push(format!("{} marked", state.marked().len()));
    }
    parts.extend(state.note().map(|note| safe(note).into_owned()));
    Line::styled(format!("  {}", parts.join(" · ")), theme.faint)
}

/// The talks found: marked or not, rank, title, event and year.
fn draw_list(frame: &mut Frame<'_>, area: Rect, state: &State, theme: &Theme) {
    let rows = usize::from(area.height).max(1);
    let width = usize::from(area.width);
    // The list moves as little as it must for the selected talk to be seen.
    let first = state.selected().saturating_sub(rows - 1);
    for (row, (place, talk)) in state.talks().iter().enumerate().skip(first).take(rows).enumerate() {
        let sign = if state.marked().contains(&talk.id) { '*' } else { ' ' };
        let rank = format!("{sign}{:>3} ", place + 1);
        let year = talk.year.map(|year| year.to_string()).unwrap_or_default();
        let when = match &talk.event {
            Some(event) if width >= ROOMY => {
                let event = safe(event);
                let (event, rest) = clip(&event, width / 3);
                format!(" {event}{rest} {year}")
            }
            _ => format!(" {year}"),
        };
        let room = width.saturating_sub(rank.width() + when.width());
        let (title, rest) = clip(&talk.title, room);
        let marks = state.highlighter().marks(&talk.title);
        let mut spans = vec![Span::styled(rank, theme.faint)];
        spans.extend(pieces(title, 0..title.len(), &marks, Style::new(), theme.listed));
        spans.push(Span::raw(rest));
        let used: usize = spans.iter().map(Span::width).sum();
        spans.push(Span::raw(" ".repeat(width.saturating_sub(used + when.width()))));
        spans.push(Span::styled(when, theme.faint));
        let shown = Line::from(spans);
        line(frame, area, row, &shown);
        if place == state.selected() {
            let at = Rect { y: area.y + row as u16, height: 1, ..area };
            frame.buffer_mut().set_style(at.intersection(area), theme.selected);
        }
    }
}

/// The selected talk: title, people and place, and its text below, from its first mark on where nobody scrolled.
fn draw_talk(frame: &mut Frame<'_>, area: Rect, state: &State, theme: &Theme) -> Seen {
    let Some(talk) = state.talks().get(state.selected()).filter(|_| !area.is_empty()) else {
        return Seen::default();
    };
    let width = usize::from(area.width);
    let (mut fixed, mut lines) = (heading(talk, state, theme, width), Vec::new());
    if 2 * fixed.len() > usize::from(area.height) {
        // Too little room to keep the heading in sight: it scrolls along.
        std::mem::swap(&mut fixed, &mut lines);
    }
    let marked = add_text(&mut lines, talk, state, theme, width);
    let room = usize::from(area.height) - fixed.len();
    let last = lines.len().saturating_sub(room);
    let by_mark = marked.filter(|&at| at >= room).map_or(0, |at| at - ABOVE.min(at));
    let top = state.scroll().unwrap_or(by_mark).min(last);
    for (row, shown) in fixed.iter().chain(lines.iter().skip(top).take(room)).enumerate() {
        line(frame, area, row, shown);
    }
    Seen { rows: 0, room, lines: lines.len(), top }
}

/// Title, people, place.
fn heading<'t>(talk: &'t Talk, state: &State, theme: &Theme, width: usize) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    let marks = state.highlighter().marks(&talk.title);
    for range in wrap(&talk.title, width, true) {
        lines.push(Line::from(pieces(&talk.title, range, &marks, theme.title, theme.matched)));
    }
    let place = format!("{} · {}:{}", talk.id, talk.source.file, talk.source.first_line);
    for (text, style) in [(byline(talk), Style::new()), (place, theme.place)] {
        for range in wrap(&text, width, true).into_iter().filter(|_| !text.is_empty()) {
            lines.push(Line::styled(safe(&text[range]).into_owned(), style));
        }
    }
    lines.push(Line::default());
    lines
}

/// Adds the text, and says which line is the first that is marked.
fn add_text<'t>(
    lines: &mut Vec<Line<'t>>,
    talk: &'t Talk,
    state: &State,
    theme: &Theme,
    width: usize,
) -> Option<usize> {
    let body = &talk.body.text;
    let (mut start, mut marked) = (0, None);
    for row in body.split('\n') {
        for range in wrap(row, width, true) {
            let range = start + range.start..start + range.end;
            if marked.is_none() && state.marks().iter().any(|mark| overlaps(mark, &range)) {
                marked = Some(lines.len());
            }
            lines.push(Line::from(pieces(body, range, state.marks(), Style::new(), theme.matched)));
        }
        start += row.len() + 1;
    }
    marked
}

/// A part of a text in pieces, marked or not.
fn pieces<'t>(
    text: &'t str,
    range: Range<usize>,
    marks: &[Mark],
    plain: Style,
    marked: Style,
) -> Vec<Span<'t>> {
    let mut pieces = Vec::new();
    let mut at = range.start;
    for mark in marks.iter().filter(|mark| overlaps(mark, &range)) {
        let (start, end) = (mark.range.start.max(at), mark.range.end.min(range.end));
        pieces.push(Span::styled(safe(&text[at..start]), plain));
        pieces.push(Span::styled(safe(&text[start..end]), plain.patch(marked)));
        at = end;
    }
    pieces.push(Span::styled(safe(&text[at..range.end]), plain));
    pieces
}

fn overlaps(mark: &Mark, range: &Range<usize>) -> bool {
    mark.range.start < range.end && mark.range.end > range.start
}

/// As much of a text as there is room for: the bytes to show, and what to show after them.
fn clip(text: &str, room: usize) -> (&str, &'static str) {
    if text.width() <= room {
        return (text, "");
    }
    let mut left = room.saturating_sub(1);
    let fits = |grapheme: &&str| {
        let fits = grapheme.width() <= left;
        left = left.saturating_sub(grapheme.width());
        fits
    };
    let kept = text.graphemes(true).take_while(fits).map(str::len).sum();
    (&text[..kept], if room > 0 { "…" } else { "" })
}

/// The keys, above everything else.
fn draw_help(frame: &mut Frame<'_>, theme: &Theme) {
    let widest = KEYS.iter().map(|(keys, _)| keys.width()).max().unwrap_or(0);
    let lines: Vec<Line<'_>> = KEYS
        .iter()
        .map(|(keys, what)| {
            let gap = " ".repeat(widest + 2 - keys.width());
            Line::from(vec![Span::styled(*keys, theme.title), Span::raw(gap), Span::raw(*what)])
        })
        .collect();
    let width = lines.iter().map(Line::width).max().unwrap_or(0) as u16 + 4;
    let height = lines.len() as u16 + 2;
    let area = frame.area();
    let width = width.min(area.width);
    let height = height.min(area.height);
    let over =
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    frame.render_widget(Clear, over);
    let block = Block::bordered().title(" keys ").padding(ratatui::widgets::Padding::horizontal(1));
    frame.render_widget(Paragraph::new(lines).block(block), over);
}
