//! Completions for zsh, which quotes by itself but only offers what begins as it was typed, unless it is asked otherwise.

use super::unquoted;
use clap::Command;
use clap_complete::env::{self, EnvCompleter};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

/// The script that asks.
const SCRIPT: &str = include_str!("recaps.zsh");
/// Where the script says which word is completed.
const INDEX: &str = "_CLAP_COMPLETE_INDEX";

/// Zsh, with everything offered that the program finds.
pub(super) struct Zsh;

impl EnvCompleter for Zsh {
    fn name(&self) -> &'static str {
        env::Zsh.name()
    }

    fn is(&self, name: &str) -> bool {
        env::Zsh.is(name)
    }

    fn write_registration(&self, _: &str, _: &str, _: &str, _: &str, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(SCRIPT.as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        args: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let index = std::env::var(INDEX).ok().and_then(|index| index.parse().ok());
        let index: usize = index.unwrap_or(args.len().saturating_sub(1));
        let args = args.iter().map(|arg| unquoted(&arg.to_string_lossy()).into()).collect();
        for candidate in clap_complete::engine::complete(command, args, index, here)? {
            let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
            let help = help.lines().next().unwrap_or_default();
            writeln!(out, "{}\t{help}", candidate.get_value().to_string_lossy())?;
        }
        Ok(())
    }
}
