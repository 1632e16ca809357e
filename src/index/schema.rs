//! The fields of the index, and what version of them a stored index was built with.
//!
//! Bare words are searched in two fields only, so that a word costs one list of postings and not one for every part of a
//! talk. `words` holds the folded words with their positions. `keys` holds what is looked up without a position: stems, and
//! neighbours that a sign ties, glued together. A word of the title stands there as often as it counts
//! ([`weight`](super::TalkField::weight)), so that the term frequency is the weighted count. `names` holds the words of the
//! short parts once more, each with the name of its part, for queries that name it.
//!
//! Every property by which talks are filtered, sorted, counted or distinguished is in a column (a fast field of Tantivy): a
//! number, or the place of a text among all texts of the column. Columns are read without unpacking a talk.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// Changes whenever the fields below, the tags or the stored layout ([`super::stored`]) change: an index of another version is refused.
pub const VERSION: u32 = 9;

/// What the schema says of how texts are cut: Tantivy knows no such tokenizer, since it is given no texts to cut.
const TOKENIZER: &str = "terms";

/// Handles of all fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The talk, whole ([`crate::index::record`]).
    pub talk: Field,
    /// Its id, for order.
    pub id: Field,
    /// The tags that a talk is looked up by as a whole ([`super::tag::Tag`]).
    pub tags: Field,
    /// Hashes of what it is looked up by and nothing else has (`identity.rs`).
    pub hashes: Field,
    /// Year of the event.
    pub year: Field,
    /// Rating, 0 to 5.
    pub rating: Field,
    /// Columns of text, in the order of [`TEXTS`].
    pub texts: [Field; TEXTS.len()],
    /// Hash of title and body.
    pub mark: Field,
    /// Line of the recap where it begins.
    pub line: Field,
    /// Hashes of what it shares with the same session in other recaps.
    pub sessions: Field,
    /// Folded words of all parts that bare words are searched in, with positions. How many there are is how long a talk
    /// is.
    pub words: Field,
    /// Stems of words that are no stop words, prose only, unless the word is its own stem; and neighbours that a sign
    /// ties, glued together.
    pub keys: Field,
    /// Words, stems and glued neighbours of every part but the body, each with its name.
    pub names: Field,
}

/// Name of the fast field that holds the id: equal scores are ordered by it.
pub const ID: &str = "id";
/// Name of the fast field that holds the year.
pub const YEAR: &str = "year";
/// Name of the fast field that holds the rating.
pub const RATING: &str = "rating";
/// Name of the fast field that holds the mark.
pub const MARK: &str = "mark";
/// Name of the fast field that holds the first line.
pub const LINE: &str = "line";
/// Name of the fast field that holds hashes of sessions.
pub const SESSIONS: &str = "sessions";

/// The columns of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Event.
    Event,
    /// Speakers.
    Speaker,
    /// Organisations.
    Organisation,
    /// Writers of the part, or of all of the recap.
    Writer,
    /// Kind of unit.
    Kind,
    /// The mark as it is counted: its number, or as written where it is on no known scale.
    Rating,
    /// File of the recap.
    Recap,
    /// Day, or year where the day is not known.
    When,
    /// Title, folded and cut to what an order needs.
    Title,
    /// What the recap is filed under.
    Tag,
}

/// All columns of text.
pub const TEXTS: [Text; 10] = [
    Text::Event,
    Text::Speaker,
    Text::Organisation,
    Text::Writer,
    Text::Kind,
    Text::Rating,
    Text::Recap,
    Text::When,
    Text::Title,
    Text::Tag,
];

impl Text {
    /// The name of the fast field.
    pub fn name(self) -> &'static str {
        match self {
            Text::Event => "event",
            Text::Speaker => "speaker",
            Text::Organisation => "organisation",
            Text::Writer => "writer",
            Text::Kind => "kind",
            Text::Rating => "rated",
            Text::Recap => "recap",
            Text::When => "when",
            Text::Title => "title",
            Text::Tag => "tag",
        }
    }
}

/// The schema and the handles of its fields.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let terms = |option: IndexRecordOption, lengths: bool| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_fieldnorms(lengths)
                .set_index_option(option),
        )
    };
    let fields = Fields {
        talk: builder.add_bytes_field("talk", STORED),
        id: builder.add_text_field(ID, FAST),
        tags: builder.add_text_field("tags", STRING),
        hashes: builder.add_u64_field("hashes", NumericOptions::default().set_indexed()),
        year: builder.add_i64_field(YEAR, FAST),
        rating: builder.add_f64_field(RATING, FAST),
        texts: TEXTS.map(|text| builder.add_text_field(text.name(), FAST)),
        mark: builder.add_u64_field(MARK, FAST),
        line: builder.add_u64_field(LINE, FAST),
        sessions: builder.add_u64_field(SESSIONS, FAST),
        words: builder.add_text_field("words", terms(IndexRecordOption::WithFreqsAndPositions, true)),
        keys: builder.add_text_field("keys", terms(IndexRecordOption::WithFreqs, false)),
        names: builder.add_text_field("names", terms(IndexRecordOption::WithFreqsAndPositions, false)),
    };
    (builder.build(), fields)
}
