//! Many talks, page by page, all of one moment; a single page with one question.

use super::condition::{pieces, query};
use super::order::{Order, Part, parts};
use super::{Cluster, Found, MOST, which};
use crate::search::statistics::Condition;
use crate::talk::Talk;
use crate::{Error, Result};
use rustc_hash::FxHashSet;
use serde_json::{Value, json};

/// Talks of a page.
const PAGE: usize = 500;
/// Ids of a page: they are short.
const IDS: usize = 10_000;
/// How long the cluster keeps the view of one moment between two pages.
const KEPT: &str = "2m";
/// How many views a page may lose before it is given up.
const VIEWS: usize = 8;

/// A view of the talks of one moment. It is let go when it is dropped.
struct View<'c> {
    cluster: &'c Cluster,
    /// What the cluster knows it by; `None` where one page is all that is read.
    id: Option<String>,
}

impl<'c> View<'c> {
    /// To read so many talks in pages of so many.
    fn open(cluster: &'c Cluster, most: usize, page: usize) -> Result<View<'c>> {
        let mut view = View { cluster, id: None };
        if most > page {
            view.renew()?;
        }
        Ok(view)
    }

    /// Looks at the talks anew.
    fn renew(&mut self) -> Result<()> {
        let connection = &self.cluster.connection;
        let path = format!("/{}/_search/point_in_time?keep_alive={KEPT}", self.cluster.live.index);
        let answer = connection.request("POST", &path, None)?;
        let id = answer.get("pit_id").and_then(Value::as_str);
        self.id = Some(id.ok_or_else(|| connection.error("no view to read from"))?.to_owned());
        Ok(())
    }

    /// The next page of a part, and where it ends; an empty one behind the last. A node that is lost takes its part of a
    /// view with it. Another view goes on at the same place: the talks of a generation do not change, and no two are
    /// equal in an order that is read page by page.
    fn page(&mut self, part: &Part, after: Option<&Value>, size: usize, read: &Value) -> Result<Vec<Value>> {
        let mut views = 1;
        loop {
            match self.ask(part, after, size, read) {
                Err(Error::Cluster { status: Some(404 | 200 | 500..), .. })
                    if self.id.is_some() && views < VIEWS =>
                {
                    views += 1;
                    self.renew()?;
                }
                page => return page,
            }
        }
    }

    /// The same, of the view as it is.
    fn ask(&mut self, part: &Part, after: Option<&Value>, size: usize, read: &Value) -> Result<Vec<Value>> {
        let mut body =
            json!({ "size": size, "query": part.query, "sort": part.keys, "track_total_hits": false });
        if let (Some(body), Some(read)) = (body.as_object_mut(), read.as_object()) {
            body.extend(read.clone());
            body.extend(after.map(|after| ("search_after".to_owned(), after.clone())));
        }
        let connection = &self.cluster.connection;
        let mut answer = match &self.id {
            Some(id) => {
                body["pit"] = json!({ "id": id, "keep_alive": KEPT });
                connection.fleeting("POST", "/_search", Some(&body))?
            }
            None => {
                let path = format!("/{}/_search", self.cluster.live.index);
                connection.request("POST", &path, Some(&body))?
            }
        };
        if let Some(id) = answer.get("pit_id").and_then(Value::as_str) {
            self.id = Some(id.to_owned());
        }
        let hits = answer.pointer_mut("/hits/hits").and_then(Value::as_array_mut).map(std::mem::take);
        hits.ok_or_else(|| connection.error("a page without hits"))
    }
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        // The cluster lets it go by itself in the end.
        let Some(id) = &self.id else { return };
        let body = json!({ "pit_id": [id] });
        let _ = self.cluster.connection.request("DELETE", "/_search/point_in_time", Some(&body));
    }
}

impl Cluster {
    /// Gives `on` the first `most` of the talks that meet a condition in an order, page by page; until it says that it has enough.
    pub(crate) fn pages(
        &self,
        condition: &Condition,
        order: Order,
        most: usize,
        on: impl FnMut(Vec<Talk>) -> Result<bool>,
    ) -> Result<()> {
        self.pages_of(&query(condition), order, most, on)
    }

