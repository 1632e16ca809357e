//! The worth of talks while it is put together: a list where they are few, a table of all documents where they are
//! many, because lists that are merged again and again cost more than a table then.

use super::scored::{Scored, merge};
use tantivy::DocId;

/// One document in so many makes a table worth while.
const MANY: usize = 32;

/// Talks with their worth; worth nothing is not found.
pub(super) struct Tally {
    /// Documents in the index.
    docs: usize,
    talks: Talks,
    /// Talks in the order of the index that are still to be merged into a list.
    pending: Vec<Scored>,
}

enum Talks {
    Few(Vec<Scored>),
    /// By document.
    Many(Vec<f32>),
}

impl Tally {
    /// Of an index of so many documents.
    pub(super) fn new(docs: u32) -> Tally {
        Tally { docs: docs as usize, talks: Talks::Few(Vec::new()), pending: Vec::new() }
    }

    /// Makes room for `count` talks, which come in the order of the index.
    pub(super) fn expect(&mut self, count: u32) {
        if let Talks::Few(few) = &self.talks {
            if (few.len() + self.pending.len() + count as usize) * MANY > self.docs.max(MANY * MANY) {
                self.spread();
            } else {
                self.pending.reserve(count as usize);
            }
        }
    }

    /// A talk, of whose worths the greatest counts.
    #[inline]
    pub(super) fn put(&mut self, doc: DocId, score: f32) {
        match &mut self.talks {
            Talks::Few(_) => self.pending.push(Scored { doc, score }),
            Talks::Many(table) => {
                let known = &mut table[doc as usize];
                *known = known.max(score);
            }
        }
    }

    /// Ends a row of talks in the order of the index.
    pub(super) fn close(&mut self) {
        if let Talks::Few(few) = &mut self.talks {
            *few = merge(std::mem::take(few), std::mem::take(&mut self.pending), f32::max);
        }
    }

    /// Adds another tally; talks of either count, those of both are worth what `both` makes of the two.
    pub(super) fn add(&mut self, other: Tally, both: impl Fn(f32, f32) -> f32) {
        if let (Talks::Few(few), Talks::Few(others)) = (&mut self.talks, &other.talks) {
            *few = merge(std::mem::take(few), others.clone(), both);
            return;
        }
        self.spread();
        let Talks::Many(table) = &mut self.talks else { return };
        let join = |known: &mut f32, score: f32| {
            *known = if *known > 0.0 { both(*known, score) } else { score };
        };
        match other.talks {
            Talks::Few(few) => few.into_iter().for_each(|s| join(&mut table[s.doc as usize], s.score)),
            Talks::Many(others) => {
                let found = table.iter_mut().zip(others).filter(|(_, score)| *score > 0.0);
                found.for_each(|(known, score)| join(known, score));
            }
        }
    }

    /// The talks, in the order of the index.
    pub(super) fn into_talks(mut self) -> Vec<Scored> {
        self.close();
        match self.talks {
            Talks::Few(few) => few,
            Talks::Many(table) => {
                let mut talks = Vec::with_capacity(table.iter().filter(|score| **score > 0.0).count());
                let scored = (0..).zip(table).filter(|(_, score)| *score > 0.0);
                talks.extend(scored.map(|(doc, score)| Scored { doc, score }));
                talks
            }
        }
    }

    fn spread(&mut self) {
        self.close();
        if let Talks::Few(few) = &self.talks {
            let mut table = vec![0.0; self.docs];
            few.iter().for_each(|scored| table[scored.doc as usize] = scored.score);
            self.talks = Talks::Many(table);
        }
    }
}
