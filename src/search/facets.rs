//! Facets: which values a field has among some talks, and how many of the talks have each.

use crate::Result;
use crate::analysis::fold::fold;
use crate::index::{Index, documents};
use crate::talk::Talk;
use fixedbitset::FixedBitSet;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A field whose values can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Events, without their year.
    Event,
    /// Years of the events.
    Year,
    /// Who gave the talks.
    Speaker,
    /// Whom the speakers work for.
    Organisation,
    /// Who wrote that part of the recap.
    Writer,
    /// Kinds of units.
    Kind,
    /// Marks, as numbers from 0 to 5; as written where they are on no known scale.
    Rating,
    /// Files of the recaps.
    Recap,
}

impl Facet {
    /// All of them.
    pub const ALL: [Facet; 8] = [
        Facet::Event,
        Facet::Year,
        Facet::Speaker,
        Facet::Organisation,
        Facet::Writer,
        Facet::Kind,
        Facet::Rating,
        Facet::Recap,
    ];

    /// The name that stands for this field on the command line and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Facet::Event => "event",
            Facet::Year => "year",
            Facet::Speaker => "speaker",
            Facet::Organisation => "organisation",
            Facet::Writer => "writer",
            Facet::Kind => "kind",
            Facet::Rating => "rating",
            Facet::Recap => "recap",
        }
    }

    /// The field of a name.
    pub fn named(name: &str) -> Option<Facet> {
        Facet::ALL.into_iter().find(|facet| facet.as_str() == name)
    }

    /// The values of a talk.
    fn values(self, talk: &Talk) -> Vec<String> {
        match self {
            Facet::Event => talk.event.iter().cloned().collect(),
            Facet::Year => talk.year.iter().map(i32::to_string).collect(),
            Facet::Speaker => talk.speakers.clone(),
            Facet::Organisation => talk.organisations.clone(),
            Facet::Writer => talk.writers.clone(),
            Facet::Kind => vec![talk.kind.as_str().to_owned()],
            Facet::Rating => {
                let mark = talk.rating.iter();
                mark.map(|mark| mark.value.map_or_else(|| mark.raw.clone(), number)).collect()
            }
            Facet::Recap => vec![talk.source.file.clone()],
        }
    }
}

/// A mark with two digits at the most, none for nothing.
fn number(value: f32) -> String {
    ((f64::from(value) * 100.0).round() / 100.0).to_string()
}

/// How many talks have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "FacetCount")]
pub struct Count {
    /// The value, as it is written most often; spellings that differ in case and accents alone are one value.
    pub value: String,
    /// Talks that have it.
    pub count: usize,
}

/// The values of a field among some talks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The field.
    pub facet: Facet,
    /// Its values: those of most talks first, equal ones in the order of the alphabet.
    pub counts: Vec<Count>,
    /// Talks that have no value.
    pub without: usize,
}

/// Counts the values of `facets`, each once, among the talks `docs`, reading each talk once.
///
/// # Errors
/// I/O errors and damage of the index.
pub fn count(index: &Index, docs: &FixedBitSet, facets: &[Facet]) -> Result<Vec<Counts>> {
    let facets: Vec<Facet> = facets.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    if facets.is_empty() {
        return Ok(Vec::new());
    }
    let mut tallies: Vec<Tally> = facets.iter().map(|_| Tally::default()).collect();
    for doc in documents(docs) {
        let talk = index.stored(doc)?;
        for (facet, tally) in facets.iter().zip(&mut tallies) {
            tally.add(facet.values(&talk));
        }
    }
    Ok(facets.into_iter().zip(tallies).map(|(facet, tally)| tally.counts(facet)).collect())
}

/// What was counted so far of one field.
#[derive(Default)]
struct Tally {
    /// By folded value: how often it was spelt how.
    spellings: BTreeMap<String, BTreeMap<String, usize>>,
    without: usize,
}

impl Tally {
    /// Counts a talk for each of its values, once.
    fn add(&mut self, values: Vec<String>) {
        if values.is_empty() {
            self.without += 1;
        }
        let mut seen = BTreeSet::new();
        for value in values {
            let folded = fold(&value);
            if seen.insert(folded.clone()) {
                *self.spellings.entry(folded).or_default().entry(value).or_default() += 1;
            }
        }
    }

    fn counts(self, facet: Facet) -> Counts {
        let counts = self.spellings.into_values().filter_map(|spellings| {
            let count = spellings.values().sum();
            // Of spellings written equally often the last of the alphabet: the one with small letters and accents.
            let (value, _) = spellings.into_iter().max_by_key(|(_, often)| *often)?;
            Some(Count { value, count })
        });
        let mut counts: Vec<Count> = counts.collect();
        // Stable: equal counts stay in the order of their folded values.
        counts.sort_by_key(|count| std::cmp::Reverse(count.count));
        Counts { facet, counts, without: self.without }
    }
}
