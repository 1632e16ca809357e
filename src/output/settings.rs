//! What `recaps config` says: every setting, its value and where it comes from.

use super::message::SCHEMA_VERSION;
use super::results::{Appearance, Object, Results};
use super::terminal::safe;
use super::wrap::below;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// Columns of the name of a setting and what stands before its value.
const NAME: usize = 18;
/// Columns of a value at least.
const VALUE: usize = 24;
/// Columns between a value and where it comes from.
const GAP: usize = 2;

/// All settings.
#[derive(Debug)]
pub struct Settings {
    /// In the order in which they are shown.
    pub settings: Vec<Setting>,
    /// The configuration file that is or would be read; `None` where it is ignored.
    pub file: Option<PathBuf>,
}

/// One setting.
#[derive(Debug, Serialize)]
pub struct Setting {
    /// Its key in the file.
    pub name: &'static str,
    /// Its value; `null` for a path that is nowhere.
    pub value: Value,
    /// `flag`, `environment`, `file` or `default`.
    pub origin: &'static str,
    /// The flag, the variable or the file and line; `null` for a default.
    pub place: Option<String>,
}

impl Results for Settings {
    /// A setting a line, and the file.
    fn text(&self, out: &mut dyn Write, appearance: &Appearance) -> io::Result<()> {
        let mut rows = Vec::new();
        for setting in &self.settings {
            let value = match &setting.value {
                Value::Null => "none".to_owned(),
                Value::String(text) => text.clone(),
                value => value.to_string(),
            };
            let place = match (setting.origin, &setting.place) {
                ("environment", Some(variable)) => format!("${variable}"),
                (origin, place) => place.as_deref().unwrap_or(origin).to_owned(),
            };
            rows.push((setting.name, safe(&value).into_owned(), safe(&place).into_owned()));
        }
        let file = match &self.file {
            Some(file) if file.exists() => file.to_string_lossy().into_owned(),
            Some(file) => format!("{} (not there)", file.display()),
            None => "ignored".to_owned(),
        };
        rows.push(("file", safe(&file).into_owned(), String::new()));
        let columns = |(_, value, place): &(_, String, String)| match place.is_empty() {
            true => NAME + value.width(),
            false => NAME + value.width().max(VALUE) + GAP + place.width(),
        };
        let fits = appearance.width.is_none_or(|room| rows.iter().all(|row| columns(row) <= room));
        for (name, value, place) in rows {
            if fits && place.is_empty() {
                writeln!(out, "{name:NAME$}{value}")?;
            } else if fits {
                writeln!(out, "{name:NAME$}{value:VALUE$}{:GAP$}{place}", "")?;
            } else {
                // One below the other, where the terminal is too narrow for columns.
                writeln!(out, "{name}")?;
                let room = appearance.width.unwrap_or(usize::MAX);
                for text in [value, place].iter().filter(|text| !text.is_empty()) {
                    below(out, "  ", text, room)?;
                }
            }
        }
        Ok(())
    }

    fn object(&self) -> Object<'_> {
        let file = self.file.as_ref().map(|file| file.to_string_lossy());
        Box::new(json!({ "schema_version": SCHEMA_VERSION, "file": file, "settings": self.settings }))
    }

    fn items(&self) -> Box<dyn Iterator<Item = Object<'_>> + '_> {
        Box::new(self.settings.iter().map(|setting| Box::new(setting) as Object<'_>))
    }
}
