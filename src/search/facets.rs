//! Facets: which values a field has among some talks, and how many of the talks have each.

use crate::Result;
use crate::analysis::fold::fold;
use crate::index::columns::spell;
use crate::index::schema::Text;
use crate::index::{Index, Segment, documents_in};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::columnar::StrColumn;

/// Ends the texts of a talk that has several.
const END: u64 = u64::MAX;

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
    fn column(self) -> Option<Text> {
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

/// Counts the values of `facets`, each once, among the talks `docs`.
///
/// # Errors
/// I/O errors and damage of the index.
pub fn count(index: &Index, docs: &FixedBitSet, facets: &[Facet]) -> Result<Vec<Counts>> {
    let facets: BTreeSet<Facet> = facets.iter().copied().collect();
    let counted = facets.into_iter().map(|facet| {
        let mut tally = Tally::default();
        match facet.column() {
            Some(text) => tally.add_texts(index, docs, text)?,
            None => tally.add_years(index, docs)?,
        }
        Ok(tally.counts(facet))
    });
    counted.collect()
}

/// A way in which a value is written.
struct Spelling {
    written: String,
    /// The value: the place of its folded form.
    value: usize,
    /// Talks that write it so.
    count: usize,
}

/// What was counted so far of one field.
#[derive(Default)]
struct Tally {
    spellings: Vec<Spelling>,
    /// Places of spellings by what is written.
    by_written: FxHashMap<String, usize>,
    /// Places of values by their folded forms.
    by_folded: FxHashMap<String, usize>,
    without: usize,
    /// Whether all texts come from one segment: then none comes twice.
    is_one: bool,
}

impl Tally {
    /// Counts the talks for each of their texts, once.
    fn add_texts(&mut self, index: &Index, docs: &FixedBitSet, text: Text) -> Result<()> {
        let texts = index.texts(text)?;
        for (at, segment) in index.segments().iter().enumerate() {
            let Some(column) = texts.of_segment(at) else {
                self.without += documents_in(docs, segment).count();
                continue;
            };
            self.is_one |= index.segments().len() == 1;
            // How many talks have a text alone, by its place; and the texts of talks that have several, of which two may
            // be spellings of one value.
            let mut alone = vec![0; column.num_terms()];
            let mut several: Vec<u64> = Vec::new();
            for doc in documents_in(docs, segment) {
                let mut places = column.term_ords(doc);
                match (places.next(), places.next()) {
                    (None, _) => self.without += 1,
                    (Some(one), None) => alone[one as usize] += 1,
                    (Some(first), Some(second)) => {
                        several.extend([first, second]);
                        several.extend(places);
                        several.push(END);
                    }
                }
            }
            self.add_places(segment, column, &alone, &several)?;
        }
        Ok(())
    }

    fn add_places(
        &mut self,
        segment: &Segment,
        column: &StrColumn,
        alone: &[usize],
        several: &[u64],
    ) -> Result<()> {
        let mut is_there: Vec<bool> = alone.iter().map(|count| *count > 0).collect();
        several.iter().filter(|place| **place != END).for_each(|&place| is_there[place as usize] = true);
        let places: Vec<u64> = (0..).zip(&is_there).filter(|(_, there)| **there).map(|(at, _)| at).collect();
        self.spellings.reserve(places.len());
        self.by_folded.reserve(places.len());
        let mut spelling_of = vec![0; alone.len()];
        spell(segment, column, &places, |place, written| {
            let spelling = self.spelling(written);
            self.spellings[spelling].count += alone[place as usize];
            spelling_of[place as usize] = spelling;
        })?;
        let mut seen = Vec::new();
        for talk in several.split(|place| *place == END) {
            seen.clear();
            for &place in talk {
                let spelling = &mut self.spellings[spelling_of[place as usize]];
                if !seen.contains(&spelling.value) {
                    seen.push(spelling.value);
                    spelling.count += 1;
                }
            }
        }
        Ok(())
    }

    fn add_years(&mut self, index: &Index, docs: &FixedBitSet) -> Result<()> {
        let mut years: BTreeMap<i64, usize> = BTreeMap::new();
        for segment in index.segments() {
            let column = segment.years()?;
            for doc in documents_in(docs, segment) {
                match column.first(doc) {
                    Some(year) => *years.entry(year).or_default() += 1,
                    None => self.without += 1,
                }
            }
        }
        for (year, count) in years {
            let spelling = self.spelling(&year.to_string());
            self.spellings[spelling].count += count;
        }
        Ok(())
    }

    /// The place of what is written among the spellings.
    fn spelling(&mut self, written: &str) -> usize {
        if let Some(&known) = self.by_written.get(written) {
            return known;
        }
        let (value, next) = (self.by_folded.len(), self.spellings.len());
        let value = *self.by_folded.entry(fold(written)).or_insert(value);
        self.spellings.push(Spelling { written: written.to_owned(), value, count: 0 });
        if !self.is_one {
            self.by_written.insert(written.to_owned(), next);
        }
        next
    }

    fn counts(mut self, facet: Facet) -> Counts {
        const NONE: usize = usize::MAX;
        let mut best = vec![NONE; self.by_folded.len()];
        let mut counts = vec![0; self.by_folded.len()];
        for (at, spelling) in self.spellings.iter().enumerate().filter(|(_, spelling)| spelling.count > 0) {
            counts[spelling.value] += spelling.count;
            // Of spellings written equally often the last of the alphabet: the one with small letters and accents.
            let before = best[spelling.value];
            let is_better = self.spellings.get(before).is_none_or(|before| {
                before.count.cmp(&spelling.count).then_with(|| before.written.cmp(&spelling.written)).is_lt()
            });
            if is_better {
                best[spelling.value] = at;
            }
        }
        let mut folded: Vec<(usize, String, usize)> = Vec::with_capacity(self.by_folded.len());
        let used = self.by_folded.into_iter().filter(|(_, value)| best[*value] != NONE);
        folded.extend(used.map(|(folded, value)| (counts[value], folded, best[value])));
        folded.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let counts = folded.into_iter().map(|(count, _, best)| Count {
            value: std::mem::take(&mut self.spellings[best].written),
            count,
        });
        Counts { facet, counts: counts.collect(), without: self.without }
    }
}
