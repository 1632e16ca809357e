//! The terms of whole texts, for an index: what was made of a word is remembered, and nothing is copied twice.

use super::numbers::Numbers;
use super::words::{Joint, Piece, Pieces};
use super::{Word, compounds, fold, is_stop_word, stem};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// From this number of remembered words on those are forgotten that did not come again.
const MEMO: usize = 1 << 17;
/// Where more stay, all are forgotten at once.
const STAY: usize = MEMO / 4 * 3;
/// On the number of a piece that is no word.
const NO_WORD: u32 = 1 << 31;
/// Longer words are met once, in bytes as written.
const LONGEST: usize = 64;

/// Words that are looked up together: what memory takes to answer for one passes while it is asked for the others.
const TOGETHER: usize = 32;

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
    known: RefCell<Memory>,
}

/// What was made of the words that were met.
#[derive(Debug, Default)]
struct Memory {
    /// With a mark on the number of a piece that is no word ([`NO_WORD`]).
    numbers: Numbers,
    /// By number; nothing for a piece that is no word. It is seldom read: where it lies is known from the number.
    known: Vec<Known>,
    /// The stems of words, by number, where they were asked for.
    stems: FxHashMap<u32, Rc<[String]>>,
    /// How often words were forgotten.
    forgotten: u32,
    /// Room for words that are looked up together, each with its number.
    together: Vec<(Piece, Option<u32>)>,
}

/// What is made of a word; the same whatever stands around it.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Its folded forms, as a line of [`Terms::surfaces`], and behind it its stems as in [`Terms::keys`].
    terms: Box<str>,
    /// Bytes of the first folded form.
    surface: u32,
    /// Bytes of the line.
    line: u32,
}

/// A word in a text.
pub(crate) struct Met<'m> {
    /// What is made of it.
    pub(crate) known: &'m Known,
    /// The same for the same word until all words are forgotten; `None` where it is not remembered.
    pub(crate) number: Option<u32>,
    /// Whether a sign ties it to the word before.
    pub(crate) is_tied: bool,
}

impl Known {
    /// Of a word with its stems.
    fn new(word: &Word, stems: &[String]) -> Self {
        let others: usize = word.others.iter().chain(stems).map(|other| other.len() + 1).sum();
        let mut terms = String::with_capacity(word.surface.len() + 1 + others);
        terms.push_str(&word.surface);
        for other in &word.others {
            terms.push(BESIDE);
            terms.push_str(other);
        }
        terms.push(NEXT);
        let line = terms.len() as u32;
        for stem in stems.iter().filter(|stem| **stem != word.surface && !word.others.contains(stem)) {
            terms.push_str(stem);
            terms.push(BESIDE);
        }
        Known { terms: terms.into(), surface: word.surface.len() as u32, line }
    }

    /// Its folded form.
    pub(crate) fn surface(&self) -> &str {
        &self.terms[..self.surface as usize]
    }

    /// All its folded forms, the first one too.
    pub(crate) fn surfaces(&self) -> impl Iterator<Item = &str> {
        self.terms[..self.line as usize].trim_end_matches(NEXT).split(BESIDE)
    }

    /// Its stems, unless it is its own stem.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.terms[self.line as usize..].split_terminator(BESIDE)
    }
}

impl Analysis {
    /// The stems of a word and of its long parts in camel case, each once; none for stop words.
    /// `raw` is the word as it stands in the text.
    pub fn stems(&self, word: &Word, raw: &str) -> Rc<[String]> {
        self.forget();
        let memory = &mut *self.known.borrow_mut();
        let number = memory.numbers.get(raw, 0..raw.len()).filter(|number| number & NO_WORD == 0);
        if let Some(stems) = number.and_then(|number| memory.stems.get(&number)) {
            return Rc::clone(stems);
        }
        let stems: Rc<[String]> = telling_stems(word, raw).into();
        if let Some(number) = number {
            memory.stems.insert(number, Rc::clone(&stems));
        } else if raw.len() <= LONGEST && memory.numbers.get(raw, 0..raw.len()).is_none() {
            let number = memory.remember(raw, Some(Known::new(word, &stems)));
            memory.stems.insert(number, Rc::clone(&stems));
        }
        stems
    }

