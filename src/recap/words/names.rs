//! Many names looked for in one pass over a text, each by the word it begins with.

use std::hash::Hasher;

/// How the words of a list begin: it rules out most words of a text. A bit a place: tables of this kind are many, and each is
/// laid out when the first recap is cut.
#[derive(Debug)]
pub(crate) struct Heads([u32; 1 << (5 * (HEAD - 1))]);

/// First bytes that are distinguished.
const HEAD: usize = 3;

impl Default for Heads {
    fn default() -> Self {
        Heads([0; 1 << (5 * (HEAD - 1))])
    }
}

impl Heads {
    /// Five bits of each byte: enough to distinguish letters, and blind to their case.
    #[inline]
    fn place(head: [u8; HEAD]) -> (usize, u32) {
        let low = |byte: u8| usize::from(byte & 31);
        (low(head[0]) << 5 | low(head[1]), 1 << (head[2] & 31))
    }

    #[inline]
    fn head(text: &[u8]) -> [u8; HEAD] {
        if let Some(head) = text.first_chunk() {
            return *head;
        }
        let byte = |at: usize| text.get(at).copied().unwrap_or(b' ');
        [byte(0), byte(1), byte(2)]
    }

    /// Adds a word.
    pub(crate) fn add(&mut self, word: &str) {
        if !word.is_empty() {
            let (row, bit) = Heads::place(Heads::head(word.as_bytes()));
            self.0[row] |= bit;
        }
    }

    /// Adds a beginning of words.
    pub(crate) fn add_beginning(&mut self, head: &str) {
        match head.as_bytes() {
            [first] => (0..32).for_each(|second| self.add_pair(*first, second)),
            [first, second] => self.add_pair(*first, *second),
            _ => self.add(head),
        }
    }

    fn add_pair(&mut self, first: u8, second: u8) {
        let (row, _) = Heads::place([first, second, 0]);
        self.0[row] = u32::MAX;
    }

    /// Whether a word of the list may begin a text, folded or not: `false` is sure.
    #[inline]
    pub(crate) fn may_begin(&self, text: &str) -> bool {
        self.may_begin_bytes(text.as_bytes())
    }

    #[inline]
    fn may_begin_bytes(&self, text: &[u8]) -> bool {
        let head = Heads::head(text);
        let (row, bit) = Heads::place(head);
        self.0[row] & bit != 0 || !head.is_ascii()
    }
}

/// Names in the form of [`bare`](crate::recap::words::fold::bare), each with a number of its own.
#[derive(Debug)]
pub(crate) struct Names<T> {
    /// In order, so that those with one first word stand side by side; the same words more than once keep their own numbers.
    sorted: Vec<(T, usize)>,
    heads: Heads,
    /// By the hash of a first word, one more than where its names begin; 0 for none. A power of two of places, at least twice as
    /// many as there are names.
    places: Vec<u32>,
}

impl<T: AsRef<str>> Names<T> {
    /// Of names and their numbers; an empty name is none.
    pub(crate) fn new(mut names: Vec<(T, usize)>) -> Names<T> {
        names.retain(|(name, _)| !name.as_ref().is_empty());
        names.sort_by(|(a, _), (b, _)| a.as_ref().cmp(b.as_ref()));
        let mut heads = Heads::default();
        // Behind a short first word there may be digits.
        names.iter().for_each(|(name, _)| heads.add_beginning(first_word(name.as_ref())));
        let places = vec![0; (2 * names.len()).next_power_of_two()];
        let mut names = Names { sorted: names, heads, places };
        for at in 0..names.sorted.len() {
            let place = names.place(first_word(names.sorted[at].0.as_ref()));
            if names.places[place] == 0 {
                names.places[place] = at as u32 + 1;
            }
        }
        names
    }

    /// Where it stands at which names a first word begins, or where it would.
    fn place(&self, word: &str) -> usize {
        let mask = self.places.len() - 1;
        let mut at = hash(word) & mask;
        while let Some(from) = self.places[at].checked_sub(1)
            && !begins_with(self.sorted[from as usize].0.as_ref(), word)
        {
            at = (at + 1) & mask;
        }
        at
    }

    /// The names that begin with this word.
    fn beginning_with<'n>(&'n self, word: &'n str) -> impl Iterator<Item = &'n (T, usize)> {
        let from = self.places[self.place(word)].checked_sub(1);
        let rest = from.and_then(|from| self.sorted.get(from as usize..)).unwrap_or_default();
        rest.iter().take_while(move |(name, _)| begins_with(name.as_ref(), word))
    }

    /// Whether one of the names may stand in a text as it is written: `false` is sure.
    pub(crate) fn may_be_in(&self, text: &str) -> bool {
        let mut before = None;
        let mut chars = text.char_indices();
        chars.any(|(at, c)| {
            let begins = before.replace(c).is_none_or(|before| !before.is_alphanumeric());
            match c {
                _ if c.is_ascii() && !(begins && c.is_ascii_alphanumeric()) => false,
                // They stay letters, whatever they fold to.
                'À'..='ÿ' if !matches!(c, '×' | '÷') && !begins => false,
                _ if c.is_ascii() => text.get(at..).is_some_and(|rest| self.heads.may_begin(rest)),
                _ => true,
            }
        })
    }

    /// Gives the number and the end of every name in a text of [`bare`](crate::recap::words::fold::bare) words.
    pub(crate) fn all(&self, text: &str, mut give: impl FnMut(usize, usize)) {
        let bytes = text.as_bytes();
        let mut before = b' ';
        for (at, &byte) in bytes.iter().enumerate() {
            if std::mem::replace(&mut before, byte) == b' '
                && byte != b' '
                && bytes.get(at..).is_some_and(|rest| self.heads.may_begin_bytes(rest))
            {
                self.at(text, at, &mut give);
            }
        }
    }

    /// Gives the number and the end of every name that stands in a text of [`bare`](crate::recap::words::fold::bare)
    /// words from byte `at` on, where a word begins. Names may be glued to a year: "devoxx2016".
    pub(crate) fn at(&self, text: &str, at: usize, mut give: impl FnMut(usize, usize)) {
        let rest = text.get(at..).unwrap_or_default();
        if !self.heads.may_begin(rest) {
            return;
        }
        let end = rest.bytes().position(|b| b == b' ').unwrap_or(rest.len());
        let word = &rest[..end];
        let mut look = |first: &str| {
            for (name, number) in self.beginning_with(first) {
                let name = name.as_ref();
                if rest.starts_with(name)
                    && rest.as_bytes().get(name.len()).is_none_or(|b| *b == b' ' || b.is_ascii_digit())
                {
                    give(*number, at + name.len());
                }
            }
        };
        look(word);
        if !word.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        for (digit, _) in word.bytes().enumerate().filter(|(i, b)| *i > 0 && b.is_ascii_digit()) {
            if let Some(first) = word.get(..digit) {
                look(first);
            }
        }
    }
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

/// Whether a word is the first one of a name.
fn begins_with(name: &str, word: &str) -> bool {
    name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn hash(word: &str) -> usize {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 16) as usize
}

/// Offsets of the words of a text, which single spaces part.
pub(crate) fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let behind = memchr::memchr_iter(b' ', bytes).map(|space| space + 1);
    std::iter::once(0).chain(behind).filter(move |&at| bytes.get(at).is_some_and(|b| *b != b' '))
}
