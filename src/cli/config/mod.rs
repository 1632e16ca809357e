//! Arguments, environment and configuration file to one checked configuration; and `recaps config`, which shows it
//! (`show.rs`).
//!
//! A flag counts before the environment, the environment before the file, the file before the default. Nothing
//! downstream knows where a value came from.

mod file;
mod show;

pub(super) use show::{ConfigArgs, run};

use super::CommonArgs;
use super::report::{forces_colors, note_unless};
use crate::Result;
use crate::cluster::Address;
use crate::name::shown;
use crate::output::formats::Format;
use crate::output::hyperlink;
use crate::output::language::Language;
use clap::ArgMatches;
use clap::parser::ValueSource;
use file::{Entry, File};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Keys of the configuration file, in the order they are shown in.
const KEYS: &[&str] = &["index", "color", "limit", "snippets", "hyperlink", "hyperlink-format", "glossary"];
/// Hits of an answer where nothing else is said.
const LIMIT: usize = 10;
/// Passages of a hit where nothing else is said.
const SNIPPETS: usize = 2;

/// When colours or hyperlinks are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum When {
    /// On a terminal that shows them
    #[default]
    Auto,
    /// In pipes too
    Always,
    /// Not at all
    Never,
}

impl FromStr for When {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "auto" => Ok(When::Auto),
            "always" => Ok(When::Always),
            "never" => Ok(When::Never),
            _ => Err("expected auto, always or never".to_owned()),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            When::Auto => "auto",
            When::Always => "always",
            When::Never => "never",
        })
    }
}

/// What every verb goes by.
#[derive(Clone, Debug)]
pub(super) struct Common {
    /// Folder of the index; `None`: it is looked for.
    pub(super) index: Option<PathBuf>,
    /// Whether the command line names it, so that a command to type has to name it too.
    pub(super) names_index: bool,
    pub(super) format: Format,
    pub(super) color: When,
    pub(super) hyperlink: When,
    pub(super) hyperlink_format: hyperlink::Format,
    /// A glossary beside the bundled one; `None`: one is looked for beside the corpus.
    pub(super) glossary: Option<PathBuf>,
    /// Certificates that a cluster is believed by.
    pub(super) cacert: Option<PathBuf>,
    /// Hits of an answer where the verb has no number of its own.
    pub(super) limit: usize,
    /// Passages of a hit where the verb has no number of its own.
    pub(super) snippets: usize,
    pub(super) quiet: bool,
    pub(super) verbose: bool,
}

impl Default for Common {
    fn default() -> Self {
        Common {
            index: None,
            names_index: false,
            format: Format::default(),
            color: When::default(),
            hyperlink: When::default(),
            hyperlink_format: hyperlink::Format::default(),
            glossary: None,
            cacert: None,
            limit: LIMIT,
            snippets: SNIPPETS,
            quiet: false,
            verbose: false,
        }
    }
}

/// Where a value came from.
#[derive(Clone, Debug)]
enum Origin {
    Flag(String),
    Environment(&'static str),
    File(String),
    Default,
}

/// Where each value came from, for `recaps config`.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// The configuration file that is or would be read; `None` where it is ignored.
    file: Option<PathBuf>,
    /// In the order of [`KEYS`].
    keys: Vec<Origin>,
}

impl Common {
    /// A command to type, for the index that this process was told to use.
    pub(super) fn to_type(&self, command: &str) -> String {
        with_index(command, self.index.as_deref().filter(|_| self.names_index))
    }
}

/// The index that the command line names.
pub(super) fn named_index<'a>(args: &'a CommonArgs, matches: Option<&ArgMatches>) -> Option<&'a Path> {
    let is_named =
        matches.is_none_or(|matches| matches.value_source("index") == Some(ValueSource::CommandLine));
    args.index.as_deref().filter(|_| is_named)
}

/// A command of an index that has to be named.
pub(super) fn with_index(command: &str, index: Option<&Path>) -> String {
    let name = |index: &Path| match shown(index) {
        index if index.contains(char::is_whitespace) => format!("'{index}'"),
        index => index,
    };
    let is_of_index = command == "recaps index" || command.starts_with("recaps index ");
    match index.filter(|_| is_of_index) {
        Some(index) => format!("{command} --index {}", name(index)),
        None => command.to_owned(),
    }
}

