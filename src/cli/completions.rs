//! `recaps completions`: what a shell needs to complete the command line.
//!
//! The script asks the program itself at every Tab, so that completions never lag behind the arguments, and ids and
//! names come from the index.

use super::report::plain_stdout;
use super::{Cli, Common};
use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// Set by the scripts when they ask for completions.
const VARIABLE: &str = "RECAPS_COMPLETE";
/// The program, as the scripts call it.
const PROGRAM: &str = "recaps";
/// Shells that can be completed for.
const SHELLS: Shells<'static> = Shells(&[&QuotingBash, &Elvish, &Fish, &QuotingPowershell, &Zsh]);

/// Print the completion script of a shell
///
/// Verbs, flags and values are completed, and ids, events and names from the index at hand.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  source <(recaps completions bash)                                      in ~/.bashrc
  source <(recaps completions zsh)                                       in ~/.zshrc, after compinit
  recaps completions fish > ~/.config/fish/completions/recaps.fish
  eval (recaps completions elvish | slurp)                               in ~/.config/elvish/rc.elv
  recaps completions powershell | Out-String | Invoke-Expression         in $PROFILE")]
pub(super) struct CompletionsArgs {
    /// Shell to complete for
    #[arg(value_name = "SHELL", value_parser = PossibleValuesParser::new(SHELLS.names()))]
    shell: String,
}

pub(super) fn run(args: &CompletionsArgs, _: &Common) -> anyhow::Result<ExitCode> {
    let mut out = plain_stdout();
    if let Some(shell) = SHELLS.completer(&args.shell) {
        shell.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Answers a script that asks for completions; does nothing for people.
///
/// # Errors
/// What clap has to say about a request that is none.
pub(super) fn answer() -> Result<bool, clap::Error> {
    let here = std::env::current_dir().ok();
    CompleteEnv::with_factory(Cli::command)
        .var(VARIABLE)
        .bin(PROGRAM)
        .completer(PROGRAM)
        .shells(SHELLS)
        .try_complete(std::env::args_os(), here.as_deref())
}

/// Bash inserts completions as they are: what has spaces and signs in it is to be quoted here, and what was typed comes
/// with its quoting.
struct QuotingBash;

/// Stands between completions.
const SEPARATOR: char = '\u{B}';

impl EnvCompleter for QuotingBash {
    fn name(&self) -> &'static str {
        Bash.name()
    }

    fn is(&self, name: &str) -> bool {
        Bash.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        Bash.write_registration(var, name, bin, completer, out)
    }

    fn write_complete(
        &self,
        command: &mut Command,
        args: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let args = args.iter().map(|arg| unquoted(&arg.to_string_lossy()).into()).collect();
        let mut plain = Vec::new();
        Bash.write_complete(command, args, here, &mut plain)?;
        let plain = String::from_utf8_lossy(&plain);
        let quoted: Vec<String> = plain.split(SEPARATOR).map(quoted).collect();
        out.write_all(quoted.join(&SEPARATOR.to_string()).as_bytes())
    }
}

/// PowerShell inserts completions as they are, too: what is no plain word is quoted, so that nothing in it is run.
struct QuotingPowershell;

impl EnvCompleter for QuotingPowershell {
    fn name(&self) -> &'static str {
        Powershell.name()
    }

    fn is(&self, name: &str) -> bool {
        Powershell.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        Powershell.write_registration(var, name, bin, completer, out)
    }

    fn write_complete(
        &self,
        command: &mut Command,
        args: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut plain = Vec::new();
        Powershell.write_complete(command, args, here, &mut plain)?;
        for line in String::from_utf8_lossy(&plain).lines() {
            match line.split_once('\t') {
                Some((value, help)) => writeln!(out, "{}\t{help}", quoted_powershell(value))?,
                None => writeln!(out, "{}", quoted_powershell(line))?,
            }
        }
        Ok(())
    }
}

/// A word of PowerShell. Between quotes only quotes mean something, typographic ones as well, and two stand for one.
fn quoted_powershell(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=+".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    let double = |c: char| if "'‘’‚‛".contains(c) { vec![c, c] } else { vec![c] };
    format!("'{}'", value.chars().flat_map(double).collect::<String>())
}

fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%^".contains(c);
    let quote = |c: char| if plain(c) { vec![c] } else { vec!['\\', c] };
    value.chars().flat_map(quote).collect()
}

fn unquoted(typed: &str) -> String {
    let mut plain = String::with_capacity(typed.len());
    let mut chars = typed.trim_start_matches(['"', '\'']).chars();
    while let Some(c) = chars.next() {
        plain.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    plain
}
