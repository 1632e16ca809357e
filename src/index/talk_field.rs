//! The parts of a talk that words are searched in, and how much a word in each of them counts.

use crate::analysis::terms::JOIN;

/// A part of a talk that words are searched in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TalkField {
    /// The title.
    Title,
    /// The text.
    Body,
    /// The speakers of the talk.
    Speaker,
    /// Whom they work for.
    Organisation,
    /// The writers of this part of the recap.
    Writer,
    /// Event, year and city.
    Event,
    /// Title, publisher, authors and file of the recap.
    Recap,
}

impl TalkField {
    /// Every field, in the order of their words in the index: the body has the small numbers, so that most places are
    /// small.
    pub const ALL: [TalkField; 7] = [
        TalkField::Body,
        TalkField::Title,
        TalkField::Speaker,
        TalkField::Organisation,
        TalkField::Writer,
        TalkField::Event,
        TalkField::Recap,
    ];

    /// The name that stands for this field in queries and explanations.
    pub fn as_str(self) -> &'static str {
        match self {
            TalkField::Title => "title",
            TalkField::Body => "body",
            TalkField::Speaker => "speaker",
            TalkField::Organisation => "org",
            TalkField::Writer => "writer",
            TalkField::Event => "event",
            TalkField::Recap => "recap",
        }
    }

    /// Number of words of the body that one word of this field counts for. It is 0 for fields that only queries with the name
    /// of the field search.
    ///
    /// A title states the subject of a talk. On judged queries (`recaps eval`), weights from 2 to 5 for titles, and from 2 to 6
    /// for speakers, give almost the same results.
    pub fn weight(self) -> u32 {
        match self {
            TalkField::Title => 3,
            TalkField::Speaker => 4,
            TalkField::Organisation => 2,
            TalkField::Body | TalkField::Writer => 1,
            TalkField::Event | TalkField::Recap => 0,
        }
    }

    /// Names are not inflected: only prose has stems.
    pub fn is_prose(self) -> bool {
        matches!(self, TalkField::Title | TalkField::Body)
    }

    /// How a folded word of this field alone is indexed.
    pub(crate) fn surface(self, word: &str) -> String {
        self.named("=", word)
    }

    /// How a stem of this field alone is indexed.
    pub(crate) fn stem(self, stem: &str) -> String {
        self.named("~", stem)
    }

    /// How neighbours of this field alone that are glued together are indexed.
    pub(crate) fn join(self, glued: &str) -> String {
        self.named("", &join(glued))
    }

    fn named(self, sign: &str, term: &str) -> String {
        [self.as_str(), sign, term].concat()
    }
}

/// The term of neighbours that are glued together, distinct from those of stems.
pub(crate) fn join(glued: &str) -> String {
    let mut join = String::with_capacity(JOIN.len_utf8() + glued.len());
    join.push(JOIN);
    join.push_str(glued);
    join
}
