//! The one place that judges what a cluster answers: nothing partial passes for whole.
//!
//! A search that some shards did not answer, or not in time, comes back with status 200 and fewer hits. Here it is an answer
//! to ask for again, and in the end an error. What does not have the shape of an answer is none.

use super::exchange::line;
use serde_json::Value;

/// What an answer is worth.
#[derive(Debug, PartialEq)]
pub(super) enum Verdict {
    /// All of it.
    Whole(Value),
    /// There is no such thing.
    Missing,
    /// The cluster had no time for it, and did nothing.
    Busy(String),
    /// Not what was asked for, but it may be soon.
    Passing(String),
    /// No.
    Refused(String),
}

/// Judges an answer to a question at `path`.
pub(super) fn of(status: u16, path: &str, body: &[u8]) -> Verdict {
    if status == 429 {
        return Verdict::Busy(said(status, body));
    }
    if status >= 500 {
        return Verdict::Passing(said(status, body));
    }
    if status == 404 {
        // Whoever answers for something else than a cluster says it in words of its own.
        return match serde_json::from_slice::<Value>(body) {
            Ok(Value::Object(_)) => Verdict::Missing,
            _ => Verdict::Refused("not found, and no cluster says so".to_owned()),
        };
    }
    if status == 401 || status == 403 {
        return Verdict::Refused(format!("{}: it does not let this user in", said(status, body)));
    }
    if !(200..300).contains(&status) {
        return Verdict::Refused(said(status, body));
    }
    let answer: Value = match serde_json::from_slice(body) {
        Ok(answer) => answer,
        // A node that ends in the middle of an answer.
        Err(error) if error.is_eof() => return Verdict::Passing("the answer breaks off".to_owned()),
        Err(error) => {
            return Verdict::Refused(format!("the answer is no JSON: {}", line(&error.to_string())));
        }
    };
    let route = path.split('?').next().unwrap_or(path);
    let judged = match route.rsplit('/').find(|part| part.starts_with('_')).unwrap_or_default() {
        // A view to search in is made by all shards, and let go without them.
        "_search" if route.ends_with("/point_in_time") => match answer.get("_shards") {
            Some(_) => shards(&answer, true),
            None => Ok(()),
        },
        "_search" | "_count" => search(&answer),
        "_msearch" if is_gone(&answer) => return Verdict::Missing,
        "_msearch" => each(&answer, "responses", search),
        "_mget" => each(&answer, "docs", document),
        "_refresh" | "_flush" | "_forcemerge" => shards(&answer, false),
        _ => Ok(()),
    };
    let acknowledged = match answer.get("acknowledged") {
        Some(Value::Bool(true)) | None => Ok(()),
        Some(_) => Err("the cluster did not come to an agreement in time".to_owned()),
    };
    match judged.and(acknowledged) {
        _ if !answer.is_object() && !answer.is_array() => {
            Verdict::Refused("the answer is no object".to_owned())
        }
        Ok(()) => Verdict::Whole(answer),
        Err(reason) => Verdict::Passing(reason),
    }
}

/// Whether several questions were asked of an index that is not there any more.
fn is_gone(answer: &Value) -> bool {
    let mut answers = answer.get("responses").and_then(Value::as_array).into_iter().flatten();
    answers.any(|answer| answer.get("status").and_then(Value::as_u64) == Some(404))
}

/// Whether a search was answered by all shards, in time.
fn search(answer: &Value) -> Result<(), String> {
    if let Some(error) = answer.get("error") {
        return Err(reason(error));
    }
    match answer.get("timed_out") {
        Some(Value::Bool(false)) => {}
        // Counts have no time of their own.
        None if answer.get("count").is_some_and(Value::is_u64) => {}
        Some(Value::Bool(true)) => return Err("partial: the search took too long".to_owned()),
        _ => return Err("not the answer to a search".to_owned()),
    }
    shards(answer, true)
}

/// Whether all shards did what was asked; with `every` whether all that there are did, copies apart.
fn shards(answer: &Value, every: bool) -> Result<(), String> {
    let shards = answer.get("_shards").ok_or("not an answer of shards")?;
    let number = |name: &str| shards.get(name).and_then(Value::as_u64).ok_or("shards that are not counted");
    let (total, successful, failed) = (number("total")?, number("successful")?, number("failed")?);
    if failed == 0 && (!every || successful == total) {
        return Ok(());
    }
    let first = shards.pointer("/failures/0/reason").map(|error| format!(" ({})", reason(error)));
    let missing = failed.max(total.saturating_sub(successful));
    Err(format!("partial: {missing} of {total} shards did not answer{}", first.unwrap_or_default()))
}

/// Judges each of several answers.
fn each(answer: &Value, list: &str, one: fn(&Value) -> Result<(), String>) -> Result<(), String> {
    let answers = answer.get(list).and_then(Value::as_array).ok_or("not the answers to several questions")?;
    answers.iter().try_for_each(one)
}

/// Whether a document could be looked for.
fn document(answer: &Value) -> Result<(), String> {
    match (answer.get("error"), answer.get("found")) {
        (Some(error), _) => Err(reason(error)),
        (None, Some(Value::Bool(_))) => Ok(()),
        _ => Err("not a document".to_owned()),
    }
}

/// What an answer says of an error, else its status alone.
fn said(status: u16, body: &[u8]) -> String {
    let answer: Option<Value> = serde_json::from_slice(body).ok();
    let error = answer.as_ref().and_then(|answer| answer.get("error"));
    match error {
        Some(error) => format!("{} (status {status})", reason(error)),
        None => format!("status {status}"),
    }
}

/// What an error of the cluster says.
pub(super) fn reason(error: &Value) -> String {
    let text = |name: &str| error.get(name).and_then(Value::as_str);
    let root = error.pointer("/root_cause/0/reason").and_then(Value::as_str);
    match (text("type"), text("reason").filter(|reason| *reason != "all shards failed").or(root)) {
        (Some(kind), Some(reason)) => line(&format!("{kind}: {reason}")),
        (Some(word), None) | (None, Some(word)) => line(word),
        (None, None) => error.as_str().map_or_else(|| "an error without a reason".to_owned(), line),
    }
}
