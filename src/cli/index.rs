//! `recaps index`: builds the index.

use super::Common;
use super::place::{self, summary};
use super::report::progress;
use crate::Error;
use crate::corpus::Corpus;
use crate::index::build;
use std::path::PathBuf;
use std::process::ExitCode;

/// Build the index
///
/// Without a PATH: $RECAPS_CORPUS, else the paths the index was built from, else corpus/ beside the index.
/// Folders are searched for recaps (.txt, .md, .html, .rst, .adoc); files are taken whatever their name.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps index                      the corpus at hand
  recaps index ~/recaps             a folder of recaps
  recaps index jour1.md jour2.md    two recaps")]
pub(super) struct IndexArgs {
    /// Folders of recaps, and recaps
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(args: &IndexArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let index = place::index_folder(common)?;
    for path in &args.paths {
        std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
    }
    let corpus = match args.paths.as_slice() {
        [] => place::corpus(&index).ok_or(Error::NoCorpus)?,
        paths => Corpus::new(paths),
    };
    let built = build(&index, &corpus, &mut progress(common))?;
    summary(common, &index, &built);
    Ok(ExitCode::SUCCESS)
}
