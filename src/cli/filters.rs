//! Flags that narrow which talks are meant, shared by the verbs that take them.

use super::candidates;
use crate::analysis::words;
use crate::index::Area;
use crate::query::parse::years;
use crate::query::plan::{Form, Matcher, Relation, Term};
use crate::search::facets::Facet;
use crate::talk::{Kind, LinkKind};
use clap::ValueEnum;
use clap_complete::ArgValueCompleter;
use std::ops::RangeInclusive;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct Filters {
    /// Only talks of this event
    #[arg(long, value_name = "EVENT", add = ArgValueCompleter::new(candidates::events))]
    event: Option<String>,
    /// Only talks of these years: 2024, 2021..2024, 2023..
    #[arg(long, value_name = "YEARS", value_parser = parse_years)]
    year: Option<RangeInclusive<i32>>,
    /// Only talks by this speaker
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(candidates::speakers))]
    speaker: Option<String>,
    /// Only talks for this organisation
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(candidates::organisations))]
    org: Option<String>,
    /// Only talks told by this writer
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(candidates::writers))]
    writer: Option<String>,
    /// Only units of this kind
    #[arg(long, value_enum)]
    kind: Option<KindArg>,
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

impl Filters {
    /// What every talk must hold.
    pub(super) fn matchers(&self) -> Vec<Matcher> {
        let mut matchers = Vec::new();
        matchers.extend(self.named().into_iter().map(|(.., matcher)| matcher));
        matchers.extend(self.year.clone().map(Matcher::Year));
        matchers.extend(self.min_rating.map(Matcher::Rated));
        matchers.extend(self.kind.map(|kind| {
            let kind = match kind {
                KindArg::Talk => Kind::Talk,
                KindArg::Keynotes => Kind::Keynotes,
                KindArg::Section => Kind::Section,
            };
            Matcher::Kind(kind.as_str().to_owned())
        }));
        matchers.extend(self.has.iter().map(|has| {
            let kind = match has {
                HasArg::Video => LinkKind::Video,
                HasArg::Slides => LinkKind::Slides,
                HasArg::Code => LinkKind::Code,
                HasArg::Schedule => LinkKind::Schedule,
            };
            Matcher::Has(kind.as_str().to_owned())
        }));
        matchers
    }

    /// The filters that name something: the flag, what was typed, the field, and what a talk must hold.
    pub(super) fn named(&self) -> Vec<(&'static str, &str, Facet, Matcher)> {
        let named = [
            ("event", &self.event, Facet::Event, Area::Event),
            ("speaker", &self.speaker, Facet::Speaker, Area::Speaker),
            ("org", &self.org, Facet::Organisation, Area::Organisation),
            ("writer", &self.writer, Facet::Writer, Area::Writer),
        ];
        let given = named.into_iter().filter_map(|(flag, name, facet, area)| {
            name.as_deref().map(|name| (flag, name, facet, holds(name, area)))
        });
        given.collect()
    }
}

/// All words of a name in one area, each alone or glued to its neighbour.
fn holds(name: &str, area: Area) -> Matcher {
    let words = words(name);
    let surfaces: Vec<&str> = words.iter().map(|word| word.surface.as_str()).collect();
    let form = |term, relation| Form { term, relation };
    let each = surfaces.iter().map(|surface| Matcher::Forms {
        label: (*surface).to_owned(),
        forms: vec![
            form(Term::Surface((*surface).to_owned()), Relation::Exact),
            form(Term::Join((*surface).to_owned()), Relation::Joined),
        ],
        area: Some(area),
    });
    let glued = Matcher::Forms {
        label: surfaces.join(" "),
        forms: vec![form(Term::Surface(surfaces.concat()), Relation::Joined)],
        area: Some(area),
    };
    Matcher::Any(vec![Matcher::All(each.collect()), glued])
}

fn parse_years(value: &str) -> Result<RangeInclusive<i32>, String> {
    years(value).ok_or_else(|| "expected a year or a range of years: 2024, 2021..2024, 2023..".to_owned())
}

fn parse_rating(value: &str) -> Result<f64, String> {
    let rating: f64 = value.parse().map_err(|_| "expected a number from 0 to 5".to_owned())?;
    (0.0..=5.0).contains(&rating).then_some(rating).ok_or_else(|| "expected a number from 0 to 5".to_owned())
}
