//! The progress of the searches of a generation in checking the corpus for changes, a few blocks each.

use super::Index;
use super::own;
use crate::corpus::stamp::now;
use std::fs::{self, File};
use std::io::{Read, Write};

/// The file of the index folder that says so.
const FILE: &str = "looked";
/// The beginning of the file.
const BEGINNING: &str = "looked ";

/// The file is no longer than this, in bytes.
const LONGEST: u64 = 1024;

/// The progress of the searches of a generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Looked {
    /// Its number.
    generation: u64,
    /// The block that is next.
    pub(super) next: usize,
    /// Blocks in which something had changed.
    pub(super) found: Vec<usize>,
}

impl Looked {
    /// Blocks that are remembered because something had changed in them, at most.
    pub(super) const MOST: usize = 8;

    /// As the last search left it; `units` is the number of blocks there are.
    pub(super) fn read(index: &Index, units: usize) -> Looked {
        let generation = index.manifest().generation;
        let mut text = String::new();
        let read = File::open(index.folder().join(FILE))
            .and_then(|file| file.take(LONGEST).read_to_string(&mut text));
        let numbers: Vec<u64> = match read {
            Ok(_) => text.split(' ').filter_map(|number| number.trim().parse().ok()).collect(),
            Err(_) => Vec::new(),
        };
        let within = |number: &u64| usize::try_from(*number).ok().filter(|unit| *unit < units);
        match numbers.split_first() {
            Some((known, [next, found @ ..])) if *known == generation => Looked {
                generation,
                next: within(next).unwrap_or(0),
                found: found.iter().filter_map(within).take(Looked::MOST).collect(),
            },
            // Where nothing can be remembered the clock chooses.
            _ => {
                let any = now().unsigned_abs() / 1000;
                let first = if is_writable(index) { 0 } else { any % (units.max(1) as u64) };
                Looked { generation, next: first as usize, found: Vec::new() }
            }
        }
    }

    /// A failed write is no error: the next search then checks other blocks.
    pub(super) fn write(&self, index: &Index) {
        let path = index.folder().join(FILE);
        if fs::symlink_metadata(&path).is_ok() && !own::is_draft(&path, BEGINNING) {
            return;
        }
        let mut text = format!("{BEGINNING}{} {}", self.generation, self.next);
        self.found.iter().for_each(|unit| text.push_str(&format!(" {unit}")));
        let _ = own::open(&path).and_then(|mut file| {
            let before = file.metadata()?.len();
            if before > LONGEST {
                file.set_len(0)?;
            } else {
                // What was longer is written over: to cut a file off costs as much as a part of the search.
                text.extend(std::iter::repeat_n(' ', (before as usize).saturating_sub(text.len() + 1)));
            }
            text.push('\n');
            file.write_all(text.as_bytes())
        });
    }
}

fn is_writable(index: &Index) -> bool {
    use rustix::fs::{Access, access};
    access(index.folder(), Access::WRITE_OK).is_ok()
}
