//! Which sentences are informative: bare addresses, markup, bylines and labels are not.

use crate::analysis::is_stop_word;
use crate::analysis::words::Pieces;
use crate::talk::Talk;
use std::cell::OnceCell;

/// The least number of words outside the names of the byline in an informative sentence.
const FEWEST: usize = 3;
/// Longer sentences are not looked at word by word, in bytes.
const LONGEST: usize = 400;

/// Decides which sentences of a talk are informative.
pub(super) struct Informative<'t> {
    talk: &'t Talk,
    /// The folded words of its byline, computed at their first use; most searches need none.
    names: OnceCell<Vec<String>>,
}

impl<'t> Informative<'t> {
    /// For a talk: its speakers, organisations, writers and event make the byline.
    pub(super) fn of(talk: &'t Talk) -> Self {
        Informative { talk, names: OnceCell::new() }
    }

    /// Whether a word is one of the byline.
    fn is_name(&self, word: &str) -> bool {
        let names = self.names.get_or_init(|| {
            let Talk { speakers, organisations, writers, event, .. } = self.talk;
            let names = speakers.iter().chain(organisations).chain(writers).chain(event);
            let mut found = Vec::new();
            for name in names.filter(|name| name.len() <= LONGEST) {
                found.extend(Pieces::new(name).filter_map(|piece| Some(piece.surface(name)?.into_owned())));
            }
            found
        });
        names.iter().any(|name| name == word)
    }

    /// Whether a sentence is text at all: more than addresses and signs.
    pub(super) fn is_text(&self, sentence: &str) -> bool {
        if sentence.len() > LONGEST {
            return true;
        }
        let mut marks = Marks::default();
        // Most sentences have no address.
        if may_have_address(sentence.as_bytes()) {
            let is_address = |part: &&str| part.contains("://") || part.starts_with("www.");
            sentence.split_whitespace().filter(|part| !is_address(part)).for_each(|part| marks.add(part));
        } else {
            marks.add(sentence);
        }
        marks.letters > 1 && marks.letters >= marks.signs
    }

    /// Whether a sentence is informative: it has words besides those of a byline.
    pub(super) fn informs(&self, sentence: &str) -> bool {
        if sentence.len() > LONGEST {
            return true;
        }
        let (mut all, mut own) = (0, 0);
        for piece in Pieces::new(sentence) {
            let Some(word) = piece.surface(sentence) else { continue };
            let is_word = word.chars().any(char::is_alphabetic);
            all += 1;
            own += usize::from(is_word && !is_stop_word(&word) && !self.is_name(&word));
            if own == FEWEST {
                return true;
            }
        }
        all > 2 * FEWEST && !sentence.ends_with(':')
    }
}

/// Whether a sentence may hold an address.
fn may_have_address(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(b'/', b'w', bytes)
        .any(|at| bytes[at..].starts_with(b"//") || bytes[at..].starts_with(b"www."))
}

/// Letters and figures of a text, and its other characters but white space.
#[derive(Default)]
struct Marks {
    letters: usize,
    signs: usize,
}

impl Marks {
    /// Adds those of a text.
    fn add(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let is_sign = |byte: u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && !is_space(byte);
        self.letters += bytes.iter().filter(|byte| byte.is_ascii_alphanumeric()).count();
        self.signs += bytes.iter().filter(|byte| is_sign(**byte)).count();
        let mut at = 0;
        while let Some(next) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
            at += next;
            let Some(c) = text[at..].chars().next() else { return };
            match c {
                'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => self.letters += 1,
                c if c.is_alphanumeric() => self.letters += 1,
                c => self.signs += usize::from(!c.is_whitespace()),
            }
            at += c.len_utf8();
        }
    }
}

/// Whether a byte is white space.
fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}
