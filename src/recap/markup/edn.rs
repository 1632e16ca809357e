//! EDN, as Clojure's site generators begin a page: a mapping of keywords, of which strings, words and lists are kept.

use crate::recap::markup::metadata::Value;

/// Levels of nesting that are read.
const DEPTH: usize = 8;
/// Bytes above which a mapping is no front matter.
const MAX_BYTES: usize = 256 * 1024;

/// Reads the mapping that a text begins with, and its length.
pub(super) fn read(text: &str) -> Option<(Value, usize)> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(DEPTH)?;
    matches!(value, Value::Map(_)).then_some((value, reader.at))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over white space, commas and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let apart = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',').len();
            let comment = rest.get(apart..).filter(|rest| rest.starts_with(';'));
            let comment = comment.map_or(0, |rest| rest.find('\n').unwrap_or(rest.len()));
            self.at += apart + comment;
            if apart + comment == 0 {
                return;
            }
        }
    }

    /// The next value; `None` where there is none, or where it goes on too far.
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip();
        let depth = depth.checked_sub(1)?;
        let first = self.rest().chars().next().filter(|_| self.at < MAX_BYTES)?;
        match first {
            '{' => self.mapping(depth),
            '[' => self.list(1, ']', depth),
            '(' => self.list(1, ')', depth),
            '"' => self.string(),
            '#' if self.rest().starts_with("#{") => self.list(2, '}', depth),
            // A tag says of what kind the value after it is.
            '#' => {
                self.word()?;
                self.value(depth)
            }
            _ => {
                let word = self.word()?;
                Some(Value::Scalar(word.trim_start_matches(':').to_owned()))
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.skip();
            if self.rest().starts_with('}') {
                self.at += 1;
                return Some(Value::Map(entries));
            }
            let Value::Scalar(name) = self.value(depth)? else { return None };
            entries.push((name.to_lowercase(), self.value(depth)?));
        }
    }

    fn list(&mut self, opening: usize, close: char, depth: usize) -> Option<Value> {
        self.at += opening;
        let mut list = Vec::new();
        loop {
            self.skip();
            if self.rest().starts_with(close) {
                self.at += 1;
                return Some(Value::List(list));
            }
            list.push(self.value(depth)?);
        }
    }

    fn string(&mut self) -> Option<Value> {
        let mut string = String::new();
        let mut escaped = false;
        let text = self.text;
        for (at, c) in text.get(self.at + 1..)?.char_indices() {
            match c {
                'n' | 't' | 'r' if std::mem::take(&mut escaped) => string.push(' '),
                _ if std::mem::take(&mut escaped) => string.push(c),
                '\\' => escaped = true,
                '"' => {
                    self.at += at + 2;
                    return Some(Value::Scalar(string));
                }
                _ => string.push(c),
            }
        }
        None
    }

    /// A keyword, a number or another word.
    fn word(&mut self) -> Option<String> {
        let ends =
            |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '{' | '}' | '[' | ']' | '(' | ')');
        let rest = self.rest();
        let word =
            rest.get(..rest.find(ends).unwrap_or(rest.len())).filter(|word| !word.is_empty())?.to_owned();
        self.at += word.len();
        Some(word)
    }
}
