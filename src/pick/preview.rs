//! The selected talk: title, people and place, and its text below, from its first mark on where nobody scrolled.

use super::pieces::{line, overlaps, pieces};
use super::{Seen, State, Theme};
use crate::output::terminal::safe;
use crate::output::text::byline;
use crate::output::wrap::{hang, wrap};
use crate::talk::Talk;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// Lines of text that must be in sight below a heading that stays where it is.
const LEAST_TEXT: usize = 4;
/// Lines shown above the first mark.
const ABOVE: usize = 2;

/// Shows the selected talk, and says what there was to see.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State, theme: &Theme) -> Seen {
    let Some(talk) = state.talks().get(state.selected()).filter(|_| !area.is_empty()) else {
        return Seen::default();
    };
    let width = usize::from(area.width);
    let (mut fixed, mut lines) = (heading(talk, state, theme, width), Vec::new());
    if fixed.len() + LEAST_TEXT > usize::from(area.height) {
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

/// Title, people, id and place.
fn heading<'t>(talk: &'t Talk, state: &State, theme: &Theme, width: usize) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    let marks = state.highlighter().marks(&talk.title);
    for range in wrap(&talk.title, width, true) {
        lines.push(Line::from(pieces(&talk.title, range, &marks, theme.title, theme.matched)));
    }
    let rest =
        [(byline(talk), Style::new()), (talk.id.clone(), theme.place), (state.place(talk), theme.faint)];
    for (text, style) in rest {
        for range in wrap(&text, width, true).into_iter().filter(|_| !text.is_empty()) {
            lines.push(Line::styled(safe(&text[range]).into_owned(), style));
        }
    }
    lines.push(Line::default());
    lines
}

/// Adds the text, its paragraphs apart, and says which line is the first that is marked.
fn add_text<'t>(
    lines: &mut Vec<Line<'t>>,
    talk: &'t Talk,
    state: &State,
    theme: &Theme,
    width: usize,
) -> Option<usize> {
    let body = &talk.body.text;
    let set = state.settings(talk);
    let mut set = set.iter();
    let (mut start, mut marked) = (0, None);
    for row in body.split('\n') {
        let set = set.next().cloned().unwrap_or_default();
        if set.opens {
            lines.push(Line::default());
        }
        // The lines below an item begin behind its mark, those of code where it does.
        let indent = (set.mark.width() + hang(row)).min(width / 2);
        for (at, range) in wrap(row, width - indent, true).into_iter().enumerate() {
            let range = start + range.start..start + range.end;
            if marked.is_none() && state.marks().iter().any(|mark| overlaps(mark, &range)) {
                marked = Some(lines.len());
            }
            // Code that is indented further than there is room loses some of its indent, not of its text.
            let before = if at == 0 { set.mark.chars().take(indent).collect() } else { " ".repeat(indent) };
            let mut spans = vec![Span::raw(before)];
            spans.extend(pieces(body, range, state.marks(), Style::new(), theme.matched));
            lines.push(Line::from(spans));
        }
        start += row.len() + 1;
    }
    marked
}
