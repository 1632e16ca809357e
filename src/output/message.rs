//! The JSON contract, schema version 1: what scripts read.
//!
//! Every key is always there; unknown is `null`; lists are never `null`; names are `snake_case`.
//! Keys may be added in later versions of the schema, never changed or taken away. `recaps search --schema` is made from
//! these types and their comments.

use super::whereabouts::Whereabouts;
use crate::analysis::segment::Segments;
use crate::snippet::Snippet;
use crate::talk::{Kind, Link, Programme, Rating, Recap, Source, Talk};
use schemars::JsonSchema;
use serde::Serialize;

/// Version of the schema that every object carries.
pub const SCHEMA_VERSION: u32 = 1;

/// A talk as `search`, `list`, `show`, `export` and `parse` print it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Talk")]
pub struct TalkMessage<'a> {
    /// Version of this schema.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: u32,
    /// Place among the hits, from 1; `null` where nothing was searched.
    #[schemars(range(min = 1))]
    pub rank: Option<usize>,
    /// Worth of the hit, higher is better; `null` where nothing was searched.
    pub score: Option<f32>,
    /// Stable over reindexing and over edits elsewhere in the recap.
    #[schemars(regex(pattern = "^[a-z0-9/-]+$"))]
    pub id: &'a str,
    /// What the unit of the recap recounts.
    pub kind: Kind,
    /// As written, less numbering, rating, people, time slot and markup.
    #[schemars(length(min = 1))]
    pub title: &'a str,
    /// Name of the event.
    pub event: Option<&'a str>,
    /// Year of the event.
    pub year: Option<i32>,
    /// Day of the session, or first day of the event, `YYYY-MM-DD`.
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub date: Option<&'a str>,
    /// City of the event.
    pub city: Option<&'a str>,
    /// Who gave the session.
    pub speakers: &'a [String],
    /// Whom the speakers work for.
    pub organisations: &'a [String],
    /// Who wrote this part of the recap, where the recap says so part by part.
    pub writers: &'a [String],
    /// http and https links inside the unit.
    pub links: &'a [Link],
    /// The mark the recap gives the session.
    pub rating: Option<&'a Rating>,
    /// Words of title and body, as UAX #29 counts them.
    pub words: usize,
    /// The best passages; empty where nothing was searched.
    pub snippets: &'a [Snippet],
    /// The recap as a whole.
    pub recap: &'a Recap,
    /// Where the unit stands in the file of its recap.
    pub source: SourceMessage<'a>,
    /// Ids of the talks about the same session in other recaps, sorted.
    pub also_told_in: &'a [String],
    /// What the published programme says of the session; `null` where none was brought in.
    pub programme: Option<&'a Programme>,
    /// How the score came about, with `--explain`.
    pub explain: Option<serde_json::Value>,
    /// Whether `all` words of the query match or only `some`; `null` where nothing was searched.
    #[schemars(extend("enum" = ["all", "some", null]))]
    pub matched: Option<&'static str>,
    /// The visible text of the unit, with `--full`, and from `show` and `export`.
    pub body: Option<&'a str>,
}

/// Where a unit stands, and where its file lies.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Place")]
pub struct SourceMessage<'a> {
    /// Where it stands in its file.
    #[serde(flatten)]
    pub source: &'a Source,
    /// Where the file lies, from the root; `null` where that is not known.
    pub path: Option<String>,
}

impl<'a> TalkMessage<'a> {
    /// The same with where its file lies.
    #[must_use]
    pub fn placed(mut self, whereabouts: &Whereabouts) -> Self {
        self.source.path = whereabouts.absolute(&self.source.source.file);
        self
    }

    /// The message of a talk outside any search.
    pub fn new(talk: &'a Talk) -> Self {
        TalkMessage {
            schema_version: SCHEMA_VERSION,
            rank: None,
            score: None,
            id: &talk.id,
            kind: talk.kind,
            title: &talk.title,
            event: talk.event.as_deref(),
            year: talk.year,
            date: talk.date.as_deref(),
            city: talk.city.as_deref(),
            speakers: &talk.speakers,
            organisations: &talk.organisations,
            writers: &talk.writers,
            links: &talk.links,
            rating: talk.rating.as_ref(),
            words: talk.words.map_or_else(|| words(talk), |words| words as usize),
            snippets: &[],
            recap: &talk.recap,
            source: SourceMessage { source: &talk.source, path: None },
            also_told_in: &talk.also_told_in,
            programme: talk.programme.as_ref(),
            explain: None,
            matched: None,
            body: None,
        }
    }

    /// The message of a talk with its text.
    pub fn with_body(talk: &'a Talk) -> Self {
        TalkMessage { body: Some(&talk.body.text), ..TalkMessage::new(talk) }
    }
}

/// Words of title and body.
fn words(talk: &Talk) -> usize {
    Segments::new(&talk.title).count() + Segments::new(&talk.body.text).count()
}
