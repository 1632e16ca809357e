//! Words with their places: UAX #29, corrected where it is wrong for technical French.
//!
//! What UAX #29 keeps together and we split: `node.js`, `disponibles.Vous`, `snake_case`, `développeur·se·s`.
//! What it splits and we keep together: `12 000`, `C++`, `C#`, `I.A.`, `CK{A,S}`, `CO₂`, `.NET`. `99,95` is `99.95`, and
//! `C++20` is `C++` too.

use super::elision;
use super::fold::{fold, lower};
use super::gather::{gather, has_leading_dot};
use super::segment::{Segment, Segments, Shape};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

/// Longer words are no words (encoded blobs) and are left out, in bytes of the folded form.
const LONGEST: usize = 96;

/// How a word is tied to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// By nothing that could make them one word.
    Apart,
    /// By a single space.
    Space,
    /// By a sign that makes them parts of one: hyphen, slash, underscore, dot, ampersand.
    Connector,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text, elided articles left out; on character boundaries.
    pub range: Range<usize>,
    /// Lower case with accents, where that differs from `surface`.
    accented: Option<String>,
    /// Folded form.
    pub surface: String,
    /// Further folded forms at the same place (`CK{A,S}` is `cka` and `cks`).
    pub others: Vec<String>,
    /// How it is tied to the word before.
    pub joint: Joint,
}

impl Word {
    /// Lower case with its accents, as a stemmer reads it.
    pub fn accented(&self) -> &str {
        self.accented.as_deref().unwrap_or(&self.surface)
    }
}

/// The words of `text` in order; the place in the list is the position of the word.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    words.extend(Pieces::new(text).filter_map(|piece| piece.word(text)));
    words
}

/// A stretch of text that is one word, before it is folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the text, elided articles left out; on character boundaries.
    pub range: Range<usize>,
    /// How it is tied to the piece before.
    pub joint: Joint,
    /// Folded forms, where they are not simply the folded text.
    surfaces: Vec<String>,
}

impl Piece {
    /// The word of this piece of `text`; `None` for what is too long for one, or nothing when folded.
    pub fn word(self, text: &str) -> Option<Word> {
        let raw = &text[self.range.clone()];
        let (surface, others) = if self.surfaces.is_empty() {
            (Some(folded(raw)).filter(|surface| is_word(surface))?, Vec::new())
        } else {
            let mut surfaces = self.surfaces;
            surfaces.retain(|surface| is_word(surface));
            if surfaces.is_empty() {
                return None;
            }
            (surfaces.remove(0), surfaces)
        };
        let accented = if raw.is_ascii() { None } else { Some(lower(raw)).filter(|l| *l != surface) };
        Some(Word { range: self.range, accented, surface, others, joint: self.joint })
    }

    /// The folded form of that word, without the rest of it.
    pub fn surface<'t>(&'t self, text: &'t str) -> Option<Cow<'t, str>> {
        if let Some(surface) = self.surfaces.iter().find(|surface| is_word(surface)) {
            return Some(surface.into());
        }
        let raw = &text[self.range.clone()];
        if !self.surfaces.is_empty() {
            return None;
        }
        let is_folded = raw.bytes().all(|byte| byte.is_ascii_lowercase());
        let surface: Cow<'t, str> = if is_folded { raw.into() } else { folded(raw).into() };
        Some(surface).filter(|surface| is_word(surface))
    }
}

/// Whether a folded form is that of a word.
fn is_word(surface: &str) -> bool {
    surface.len() <= LONGEST && surface.contains(char::is_alphanumeric)
}

/// The pieces of a text in order.
#[derive(Debug)]
pub struct Pieces<'t> {
    pub(super) text: &'t str,
    segments: Segments<'t>,
    /// How many of them were taken.
    taken: usize,
    /// Cut, and not yet taken.
    ahead: VecDeque<Range<usize>>,
    /// Where the piece before ends, what was elided included.
    end: Option<usize>,
}

