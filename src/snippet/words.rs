//! The words of a text, cut and analysed only as far as the marks need them.

use crate::analysis::Word;
use crate::analysis::beginning::Beginning;
use crate::analysis::words::{Piece, Pieces};
use std::cell::OnceCell;
use std::ops::Range;

/// The words of a text from some place on, each cut and analysed at its first use.
pub(super) struct Words<'t> {
    text: &'t str,
    start: usize,
    pieces: Pieces<'t>,
    cut: Vec<Cut>,
}

/// A word that was cut.
pub(super) struct Cut {
    piece: Piece,
    beginning: Option<Beginning>,
    /// Computed at its first use: few are needed.
    word: OnceCell<Option<Word>>,
}

impl<'t> Words<'t> {
    /// From `start` on; the room of words that were cut before is used again.
    pub(super) fn new(text: &'t str, start: usize, mut cut: Vec<Cut>) -> Self {
        cut.clear();
        Words { text, start, pieces: Pieces::new(&text[start..]), cut }
    }

    /// The words that were cut, whose room another text can use.
    pub(super) fn into_cut(self) -> Vec<Cut> {
        self.cut
    }

    /// Cuts until the word at a place is there; whether it is.
    fn reach(&mut self, at: usize) -> bool {
        while self.cut.len() <= at {
            let Some(mut piece) = self.pieces.next() else { return false };
            piece.range = self.start + piece.range.start..self.start + piece.range.end;
            let beginning = Beginning::of(&self.text[piece.range.clone()]);
            let cut = Cut { piece, beginning, word: OnceCell::new() };
            // What begins with letters and is not long is a word. Of the rest, some is none, and has no place.
            if beginning.is_some() || cut.word(self.text).is_some() {
                self.cut.push(cut);
            }
        }
        true
    }

    /// How the word at a place begins, and where it ends.
    pub(super) fn beginning(&mut self, at: usize) -> Option<(Option<Beginning>, usize)> {
        self.reach(at).then(|| (self.cut[at].beginning, self.cut[at].piece.range.end))
    }

    pub(super) fn get(&mut self, at: usize) -> Option<&Word> {
        self.reach(at).then(|| self.cut[at].word(self.text))?
    }

    /// The words at a place and behind it.
    pub(super) fn pair(&mut self, at: usize) -> Option<[&Word; 2]> {
        self.reach(at + 1)
            .then(|| Some([self.cut[at].word(self.text)?, self.cut[at + 1].word(self.text)?]))?
    }

    /// The range of `count` words in a row from `at` on, if `is` accepts each of them with its place in the row.
    pub(super) fn row(
        &mut self,
        at: usize,
        count: usize,
        is: impl Fn(&Word, usize) -> bool,
    ) -> Option<Range<usize>> {
        let mut end = None;
        for own in 0..count {
            let word = self.get(at + own).filter(|word| is(word, own))?;
            end = Some(word.range.end);
        }
        Some(self.get(at)?.range.start..end?)
    }
}

impl Cut {
    fn word(&self, text: &str) -> Option<&Word> {
        self.word.get_or_init(|| self.piece.clone().word(text)).as_ref()
    }
}
