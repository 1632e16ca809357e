//! The document: one talk of a recap, what is known of it, and the exact lines it came from.
//!
//! These are plain data. The ingester ([`crate::recap`]) fills them, the index stores them whole,
//! and [`crate::output`] turns them into the JSON that scripts read.

use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

/// What a unit of a recap is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One session: a talk, a workshop, a panel, a single keynote.
    #[default]
    Talk,
    /// Several sessions under one heading.
    Keynotes,
    /// No session: an introduction, a conclusion, trends, practical matters.
    Section,
}

impl Kind {
    /// The word that stands for this kind in JSON, in filters and in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Talk => "talk",
            Kind::Keynotes => "keynotes",
            Kind::Section => "section",
        }
    }
}

/// One talk-level document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Talk {
    /// `[a-z0-9-/]+`, unique in a corpus; unchanged by edits elsewhere in the recap and by reindexing.
    pub id: String,
    /// What the unit recounts.
    pub kind: Kind,
    /// As written, less numbering, rating, people, time slot and markup. Never empty.
    pub title: String,
    /// Canonical name of the event where the gazetteer knows it, else as written; `None` when unsaid.
    pub event: Option<String>,
    /// Year of the event, four digits; `None` when unsaid.
    pub year: Option<i32>,
    /// Day of the session (or first day of the event), `YYYY-MM-DD`; `None` when unsaid.
    pub date: Option<String>,
    /// City of the event, as written.
    pub city: Option<String>,
    /// Who gave the session, as written, in order of appearance, no job titles.
    pub speakers: Vec<String>,
    /// Whom the speakers work or speak for, in order of appearance.
    pub organisations: Vec<String>,
    /// Who wrote this part of the recap, where the recap says so part by part.
    pub writers: Vec<String>,
    /// http and https links inside the unit, in order of appearance, each once.
    pub links: Vec<Link>,
    /// The mark the recap gives the session.
    pub rating: Option<Rating>,
    /// The recap it came from; the talks of one recap share it.
    pub recap: Arc<Recap>,
    /// Where it stands in its file.
    pub source: Source,
    /// The text of the unit without its heading.
    pub body: Body,
    /// What the published programme says of the session, where a sidecar brought it in.
    pub programme: Option<Programme>,
    /// Ids of the talks about the same session in other recaps, sorted.
    pub also_told_in: Vec<String>,
    /// Words of title and body, as UAX #29 counts them; `None` where they were not counted yet.
    pub words: Option<u32>,
}

impl Talk {
    /// Who wrote this part of the recap: those it names part by part, else those of the whole.
    pub fn writers_or_authors(&self) -> &[String] {
        if self.writers.is_empty() { &self.recap.authors } else { &self.writers }
    }
}

/// What a link leads to, by its address and label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LinkKind {
    /// A recording.
    Video,
    /// Slides.
    Slides,
    /// The page of the session in the programme.
    Schedule,
    /// A source repository.
    Code,
    /// Anything else.
    #[default]
    Other,
}

impl LinkKind {
    /// The word that stands for this kind in JSON and in filters.
    pub fn as_str(self) -> &'static str {
        match self {
            LinkKind::Video => "video",
            LinkKind::Slides => "slides",
            LinkKind::Schedule => "schedule",
            LinkKind::Code => "code",
            LinkKind::Other => "other",
        }
    }
}

/// A link, http or https only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Link {
    /// The address as written, entities decoded.
    #[schemars(regex(pattern = "^https?://"))]
    pub url: String,
    /// What it leads to.
    pub kind: LinkKind,
    /// The words that carry the link; `None` where the address itself is shown.
    pub label: Option<String>,
}

/// The mark a recap gives a session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Rating {
    /// As written: `🤩`, `4/5`, `★★★☆☆`.
    pub raw: String,
    /// On a scale of 0 to 5; `None` where the mark is on no known scale.
    #[schemars(range(min = 0, max = 5))]
    pub value: Option<f32>,
}

/// A session as the conference published it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Programme {
    /// Its title there, where the recap has another.
    pub title: Option<String>,
    /// Where it took place.
    pub room: Option<String>,
    /// Local time of its beginning, `YYYY-MM-DDTHH:MM`, or its day alone.
    pub start: Option<String>,
    /// File or address of the programme.
    pub origin: String,
}

/// What is known of the recap as a whole. Unknown is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Recap {
    /// Its own title.
    pub title: Option<String>,
    /// The company, blog or association that published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Day of publication, `YYYY-MM-DD`.
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub published: Option<String>,
    /// Where it was published, http or https.
    #[schemars(regex(pattern = "^https?://"))]
    pub url: Option<String>,
    /// What its author filed it under: tags, categories and keywords, as written, each once.
    pub tags: Vec<String>,
}

/// Where a talk stands in its file. Lines count from 1, are inclusive, and are those of the file as it
/// is, cut at `\n`; bytes count from 0 and are half-open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// Path of the recap, `/`-separated, as the corpus was named.
    pub file: String,
    /// `txt`, `md`, `html`, `rst` or `adoc`.
    pub format: String,
    /// Label of the encoding it was decoded from: `utf-8`, `windows-1252`, …
    pub encoding: String,
    /// BLAKE3 of the whole file, hexadecimal.
    pub digest: String,
    /// Line of the heading, or of the first text where there is none.
    #[schemars(range(min = 1))]
    pub first_line: u32,
    /// Last line that is not empty before the next unit.
    #[schemars(range(min = 1))]
    pub last_line: u32,
    /// Where `first_line` begins.
    pub first_byte: u64,
    /// Where `last_line` ends, its line end excluded.
    pub last_byte: u64,
}

/// The visible text of a unit and where each of its lines came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Visible lines, markup off, NFC, joined by `\n`.
    pub text: String,
    /// For each line of `text`, the line of the file where it begins; never decreasing.
    pub lines: Vec<u32>,
}

impl Body {
    /// Adds one visible line that begins at line `number` of the file.
    pub fn push(&mut self, text: &str, number: u32) {
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.lines.push(number);
    }

    /// Line of the file that byte `offset` of `text` came from; `None` in an empty body.
    pub fn line_at(&self, offset: usize) -> Option<u32> {
        let end = offset.min(self.text.len());
        let row = self.text.as_bytes()[..end].iter().filter(|&&b| b == b'\n').count();
        self.lines.get(row).copied()
    }
}
