//! `recaps completions`: what a shell needs to complete the command line.
//!
//! The script asks the program itself at every Tab, so that completions never lag behind the arguments, and ids and
//! names come from the index. Nushell wants the arguments declared, and asks for ids and names only.

mod bash;
pub(super) mod candidates;
mod fish;
mod nushell;
mod powershell;
mod shell;
mod zsh;

use super::report::{note, plain_stdout};
use super::{Cli, Common};
use crate::{Error, Result};
use clap::CommandFactory;
use clap::builder::PossibleValuesParser;
use clap_complete::CompleteEnv;
use clap_complete::env::{Elvish, Shells};
use etcetera::base_strategy::{BaseStrategy, Xdg};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Set by the scripts when they ask for completions.
const VARIABLE: &str = "RECAPS_COMPLETE";
/// The program, as the scripts call it.
const PROGRAM: &str = "recaps";
/// The shell whose script declares the arguments.
const NUSHELL: &str = "nushell";
/// Shells whose scripts ask.
const SHELLS: Shells<'static> =
    Shells(&[&bash::BASH, &Elvish, &fish::FISH, &powershell::POWERSHELL, &zsh::ZSH]);

/// Print the completion script of a shell
///
/// Verbs, flags and values are completed, and ids, events and names from the index at hand.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps completions bash --install                                      where the shell looks for it
  source <(recaps completions bash)                                      in ~/.bashrc
  source <(recaps completions zsh)                                       in ~/.zshrc, after compinit
  recaps completions fish > ~/.config/fish/completions/recaps.fish
  eval (recaps completions elvish | slurp)                               in ~/.config/elvish/rc.elv
  recaps completions powershell | Out-String | Invoke-Expression         in $PROFILE")]
pub(super) struct CompletionsArgs {
    /// Shell to complete for
    #[arg(value_name = "SHELL", value_parser = PossibleValuesParser::new(SHELLS.names().chain([NUSHELL])))]
    shell: String,
    /// Write the script where the shell looks for those of its user, and say where that is
    #[arg(long)]
    install: bool,
}

pub(super) fn run(args: &CompletionsArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    match SHELLS.completer(&args.shell) {
        Some(shell) => shell.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?,
        None => script = nushell::script(&mut Cli::command(), PROGRAM),
    }
    if args.install {
        let path = place(&args.shell)?;
        let folder = path.parent().unwrap_or(&path);
        std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        std::fs::write(&path, &script).map_err(|e| Error::io(&path, e))?;
        note(common, &format!("written to {}; {}", path.display(), then(&args.shell, &path)));
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = plain_stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Where a shell looks for the completions of its user.
fn place(shell: &str) -> Result<PathBuf> {
    let user = || Xdg::new().map_err(|_| Error::io("~", std::io::ErrorKind::NotFound.into()));
    let data = || user().map(|user| user.data_dir());
    let config = || user().map(|user| user.config_dir());
    Ok(match shell {
        "bash" => match std::env::var_os("BASH_COMPLETION_USER_DIR").filter(|folder| !folder.is_empty()) {
            Some(folder) => PathBuf::from(folder).join("completions/recaps"),
            None => data()?.join("bash-completion/completions/recaps"),
        },
        "fish" => config()?.join("fish/completions/recaps.fish"),
        "zsh" => data()?.join("zsh/site-functions/_recaps"),
        "elvish" => config()?.join("elvish/lib/recaps.elv"),
        "powershell" => config()?.join("powershell/recaps.ps1"),
        _ => data()?.join("nushell/vendor/autoload/recaps.nu"),
    })
}

/// What is to be done with a script that was written to `path`, before it counts.
fn then(shell: &str, path: &Path) -> String {
    let folder = path.parent().unwrap_or(path).display();
    match shell {
        // Only that package looks into the folder, and a shell need not load it.
        "bash" => {
            "it counts from the next shell on that loads bash-completion; in ~/.bashrc of one that does not: \
                   source <(recaps completions bash)"
                .to_owned()
        }
        "zsh" => format!("its folder must be in fpath before compinit: fpath=({folder} $fpath)"),
        "elvish" => "then, in rc.elv: use recaps".to_owned(),
        "powershell" => format!("then, in $PROFILE: . {}", path.display()),
        _ => "it counts from the next shell on".to_owned(),
    }
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

/// What was typed, without the quotation mark it may begin with and without the signs that quote in a shell.
fn unquoted(typed: &str) -> String {
    let mut plain = String::with_capacity(typed.len());
    let mut chars = typed.trim_start_matches(['"', '\'']).chars();
    while let Some(c) = chars.next() {
        plain.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    plain
}
