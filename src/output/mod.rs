//! Talks and hits to bytes: the JSON contract, and text for people.

pub mod bars;
pub mod citation;
pub mod counts;
pub mod enrichment;
pub mod envelope;
mod explanation;
pub mod hyperlink;
pub mod in_order;
pub mod indexing;
pub mod language;
pub mod layout;
pub mod message;
pub mod outline;
mod picture;
pub mod rows;
pub mod status;
pub mod stream;
pub mod terminal;
pub mod text;
pub mod whereabouts;
pub(crate) mod wrap;
