//! Tables that are there when the program starts: the build script writes them from the data files.

use super::hash::hash;
use std::ops::Range;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// Keys with a value each, in one text: read where it lies, never as a whole.
#[derive(Debug)]
pub struct Table {
    /// `key<TAB>value` lines; no key holds a control character.
    text: &'static str,
    /// Where each line begins, and the end of the text.
    starts: &'static [u32],
    /// The number of each line, from 1, at the place of its hash, or at the first free place behind it; 0 where there is
    /// none. There are more places than lines.
    slots: &'static [u16],
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = hash(key) & mask;
        loop {
            let line = usize::from(*self.slots.get(place)?).checked_sub(1)?;
            let bounds = self.starts.get(line).zip(self.starts.get(line + 1))?;
            let text = self.text.get(*bounds.0 as usize..*bounds.1 as usize)?;
            if let Some(value) = text.strip_prefix(key).and_then(|rest| rest.strip_prefix('\t')) {
                return Some(value);
            }
            place = (place + 1) & mask;
        }
    }
}

/// Lines in order, in one text: read where they lie, never as a whole.
#[derive(Debug)]
pub struct Lines {
    text: &'static str,
    /// Where each line begins, and the end of the text.
    starts: &'static [u32],
}

impl Lines {
    /// A line; nothing behind the last.
    pub fn line(&self, at: usize) -> &'static str {
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(&start, &end)| self.text.get(start as usize..end as usize)).unwrap_or_default()
    }

    /// The places of all lines.
    pub fn all(&self) -> Range<usize> {
        0..self.starts.len().saturating_sub(1)
    }

    /// The lines that begin so, of those of a range; the lines have the order of their bytes.
    pub fn beginning_with(&self, begins: &str, Range { start, end }: Range<usize>) -> Range<usize> {
        // Where the first line stands that is not before what begins so, or the first behind it.
        let bound = |mut low: usize, is_before: fn(&str, &str) -> bool| {
            let mut high = end;
            while low < high {
                let middle = low.midpoint(high);
                if is_before(self.line(middle), begins) { low = middle + 1 } else { high = middle }
            }
            low
        };
        let first = bound(start, |line, begins| line < begins);
        first..bound(first, |line, begins| line.starts_with(begins))
    }

    /// Of lines of a range that begin so the ones with a tab behind it, and what is behind the tab.
    pub fn rows(&self, begins: &str, range: Range<usize>) -> impl Iterator<Item = &'static str> {
        let rest = move |at| self.line(at).get(begins.len()..).and_then(|rest| rest.strip_prefix('\t'));
        // A tab comes before whatever else could follow.
        range.map_while(rest)
    }
}

/// What each number leads to.
#[derive(Debug)]
pub struct Edges {
    ids: &'static [u16],
    /// Where those of each number begin, and the end of the last.
    starts: &'static [u16],
}

impl Edges {
    /// What a number leads to.
    pub fn of(&self, at: usize) -> impl Iterator<Item = usize> + use<> {
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        let ids = bounds.and_then(|(&start, &end)| self.ids.get(usize::from(start)..usize::from(end)));
        ids.unwrap_or_default().iter().map(|&id| usize::from(id))
    }
}
