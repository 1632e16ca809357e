//! Words of texts, each noted once: its terms in `words` and in `keys` follow from its number.
//!
//! The terms are put in the place of the words when a segment is written, all one behind the other: while talks are added, each
//! look-up would be waited for.

use super::met::{SEVERAL, Words};
use super::occurrences::{Occurrences, Walk};
use tantivy::DocId;

/// On what is noted: that it is no word but a number of places that are left free.
const SKIP: u32 = 1 << 31;
/// On a word: that it is the last of its place.
const LAST: u32 = 1 << 30;
/// On a word: that it has no keys here.
const BARE: u32 = 1 << 29;

/// Words by number, in the order of their places in each document.
#[derive(Default)]
pub(super) struct Noted {
    noted: Vec<u32>,
    /// Where each document ends in `noted`.
    ends: Vec<u32>,
    /// Folded forms of words in all.
    total: u64,
    /// Of these, how many are in documents that have ended.
    before: u64,
}

impl Noted {
    /// Bytes of memory that are in use.
    pub(super) fn memory(&self) -> usize {
        size_of_val(&self.noted[..]) + size_of_val(&self.ends[..])
    }

    /// Notes a word at one place so many `times`, with its keys or without them.
    pub(super) fn add(&mut self, word: u32, times: u32, has_keys: bool, words: &Words) {
        let noted = if has_keys { word } else { word | BARE };
        (1..times).for_each(|_| self.noted.push(noted));
        self.noted.push(noted | LAST);
        let forms = if word & SEVERAL == 0 { 1 } else { words.terms(word).0.len() };
        self.total += u64::from(times) * forms as u64;
    }

    /// Leaves places free.
    pub(super) fn skip(&mut self, places: u32) {
        self.noted.push(places | SKIP);
    }

    /// Ends a document. How many folded forms it has.
    pub(super) fn end(&mut self) -> u32 {
        self.ends.push(self.noted.len() as u32);
        let length = self.total - self.before;
        self.before = self.total;
        length as u32
    }

    /// Gives `on` each word with its document and place.
    fn each(&self, mut on: impl FnMut(u32, DocId, u32)) {
        let mut start = 0;
        for (doc, &end) in self.ends.iter().enumerate() {
            let mut place = 0;
            for &noted in &self.noted[start..end as usize] {
                if noted & SKIP > 0 {
                    place += noted & !SKIP;
                    continue;
                }
                on(noted & !LAST, doc as DocId, place);
                place += u32::from(noted & LAST > 0);
            }
            start = end as usize;
        }
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
        self.noted.each(|word, doc, place| {
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
        let docs = self.noted.ends.len() as DocId;
        let mut others = |up_to: DocId, on: &mut dyn FnMut(u32, DocId, u32)| {
            for doc in others_of..up_to {
                self.others.terms_of(doc).for_each(|term| on(term, doc, 0));
            }
            others_of = up_to;
        };
        let mut last = 0;
        self.noted.each(|word, doc, _| {
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
