//! What no recap needs and no memory holds: lines and marks of markup beyond all measure.
//!
//! Every line and every mark is read into something many times its size. Bounds far above what people write
//! keep a file of some megabytes from filling gigabytes.

use crate::corpus::{Document, Format};
use crate::recap::markup::line::Metadata;
use memchr::{memchr_iter, memchr2_iter, memchr3_iter};

/// Lines of a recap; the longest known has some two thousand.
pub(super) const MOST_LINES: usize = 100_000;
/// Bytes of an address; browsers and servers take less.
pub(super) const LONGEST_ADDRESS: usize = 4_096;
/// Bytes of a heading; the longest real ones have some two hundred.
pub(super) const LONGEST_HEADING: usize = 600;
/// Bytes without a space that are still a word, an address or a macro of a paragraph, not padding.
pub(super) const LONGEST_WORD: usize = 1_000;
/// Bytes of a name, a title or the like that a front matter or a head gives, and how many of one field.
const LONGEST_FIELD: usize = 1_000;
/// Bytes of all the names of a field together: they go with each talk of the recap.
const LONGEST_LIST: usize = 1_000;
/// Signs of a recap that may be markup.
const MOST_MARKS: usize = 1_000_000;

/// How much may be shown that the file has once and shows more than once: the values of attributes and
/// substitutions, the targets of links by name. As much as the file itself is enough for any author.
#[derive(Debug)]
pub(super) struct Budget(usize);

/// Bytes that even the smallest file may have shown.
const LEAST_BUDGET: usize = 100_000;

impl Default for Budget {
    fn default() -> Self {
        Budget(LEAST_BUDGET)
    }
}

impl Budget {
    /// The budget of a file that reads `text`. What stands there once takes its own length of it.
    pub(super) fn of(text: &str) -> Budget {
        Budget(LEAST_BUDGET.saturating_add(text.len().saturating_mul(2)))
    }

    /// Whether there was enough left for this many bytes, which are taken.
    pub(super) fn spend(&mut self, bytes: usize) -> bool {
        match self.0.checked_sub(bytes) {
            Some(left) => self.0 = left,
            None => return false,
        }
        true
    }
}

/// Takes out of what a recap says of itself what no author writes: it is carried by every talk.
pub(super) fn bound(metadata: &mut Metadata) {
    let single = [
        &mut metadata.title,
        &mut metadata.publisher,
        &mut metadata.published,
        &mut metadata.event,
        &mut metadata.language,
    ];
    for field in single.into_iter().filter(|field| field.as_ref().is_some_and(|t| t.len() > LONGEST_FIELD)) {
        *field = None;
    }
    metadata.url = metadata.url.take().filter(|url| url.len() <= LONGEST_ADDRESS);
    if let Some(text) = &mut metadata.description {
        text.truncate(text.floor_char_boundary(LONGEST_FIELD * 4));
    }
    for list in [&mut metadata.authors, &mut metadata.tags] {
        let mut left = LONGEST_LIST;
        list.retain(|item| {
            let fits = item.len() <= left;
            left = left.saturating_sub(if fits { item.len() } else { 0 });
            fits
        });
    }
}

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
