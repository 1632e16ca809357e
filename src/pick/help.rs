//! The keys: as many on the last line as fit, all of them for those who ask.

use super::Theme;
use super::keys::{KEYS, SHORT_KEYS};
use crate::output::language::say;
use crate::output::wrap::wrap;
use crate::query::lexer::FIELD_NAMES;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Padding, Paragraph};
use unicode_width::UnicodeWidthStr;

/// Stands between the keys of the last line.
const BETWEEN: &str = " · ";
/// What is typed to search in one field, whose names stand beside it.
const FIELD: &str = "NAME:word";
/// Columns between a key and what it does.
const GAP: usize = 1;
/// Columns that the border and its padding take.
const BORDER: usize = 4;

/// The keys that `width` columns have room for; none is cut.
pub(super) fn line(width: usize) -> String {
    let mut line = String::new();
    for (key, what) in SHORT_KEYS {
        let part = format!("{key} {}", say(what));
        let between = if line.is_empty() { "" } else { BETWEEN };
        if line.width() + between.width() + part.width() > width {
            break;
        }
        line.push_str(between);
        line.push_str(&part);
    }
    line
}

/// The keys, above everything else.
pub(super) fn draw(frame: &mut Frame<'_>, theme: &Theme) {
    let area = frame.area();
    let keys = KEYS.iter().map(|(keys, _)| keys.width()).max().unwrap_or(0);
    let mut said: Vec<_> = KEYS.iter().map(|(keys, what)| (*keys, say(what))).collect();
    let widest = said.iter().map(|(_, what)| what.width()).max().unwrap_or(0);
    said.push((FIELD, FIELD_NAMES.join(" ").into()));
    let width = (keys + GAP + widest + BORDER).min(usize::from(area.width));
    let room = width.saturating_sub(keys + GAP + BORDER);
    let mut lines = Vec::new();
    for (key, what) in &said {
        for (at, range) in wrap(what, room, true).into_iter().enumerate() {
            let key = if at == 0 { *key } else { "" };
            let gap = " ".repeat(keys + GAP - key.width());
            lines.push(Line::from(vec![
                Span::styled(key, theme.title),
                Span::raw(gap),
                Span::raw(what[range].to_owned()),
            ]));
        }
    }
    let (width, height) = (width as u16, (lines.len() as u16 + 2).min(area.height));
    let over =
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    frame.render_widget(Clear, over);
    let block = Block::bordered().title(format!(" {} ", say("keys"))).padding(Padding::horizontal(1));
    frame.render_widget(Paragraph::new(lines).block(block), over);
}
