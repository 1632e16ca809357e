//! What a verb found, as every format takes it: text for people, an object, items one a line, a table, ids.
//!
//! The type that a verb makes implements [`Results`] and knows no format; a format (`formats/`) takes the view that it prints
//! and knows no verb.

use super::hyperlink::Hyperlinks;
use super::message::SCHEMA_VERSION;
use super::terminal::safe;
use super::whereabouts::Whereabouts;
use erased_serde::Serialize;
use serde_json::json;
use std::borrow::Cow;
use std::io::{self, Write};

/// A value with named fields, which a format writes down in its own way.
pub type Object<'a> = Box<dyn Serialize + 'a>;

/// What a verb found.
pub trait Results {
    /// Writes it for people.
    ///
    /// # Errors
    /// Those of `out`.
    fn text(&self, out: &mut dyn Write, appearance: &Appearance) -> io::Result<()>;

    /// All of it as one object.
    fn object(&self) -> Object<'_>;

    /// Its items, for formats that print one object a line; the whole where it has no items.
    fn items(&self) -> Box<dyn Iterator<Item = Object<'_>> + '_> {
        Box::new(std::iter::once(self.object()))
    }

    /// Its rows, for formats that print tables; `None` where it has none.
    fn table(&self) -> Option<Table<'_>> {
        None
    }

    /// The ids of its talks; `None` where it holds no talks.
    fn ids(&self) -> Option<Vec<&str>> {
        None
    }
}

/// A header, and rows as long as it.
pub struct Table<'a> {
    /// Names of the columns.
    pub columns: &'static [&'static str],
    /// The rows, from the first on.
    pub rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// What someone wrote; empty where it is unknown.
    Text(Cow<'a, str>),
    /// What several wrote.
    List(Vec<&'a str>),
    /// A number; empty where it is unknown.
    Number(String),
}

impl<'a> Cell<'a> {
    /// A text that may be unknown.
    pub fn text(value: impl Into<Option<&'a str>>) -> Self {
        Cell::Text(value.into().unwrap_or_default().into())
    }

    /// A number.
    pub fn number(value: impl ToString) -> Self {
        Cell::Number(value.to_string())
    }

    /// A number that may be unknown.
    pub fn known(value: Option<impl ToString>) -> Self {
        Cell::Number(value.map(|number| number.to_string()).unwrap_or_default())
    }

    /// A list of texts.
    pub fn list(values: &'a [String]) -> Self {
        Cell::List(values.iter().map(String::as_str).collect())
    }
}

/// What text for people depends on, beside what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// Columns of the terminal; `None` in a pipe.
    pub width: Option<usize>,
    /// Whether colours are shown.
    pub colours: bool,
    /// Whether an id ends in NUL, not in a line end.
    pub nul: bool,
}

/// Where the recaps of an index lie.
#[derive(Clone, Debug)]
pub struct Paths {
    /// As the reader can open them.
    pub whereabouts: Whereabouts,
    /// Where titles and places lead to; `None` leaves them plain.
    pub links: Option<Hyperlinks>,
}

/// How many talks there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total(pub usize);

impl Results for Total {
    fn text(&self, out: &mut dyn Write, _: &Appearance) -> io::Result<()> {
        writeln!(out, "{}", self.0)
    }

    fn object(&self) -> Object<'_> {
        Box::new(json!({ "schema_version": SCHEMA_VERSION, "total": self.0 }))
    }
}

/// Ids of talks, and nothing else of them.
#[derive(Clone, Copy, Debug)]
pub struct Ids<'a>(pub &'a [String]);

impl Results for Ids<'_> {
    fn text(&self, out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        write_ids(out, self.0.iter().map(String::as_str), appearance)
    }

    fn object(&self) -> Object<'_> {
        Box::new(self.0)
    }

    fn ids(&self) -> Option<Vec<&str>> {
        Some(self.0.iter().map(String::as_str).collect())
    }
}

/// Writes ids, each with a line end after it, or with a NUL as `xargs -0` wants it.
pub(super) fn write_ids<'i>(
    out: &mut dyn Write,
    ids: impl Iterator<Item = &'i str>,
    appearance: &Appearance,
) -> io::Result<()> {
    let end = if appearance.nul { b"\0" } else { b"\n" };
    for id in ids {
        out.write_all(safe(id).as_bytes())?;
        out.write_all(end)?;
    }
    Ok(())
}
