//! Words to query: what was typed ([`parse()`]), and what it means for an index ([`plan()`]).

pub mod correct;
pub mod forms;
mod held;
mod kinship;
pub mod lexer;
pub mod misread;
mod misspelling;
mod misspelt;
mod names;
pub mod occasion;
pub mod parse;
pub mod plan;
mod planner;
mod relatives;
mod roles;
mod sound;
pub mod values;

pub use parse::parse;
pub use planner::plan;

use crate::analysis::Word;
use crate::index::TalkField;
use std::fmt;
use std::ops::RangeInclusive;

/// Longest query, in bytes.
pub const MAX_BYTES: usize = 8 * 1024;
/// Deepest nesting of parentheses.
pub const MAX_DEPTH: usize = 100;
/// Most words, phrases and filters of one query.
pub const MAX_CLAUSES: usize = 1024;
/// Most words of the index that one prefix or fuzzy word may stand for.
pub const MAX_EXPANSIONS: usize = 1000;

/// A condition of a query. A query is a list of these: talks that meet all of them come first, then talks that meet some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A word, or several glued by signs (`CI/CD`).
    Words(Vec<Word>),
    /// `"…"`: these words, unstemmed, one after the other.
    Phrase(Vec<Word>),
    /// `word*`: the folded beginning.
    Prefix(String),
    /// `word~`: the folded word.
    Fuzzy(String),
    /// `field:value`: only talks whose field holds the value.
    Field(TalkField, Box<Node>),
    /// `kind:talk`: only talks of this kind.
    Kind(String),
    /// `year:2021..2024`: only talks of these years.
    Year(RangeInclusive<i32>),
    /// `date:2023-03..`: only talks from the first day to the last, or from and to days that begin so; either may be empty.
    Date(String, String),
    /// `has:video`: only talks with a link of this kind.
    Has(String),
    /// `lang:fr`: only talks in this language, as two letters.
    Language(String),
    /// `rating:4..`: only talks rated so, in hundredths.
    Rating(u32, u32),
    /// `-word`, `NOT word`: only talks without.
    Not(Box<Node>),
    /// `a OR b`: talks with any.
    Any(Vec<Node>),
    /// `(a b)`: like a query of its own.
    Group(Vec<Node>),
}

impl Node {
    /// Its words, of bare ones.
    pub fn words(&self) -> Option<&[Word]> {
        match self {
            Node::Words(words) => Some(words),
            _ => None,
        }
    }

    /// Whether it only narrows what other words find.
    pub fn is_filter(&self) -> bool {
        match self {
            Node::Field(..) | Node::Kind(_) | Node::Year(_) | Node::Not(_) => true,
            Node::Date(..) | Node::Has(_) | Node::Language(_) | Node::Rating(..) => true,
            Node::Words(_) | Node::Phrase(_) | Node::Prefix(_) | Node::Fuzzy(_) => false,
            Node::Any(nodes) | Node::Group(nodes) => nodes.iter().all(Node::is_filter),
        }
    }
}

/// The parsed query, written in its own grammar.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spaced = |f: &mut fmt::Formatter<'_>, words: &[Word], between: &str| {
            for (index, word) in words.iter().enumerate() {
                let before = if index == 0 { "" } else { between };
                write!(f, "{before}{}", word.surface)?;
                for other in &word.others {
                    write!(f, "|{other}")?;
                }
            }
            Ok(())
        };
        match self {
            Node::Words(words) => spaced(f, words, "+"),
            Node::Phrase(words) => {
                f.write_str("\"")?;
                spaced(f, words, " ")?;
                f.write_str("\"")
            }
            Node::Prefix(word) => write!(f, "{word}*"),
            Node::Fuzzy(word) => write!(f, "{word}~"),
            Node::Field(area, node) => write!(f, "{}:{node}", area.as_str()),
            Node::Kind(kind) => write!(f, "kind:{kind}"),
            Node::Year(years) => match (*years.start(), *years.end()) {
                (from, to) if from == to => write!(f, "year:{from}"),
                (i32::MIN, to) => write!(f, "year:..{to}"),
                (from, i32::MAX) => write!(f, "year:{from}.."),
                (from, to) => write!(f, "year:{from}..{to}"),
            },
            Node::Date(from, to) if from == to => write!(f, "date:{from}"),
            Node::Date(from, to) => write!(f, "date:{from}..{to}"),
            Node::Has(kind) => write!(f, "has:{kind}"),
            Node::Language(language) => write!(f, "lang:{language}"),
            Node::Rating(from, to) if from == to => write!(f, "rating:{}", f64::from(*from) / 100.0),
            Node::Rating(from, to) => {
                write!(f, "rating:{}..{}", f64::from(*from) / 100.0, f64::from(*to) / 100.0)
            }
            Node::Not(node) => write!(f, "-{node}"),
            Node::Any(nodes) => list(f, nodes, " OR "),
            Node::Group(nodes) => list(f, nodes, " "),
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str) -> fmt::Result {
    f.write_str("(")?;
    for (index, node) in nodes.iter().enumerate() {
        write!(f, "{}{node}", if index == 0 { "" } else { between })?;
    }
    f.write_str(")")
}
