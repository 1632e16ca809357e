//! Words of texts, each noted once: its terms in `words` and in `keys` follow from its number.
//!
//! The terms are put in the place of the words when a segment is written, all one behind the other: while talks are added, each
//! look-up would be waited for.

use super::met::{SEVERAL, Words};
use super::occurrences::{Occurrences, Walk};
use tantivy::DocId;

/// On a word: that it has no keys here.
const BARE: u32 = 1 << 29;

/// Words by number, in the order of their places in each document.
#[derive(Default)]
pub(super) struct Noted {
    words: Occurrences,
    /// Folded forms of the words of the document on its way, less one each: a word may have several, or none.
    more: i64,
}

impl Noted {
    /// Bytes of memory that are in use.
    pub(super) fn memory(&self) -> usize {
        self.words.memory()
    }

    /// Notes a word at one place some `times`, with its keys or without them.
    pub(super) fn add(&mut self, word: u32, times: u32, has_keys: bool, words: &Words) {
        let noted = if has_keys { word } else { word | BARE };
        (1..times).for_each(|_| self.words.add(noted, false));
        self.words.add(noted, true);
        if word & SEVERAL > 0 {
            self.more += i64::from(times) * (words.terms(word).0.len() as i64 - 1);
        }
    }

    /// Leaves places free.
    pub(super) fn skip(&mut self, places: u32) {
        self.words.skip(places);
    }

    /// Ends a document. How many folded forms it has.
    pub(super) fn end(&mut self) -> u32 {
        (i64::from(self.words.end()) + std::mem::take(&mut self.more)) as u32
    }
}

/// The folded forms of the words that were noted.
pub(super) struct Surfaces<'n> {
    noted: &'n Noted,
    words: &'n Words,
    /// The first one of each word: nearly all have but one.
    first: Vec<u32>,
}

impl<'n> Surfaces<'n> {
    pub(super) fn of(noted: &'n Noted, words: &'n Words) -> Surfaces<'n> {
        Surfaces { noted, words, first: words.firsts().collect() }
    }
}

impl Walk for Surfaces<'_> {
    fn walk(&self, mut on: impl FnMut(u32, DocId, u32)) {
        self.noted.words.walk(|word, doc, place| {
            let word = word & !BARE;
            match self.first.get(word as usize) {
                Some(&only) => on(only, doc, place),
                // It has a mark.
                None => self.words.terms(word).0.iter().for_each(|&term| on(term, doc, place)),
            }
        });
    }
}

/// The keys of the words that were noted, and others. They have no places.
pub(super) struct Keys<'n> {
    pub(super) noted: &'n Noted,
    pub(super) words: &'n Words,
    pub(super) others: &'n Occurrences,
}

impl Walk for Keys<'_> {
    fn walk(&self, mut on: impl FnMut(u32, DocId, u32)) {
        let mut others_of = 0;
        let docs = self.noted.words.documents();
        let mut others = |up_to: DocId, on: &mut dyn FnMut(u32, DocId, u32)| {
            for doc in others_of..up_to {
                self.others.terms_of(doc).for_each(|term| on(term, doc, 0));
            }
            others_of = up_to;
        };
        let mut last = 0;
        self.noted.words.walk(|word, doc, _| {
            if doc != last {
                others(doc, &mut on);
                last = doc;
            }
            if word & BARE == 0 {
                self.words.terms(word).1.iter().for_each(|&key| on(key, doc, 0));
            }
        });
        others(docs, &mut on);
    }
}
