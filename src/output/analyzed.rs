//! What `recaps analyze` says: the terms of every word of a text.

use super::results::{Appearance, Object, Results};
use super::terminal::safe;
use super::wrap::below;
use crate::analysis::{Analysis, compounds, is_stop_word, words};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// A text, its words, and the text read as a query.
#[derive(Debug)]
pub struct Analyzed<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
    queried: Vec<String>,
}

/// The terms of a word.
#[derive(Debug)]
struct Word<'a> {
    /// As it stands.
    text: &'a str,
    /// Where it stands, in bytes.
    range: Range<usize>,
    /// Its folded form, and others that are as good.
    surfaces: Vec<String>,
    stems: Vec<String>,
    /// Glued to the word before; `None` where nothing ties them.
    join: Option<String>,
    is_stop_word: bool,
}

impl<'a> Analyzed<'a> {
    /// Analyses a text. `queried` is what the grammar of queries makes of it.
    pub fn new(text: &'a str, queried: Vec<String>) -> Self {
        let analysis = Analysis::default();
        let all = words(text);
        let word = |(at, word): (usize, &crate::analysis::Word)| {
            let own = &text[word.range.clone()];
            Word {
                text: own,
                range: word.range.clone(),
                surfaces: std::iter::once(&word.surface).chain(&word.others).cloned().collect(),
                stems: analysis.stems(word, own).to_vec(),
                join: at.checked_sub(1).and_then(|before| compounds::joined(&all[before], word)),
                is_stop_word: is_stop_word(&word.surface),
            }
        };
        Analyzed { text, words: all.iter().enumerate().map(word).collect(), queried }
    }
}

impl Results for Analyzed<'_> {
    /// A line a word: the word as it stands, its folded form, its stems, and its form glued to the word before.
    fn text(&self, out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        let room = appearance.width.unwrap_or(usize::MAX);
        for word in &self.words {
            let surfaces = word.surfaces.join(" ");
            let mut line = format!("{:24} {surfaces:24}", word.text);
            if word.is_stop_word {
                line.push_str(" (stop word)");
            } else {
                line.push_str(&format!(" stems {}", word.stems.join(" ")));
            }
            if let Some(join) = &word.join {
                line.push_str(&format!(" joined {join}"));
            }
            if line.width() > room {
                // Where the terminal is too narrow for columns, the terms stand below the word.
                let terms = line[word.text.len()..].split_whitespace().collect::<Vec<_>>().join(" ");
                writeln!(out, "{}", safe(word.text))?;
                below(out, "    ", &terms, room)?;
            } else {
                writeln!(out, "{}", safe(&line))?;
            }
        }
        below(out, "", &format!("as a query: {}", self.queried.join(" ")), room)
    }

    fn object(&self) -> Object<'_> {
        let indexed = self.words.iter().enumerate().map(|(at, word)| -> Value {
            json!({
                "text": word.text,
                "start_byte": word.range.start,
                "end_byte": word.range.end,
                "position": at,
                "surfaces": word.surfaces,
                "stems": word.stems,
                "join": word.join,
                "stop_word": word.is_stop_word,
            })
        });
        let indexed: Vec<Value> = indexed.collect();
        Box::new(json!({ "text": self.text, "indexed": indexed, "queried": self.queried }))
    }
}
