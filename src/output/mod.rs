//! Results to bytes. What a verb found is one of the types here (`answer`, `counts`, `status`, …), which implements
//! [`Results`](results::Results); each format of [`formats`] prints every one of them. [`message`] and [`envelope`] are the
//! JSON contract.

pub mod analyzed;
pub mod answer;
pub mod bars;
pub mod check;
pub mod citation;
pub mod counts;
pub mod enrichment;
pub mod envelope;
mod explanation;
pub mod formats;
pub mod hyperlink;
pub mod in_order;
pub mod indexing;
pub mod judged;
pub mod language;
pub mod layout;
pub mod listing;
pub mod message;
pub mod outline;
mod picture;
pub mod results;
pub mod rows;
pub mod settings;
pub mod shown;
pub mod status;
pub mod stream;
pub mod terminal;
pub mod text;
pub mod whereabouts;
pub(crate) mod wrap;
