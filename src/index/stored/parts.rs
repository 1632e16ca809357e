//! The parts of a stored talk: links, mark, recap, place, programme. What holds for the layout of a talk holds for them.

use super::{Text, Texts};
use crate::talk::{Link, LinkKind, Programme, Rating, Recap, Source};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

#[derive(Serialize, Deserialize)]
pub(super) struct StoredLink<'t> {
    pub(super) url: Text<'t>,
    pub(super) kind: u8,
    pub(super) label: Option<Text<'t>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredRating<'t> {
    pub(super) raw: Text<'t>,
    pub(super) value: Option<f32>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredRecap<'t> {
    pub(super) title: Option<Text<'t>>,
    pub(super) publisher: Option<Text<'t>>,
    pub(super) authors: Texts<'t>,
    pub(super) published: Option<Text<'t>>,
    pub(super) url: Option<Text<'t>>,
    pub(super) tags: Texts<'t>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredSource<'t> {
    pub(super) file: Text<'t>,
    pub(super) format: Text<'t>,
    pub(super) encoding: Text<'t>,
    pub(super) digest: Text<'t>,
    pub(super) first_line: u32,
    pub(super) last_line: u32,
    pub(super) first_byte: u64,
    pub(super) last_byte: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredProgramme<'t> {
    pub(super) title: Option<Text<'t>>,
    pub(super) room: Option<Text<'t>>,
    pub(super) start: Option<Text<'t>>,
    pub(super) origin: Text<'t>,
}

impl<'t> StoredLink<'t> {
    pub(super) fn of(Link { url, kind, label }: &'t Link) -> StoredLink<'t> {
        StoredLink { url: url.into(), kind: number_of_link(*kind), label: borrowed(label) }
    }

    pub(super) fn link(self) -> Option<Link> {
        Some(Link { url: self.url.into_owned(), kind: link_of_number(self.kind)?, label: owned(self.label) })
    }
}

impl<'t> StoredRating<'t> {
    pub(super) fn of(Rating { raw, value }: &'t Rating) -> StoredRating<'t> {
        StoredRating { raw: raw.into(), value: *value }
    }
}

impl<'t> StoredRecap<'t> {
    pub(super) fn of(
        Recap { title, publisher, authors, published, url, tags }: &'t Recap,
    ) -> StoredRecap<'t> {
        StoredRecap {
            title: borrowed(title),
            publisher: borrowed(publisher),
            authors: authors.into(),
            published: borrowed(published),
            url: borrowed(url),
            tags: tags.into(),
        }
    }

    pub(super) fn recap(self) -> Recap {
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
    pub(super) fn of(source: &'t Source) -> StoredSource<'t> {
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

    pub(super) fn source(self) -> Source {
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
    pub(super) fn of(Programme { title, room, start, origin }: &'t Programme) -> StoredProgramme<'t> {
        StoredProgramme {
            title: borrowed(title),
            room: borrowed(room),
            start: borrowed(start),
            origin: origin.into(),
        }
    }

    pub(super) fn programme(self) -> Programme {
        Programme {
            title: owned(self.title),
            room: owned(self.room),
            start: owned(self.start),
            origin: self.origin.into_owned(),
        }
    }
}

pub(super) fn borrowed(value: &Option<String>) -> Option<Text<'_>> {
    value.as_deref().map(Cow::Borrowed)
}

pub(super) fn owned(value: Option<Text<'_>>) -> Option<String> {
    value.map(Cow::into_owned)
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
