//! `recaps open`: the page of a talk in the browser, or its lines in the editor.

use super::completions::candidates;
use super::{Common, named, place};
use crate::output::hyperlink;
use crate::{Error, Result};
use clap_complete::ArgValueCompleter;
use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Arguments by which an editor opens a file at a line.
const EDITORS: &str = include_str!("data/editors.tsv");
/// The editor where neither `$VISUAL` nor `$EDITOR` names one.
const EDITOR: &str = "vi";
/// The same for an editor that is not in the table.
const USUAL: &str = "+{line} {file}";

/// Open the page of a talk in the browser, or its recap in the editor
///
/// The page is that of the programme, else the recording, else the recap as it was published. --edit opens the file at the
/// line of the talk, in $VISUAL, else $EDITOR, else vi where there is a terminal for it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps open kcd-france-2023-ippon/revolution
  recaps open --edit corpus/kcd-france-2023-ippon.txt:37
  recaps open $(recaps pick eBPF)")]
pub(super) struct OpenArgs {
    /// Id of a talk, as search and list print it; its beginning, or file:line
    #[arg(value_name = "ID", add = ArgValueCompleter::new(candidates::ids))]
    id: String,
    /// Open the file of the recap at the line of the talk
    #[arg(short, long)]
    edit: bool,
}

pub(super) fn run(args: &OpenArgs, common: &Common) -> anyhow::Result<ExitCode> {
    let open = place::open(common)?;
    let talk = named::talk(&args.id, open, common)?.talk()?;
    if args.edit {
        let place = open.index().place(&talk.source.file);
        let file = place.unwrap_or_else(|| PathBuf::from(&talk.source.file));
        edit(&file, talk.source.first_line, None)?;
    } else {
        browse(&hyperlink::page(&talk).ok_or(Error::NoPage { id: talk.id })?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens an address in the browser, and does not wait for it.
///
/// # Errors
/// Where no browser comes up.
pub(super) fn browse(page: &str) -> Result<()> {
    // What the launchers say is meant for programmers.
    let none = |_| Error::io(page, std::io::Error::other("no browser could be started"));
    ::open::that_detached(page).map_err(none)
}

/// Opens a file at a line in the editor of the user, on `terminal` where stdin and stdout may be no terminal, and waits
/// until it is left.
///
/// # Errors
/// Where no editor comes up, and where none is named and there is no terminal for the usual one.
pub(super) fn edit(file: &Path, line: u32, terminal: Option<&File>) -> Result<()> {
    let named =
        ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var_os(name).filter(|e| !e.is_empty()));
    // An editor that is named may bring a window of its own; the usual one would wait for keys that never come.
    let is_terminal = terminal.is_some() || std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if named.is_none() && !is_terminal {
        return Err(Error::NoEditor);
    }
    let command = named.map_or_else(|| EDITOR.to_owned(), |editor| editor.to_string_lossy().into_owned());
    // A command of the shell, as for git: it may have arguments of its own.
    let program = command.split_whitespace().next().unwrap_or(EDITOR);
    let name = Path::new(program).file_stem().map_or(program.into(), |name| name.to_string_lossy());
    let mut rows = EDITORS.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    let arguments = rows.find(|(editor, _)| *editor == name).map_or(USUAL, |(_, arguments)| arguments);
    let arguments = arguments.replace("{line}", &line.to_string()).replace("{file}", "\"$1\"");
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{command} {arguments}")).arg("recaps").arg(file);
    if let Some(terminal) = terminal {
        let stream = || terminal.try_clone().map_err(|e| Error::io(program, e));
        shell.stdin(stream()?).stdout(stream()?).stderr(stream()?);
    }
    match shell.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::io(program, std::io::Error::other(format!("ended with {status}")))),
        Err(e) => Err(Error::io(program, e)),
    }
}
