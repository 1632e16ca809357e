//! The parts of a talk that words are searched in, and how much a word in each of them counts.

use crate::analysis::terms::JOIN;

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
    /// Every area, in the order of their words in the index: the body has the small numbers, so that most places are
    /// small.
    pub const ALL: [Area; 7] =
        [Area::Body, Area::Title, Area::Speaker, Area::Organisation, Area::Writer, Area::Event, Area::Recap];

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

    /// For how many words of the body a word of this area counts; 0 where only queries that name the area find it.
    ///
    /// A title says what a talk is about. Judged queries (`recaps eval`) hardly tell 2 from 5 for it, nor 2 from 6 for
    /// speakers.
    pub fn weight(self) -> u32 {
        match self {
            Area::Title => 3,
            Area::Speaker => 4,
            Area::Organisation => 2,
            Area::Body | Area::Writer => 1,
            Area::Event | Area::Recap => 0,
        }
    }

    /// Names are not inflected: only prose has stems.
    pub fn is_prose(self) -> bool {
        matches!(self, Area::Title | Area::Body)
    }

    /// How a folded word of this area alone is indexed.
    pub(crate) fn surface(self, word: &str) -> String {
        self.named("=", word)
    }

    /// How a stem of this area alone is indexed.
    pub(crate) fn stem(self, stem: &str) -> String {
        self.named("~", stem)
    }

    /// How neighbours of this area alone that are glued together are indexed.
    pub(crate) fn join(self, glued: &str) -> String {
        self.named("", &join(glued))
    }

    fn named(self, sign: &str, term: &str) -> String {
        format!("{}{sign}{term}", self.as_str())
    }
}

/// How neighbours that are glued together are told from stems.
pub(crate) fn join(glued: &str) -> String {
    format!("{JOIN}{glued}")
}
