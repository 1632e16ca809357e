//! One process from its start to its end: how long it took, and the most memory it held.

use anyhow::{Context, Result, ensure};
use std::ffi::OsString;
use std::fs::File;
use std::io::Seek;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use wait4::Wait4;

/// What is run: a program and its arguments.
#[derive(Clone)]
pub(crate) struct Call(Vec<OsString>);

/// What a run took.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    /// From the order to start to the end, in milliseconds.
    pub(crate) wall: f64,
    /// Peak resident set, in bytes. Never less than what this program holds itself: a process begins as its copy.
    pub(crate) memory: u64,
}

impl Call {
    /// A program by its path, or by its name in one of the folders of PATH. It is looked up now, for all alike: a process
    /// whose program is looked up as it starts begins in another, slower way.
    pub(crate) fn new(program: impl AsRef<Path>) -> Call {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let named = program.as_ref();
        let mut found =
            std::env::split_paths(&path).map(|folder| folder.join(named)).filter(|file| file.is_file());
        let found = if named.components().count() == 1 { found.next() } else { None };
        Call(vec![found.unwrap_or_else(|| named.to_owned()).into()])
    }

    pub(crate) fn arg(mut self, argument: impl Into<OsString>) -> Call {
        self.0.push(argument.into());
        self
    }

    pub(crate) fn args(mut self, arguments: &[&str]) -> Call {
        self.0.extend(arguments.iter().map(OsString::from));
        self
    }

    /// The program and its arguments in one line, to be read.
    pub(crate) fn line(&self) -> String {
        let words: Vec<_> = self.0.iter().map(|word| word.to_string_lossy()).collect();
        words.join(" ")
    }

    /// The command, in the same small environment for every program: its size alone changes times.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.0[0]);
        command.args(&self.0[1..]).stdin(Stdio::null()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LANG", "C.UTF-8");
        command
    }

    /// Runs it to its end and returns what it printed.
    pub(crate) fn output(&self) -> Result<String> {
        let output = self.command().output().with_context(|| self.line())?;
        ensure!(
            output.status.success(),
            "{}: {}\n{}",
            self.line(),
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Runs processes one after the other, what they print going to a file: some print less, or stop earlier, where nobody
/// reads it.
pub(crate) struct Stopwatch {
    out: File,
}

impl Stopwatch {
    pub(crate) fn new(scratch: &Path) -> Result<Stopwatch> {
        Ok(Stopwatch { out: File::create(scratch.join("printed"))? })
    }

    /// Runs a process; its exit status must be one of `statuses`.
    pub(crate) fn time(&mut self, call: &Call, statuses: &[i32]) -> Result<Sample> {
        self.out.set_len(0)?;
        self.out.rewind()?;
        let mut command = call.command();
        command.stdout(self.out.try_clone()?).stderr(Stdio::null());
        let begun = Instant::now();
        let mut child = command.spawn().with_context(|| call.line())?;
        let used = child.wait4()?;
        let wall = begun.elapsed().as_secs_f64() * 1e3;
        let status = used.status.code();
        ensure!(status.is_some_and(|status| statuses.contains(&status)), "{}: {}", call.line(), used.status);
        Ok(Sample { wall, memory: used.rusage.maxrss })
    }
}
