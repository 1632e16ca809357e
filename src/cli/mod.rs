//! Arguments to stages and back: one verb, one file, one `*Args`, one `run`.

mod analyze;
mod answer;
mod arguments;
mod check;
mod completions;
mod config;
mod enrich;
mod eval;
mod events;
mod export;
mod facets;
mod filters;
mod index;
mod interrupt;
mod list;
mod man;
mod named;
mod open;
mod pager;
mod parse;
mod pick;
mod place;
mod plain;
mod report;
mod search;
mod show;
mod similar;
mod status;
mod suggest;
mod target;
mod timeline;
mod topic;
mod watch;

use crate::Error;
use crate::output::formats::{Format, Shape};
use crate::output::hyperlink;
use crate::output::language::Language;
use crate::panics;
use clap::{Parser, Subcommand};
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
#[derive(Debug, Default, clap::Args)]
struct CommonArgs {
    /// Folder of the index [default: index/ beside the nearest corpus/, else the user's data folder]; or https://HOST/NAME, an index in an OpenSearch cluster
    #[arg(
        long,
        global = true,
        value_name = "DIR|URL",
        env = "RECAPS_INDEX",
        hide_env_values = true,
        help_heading = "Common options",
        hide_short_help = true
    )]
    index: Option<PathBuf>,
    /// How results are printed
    #[arg(long, global = true, value_enum, default_value = "text", help_heading = "Common options")]
    format: Format,
    /// When to use colours [default: auto]
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        help_heading = "Common options",
        hide_short_help = true
    )]
    color: Option<When>,
    /// When titles and places are hyperlinks; auto: on a terminal with colours [default: auto]
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        help_heading = "Common options",
        hide_short_help = true
    )]
    hyperlink: Option<When>,
    /// Address of a place, of {path} {line} {column} {host}; or the name of an editor [default: file://{host}{path}]
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        help_heading = "Common options",
        hide_short_help = true
    )]
    hyperlink_format: Option<hyperlink::Format>,
    /// Words that mean the same, beside those known [default: glossary.txt beside the corpus]
    #[arg(long, global = true, value_name = "FILE", env = "RECAPS_GLOSSARY", hide_env_values = true)]
    #[arg(help_heading = "Common options", hide_short_help = true)]
    glossary: Option<PathBuf>,
    /// Certificates in PEM that an https cluster is believed by, instead of those that come with recaps
    #[arg(long, global = true, value_name = "FILE", env = "RECAPS_CLUSTER_CACERT", hide_env_values = true)]
    #[arg(help_heading = "Common options", hide_short_help = true)]
    cacert: Option<PathBuf>,
    /// Ignore the configuration file
    #[arg(long, global = true, help_heading = "Common options", hide_short_help = true)]
    no_config: bool,
    /// Language of messages and labels, never of JSON [default: that of LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, global = true, value_enum, help_heading = "Common options", hide_short_help = true)]
    lang: Option<Language>,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = "Common options", hide_short_help = true)]
    quiet: bool,
    /// Say how the query was read and what was done
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "quiet",
        help_heading = "Common options",
        hide_short_help = true
    )]
    verbose: bool,
}

