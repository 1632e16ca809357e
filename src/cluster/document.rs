//! A talk as a cluster takes it: its terms, its columns and the talk itself, as a line of `_bulk`.

use super::layout::{BESIDE, LONGEST};
use crate::analysis::Analysis;
use crate::analysis::terms::{BESIDE as SPACE, NEXT};
use crate::index::identity::{Hashed, mark};
use crate::index::record::{TalkTerms, tags, values};
use crate::index::schema::{TEXTS, Text};
use crate::talk::Talk;
use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Serialize;
use tantivy::fieldnorm::FieldNormReader;
use twox_hash::XxHash3_128 as Hasher;

/// Bits of a seal: the sum of half a billion of them is exact in the cluster's floating point.
const SEAL: u64 = (1 << 24) - 1;

/// A talk on its way.
pub(super) struct Document {
    /// Which one it is, in the cluster.
    pub(super) key: String,
    /// Its fields, as JSON in one line.
    pub(super) fields: Vec<u8>,
    pub(super) tally: Tally,
}

/// What is counted of a talk.
pub(super) struct Tally {
    pub(super) terms: TalkTerms,
    pub(super) sealed: Sealed,
    /// Hashes of what it shares with the same session in other recaps.
    pub(super) sessions: Vec<u64>,
}

impl Tally {
    /// Of a talk that was written with this seal.
    pub(super) fn of_written(talk: &Talk, seal: u64, sessions: Vec<u64>, analysis: &Analysis) -> Tally {
        let terms = TalkTerms::of(talk, analysis);
        let length = rounded(each_term(&terms.bare.surfaces).count());
        Tally { terms, sealed: Sealed { talks: 1, length, seal }, sessions }
    }
}

/// The hashes of session keys.
pub(super) fn hashed(session_keys: &[String]) -> Vec<u64> {
    let mut hashes: Vec<u64> = session_keys.iter().map(|key| Hashed::Session.of(key)).collect();
    // As a column gives them back.
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// What the talks of a generation are counted by: sums of these are compared before it goes live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sealed {
    pub(super) talks: u64,
    /// Words, each talk rounded as its length is stored.
    pub(super) length: u64,
    /// Some bits of a digest of all fields.
    pub(super) seal: u64,
}

impl Sealed {
    pub(super) fn add(&mut self, other: Sealed) {
        self.talks += other.talks;
        self.length += other.length;
        self.seal += other.seal;
    }

    /// Without talks that were counted before.
    pub(super) fn without(self, other: Sealed) -> Sealed {
        Sealed {
            talks: self.talks.saturating_sub(other.talks),
            length: self.length.saturating_sub(other.length),
            seal: self.seal.saturating_sub(other.seal),
        }
    }
}

/// The fields of a talk, all but the seal. A talk that lacks something has no such field.
#[derive(Serialize)]
struct Fields<'t> {
    talk: String,
    words: Vec<String>,
    keys: &'t str,
    names: Vec<String>,
    tags: Vec<String>,
    id: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<f64>,
    mark: u64,
    line: u32,
    sessions: &'t [u64],
    length: u64,
    #[serde(flatten)]
    texts: Columns<'t>,
}

/// The columns of text of a talk.
struct Columns<'t>(&'t Talk);

impl Serialize for Columns<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = TEXTS.into_iter().map(|text| (text.name(), column(self.0, text)));
        serializer.collect_map(columns.filter(|(_, values)| !values.is_empty()))
    }
}

fn column(talk: &Talk, text: Text) -> Vec<String> {
    let mut column = Vec::new();
    values(text, talk, |value| column.push(value[..value.floor_char_boundary(LONGEST)].to_owned()));
    column
}

impl Document {
    /// Of a talk with the hashes of its sessions; `packed` is the talk as it is stored.
    pub(super) fn new(
        talk: &Talk,
        sessions: Vec<u64>,
        packed: &[u8],
        analysis: &Analysis,
    ) -> Result<Document> {
        let mut tally = Tally::of_written(talk, 0, sessions, analysis);
        let Tally { terms, sealed, sessions } = &mut tally;
        let mut tagged = Vec::new();
        tags(talk, |tag| tagged.push(tag[..tag.floor_char_boundary(LONGEST)].to_owned()));
        let mut fields = serde_json::to_vec(&Fields {
            talk: STANDARD.encode(packed),
            words: places(&terms.bare.surfaces),
            keys: terms.bare.keys.trim_end_matches(SPACE),
            names: places(&terms.names),
            tags: tagged,
            id: &talk.id,
            day: talk.date.as_deref(),
            year: talk.year,
            rating: talk.rating.as_ref().and_then(|rating| rating.value).map(f64::from),
            mark: mark(talk),
            line: talk.source.first_line,
            sessions,
            length: sealed.length,
            texts: Columns(talk),
        })
        .map_err(|e| Error::Talk { id: talk.id.clone(), reason: e.to_string() })?;
        sealed.seal = Hasher::oneshot(&fields) as u64 & SEAL;
        fields.pop();
        fields.extend(format!(",\"seal\":{}}}", sealed.seal).into_bytes());
        Ok(Document { key: key(talk), fields, tally })
    }
}

/// What a talk is known by in the cluster: to write it twice is to write it once.
fn key(talk: &Talk) -> String {
    let name = format!("{}\0{}\0{}", talk.source.file, talk.id, talk.source.first_line);
    URL_SAFE_NO_PAD.encode(Hasher::oneshot(name.as_bytes()).to_be_bytes())
}

/// The length of a talk of so many terms, rounded as it is stored.
fn rounded(terms: usize) -> u64 {
    let id = FieldNormReader::fieldnorm_to_id(u32::try_from(terms).unwrap_or(u32::MAX));
    u64::from(FieldNormReader::id_to_fieldnorm(id))
}

/// The terms in lines like those of [`Terms::surfaces`], or beside each other like those of [`Terms::keys`].
pub(super) fn each_term(lines: &str) -> impl Iterator<Item = &str> {
    lines.split([NEXT, SPACE]).filter(|term| !term.is_empty())
}

/// Lines like those of [`Terms::surfaces`] as the cluster separates them: a text for each run of places.
fn places(lines: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut text = String::new();
    for line in lines.split(NEXT) {
        let line = line.trim_end_matches(SPACE);
        if line.is_empty() {
            if !text.is_empty() {
                texts.push(std::mem::take(&mut text));
            }
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.extend(line.chars().map(|c| if c == SPACE { BESIDE } else { c }));
    }
    if !text.is_empty() {
        texts.push(text);
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Terms;

    #[test]
    fn terms_keep_their_places_and_texts_stay_apart() {
        let mut terms = Terms::default();
        let analysis = Analysis::default();
        analysis.terms("œuvre | libre", false, &mut terms);
        terms.skip(16);
        analysis.terms("noyau", false, &mut terms);
        let texts = places(&terms.surfaces);
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert_eq!(texts[0].split(' ').count(), 2, "{texts:?}");
        let separated = texts.iter().flat_map(|text| text.split([' ', BESIDE])).count();
        assert_eq!(separated, each_term(&terms.surfaces).count());
    }
}
