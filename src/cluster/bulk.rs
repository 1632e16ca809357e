//! Documents in batches: bounded in size, sent again where the cluster had no time for some of them.

use super::connection::Connection;
use super::exchange::line;
use super::verdict;
use crate::Result;
use serde_json::Value;
use std::ops::Range;
use std::time::{Duration, Instant};

/// Bytes of a batch: a cluster takes a few at once, and answers each within a second or two.
pub(super) const BATCH: usize = 4 << 20;
/// The first pause before documents are sent again; each is twice as long as the one before.
const PAUSE: Duration = Duration::from_millis(100);
/// The longest.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Lines of `_bulk`.
#[derive(Default)]
pub(super) struct Batch {
    lines: Vec<u8>,
    /// The lines of each document.
    documents: Vec<Range<usize>>,
}

impl Batch {
    /// Adds a document, which takes the place of one that has the same key.
    pub(super) fn add(&mut self, key: &str, fields: &[u8]) {
        let start = self.lines.len();
        self.lines.extend(format!("{{\"index\":{{\"_id\":\"{key}\"}}}}\n").into_bytes());
        self.lines.extend(fields);
        self.lines.push(b'\n');
        self.documents.push(start..self.lines.len());
    }

    /// Adds that a document goes.
    pub(super) fn remove(&mut self, key: &str) {
        let start = self.lines.len();
        self.lines.extend(format!("{{\"delete\":{{\"_id\":\"{key}\"}}}}\n").into_bytes());
        self.documents.push(start..self.lines.len());
    }

    /// Whether it is as large as batches are.
    pub(super) fn is_full(&self) -> bool {
        self.lines.len() >= BATCH
    }

    pub(super) fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Sends it to an index by its alias, and again what the cluster had no time for. An index is never made by this.
    pub(super) fn send(mut self, connection: &Connection, alias: &str) -> Result<()> {
        let path = format!(
            "/{alias}/_bulk?require_alias=true&filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason"
        );
        let since = Instant::now();
        let mut pause = PAUSE;
        while !self.is_empty() {
            let answer = connection.send("POST", &path, &self.lines)?;
            let Some((busy, reason)) = self.refused(connection, &answer)? else { return Ok(()) };
            if since.elapsed() + pause >= connection.patience() {
                return Err(connection.error(format!("it has no time for {} talks: {reason}", busy.len())));
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
            self = self.only(&busy);
        }
        Ok(())
    }

    /// The documents that the cluster had no time for, and what it says of the first; `None` where it took all.
    fn refused(&self, connection: &Connection, answer: &Value) -> Result<Option<(Vec<usize>, String)>> {
        let items = answer.get("items").and_then(Value::as_array);
        let items = items.filter(|items| items.len() == self.documents.len());
        let items = items.ok_or_else(|| connection.error("an answer to other documents than were sent"))?;
        let (mut busy, mut said) = (Vec::new(), String::new());
        for (at, item) in items.iter().enumerate() {
            let item = item.as_object().and_then(|item| item.values().next()).unwrap_or(&Value::Null);
            let error = item.get("error");
            match item.get("status").and_then(Value::as_u64) {
                Some(200..300) if error.is_none() => {}
                // What is to go need not be there.
                Some(404) if error.is_none() => {}
                Some(429 | 503) => {
                    busy.push(at);
                    if said.is_empty() {
                        said = error.map(verdict::reason).unwrap_or_default();
                    }
                }
                status => {
                    let reason = error.map(verdict::reason).unwrap_or_else(|| format!("status {status:?}"));
                    return Err(connection.error(format!("it does not take a talk: {}", line(&reason))));
                }
            }
        }
        Ok((!busy.is_empty()).then_some((busy, said)))
    }

    /// Some of its documents.
    fn only(&self, documents: &[usize]) -> Batch {
        let mut batch = Batch::default();
        for range in documents.iter().map(|&at| self.documents[at].clone()) {
            let start = batch.lines.len();
            batch.lines.extend(&self.lines[range]);
            batch.documents.push(start..batch.lines.len());
        }
        batch
    }
}