impl<'t> Pieces<'t> {
    /// Of a text.
    pub fn new(text: &'t str) -> Self {
        Pieces { text, segments: Segments::new(text), taken: 0, ahead: VecDeque::new(), end: None }
    }

    /// How many segments of the text were taken.
    pub(super) fn segments(&self) -> usize {
        self.taken
    }

    fn segment(&mut self) -> Option<Segment> {
        let segment = self.segments.next()?;
        self.taken += 1;
        Some(segment)
    }

    /// The cut segment that comes after `at` others; `None` at the end of the text.
    pub(super) fn ahead(&mut self, at: usize) -> Option<Range<usize>> {
        while self.ahead.len() <= at {
            let segment = self.segment()?;
            self.cut(segment);
        }
        self.ahead.get(at).cloned()
    }

    /// How many of the cut segments begin before a place; the first does.
    pub(super) fn before(&mut self, end: usize) -> usize {
        let mut taken = 1;
        while self.ahead(taken).is_some_and(|piece| piece.start < end) {
            taken += 1;
        }
        taken
    }

    fn cut(&mut self, segment: Segment) {
        match segment.shape {
            Shape::Mixed => split(self.text, segment.range, &mut self.ahead),
            Shape::Plain | Shape::Elided => self.ahead.push_back(segment.range),
        }
    }

    /// Whether [`gather`] may have something to say of a segment of letters and digits.
    fn is_peculiar(&self, Segment { range, shape }: &Segment) -> bool {
        let bytes = self.text.as_bytes();
        // Behind what is elided stands another word: `d'12 000`.
        let first = if *shape == Shape::Elided { range.end - 1 } else { range.start };
        bytes[first].is_ascii_digit()
            || matches!(bytes.get(range.end), Some(b'{' | b'+' | b'#'))
            || has_leading_dot(self.text, range.start)
    }

    /// The piece that a span of the text is, what elides in it left out.
    fn piece(&mut self, span: Range<usize>, elides: bool) -> Piece {
        let joint = self.joint(span.start);
        self.end = Some(span.end);
        if !elides {
            return Piece { range: span, joint, surfaces: Vec::new() };
        }
        let bare = elision::bare(&self.text[span.clone()]);
        let joint = if bare.start > 0 { Joint::Apart } else { joint };
        Piece { range: span.start + bare.start..span.start + bare.end, joint, surfaces: Vec::new() }
    }

    /// How what begins at `start` is tied to the piece before.
    fn joint(&self, start: usize) -> Joint {
        match self.end {
            Some(end) if end <= start => joint(&self.text[end..start]),
            _ => Joint::Apart,
        }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            let piece = self.piece_of_any()?;
            if !is_passed_over(self.text, &piece.range) {
                return Some(piece);
            }
        }
    }
}

impl Pieces<'_> {
    /// The next piece, also one that says nothing.
    fn piece_of_any(&mut self) -> Option<Piece> {
        if self.ahead.is_empty() {
            if let Some(word) = self.segments.plain() {
                self.taken += 1;
                return Some(self.piece(word, false));
            }
            let segment = self.segment()?;
            if segment.shape != Shape::Mixed && !self.is_peculiar(&segment) {
                return Some(self.piece(segment.range, segment.shape == Shape::Elided));
            }
            self.cut(segment);
        }
        let first = self.ahead(0)?;
        let whole_start = first.start;
        let (taken, span, surfaces) = gather(self, first);
        self.ahead.drain(..taken);
        if surfaces.is_empty() {
            return Some(self.piece(span, true));
        }
        // What is elided ties the word to nothing.
        let joint = if whole_start == span.start { self.joint(span.start) } else { Joint::Apart };
        self.end = Some(span.end);
        Some(Piece { range: span, joint, surfaces })
    }
}

