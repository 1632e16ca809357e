//! The JSON contract, schema version 1: what scripts read.
//!
//! Every key is always there; unknown is `null`; lists are never `null`; names are `snake_case`.
//! Keys may be added in later versions of the schema, never changed or taken away.

use crate::snippet::Snippet;
use crate::talk::{Kind, Link, Rating, Recap, Source, Talk};
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

/// Version of the schema that every object carries.
pub const SCHEMA_VERSION: u32 = 1;

/// A talk as `search`, `list`, `show`, `export` and `parse` print it.
#[derive(Debug, Serialize)]
pub struct TalkMessage<'a> {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Place among the hits, from 1; `null` where nothing was searched.
    pub rank: Option<usize>,
    /// Worth of the hit, higher is better; `null` where nothing was searched.
    pub score: Option<f32>,
    /// See [`Talk::id`].
    pub id: &'a str,
    /// See [`Talk::kind`].
    pub kind: Kind,
    /// See [`Talk::title`].
    pub title: &'a str,
    /// See [`Talk::event`].
    pub event: Option<&'a str>,
    /// See [`Talk::year`].
    pub year: Option<i32>,
    /// See [`Talk::date`].
    pub date: Option<&'a str>,
    /// See [`Talk::city`].
    pub city: Option<&'a str>,
    /// See [`Talk::speakers`].
    pub speakers: &'a [String],
    /// See [`Talk::organisations`].
    pub organisations: &'a [String],
    /// See [`Talk::writers`].
    pub writers: &'a [String],
    /// See [`Talk::links`].
    pub links: &'a [Link],
    /// See [`Talk::rating`].
    pub rating: Option<&'a Rating>,
    /// Words of title and body, as UAX #29 counts them.
    pub words: usize,
    /// The best passages; empty where nothing was searched.
    pub snippets: &'a [Snippet],
    /// See [`Talk::recap`].
    pub recap: &'a Recap,
    /// See [`Talk::source`].
    pub source: &'a Source,
    /// See [`Talk::also_told_in`].
    pub also_told_in: &'a [String],
    /// How the score came about, with `--explain`.
    pub explain: Option<&'a serde_json::Value>,
    /// The visible text of the talk, with `--full`.
    pub body: Option<&'a str>,
}

impl<'a> TalkMessage<'a> {
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
            words: talk.title.unicode_words().count() + talk.body.text.unicode_words().count(),
            snippets: &[],
            recap: &talk.recap,
            source: &talk.source,
            also_told_in: &talk.also_told_in,
            explain: None,
            body: None,
        }
    }
}
