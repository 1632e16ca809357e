//! The stored layout: a talk in the order and form in which the index keeps it.
//!
//! These types are apart from [`Talk`] on purpose. A field of [`Talk`] may be renamed or moved and an old index still reads; a
//! field that is added there does not compile here before it has a place. Whoever changes the order or the form of what stands
//! below changes [`super::schema::VERSION`] too: `tests/versions.rs` fails otherwise.

use crate::talk::{Body, Kind, Link, LinkKind, Programme, Rating, Recap, Source, Talk};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A text or a list that is borrowed from a talk when it is written.
type Text<'t> = Cow<'t, str>;
type Texts<'t> = Cow<'t, [String]>;

#[derive(Serialize, Deserialize)]
struct StoredTalk<'t> {
    #[serde(borrow)]
    id: Text<'t>,
    kind: u8,
    #[serde(borrow)]
    title: Text<'t>,
    event: Option<Text<'t>>,
    year: Option<i32>,
    date: Option<Text<'t>>,
    city: Option<Text<'t>>,
    speakers: Texts<'t>,
    organisations: Texts<'t>,
    writers: Texts<'t>,
    links: Vec<StoredLink<'t>>,
    rating: Option<StoredRating<'t>>,
    recap: StoredRecap<'t>,
    source: StoredSource<'t>,
    #[serde(borrow)]
    text: Text<'t>,
    lines: Cow<'t, [u32]>,
    programme: Option<StoredProgramme<'t>>,
    words: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct StoredLink<'t> {
    url: Text<'t>,
    kind: u8,
    label: Option<Text<'t>>,
}

#[derive(Serialize, Deserialize)]
struct StoredRating<'t> {
    raw: Text<'t>,
    value: Option<f32>,
}

#[derive(Serialize, Deserialize)]
struct StoredRecap<'t> {
    title: Option<Text<'t>>,
    publisher: Option<Text<'t>>,
    authors: Texts<'t>,
    published: Option<Text<'t>>,
    url: Option<Text<'t>>,
    tags: Texts<'t>,
}

#[derive(Serialize, Deserialize)]
struct StoredSource<'t> {
    file: Text<'t>,
    format: Text<'t>,
    encoding: Text<'t>,
    digest: Text<'t>,
    first_line: u32,
    last_line: u32,
    first_byte: u64,
    last_byte: u64,
}

#[derive(Serialize, Deserialize)]
struct StoredProgramme<'t> {
    title: Option<Text<'t>>,
    room: Option<Text<'t>>,
    start: Option<Text<'t>>,
    origin: Text<'t>,
}

/// The stored form of a talk.
///
/// # Errors
/// Where a talk cannot be written, which no talk of the ingester is known to be.
pub fn encode(talk: &Talk) -> Result<Vec<u8>> {
    postcard::to_stdvec(&StoredTalk::of(talk))
        .map_err(|e| Error::Talk { id: talk.id.clone(), reason: e.to_string() })
}

/// The talk of a stored form.
///
/// # Errors
/// Where the bytes are not what [`encode`] writes.
pub fn decode(bytes: &[u8]) -> Result<Talk> {
    let damaged = |reason: String| Error::Damaged { what: "a stored talk".into(), reason };
    let stored: StoredTalk<'_> = postcard::from_bytes(bytes).map_err(|e| damaged(e.to_string()))?;
    stored.talk().ok_or_else(|| damaged("a kind that this program does not know".to_owned()))
}

