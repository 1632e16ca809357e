//! Everything: builds, generates, measures corpus by corpus and prints.

use crate::bench::Bench;
use crate::build::build;
use crate::measure::Call;
use crate::prepare::{install, tantivy_cli};
use crate::programs::Program;
use crate::table::{HEAD, growth};
use anyhow::Result;
use std::fs;
use std::path::PathBuf;

/// What is measured, and for how long.
#[derive(clap::Args)]
pub(crate) struct RunArgs {
    /// Go up to a million talks: an hour, and 15 GB of disk
    #[arg(long)]
    pub(crate) full: bool,
    /// Talks of the corpora, 0 for the bundled one [default: 0,10000,100000]
    #[arg(long, value_name = "N", value_delimiter = ',')]
    pub(crate) talks: Vec<u64>,
    /// Rounds of every query, at the most
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub(crate) rounds: usize,
    /// Seconds that a program may take for all rounds of a query
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub(crate) seconds: u64,
    /// Print every query, not only their mean and the worst
    #[arg(long)]
    pub(crate) each: bool,
    /// Install tantivy-cli with cargo, to take part
    #[arg(long)]
    pub(crate) tantivy_cli: bool,
    /// Take the programs as they were built last
    #[arg(long)]
    pub(crate) no_build: bool,
    /// Folder for corpora and indexes; what is in it goes
    #[arg(long, value_name = "DIR")]
    pub(crate) scratch: Option<PathBuf>,
}

pub(crate) fn run(args: &RunArgs) -> Result<()> {
    install()?;
    let built = build(!args.no_build)?;
    tantivy_cli(&built, args.tantivy_cli)?;
    let present: Vec<Program> = Program::ALL.into_iter().filter(|&program| built.has(program)).collect();
    let absent = Program::ALL.into_iter().filter(|program| !present.contains(program));
    absent.for_each(|program| eprintln!("skipped: {} is not there", program.name()));
    let mut sizes = args.talks.clone();
    if sizes.is_empty() {
        sizes = vec![0, 10_000, 100_000];
    }
    if args.full {
        sizes.push(1_000_000);
    }
    let scratch = args.scratch.clone().unwrap_or_else(|| std::env::temp_dir().join("recaps-peers"));
    println!("{}\n\n{HEAD}", machine());
    let mut rows = Vec::new();
    for size in sizes {
        let folder = scratch.join(size.to_string());
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(folder.join("new"))?;
        let bench = Bench::new(args, &built, &present, &folder, size, &mut rows)?;
        bench.measure(&folder)?;
        fs::remove_dir_all(&folder)?;
    }
    rows.retain(|row| ![Program::True, Program::Find].iter().any(|program| program.name() == row.program));
    println!("\n{}", growth(&rows));
    Ok(())
}

/// What is measured on, in one line.
fn machine() -> String {
    let line = |program: &str, arguments: &[&str]| {
        Call::new(program).args(arguments).output().unwrap_or_default().trim().to_owned()
    };
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!(
        "{}, {cores} cores of {}, {}",
        line("date", &["-u", "+%Y-%m-%d"]),
        model.trim_start_matches([' ', '\t', ':']),
        line("uname", &["-sr"])
    )
}
