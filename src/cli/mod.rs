//! Arguments to stages and back: one verb, one file, one `*Args`, one `run`.

mod parse;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Full-text search over French conference recaps.
#[derive(Debug, Parser)]
#[command(name = "recaps", version)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Show how a recap is cut into talks; index nothing
    Parse(parse::ParseArgs),
}

/// Runs the program on the arguments of this process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.verb {
        Verb::Parse(args) => parse::run(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("recaps: {error:#}");
            ExitCode::from(2)
        }
    }
}
