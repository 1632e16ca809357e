//! Lines of a decoded recap to bytes of the file as it is.

use crate::corpus::Document;

/// Where each line of a file ends, its line end excluded.
#[derive(Debug)]
pub(crate) struct Spans<'a> {
    starts: &'a [u64],
    /// Bytes of the line end of each line: 0 for the last.
    ends: Vec<u8>,
}

impl<'a> Spans<'a> {
    /// Measures the line ends of a document.
    pub(crate) fn new(document: &'a Document) -> Self {
        let unit = if document.encoding.starts_with("utf-16") { 2u8 } else { 1 };
        let mut ends: Vec<u8> = document
            .text
            .split('\n')
            .map(|line| if line.ends_with('\r') { 2 * unit } else { unit })
            .collect();
        if let Some(last) = ends.last_mut() {
            *last = 0;
        }
        Spans { starts: &document.line_starts, ends }
    }

    /// Where line `first` begins and line `last` ends; lines count from 1.
    pub(crate) fn bytes(&self, first: u32, last: u32) -> (u64, u64) {
        let length = self.starts.last().copied().unwrap_or_default();
        let start = self.starts.get(first.saturating_sub(1) as usize).copied().unwrap_or(length);
        let next = self.starts.get(last as usize).copied().unwrap_or(length);
        let ending = self.ends.get(last.saturating_sub(1) as usize).copied().unwrap_or_default();
        (start, next.saturating_sub(u64::from(ending)).max(start))
    }
}
