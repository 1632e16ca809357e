//! Conditions that talks meet, as the cluster is asked for them.

use crate::index::schema;
use crate::search::statistics::{Condition, List, Listed, SLACK};
use serde_json::{Map, Value, json};

/// The field of the cluster that lists terms.
pub(super) fn field(list: List) -> &'static str {
    match list {
        List::Words => "words",
        List::Keys => "keys",
        List::Names => "names",
    }
}

/// Terms that a query may have: the cluster takes 1,024.
pub(super) const MOST_TERMS: usize = 960;

/// How many terms the cluster counts in a query for a condition.
pub(super) fn terms(condition: &Condition) -> usize {
    match condition {
        Condition::Holds(Listed::Row(_, slots) | Listed::Near(_, slots)) => slots.iter().map(Vec::len).sum(),
        Condition::Any(parts) => {
            // Single terms of one field are one question.
            let is_single =
                |part: &&Condition| matches!(part, Condition::Holds(Listed::Term(..)) | Condition::Tagged(_));
            let single = parts.iter().filter(is_single).count();
            let others = parts.iter().filter(|part| !is_single(part)).map(terms).sum::<usize>();
            others + single.min(4)
        }
        Condition::All(parts) => parts.iter().map(terms).sum(),
        Condition::Without(kept, left) => terms(kept) + terms(left),
        Condition::Read(larger) => terms(larger),
        _ => 1,
    }
}

/// Queries that together find all talks that meet a condition, and maybe others, each of a size that the cluster takes.
pub(super) fn pieces(condition: &Condition) -> Vec<Value> {
    if terms(condition) <= MOST_TERMS {
        return vec![query(condition)];
    }
    match condition {
        Condition::Any(parts) => {
            let (mut pieces, mut piece, mut size) = (Vec::new(), Vec::new(), 0);
            for part in parts {
                let own = terms(part);
                if own > MOST_TERMS {
                    pieces.extend(self::pieces(part));
                    continue;
                }
                if size + own > MOST_TERMS {
                    pieces.push(any(&std::mem::take(&mut piece)));
                    size = 0;
                }
                size += own;
                piece.push(part.clone());
            }
            if !piece.is_empty() {
                pieces.push(any(&piece));
            }
            pieces
        }
        // What meets all of some meets the one of them that is asked for with the fewest terms.
        Condition::All(parts) => {
            parts.iter().min_by_key(|part| terms(part)).map(self::pieces).unwrap_or_default()
        }
        Condition::Without(kept, _) | Condition::Read(kept) => self::pieces(kept),
        other => vec![query(other)],
    }
}

/// A query for the talks that meet a condition; for what only their text tells, for all that may.
pub(super) fn query(condition: &Condition) -> Value {
    match condition {
        Condition::Every => json!({ "match_all": {} }),
        Condition::Never => json!({ "match_none": {} }),
        Condition::Holds(listed) => holds(listed),
        Condition::Tagged(tag) => json!({ "term": { "tags": tag } }),
        Condition::Ids(ids) => json!({ "terms": { "id": ids } }),
        Condition::Year(years) => range(schema::YEAR, Some(json!(years.start())), Some(json!(years.end()))),
        Condition::Rated(range_of) => {
            // JSON knows no infinity.
            let bound = |bound: f64| bound.is_finite().then(|| json!(bound));
            range(schema::RATING, bound(*range_of.start()), bound(*range_of.end()))
        }
        Condition::Day(from, to) => {
            let from = (!from.is_empty()).then(|| json!(from));
            // Behind every day that begins so.
            let to = (!to.is_empty()).then(|| json!(format!("{to}~")));
            match (from, to) {
                (None, None) => json!({ "exists": { "field": "day" } }),
                (from, to) => range("day", from, to),
            }
        }
        Condition::Any(parts) => any(parts),
        Condition::All(parts) => {
            json!({ "bool": { "filter": parts.iter().map(query).collect::<Vec<_>>() } })
        }
        Condition::Without(kept, left) if left.is_read() => query(kept),
        Condition::Without(kept, left) => {
            json!({ "bool": { "filter": [query(kept)], "must_not": [query(left)] } })
        }
        Condition::Read(larger) => query(larger),
    }
}

/// Talks that meet any condition: terms of one field in one question.
fn any(parts: &[Condition]) -> Value {
    let mut terms: Vec<(&'static str, Vec<&str>)> = Vec::new();
    let mut others = Vec::new();
    for part in parts {
        let (field, term) = match part {
            Condition::Holds(Listed::Term(list, term)) => (field(*list), term.as_ref()),
            Condition::Tagged(tag) => ("tags", tag.as_str()),
            other => {
                others.push(query(other));
                continue;
            }
        };
        match terms.iter_mut().find(|(known, _)| *known == field) {
            Some((_, of_field)) => of_field.push(term),
            None => terms.push((field, vec![term])),
        }
    }
    let mut queries: Vec<Value> = terms
        .into_iter()
        .map(|(field, terms)| match terms.as_slice() {
            [one] => json!({ "term": { field: one } }),
            several => json!({ "terms": { field: several } }),
        })
        .collect();
    queries.append(&mut others);
    match queries.len() {
        1 => queries.swap_remove(0),
        _ => json!({ "bool": { "should": queries } }),
    }
}

fn range(field: &str, from: Option<Value>, to: Option<Value>) -> Value {
    let mut bounds = Map::new();
    bounds.extend(from.map(|from| ("gte".to_owned(), from)));
    bounds.extend(to.map(|to| ("lte".to_owned(), to)));
    if bounds.is_empty() {
        return json!({ "exists": { "field": field } });
    }
    json!({ "range": { field: bounds } })
}

/// Talks that hold a term, words in a row, or words close together.
pub(super) fn holds(listed: &Listed<'_>) -> Value {
    match listed {
        Listed::Term(list, term) => json!({ "term": { field(*list): term } }),
        Listed::Row(list, slots) => spans(field(*list), slots, true, 0),
        // Words that follow each other directly have no place between them; so many more may stand between the outermost.
        Listed::Near(list, slots) => spans(field(*list), slots, false, SLACK + 1),
    }
}

fn spans(field: &str, slots: &[Vec<String>], in_order: bool, slop: u32) -> Value {
    let one = |word: &String| json!({ "span_term": { field: word } });
    let clauses: Vec<Value> = slots
        .iter()
        .map(|slot| match slot.as_slice() {
            [word] => one(word),
            several => json!({ "span_or": { "clauses": several.iter().map(one).collect::<Vec<_>>() } }),
        })
        .collect();
    match clauses.as_slice() {
        [only] => only.clone(),
        clauses => json!({ "span_near": { "clauses": clauses, "slop": slop, "in_order": in_order } }),
    }
}
