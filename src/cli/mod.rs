//! Arguments to stages and back: one verb, one file, one `*Args`, one `run`.

mod analyze;
mod config;
mod eval;
mod filters;
mod index;
mod list;
mod pager;
mod parse;
mod pick;
mod place;
mod report;
mod search;
mod show;
mod similar;

use crate::output::hyperlink;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use config::{Common, When};
use std::path::PathBuf;
use std::process::ExitCode;

/// Exit status where nothing was found.
const NOTHING_FOUND: u8 = 1;

/// Full-text search over French conference recaps.
#[derive(Debug, Parser)]
#[command(name = "recaps", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Examples:
  recaps search eBPF Cilium                    the talks on both first
  recaps search 'speaker:\"Liz Rice\" year:2023..'
  recaps search --format json otel | jq -r '.hits[].title'
  recaps index ~/recaps                        index a folder of recaps
  recaps parse nouveau.md                      see how a recap is cut, index nothing")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    common: CommonArgs,
}

/// What every verb understands, as typed; [`config::settle`] makes [`Common`] of it.
#[derive(Debug, clap::Args)]
struct CommonArgs {
    /// Folder of the index [default: index/ beside the nearest corpus/, else the user's data folder]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "RECAPS_INDEX",
        hide_env_values = true,
        help_heading = "Common options"
    )]
    index: Option<PathBuf>,
    /// How results are printed
    #[arg(long, global = true, value_enum, default_value = "text", help_heading = "Common options")]
    format: Format,
    /// When to use colours [default: auto]
    #[arg(long, global = true, value_enum, value_name = "WHEN", help_heading = "Common options")]
    color: Option<When>,
    /// When titles and places are hyperlinks; auto: on a terminal with colours [default: auto]
    #[arg(long, global = true, value_enum, value_name = "WHEN", help_heading = "Common options")]
    hyperlink: Option<When>,
    /// Address of a place, of {path} {line} {column} {host}; or the name of an editor [default: file://{host}{path}]
    #[arg(long, global = true, value_name = "FORMAT", help_heading = "Common options")]
    hyperlink_format: Option<hyperlink::Format>,
    /// Words that mean the same, beside those known [default: glossary.txt beside the corpus]
    #[arg(long, global = true, value_name = "FILE", env = "RECAPS_GLOSSARY", hide_env_values = true)]
    #[arg(help_heading = "Common options")]
    glossary: Option<PathBuf>,
    /// Ignore the configuration file
    #[arg(long, global = true, help_heading = "Common options")]
    no_config: bool,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = "Common options")]
    quiet: bool,
    /// Say how the query was read and what was done
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = "Common options")]
    verbose: bool,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object
    Json,
    /// One object a line, nothing else
    Jsonl,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Find talks: the best first, with the words that matched
    Search(search::SearchArgs),
    /// Show talks in full
    Show(show::ShowArgs),
    /// Find talks like one
    Similar(similar::SimilarArgs),
    /// Choose talks in a full-screen search and print their ids
    Pick(pick::PickArgs),
    /// List talks
    List(list::ListArgs),
    /// Build the index
    Index(index::IndexArgs),
    /// Show the terms of a text, as indexed and as queried
    Analyze(analyze::AnalyzeArgs),
    /// Judge the ranking by judged queries
    Eval(eval::EvalArgs),
    /// Show how recaps are cut into talks; index nothing
    Parse(parse::ParseArgs),
    /// Show every setting, its value and where it comes from
    Config(config::ConfigArgs),
}

/// Runs the program on the arguments of this process.
pub fn main() -> ExitCode {
    let command = Cli::command().color(report::color_of_help(std::env::args_os()));
    let parsed = command
        .try_get_matches()
        .and_then(|matches| Cli::from_arg_matches(&matches).map(|cli| (cli, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return report::usage(error),
    };
    let outcome = config::settle(&cli.common, &matches).map_err(anyhow::Error::from);
    let outcome = outcome.and_then(|(common, origins)| match &cli.verb {
        Verb::Search(args) => search::run(args, &common),
        Verb::Show(args) => show::run(args, &common),
        Verb::Similar(args) => similar::run(args, &common),
        Verb::Analyze(args) => analyze::run(args, &common),
        Verb::Pick(args) => pick::run(args, &common),
        Verb::List(args) => list::run(args, &common),
        Verb::Index(args) => index::run(args, &common),
        Verb::Eval(args) => eval::run(args, &common),
        Verb::Parse(args) => parse::run(args, &common),
        Verb::Config(args) => config::run(args, &common, &origins),
    });
    match outcome {
        Ok(code) => code,
        Err(error) if report::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => report::failure(&error, cli.common.format),
    }
}
