//! Talks by their ids, by parts of them and by their recaps.

use super::Cluster;
use super::cache;
use super::order::Order;
use crate::Result;
use crate::cluster::tables::Table;
use crate::index::ids::{Fate, Ids};
use crate::index::tag::Tag;
use crate::search::statistics::Condition;
use crate::talk::Talk;
use serde_json::json;
use std::collections::BTreeSet;

impl Cluster {
    /// The talk with an id.
    pub(crate) fn find(&self, id: &str) -> Result<Option<Talk>> {
        let question = json!({
            "size": 1, "track_total_hits": false, "stored_fields": ["talk"], "query": { "term": { "id": id } },
        });
        let answers = self.ask_all(&[question])?;
        Ok(self.talks(&answers[0])?.pop())
    }

    /// The fate of an id that no talk has; `None` where nothing is remembered of it.
    pub(crate) fn fate(&self, id: &str) -> Result<Option<Fate>> {
        let ids = cache::table(&self.connection, &self.live, Table::Ids)?;
        Ok(ids.and_then(|ids| Ids::decode(&ids).fate(id)))
    }

    /// The talks of a recap, by its name.
    pub(crate) fn talks_of(&self, file: &str) -> Result<Vec<Talk>> {
        let mut talks = Vec::new();
        self.pages(&Condition::Tagged(Tag::File.of(file)), Order::Place, usize::MAX, |page| {
            talks.extend(page);
            Ok(true)
        })?;
        Ok(talks)
    }

    /// The ids that begin with `prefix`.
    pub(crate) fn ids_beginning_with(&self, prefix: &str) -> Result<BTreeSet<String>> {
        let query = if prefix.is_empty() {
            json!({ "match_all": {} })
        } else {
            json!({ "prefix": { "id": prefix } })
        };
        Ok(self.ids(query)?.into_iter().collect())
    }

    /// The ids that hold a part.
    pub(crate) fn ids_containing(&self, part: &str) -> Result<BTreeSet<String>> {
        let mut pattern = String::from("*");
        for c in part.chars() {
            if matches!(c, '*' | '?' | '\\') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        pattern.push('*');
        Ok(self.ids(json!({ "wildcard": { "id": pattern } }))?.into_iter().collect())
    }
}
