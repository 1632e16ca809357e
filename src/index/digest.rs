//! Digests of the files of an index: they tell damage from soundness. Nobody is kept from forging them, nor could be: who
//! may write an index may write its digests.

use super::directory::SegmentFolder;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use tantivy::HasLen;
use tantivy::directory::Directory;
use tantivy::directory::footer::Footer;
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
    let mut hasher = Hasher::new();
    read(path, |piece| hasher.write(piece))?;
    Ok(written(hasher.finish_128()))
}

/// The digest of a file that Tantivy has written; `None` where it is not what Tantivy meant to write, as the end of the file
/// says.
pub(crate) fn of_written(folder: &SegmentFolder, name: &str) -> io::Result<Option<String>> {
    let file = folder.open_read(Path::new(name)).map_err(io::Error::other)?;
    let (footer, body) = Footer::extract_footer(file)?;
    let (mut checksum, mut hasher, mut left) = (crc32fast::Hasher::new(), Hasher::new(), body.len());
    read(&folder.path().join(name), |piece| {
        let of_body = &piece[..piece.len().min(left)];
        left -= of_body.len();
        checksum.update(of_body);
        hasher.write(piece);
    })?;
    Ok((checksum.finalize() == footer.crc).then(|| written(hasher.finish_128())))
}

/// Shows `on` what a file holds, piece by piece.
fn read(path: &Path, mut on: impl FnMut(&[u8])) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut room = vec![0; ROOM];
    loop {
        match file.read(&mut room) {
            Ok(0) => return Ok(()),
            Ok(read) => on(&room[..read]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

fn written(digest: u128) -> String {
    format!("{digest:0DIGITS$x}")
}
