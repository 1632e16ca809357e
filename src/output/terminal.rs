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
    // Most text needs no look at its characters: nothing unsafe is printable ASCII or begins as accented letters do.
    let is_plain = |byte: u8| matches!(byte, 0x20..=0x7E | 0x80..=0xBF | 0xC3..=0xC9);
    if text.bytes().all(is_plain) || !text.chars().any(|c| is_unsafe(c) || matches!(c, '\n' | '\t' | JOINER))
    {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        clean.push(match c {
            '\n' | '\t' => ' ',
            // Between pictures a joiner makes one of them; between letters it only hides.
            JOINER if !(before.is_some_and(is_picture) && chars.peek().copied().is_some_and(is_picture)) => {
                REPLACEMENT
            }
            c if is_unsafe(c) => REPLACEMENT,
            c => c,
        });
        before = Some(c);
    }
    Cow::Owned(clean)
}

/// Zero width joiner.
pub(crate) const JOINER: char = '\u{200D}';

/// Whether a character could act on a terminal, or hide or reorder what stands around it. Line ends and tabs are
/// not among them.
pub(crate) fn is_unsafe(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200B}'..='\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}')
        || matches!(c, '\u{061C}' | '\u{180E}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || matches!(c, '\u{E0000}'..='\u{E007F}')
}

/// Whether a character is a picture, or the sign that ends one.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Columns of the terminal that stdout is; `None` where it is none.
pub fn width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_replaced_and_pictures_stay_whole() {
        let hostile = "a\u{1b}]0;x\u{7}b\u{9b}2J\rc\u{202e}d\u{200b}e\u{200d}f\u{feff}";
        assert_eq!(
            safe(hostile),
            "a\u{fffd}]0;x\u{fffd}b\u{fffd}2J\u{fffd}c\u{fffd}d\u{fffd}e\u{fffd}f\u{fffd}"
        );
        assert_eq!(safe("deux\nlignes\tet"), "deux lignes et");
        for kept in ["👩\u{200d}💻 très 🏳\u{fe0f}\u{200d}🌈", "l’été, « où »", ""] {
            assert_eq!(safe(kept), kept);
        }
    }
}
