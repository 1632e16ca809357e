//! Text to terms: the one analysis that indexing, querying and highlighting share.
//!
//! A text becomes [`Word`]s with their places ([`words()`]); each word has a folded surface, stems and, with the word
//! before it, a joined form. [`Analysis`] remembers what it made of a word, because few words make up most of a text;
//! indexing takes its [`Terms`] whole. Nothing here knows of Tantivy.

pub mod beginning;
pub mod bundled;
pub mod cognate;
pub mod compounds;
pub mod concepts;
pub mod dictionary;
pub mod elision;
pub mod family;
pub mod fold;
mod french;
mod gather;
pub mod glossary;
pub mod hash;
mod numbers;
pub mod segment;
pub mod sieve;
pub mod stem;
pub mod stop;
mod suffixes;
pub mod table;
pub mod terms;
pub mod words;

pub use stop::{is_determiner, is_light_word, is_question_word, is_stop_word};
pub use terms::{Analysis, Terms};
pub use words::{Joint, Word, words};

/// Changes whenever the same text would give other terms: an index of another version is refused.
/// The stemmer is pinned, so its version is part of this one.
pub const VERSION: u32 = 9;
