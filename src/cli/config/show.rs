//! `recaps config`: every setting, its value and where it comes from.

use super::{Common, KEYS, Origin, Origins};
use crate::cli::place;
use crate::cli::report::print;
use crate::output::settings::{Setting, Settings};
use serde_json::{Value, json};
use std::path::PathBuf;
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
            Origin::Flag(flag) => ("flag", Some(flag.clone())),
            Origin::Environment(variable) => ("environment", Some((*variable).to_owned())),
            Origin::File(line) => ("file", Some(line.clone())),
            Origin::Default => ("default", None),
        };
        Setting { name, value, origin, place }
    });
    print(common, false, &Settings { settings: settings.collect(), file: origins.file.clone() })?;
    Ok(ExitCode::SUCCESS)
}
