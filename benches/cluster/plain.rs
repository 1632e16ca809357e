//! The same talks as JSON, for the cluster to analyse.

use crate::common::{PER_RECAP, Recap, SEED, Words};
use crate::nodes::nodes;
use crate::processor::{Processor, Took};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Talks of a batch: as many as fill one of the program's.
const BATCH: usize = 750;

/// All talks of a corpus of so many recaps, as the bodies of `_bulk`.
pub(crate) fn batches(recaps: u64) -> Vec<String> {
    let words = Words::new();
    let (mut batches, mut batch, mut talks) = (Vec::new(), String::new(), 0);
    for number in 0..recaps {
        let recap = Recap::new(&words, SEED, number, recaps * PER_RECAP);
        for line in recap.lines().lines() {
            batch.push_str("{\"index\":{}}\n");
            batch.push_str(line);
            batch.push('\n');
            talks += 1;
            if talks % BATCH == 0 {
                batches.push(std::mem::take(&mut batch));
            }
        }
    }
    if !batch.is_empty() {
        batches.push(batch);
    }
    batches
}

/// Sends them as the program would: as many at once, no copies and nothing visible until all is there.
pub(crate) fn index(name: &str, batches: &[String]) -> Took {
    let before = Processor::now();
    let since = Instant::now();
    acknowledged("PUT", &format!("/{name}"), &mapping());
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(|| {
                while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let path = format!("/{name}/_bulk?filter_path=errors");
                    let answer = nodes().send(0, &path, batch);
                    assert_eq!(answer["errors"], false, "{answer}");
                }
            });
        }
    });
    nodes().ask(0, "POST", &format!("/{name}/_refresh"), None);
    nodes().ask(0, "POST", &format!("/{name}/_flush"), None);
    let settings = json!({ "index.refresh_interval": null, "index.translog.durability": "request",
        "index.number_of_replicas": 1 });
    acknowledged("PUT", &format!("/{name}/_settings"), &settings);
    let health = format!("/_cluster/health/{name}?wait_for_status=green&timeout=60s");
    let health = nodes().ask(0, "GET", &health, None);
    assert_eq!(health["status"], "green", "{health}");
    Took::since(since, &before)
}

/// An index that is written as fast as that goes.
fn mapping() -> Value {
    let (text, keyword) = (json!({ "type": "text", "analyzer": "french" }), json!({ "type": "keyword" }));
    json!({
        "settings": { "index.number_of_shards": crate::SHARDS, "index.number_of_replicas": 0,
            "index.refresh_interval": "-1", "index.translog.durability": "async" },
        "mappings": { "dynamic": false, "properties": {
            "title": text, "body": text, "id": keyword, "event": keyword, "year": { "type": "integer" },
            "speakers": keyword, "organisations": keyword,
            "rating": { "properties": { "value": { "type": "double" } } },
        } },
    })
}

fn acknowledged(method: &str, path: &str, body: &Value) {
    let answer = nodes().ask(0, method, path, Some(body));
    assert_eq!(answer["acknowledged"], true, "{answer}");
}
