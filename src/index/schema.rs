//! The fields of the index, and what version of them a stored index was built with.
//!
//! Every searched part of a talk (an [`Area`]) has its own fields, so that each keeps its own lengths: `x` the
//! folded words with their positions, `s` their stems, `j` neighbours that a sign ties, glued together. One field of stacked
//! tokens would count every alternative in the length of the text and blur phrases.

use super::tokens;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// Changes whenever the fields below change: an index of another version is refused.
pub const VERSION: u32 = 3;

/// A part of a talk that words are searched in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// The title.
    Title,
    /// The text.
    Body,
    /// Who gave it.
    Speaker,
    /// Whom they work for.
    Organisation,
    /// Who wrote this part of the recap.
    Writer,
    /// Event, year and city.
    Event,
    /// Title, publisher, authors and file of the recap.
    Recap,
}

impl Area {
    /// Every area, in the order of their fields.
    pub const ALL: [Area; 7] =
        [Area::Title, Area::Body, Area::Speaker, Area::Organisation, Area::Writer, Area::Event, Area::Recap];

    /// The name that stands for this area in queries and explanations.
    pub fn as_str(self) -> &'static str {
        match self {
            Area::Title => "title",
            Area::Body => "body",
            Area::Speaker => "speaker",
            Area::Organisation => "org",
            Area::Writer => "writer",
            Area::Event => "event",
            Area::Recap => "recap",
        }
    }

    /// Names are not inflected: only prose has stems.
    fn is_prose(self) -> bool {
        matches!(self, Area::Title | Area::Body)
    }
}

/// The fields of one area.
#[derive(Clone, Copy, Debug)]
pub struct AreaFields {
    /// Folded words, with positions.
    pub surfaces: Field,
    /// Stems of words that are no stop words; prose only.
    pub stems: Option<Field>,
    /// Neighbours that a sign ties, glued together.
    pub joins: Field,
}

/// Handles of all fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The talk, whole ([`crate::index::record`]).
    pub talk: Field,
    /// Its id as its recap alone makes it, one term.
    pub id: Field,
    /// The file of its recap, one term.
    pub file: Field,
    /// What it shares with the same session told by another recap, a term each ([`crate::recap::session_keys`]).
    pub session: Field,
    /// Its kind, one term.
    pub kind: Field,
    /// Kinds of links it has, one term each.
    pub has: Field,
    /// Year of the event.
    pub year: Field,
    /// Rating, 0 to 5.
    pub rating: Field,
    areas: [AreaFields; 7],
}

impl Fields {
    /// The fields of an area.
    pub fn area(&self, area: Area) -> &AreaFields {
        &self.areas[area as usize]
    }
}

/// Name of the field that holds the id, also as a fast field: equal scores are ordered by it.
pub const ID: &str = "id";
/// Name of the fast field that holds the year.
pub const YEAR: &str = "year";
/// Name of the fast field that holds the rating.
pub const RATING: &str = "rating";

/// The schema and the handles of its fields.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |option: IndexRecordOption| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokens::NAME)
                .set_fieldnorms(true)
                .set_index_option(option),
        )
    };
    let talk = builder.add_bytes_field("talk", STORED);
    let id = builder.add_text_field(ID, STRING | FAST);
    let file = builder.add_text_field("file", STRING);
    let session = builder.add_text_field("session", STRING);
    let kind = builder.add_text_field("kind", STRING);
    let has = builder.add_text_field("has", STRING);
    let year = builder.add_i64_field(YEAR, FAST | INDEXED);
    let rating = builder.add_f64_field(RATING, FAST);
    let areas = Area::ALL.map(|area| {
        let name = area.as_str();
        AreaFields {
            surfaces: builder
                .add_text_field(&format!("{name}_x"), text(IndexRecordOption::WithFreqsAndPositions)),
            stems: area
                .is_prose()
                .then(|| builder.add_text_field(&format!("{name}_s"), text(IndexRecordOption::WithFreqs))),
            joins: builder.add_text_field(&format!("{name}_j"), text(IndexRecordOption::WithFreqs)),
        }
    });
    (builder.build(), Fields { talk, id, file, session, kind, has, year, rating, areas })
}
