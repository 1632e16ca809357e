//! The stored layout: a talk in the order and form in which the index keeps it.
//!
//! These types are apart from [`Talk`] on purpose. A field of [`Talk`] may be renamed or moved and an old index still reads; a
//! field that is added there does not compile here before it has a place. Whoever changes the order or the form of what stands
//! below changes [`super::schema::VERSION`] too: `tests/versions.rs` fails otherwise.

mod parts;

use crate::talk::{Body, Kind, Rating, Talk};
use crate::{Error, Result};
use parts::{StoredLink, StoredProgramme, StoredRating, StoredRecap, StoredSource, borrowed, owned};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;

/// A text or a list that is borrowed from a talk when it is written.
type Text<'t> = Cow<'t, str>;
type Texts<'t> = Cow<'t, [String]>;

/// A talk with its text, or with what reads over it.
#[derive(Serialize, Deserialize)]
struct StoredTalk<'t, B> {
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
    body: B,
    programme: Option<StoredProgramme<'t>>,
    words: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct StoredBody<'t> {
    text: Text<'t>,
    lines: Cow<'t, [u32]>,
}

/// A body that is skipped. Text is stored as bytes are, and these are not checked for UTF-8.
#[derive(Deserialize)]
struct PassedBody<'t> {
    #[serde(borrow, rename = "text")]
    _text: &'t [u8],
    #[serde(rename = "lines")]
    _lines: PassedNumbers,
}

/// Numbers that are read over.
struct PassedNumbers;

impl<'t> Deserialize<'t> for PassedNumbers {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_seq(PassedNumbers)
    }
}

impl<'t> Visitor<'t> for PassedNumbers {
    type Value = Self;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("numbers")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut numbers: A) -> std::result::Result<Self, A::Error> {
        while numbers.next_element::<u32>()?.is_some() {}
        Ok(PassedNumbers)
    }
}

/// The stored form of a talk.
///
/// # Errors
/// Where a talk cannot be written, which no talk of the ingester is known to be.
pub fn encode(talk: &Talk) -> Result<Vec<u8>> {
    encode_counted(talk, None)
}

/// The same of a talk, with a number of words for one that has none.
pub(crate) fn encode_counted(talk: &Talk, words: Option<u32>) -> Result<Vec<u8>> {
    postcard::to_stdvec(&StoredTalk::of(talk, words))
        .map_err(|e| Error::Talk { id: talk.id.clone(), reason: e.to_string() })
}

/// The talk of a stored form.
///
/// # Errors
/// Where the bytes are not what [`encode`] writes.
pub fn decode(bytes: &[u8]) -> Result<Talk> {
    decoded::<StoredBody<'_>>(bytes)
}

/// The talk of a stored form without its text, which is most of it and is read over.
///
/// # Errors
/// As [`decode`].
pub fn decode_but_text(bytes: &[u8]) -> Result<Talk> {
    match decoded::<PassedBody<'_>>(bytes)? {
        // Words that were not counted are counted in the text.
        Talk { words: None, .. } => decode(bytes),
        talk => Ok(talk),
    }
}

fn decoded<'t, B: Deserialize<'t>>(bytes: &'t [u8]) -> Result<Talk>
where
    Body: From<B>,
{
    let damaged = |reason: String| Error::Damaged { what: "a stored talk".into(), reason };
    let stored: StoredTalk<'_, B> = postcard::from_bytes(bytes).map_err(|e| damaged(e.to_string()))?;
    stored.talk().ok_or_else(|| damaged("a kind that this program does not know".to_owned()))
}

impl From<StoredBody<'_>> for Body {
    fn from(StoredBody { text, lines }: StoredBody<'_>) -> Body {
        Body { text: text.into_owned(), lines: lines.into_owned() }
    }
}

impl From<PassedBody<'_>> for Body {
    fn from(_: PassedBody<'_>) -> Body {
        Body::default()
    }
}

impl<'t> StoredTalk<'t, StoredBody<'t>> {
    fn of(talk: &'t Talk, counted: Option<u32>) -> Self {
        // Every field is named, so that the compiler rejects a new field that is forgotten here. Other recaps of the same session
        // are found when the talk is read, and are not stored.
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
            body: StoredBody { text: text.into(), lines: lines.into() },
            programme: programme.as_ref().map(StoredProgramme::of),
            words: words.or(counted),
        }
    }
}

impl<B> StoredTalk<'_, B>
where
    Body: From<B>,
{
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
            recap: self.recap.recap().into(),
            source: self.source.source(),
            body: self.body.into(),
            programme: self.programme.map(StoredProgramme::programme),
            also_told_in: Vec::new(),
            words: self.words,
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::talk::Programme;

    #[test]
    fn a_talk_without_its_text_has_all_the_rest() {
        let mut body = Body::default();
        body.push("première ligne, à lire", 12);
        body.push("seconde ligne", 300);
        let talk = Talk {
            id: "recap/un-titre".into(),
            title: "Un titre".into(),
            year: Some(2024),
            speakers: vec!["Zoé Exemple".into()],
            rating: Some(Rating { raw: "4/5".into(), value: Some(4.0) }),
            programme: Some(Programme { origin: "programme.json".into(), ..Programme::default() }),
            words: Some(8),
            body,
            ..Talk::default()
        };
        let encoded = encode(&talk).expect("a talk");
        assert_eq!(
            decode_but_text(&encoded).expect("a talk"),
            Talk { body: Body::default(), ..talk.clone() }
        );
        let uncounted = Talk { words: None, ..talk };
        assert_eq!(decode_but_text(&encode(&uncounted).expect("a talk")).expect("a talk"), uncounted);
        assert!(decode_but_text(&encoded[..encoded.len() - 1]).is_err());
    }
}
