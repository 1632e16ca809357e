//! The word lists under `data/`: what a phrase is, by its words alone.
//!
//! Each list is a text table that a person can read and extend; lines that begin with `#` are comments.

use super::fold::{bare, fold};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Phrases by class, matched whole, by their beginning, their end, or a part.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    whole: HashMap<String, Vec<&'static str>>,
    patterns: Vec<(Pattern, &'static str)>,
}

#[derive(Debug)]
enum Pattern {
    Begins(String),
    Ends(String),
    Holds(String),
    Between(String, String),
}

impl Pattern {
    fn matches(&self, text: &str) -> bool {
        match self {
            Pattern::Begins(head) => text.starts_with(head),
            Pattern::Ends(tail) => text.ends_with(tail),
            Pattern::Holds(part) => text.contains(part),
            Pattern::Between(head, tail) => {
                text.len() >= head.len() + tail.len() && text.starts_with(head) && text.ends_with(tail)
            }
        }
    }
}

impl Phrases {
    fn parse(table: &'static str) -> Self {
        let mut phrases = Phrases::default();
        for (class, phrase) in rows(table) {
            // A star after a word asks for the end of the word, so "fin de*" is not "fin dehors".
            match phrase.split('*').collect::<Vec<_>>()[..] {
                [whole] => phrases.whole.entry(whole.to_owned()).or_default().push(class),
                ["", part, ""] => phrases.patterns.push((Pattern::Holds(part.trim().to_owned()), class)),
                [head, ""] => phrases.patterns.push((Pattern::Begins(head.to_owned()), class)),
                ["", tail] => phrases.patterns.push((Pattern::Ends(tail.to_owned()), class)),
                [head, tail, ..] => {
                    phrases.patterns.push((Pattern::Between(head.to_owned(), tail.to_owned()), class));
                }
                [] => {}
            }
        }
        phrases
    }

    /// Whether `text`, in the form the table is written in, is of the class.
    pub(crate) fn is(&self, text: &str, class: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        self.whole.get(text).is_some_and(|classes| classes.contains(&class))
            || self.patterns.iter().any(|(pattern, c)| *c == class && pattern.matches(text))
    }

    /// The first class that `text` is whole a phrase of.
    pub(crate) fn class(&self, text: &str) -> Option<&'static str> {
        self.whole.get(text).and_then(|classes| classes.first()).copied()
    }
}

/// `class <TAB> phrase` rows of a table.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(table).filter_map(|line| line.split_once('\t'))
}

/// Lines of a table that are no comment.
pub(crate) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// What a heading is by its words: see `data/headings.tsv`.
pub(crate) static HEADINGS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("data/headings.tsv")));

/// What a field label announces: see `data/labels.tsv`.
pub(crate) static LABELS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("data/labels.tsv")));

/// Lines that no reader would search: see `data/noise.tsv`.
pub(crate) static NOISE: LazyLock<Phrases> = LazyLock::new(|| Phrases::parse(include_str!("data/noise.tsv")));

/// Words of presenting: see `data/presenting.tsv`.
pub(crate) static PRESENTING: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("data/presenting.tsv")));

/// Words of job titles, folded: see `data/roles.tsv`.
pub(crate) static ROLES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("data/roles.tsv")).collect());

/// Names that look like a person's and are none, folded: see `data/organisations.tsv`.
pub(crate) static ORGANISATIONS: LazyLock<HashSet<String>> =
    LazyLock::new(|| lines(include_str!("data/organisations.tsv")).map(bare).collect());

/// Capitalised words that are no names, folded: see `data/no_names.tsv`.
pub(crate) static NO_NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("data/no_names.tsv")).collect());

/// First names, folded, and whether each is one beyond doubt: see `data/first_names.tsv`.
pub(crate) static FIRST_NAMES: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
    lines(include_str!("data/first_names.tsv"))
        .map(|line| (fold(line.trim_start_matches('~')), !line.starts_with('~')))
        .collect()
});

/// Whether the heading is of the class, by its words alone.
pub(crate) fn heading_is(title: &str, class: &str) -> bool {
    HEADINGS.is(&bare(title), class)
}
