//! `recaps` beside its peers.
//!
//! Without a verb it does everything: builds the programs, generates the talks, runs all programs in turns and prints a
//! Markdown table of it. README.md beside this package says how to read the table.

mod check;
mod generate;
#[path = "../../synthetic/mod.rs"]
mod synthetic;

use clap::Parser;

/// Measure recaps beside its peers: the same work on the same talks, run by run
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(clap::Subcommand)]
enum Verb {
    Generate(generate::GenerateArgs),
    Check(check::CheckArgs),
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    match args.verb {
        Some(Verb::Generate(args)) => generate::generate(&args),
        Some(Verb::Check(args)) => check::check(&args),
        None => Ok(()),
    }
}
