//! How the program is linked: the places that the loader has to fill in are listed in short.
//!
//! A program that can be loaded anywhere holds tens of thousands of addresses, and the loader adds to each where that is. As
//! ranges (RELR) they take the loader a third of the work and less than a tenth of the bytes. The C library has to know them, so they
//! are asked for only where it does: on GNU systems, for this machine, with the usual linker.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// What a C library that knows ranges provides by name.
const KNOWN: &[u8] = b"GLIBC_ABI_DT_RELR";

/// Says to Cargo how to link the program.
pub(crate) fn say() {
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    let is_here = env::var_os("HOST") == env::var_os("TARGET");
    let is_gnu = env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux")
        && env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|of| of == "gnu");
    // Other linkers may refuse what they do not know.
    let is_usual = env::var_os("RUSTC_LINKER").is_none();
    if is_here && is_gnu && is_usual && library().is_some_and(|path| knows_ranges(&path)) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The C library that this script runs with.
fn library() -> Option<PathBuf> {
    let maps = fs::read_to_string("/proc/self/maps").ok()?;
    let path = maps.lines().filter_map(|line| line.split_ascii_whitespace().last());
    path.map(PathBuf::from).find(|path| path.ends_with("libc.so.6"))
}

fn knows_ranges(library: &Path) -> bool {
    fs::read(library).is_ok_and(|bytes| bytes.windows(KNOWN.len()).any(|name| name == KNOWN))
}
