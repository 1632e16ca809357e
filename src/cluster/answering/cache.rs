//! Tables of a generation that are kept on this machine: a search reads the vocabulary, and it is some megabytes.
//!
//! A file is known by the index in the cluster, which no other ever is, and by the digest of the table; it is verified when it is
//! read. The vocabulary is kept unpacked, behind a digest of what it unpacks to, and mapped: a search reads little of it. What
//! cannot be kept is read from the cluster each time.

use crate::Result;
use crate::cluster::connection::Connection;
use crate::cluster::generation::{Live, is_plain};
use crate::cluster::tables::{self, Stored, Table};
use crate::cluster::vocabulary::Vocabulary;
use crate::index::digest::{self, DIGITS};
use etcetera::base_strategy::{BaseStrategy, Xdg};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tantivy::Directory as _;
use tantivy::directory::{MmapDirectory, OwnedBytes};

/// Files that are kept, of all indexes together.
const MOST: usize = 12;
/// What the name of a file ends in that holds what its table unpacks to.
const UNPACKED: &str = "-unpacked";
/// Larger tables are not kept, in bytes.
const LARGEST: u64 = 512 << 20;

/// A table of a generation; `None` where it has none.
///
/// # Errors
/// Those of [`tables::read`].
pub(super) fn table(connection: &Connection, live: &Live, table: Table) -> Result<Option<Vec<u8>>> {
    let Some(stored) = live.meta.tables.of(table) else { return Ok(None) };
    let file = file(live, stored, "");
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

/// The vocabulary of a generation; `None` where it has none.
///
/// # Errors
/// Those of [`tables::read`].
pub(super) fn vocabulary(connection: &Connection, live: &Live) -> Result<Option<Vocabulary>> {
    let Some(stored) = live.meta.tables.of(Table::Vocabulary) else { return Ok(None) };
    let file = file(live, stored, UNPACKED);
    if let Some(plain) = file.as_deref().and_then(mapped) {
        return Vocabulary::read(plain).map(Some);
    }
    let Some(packed) = tables::read(connection, live, Table::Vocabulary)? else { return Ok(None) };
    let plain = Vocabulary::unpack(&packed)?;
    if let Some(file) = &file
        && plain.len() as u64 <= LARGEST
    {
        // Nobody need know that there is no room for it.
        let _ = keep(file, &[digest::of(&plain).as_bytes(), &plain].concat());
    }
    Vocabulary::read(OwnedBytes::new(plain)).map(Some)
}

/// The bytes of a file behind their digest, mapped and verified.
fn mapped(file: &Path) -> Option<OwnedBytes> {
    let folder = MmapDirectory::open(file.parent()?).ok()?;
    let bytes = folder.open_read(Path::new(file.file_name()?)).ok()?.read_bytes().ok()?;
    let (digest, plain) = (bytes.len() >= DIGITS).then(|| bytes.split(DIGITS))?;
    (digest::of(&plain).as_bytes() == digest.as_slice()).then_some(plain)
}

/// The file that a table is kept in.
fn file(live: &Live, stored: &Stored, kind: &str) -> Option<PathBuf> {
    let name = format!("{}-{}{kind}", live.uuid, stored.digest);
    Some(folder()?.join(name)).filter(|_| is_plain(&live.uuid) && is_plain(&stored.digest))
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
    // Left by a process that had this number.
    let _ = fs::remove_file(&draft);
    let written = fs::File::create_new(&draft).and_then(|mut draft| draft.write_all(bytes));
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
