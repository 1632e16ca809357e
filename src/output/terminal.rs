//! What a terminal may be sent, and how wide it is.

use anstyle::{AnsiColor, Style};
use std::borrow::Cow;

/// Titles.
pub const TITLE: Style = Style::new().bold();
/// Words that were searched.
pub const MATCH: Style = AnsiColor::Red.on_default().bold();
/// Ids and places.
pub const PLACE: Style = AnsiColor::Cyan.on_default();
/// What can be passed over.
pub const FAINT: Style = Style::new().dimmed();

/// Stands for a character that must not reach a terminal.
const REPLACEMENT: char = '\u{FFFD}';

/// Text without anything that could move the cursor, change colours, hide or reorder what is read: control characters,
/// bidirectional overrides and zero-width signs become U+FFFD. Line ends and tabs become spaces.
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_unsafe(c) || matches!(c, '\n' | '\t')) {
        return Cow::Borrowed(text);
    }
    let clean = text.chars().map(|c| match c {
        '\n' | '\t' => ' ',
        c if is_unsafe(c) => REPLACEMENT,
        c => c,
    });
    Cow::Owned(clean.collect())
}

fn is_unsafe(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200B}'..='\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}')
        || matches!(c, '\u{061C}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Columns of the terminal that stdout is; `None` where it is none.
pub fn width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0))
}
