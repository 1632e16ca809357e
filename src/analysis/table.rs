//! Tables that are there when the program starts: the build script writes them from the data files.

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// Keys with a value each, in one text: read where it lies, never as a whole.
#[derive(Debug)]
pub struct Table {
    /// `key<TAB>value` lines in the order of their keys; no key holds a control character.
    text: &'static str,
    /// Where each line begins, and the end of the text.
    starts: &'static [u32],
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        let (mut low, mut high) = (0, self.starts.len().saturating_sub(1));
        while low < high {
            let middle = low.midpoint(high);
            // A tab comes before whatever else could follow, so lines have the order of their keys.
            let line = self.text.as_bytes().get(self.start(middle)?..self.start(middle + 1)?)?;
            if line < key.as_bytes() {
                low = middle + 1;
            } else if line.get(key.len()) == Some(&b'\t') && line.starts_with(key.as_bytes()) {
                return self.text.get(self.start(middle)? + key.len() + 1..self.start(middle + 1)?);
            } else {
                high = middle;
            }
        }
        None
    }

    fn start(&self, at: usize) -> Option<usize> {
        self.starts.get(at).map(|&start| start as usize)
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

    /// What stands between the tabs of a line.
    pub fn column(&self, at: usize, column: usize) -> &'static str {
        self.line(at).split('\t').nth(column).unwrap_or_default()
    }

    /// The lines that begin so, of lines in the order of their bytes.
    pub fn beginning_with(&self, begins: &str) -> impl Iterator<Item = &'static str> {
        let (mut low, mut high) = (0, self.starts.len().saturating_sub(1));
        while low < high {
            let middle = low.midpoint(high);
            if self.line(middle) < begins { low = middle + 1 } else { high = middle }
        }
        let lines = (low..self.starts.len().saturating_sub(1)).map(|at| self.line(at));
        lines.take_while(move |line| line.starts_with(begins))
    }
}
