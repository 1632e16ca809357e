//! What must hold for any bytes: one total function a part of the program, each a panic where a promise is broken.
//!
//! They are written once. The fuzz targets of `tests/fuzz/targets` call them with bytes that libFuzzer searches for,
//! and `tests/fuzz/main.rs` with the kept corpora and mutations of them, on any toolchain and with every `cargo test`.

mod analysis;
mod decode;
mod fixture;
mod front_matter;
mod glossary;
mod ids;
mod input;
mod json;
mod manifest;
mod query;
mod recap;
mod search;
mod sidecar;
mod snippet;
mod stored;
mod terminal;

pub use analysis::analysis;
pub use decode::decode;
pub use front_matter::front_matter;
pub use glossary::glossary;
pub use ids::ids;
pub use json::json;
pub use manifest::manifest;
pub use query::query;
pub use recap::{recap_adoc, recap_html, recap_md, recap_rst, recap_txt};
pub use search::search;
pub use sidecar::sidecar;
pub use snippet::snippet;
pub use stored::stored;
pub use terminal::terminal;

/// A check, and the name of its target and of its folder in `tests/fuzz/corpus`.
pub type Check = (&'static str, fn(&[u8]));

/// All of them.
pub const CHECKS: [Check; 18] = [
    ("analysis", analysis),
    ("decode", decode),
    ("front_matter", front_matter),
    ("glossary", glossary),
    ("ids", ids),
    ("json", json),
    ("manifest", manifest),
    ("query", query),
    ("recap_adoc", recap_adoc),
    ("recap_html", recap_html),
    ("recap_md", recap_md),
    ("recap_rst", recap_rst),
    ("recap_txt", recap_txt),
    ("search", search),
    ("sidecar", sidecar),
    ("snippet", snippet),
    ("stored", stored),
    ("terminal", terminal),
];
