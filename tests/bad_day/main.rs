//! Bad days: somebody else's files in the index folder, clocks that are wrong, names that are no text, systems that have
//! nothing left. Files of others stay, each loss is reported, and the program refuses instead of crashing.

#[path = "../common/mod.rs"]
mod common;
mod left_alone;
mod lost;
mod panics;
mod programmes;
mod refused;
#[cfg(unix)]
mod stale;
#[cfg(target_os = "linux")]
#[path = "../common/tmux.rs"]
mod tmux;
#[cfg(unix)]
mod watched;

/// Ids of all talks in the index of a folder.
fn ids(home: &std::path::Path) -> Vec<String> {
    let output = common::recaps(home, &["list", "-q", "--format", "ids"]);
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}
