//! `recaps config`: every setting, its value and where it comes from.

use super::{Common, KEYS, Origin, Origins};
use crate::cli::report::stdout;
use crate::cli::{Format, place};
use crate::output::message::SCHEMA_VERSION;
use crate::output::terminal::safe;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Show every setting, its value and where it comes from
///
/// A flag counts before the environment, the environment before the file, the file before the default. The file is
/// $XDG_CONFIG_HOME/recaps/config.toml (else ~/.config/recaps/config.toml), in TOML; its keys are those shown here.
/// Relative paths in it start at its folder. --no-config ignores it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps config
  recaps config --format json | jq -r '.settings[] | select(.origin != \"default\") | .name'
  recaps config --no-config

A configuration file:
  limit = 20
  hyperlink-format = \"vscode\"
  glossary = \"~/recaps/glossary.txt\"")]
pub(in crate::cli) struct ConfigArgs {}

/// A setting as JSON says it.
#[derive(Debug, Serialize)]
struct Setting<'a> {
    name: &'static str,
    value: Value,
    /// `flag`, `environment`, `file` or `default`.
    origin: &'static str,
    /// The flag, the variable or the file and line; `null` for a default.
    place: Option<&'a str>,
}

pub(in crate::cli) fn run(_: &ConfigArgs, common: &Common, origins: &Origins) -> anyhow::Result<ExitCode> {
    let path = |path: PathBuf| Value::from(path.to_string_lossy());
    let index = place::index_folder(common).ok();
    let glossary = index.as_deref().and_then(|index| place::glossary_file(common, place::corpus(index)));
    if let Some(path) = &glossary {
        place::refuse_faults(path)?;
    }
    let values = [
        index.map_or(Value::Null, path),
        json!(common.color.to_string()),
        json!(common.limit),
        json!(common.snippets),
        json!(common.hyperlink.to_string()),
        json!(common.hyperlink_format.to_string()),
        glossary.map_or(Value::Null, path),
    ];
    let settings = KEYS.iter().zip(values).zip(&origins.keys).map(|((name, value), origin)| {
        let (origin, place) = match origin {
            Origin::Flag(flag) => ("flag", Some(flag.as_str())),
            Origin::Environment(variable) => ("environment", Some(*variable)),
            Origin::File(line) => ("file", Some(line.as_str())),
            Origin::Default => ("default", None),
        };
        Setting { name, value, origin, place }
    });
    let mut out = stdout(common);
    match common.format {
        Format::Text | Format::Csv | Format::Ids => {
            lines(&mut out, settings, origins.file.as_deref())?;
        }
        Format::Json => {
            let file = origins.file.as_ref().map(|file| file.to_string_lossy());
            let settings: Vec<Setting<'_>> = settings.collect();
            serde_json::to_writer(
                &mut out,
                &json!({ "schema_version": SCHEMA_VERSION, "file": file, "settings": settings }),
            )?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for setting in settings {
                serde_json::to_writer(&mut out, &setting)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the settings for people, one a line, and the file they come from.
fn lines<'a>(
    out: &mut impl Write,
    settings: impl Iterator<Item = Setting<'a>>,
    file: Option<&Path>,
) -> io::Result<()> {
    for setting in settings {
        let value = match &setting.value {
            Value::Null => "none".to_owned(),
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        let place = match (setting.origin, setting.place) {
            ("environment", Some(variable)) => format!("${variable}"),
            (origin, place) => place.unwrap_or(origin).to_owned(),
        };
        writeln!(out, "{:16}  {:24}  {}", setting.name, safe(&value), safe(&place))?;
    }
    let file = match file {
        Some(file) if file.exists() => file.to_string_lossy().into_owned(),
        Some(file) => format!("{} (not there)", file.display()),
        None => "ignored".to_owned(),
    };
    writeln!(out, "{:16}  {}", "file", safe(&file))
}
