//! What a terminal may be sent, and how wide it is.

use super::picture;
use anstyle::{AnsiColor, Style};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

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

/// Bytes that are looked at together.
const STEP: usize = 32;

/// Text without anything that could move the cursor, change colours, hide or reorder what is read: what `is_unsafe`
/// names becomes U+FFFD, but where a picture needs it. Line ends and tabs become spaces.
pub fn safe(text: &str) -> Cow<'_, str> {
    // Most text needs no look at its characters.
    if is_all_plain(text) || !text.chars().any(|c| is_unsafe(c) || matches!(c, '\n' | '\t')) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        clean.push(match c {
            '\n' | '\t' => ' ',
            c if is_unsafe(c) && !picture::needs(&text[..at], c, &text[at + c.len_utf8()..]) => REPLACEMENT,
            c => c,
        });
    }
    Cow::Owned(clean)
}

/// Whether no character that begins with a byte is unsafe, or the byte begins none: printable ASCII and accented letters.
#[inline]
pub(crate) fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7E | 0x80..=0xBF | 0xC3..=0xC9)
}

/// How many columns a text takes. Letters that are plain take one each, and need no look-up.
pub fn columns(text: &str) -> usize {
    if is_all_plain(text) {
        // All but the bytes that a letter goes on with.
        text.bytes().filter(|byte| !matches!(byte, 0x80..=0xBF)).count()
    } else {
        text.width()
    }
}

/// Whether all bytes of a text are plain. Most are: that is asked of all of them at once.
fn is_all_plain(text: &str) -> bool {
    text.bytes().fold(true, |all, byte| all & is_plain(byte))
}

/// How many bytes at the front are plain.
pub(crate) fn plain_prefix(bytes: &[u8]) -> usize {
    prefix(bytes, is_plain)
}

/// How many bytes at the front pass a test: most of a text is passed over in large steps.
#[inline]
pub(super) fn prefix(bytes: &[u8], passes: impl Fn(u8) -> bool) -> usize {
    let all_pass = |step: &[u8; STEP]| step.iter().fold(true, |all, &byte| all & passes(byte));
    let (steps, _) = bytes.as_chunks::<STEP>();
    let at = STEP * steps.iter().take_while(|step| all_pass(step)).count();
    at + bytes[at..].iter().take_while(|&&byte| passes(byte)).count()
}

/// Whether a character could act on a terminal, or hide or reorder what stands around it: by properties of Unicode, so
/// that what is added to it is known. Line ends and tabs are not among them.
pub(crate) fn is_unsafe(c: char) -> bool {
    // Most characters of most texts need no look-up.
    if matches!(c, ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{24F}' | '\u{2010}'..='\u{2027}' | '\n' | '\t')
    {
        return false;
    }
    picture::is_among(c, picture::HIDDEN)
}

/// Columns of the terminal that stdout is; `None` where it is none.
pub fn width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_looked_up_is_not_hidden() {
        for c in ('\0'..=char::MAX).filter(|c| !is_unsafe(*c)) {
            assert!(matches!(c, '\n' | '\t') || !picture::is_among(c, picture::HIDDEN), "{c:?}");
        }
        for c in ('\0'..=char::MAX).filter(|c| is_plain(c.encode_utf8(&mut [0; 4]).as_bytes()[0])) {
            assert!(!is_unsafe(c), "{c:?}");
        }
    }

    #[test]
    fn columns_that_are_not_looked_up_are_right() {
        for c in (' '..=char::MAX).filter(|c| !c.is_control()) {
            let text = format!("a{c}é");
            assert_eq!(columns(&text), text.width(), "{c:?}");
        }
    }

    #[test]
    fn what_acts_on_a_terminal_is_replaced_and_pictures_stay_whole() {
        let hostile = "a\u{1b}]0;x\u{7}b\u{9b}2J\rc\u{202e}d\u{200b}e\u{200d}f\u{feff}";
        assert_eq!(
            safe(hostile),
            "a\u{fffd}]0;x\u{fffd}b\u{fffd}2J\u{fffd}c\u{fffd}d\u{fffd}e\u{fffd}f\u{fffd}"
        );
        assert_eq!(safe("deux\nlignes\tet"), "deux lignes et");
        let hidden = [
            '\u{34f}',
            '\u{ad}',
            '\u{17b4}',
            '\u{180b}',
            '\u{1160}',
            '\u{fe00}',
            '\u{fff0}',
            '\u{1d173}',
            '\u{e0100}',
        ];
        for c in hidden {
            assert_eq!(safe(&format!("gra{c}ouli")), "gra\u{fffd}ouli", "{c:?}");
        }
        for kept in ["👩\u{200d}💻 très 🏳\u{fe0f}\u{200d}🌈", "l’été, « où »", ""] {
            assert_eq!(safe(kept), kept);
        }
    }
}