/// Whether a word is the verb in `j'y ai`, which is not `AI`.
fn is_passed_over(text: &str, range: &Range<usize>) -> bool {
    const PRONOUNS: [&str; 11] = ["y", "en", "je", "le", "la", "les", "lui", "leur", "vous", "nous", "te"];
    if &text[range.clone()] != "ai" {
        return false;
    }
    let before = text[..range.start].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    text[range.end..].starts_with("-je") || PRONOUNS.iter().any(|pronoun| pronoun.eq_ignore_ascii_case(word))
}

/// The folded form of a word that has no shape of its own. Letters of elsewhere may fold to signs (`ŉ`), and signs
/// hold on to marks that nobody sees: at its ends they are no part of it.
pub(super) fn folded(raw: &str) -> String {
    let folded = fold(raw);
    if !folded.bytes().any(|byte| matches!(byte, b'\'' | b'.' | b',')) {
        return folded;
    }
    let bare = folded.trim_matches(['\'', '.', ',']);
    match version(bare).unwrap_or(bare) {
        bare if is_decimal(bare) => bare.replace(',', "."),
        bare if bare.len() < folded.len() => bare.to_owned(),
        _ => folded,
    }
}

/// Whether it is a number with a decimal comma: `99,95`.
fn is_decimal(folded: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    folded.split_once(',').is_some_and(|(whole, rest)| is_number(whole) && is_number(rest))
}

/// `v1.27` is the version `1.27`; `v2` stays as it is. Of a folded word: no invisible sign makes another word of it.
fn version(folded: &str) -> Option<&str> {
    let number = folded.strip_prefix('v')?;
    let sound = number.contains('.') && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    sound.then_some(number)
}

/// Cuts one UAX #29 word where technical French has two.
fn split(text: &str, range: Range<usize>, pieces: &mut VecDeque<Range<usize>>) {
    let word = &text[range.clone()];
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        pieces.push_back(range);
        return;
    }
    if word.contains('.') && is_dotted_initials(&word[elision::bare(word).start..]) {
        pieces.push_back(range);
        return;
    }
    let mut start = 0;
    let mut before = None;
    let mut chars = word.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        let digits =
            before.is_some_and(|c: char| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
        let cuts = match c {
            '_' | '\u{203F}' | ':' => true,
            '\u{202F}' | '.' | '\u{2024}' => !digits,
            // The feminine and plural endings after a middle dot are no words.
            '\u{00B7}' | '\u{2027}' => {
                push(range.start + start..range.start + at, pieces);
                return;
            }
            _ => false,
        };
        if cuts {
            push(range.start + start..range.start + at, pieces);
            start = at + c.len_utf8();
        }
        before = Some(c);
    }
    push(range.start + start..range.end, pieces);
}

fn push(range: Range<usize>, pieces: &mut VecDeque<Range<usize>>) {
    if !range.is_empty() {
        pieces.push_back(range);
    }
}

/// `I.A`, `U.S.A`: single letters with dots between them.
pub(super) fn is_dotted_initials(word: &str) -> bool {
    let mut parts = word.split('.').peekable();
    let mut count = 0;
    while let Some(part) = parts.next() {
        let mut chars = part.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if c.is_alphabetic() => count += 1,
            (None, None) if parts.peek().is_none() => {}
            _ => return false,
        }
    }
    count > 1
}

/// What the text between two words says of their tie.
fn joint(gap: &str) -> Joint {
    let connector = |c: char| {
        matches!(
            c,
            '-' | '\u{2010}' | '\u{2011}' | '/' | '_' | '.' | '&' | '+' | '\u{202F}' | ':' | '\u{203F}'
        )
    };
    match gap {
        " " | "\u{A0}" | "\n" => Joint::Space,
        " / " | " & " => Joint::Connector,
        _ => {
            let mut chars = gap.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if connector(c) => Joint::Connector,
                _ => Joint::Apart,
            }
        }
    }
}
