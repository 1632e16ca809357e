//! `recaps` beside its peers.
//!
//! Without a verb it does everything: builds the programs, generates the talks, runs all programs in turns and prints a
//! Markdown table of it. README.md beside this package says how to read the table.

mod bench;
mod build;
mod check;
mod generate;
mod measure;
mod prepare;
mod programs;
mod queries;
mod reads;
mod rounds;
mod run;
#[path = "../../synthetic/mod.rs"]
mod synthetic;
mod table;

use clap::Parser;

/// Measure recaps beside its peers: the same work on the same talks, run by run
#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Args {
    #[command(flatten)]
    run: run::RunArgs,
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
        None => run::run(&args.run),
    }
}
