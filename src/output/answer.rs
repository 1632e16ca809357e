//! The answer of a search: hits, and what the query was taken for.

use super::envelope::{Envelope, IndexMessage, MatchingMessage, QueryMessage};
use super::message::{SCHEMA_VERSION, TalkMessage};
use super::results::{Appearance, Object, Paths, Results, Table};
use super::text::Printer;
use super::{bars, rows};
use crate::engine::Talks;
use crate::search::Found;
use crate::search::facets::Counts;
use crate::snippet::Snippet;
use std::io::{self, Write};

/// What a search found, and what is said with it.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The question.
    pub query: QueryMessage<'a>,
    /// The index that answered.
    pub index: IndexMessage<'a>,
    /// What was found.
    pub found: &'a Found<Talks>,
    /// The passages of each hit.
    pub passages: Vec<Vec<Snippet>>,
    /// Hits passed over.
    pub offset: usize,
    /// At most this many hits.
    pub limit: usize,
    /// Whether the whole text of the hits is printed.
    pub full: bool,
    /// Whether hits with all words come before those with some.
    pub tiers: bool,
    /// Counts of the fields asked for, over all talks found.
    pub facets: &'a [Counts],
    /// Milliseconds from the query to the hits.
    pub took_ms: f64,
    /// Where the recaps lie.
    pub paths: Paths,
}

impl Answer<'_> {
    /// The hits as programs read them.
    fn messages(&self) -> impl Iterator<Item = TalkMessage<'_>> {
        self.found.hits.iter().zip(&self.passages).map(|(hit, snippets)| {
            let message = TalkMessage {
                rank: Some(hit.rank),
                score: Some(hit.score),
                snippets,
                explain: hit.explain.as_ref().map(Into::into),
                matched: Some(if hit.is_complete { "all" } else { "some" }),
                body: self.full.then_some(hit.talk.body.text.as_str()),
                ..TalkMessage::new(&hit.talk)
            };
            message.placed(&self.paths.whereabouts)
        })
    }
}

impl Results for Answer<'_> {
    fn text(&self, mut out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        let printer = Printer::new(&mut out, appearance.width).linked(self.paths.links.clone());
        let mut printer = printer.placed(self.paths.whereabouts.clone());
        let mut is_complete = true;
        for (hit, snippets) in self.found.hits.iter().zip(&self.passages) {
            if self.tiers && is_complete && !hit.is_complete {
                printer.heading_of_hits("some of your words:")?;
            }
            is_complete = hit.is_complete;
            printer.hit(hit.rank, &hit.talk, snippets, self.full)?;
            if let Some(explanation) = &hit.explain {
                printer.explanation(explanation)?;
            }
        }
        for counts in self.facets.iter().filter(|counts| !counts.counts.is_empty()) {
            writeln!(out)?;
            bars::facet(&mut out, counts, appearance)?;
        }
        Ok(())
    }

    fn object(&self) -> Object<'_> {
        let Found { total, complete, .. } = *self.found;
        let facets = self.facets.iter().map(|counts| (counts.facet.as_str(), counts.counts.as_slice()));
        Box::new(Envelope {
            schema_version: SCHEMA_VERSION,
            query: self.query.clone(),
            total,
            matching: MatchingMessage { all: complete, some: total - complete },
            offset: self.offset,
            limit: self.limit,
            took_ms: self.took_ms,
            index: self.index.clone(),
            facets: facets.collect(),
            hits: self.messages().collect(),
        })
    }

    fn items(&self) -> Box<dyn Iterator<Item = Object<'_>> + '_> {
        Box::new(self.messages().map(|message| Box::new(message) as Object<'_>))
    }

    fn table(&self) -> Option<Table<'_>> {
        Some(rows::talks(self.messages()))
    }

    fn ids(&self) -> Option<Vec<&str>> {
        Some(self.found.hits.iter().map(|hit| hit.talk.id.as_str()).collect())
    }
}
