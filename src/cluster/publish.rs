//! A generation from its first byte to the step that makes it live.

use super::connection::Connection;
use super::document::Sealed;
use super::generation::{self, Live, Meta};
use super::layout;
use super::lock::WriterLock;
use crate::{Error, Result};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Pause before a cluster is asked again how far it is.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// A generation that does not answer yet. One that is dropped goes.
pub(super) struct Building<'a> {
    connection: &'a Connection,
    lock: &'a WriterLock,
    /// Its index.
    pub(super) index: String,
    /// The name that it is written by.
    pub(super) draft: String,
    is_live: bool,
}

impl<'a> Building<'a> {
    /// Begins one: as a copy of `base`, which shares its files, or empty with so many shards.
    pub(super) fn begin(
        connection: &'a Connection,
        lock: &'a WriterLock,
        number: u64,
        base: Option<&Live>,
        shards: u32,
    ) -> Result<Building<'a>> {
        let index = layout::generation(connection.address().name(), number);
        let draft = layout::draft(&index, lock.owner());
        let building = Building { connection, lock, index, draft, is_live: false };
        let Building { index, draft, .. } = &building;
        let (method, path, mut body) = match base {
            None => ("PUT", format!("/{index}"), layout::talks(shards)),
            Some(live) => {
                let path = format!("/{}/_clone/{index}", live.index);
                ("POST", path, json!({ "settings": layout::while_written() }))
            }
        };
        body["aliases"] = json!({ draft.as_str(): {} });
        make(connection, method, &format!("{path}?wait_for_active_shards=1"), &body, draft)?;
        let tables = layout::tables(index);
        make(connection, "PUT", &format!("/{tables}?wait_for_active_shards=1"), &layout::parts(), &tables)?;
        building.wait_until(|status| status != "red")?;
        Ok(building)
    }

    /// Compares what the cluster has with what was sent.
    ///
    /// # Errors
    /// [`Error::Damaged`] where they differ.
    pub(super) fn verify(&self, sealed: Sealed) -> Result<()> {
        self.connection.request("POST", &format!("/{}/_refresh", self.index), None)?;
        let found = generation::sums(self.connection, &self.index)?;
        if found == sealed {
            return Ok(());
        }
        let reason = if found.talks == sealed.talks {
            "its talks are not those that were sent".to_owned()
        } else {
            format!("{} talks instead of {}", found.talks, sealed.talks)
        };
        Err(Error::Damaged { what: self.index.clone(), reason })
    }

    /// Makes it the live generation, and removes the others.
    pub(super) fn publish(mut self, meta: &Meta, replicas: Option<u32>) -> Result<()> {
        let Building { connection, lock, index, draft, .. } = &self;
        let tables = layout::tables(index);
        let mapping = json!({ "_meta": { "recaps": meta } });
        connection.request("PUT", &format!("/{index}/_mapping"), Some(&mapping))?;
        connection.request("POST", &format!("/{index},{tables}/_flush"), None)?;
        connection.request("PUT", &format!("/{index}/_settings"), Some(&layout::while_read(replicas)))?;
        // Copies that take longer than this are made while it answers.
        self.wait_until(|status| status == "green").or_else(|_| self.wait_until(|status| status != "red"))?;
        lock.assert()?;
        let name = connection.address().name();
        let before = generation::targets(connection)?;
        let mut actions: Vec<Value> = before
            .iter()
            .map(|index| json!({ "remove": { "index": index, "alias": name, "must_exist": true } }))
            .collect();
        actions.push(json!({ "add": { "index": index, "alias": name } }));
        actions.push(json!({ "remove": { "index": index, "alias": draft } }));
        let moved = connection.once("POST", "/_aliases", Some(&json!({ "actions": actions })));
        if let Err(error) = moved
            && !generation::targets(connection)?.contains(index)
        {
            return Err(error);
        }
        self.is_live = true;
        // It answers; what cannot be removed now the next run removes.
        let _ = generation::sweep(self.connection);
        Ok(())
    }

    /// Waits until its state is such, for as long as an answer may take.
    fn wait_until(&self, is_such: impl Fn(&str) -> bool) -> Result<()> {
        let path = format!("/_cluster/health/{},{}", self.index, layout::tables(&self.index));
        let since = Instant::now();
        loop {
            let health = self.connection.request("GET", &path, None)?;
            let status = health.get("status").and_then(Value::as_str).unwrap_or("unknown");
            if is_such(status) {
                return Ok(());
            }
            if since.elapsed() >= self.connection.patience() {
                return Err(self.connection.error(format!("{} stays {status}", self.index)));
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}

impl Drop for Building<'_> {
    fn drop(&mut self) {
        if !self.is_live {
            for index in [layout::tables(&self.index), self.index.clone()] {
                // What cannot be removed now the next run removes.
                let _ = self.connection.find("DELETE", &format!("/{index}"), None);
            }
        }
    }
}

/// Makes an index, whose answer may be lost: then it is there by `name`.
fn make(connection: &Connection, method: &str, path: &str, body: &Value, name: &str) -> Result<()> {
    match connection.once(method, path, Some(body)) {
        Err(error) if connection.find("GET", &format!("/{name}/_settings"), None)?.is_none() => Err(error),
        _ => Ok(()),
    }
}
