//! Talks printed one after the other: unpacked on all cores, and never all in memory.

use super::report::{links, plain_stdout, through, whereabouts};
use super::{Common, Format};
use crate::index::{Index, Parts, Reading};
use crate::output::hyperlink::Hyperlinks;
use crate::output::in_order;
use crate::output::message::TalkMessage;
use crate::output::stream::{Stream, escape};
use crate::output::whereabouts::Whereabouts;
use crate::output::{rows, terminal, text::Printer};
use crate::query::plan::Plan;
use crate::search::Place;
use crate::snippet::Highlighter;
use crate::talk::Talk;
use std::io::{self, Write};
use tantivy::DocId;

/// Up to this many rows are made before the first is written. For more rows, the data that they are made from is verified
/// first. So a damaged index prints an error and nothing else.
const AT_ONCE: usize = 1000;
/// Ids that are read at once.
const IDS: usize = 1024;

/// How talks are printed.
pub(super) struct Rows<'a> {
    pub(super) common: &'a Common,
    pub(super) index: &'a Index,
    /// What was searched, and how many passages are wanted.
    pub(super) marked: Option<(&'a Plan, usize)>,
    /// Whether the whole text is printed.
    pub(super) full: bool,
    /// Whether ids end in NUL.
    pub(super) null: bool,
}

/// A talk to print.
pub(super) trait Row: Sync {
    /// Its document.
    fn doc(&self) -> DocId;

    /// Its place among the hits of a search.
    fn place(&self) -> Option<&Place>;
}

impl Row for DocId {
    fn doc(&self) -> DocId {
        *self
    }

    fn place(&self) -> Option<&Place> {
        None
    }
}

impl Row for Place {
    fn doc(&self) -> DocId {
        self.doc
    }

    fn place(&self) -> Option<&Place> {
        Some(self)
    }
}

impl Rows<'_> {
    /// Prints talks in a format, in their order.
    pub(super) fn print(&self, format: Format, talks: &[impl Row]) -> anyhow::Result<()> {
        if format == Format::Ids {
            return self.ids(talks);
        }
        if talks.len() <= AT_ONCE {
            let mut rows = Vec::new();
            self.write(&mut rows, format, talks)?;
            let mut out = io::stdout().lock();
            out.write_all(&rows)?;
            return Ok(out.flush()?);
        }
        self.index.verify()?;
        let mut out = io::BufWriter::new(io::stdout().lock());
        self.write(&mut out, format, talks)?;
        Ok(out.flush()?)
    }

    /// Writes talks in a format that is not that of ids, in their order.
    pub(super) fn write(
        &self,
        mut out: &mut impl Write,
        format: Format,
        talks: &[impl Row],
    ) -> anyhow::Result<()> {
        match format {
            Format::Json => out.write_all(b"[")?,
            Format::Csv => rows::header(&mut out)?,
            _ => {}
        }
        let threads = std::thread::available_parallelism().map_or(1, Into::into);
        let parts = Parts {
            text: self.full || self.marked.is_some(),
            elsewhere: matches!(format, Format::Json | Format::Jsonl),
        };
        if parts.elsewhere {
            // Once for all threads.
            self.index.shared_sessions()?;
        }
        let places = whereabouts(self.index);
        let links = if format == Format::Text { links(self.common, self.index) } else { None };
        let highlighter = || self.marked.map(|(plan, _)| Highlighter::new(plan));
        let start = || anyhow::Ok((Reading::new(self.index)?, highlighter()));
        in_order::write(&mut out, talks, threads, start, |(reading, highlighter), at, row, bytes| {
            let talk = reading.talk(row.doc(), parts)?;
            if format == Format::Text {
                return self.text(&talk, &places, links.clone(), bytes);
            }
            let snippets = match (highlighter, self.marked) {
                (Some(highlighter), Some((_, count))) => highlighter.snippets(&talk, count),
                _ => Vec::new(),
            };
            let message = TalkMessage { snippets: &snippets, ..message(&talk, row.place()).placed(&places) };
            match format {
                // Cells are made safe one by one.
                Format::Csv => rows::talk(bytes, &message)?,
                _ => self.json(format, at > 0, &talk, message, bytes)?,
            }
            anyhow::Ok(())
        })?;
        if format == Format::Json {
            out.write_all(b"]\n")?;
        }
        Ok(())
    }

    /// One talk for people.
    fn text(
        &self,
        talk: &Talk,
        places: &Whereabouts,
        links: Option<Hyperlinks>,
        bytes: &mut Vec<u8>,
    ) -> anyhow::Result<()> {
        let mut out = Stream::new(std::mem::take(bytes), through(self.common));
        let printer = Printer::new(&mut out, terminal::width()).linked(links);
        printer.placed(places.clone()).entry(talk)?;
        *bytes = out.into_inner();
        Ok(())
    }

    /// One talk for programs.
    fn json(
        &self,
        format: Format,
        is_later: bool,
        talk: &Talk,
        message: TalkMessage<'_>,
        bytes: &mut Vec<u8>,
    ) -> anyhow::Result<()> {
        let message = TalkMessage { body: self.full.then_some(talk.body.text.as_str()), ..message };
        if format == Format::Json && is_later {
            bytes.push(b',');
        }
        let from = bytes.len();
        serde_json::to_writer(&mut *bytes, &message)?;
        escape(bytes, from);
        if format == Format::Jsonl {
            bytes.push(b'\n');
        }
        Ok(())
    }

    /// Prints ids: no talk is unpacked for them.
    fn ids(&self, talks: &[impl Row]) -> anyhow::Result<()> {
        if talks.len() > IDS {
            self.index.verify()?;
        }
        let mut out = plain_stdout();
        let docs: Vec<DocId> = talks.iter().map(Row::doc).collect();
        for docs in docs.chunks(IDS) {
            let ids = self.index.ids(docs)?;
            rows::ids(&mut out, ids.iter().map(String::as_str), self.null)?;
        }
        Ok(out.flush()?)
    }
}

/// A talk as JSON prints it, without passages and text.
fn message<'a>(talk: &'a Talk, place: Option<&'a Place>) -> TalkMessage<'a> {
    TalkMessage {
        rank: place.map(|place| place.rank),
        score: place.map(|place| place.score),
        explain: place.and_then(|place| place.explain.as_ref()),
        ..TalkMessage::new(talk)
    }
}