/// A verb is described where its arguments are: a comment here would hide its long help.
#[derive(Debug, Subcommand)]
enum Verb {
    Search(search::SearchArgs),
    Show(show::ShowArgs),
    Similar(similar::SimilarArgs),
    Open(open::OpenArgs),
    Pick(pick::PickArgs),
    List(list::ListArgs),
    Facets(facets::FacetsArgs),
    Timeline(timeline::TimelineArgs),
    Index(index::IndexArgs),
    Analyze(analyze::AnalyzeArgs),
    Eval(eval::EvalArgs),
    Parse(parse::ParseArgs),
    Enrich(enrich::EnrichArgs),
    Status(status::StatusArgs),
    Check(check::CheckArgs),
    Export(export::ExportArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
    Config(config::ConfigArgs),
}

impl Verb {
    /// The shape of what a verb prints: a format that cannot print it is refused before the verb begins. With it comes the
    /// flag that asks for that shape, where it is not what the verb prints without.
    fn shape(&self) -> (Option<&'static str>, Shape) {
        let narrowed = match self {
            Verb::Search(args) => args.narrowing(),
            Verb::Show(args) => args.narrowing(),
            Verb::Eval(args) => args.narrowing(),
            Verb::Parse(args) => args.narrowing(),
            _ => None,
        };
        if let Some((flag, shape)) = narrowed {
            return (Some(flag), shape);
        }
        let shape = match self {
            Verb::Search(_) | Verb::List(_) | Verb::Similar(_) => Shape::Talks,
            Verb::Facets(_) | Verb::Timeline(_) => Shape::Counts,
            Verb::Show(_)
            | Verb::Pick(_)
            | Verb::Analyze(_)
            | Verb::Eval(_)
            | Verb::Parse(_)
            | Verb::Enrich(_)
            | Verb::Status(_)
            | Verb::Index(_)
            | Verb::Check(_)
            | Verb::Config(_) => Shape::Facts,
            Verb::Export(_) => Shape::Dump,
            Verb::Completions(_) | Verb::Man(_) | Verb::Open(_) => Shape::Lines,
        };
        (None, shape)
    }
}

/// Runs the program on the arguments of this process.
pub fn main() -> ExitCode {
    panics::keep();
    let ended = panics::caught(None, || Ok(begin()));
    ended.unwrap_or_else(|error| report::failure(&error.into(), Format::default(), None))
}

fn begin() -> ExitCode {
    match completions::answer() {
        Ok(false) => {}
        Ok(true) => return ExitCode::SUCCESS,
        Err(error) => return arguments::report(&error),
    }
    let (cli, matches) = match arguments::parse() {
        Ok(parsed) => parsed,
        Err(error) => return arguments::report(&error),
    };
    let outcome = config::settle(&cli.common, matches.as_ref()).map_err(anyhow::Error::from);
    let outcome = outcome.and_then(|(common, origins)| {
        // Here a panic is still reported in the format asked for.
        let outcome = panics::caught(None, || Ok(run(&cli.verb, &common, &origins)));
        let outcome = outcome.unwrap_or_else(|error| Err(error.into()));
        outcome.inspect_err(|error| place::note_damage(&common, error))
    });
    match outcome {
        Ok(code) => code,
        Err(error) if report::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let index = config::named_index(&cli.common, matches.as_ref());
            report::failure(&error, cli.common.format, index)
        }
    }
}

/// A generation in a cluster that goes while it is asked is followed by another: the verb begins anew. This many times in a row
/// is no accident.
const AGAIN: usize = 8;

fn run(verb: &Verb, common: &Common, origins: &config::Origins) -> anyhow::Result<ExitCode> {
    for _ in 0..AGAIN {
        match run_once(verb, common, origins) {
            Err(error) if matches!(error.downcast_ref(), Some(Error::Cluster { status: Some(404), .. })) => {}
            ended => return ended,
        }
    }
    run_once(verb, common, origins)
}

fn run_once(verb: &Verb, common: &Common, origins: &config::Origins) -> anyhow::Result<ExitCode> {
    match verb {
        Verb::Search(args) => search::run(args, common),
        Verb::Show(args) => show::run(args, common),
        Verb::Similar(args) => similar::run(args, common),
        Verb::Analyze(args) => analyze::run(args, common),
        Verb::Open(args) => open::run(args, common),
        Verb::Pick(args) => pick::run(args, common),
        Verb::List(args) => list::run(args, common),
        Verb::Index(args) => index::run(args, common),
        Verb::Eval(args) => eval::run(args, common),
        Verb::Parse(args) => parse::run(args, common),
        Verb::Enrich(args) => enrich::run(args, common),
        Verb::Facets(args) => facets::run(args, common),
        Verb::Timeline(args) => timeline::run(args, common),
        Verb::Status(args) => status::run(args, common),
        Verb::Check(args) => check::run(args, common),
        Verb::Export(args) => export::run(args, common),
        Verb::Completions(args) => completions::run(args, common),
        Verb::Man(args) => man::run(args, common),
        Verb::Config(args) => config::run(args, common, origins),
    }
}
