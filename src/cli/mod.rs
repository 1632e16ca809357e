//! Arguments to stages and back: one verb, one file, one `*Args`, one `run`.

mod analyze;
mod eval;
mod filters;
mod index;
mod list;
mod parse;
mod place;
mod report;
mod search;
mod show;
mod similar;

use clap::{Parser, Subcommand, ValueEnum};
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
    common: Common,
}

/// What every verb understands.
#[derive(Debug, clap::Args)]
struct Common {
    /// Folder of the index [default: index/ beside the nearest corpus/, else the user's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "RECAPS_INDEX", help_heading = "Common options")]
    index: Option<PathBuf>,
    /// How results are printed
    #[arg(long, global = true, value_enum, default_value = "text", help_heading = "Common options")]
    format: Format,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value = "auto", help_heading = "Common options")]
    color: clap::ColorChoice,
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
}

/// Runs the program on the arguments of this process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match &cli.verb {
        Verb::Search(args) => search::run(args, &cli.common),
        Verb::Show(args) => show::run(args, &cli.common),
        Verb::Similar(args) => similar::run(args, &cli.common),
        Verb::Analyze(args) => analyze::run(args, &cli.common),
        Verb::List(args) => list::run(args, &cli.common),
        Verb::Index(args) => index::run(args, &cli.common),
        Verb::Eval(args) => eval::run(args, &cli.common),
        Verb::Parse(args) => parse::run(args, &cli.common),
    };
    match outcome {
        Ok(code) => code,
        Err(error) if report::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => report::failure(&error, &cli.common),
    }
}
