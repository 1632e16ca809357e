//! Full-text search over French conference recaps.
//!
//! Data flows down this list; a module uses only those above it:
//!
//! - [`letters`]: what a character is where case, accents and typography do not count;
//! - [`name`]: names of files as text, whatever their bytes;
//! - [`error`] and [`panics`]: what can go wrong, in one line each;
//! - [`talk`]: the document that all is about;
//! - [`corpus`]: files to decoded text;
//! - [`recap`]: text to talks, without any I/O;
//! - [`ingest`]: file to talks, with the sidecar beside it;
//! - [`schedule`]: a published programme to sessions, and which talk is which;
//! - [`analysis`]: text to terms;
//! - [`index`]: talks to Tantivy;
//! - [`cluster`]: talks to an OpenSearch cluster, and back;
//! - [`query`]: words to query;
//! - [`search`]: query to hits;
//! - [`engine`]: what answers, in a folder or in a cluster;
//! - [`snippet`]: hit to passages;
//! - [`evaluation`]: rankings and judgments to figures;
//! - [`output`]: results to bytes;
//! - [`mod@pick`]: keys to a choice of talks, without a terminal;
//! - [`cli`]: arguments to all of these and back.

pub mod analysis;
pub mod cli;
pub mod cluster;
pub mod corpus;
pub mod engine;
pub mod error;
pub mod evaluation;
pub mod index;
pub mod ingest;
pub mod letters;
pub mod name;
pub mod output;
pub mod panics;
pub mod pick;
pub mod query;
pub mod recap;
pub mod schedule;
pub mod search;
pub mod snippet;
pub mod talk;
mod threads;

pub use error::{Error, Result};
