//! What no recap needs and no memory holds: lines and marks of markup beyond all measure.
//!
//! Every line and every mark is read into something many times its size. Bounds far above what people write
//! keep a file of some megabytes from filling gigabytes.

use crate::corpus::{Document, Format};
use memchr::{memchr_iter, memchr2_iter, memchr3_iter};

/// Lines of a recap; the longest known has some two thousand.
pub(super) const MOST_LINES: usize = 100_000;
/// Signs of a recap that may be markup.
const MOST_MARKS: usize = 1_000_000;

/// What a recap has more of than can be read, in one line; `None` where it can.
pub fn excess(document: &Document) -> Option<String> {
    let text = document.text.as_bytes();
    let lines = lines(text);
    if lines > MOST_LINES {
        return Some(format!("{lines} lines, more than the {MOST_LINES} that a recap may have"));
    }
    // Fewer bytes hold fewer marks.
    if text.len() <= MOST_MARKS {
        return None;
    }
    let marks = match document.format {
        Format::Text => 0,
        Format::Html => memchr_iter(b'<', text).count(),
        Format::Markdown | Format::Rst | Format::Asciidoc => {
            [*b"*_`", *b"[]<", *b">|~"]
                .iter()
                .map(|&[a, b, c]| memchr3_iter(a, b, c, text).count())
                .sum::<usize>()
                + [*b"&\\", *b"-!"].iter().map(|&[a, b]| memchr2_iter(a, b, text).count()).sum::<usize>()
        }
    };
    (marks > MOST_MARKS)
        .then(|| format!("{marks} signs of markup, more than the {MOST_MARKS} that a recap may have"))
}

/// Lines, whatever ends them.
fn lines(text: &[u8]) -> usize {
    let returns = memchr_iter(b'\r', text).filter(|at| text.get(at + 1) != Some(&b'\n')).count();
    memchr_iter(b'\n', text).count()
        + returns
        + usize::from(!matches!(text.last(), None | Some(b'\n' | b'\r')))
}
