//! Faults: what the built program does when it is killed, stopped, starved of space or given a damaged index.
//!
//! Every trial drives the program from outside and judges answers by their bytes: they are those of the index as it
//! was or as it is to be, or the program says in one line what is wrong and ends with the status for it. The names of
//! files inside the index folder are none of the trials' business; only `current` and what it names are known.
//!
//! `cargo test --test faults` runs a small size of each trial. The full size, with the figures of every trial as rows
//! of a table on stdout, is
//!
//! ```text
//! RECAPS_FAULTS=full cargo test --release --test faults -- --nocapture --test-threads=1
//! ```
//!
//! A trial that needs what is not there (a C compiler, root, `unshare`) says so and is skipped.
#![cfg(unix)]

mod answers;
mod chance;
mod command;
mod damaged;
mod figures;
mod home;
mod incremental;
mod interposer;
mod killed;
mod questions;
mod readers;
mod recaps;
mod scene;
mod signals;
mod space;
mod stopped;
mod surroundings;
mod writers;
