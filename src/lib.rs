//! Full-text search over French conference recaps.
//!
//! Data flows down this list; a module uses only those above it:
//!
//! - [`corpus`]: files to decoded text;
//! - [`recap`]: text to talks, without any I/O;
//! - [`talk`]: the document that all that follows is about.

pub mod cli;
pub mod corpus;
pub mod error;
pub mod output;
pub mod recap;
pub mod talk;

pub use error::{Error, Result};
