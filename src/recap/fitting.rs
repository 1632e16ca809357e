//! For the program that fits the weights of the outline: the labelling problem of a recap, and the cut under given weights.
//!
//! `benches/fit` is that program.

use super::{Cut, Sidecar, cut_by, is_plain, markup, outline};
use crate::corpus::Document;
pub use outline::{
    Decision, Evidence, Label, Open, Problem, Seen, Template, Weights, decide, row_in, row_to,
};

/// The candidates of a recap and what is known of them.
pub fn problem(document: &Document) -> Problem {
    let page = markup::read(document);
    let sheet = outline::sheet(&page, is_plain(document, &page));
    outline::put(&sheet, &Sidecar::default()).2
}

/// Cuts a recap by weights.
pub fn cut(document: &Document, weights: &Weights) -> Cut {
    cut_by(document, &Sidecar::default(), weights)
}
