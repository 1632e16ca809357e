//! The objects that `facets --format json` and `timeline --format json` print. Scripts may rely on them as on the
//! answers of a search: every key is always there, unknown is `null`.

use super::envelope::{IndexMessage, QueryMessage};
use crate::search::facets::Count;
use crate::search::timeline::Period;
use serde::Serialize;

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
