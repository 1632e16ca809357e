//! Digests of the files of an index, which show damage. They are no protection against forgery: a process that may write an
//! index may also write its digests.
//!
//! A file has a digest for each of its blocks, so that a part of it can be verified without the rest. The digest of these
//! digests is the digest of the file.

use super::directory::SegmentFolder;
use crate::corpus::refuse_pipe;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use tantivy::HasLen;
use tantivy::directory::Directory;
use tantivy::directory::footer::Footer;
use twox_hash::XxHash3_128 as Hasher;

/// Hexadecimal digits of a digest.
pub(crate) const DIGITS: usize = 32;
/// Bytes of a block of a file. A search reads hundreds of short pieces here and there, and verifies a block for each; the
/// digests take one byte in 512.
pub(crate) const BLOCK: usize = 4 << 10;
/// Bytes of the digest of a block.
pub(crate) const SHORT: usize = 8;
/// Bytes that are read at once: some blocks.
const ROOM: usize = 16 * BLOCK;

/// The digest of some bytes, in hexadecimal digits.
pub fn of(bytes: &[u8]) -> String {
    written(Hasher::oneshot(bytes))
}

/// The digest of one block.
pub(crate) fn of_block(block: &[u8]) -> [u8; SHORT] {
    (Hasher::oneshot(block) as u64).to_le_bytes()
}

/// The digests of the blocks of a file with these bytes, one behind the other.
pub(crate) fn of_blocks(bytes: &[u8]) -> Vec<u8> {
    bytes.chunks(BLOCK).flat_map(of_block).collect()
}

/// The digests of the blocks of a file, which need not fit into memory.
pub(crate) fn of_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut blocks = Vec::new();
    read(path, |piece| blocks.extend(of_blocks(piece)))?;
    Ok(blocks)
}

/// The digests of the blocks of a file that Tantivy has written; `None` where it is not what Tantivy meant to write, as the
/// end of the file says.
pub(crate) fn of_written(folder: &SegmentFolder, name: &str) -> io::Result<Option<Vec<u8>>> {
    let file = folder.open_read(Path::new(name)).map_err(io::Error::other)?;
    let (footer, body) = Footer::extract_footer(file)?;
    let (mut checksum, mut blocks, mut left) = (crc32fast::Hasher::new(), Vec::new(), body.len());
    read(&folder.path().join(name), |piece| {
        let of_body = &piece[..piece.len().min(left)];
        left -= of_body.len();
        checksum.update(of_body);
        blocks.extend(of_blocks(piece));
    })?;
    Ok((checksum.finalize() == footer.crc).then_some(blocks))
}

/// Shows `on` what a file holds, piece by piece: all but the last have [`ROOM`] bytes.
fn read(path: &Path, mut on: impl FnMut(&[u8])) -> io::Result<()> {
    refuse_pipe(path)?;
    let file = File::open(path)?;
    let mut room = Vec::with_capacity(ROOM);
    loop {
        room.clear();
        (&file).take(ROOM as u64).read_to_end(&mut room)?;
        if room.is_empty() {
            return Ok(());
        }
        on(&room);
    }
}

fn written(digest: u128) -> String {
    format!("{digest:0DIGITS$x}")
}
