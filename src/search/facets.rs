//! Facets: which values a field has among some talks, and how many of the talks have each.
//!
//! Talks are counted by the places of their texts in a column. Each text is read once, in the order of its column: there may be
//! a hundred thousand.

use super::spellings::{Texts, glued};
use crate::Result;
use crate::index::columns::{TextColumn, spell, whole};
use crate::index::schema::Text;
use crate::index::{Index, Segment, documents_in};
use crate::recap::fold;
use compact_str::CompactString;
use fixedbitset::FixedBitSet;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Ends the texts of a talk that has several.
const END: u32 = u32::MAX;

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
    /// Who wrote that part of the recap, or all of it.
    Writer,
    /// Kinds of units.
    Kind,
    /// Marks, as numbers from 0 to 5; as written where they are on no known scale.
    Rating,
    /// Files of the recaps.
    Recap,
    /// What the recaps are filed under.
    Tag,
}

impl Facet {
    /// All of them.
    pub const ALL: [Facet; 9] = [
        Facet::Event,
        Facet::Year,
        Facet::Speaker,
        Facet::Organisation,
        Facet::Writer,
        Facet::Kind,
        Facet::Rating,
        Facet::Recap,
        Facet::Tag,
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
            Facet::Tag => "tag",
        }
    }

    /// The field of a name.
    pub fn named(name: &str) -> Option<Facet> {
        Facet::ALL.into_iter().find(|facet| facet.as_str() == name)
    }

    /// The column that holds its values; `None` for the years, which are numbers.
    pub(crate) fn column(self) -> Option<Text> {
        match self {
            Facet::Event => Some(Text::Event),
            Facet::Year => None,
            Facet::Speaker => Some(Text::Speaker),
            Facet::Organisation => Some(Text::Organisation),
            Facet::Writer => Some(Text::Writer),
            Facet::Kind => Some(Text::Kind),
            Facet::Rating => Some(Text::Rating),
            Facet::Recap => Some(Text::Recap),
            Facet::Tag => Some(Text::Tag),
        }
    }
}

/// How many talks have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "FacetCount")]
pub struct Count {
    /// The value, as it is written most often; spellings that differ in case and accents alone are one value, those of events and
    /// organisations too where they differ in spaces and signs.
    #[schemars(with = "String")]
    pub value: CompactString,
    /// Talks that have it.
    pub count: usize,
}

/// The values of a field among some talks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The field.
    pub facet: Facet,
    /// The first of its values: those of most talks first, equal ones in the order of the alphabet.
    pub counts: Vec<Count>,
    /// How many values there are.
    pub all: usize,
    /// Talks that have no value.
    pub without: usize,
}

/// Counts the values of `facets`, each field once, among the talks `docs`, and gives the first `limit` of each.
///
/// # Errors
/// I/O errors and damage of the index.
pub fn count(index: &Index, docs: &FixedBitSet, facets: &[Facet], limit: usize) -> Result<Vec<Counts>> {
    let facets: BTreeSet<Facet> = facets.iter().copied().collect();
    let counted = facets.into_iter().map(|facet| {
        let mut tally = Tally::of(facet);
        match facet.column() {
            Some(text) => tally.add_texts(index, docs, text)?,
            None => tally.add_years(index, docs)?,
        }
        Ok(tally.counts(facet, limit))
    });
    counted.collect()
}

/// The counts of a field whose texts were counted elsewhere: each once, with the talks that have it.
pub(crate) fn of_texts(facet: Facet, texts: Vec<(String, u32)>, without: usize, limit: usize) -> Counts {
    let mut tally = Tally { without, ..Tally::of(facet) };
    for (text, talks) in &texts {
        tally.texts.add(text, *talks);
    }
    tally.counts(facet, limit)
}

/// What a value and its other spellings have in common.
pub(crate) fn key(text: Text, value: &str) -> String {
    if are_glued(Some(text)) { glued(value) } else { fold(value) }
}

/// Whether spaces and signs do not tell the values of a column apart.
fn are_glued(text: Option<Text>) -> bool {
    matches!(text, Some(Text::Event | Text::Organisation))
}

/// The counts of one field so far.
struct Tally {
    /// The texts of each segment, one segment after the other.
    texts: Texts,
    /// The texts of talks that have several, each talk ended by [`END`]: two may be spellings of one value.
    several: Vec<u32>,
    without: usize,
}

