//! Many names looked for in one pass over a text, each by the word it begins with.

use rustc_hash::FxHashMap;

/// Which pairs of bytes the words of a list begin with: most words of a text are told by them to be none.
#[derive(Debug, Default)]
pub(crate) struct Heads(Vec<bool>);

impl Heads {
    fn place(word: &[u8]) -> usize {
        let byte = |at: usize| usize::from(word.get(at).copied().unwrap_or(b' '));
        (byte(0) << 8) | byte(1)
    }

    /// Adds a word, and what it is with digits behind it.
    pub(crate) fn add(&mut self, word: &str) {
        self.0.resize(1 << 16, false);
        match word.as_bytes() {
            [] => {}
            [letter] => b"0123456789 ".iter().for_each(|&next| self.0[Heads::place(&[*letter, next])] = true),
            word => self.0[Heads::place(word)] = true,
        }
    }

    /// Whether a word of the list begins as the text does.
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        self.0.get(Heads::place(text)).copied().unwrap_or_default()
    }
}

/// Names in the form of [`bare`](super::fold::bare), by their first words, each with a number of its own.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_first: FxHashMap<String, Vec<(String, usize)>>,
    heads: Heads,
}

impl Names {
    /// Adds a name; the same words added again keep their own numbers.
    pub(crate) fn add(&mut self, name: String, number: usize) {
        if let Some(first) = name.split(' ').next().filter(|first| !first.is_empty()) {
            self.heads.add(first);
            self.by_first.entry(first.to_owned()).or_default().push((name, number));
        }
    }

    /// Gives the number and the end of every name that stands in a text of [`bare`](super::fold::bare)
    /// words from byte `at` on, where a word begins. Names may be glued to a year: "devoxx2016".
    pub(crate) fn at(&self, text: &str, at: usize, mut give: impl FnMut(usize, usize)) {
        let rest = text.get(at..).unwrap_or_default();
        if !self.heads.may_begin(rest.as_bytes()) {
            return;
        }
        let end = rest.bytes().position(|b| b == b' ').unwrap_or(rest.len());
        let word = &rest[..end];
        let mut look = |first: &str| {
            for (name, number) in self.by_first.get(first).into_iter().flatten() {
                if rest.starts_with(name.as_str())
                    && rest.as_bytes().get(name.len()).is_none_or(|b| *b == b' ' || b.is_ascii_digit())
                {
                    give(*number, at + name.len());
                }
            }
        };
        look(word);
        for (digit, _) in word.bytes().enumerate().filter(|(i, b)| *i > 0 && b.is_ascii_digit()) {
            if let Some(first) = word.get(..digit) {
                look(first);
            }
        }
    }
}

/// Offsets of the words of a text, which single spaces part.
pub(crate) fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut after_space = true;
    text.bytes().enumerate().filter_map(move |(at, b)| {
        let starts = std::mem::replace(&mut after_space, b == b' ') && b != b' ';
        starts.then_some(at)
    })
}
