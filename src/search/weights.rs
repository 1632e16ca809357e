//! The weights of the ranking, all in one place.
//!
//! They were chosen with judged queries (`recaps eval`); the reasons stand beside them.

use crate::query::plan::{Relation, Role};
use crate::talk::Kind;

/// The numbers of the ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Of a form, by its relation to the word as typed.
    pub joined: f32,
    /// See [`Weights::joined`].
    pub stem: f32,
    /// See [`Weights::joined`].
    pub family: f32,
    /// See [`Weights::joined`].
    pub cognate: f32,
    /// See [`Weights::joined`].
    pub synonym: f32,
    /// Of what a name of several concepts may mean.
    pub perhaps: f32,
    /// Of a name of several words, as a share of what its words weigh together: the least that it weighs.
    pub named: f32,
    /// Of each of the words of a name of several, wherever they stand.
    pub scattered: f32,
    /// Of each of the words of another of its names, wherever they stand.
    pub apart: f32,
    /// Of a verb or another word that says little, beside words that say more.
    pub light: f32,
    /// Of a title and a first sentence that hold a word, as a share of the score of the word.
    pub subject: f32,
    /// Of the words of another name, close together.
    pub parts: f32,
    /// Of a narrower term of the requested one.
    pub narrower: f32,
    /// Of something that serves the requested purpose.
    pub purpose: f32,
    /// Of what was quoted, in another number or under another name: less than any talk that holds the quotation.
    pub reworded: f32,
    /// Of a broader term or a purpose; only where little else is found.
    pub broader: f32,
    /// Of what is related to it; only where little else is found.
    pub related: f32,
    /// The factor of a weight for every further step to a narrower term.
    pub step: f32,
    /// See [`Weights::joined`].
    pub prefix: f32,
    /// See [`Weights::joined`].
    pub fuzzy: f32,
    /// BM25: how soon further occurrences stop counting.
    pub k1: f32,
    /// BM25: how much a long talk counts against a word in it.
    pub b: f32,
    /// Of words that stand close together, as a share of the lesser of their scores.
    pub proximity: f32,
    /// Of a unit that recounts no session, against a talk of equal score.
    pub section: f32,
    /// The share of a word that a match near it counts for.
    pub nearly: f32,
    /// How strongly missing words count against a talk that has only some, as an exponent of the share found.
    pub coverage: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            joined: 0.95,
            stem: 0.85,
            family: 0.65,
            cognate: 0.65,
            synonym: 0.7,
            perhaps: 0.5,
            named: 0.9,
            scattered: 0.3,
            apart: 0.4,
            light: 0.4,
            subject: 0.3,
            parts: 0.9,
            narrower: 0.5,
            purpose: 0.25,
            reworded: 0.4,
            broader: 0.3,
            related: 0.25,
            step: 0.7,
            prefix: 0.7,
            fuzzy: 0.4,
            k1: 2.0,
            b: 0.35,
            proximity: 0.4,
            section: 0.75,
            nearly: 0.4,
            coverage: 1.0,
        }
    }
}

/// Added to the score of talks with all words, so that they come before those with some.
pub const TIER: f32 = 10.0;

impl Weights {
    /// The names of all numbers.
    pub const NAMES: [&str; 26] = [
        "joined",
        "stem",
        "family",
        "cognate",
        "synonym",
        "perhaps",
        "named",
        "scattered",
        "apart",
        "light",
        "subject",
        "parts",
        "narrower",
        "purpose",
        "reworded",
        "broader",
        "related",
        "step",
        "prefix",
        "fuzzy",
        "k1",
        "b",
        "proximity",
        "section",
        "nearly",
        "coverage",
    ];

    /// The number of a name, to change it; `None` for a name that is none.
    pub fn slot(&mut self, name: &str) -> Option<&mut f32> {
        Some(match name {
            "joined" => &mut self.joined,
            "stem" => &mut self.stem,
            "family" => &mut self.family,
            "cognate" => &mut self.cognate,
            "synonym" => &mut self.synonym,
            "perhaps" => &mut self.perhaps,
            "named" => &mut self.named,
            "scattered" => &mut self.scattered,
            "apart" => &mut self.apart,
            "light" => &mut self.light,
            "subject" => &mut self.subject,
            "parts" => &mut self.parts,
            "narrower" => &mut self.narrower,
            "purpose" => &mut self.purpose,
            "reworded" => &mut self.reworded,
            "broader" => &mut self.broader,
            "related" => &mut self.related,
            "step" => &mut self.step,
            "prefix" => &mut self.prefix,
            "fuzzy" => &mut self.fuzzy,
            "k1" => &mut self.k1,
            "b" => &mut self.b,
            "proximity" => &mut self.proximity,
            "section" => &mut self.section,
            "nearly" => &mut self.nearly,
            "coverage" => &mut self.coverage,
            _ => return None,
        })
    }

    /// Of a form.
    pub fn relation(&self, relation: Relation) -> f32 {
        match relation {
            Relation::Exact => 1.0,
            Relation::Joined => self.joined,
            Relation::Stem => self.stem,
            Relation::Family => self.family,
            Relation::Cognate => self.cognate,
            Relation::Synonym => self.synonym,
            Relation::Perhaps => self.perhaps,
            Relation::Scattered => self.scattered,
            Relation::Parts => self.parts,
            Relation::Apart => self.apart,
            Relation::Narrower(steps) => self.narrower * self.steps(steps),
            Relation::Serves(steps) => self.purpose * self.steps(steps),
            Relation::Reworded => self.reworded,
            Relation::Broader => self.broader,
            Relation::Related => self.related,
            Relation::Prefix => self.prefix,
            Relation::Fuzzy => self.fuzzy,
        }
    }

    /// Of a clause.
    pub fn role(&self, role: Role) -> f32 {
        if role == Role::Head { 1.0 } else { self.light }
    }

    fn steps(&self, steps: u8) -> f32 {
        self.step.powi(i32::from(steps) - 1)
    }

    /// Of a kind of unit.
    pub fn kind(&self, kind: Kind) -> f32 {
        if kind == Kind::Section { self.section } else { 1.0 }
    }

    /// BM25: what stands against the frequency of a word in a talk `length` long where `average` is usual; of no length
    /// where length does not count.
    pub fn norm(&self, length: Option<u32>, average: f32) -> f32 {
        let length = length.map_or(1.0, |length| length as f32 / average.max(1.0));
        self.k1 * (1.0 - self.b + self.b * length)
    }

    /// BM25's saturated frequency of a form that counts `count` times, against a norm, as a share of [`Weights::most`].
    #[inline]
    pub fn saturation(count: u32, norm: f32) -> f32 {
        let count = count as f32;
        count / (count + norm)
    }

    /// The limit of the score of a form as its count grows, before weight and idf.
    pub fn most(&self) -> f32 {
        self.k1 + 1.0
    }
}

/// BM25's inverse document frequency of a word that `found` of `talks` hold. Positive.
pub fn idf(found: usize, talks: u32) -> f32 {
    let (found, talks) = (found as f32, talks as f32);
    (1.0 + (talks - found + 0.5).max(0.0) / (found + 0.5)).ln()
}
