//! The rules that find mentions, as `data/rules.tsv` lists them, and what they found.

use serde::Serialize;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A name that a talk carries, and the rule that found it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// A speaker, an organisation, an event, a kind, a year or a city, as printed.
    pub name: String,
    /// What found it.
    pub rule: Rule,
    /// What the rule adds to the sum that decides, where it is a sum.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "rounded")]
    pub weight: Option<f32>,
}

impl Mention {
    /// What one rule decides alone.
    pub(in crate::recap) fn new(name: impl Into<String>, rule: Rule) -> Self {
        Mention { name: name.into(), rule, weight: None }
    }

    /// What a rule adds to a sum.
    pub(in crate::recap) fn weighed(name: impl Into<String>, rule: Rule, weight: f32) -> Self {
        Mention { name: name.into(), rule, weight: Some(weight) }
    }
}

/// Two decimals are enough for a reader.
fn rounded<S: serde::Serializer>(weight: &Option<f32>, serializer: S) -> Result<S::Ok, S::Error> {
    match weight {
        Some(weight) => serializer.serialize_f64((f64::from(*weight) * 100.0).round() / 100.0),
        None => serializer.serialize_none(),
    }
}
