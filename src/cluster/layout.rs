//! How an index lies in a cluster: the names of what belongs to it, and what its fields are.
//!
//! The terms come analysed, so the cluster only separates them: white space stands between places, `BESIDE` between the
//! terms of one place. A word of a title stands three times in one place, as in the index in a folder, and its length counts
//! each of them.

use crate::index::record::GAP;
use crate::index::schema::TEXTS;
use serde_json::{Map, Value, json};

/// Changes whenever what stands below, the tables or the manifest change: an index of another version is refused.
pub const FORMAT: u32 = 1;

/// Stands between the terms of one place. No term holds it.
pub(super) const BESIDE: char = '|';
/// Bytes of a text in a column at most: the cluster takes no more.
pub(super) const LONGEST: usize = 32_766;
/// Bytes of a term at most; the usual limit would cut longer words in two.
const LONGEST_TERM: usize = 1 << 20;
/// The saturation of how often a term occurs, and how much the length of a talk counts, where the cluster itself scores. The
/// last word has the scorer of this program.
const K1: f32 = 2.0;
const B: f32 = 0.35;
/// Digits of the number of a generation, at least.
const DIGITS: usize = 6;
/// What the name of the index that holds the tables of a generation ends in.
const TABLES: &str = "-tables";
/// What the name of the index that holds the lock ends in.
const LOCK: &str = "-lock";

/// The copies that an index has where nothing is said: one, as soon as there is a second node.
pub(super) const COPIES: &str = "0-1";

/// The concrete index of a generation.
pub(super) fn generation(name: &str, number: u64) -> String {
    format!("{name}-{number:0DIGITS$}")
}

/// The index that holds the tables of a generation.
pub(super) fn tables(generation: &str) -> String {
    format!("{generation}{TABLES}")
}

/// The index that holds the lock.
pub(super) fn lock(name: &str) -> String {
    format!("{name}{LOCK}")
}

/// The name by which a generation is written while it is built: no other writer knows it, and it goes with its index.
pub(super) fn draft(generation: &str, owner: &str) -> String {
    format!("{generation}-{owner}")
}

/// The number of the generation that an index, or that of its tables, belongs to; `None` for any other index.
pub(super) fn number(name: &str, index: &str) -> Option<u64> {
    let rest = index.strip_prefix(name)?.strip_prefix('-')?;
    let digits = rest.strip_suffix(TABLES).unwrap_or(rest);
    let is_number = digits.len() >= DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// Whether a name would be taken for what belongs to another index.
pub(super) fn is_taken(name: &str) -> bool {
    name.ends_with(TABLES)
        || name.ends_with(LOCK)
        || name.rsplit_once('-').is_some_and(|(of, _)| number(of, name).is_some())
}

/// The settings of an index while it is written, as fast as that goes: no copies, nothing visible, and what a node that
/// fails may lose is noticed when all is counted.
pub(super) fn while_written() -> Value {
    json!({
        "index.number_of_replicas": 0,
        "index.auto_expand_replicas": false,
        "index.refresh_interval": "-1",
        "index.translog.durability": "async",
        "index.blocks.write": false,
    })
}

/// The settings of an index that answers, with so many copies.
pub(super) fn while_read(replicas: Option<u32>) -> Value {
    let mut settings = json!({
        "index.refresh_interval": null,
        "index.translog.durability": "request",
        "index.blocks.write": true,
    });
    match replicas {
        Some(replicas) => settings["index.number_of_replicas"] = json!(replicas),
        None => settings["index.auto_expand_replicas"] = json!(COPIES),
    }
    settings
}

/// The index of a new generation, with so many shards.
pub(super) fn talks(shards: u32) -> Value {
    let mut settings = while_written();
    settings["index.number_of_shards"] = json!(shards);
    settings["index.similarity"] =
        json!({ "counted": { "type": "BM25", "k1": K1, "b": B, "discount_overlaps": false } });
    settings["index.analysis"] = json!({
        "tokenizer": { "terms": { "type": "whitespace", "max_token_length": LONGEST_TERM } },
        "filter": {
            "beside": {
                "type": "pattern_capture",
                "preserve_original": false,
                "patterns": [format!("([^{BESIDE}]+)")],
            },
        },
        "analyzer": {
            "places": { "type": "custom", "tokenizer": "terms", "filter": ["beside"] },
            "terms": { "type": "custom", "tokenizer": "terms" },
        },
    });
    json!({ "settings": settings, "mappings": { "dynamic": "strict", "_source": { "enabled": false },
        "_meta": { "recaps": {} }, "properties": fields() } })
}

/// The fields of a talk.
fn fields() -> Value {
    let terms = |analyzer: &str, options: &str, lengths: bool| {
        let mut field = json!({ "type": "text", "analyzer": analyzer, "search_analyzer": "terms",
            "index_options": options, "norms": lengths, "similarity": "counted" });
        if options == "positions" {
            field["position_increment_gap"] = json!(GAP);
        }
        field
    };
    let column = json!({ "type": "keyword", "index": false });
    let mut fields = Map::new();
    let mut add = |name: &str, field: Value| drop(fields.insert(name.to_owned(), field));
    add("talk", json!({ "type": "binary", "store": true }));
    add("words", terms("places", "positions", true));
    add("keys", terms("terms", "freqs", false));
    add("names", terms("places", "positions", false));
    add("tags", json!({ "type": "keyword", "doc_values": false }));
    add("id", json!({ "type": "keyword" }));
    add("day", json!({ "type": "keyword" }));
    add("year", json!({ "type": "integer" }));
    add("rating", json!({ "type": "double" }));
    add("mark", json!({ "type": "long", "index": false }));
    add("line", json!({ "type": "integer", "index": false }));
    add("sessions", json!({ "type": "long" }));
    add("length", json!({ "type": "integer", "index": false }));
    add("seal", json!({ "type": "integer", "index": false }));
    for text in TEXTS {
        add(text.name(), column.clone());
    }
    Value::Object(fields)
}

/// The index of the tables of a generation.
pub(super) fn parts() -> Value {
    json!({
        "settings": { "index.number_of_shards": 1, "index.auto_expand_replicas": COPIES,
            "index.refresh_interval": "-1" },
        "mappings": { "dynamic": "strict", "_meta": { "recaps": {} },
            "properties": { "bytes": { "type": "binary" } } },
    })
}

/// The index of the lock.
pub(super) fn locks() -> Value {
    json!({
        "settings": { "index.number_of_shards": 1, "index.auto_expand_replicas": COPIES },
        "mappings": { "dynamic": "strict", "_meta": { "recaps": {} }, "properties": {
            "owner": { "type": "keyword" }, "host": { "type": "keyword" }, "boot": { "type": "keyword" },
            "process": { "type": "long" }, "since": { "type": "date" }, "beat": { "type": "date" },
            "lease": { "type": "integer" },
        } },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::digest;

    /// A version, and the digest of what it stands for.
    const KEPT: (u32, &str) = (1, "2115abffa81f101dd1be56ace8d53f36");

    #[test]
    fn what_a_version_stands_for_does_not_change_without_it() {
        let layout = json!([talks(1), while_read(None), parts(), locks()]);
        let now = (FORMAT, digest::of(layout.to_string().as_bytes()));
        assert_eq!((now.0, now.1.as_str()), KEPT, "another layout is another FORMAT");
    }
}
