//! The made-up corpus on disk: `talks.jsonl` beside a folder `recaps`.

use crate::synthetic::{PER_RECAP, Recap, Words, recaps};
use anyhow::{Context, Result};
use std::fs;
use std::io::{BufWriter, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

/// Recaps a thread writes between two times that it hands over the talks of all of them.
const STEP: u64 = 200;

/// Write a made-up corpus: the same talks ready-cut and as recaps of twelve
#[derive(clap::Args)]
pub(crate) struct GenerateArgs {
    /// Talks to write
    talks: u64,
    /// Folder for talks.jsonl and recaps/
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Another number, another corpus
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Leave out the first recaps: what comes after a corpus of 12 × N talks
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: u64,
}

pub(crate) fn generate(args: &GenerateArgs) -> Result<()> {
    let folder = args.out.join("recaps");
    let end = args.skip * PER_RECAP + args.talks;
    for hundreds in args.skip / 1000..=recaps(end) / 1000 {
        fs::create_dir_all(folder.join(format!("{hundreds:03}")))?;
    }
    let lines = args.out.join("talks.jsonl");
    let mut lines = BufWriter::new(fs::File::create(&lines).with_context(|| lines.display().to_string())?);
    let words = Words::new();
    let write = |recaps: std::ops::Range<u64>| -> Result<String> {
        let mut talks = String::new();
        for number in recaps {
            let recap = Recap::new(&words, args.seed, number, end);
            fs::write(folder.join(recap.file()), recap.text())?;
            talks.push_str(&recap.lines());
        }
        Ok(talks)
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    let last = recaps(end);
    for first in (args.skip..last).step_by((threads * STEP) as usize) {
        let parts = (0..threads).map(|n| (first + n * STEP).min(last)..(first + (n + 1) * STEP).min(last));
        thread::scope(|scope| {
            let running: Vec<_> = parts.map(|part| scope.spawn(|| write(part))).collect();
            running.into_iter().try_for_each(|part| -> Result<()> {
                let talks = part.join().map_err(|_| anyhow::anyhow!("a writing thread panicked"))??;
                Ok(lines.write_all(talks.as_bytes())?)
            })
        })?;
    }
    Ok(lines.flush()?)
}

/// The files of a folder and those under it, in no order.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.extend(files(&entry.path())?);
        } else {
            found.push(entry.path());
        }
    }
    Ok(found)
}
