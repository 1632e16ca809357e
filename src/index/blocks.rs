//! Rows in blocks, so that a few of many can be read without the others.
//!
//! How many blocks there are, where each ends, then the blocks; numbers take four bytes, the least first.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io;
use std::ops::Range;
use tantivy::HasLen;
use tantivy::directory::{FileSlice, OwnedBytes};

/// Rows in a block.
pub(super) const ROWS: usize = 32;
/// Bytes of a number.
const NUMBER: usize = 4;

/// The stored form of rows.
pub(super) fn encode<T: Serialize>(rows: &[T]) -> io::Result<Vec<u8>> {
    let invalid = |reason: String| io::Error::new(io::ErrorKind::InvalidInput, reason);
    let mut bytes = Vec::new();
    let mut ends = Vec::new();
    for block in rows.chunks(ROWS) {
        bytes = postcard::to_extend(block, bytes).map_err(|e| invalid(e.to_string()))?;
        ends.push(u32::try_from(bytes.len()).map_err(|e| invalid(e.to_string()))?);
    }
    let mut encoded = (ends.len() as u32).to_le_bytes().to_vec();
    encoded.extend(ends.into_iter().flat_map(u32::to_le_bytes));
    encoded.extend(bytes);
    Ok(encoded)
}

/// How many blocks there are.
pub(super) fn count(file: &FileSlice) -> io::Result<usize> {
    let blocks = number(&read(file, 0..NUMBER)?, 0)?;
    if blocks > file.len() / NUMBER { Err(malformed()) } else { Ok(blocks) }
}

/// The rows of one block; no more of the file is read than is needed for it.
pub(super) fn block<T: DeserializeOwned>(file: &FileSlice, block: usize) -> io::Result<Vec<T>> {
    let count = count(file)?;
    if block >= count {
        return Err(malformed());
    }
    let ends = read(file, block * NUMBER..(block + 2) * NUMBER)?;
    let start = if block == 0 { 0 } else { number(&ends, 0)? };
    rows(&read(file, within(start, number(&ends, 1)?, count)?)?)
}

/// All rows.
pub(super) fn all<T: DeserializeOwned>(file: &FileSlice) -> io::Result<Vec<T>> {
    let (count, bytes) = (count(file)?, file.read_bytes()?);
    let mut all = Vec::with_capacity(count * ROWS);
    let mut start = 0;
    for at in 0..count {
        let end = number(&bytes, at + 1)?;
        all.extend(rows::<T>(bytes.get(within(start, end, count)?).ok_or_else(malformed)?)?);
        start = end;
    }
    Ok(all)
}

/// Where a block is in the file.
fn within(start: usize, end: usize, count: usize) -> io::Result<Range<usize>> {
    let first = (count + 1) * NUMBER;
    let range = first + start..first + end;
    if range.start > range.end { Err(malformed()) } else { Ok(range) }
}

fn rows<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<Vec<T>> {
    postcard::from_bytes(bytes).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e.to_string()))
}

fn read(file: &FileSlice, range: Range<usize>) -> io::Result<OwnedBytes> {
    if range.end > file.len() { Err(malformed()) } else { file.read_bytes_slice(range) }
}

fn number(bytes: &[u8], at: usize) -> io::Result<usize> {
    let number = bytes.get(at * NUMBER..(at + 1) * NUMBER).and_then(|number| number.try_into().ok());
    number.map(|number| u32::from_le_bytes(number) as usize).ok_or_else(malformed)
}

fn malformed() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a block that is not there")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_all_rows_in_order() {
        for rows in [0, 1, ROWS, ROWS + 1, 5 * ROWS] {
            let whole: Vec<u64> = (0..rows as u64).collect();
            let bytes = encode(&whole).expect("encoded");
            let file = FileSlice::from(bytes.clone());
            assert_eq!(all::<u64>(&file).expect("all"), whole);
            let count = count(&file).expect("a number");
            let parts: Vec<Vec<u64>> = (0..count).map(|at| block(&file, at).expect("a block")).collect();
            assert_eq!(parts.concat(), whole);
            assert!(block::<u64>(&file, count).is_err());
            for cut in 0..bytes.len() {
                let file = FileSlice::from(bytes[..cut].to_vec());
                assert!(all::<u64>(&file).is_err() || rows == 0, "{cut} of {}", bytes.len());
            }
        }
    }
}