    /// Adds the terms of `text` behind those of other texts; stems where `with_stems` says so.
    pub fn terms(&self, text: &str, with_stems: bool, terms: &mut Terms) {
        self.forget();
        let mut before = None;
        self.each(text, |Met { known, is_tied, .. }| {
            let surface = terms.surfaces.len()..terms.surfaces.len() + known.surface().len();
            let (line, stems) = known.terms.split_at(known.line as usize);
            terms.surfaces.push_str(line);
            if with_stems {
                terms.keys.push_str(stems);
            }
            if let Some(before) = before.replace(surface.clone())
                && is_tied
            {
                terms.keys.push(JOIN);
                terms.keys.push_str(&terms.surfaces[before]);
                terms.keys.push_str(&terms.surfaces[surface]);
                terms.keys.push(BESIDE);
            }
        });
    }

    /// Gives `on` each word of `text`, and gives how many segments of it hold a letter or a digit. The analysis may not be asked
    /// meanwhile.
    pub(crate) fn each(&self, text: &str, mut on: impl FnMut(Met<'_>)) -> usize {
        let memory = &mut *self.known.borrow_mut();
        let mut pieces = Pieces::new(text);
        let mut together = std::mem::take(&mut memory.together);
        loop {
            together.extend(pieces.by_ref().take(TOGETHER).map(|piece| (piece, None)));
            if together.is_empty() {
                break;
            }
            for (piece, number) in &mut together {
                *number = memory.numbers.get(text, piece.range.clone());
            }
            for (piece, number) in together.drain(..) {
                memory.give(text, piece, number, &mut on);
            }
        }
        memory.together = together;
        pieces.segments()
    }

    /// Forgets words where there are many of them. How often that happened: each time words get other numbers.
    pub(crate) fn forget(&self) -> u32 {
        let memory = &mut *self.known.borrow_mut();
        if memory.known.len() >= MEMO {
            memory.forget();
        }
        memory.forgotten
    }
}

impl Memory {
    /// Gives `on` a word of a text, by its number where it was found.
    fn give(&mut self, text: &str, piece: Piece, number: Option<u32>, on: &mut impl FnMut(Met<'_>)) {
        let is_tied = piece.joint == Joint::Connector;
        // It may have been met since it was looked for.
        let found = number.or_else(|| self.numbers.get(text, piece.range.clone())).or_else(|| {
            let raw = &text[piece.range.clone()];
            let known = piece.word(text).map(|word| Known::new(&word, &telling_stems(&word, raw)));
            if raw.len() <= LONGEST {
                return Some(self.remember(raw, known));
            }
            if let Some(known) = &known {
                on(Met { known, number: None, is_tied });
            }
            None
        });
        if let Some(number) = found.filter(|number| number & NO_WORD == 0) {
            on(Met { known: &self.known[number as usize], number: Some(number), is_tied });
        }
    }

    fn remember(&mut self, raw: &str, known: Option<Known>) -> u32 {
        let number = self.numbers.add(raw, if known.is_none() { NO_WORD } else { 0 });
        self.known.push(known.unwrap_or_default());
        number
    }

    /// Forgets the words that did not come again since they were met, or since others were forgotten.
    fn forget(&mut self) {
        let (numbers, former) = std::mem::take(&mut self.numbers).asked(NO_WORD);
        let mut known = std::mem::take(&mut self.known);
        self.stems.clear();
        self.forgotten += 1;
        if former.len() <= STAY {
            let stays =
                former.into_iter().map(|number| std::mem::take(&mut known[(number & !NO_WORD) as usize]));
            (self.numbers, self.known) = (numbers, stays.collect());
        }
    }
}

/// The stems of a word; none of a stop word.
fn telling_stems(word: &Word, raw: &str) -> Vec<String> {
    if is_stop_word(&word.surface) { Vec::new() } else { stems(word, raw) }
}

/// The stems of a word, of its long parts in camel case and of the names it is built on, each once. A word with capitals
/// inside is a name, which has a plural at the most.
fn stems(word: &Word, raw: &str) -> Vec<String> {
    let mut stems = match compounds::is_name(raw) {
        true => word.surface.strip_suffix('s').map(str::to_owned).into_iter().collect(),
        false => stem::stems(word.accented(), &word.surface),
    };
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
