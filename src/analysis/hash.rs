//! The hash by which the tables of the build script place their keys, and by which keys are looked up in them.

/// FNV-1a: a few steps a byte, and no state that the build script and the program could differ in.
pub fn hash(key: &str) -> usize {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    key.bytes().fold(0x811C_9DC5, step) as usize
}
