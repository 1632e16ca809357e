//! Rows in blocks, so that a few of many can be read without the others.
//!
//! How many blocks there are, where each ends, then the blocks; numbers take four bytes, the least first.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io;

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
pub(super) fn count(bytes: &[u8]) -> usize {
    number(bytes, 0).unwrap_or(0).min(bytes.len() / NUMBER)
}

/// The rows of one block.
pub(super) fn block<T: DeserializeOwned>(bytes: &[u8], block: usize) -> Result<Vec<T>, String> {
    let within = || {
        let start = if block == 0 { 0 } else { number(bytes, block)? };
        let end = number(bytes, block + 1)?;
        let first = (count(bytes) + 1) * NUMBER;
        bytes.get(first.checked_add(start)?..first.checked_add(end)?)
    };
    let rows = within().ok_or("a block that is not there")?;
    postcard::from_bytes(rows).map_err(|e| e.to_string())
}

/// All rows.
pub(super) fn all<T: DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>, String> {
    if bytes.len() < NUMBER {
        return Err("no rows".to_owned());
    }
    let mut rows = Vec::with_capacity(count(bytes) * ROWS);
    for at in 0..count(bytes) {
        rows.extend(block::<T>(bytes, at)?);
    }
    Ok(rows)
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let number = bytes.get(at * NUMBER..(at + 1) * NUMBER)?;
    Some(u32::from_le_bytes(number.try_into().ok()?) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_all_rows_in_order() {
        for rows in [0, 1, ROWS, ROWS + 1, 5 * ROWS] {
            let whole: Vec<u64> = (0..rows as u64).collect();
            let bytes = encode(&whole).expect("encoded");
            assert_eq!(all::<u64>(&bytes).expect("all"), whole);
            let parts: Vec<Vec<u64>> =
                (0..count(&bytes)).map(|at| block(&bytes, at).expect("a block")).collect();
            assert_eq!(parts.concat(), whole);
            assert!(block::<u64>(&bytes, count(&bytes)).is_err());
            for cut in 0..bytes.len() {
                assert!(all::<u64>(&bytes[..cut]).is_err() || rows == 0, "{cut} of {}", bytes.len());
            }
        }
    }
}
