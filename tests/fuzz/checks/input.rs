//! Bytes to the arguments of a check, so that seeds stay files that can be read: lines, the first of them short.

use std::borrow::Cow;

/// The bytes as text.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The first line, and what follows it.
pub(super) fn head(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// The first byte as a number below `choices`, and what follows it. Digits choose what they say.
pub(super) fn choice(bytes: &[u8], choices: usize) -> (usize, &[u8]) {
    match bytes.split_first() {
        Some((first, rest)) => (usize::from(first.wrapping_sub(b'0')) % choices, rest),
        None => (0, bytes),
    }
}
