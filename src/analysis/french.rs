//! French stems by the rules of Snowball, for words of Latin letters: what the library does with any word, in a tenth of the time.
//!
//! Each letter is a byte here (Latin-1), so a word fits into an array and every suffix is compared at once. Letters in capitals are
//! those that do not count as vowels for now. A test compares the stems with those of the library, whose names are kept.

use super::suffixes::{BEFORE_EMENT, IR, NOUN, REST, Rule, VERB, longest};

/// Letters of the longest word that is stemmed here.
const LONGEST: usize = 48;

/// A word on its way to its stem.
struct Word {
    letters: [u8; LONGEST],
    length: usize,
    /// Where the regions begin in which suffixes are looked for.
    rv: usize,
    r1: usize,
    r2: usize,
}

/// The stem of a word; `None` where it has other letters than small ones of Latin-1, or is too long.
pub(crate) fn stem(word: &str) -> Option<String> {
    let mut word = Word::of(word)?;
    word.mark_vowels();
    word.mark_regions();
    if word.standard_suffix() || word.i_verb_suffix() || word.verb_suffix() {
        match word.last() {
            Some(b'Y') => word.end_in(1, b"i"),
            Some(0xE7) => word.end_in(1, b"c"),
            _ => {}
        }
    } else {
        word.residual_suffix();
    }
    word.un_double();
    word.un_accent();
    Some(word.text())
}

/// Whether a letter is a vowel: none in capitals is.
fn is_vowel(letter: u8) -> bool {
    matches!(
        letter,
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | 0xE0 | 0xE2 | 0xE8
            ..=0xEB | 0xEE | 0xEF | 0xF4 | 0xF9 | 0xFB
    )
}

impl Word {
    fn of(word: &str) -> Option<Word> {
        let mut letters = [0; LONGEST];
        let mut length = 0;
        for c in word.chars() {
            *letters.get_mut(length)? = match c {
                'a'..='z' => c as u8,
                'à'..='ÿ' if c != '÷' => c as u8,
                _ => return None,
            };
            length += 1;
        }
        Some(Word { letters, length, rv: length, r1: length, r2: length })
    }

    /// The word as it is written, with small letters.
    fn text(&self) -> String {
        let mut text = String::with_capacity(self.length + 8);
        text.extend(self.letters().iter().map(|letter| char::from(letter.to_ascii_lowercase())));
        text
    }

    fn letters(&self) -> &[u8] {
        &self.letters[..self.length]
    }

    fn last(&self) -> Option<u8> {
        self.letters().last().copied()
    }

    fn at(&self, at: usize) -> Option<u8> {
        self.letters().get(at).copied()
    }

    fn is_vowel_at(&self, at: usize) -> bool {
        self.at(at).is_some_and(is_vowel)
    }

    /// Replaces the last `cut` letters by others.
    fn end_in(&mut self, cut: usize, letters: &[u8]) {
        let from = self.length - cut;
        let to = from + letters.len();
        if let Some(place) = self.letters.get_mut(from..to) {
            place.copy_from_slice(letters);
            self.length = to;
        }
    }

    /// The longest suffix of a rule that the word ends with from a letter on.
    fn suffix(&self, rule: Rule, from: usize) -> Option<(usize, u8)> {
        longest(self.letters().get(from..)?, rule)
    }

    /// Whether the last `cut` letters begin in a region.
    fn is_in(&self, region: usize, cut: usize) -> bool {
        region + cut <= self.length
    }

    /// Cuts a suffix off where it lies in a region.
    fn cut_in(&mut self, region: usize, suffix: &[u8]) -> bool {
        let cuts = self.letters().ends_with(suffix) && self.is_in(region, suffix.len());
        self.length -= if cuts { suffix.len() } else { 0 };
        cuts
    }

    /// Puts in capitals the vowels that do not count as such: `u` and `i` between vowels, `y` beside one, `u` behind `q`.
    fn mark_vowels(&mut self) {
        let mut at = 0;
        while at < self.length {
            let (here, next) = (self.letters[at], self.at(at + 1));
            let marked = match next {
                Some(b'u' | b'i') if is_vowel(here) && self.is_vowel_at(at + 2) => at + 1,
                Some(b'y') if is_vowel(here) => at + 1,
                Some(next) if here == b'y' && is_vowel(next) => at,
                Some(b'u') if here == b'q' => at + 1,
                _ => {
                    at += 1;
                    continue;
                }
            };
            self.letters[marked].make_ascii_uppercase();
        }
    }

    fn mark_regions(&mut self) {
        let behind = |from: usize, vowel: bool| {
            let found = self.letters().get(from..)?.iter().position(|&letter| is_vowel(letter) == vowel);
            found.map(|at| from + at + 1)
        };
        let begins = self.is_vowel_at(0) && self.is_vowel_at(1) && self.length > 2
            || [b"par", b"col", b"tap"].iter().any(|head| self.letters().starts_with(*head));
        let rv = if begins { Some(3) } else { behind(1, true) };
        let r1 = behind(0, true).and_then(|at| behind(at, false));
        let r2 = r1.and_then(|at| behind(at, true)).and_then(|at| behind(at, false));
        let end = self.length;
        (self.rv, self.r1, self.r2) = (rv.unwrap_or(end), r1.unwrap_or(end), r2.unwrap_or(end));
    }

