//! The lines of the file on which a decoded text stands, where not every line end of the text is one of the file.
//!
//! An entity stands for a line end (`&#10;`), and so does a carriage return alone, which ended lines on old machines. Neither
//! begins a line of the file.

use std::ops::Range;

/// The parts of `text`, each with the number of lines of the file that end before it. `raw` is what the text was decoded from.
pub(super) fn parts(text: &str, raw: &[u8]) -> Vec<(Range<usize>, u32)> {
    let mut parts = Vec::new();
    let (mut start, mut end, mut row) = (0, 0, 0);
    for is_of_file in LineEnds(raw) {
        let Some(at) = text.get(end..).and_then(|rest| rest.find('\n')) else { break };
        end += at + 1;
        if is_of_file {
            parts.push((start..end, row));
            (start, row) = (end, row + 1);
        }
    }
    parts.push((start..text.len(), row));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// The line ends that a text will have once decoded, in order: whether each is one of the file.
struct LineEnds<'r>(&'r [u8]);

impl Iterator for LineEnds<'_> {
    type Item = bool;

    fn next(&mut self) -> Option<bool> {
        loop {
            let at = memchr::memchr3(b'\n', b'\r', b'&', self.0)?;
            let (sign, rest) = (self.0[at], &self.0[at + 1..]);
            self.0 = rest;
            match sign {
                b'\n' => return Some(true),
                b'\r' if rest.first() == Some(&b'\n') => {}
                b'\r' => return Some(false),
                _ if is_line_end(rest) => return Some(false),
                _ => {}
            }
        }
    }
}

/// Whether a reference to a character, which stands behind its `&`, is one to the line end.
fn is_line_end(reference: &[u8]) -> bool {
    let number = |digits: &[u8], is_digit: fn(&u8) -> bool, value: &[u8]| {
        let length = digits.iter().take_while(|digit| is_digit(digit)).count();
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        zeros <= length && digits[zeros..length].eq_ignore_ascii_case(value)
    };
    match reference {
        [b'#', b'x' | b'X', digits @ ..] => number(digits, u8::is_ascii_hexdigit, b"a"),
        [b'#', digits @ ..] => number(digits, u8::is_ascii_digit, b"10"),
        _ => reference.starts_with(b"NewLine;"),
    }
}
