//! The rules that find mentions, as `data/rules.tsv` lists them, and what they found.

use serde::Serialize;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A name that a talk carries, and the rule that found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// A speaker, an organisation or an event, as printed.
    pub name: String,
    /// What found it.
    pub rule: Rule,
}
