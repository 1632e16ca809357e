//! The terms of whole texts, for an index: what was made of a word is remembered, and nothing is copied twice.

use super::words::{Joint, Piece, Pieces};
use super::{Word, compounds, fold, is_stop_word, stem};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// Words that are remembered, at the most; then all are forgotten at once.
const MEMO: usize = 1 << 17;
/// Longer words are met once, in bytes as written.
const LONGEST: usize = 64;

/// Stands between the terms of one place.
pub const BESIDE: char = ' ';
/// Ends a place.
pub const NEXT: char = '\n';
/// Stands before neighbours that are glued together, which keeps them apart from stems; no word begins with it.
pub const JOIN: char = '+';

/// Terms as they go into an index, one behind the other in one string each.
///
/// Terms hold neither white space nor line ends, so these separate them: in `surfaces` each place is a line, and its
/// alternatives have a space between them. Places of keys are not kept: a space follows each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Folded words.
    pub surfaces: String,
    /// Stems of words that are no stop words, unless they are not asked for, and neighbours that a sign ties, glued
    /// together behind a [`JOIN`]. A stem that is the word itself is left out.
    pub keys: String,
}

impl Terms {
    /// With room for those of a text of about this many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        let room = || String::with_capacity(bytes + bytes / 2);
        Terms { surfaces: room(), keys: room() }
    }

    /// Forgets all, but for the room.
    pub fn clear(&mut self) {
        self.surfaces.clear();
        self.keys.clear();
    }

    /// Leaves places free.
    pub fn skip(&mut self, places: usize) {
        self.surfaces.extend(std::iter::repeat_n(NEXT, places));
    }
}

/// Analyses text, remembering what it made of the words it has met.
#[derive(Debug, Default)]
pub struct Analysis {
    known: RefCell<FxHashMap<Box<str>, Option<Known>>>,
}

/// What is made of a word; the same whatever stands around it.
#[derive(Clone, Debug)]
struct Known {
    /// Its folded forms, as a line of [`Terms::surfaces`], and behind it its stems as in [`Terms::keys`].
    terms: Box<str>,
    /// Bytes of the first folded form.
    surface: usize,
    /// Bytes of the line.
    line: usize,
    stems: Rc<[String]>,
}

impl Known {
    fn new(word: &Word, raw: &str) -> Self {
        let mut terms = word.surface.clone();
        for other in &word.others {
            terms.push(BESIDE);
            terms.push_str(other);
        }
        terms.push(NEXT);
        let line = terms.len();
        let stems = if is_stop_word(&word.surface) { Vec::new() } else { stems(word, raw) };
        for stem in stems.iter().filter(|stem| **stem != word.surface && !word.others.contains(stem)) {
            terms.push_str(stem);
            terms.push(BESIDE);
        }
        Known { terms: terms.into(), surface: word.surface.len(), line, stems: Rc::from(stems) }
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
    let (line, stems) = known.terms.split_at(known.line);
    terms.surfaces.push_str(line);
    if with_stems {
        terms.keys.push_str(stems);
    }
    if let Some(before) = before
        && piece.joint == Joint::Connector
    {
        terms.keys.push(JOIN);
        terms.keys.push_str(&terms.surfaces[before.clone()]);
        terms.keys.push_str(&terms.surfaces[surface.clone()]);
        terms.keys.push(BESIDE);
    }
    *before = Some(surface);
}

/// The stems of a word, of its long parts in camel case and of the names it is built on, each once.
fn stems(word: &Word, raw: &str) -> Vec<String> {
    let mut stems = stem::stems(word.accented(), &word.surface);
    let mut add = |stem: String| {
        if !stems.contains(&stem) {
            stems.push(stem);
        }
    };
    for base in compounds::bases(raw).map(fold::fold) {
        stem::stems(&base, &base).into_iter().for_each(&mut add);
        add(base);
    }
    for hump in compounds::humps(raw) {
        stem::stems(&fold::lower(hump), &fold::fold(hump)).into_iter().for_each(&mut add);
    }
    stems
}
