//! State to frame: the query on top, then the talks found, the selected one, and the keys on the last line.
//!
//! On a wide terminal list and talk stand side by side, on others one above the other, with a rule between; on a small
//! one the list stands alone. Everything from a recap goes through [`safe`].

use super::pieces::{line, pieces};
use super::{Seen, State, Theme, help, preview};
use crate::output::language::say;
use crate::output::terminal::safe;
use crate::recap::short_event;
use crate::talk::Talk;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns from which list and talk stand side by side: on fewer most titles would be cut.
const WIDE: u16 = 120;
/// Lines from which they stand one above the other on narrower terminals.
const HIGH: u16 = 12;
/// Columns of the talk at the most: longer lines are hard to read.
const WIDEST_TALK: u16 = 100;
/// Columns of the list at the most: further away a year is not seen to belong to its title.
const WIDEST_LIST: u16 = 120;
/// Columns of the rule between them where they stand side by side, with a space on either side.
const RULE: u16 = 3;
/// Columns that a title keeps before the event stands beside its year.
const LEAST_TITLE: usize = 44;
/// Columns of an event at the most.
const WIDEST_EVENT: usize = 24;

/// The sign before what is typed.
const PROMPT: &str = "> ";

/// Shows a state on a frame, and says what there was to see.
pub fn draw(frame: &mut Frame<'_>, state: &State, theme: &Theme) -> Seen {
    let [query, status, middle, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(if frame.area().height > 5 { 1 } else { 0 }),
    ])
    .areas(frame.area());
    let (list, rule, talk) = split(middle);
    draw_query(frame, query, state, theme);
    line(frame, status, 0, &status_line(state, theme, usize::from(status.width)));
    line(frame, keys, 0, &Line::styled(help::line(usize::from(keys.width)), theme.faint));
    draw_list(frame, list, state, theme);
    draw_rule(frame, rule, theme);
    let mut seen = preview::draw(frame, talk, state, theme);
    seen.rows = usize::from(list.height);
    if state.help() {
        help::draw(frame, theme);
    }
    seen
}

/// Where the list, the rule and the selected talk stand.
fn split(area: Rect) -> (Rect, Rect, Rect) {
    if area.width >= WIDE {
        let talk = (area.width / 2).min(WIDEST_TALK);
        let list = (area.width - talk - RULE).min(WIDEST_LIST);
        let (rule, text) = (area.x + list, area.x + list + RULE);
        return (
            Rect { width: list, ..area },
            Rect { x: rule + RULE / 2, width: 1, ..area },
            Rect { x: text, width: talk, ..area },
        );
    }
    if area.height >= HIGH {
        let [list, rule, talk] =
            Layout::vertical([Constraint::Percentage(45), Constraint::Length(1), Constraint::Min(0)])
                .areas(area);
        return (list, rule, Rect { width: talk.width.min(WIDEST_TALK), ..talk });
    }
    (area, Rect::default(), Rect::default())
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

/// How many talks there are, what narrows them, and what there is to say.
fn status_line(state: &State, theme: &Theme, width: usize) -> Line<'static> {
    let talks = if state.total() == 1 { "talk" } else { "talks" };
    let mut parts = vec![say(&format!("{} {talks}", state.total())).into_owned()];
    parts.extend(state.narrowing().labels());
    if !state.marked().is_empty() {
        parts.push(say(&format!("{} marked", state.marked().len())).into_owned());
    }
    parts.extend(state.note().map(|note| safe(note).into_owned()));
    let status = format!("  {}", parts.join(" · "));
    let (status, rest) = clip(&status, width);
    Line::styled(format!("{status}{rest}"), theme.faint)
}

/// The line between list and talk.
fn draw_rule(frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    if area.width == 1 {
        for row in 0..usize::from(area.height) {
            line(frame, area, row, &Line::styled("│", theme.faint));
        }
    } else {
        line(frame, area, 0, &Line::styled("─".repeat(usize::from(area.width)), theme.faint));
    }
}

/// The talks found: marked or not, rank, title, event and year.
fn draw_list(frame: &mut Frame<'_>, area: Rect, state: &State, theme: &Theme) {
    let rows = usize::from(area.height).max(1);
    let width = usize::from(area.width);
    // The list moves as little as it must for the selected talk to be seen.
    let first = state.selected().saturating_sub(rows - 1);
    let shown = || state.talks().iter().enumerate().skip(first).take(rows);
    let occasions: Vec<String> = shown().map(|(_, talk)| occasion(talk)).collect();
    let widest = occasions.iter().map(|occasion| occasion.width()).max().unwrap_or(0);
    let has_room = width >= LEAST_TITLE + widest;
    for (row, ((place, talk), occasion)) in shown().zip(&occasions).enumerate() {
        let sign = if state.marked().contains(&talk.id) { '*' } else { ' ' };
        let rank = format!("{sign}{:>3} ", place + 1);
        let when = if has_room { occasion.clone() } else { year(talk) };
        let room = width.saturating_sub(rank.width() + when.width());
        let (title, rest) = clip(&talk.title, room);
        let marks = state.highlighter().marks(&talk.title);
        let mut spans = vec![Span::styled(rank, theme.faint)];
        spans.extend(pieces(title, 0..title.len(), &marks, Style::new(), theme.listed));
        spans.push(Span::raw(rest));
        let used: usize = spans.iter().map(Span::width).sum();
        spans.push(Span::raw(" ".repeat(width.saturating_sub(used + when.width()))));
        spans.push(Span::styled(when, theme.faint));
        line(frame, area, row, &Line::from(spans));
        if place == state.selected() {
            let at = Rect { y: area.y + row as u16, height: 1, ..area };
            frame.buffer_mut().set_style(at.intersection(area), theme.selected);
        }
    }
}

/// The year of a talk, with a space before it.
fn year(talk: &Talk) -> String {
    talk.year.map(|year| format!(" {year}")).unwrap_or_default()
}

/// The event of a talk by its short name, and its year.
fn occasion(talk: &Talk) -> String {
    let Some(event) = &talk.event else { return year(talk) };
    let event = safe(short_event(event).unwrap_or(event));
    let (event, rest) = clip(&event, WIDEST_EVENT);
    format!(" {event}{rest}{}", year(talk))
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
