//! What everything is worth in the ranking: all the numbers in one place.
//!
//! They were chosen with judged queries (`recaps eval`); the reasons stand beside them.

use crate::index::Area;
use crate::query::plan::Relation;
use crate::talk::Kind;

/// The numbers of the ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Of an occurrence, by area. A title says what a talk is about; an event is shared by many.
    pub title: f32,
    /// See [`Weights::title`].
    pub body: f32,
    /// See [`Weights::title`].
    pub speaker: f32,
    /// See [`Weights::title`].
    pub organisation: f32,
    /// See [`Weights::title`].
    pub writer: f32,
    /// See [`Weights::title`].
    pub event: f32,
    /// Of a form, by its relation to the word as typed.
    pub joined: f32,
    /// See [`Weights::joined`].
    pub stem: f32,
    /// See [`Weights::joined`].
    pub synonym: f32,
    /// See [`Weights::joined`].
    pub prefix: f32,
    /// See [`Weights::joined`].
    pub fuzzy: f32,
    /// Share of the lesser areas that is added to the best one.
    pub tie: f32,
    /// BM25: how soon further occurrences stop counting.
    pub k1: f32,
    /// BM25: how much a long body counts against a word in it.
    pub b: f32,
    /// The same for a title.
    pub b_title: f32,
    /// Of words that stand close together, as a share of what the lesser of them is worth.
    pub proximity: f32,
    /// Of a unit that recounts no session, against a talk of equal worth.
    pub section: f32,
    /// How strongly missing words count against a talk that has only some, as an exponent of the share found.
    pub coverage: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            title: 1.8,
            body: 1.0,
            speaker: 2.5,
            organisation: 1.3,
            writer: 0.6,
            event: 0.15,
            joined: 0.95,
            stem: 0.85,
            synonym: 0.7,
            prefix: 0.7,
            fuzzy: 0.4,
            tie: 0.15,
            k1: 2.0,
            b: 0.6,
            b_title: 0.5,
            proximity: 0.4,
            section: 0.65,
            coverage: 1.0,
        }
    }
}

/// What talks with all words are worth above those with some.
pub const TIER: f32 = 10.0;

impl Weights {
    /// The number of a name, to change it; `None` for a name that is none.
    pub fn slot(&mut self, name: &str) -> Option<&mut f32> {
        Some(match name {
            "title" => &mut self.title,
            "body" => &mut self.body,
            "speaker" => &mut self.speaker,
            "organisation" => &mut self.organisation,
            "writer" => &mut self.writer,
            "event" => &mut self.event,
            "joined" => &mut self.joined,
            "stem" => &mut self.stem,
            "synonym" => &mut self.synonym,
            "prefix" => &mut self.prefix,
            "fuzzy" => &mut self.fuzzy,
            "tie" => &mut self.tie,
            "k1" => &mut self.k1,
            "b" => &mut self.b,
            "b_title" => &mut self.b_title,
            "proximity" => &mut self.proximity,
            "section" => &mut self.section,
            "coverage" => &mut self.coverage,
            _ => return None,
        })
    }

    /// Of an occurrence in an area.
    pub fn area(&self, area: Area) -> f32 {
        match area {
            Area::Title => self.title,
            Area::Body => self.body,
            Area::Speaker => self.speaker,
            Area::Organisation => self.organisation,
            Area::Writer => self.writer,
            Area::Event | Area::Recap => self.event,
        }
    }

    /// Of a form.
    pub fn relation(&self, relation: Relation) -> f32 {
        match relation {
            Relation::Exact => 1.0,
            Relation::Joined => self.joined,
            Relation::Stem => self.stem,
            Relation::Synonym => self.synonym,
            Relation::Prefix => self.prefix,
            Relation::Fuzzy => self.fuzzy,
        }
    }

    /// Of a kind of unit.
    pub fn kind(&self, kind: Kind) -> f32 {
        if kind == Kind::Section { self.section } else { 1.0 }
    }

    /// How much the length of an area counts against an occurrence; names have no lengths to speak of.
    fn length_share(&self, area: Area) -> f32 {
        match area {
            Area::Body => self.b,
            Area::Title => self.b_title,
            _ => 0.0,
        }
    }

    /// BM25's saturated frequency: `tf` occurrences in an area `length` words long where `average` is usual.
    /// At least 0, at most `k1 + 1`.
    pub fn saturation(&self, area: Area, tf: f32, length: f32, average: f32) -> f32 {
        let b = self.length_share(area);
        let norm = self.k1 * (1.0 - b + b * length / average.max(1.0));
        tf * (self.k1 + 1.0) / (tf + norm)
    }
}

/// BM25's inverse document frequency: how telling a word is that `found` of `talks` hold. Positive.
pub fn idf(found: usize, talks: u32) -> f32 {
    let (found, talks) = (found as f32, talks as f32);
    (1.0 + (talks - found + 0.5).max(0.0) / (found + 0.5)).ln()
}
