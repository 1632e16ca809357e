//! `recaps index`: builds the index, or brings it up to date.

use super::place::{self, summary};
use super::report::{note, print};
use super::target::Target;
use super::{Common, interrupt, watch};
use crate::Error;
use crate::cluster::Spread;
use crate::corpus::{Corpus, size};
use crate::index::source::Home;
use crate::index::{Options, Report, Wait, generation};
use crate::output::indexing::ReportMessage;
use crate::output::whereabouts;
use crate::panics::caught;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Exit status of a run under `--strict` that left something out.
const LEFT_OUT: u8 = 2;
/// So many recaps that came, changed or went are named.
const NAMED: usize = 10;

/// Build the index, or bring it up to date
///
/// Only recaps that came, changed or went since are read again; the answers are those of an index that is built anew.
/// Searches go on meanwhile and see the new index at once or not at all. Without a PATH: $RECAPS_CORPUS, else the paths
/// the index was built from, else corpus/ beside the index. Folders are searched for recaps (.txt, .md, .html, .rst,
/// .adoc); files are taken whatever their name.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps index                      the corpus at hand
  recaps index ~/recaps             a folder of recaps
  recaps index jour1.md jour2.md    two recaps
  recaps index --no-prune jour3.md  one more recap, beside those that are there
  recaps index --dry-run            what would be done
  recaps index --watch              at once, and again whenever the corpus changes
  recaps index ~/recaps --index https://search.example.org/recaps
                                    into an OpenSearch cluster")]
pub(super) struct IndexArgs {
    /// Folders of recaps, and recaps
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Read every recap again, not only those that changed
    #[arg(long)]
    rebuild: bool,
    /// Only say what would be done
    #[arg(long, conflicts_with = "watch")]
    dry_run: bool,
    /// Go on, and index again whenever the corpus changes
    #[arg(long)]
    watch: bool,
    /// Keep recaps that PATH does not hold (any more)
    #[arg(long)]
    no_prune: bool,
    /// Exit with status 2 where a recap could not be read
    #[arg(long)]
    strict: bool,
    /// Wait for another writer, for SECS seconds or as long as it takes
    #[arg(long, value_name = "SECS", num_args = 0..=1, require_equals = true)]
    wait: Option<Option<u32>>,
    /// Leave out files of more bytes: 500K, 20M, 1G [default: as before, at first 16M]
    #[arg(long, value_name = "SIZE", value_parser = size::parse)]
    max_filesize: Option<u64>,
    /// In a cluster: parts of the index, built anew where it has another number [default: one for each 4 GB of recaps]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    shards: Option<u32>,
    /// In a cluster: copies of each part beside the first [default: one as soon as there is a second node]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=64))]
    replicas: Option<u32>,
    /// Threads to use [default: one a core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl IndexArgs {
    fn options(&self) -> Options {
        Options {
            rebuild: self.rebuild,
            dry_run: self.dry_run,
            prune: !self.no_prune,
            jobs: self.jobs.map(usize::from),
            wait: match self.wait {
                None => Wait::No,
                Some(None) => Wait::Forever,
                Some(Some(seconds)) => Wait::AtMost(Duration::from_secs(seconds.into())),
            },
            ..Options::default()
        }
    }
}

pub(super) fn run(args: &IndexArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let target = Target::new(common, Spread { shards: args.shards, replicas: args.replicas })?;
    let index = target.place();
    for path in &args.paths {
        std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
    }
    let corpus = match args.paths.as_slice() {
        [] => target.corpus()?,
        paths => Corpus::new(paths),
    };
    let corpus = match args.max_filesize {
        Some(bytes) => corpus.with_max_filesize(bytes),
        None => corpus,
    };
    if let Some(glossary) = place::glossary_file(common, Some(corpus.clone())) {
        place::refuse_faults(&glossary)?;
    }
    let options = args.options();
    let left = if args.paths.is_empty() || args.no_prune { Vec::new() } else { left_roots(index, &corpus) };
    let _listening = interrupt::listen().map_err(|e| Error::io(index, e))?;
    let report = target.update(&corpus, &options, common)?;
    say_done(index, &report, args, common)?;
    if !report.removed.is_empty() && !args.dry_run {
        for path in left {
            note(
                common,
                &format!(
                    "{} was not named, and its recaps answer no more; to add to what is there: recaps index --no-prune PATH",
                    whereabouts::from_here(&path)
                ),
            );
        }
    }
    if args.watch {
        // What was asked for anew is not asked for at every change.
        let options = Options { rebuild: false, wait: Wait::Forever, ..options };
        let say = |what: &str| note(common, &format!("{} {what}", clock()));
        say(&format!("watching {corpus}"));
        watch::each_change(&corpus, index, &|| target.is_stale(), &say, || {
            match caught(None, || target.update(&corpus, &options, common)) {
                Ok(report) if report.is_change() => {
                    say(&doings(&report));
                    say_done(index, &report, args, common)?;
                }
                Ok(_) => {}
                // What is wrong with a corpus at one moment may be right at the next.
                Err(error) => say(&error.to_string()),
            }
            Ok(())
        })?;
    }
    let left_out = args.strict && !report.skipped.is_empty();
    Ok(if left_out { ExitCode::from(LEFT_OUT) } else { ExitCode::SUCCESS })
}

/// The places that an index was built from which are still there and are not among those of another corpus.
fn left_roots(index: &Path, corpus: &Corpus) -> Vec<PathBuf> {
    let home = Home::of(index);
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let named: Vec<PathBuf> = corpus.roots().iter().filter_map(|root| real(&root.path)).collect();
    let former = generation::roots(index).unwrap_or_default();
    let former = former.iter().filter_map(|root| real(&home.resolve(&root.path)));
    former.filter(|path| !named.iter().any(|named| path.starts_with(named))).collect()
}

/// The time of day, as people here read it.
fn clock() -> String {
    jiff::ZonedDateTime::now().strftime("%H:%M:%S").to_string()
}

/// Which recaps came, changed and went.
fn doings(report: &Report) -> String {
    let renamed: Vec<String> = report.renamed.iter().map(|(from, to)| format!("{from} to {to}")).collect();
    let doings = [
        ("added", &report.added),
        ("changed", &report.changed),
        ("renamed", &renamed),
        ("removed", &report.removed),
    ];
    let doings = doings.into_iter().filter(|(_, files)| !files.is_empty()).map(|(what, files)| {
        let named = files.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = files.len().saturating_sub(NAMED);
        if more > 0 { format!("{what} {named} and {more} more") } else { format!("{what} {named}") }
    });
    doings.collect::<Vec<_>>().join("; ")
}

/// Says what was done: what a format has to say of it on stdout, a summary on stderr.
fn say_done(index: &Path, report: &Report, args: &IndexArgs, common: &Common) -> anyhow::Result<()> {
    print(common, false, &ReportMessage::new(index, report, args.dry_run))?;
    summary(common, index, report, args.dry_run);
    Ok(())
}
