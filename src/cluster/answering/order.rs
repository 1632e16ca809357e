//! In which order the cluster gives talks: that of the local index, column by column.

use crate::search::Sort;
use serde_json::{Value, json};

/// An order of talks; equal ones in that of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// By the files of their recaps, and by their lines.
    Place,
    /// Another.
    By(Sort),
    /// By their ids.
    Id,
}

/// A part of the talks that meet a condition, and what they are sorted by.
pub(super) struct Part {
    pub(super) query: Value,
    pub(super) keys: Value,
}

/// The talks that a query finds, in an order: one part behind the other.
pub(super) fn parts(query: &Value, order: Order) -> Vec<Part> {
    let last = |field: &str, order: &str| json!([{ field: { "order": order, "missing": "_last" } }, "id"]);
    let one = |keys: Value| vec![Part { query: query.clone(), keys }];
    match order {
        Order::Place => one(json!(["recap", "line", "id"])),
        Order::By(Sort::Score) => one(json!(["_score"])),
        Order::Id => one(json!(["id"])),
        Order::By(Sort::Date) => one(last("when", "desc")),
        Order::By(Sort::Title) => one(last("title", "asc")),
        // Marks are compared by their hundredths, as they are counted: numbers from 0 to 5, whose texts have their order.
        Order::By(Sort::Rating) => {
            let rated = json!({ "exists": { "field": "rating" } });
            let with = json!({ "bool": { "filter": [query, rated] } });
            let without = json!({ "bool": { "filter": [query], "must_not": [rated] } });
            let keys = json!([{ "rated": "desc" }, "id"]);
            vec![Part { query: with, keys }, Part { query: without, keys: json!(["id"]) }]
        }
    }
}
