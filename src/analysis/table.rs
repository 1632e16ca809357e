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
