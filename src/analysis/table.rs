//! Tables that are there when the program starts: the build script writes them from the data files.

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// Keys with a value each, in one text: read where it lies, never as a whole.
#[derive(Debug)]
pub struct Table {
    /// `key<TAB>value` lines in the order of their keys.
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
            let (found, value) = self.row(middle)?;
            match found.cmp(key) {
                std::cmp::Ordering::Equal => return Some(value),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn row(&self, at: usize) -> Option<(&'static str, &'static str)> {
        let (start, end) = (*self.starts.get(at)?, *self.starts.get(at + 1)?);
        self.text.get(start as usize..end as usize)?.split_once('\t')
    }
}
