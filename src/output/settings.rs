//! What `recaps config` says: every setting, its value and where it comes from.

use super::message::SCHEMA_VERSION;
use super::results::{Appearance, Object, Results};
use super::terminal::safe;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::PathBuf;

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
    fn text(&self, out: &mut dyn Write, _: &Appearance) -> io::Result<()> {
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
            writeln!(out, "{:16}  {:24}  {}", setting.name, safe(&value), safe(&place))?;
        }
        let file = match &self.file {
            Some(file) if file.exists() => file.to_string_lossy().into_owned(),
            Some(file) => format!("{} (not there)", file.display()),
            None => "ignored".to_owned(),
        };
        writeln!(out, "{:16}  {}", "file", safe(&file))
    }

    fn object(&self) -> Object<'_> {
        let file = self.file.as_ref().map(|file| file.to_string_lossy());
        Box::new(json!({ "schema_version": SCHEMA_VERSION, "file": file, "settings": self.settings }))
    }

    fn items(&self) -> Box<dyn Iterator<Item = Object<'_>> + '_> {
        Box::new(self.settings.iter().map(|setting| Box::new(setting) as Object<'_>))
    }
}
