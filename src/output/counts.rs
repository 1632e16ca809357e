//! What `facets` and `timeline` print. Scripts may rely on the objects as on the answers of a search: every key is always
//! there, unknown is `null`.

use super::envelope::{IndexMessage, QueryMessage};
use super::results::{Appearance, Object, Results, Table};
use super::{bars, rows};
use crate::search::facets::Count;
use crate::search::timeline::Period;
use serde::Serialize;
use std::io::{self, Write};

/// The values of a field, as `facets` prints them.
#[derive(Debug, Serialize)]
pub struct FacetsMessage<'a> {
    /// [`SCHEMA_VERSION`](super::message::SCHEMA_VERSION).
    pub schema_version: u32,
    /// The question; its text is empty where all talks were counted.
    pub query: QueryMessage<'a>,
    /// The field.
    pub field: &'a str,
    /// Talks that were counted.
    pub total: usize,
    /// Those of them that have no value.
    pub without: usize,
    /// What answered.
    pub index: IndexMessage<'a>,
    /// The values.
    pub values: &'a [Count],
}

/// A topic over time, as `timeline` prints it.
#[derive(Debug, Serialize)]
pub struct TimelineMessage<'a> {
    /// [`SCHEMA_VERSION`](super::message::SCHEMA_VERSION).
    pub schema_version: u32,
    /// The question.
    pub query: QueryMessage<'a>,
    /// `event` or `year`: what one period is.
    pub by: &'a str,
    /// Talks on the topic.
    pub total: usize,
    /// What answered.
    pub index: IndexMessage<'a>,
    /// The periods, the oldest first.
    pub periods: &'a [Period],
}

impl Results for FacetsMessage<'_> {
    fn text(&self, mut out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        bars::values(&mut out, self.values, appearance)
    }

    fn object(&self) -> Object<'_> {
        Box::new(self)
    }

    fn items(&self) -> Box<dyn Iterator<Item = Object<'_>> + '_> {
        Box::new(self.values.iter().map(|count| Box::new(count) as Object<'_>))
    }

    fn table(&self) -> Option<Table<'_>> {
        Some(rows::counts(self.values))
    }
}

impl Results for TimelineMessage<'_> {
    fn text(&self, mut out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        bars::timeline(&mut out, self.periods, appearance.width)
    }

    fn object(&self) -> Object<'_> {
        Box::new(self)
    }

    fn items(&self) -> Box<dyn Iterator<Item = Object<'_>> + '_> {
        Box::new(self.periods.iter().map(|period| Box::new(period) as Object<'_>))
    }

    fn table(&self) -> Option<Table<'_>> {
        Some(rows::periods(self.periods))
    }
}
