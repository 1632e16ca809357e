//! The terms of whole texts, for an index: what was made of a word is remembered, and nothing is copied twice.

use super::words::{Joint, Piece, Pieces};
use super::{Word, compounds, fold, is_stop_word, stem};
use foldhash::fast::RandomState;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// So many words are remembered, then forgotten all at once.
const MEMO: usize = 1 << 17;
/// Longer words are met once, in bytes as written.
const LONGEST: usize = 64;

/// Stands between the terms of one place.
pub const BESIDE: char = ' ';
/// Ends a place.
pub const NEXT: char = '\n';

/// Terms as they go into an index, one behind the other in one string each.
///
/// Terms hold neither white space nor line ends, so these tell them apart: in `surfaces` each place is a line, and its
/// alternatives have a space between them. Places of stems and joins are not kept: a space follows each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Folded words.
    pub surfaces: String,
    /// Stems of words that are no stop words; none unless asked for.
    pub stems: String,
    /// Neighbours glued together.
    pub joins: String,
}

impl Terms {
    /// Leaves places free.
    pub fn skip(&mut self, places: usize) {
        self.surfaces.extend(std::iter::repeat_n(NEXT, places));
    }
}

/// Analyses text, remembering what it made of the words it has met.
#[derive(Debug, Default)]
pub struct Analysis {
    known: RefCell<HashMap<Box<str>, Option<Known>, RandomState>>,
}

/// What is made of a word; the same whatever stands around it.
#[derive(Clone, Debug)]
struct Known {
    /// Its folded forms, as a line of [`Terms::surfaces`].
    line: Box<str>,
    /// Bytes of the first of them.
    surface: usize,
    stems: Rc<[String]>,
}

impl Known {
    fn new(word: &Word, raw: &str) -> Self {
        let mut line = word.surface.clone();
        for other in &word.others {
            line.push(BESIDE);
            line.push_str(other);
        }
        line.push(NEXT);
        let stems = if is_stop_word(&word.surface) { Rc::from([]) } else { Rc::from(stems(word, raw)) };
        Known { line: line.into(), surface: word.surface.len(), stems }
    }
}

impl Analysis {
    /// The stems of a word and of its long parts in camel case, each once; none for stop words.
    /// `raw` is the word as it stands in the text.
    pub fn stems(&self, word: &Word, raw: &str) -> Rc<[String]> {
        if let Some(Some(known)) = self.known.borrow().get(raw) {
            return Rc::clone(&known.stems);
        }
        let known = Known::new(word, raw);
        let stems = Rc::clone(&known.stems);
        self.remember(raw, Some(known));
        stems
    }

    /// Adds the terms of `text` behind those of other texts; stems where `with_stems` says so.
    pub fn terms(&self, text: &str, with_stems: bool, terms: &mut Terms) {
        let mut before = None;
        for piece in Pieces::new(text) {
            let raw = &text[piece.range.clone()];
            let known = self.known.borrow();
            if let Some(known) = known.get(raw) {
                add(known.as_ref(), &piece, &mut before, with_stems, terms);
                continue;
            }
            drop(known);
            let known = piece.clone().word(text).map(|word| Known::new(&word, raw));
            add(known.as_ref(), &piece, &mut before, with_stems, terms);
            self.remember(raw, known);
        }
    }

    fn remember(&self, raw: &str, known: Option<Known>) {
        if raw.len() <= LONGEST {
            let mut memo = self.known.borrow_mut();
            if memo.len() >= MEMO {
                memo.clear();
            }
            memo.insert(raw.into(), known);
        }
    }
}

/// Adds the terms of one word; nothing where a piece is none.
fn add(
    known: Option<&Known>,
    piece: &Piece,
    before: &mut Option<Range<usize>>,
    with_stems: bool,
    terms: &mut Terms,
) {
    let Some(known) = known else { return };
    let surface = terms.surfaces.len()..terms.surfaces.len() + known.surface;
    terms.surfaces.push_str(&known.line);
    if with_stems {
        for stem in known.stems.iter() {
            terms.stems.push_str(stem);
            terms.stems.push(BESIDE);
        }
    }
    if let Some(before) = before
        && piece.joint == Joint::Connector
    {
        terms.joins.push_str(&terms.surfaces[before.clone()]);
        terms.joins.push_str(&terms.surfaces[surface.clone()]);
        terms.joins.push(BESIDE);
    }
    *before = Some(surface);
}

/// The stems of a word and of its long parts in camel case, each once.
fn stems(word: &Word, raw: &str) -> Vec<String> {
    let mut stems = stem::stems(word.accented(), &word.surface);
    for hump in compounds::humps(raw) {
        for stem in stem::stems(&fold::lower(hump), &fold::fold(hump)) {
            if !stems.contains(&stem) {
                stems.push(stem);
            }
        }
    }
    stems
}