    /// Whether a suffix of nouns, adjectives or adverbs was replaced; one of adverbs is, and leaves the rest to verbs.
    fn standard_suffix(&mut self) -> bool {
        let Some((length, step)) = self.suffix(NOUN, 0) else { return false };
        let (rv, r1, r2) = (self.rv, self.r1, self.r2);
        let [in_rv, in_r1, in_r2] = [rv, r1, r2].map(|region| self.is_in(region, length));
        let before = self.length - length;
        match step {
            1 if in_r2 => self.end_in(length, b""),
            2 if in_r2 => {
                self.end_in(length, b"");
                self.cut_or(b"ic", b"iqU");
            }
            3 if in_r2 => self.end_in(length, b"log"),
            4 if in_r2 => self.end_in(length, b"u"),
            5 if in_r2 => self.end_in(length, b"ent"),
            6 if in_rv => {
                self.end_in(length, b"");
                self.behind_ement();
            }
            7 if in_r2 => {
                self.end_in(length, b"");
                if self.letters().ends_with(b"abil") {
                    self.cut_or(b"abil", b"abl");
                } else if self.letters().ends_with(b"ic") {
                    self.cut_or(b"ic", b"iqU");
                } else {
                    self.cut_in(r2, b"iv");
                }
            }
            8 if in_r2 => {
                self.end_in(length, b"");
                if self.cut_in(r2, b"at") {
                    self.cut_or(b"ic", b"iqU");
                }
            }
            9 => self.end_in(length, b"eau"),
            10 if in_r1 => self.end_in(length, b"al"),
            11 if in_r2 => self.end_in(length, b""),
            11 if in_r1 => self.end_in(length, b"eux"),
            12 if in_r1 && before > 0 && !self.is_vowel_at(before - 1) => self.end_in(length, b""),
            13 if in_rv => {
                self.end_in(length, b"ant");
                return false;
            }
            14 if in_rv => {
                self.end_in(length, b"ent");
                return false;
            }
            15 if before > 0 && self.is_vowel_at(before - 1) && self.is_in(rv, length + 1) => {
                self.end_in(length, b"");
                return false;
            }
            _ => return false,
        }
        true
    }

    /// Cuts a suffix off where it lies in the second region, and else puts another in its place.
    fn cut_or(&mut self, suffix: &[u8], other: &[u8]) {
        if !self.cut_in(self.r2, suffix) && self.letters().ends_with(suffix) {
            self.end_in(suffix.len(), other);
        }
    }

    /// What may stand before `ement`.
    fn behind_ement(&mut self) {
        let Some((length, step)) = self.suffix(BEFORE_EMENT, 0) else { return };
        let (rv, r1, r2) = (self.rv, self.r1, self.r2);
        let [in_rv, in_r1, in_r2] = [rv, r1, r2].map(|region| self.is_in(region, length));
        match step {
            1 if in_r2 => {
                self.end_in(length, b"");
                self.cut_in(r2, b"at");
            }
            2 | 3 if in_r2 => self.end_in(length, b""),
            2 if in_r1 => self.end_in(length, b"eux"),
            4 if in_rv => self.end_in(length, b"i"),
            _ => {}
        }
    }

    /// Whether a suffix of verbs in `-ir` was cut off.
    fn i_verb_suffix(&mut self) -> bool {
        let Some((length, _)) = self.suffix(IR, self.rv) else { return false };
        let before = self.length - length;
        let cuts = before > self.rv && !self.is_vowel_at(before - 1);
        self.length -= if cuts { length } else { 0 };
        cuts
    }

    /// Whether a suffix of other verbs was cut off.
    fn verb_suffix(&mut self) -> bool {
        let Some((length, step)) = self.suffix(VERB, self.rv) else { return false };
        if step == 1 && !self.is_in(self.r2, length) {
            return false;
        }
        self.end_in(length, b"");
        if step == 3 {
            self.cut_in(self.rv, b"e");
        }
        true
    }

    /// Cuts off what ends a word that has no suffix.
    fn residual_suffix(&mut self) {
        if let [.., before, b's'] = self.letters()
            && !matches!(before, b'a' | b'i' | b'o' | b's' | b'u' | 0xE8)
        {
            self.length -= 1;
        }
        let Some((length, step)) = self.suffix(REST, self.rv) else { return };
        let before = self.letters().get(self.rv..self.length - length).unwrap_or_default();
        match step {
            1 if self.is_in(self.r2, length) && before.ends_with(b"s") | before.ends_with(b"t") => {
                self.end_in(length, b"");
            }
            2 => self.end_in(length, b"i"),
            3 => self.end_in(length, b""),
            4 if before.ends_with(b"gu") => self.end_in(length, b""),
            _ => {}
        }
    }

    fn un_double(&mut self) {
        let doubled: [&[u8]; 5] = [b"ell", b"eill", b"enn", b"onn", b"ett"];
        if doubled.iter().any(|end| self.letters().ends_with(end)) {
            self.length -= 1;
        }
    }

    /// Takes the accent off an `e` that only consonants follow.
    fn un_accent(&mut self) {
        let last = self.letters().iter().rposition(|&letter| is_vowel(letter));
        if let Some(last) = last.filter(|last| last + 1 < self.length)
            && matches!(self.letters[last], 0xE8 | 0xE9)
        {
            self.letters[last] = b'e';
        }
    }
}
