//! Counts of talks by their columns: the cluster counts, value by value.

use super::condition::query;
use super::order::Order;
use super::{Cluster, Found};
use crate::Result;
use crate::index::record;
use crate::index::schema::{self, Text};
use crate::search::facets::{Counts, Facet, key, of_texts};
use crate::search::statistics::Condition;
use crate::search::timeline::{By, Key, Period, Tally, in_order};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Values that are counted with one question.
const AT_ONCE: usize = 10_000;
/// Values of one question that asks for talks with several of them.
const SPELLINGS: usize = 512;

impl Cluster {
    /// Counts the values of `facets`, each field once, among some talks, and gives the first `limit` of each.
    pub(crate) fn count(&self, among: &Found, facets: &[Facet], limit: usize) -> Result<Vec<Counts>> {
        let facets: BTreeSet<Facet> = facets.iter().copied().collect();
        let counted = facets.into_iter().map(|facet| {
            let field = facet.column().map_or(schema::YEAR, Text::name);
            let (mut texts, without) = self.values(&query(&among.condition), field)?;
            if let Some(text) = facet.column() {
                self.count_once(&among.condition, text, &mut texts)?;
            }
            Ok(of_texts(facet, texts, without, limit))
        });
        counted.collect()
    }

    /// The values of a field among the talks of a query, each with how many have it; and how many have none.
    fn values(&self, among: &Value, field: &str) -> Result<(Vec<(String, u32)>, usize)> {
        let mut values = Vec::new();
        let mut without = 0;
        let mut after = Value::Null;
        loop {
            let mut composite =
                json!({ "size": AT_ONCE, "sources": [{ "value": { "terms": { "field": field } } }] });
            let is_first = after.is_null();
            if !is_first {
                composite["after"] = after;
            }
            let mut aggregations = json!({ "values": { "composite": composite } });
            if is_first {
                aggregations["without"] = json!({ "missing": { "field": field } });
            }
            let answer = self.aggregated(among, aggregations)?;
            if is_first {
                without = number(answer.pointer("/aggregations/without/doc_count"));
            }
            let buckets = answer.pointer("/aggregations/values/buckets").and_then(Value::as_array);
            let buckets = buckets.ok_or_else(|| self.connection.error("an answer without its counts"))?;
            for bucket in buckets {
                let value = match &bucket["key"]["value"] {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                values.push((value, number(bucket.get("doc_count")) as u32));
            }
            after = answer.pointer("/aggregations/values/after_key").cloned().unwrap_or_default();
            if buckets.len() < AT_ONCE || after.is_null() {
                return Ok((values, without));
            }
        }
    }

    /// A talk that has a value in two spellings counts for the first of them alone.
    fn count_once(&self, among: &Condition, text: Text, texts: &mut [(String, u32)]) -> Result<()> {
        let mut by_value: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, (written, _)) in texts.iter().enumerate() {
            by_value.entry(key(text, written)).or_default().push(at);
        }
        let is_single = matches!(text, Text::Event | Text::Kind | Text::Rating | Text::Recap);
        let mut groups: Vec<Vec<usize>> = by_value.into_values().filter(|group| group.len() > 1).collect();
        if is_single || groups.is_empty() {
            return Ok(());
        }
        groups.sort_unstable();
        let places: FxHashMap<String, usize> =
            texts.iter().enumerate().map(|(at, (written, _))| (written.clone(), at)).collect();
        for groups in groups.chunks(SPELLINGS) {
            let of_group = |group: &Vec<usize>| {
                let terms: Vec<Value> =
                    group.iter().map(|at| json!({ "term": { text.name(): texts[*at].0 } })).collect();
                json!({ "bool": { "should": terms, "minimum_should_match": 2 } })
            };
            let several: Vec<Value> = groups.iter().map(of_group).collect();
            let found = json!({ "bool": { "filter": [query(among), { "bool": { "should": several } }] } });
            let mut talks = Vec::new();
            self.pages_of(&found, Order::Id, usize::MAX, |page| {
                talks.extend(page);
                Ok(true)
            })?;
            for talk in talks {
                let (mut seen, mut written) = (BTreeSet::new(), BTreeSet::new());
                record::values(text, &talk, |value| {
                    if written.insert(value.to_owned())
                        && !seen.insert(key(text, value))
                        && let Some(at) = places.get(value)
                    {
                        texts[*at].1 = texts[*at].1.saturating_sub(1);
                    }
                });
            }
        }
        Ok(())
    }

    /// Counts the talks on a topic among others, period by period.
    pub(crate) fn timeline(&self, on_topic: &Found, among: &Found, by: By) -> Result<Vec<Period>> {
        let mut sources =
            vec![json!({ "year": { "terms": { "field": schema::YEAR, "missing_bucket": true } } })];
        if by == By::Event {
            let event = json!({ "field": Text::Event.name(), "missing_bucket": true });
            sources.push(json!({ "event": { "terms": event } }));
        }
        let mut tallies: BTreeMap<Key, Tally> = BTreeMap::new();
        let mut after = Value::Null;
        loop {
            let mut composite = json!({ "size": AT_ONCE, "sources": sources });
            if !after.is_null() {
                composite["after"] = after;
            }
            let aggregations = json!({ "periods": {
                "composite": composite, "aggs": { "on": { "filter": query(&on_topic.condition) } },
            } });
            let answer = self.aggregated(&query(&among.condition), aggregations)?;
            let buckets = answer.pointer("/aggregations/periods/buckets").and_then(Value::as_array);
            let buckets = buckets.ok_or_else(|| self.connection.error("an answer without its counts"))?;
            for bucket in buckets {
                let year = bucket["key"]["year"].as_i64().and_then(|year| i32::try_from(year).ok());
                let event = bucket["key"].get("event").and_then(Value::as_str).map(str::to_owned);
                let tally = tallies.entry(((year.is_none(), year), (event.is_none(), event))).or_default();
                tally.count += number(bucket.pointer("/on/doc_count"));
                tally.talks += number(bucket.get("doc_count"));
            }
            after = answer.pointer("/aggregations/periods/after_key").cloned().unwrap_or_default();
            if buckets.len() < AT_ONCE || after.is_null() {
                return Ok(in_order(tallies));
            }
        }
    }

    /// The years of all talks, the newest first.
    pub(crate) fn years(&self) -> Result<Vec<i32>> {
        let (values, _) = self.values(&json!({ "match_all": {} }), schema::YEAR)?;
        let mut years: Vec<i32> = values.iter().filter_map(|(year, _)| year.parse().ok()).collect();
        years.sort_unstable_by_key(|year| std::cmp::Reverse(*year));
        Ok(years)
    }

    fn aggregated(&self, among: &Value, aggregations: Value) -> Result<Value> {
        let body = json!({ "size": 0, "track_total_hits": false, "query": among, "aggs": aggregations });
        let mut answers = self.ask_all(&[body])?;
        Ok(answers.swap_remove(0))
    }
}

fn number(value: Option<&Value>) -> usize {
    value.and_then(Value::as_u64).unwrap_or_default() as usize
}
