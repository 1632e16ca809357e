//! Tables of a generation that are kept on this machine: a search reads the vocabulary, and it is some megabytes.
//!
//! A file is known by the index in the cluster, which no other ever is, and by the digest of the table; it is verified when it is
//! read. What cannot be kept is read from the cluster each time.

use crate::Result;
use crate::cluster::connection::Connection;
use crate::cluster::generation::Live;
use crate::cluster::tables::{self, Table};
use crate::index::digest;
use etcetera::base_strategy::{BaseStrategy, Xdg};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Files that are kept, of all indexes together.
const MOST: usize = 12;
/// Larger tables are not kept, in bytes.
const LARGEST: u64 = 512 << 20;

/// A table of a generation; `None` where it has none.
///
/// # Errors
/// Those of [`tables::read`].
pub(super) fn table(connection: &Connection, live: &Live, table: Table) -> Result<Option<Vec<u8>>> {
    let Some(stored) = live.meta.tables.of(table) else { return Ok(None) };
    let file = folder().map(|folder| folder.join(format!("{}-{}", live.uuid, stored.digest)));
    if let Some(file) = &file
        && let Ok(bytes) = fs::read(file)
        && bytes.len() as u64 == stored.length
        && digest::of(&bytes) == stored.digest
    {
        return Ok(Some(bytes));
    }
    let bytes = tables::read(connection, live, table)?;
    if let (Some(file), Some(bytes)) = (&file, &bytes)
        && stored.length <= LARGEST
    {
        // Nobody need know that there is no room for it.
        let _ = keep(file, bytes);
    }
    Ok(bytes)
}

/// Where the tables of clusters are kept; `None` where there is no such place.
fn folder() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.cache_dir().join("recaps").join("clusters"))
}

/// Keeps a table, and as few others as there may be.
fn keep(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    fs::create_dir_all(folder)?;
    let draft = folder.join(format!("{}.draft", std::process::id()));
    let written = fs::File::create(&draft).and_then(|mut draft| draft.write_all(bytes));
    written.and_then(|()| fs::rename(&draft, file)).inspect_err(|_| drop(fs::remove_file(&draft)))?;
    let mut kept: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)?.flatten() {
        let about = entry.metadata()?;
        if about.is_file() {
            kept.push((about.modified()?, entry.path()));
        }
    }
    kept.sort_unstable();
    let excess = kept.len().saturating_sub(MOST);
    kept.iter().take(excess).for_each(|(_, file)| drop(fs::remove_file(file)));
    Ok(())
}
