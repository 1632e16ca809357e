//! One talk among others, as a format prints it.

use crate::output::message::TalkMessage;
use crate::output::results::Paths;
use crate::output::stream::Through;
use crate::search::Place;
use crate::snippet::Snippet;
use crate::talk::Talk;

/// One talk of a listing, read.
#[derive(Debug)]
pub struct Row<'a> {
    /// How many talks come before it.
    pub at: usize,
    /// The talk.
    pub talk: &'a Talk,
    /// Where the recaps lie.
    pub paths: &'a Paths,
    /// What the stream lets through that it is written to.
    pub through: Through,
    /// Its place among the hits of a search.
    pub place: Option<&'a Place>,
    /// Its passages.
    pub snippets: &'a [Snippet],
    /// Whether its whole text is printed.
    pub full: bool,
}

impl Row<'_> {
    /// The talk as programs read it.
    pub fn message(&self) -> TalkMessage<'_> {
        let message = TalkMessage {
            rank: self.place.map(|place| place.rank),
            score: self.place.map(|place| place.score),
            matched: self.place.map(|place| if place.is_complete { "all" } else { "some" }),
            explain: self.place.and_then(|place| place.explain.as_ref()).map(Into::into),
            snippets: self.snippets,
            body: self.full.then_some(self.talk.body.text.as_str()),
            ..TalkMessage::new(self.talk)
        };
        message.placed(&self.paths.whereabouts)
    }
}
