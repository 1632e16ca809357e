//! Talks and hits to bytes: the JSON contract, and text for people.

pub mod envelope;
pub mod message;
pub mod outline;
pub mod terminal;
pub mod text;