/// Makes one checked configuration of arguments, environment and file. What cannot be read of the file is said and passed
/// over; what writes an index, and the verb that shows the settings, refuse it. `matches` is `None` of plain arguments, none of which
/// comes from the environment.
pub(super) fn settle(args: &CommonArgs, matches: Option<&ArgMatches>) -> Result<(Common, Origins)> {
    args.lang.unwrap_or_else(Language::of_environment).choose();
    let path = if args.no_config { None } else { file::path() };
    let (file, faults) = path.as_deref().map(File::read).unwrap_or_default();
    let is_refused = matches!(matches.and_then(ArgMatches::subcommand_name), Some("index" | "config"));
    for fault in faults {
        if is_refused {
            return Err(fault);
        }
        note_unless(args.quiet, &format!("{fault}; passed over"));
    }
    let mut settling = Settling { matches, origins: Origins { file: path, keys: Vec::new() } };
    // In the order of KEYS.
    let common = Common {
        index: settling.value("index", args.index.clone(), file.index),
        names_index: named_index(args, matches).is_some(),
        color: match (args.color, environment_of_color()) {
            // What NO_COLOR and its kin say is known to those who know the stream.
            (None, Some(variable)) => settling.from(Origin::Environment(variable), When::Auto),
            (flag, _) => settling.value("color", flag, file.color).unwrap_or_default(),
        },
        limit: settling.value("limit", None, file.limit).unwrap_or(LIMIT),
        snippets: settling.value("snippets", None, file.snippets).unwrap_or(SNIPPETS),
        hyperlink: settling.value("hyperlink", args.hyperlink, file.hyperlink).unwrap_or_default(),
        hyperlink_format: settling
            .value("hyperlink-format", args.hyperlink_format.clone(), file.hyperlink_format)
            .unwrap_or_default(),
        glossary: settling.value("glossary", args.glossary.clone(), file.glossary),
        cacert: args.cacert.clone(),
        format: args.format,
        quiet: args.quiet,
        verbose: args.verbose,
    };
    if let Some(index) = common.index.as_deref().filter(|index| Address::is(index)) {
        // Refused before anything prints it: there may be a password in it.
        Address::parse(&index.to_string_lossy())?;
    }
    Ok((common, settling.origins))
}

/// Notes, value by value, where it comes from.
struct Settling<'a> {
    matches: Option<&'a ArgMatches>,
    origins: Origins,
}

impl Settling<'_> {
    /// What the arguments say (their environment variables included), else what the file says.
    fn value<T>(&mut self, key: &'static str, argument: Option<T>, entry: Option<Entry<T>>) -> Option<T> {
        let id = key.replace('-', "_");
        // Not every key is an argument.
        let source = || self.matches.and_then(|matches| matches.value_source(&id));
        let (origin, value) = match (argument, entry) {
            (Some(value), _) if source() == Some(ValueSource::EnvVariable) => {
                let variable = if key == "index" { "RECAPS_INDEX" } else { "RECAPS_GLOSSARY" };
                (Origin::Environment(variable), Some(value))
            }
            (Some(value), _) => (Origin::Flag(format!("--{key}")), Some(value)),
            (None, Some(Entry { value, line })) => {
                let file = self.origins.file.as_deref().unwrap_or(Path::new(""));
                (Origin::File(format!("{}:{line}", file.display())), Some(value))
            }
            (None, None) => (Origin::Default, None),
        };
        self.from(origin, value)
    }

    fn from<T>(&mut self, origin: Origin, value: T) -> T {
        self.origins.keys.push(origin);
        value
    }
}

/// The environment variable that decides on colours; `None` where none does. In the order in which they count.
fn environment_of_color() -> Option<&'static str> {
    if anstyle_query::no_color() {
        Some("NO_COLOR")
    } else if forces_colors() {
        Some("CLICOLOR_FORCE")
    } else if anstyle_query::clicolor() == Some(false) {
        Some("CLICOLOR")
    } else if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        Some("TERM")
    } else {
        None
    }
}
