//! The shapes of the contract: every key must be there, and no other.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the keys must be there, whatever they hold")]
pub(crate) struct Envelope {
    pub(crate) schema_version: u32,
    pub(crate) query: Query,
    pub(crate) total: usize,
    pub(crate) matching: Value,
    pub(crate) offset: usize,
    pub(crate) limit: usize,
    pub(crate) took_ms: f64,
    pub(crate) index: Index,
    pub(crate) facets: BTreeMap<String, Vec<Facet>>,
    pub(crate) hits: Vec<Talk>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the keys must be there, whatever they hold")]
pub(crate) struct Query {
    pub(crate) text: String,
    pub(crate) parsed: String,
    pub(crate) terms: Vec<String>,
    pub(crate) corrections: Vec<Correction>,
    pub(crate) suggestions: Vec<Value>,
    pub(crate) expansions: Vec<Expansion>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correction {
    pub(crate) from: String,
    pub(crate) to: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expansion {
    pub(crate) word: String,
    pub(crate) relation: String,
    pub(crate) forms: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Index {
    pub(crate) path: String,
    pub(crate) generation: u64,
    pub(crate) built_at: String,
    pub(crate) talks: usize,
    pub(crate) recaps: usize,
    #[allow(dead_code, reason = "the key must be there")]
    pub(crate) kept: usize,
    pub(crate) stale: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the keys must be there, whatever they hold")]
pub(crate) struct Facet {
    pub(crate) value: String,
    pub(crate) count: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the keys must be there, whatever they hold")]
pub(crate) struct Talk {
    pub(crate) schema_version: u32,
    #[serde(deserialize_with = "required")]
    pub(crate) rank: Option<usize>,
    #[serde(deserialize_with = "required")]
    pub(crate) score: Option<f64>,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) title: String,
    #[serde(deserialize_with = "required")]
    pub(crate) event: Option<String>,
    #[serde(deserialize_with = "required")]
    pub(crate) year: Option<i32>,
    #[serde(deserialize_with = "required")]
    pub(crate) date: Option<String>,
    #[serde(deserialize_with = "required")]
    pub(crate) city: Option<String>,
    pub(crate) speakers: Vec<String>,
    pub(crate) organisations: Vec<String>,
    pub(crate) writers: Vec<String>,
    pub(crate) links: Vec<Link>,
    #[serde(deserialize_with = "required")]
    pub(crate) rating: Option<Rating>,
    pub(crate) words: usize,
    pub(crate) snippets: Vec<Snippet>,
    pub(crate) recap: Recap,
    pub(crate) source: Source,
    pub(crate) also_told_in: Vec<String>,
    #[serde(deserialize_with = "required")]
    pub(crate) programme: Option<Programme>,
    #[serde(deserialize_with = "required")]
    pub(crate) explain: Option<serde_json::Value>,
    pub(crate) matched: Option<String>,
    #[serde(deserialize_with = "required")]
    pub(crate) body: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the keys must be there, whatever they hold")]
pub(crate) struct Programme {
    pub(crate) title: Option<String>,
    pub(crate) room: Option<String>,
    pub(crate) start: Option<String>,
    pub(crate) origin: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    pub(crate) url: String,
    pub(crate) kind: String,
    #[serde(deserialize_with = "required")]
    #[allow(dead_code, reason = "the key must be there")]
    pub(crate) label: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the keys must be there, whatever they hold")]
pub(crate) struct Rating {
    pub(crate) raw: String,
    #[serde(deserialize_with = "required")]
    pub(crate) value: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snippet {
    pub(crate) field: String,
    pub(crate) text: String,
    pub(crate) line: u32,
    pub(crate) highlights: Vec<Highlight>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Highlight {
    pub(crate) start_char: usize,
    pub(crate) end_char: usize,
    pub(crate) start_byte: usize,
    pub(crate) end_byte: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "the keys must be there, whatever they hold")]
pub(crate) struct Recap {
    #[serde(deserialize_with = "required")]
    pub(crate) title: Option<String>,
    #[serde(deserialize_with = "required")]
    publisher: Option<String>,
    pub(crate) authors: Vec<String>,
    #[serde(deserialize_with = "required")]
    published: Option<String>,
    #[serde(deserialize_with = "required")]
    pub(crate) url: Option<String>,
    pub(crate) tags: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) file: String,
    pub(crate) format: String,
    pub(crate) encoding: String,
    pub(crate) digest: String,
    pub(crate) first_line: u32,
    pub(crate) last_line: u32,
    pub(crate) first_byte: u64,
    pub(crate) last_byte: u64,
    #[serde(deserialize_with = "required")]
    #[allow(dead_code, reason = "the key must be there")]
    pub(crate) path: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Failure {
    pub(crate) error: FailureBody,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FailureBody {
    pub(crate) code: String,
    pub(crate) message: String,
    #[serde(deserialize_with = "required")]
    pub(crate) hint: Option<String>,
}

/// A key that may be `null` but not missing.
fn required<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
