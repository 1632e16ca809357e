//! Streams that end early, are closed, or are full. The devices are those of Linux.
#![cfg(target_os = "linux")]

mod common;

use common::{EDITIONS, home, program};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

/// Every verb that prints, in the formats that take ways of their own to stdout.
const PRINTING: [&[&str]; 19] = [
    &["search", "ebpf"],
    &["search", "ebpf", "--format", "json"],
    &["search", "ebpf", "--format", "csv"],
    &["search", "ebpf", "--format", "ids", "-0"],
    &["search", "--schema"],
    &["list"],
    &["list", "--format", "jsonl"],
    &["show", "qwertz-2022/le-noyau-sans-peur"],
    &["show", "--raw", "qwertz-2022/le-noyau-sans-peur"],
    &["facets", "speaker"],
    &["facets", "speaker", "--format", "csv"],
    &["timeline", "ebpf", "--format", "jsonl"],
    &["status", "--format", "json"],
    &["export"],
    &["analyze", "noyau"],
    &["man"],
    &["completions", "zsh"],
    &["--help"],
    &["--version"],
];

fn indexed() -> tempfile::TempDir {
    let home = home(&EDITIONS);
    assert!(program(home.path()).args(["-q", "index"]).status().expect("the program runs").success());
    home
}

#[test]
fn a_closed_pipe_ends_quietly_with_success() {
    let home = indexed();
    for args in PRINTING {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = program(home.path()).arg("-q").args(args).stdout(writer).output().expect("a run");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_full_disk_is_said() {
    let home = indexed();
    for args in PRINTING {
        let full = File::options().write(true).open("/dev/full").expect("the device");
        let output = program(home.path()).args(args).stdout(full).output().expect("a run");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        let messages = said.lines().filter(|line| line.contains("cannot write to stdout")).count();
        assert_eq!(messages, 1, "{args:?}: {said}");
    }
}

/// The program under a shell that closes one of its streams.
fn shell(folder: &Path, redirection: &str, args: &[&str]) -> Command {
    let own = program(folder);
    let mut command = Command::new("sh");
    command.current_dir(folder).env_remove("RECAPS_INDEX").env_remove("RECAPS_CORPUS");
    command.args(["-c", &format!("exec \"$0\" \"$@\" {redirection}")]).arg(own.get_program()).args(args);
    command
}

#[test]
fn a_closed_stdout_ends_quietly_with_success() {
    let home = indexed();
    for args in PRINTING {
        let output = shell(home.path(), ">&-", &[&["-q"], args].concat()).output().expect("a run");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn a_closed_stderr_changes_no_status() {
    let home = indexed();
    let status = |args: &[&str]| {
        let mut command = shell(home.path(), "2>&-", args);
        command.stdout(Stdio::null()).status().expect("a run").code()
    };
    assert_eq!(status(&["search", "ebpf", "-v"]), Some(0));
    assert_eq!(status(&["search", "zzzzzz"]), Some(1));
    assert_eq!(status(&["search", "ebpf", "--bogus"]), Some(2));
    assert_eq!(status(&["status", "--index", "nowhere"]), Some(3));
}
