//! The object that `search --format json` prints: the query as it was read, the index that answered, the hits.

use super::message::{SCHEMA_VERSION, TalkMessage};
use crate::corpus::shown;
use crate::index::manifest::Manifest;
use crate::query::Node;
use crate::query::plan::{Correction, Expansion, Plan, Suggestion};
use crate::search::facets::Count;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// One answer of `recaps search --format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Answer")]
pub struct Envelope<'a> {
    /// Version of this schema.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: u32,
    /// The question.
    pub query: QueryMessage<'a>,
    /// Talks found in all.
    pub total: usize,
    /// How many of these match all words of the query, and how many only some.
    pub matching: MatchingMessage,
    /// Hits passed over.
    pub offset: usize,
    /// At most this many hits.
    pub limit: usize,
    /// Milliseconds from the query to the hits; the one value that differs between equal questions.
    pub took_ms: f64,
    /// What answered.
    pub index: IndexMessage<'a>,
    /// How many of all the talks found have which value of a field, for the fields asked for.
    pub facets: BTreeMap<&'static str, &'a [Count]>,
    /// The hits.
    pub hits: Vec<TalkMessage<'a>>,
}

/// Talks found, by how many words of the query match.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Matching")]
pub struct MatchingMessage {
    /// All words.
    pub all: usize,
    /// Some words only.
    pub some: usize,
}

/// The question, and how it was read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Query")]
pub struct QueryMessage<'a> {
    /// As typed.
    pub text: &'a str,
    /// As read, in the grammar of queries.
    pub parsed: String,
    /// The words that count, folded.
    pub terms: &'a [String],
    /// Words that were taken for others.
    pub corrections: &'a [Correction],
    /// Words that were searched as others too.
    pub expansions: &'a [Expansion],
    /// Words that no talk holds, searched as they are.
    pub suggestions: &'a [Suggestion],
}

impl<'a> QueryMessage<'a> {
    /// A query as typed, as read and as planned.
    pub fn new(text: &'a str, nodes: &[Node], plan: &'a Plan) -> Self {
        let parsed: Vec<String> = nodes.iter().map(Node::to_string).collect();
        QueryMessage {
            text,
            parsed: parsed.join(" "),
            terms: &plan.terms,
            corrections: &plan.corrections,
            expansions: &plan.expansions,
            suggestions: &plan.suggestions,
        }
    }
}

/// The index that answered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Index")]
pub struct IndexMessage<'a> {
    /// Its folder.
    pub path: String,
    /// Its generation.
    pub generation: u64,
    /// When it was built, RFC 3339, UTC.
    pub built_at: &'a str,
    /// Talks in it.
    pub talks: usize,
    /// Recaps in it.
    pub recaps: usize,
    /// Whether the corpus has changed since.
    pub stale: bool,
    /// Recaps that cannot be read now and answer as they did when they last could.
    pub kept: usize,
}

impl<'a> IndexMessage<'a> {
    /// An index by its manifest.
    pub fn new(folder: &Path, manifest: &'a Manifest, stale: bool) -> Self {
        IndexMessage {
            path: shown(folder),
            generation: manifest.generation,
            built_at: &manifest.built_at,
            talks: manifest.talks,
            recaps: manifest.recaps,
            stale,
            kept: manifest.kept.len(),
        }
    }
}

/// An error, in formats that print errors as objects.
#[derive(Debug, Serialize)]
struct ErrorEnvelope<'m, 'a> {
    /// The error.
    error: &'m ErrorMessage<'a>,
}

/// What went wrong.
#[derive(Debug, Serialize)]
pub struct ErrorMessage<'a> {
    /// A word that stands for the kind of error.
    pub code: &'a str,
    /// One line for people.
    pub message: String,
    /// What to type next; `null` where there is nothing.
    pub hint: Option<String>,
}

impl ErrorMessage<'_> {
    /// Writes the error as an object, in one line.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &ErrorEnvelope { error: self })?;
        writeln!(out)
    }
}

impl<'a> Envelope<'a> {
    /// Writes the JSON Schema of the envelope, a key a line.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_schema(out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &Envelope::schema())?;
        writeln!(out)
    }

    /// The JSON Schema (2020-12) of the envelope, made from the types that write it.
    pub fn schema() -> Schema {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let wording = RecursiveTransform(in_json_terms);
        settings.with_transform(wording).into_generator().into_root_schema_for::<Envelope<'static>>()
    }
}

/// The comments of the types speak of Rust; the schema speaks of JSON.
fn in_json_terms(schema: &mut Schema) {
    let described = schema.get("description").and_then(|text| text.as_str());
    if let Some(text) = described.map(|text| text.replace("`None`", "`null`").replace('\n', " ")) {
        schema.insert("description".to_owned(), text.into());
    }
}