impl<'t> StoredTalk<'t> {
    fn of(talk: &'t Talk) -> StoredTalk<'t> {
        // Every field is named, so that a new one asks for a place here. What other recaps hold of the same session is found
        // when it is read, and is not stored.
        let Talk {
            id,
            kind,
            title,
            event,
            year,
            date,
            city,
            speakers,
            organisations,
            writers,
            links,
            rating,
            recap,
            source,
            body: Body { text, lines },
            programme,
            also_told_in: _,
            words,
        } = talk;
        StoredTalk {
            id: id.into(),
            kind: number_of_kind(*kind),
            title: title.into(),
            event: borrowed(event),
            year: *year,
            date: borrowed(date),
            city: borrowed(city),
            speakers: speakers.into(),
            organisations: organisations.into(),
            writers: writers.into(),
            links: links.iter().map(StoredLink::of).collect(),
            rating: rating.as_ref().map(StoredRating::of),
            recap: StoredRecap::of(recap),
            source: StoredSource::of(source),
            text: text.into(),
            lines: lines.into(),
            programme: programme.as_ref().map(StoredProgramme::of),
            words: *words,
        }
    }

    /// The talk; `None` where a number stands for no kind.
    fn talk(self) -> Option<Talk> {
        Some(Talk {
            id: self.id.into_owned(),
            kind: kind_of_number(self.kind)?,
            title: self.title.into_owned(),
            event: owned(self.event),
            year: self.year,
            date: owned(self.date),
            city: owned(self.city),
            speakers: self.speakers.into_owned(),
            organisations: self.organisations.into_owned(),
            writers: self.writers.into_owned(),
            links: self.links.into_iter().map(StoredLink::link).collect::<Option<_>>()?,
            rating: self.rating.map(|rating| Rating { raw: rating.raw.into_owned(), value: rating.value }),
            recap: self.recap.recap(),
            source: self.source.source(),
            body: Body { text: self.text.into_owned(), lines: self.lines.into_owned() },
            programme: self.programme.map(StoredProgramme::programme),
            also_told_in: Vec::new(),
            words: self.words,
        })
    }
}

impl<'t> StoredLink<'t> {
    fn of(Link { url, kind, label }: &'t Link) -> StoredLink<'t> {
        StoredLink { url: url.into(), kind: number_of_link(*kind), label: borrowed(label) }
    }

    fn link(self) -> Option<Link> {
        Some(Link { url: self.url.into_owned(), kind: link_of_number(self.kind)?, label: owned(self.label) })
    }
}

impl<'t> StoredRating<'t> {
    fn of(Rating { raw, value }: &'t Rating) -> StoredRating<'t> {
        StoredRating { raw: raw.into(), value: *value }
    }
}

impl<'t> StoredRecap<'t> {
    fn of(Recap { title, publisher, authors, published, url, tags }: &'t Recap) -> StoredRecap<'t> {
        StoredRecap {
            title: borrowed(title),
            publisher: borrowed(publisher),
            authors: authors.into(),
            published: borrowed(published),
            url: borrowed(url),
            tags: tags.into(),
        }
    }

    fn recap(self) -> Recap {
        Recap {
            title: owned(self.title),
            publisher: owned(self.publisher),
            authors: self.authors.into_owned(),
            published: owned(self.published),
            url: owned(self.url),
            tags: self.tags.into_owned(),
        }
    }
}

impl<'t> StoredSource<'t> {
    fn of(source: &'t Source) -> StoredSource<'t> {
        let Source { file, format, encoding, digest, first_line, last_line, first_byte, last_byte } = source;
        StoredSource {
            file: file.into(),
            format: format.into(),
            encoding: encoding.into(),
            digest: digest.into(),
            first_line: *first_line,
            last_line: *last_line,
            first_byte: *first_byte,
            last_byte: *last_byte,
        }
    }

    fn source(self) -> Source {
        Source {
            file: self.file.into_owned(),
            format: self.format.into_owned(),
            encoding: self.encoding.into_owned(),
            digest: self.digest.into_owned(),
            first_line: self.first_line,
            last_line: self.last_line,
            first_byte: self.first_byte,
            last_byte: self.last_byte,
        }
    }
}

impl<'t> StoredProgramme<'t> {
    fn of(Programme { title, room, start, origin }: &'t Programme) -> StoredProgramme<'t> {
        StoredProgramme {
            title: borrowed(title),
            room: borrowed(room),
            start: borrowed(start),
            origin: origin.into(),
        }
    }

    fn programme(self) -> Programme {
        Programme {
            title: owned(self.title),
            room: owned(self.room),
            start: owned(self.start),
            origin: self.origin.into_owned(),
        }
    }
}

fn borrowed(value: &Option<String>) -> Option<Text<'_>> {
    value.as_deref().map(Cow::Borrowed)
}

fn owned(value: Option<Text<'_>>) -> Option<String> {
    value.map(Cow::into_owned)
}

fn number_of_kind(kind: Kind) -> u8 {
    match kind {
        Kind::Talk => 0,
        Kind::Keynotes => 1,
        Kind::Section => 2,
    }
}

fn kind_of_number(number: u8) -> Option<Kind> {
    [Kind::Talk, Kind::Keynotes, Kind::Section].into_iter().find(|kind| number_of_kind(*kind) == number)
}

fn number_of_link(kind: LinkKind) -> u8 {
    match kind {
        LinkKind::Video => 0,
        LinkKind::Slides => 1,
        LinkKind::Schedule => 2,
        LinkKind::Code => 3,
        LinkKind::Other => 4,
    }
}

fn link_of_number(number: u8) -> Option<LinkKind> {
    [LinkKind::Video, LinkKind::Slides, LinkKind::Schedule, LinkKind::Code, LinkKind::Other]
        .into_iter()
        .find(|kind| number_of_link(*kind) == number)
}