    /// The same, of the talks that a query finds.
    pub(super) fn pages_of(
        &self,
        found: &Value,
        order: Order,
        most: usize,
        mut on: impl FnMut(Vec<Talk>) -> Result<bool>,
    ) -> Result<()> {
        let size = most.clamp(1, PAGE);
        let mut view = View::open(self, most, PAGE)?;
        let read = json!({ "stored_fields": ["talk"] });
        let mut is_begun = false;
        for part in parts(found, order) {
            let mut after: Option<Value> = None;
            loop {
                // What was given so far may be printed: nothing begins anew behind it.
                let hits = view.page(&part, after.as_ref(), size, &read).map_err(|error| match error {
                    Error::Cluster { place, reason, .. } if is_begun => {
                        Error::Cluster { place, reason, status: None }
                    }
                    error => error,
                })?;
                let Some(last) = hits.last() else { break };
                after = last.get("sort").cloned();
                let is_last = hits.len() < size || most <= PAGE;
                is_begun = true;
                if !on(hits.iter().map(|hit| self.talk(hit)).collect::<Result<_>>()?)? {
                    return Ok(());
                }
                if is_last {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Gives `on` some talks in an order, page by page, the first `offset` left out and at most `limit`.
    pub(crate) fn listed(
        &self,
        among: &Found,
        order: Order,
        (offset, limit): (usize, usize),
        is_reversed: bool,
        mut on: impl FnMut(&[Talk]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        if is_reversed {
            let last = offset.saturating_add(limit).min(among.total);
            if last > MOST {
                let what = "talks to list backwards from a cluster";
                return Err(Error::QueryLimit { what, limit: MOST }.into());
            }
            let mut talks = self.first(among, order, last)?;
            talks.drain(..offset.min(talks.len()));
            talks.reverse();
            return on(&talks);
        }
        let (mut before, mut left, mut failed) = (offset, limit, None);
        self.pages(&among.condition, order, offset.saturating_add(limit), |page| {
            let passed = before.min(page.len());
            before -= passed;
            let page = &page[passed..];
            let page = &page[..page.len().min(left)];
            left -= page.len();
            if !page.is_empty()
                && let Err(error) = on(page)
            {
                failed = Some(error);
            }
            Ok(left > 0 && failed.is_none())
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// The first of some talks in an order.
    pub(crate) fn first(&self, among: &Found, order: Order, count: usize) -> Result<Vec<Talk>> {
        let mut talks = Vec::new();
        self.pages(&among.condition, order, count, |page| {
            talks.extend(page);
            Ok(talks.len() < count)
        })?;
        talks.truncate(count);
        Ok(talks)
    }

    /// All talks that meet a condition.
    ///
    /// # Errors
    /// [`Error::QueryLimit`] for more than can be read at once.
    pub(super) fn all(&self, condition: &Condition) -> Result<Vec<Talk>> {
        let (mut talks, mut known) = (Vec::new(), FxHashSet::default());
        for piece in pieces(condition) {
            self.pages_of(&piece, Order::Id, usize::MAX, |page| {
                talks.extend(page.into_iter().filter(|talk| known.insert(which(talk))));
                Ok(talks.len() <= MOST)
            })?;
            if talks.len() > MOST {
                let what = "talks to read for one answer from a cluster";
                return Err(Error::QueryLimit { what, limit: MOST });
            }
        }
        Ok(talks)
    }

    /// The ids that a query finds, in order.
    pub(super) fn ids(&self, query: Value) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        let mut view = View::open(self, usize::MAX, IDS)?;
        let part = Part { query, keys: json!(["id"]) };
        let read = json!({ "stored_fields": "_none_" });
        let mut after: Option<Value> = None;
        loop {
            let hits = view.page(&part, after.as_ref(), IDS, &read)?;
            let Some(last) = hits.last() else { break };
            after = last.get("sort").cloned();
            // What is sorted by comes with each hit.
            let of_page = hits.iter().filter_map(|hit| hit.pointer("/sort/0").and_then(Value::as_str));
            ids.extend(of_page.map(str::to_owned));
            if hits.len() < IDS {
                break;
            }
        }
        Ok(ids)
    }
}
