//! Numbers that look random and are the same at every run, for tests and benchmarks.
#![allow(unreachable_pub, reason = "each program uses it in its own module")]

/// The next number below a limit, by a fixed xorshift.
pub fn random() -> impl FnMut(usize) -> usize {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    }
}
