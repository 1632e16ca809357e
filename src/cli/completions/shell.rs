//! A shell that asks for completions: what the library answers, brought to what that shell does with it.

use clap::Command;
use clap_complete::env::EnvCompleter;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

/// Where a script of ours says which word is completed.
const INDEX: &str = "_CLAP_COMPLETE_INDEX";

/// What is to be completed.
pub(super) struct Asked<'a> {
    /// The program and its arguments.
    pub(super) command: &'a mut Command,
    /// The command line so far.
    pub(super) args: Vec<OsString>,
    /// The working folder.
    pub(super) here: Option<&'a Path>,
}

/// Writes the completions of a command line.
pub(super) type Complete = fn(Asked<'_>, &mut dyn Write) -> io::Result<()>;

/// A shell.
pub(super) struct Shell {
    /// The library's own, which has its name.
    pub(super) library: &'static dyn EnvCompleter,
    /// The script that asks, where it is not the library's.
    pub(super) script: Option<&'static str>,
    /// Answers it.
    pub(super) complete: Complete,
}

impl EnvCompleter for Shell {
    fn name(&self) -> &'static str {
        self.library.name()
    }

    fn is(&self, name: &str) -> bool {
        self.library.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match self.script {
            Some(script) => out.write_all(script.as_bytes()),
            None => self.library.write_registration(var, name, bin, completer, out),
        }
    }

    fn write_complete(
        &self,
        command: &mut Command,
        args: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        (self.complete)(Asked { command, args, here }, out)
    }
}

/// Which word is completed, as the script says; `None` where it does not.
pub(super) fn index() -> Option<usize> {
    std::env::var(INDEX).ok().and_then(|index| index.parse().ok())
}
