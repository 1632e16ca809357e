//! Flags that narrow which talks are meant, shared by the verbs that take them.

use super::completions::candidates;
use super::events;
use crate::Result as Outcome;
use crate::engine::Engine;
use crate::index::TalkField;
use crate::query::plan::Matcher;
use crate::query::values::{turned, years};
use crate::recap::fold;
use crate::search::facets::Facet;
use crate::talk::{Kind, LinkKind};
use clap::ValueEnum;
use clap_complete::ArgValueCompleter;
use std::ops::RangeInclusive;

#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct Filters {
    /// Only talks of this event, by its name, a part or a short form of it; several: of either
    #[arg(long, value_name = "EVENT", add = ArgValueCompleter::new(candidates::events))]
    event: Vec<String>,
    /// Only talks of these years: 2024, 2021..2024, 2021-2024, 2023..; several: of either
    #[arg(long, value_name = "YEARS", value_parser = parse_years)]
    year: Vec<RangeInclusive<i32>>,
    /// Only talks by this speaker; several: by either
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(candidates::speakers))]
    speaker: Vec<String>,
    /// Only talks for this organisation; several: for either
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(candidates::organisations))]
    org: Vec<String>,
    /// Only talks that this writer reports on; several: either
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(candidates::writers))]
    writer: Vec<String>,
    /// Only talks of recaps filed under this tag; several: under either
    #[arg(long, value_name = "TAG", add = ArgValueCompleter::new(candidates::tags))]
    tag: Vec<String>,
    /// Only units of this kind; several: of either
    #[arg(long, value_enum)]
    kind: Vec<KindArg>,
    /// Only talks rated at least so well, 0 to 5
    #[arg(long, value_name = "RATING", value_parser = parse_rating)]
    min_rating: Option<f64>,
    /// Only talks with a link of this kind
    #[arg(long, value_enum, value_name = "LINK")]
    has: Vec<HasArg>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindArg {
    /// One session
    Talk,
    /// Several sessions under one heading
    Keynotes,
    /// No session
    Section,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum HasArg {
    Video,
    Slides,
    Code,
    Schedule,
}

/// A filter that names something.
pub(super) struct Named<'a> {
    pub(super) flag: &'static str,
    /// As typed.
    pub(super) name: &'a str,
    pub(super) facet: Facet,
    /// What a talk must hold.
    pub(super) matcher: Matcher,
}

impl Filters {
    /// Whether any was given.
    pub(super) fn are_any(&self) -> bool {
        let named = [&self.event, &self.speaker, &self.org, &self.writer, &self.tag];
        named.iter().any(|names| !names.is_empty())
            || !(self.year.is_empty() && self.kind.is_empty() && self.has.is_empty())
            || self.min_rating.is_some()
    }

    /// What every talk must hold.
    ///
    /// # Errors
    /// I/O errors of the index.
    pub(super) fn matchers(&self, engine: Engine<'_>) -> Outcome<Vec<Matcher>> {
        let mut by_flag: Vec<(&str, Vec<Matcher>)> = Vec::new();
        for Named { flag, matcher, .. } in self.named(engine)? {
            match by_flag.last_mut() {
                Some((last, matchers)) if *last == flag => matchers.push(matcher),
                _ => by_flag.push((flag, vec![matcher])),
            }
        }
        let mut matchers: Vec<Matcher> =
            by_flag.into_iter().filter_map(|(_, matchers)| either(matchers)).collect();
        matchers.extend(either(self.year.iter().cloned().map(Matcher::Year).collect()));
        matchers.extend(self.min_rating.map(|least| Matcher::Rated(least..=f64::INFINITY)));
        let kind = |kind: &KindArg| match kind {
            KindArg::Talk => Kind::Talk,
            KindArg::Keynotes => Kind::Keynotes,
            KindArg::Section => Kind::Section,
        };
        let kinds = self.kind.iter().map(|of| Matcher::Kind(kind(of).as_str().to_owned()));
        matchers.extend(either(kinds.collect()));
        matchers.extend(self.has.iter().map(|has| {
            let kind = match has {
                HasArg::Video => LinkKind::Video,
                HasArg::Slides => LinkKind::Slides,
                HasArg::Code => LinkKind::Code,
                HasArg::Schedule => LinkKind::Schedule,
            };
            Matcher::Has(kind.as_str().to_owned())
        }));
        Ok(matchers)
    }

    /// The filters that name something, those of one flag one after the other.
    pub(super) fn named(&self, engine: Engine<'_>) -> Outcome<Vec<Named<'_>>> {
        let fields = [
            ("event", &self.event, Facet::Event),
            ("speaker", &self.speaker, Facet::Speaker),
            ("org", &self.org, Facet::Organisation),
            ("writer", &self.writer, Facet::Writer),
            ("tag", &self.tag, Facet::Tag),
        ];
        let mut named = Vec::new();
        for (flag, names, facet) in fields {
            for name in names {
                let matcher = match facet {
                    Facet::Event => events::matcher(name, engine)?,
                    Facet::Speaker => Matcher::named(name, TalkField::Speaker),
                    Facet::Organisation => Matcher::named(name, TalkField::Organisation),
                    Facet::Writer => Matcher::written_by(name),
                    _ => Matcher::Label(fold(name)),
                };
                named.push(Named { flag, name, facet, matcher });
            }
        }
        Ok(named)
    }
}

/// Any of several; nothing where there is none.
fn either(mut matchers: Vec<Matcher>) -> Option<Matcher> {
    if matchers.len() > 1 { Some(Matcher::Any(matchers)) } else { matchers.pop() }
}

/// A year or a range of years, as queries write it.
fn parse_years(value: &str) -> Result<RangeInclusive<i32>, String> {
    if let Some(turned) = turned(value) {
        let (first, last) = turned.into_inner();
        return Err(format!("the range begins after its end; did you mean {first}..{last}?"));
    }
    years(value)
        .ok_or_else(|| "expected a year or a range of years: 2024, 2021..2024, 2021-2024, 2023..".to_owned())
}

fn parse_rating(value: &str) -> Result<f64, String> {
    let rating: f64 = value.parse().map_err(|_| "expected a number from 0 to 5".to_owned())?;
    (0.0..=5.0).contains(&rating).then_some(rating).ok_or_else(|| "expected a number from 0 to 5".to_owned())
}
