//! Talks and hits to bytes: the JSON contract, and text for people.

pub mod message;
pub mod outline;
