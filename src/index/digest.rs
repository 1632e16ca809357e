//! Digests of the files of an index: they tell damage from soundness. Nobody is kept from forging them, nor could be: who
//! may write an index may write its digests.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use twox_hash::XxHash3_128 as Hasher;

/// Hexadecimal digits of a digest.
pub(crate) const DIGITS: usize = 32;
/// Bytes that are read at once.
const ROOM: usize = 1 << 16;

/// The digest of some bytes, in hexadecimal digits.
pub fn of(bytes: &[u8]) -> String {
    written(Hasher::oneshot(bytes))
}

/// The digest of a file, which need not fit into memory.
pub(crate) fn of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Hasher::new();
    let mut room = vec![0; ROOM];
    loop {
        match file.read(&mut room) {
            Ok(0) => return Ok(written(hasher.finish_128())),
            Ok(read) => hasher.write(&room[..read]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

fn written(digest: u128) -> String {
    format!("{digest:0DIGITS$x}")
}
