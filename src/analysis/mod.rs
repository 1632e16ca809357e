//! Text to terms: the one analysis that indexing, querying and highlighting share.
//!
//! A text becomes [`Word`]s with their places ([`words()`]); each word has a folded surface, stems
//! ([`Analysis::stems`]) and, with the word before it, a joined form. Nothing here knows of Tantivy.

pub mod compounds;
pub mod elision;
pub mod fold;
pub mod glossary;
pub mod stem;
pub mod stop;
pub mod words;

pub use stop::is_stop_word;
pub use words::{Joint, Word, words};

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Changes whenever the same text would give other terms: an index of another version is refused.
/// The stemmer is pinned, so its version is part of this one.
pub const VERSION: u32 = 3;

/// Words are remembered with their stems up to this number, then forgotten all at once.
const MEMO: usize = 1 << 16;

/// Analyses text, remembering the stems of words it has met.
#[derive(Debug, Default)]
pub struct Analysis {
    stems: RefCell<HashMap<String, Rc<[String]>>>,
}

impl Analysis {
    /// The stems of a word and of its long parts in camel case, each once; none for stop words.
    /// `raw` is the word as it stands in the text.
    pub fn stems(&self, word: &Word, raw: &str) -> Rc<[String]> {
        if let Some(known) = self.stems.borrow().get(raw) {
            return Rc::clone(known);
        }
        let stems: Rc<[String]> = if is_stop_word(&word.surface) {
            Rc::from([])
        } else {
            let mut stems = stem::stems(word.accented(), &word.surface);
            for hump in compounds::humps(raw) {
                for stem in stem::stems(&fold::lower(hump), &fold::fold(hump)) {
                    if !stems.contains(&stem) {
                        stems.push(stem);
                    }
                }
            }
            Rc::from(stems)
        };
        let mut memo = self.stems.borrow_mut();
        if memo.len() >= MEMO {
            memo.clear();
        }
        memo.insert(raw.to_owned(), Rc::clone(&stems));
        stems
    }
}

/// The lines of a data file that hold something: no comments, no empty lines.
fn table(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