impl Tally {
    fn of(facet: Facet) -> Tally {
        Tally { texts: Texts::new(are_glued(facet.column())), several: Vec::new(), without: 0 }
    }

    fn add_texts(&mut self, index: &Index, docs: &FixedBitSet, text: Text) -> Result<()> {
        let texts = index.texts(text)?;
        for (at, segment) in index.segments().iter().enumerate() {
            let Some(column) = texts.of_segment(at) else {
                self.without += documents_in(docs, segment).count();
                continue;
            };
            let mut alone = vec![0; column.num_terms()];
            let first = self.several.len();
            if let Some(places) = whole(column.ords(), segment.entry().docs) {
                documents_in(docs, segment).for_each(|doc| alone[places[doc as usize] as usize] += 1);
                self.spell(segment, column, &alone, first)?;
                continue;
            }
            for doc in documents_in(docs, segment) {
                let mut places = column.term_ords(doc);
                match (places.next(), places.next()) {
                    (None, _) => self.without += 1,
                    (Some(one), None) => alone[one as usize] += 1,
                    (Some(one), Some(two)) => {
                        self.several.extend([one as u32, two as u32]);
                        self.several.extend(places.map(|place| place as u32));
                        self.several.push(END);
                    }
                }
            }
            self.spell(segment, column, &alone, first)?;
        }
        Ok(())
    }

    /// Reads the texts of a segment that were counted. Those of talks that have several, from the place `first` on, are
    /// numbered among the texts of all segments from now on.
    fn spell(&mut self, segment: &Segment, column: &TextColumn, alone: &[u32], first: usize) -> Result<()> {
        let mut numbers: Vec<u32> = alone.iter().map(|count| if *count > 0 { 0 } else { END }).collect();
        let several = &mut self.several[first..];
        several.iter().filter(|place| **place != END).for_each(|&place| numbers[place as usize] = 0);
        let places: Vec<u64> = (0..).zip(&numbers).filter(|(_, is)| **is != END).map(|(at, _)| at).collect();
        let texts = &mut self.texts;
        texts.add_all(|add| {
            spell(segment, column, &places, |place, text| {
                numbers[place as usize] = add(text, alone[place as usize]);
            })
        })?;
        several.iter_mut().filter(|place| **place != END).for_each(|place| *place = numbers[*place as usize]);
        Ok(())
    }

    fn add_years(&mut self, index: &Index, docs: &FixedBitSet) -> Result<()> {
        let mut years: BTreeMap<i64, u32> = BTreeMap::new();
        for segment in index.segments() {
            let column = segment.years()?;
            for doc in documents_in(docs, segment) {
                match column.first(doc) {
                    Some(year) => *years.entry(year).or_default() += 1,
                    None => self.without += 1,
                }
            }
        }
        for (year, alone) in years {
            self.texts.add(&year.to_string(), alone);
        }
        Ok(())
    }

    fn counts(self, facet: Facet, limit: usize) -> Counts {
        let (mut spellings, spelling_of) = self.texts.spellings();
        let mut seen = Vec::new();
        for talk in self.several.split(|text| *text == END) {
            seen.clear();
            for &text in talk {
                let spelling = &mut spellings[spelling_of[text as usize] as usize];
                if !seen.contains(&spelling.value) {
                    seen.push(spelling.value);
                    spelling.count += 1;
                }
            }
        }
        let mut values: Vec<(Reverse<usize>, u32, u32)> = Vec::with_capacity(spellings.len());
        for of_value in spellings.chunk_by(|a, b| a.value == b.value) {
            let count = of_value.iter().map(|spelling| spelling.count).sum();
            // Of spellings written equally often the last of the alphabet: the one with small letters and accents.
            if let Some(best) = of_value.iter().max_by_key(|spelling| spelling.count)
                && count > 0
            {
                values.push((Reverse(count), best.value, best.text));
            }
        }
        let all = values.len();
        if limit < all {
            values.select_nth_unstable(limit);
            values.truncate(limit);
            values.sort_unstable();
        } else {
            // They are in the order of the alphabet: those of equal counts stay so.
            values.sort_by_key(|(count, ..)| *count);
        }
        let count = |(Reverse(count), _, text): (Reverse<usize>, u32, u32)| Count {
            value: self.texts.written(text).into(),
            count,
        };
        Counts { facet, counts: values.into_iter().map(count).collect(), all, without: self.without }
    }
}
