//! `recaps open`: the page of a talk in the browser, or its lines in the editor.

use super::{Common, candidates, named, place};
use crate::output::hyperlink;
use crate::talk::Talk;
use crate::{Error, Result};
use clap_complete::ArgValueCompleter;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// How editors are told a line.
const EDITORS: &str = include_str!("data/editors.tsv");
/// The editor where neither `$VISUAL` nor `$EDITOR` names one.
const EDITOR: &str = "vi";
/// How an editor that the table does not know is told a line.
const USUAL: &str = "+{line} {file}";

/// Open the page of a talk in the browser, or its recap in the editor
///
/// The page is that of the programme, else the recording, else the recap as it was published. --edit opens the file at the
/// line of the talk, in $VISUAL, else $EDITOR, else vi.
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
    let talk = open.index.talk(named::talk(&args.id, &open, common)?)?;
    if args.edit {
        let place = open.index.place(&talk.source.file);
        edit(&place.unwrap_or_else(|| PathBuf::from(&talk.source.file)), talk.source.first_line)?;
    } else {
        browse(&talk)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the page of a talk in the browser.
///
/// # Errors
/// Where it has none, or no browser comes up.
pub(super) fn browse(talk: &Talk) -> Result<()> {
    let page = hyperlink::page(talk).ok_or_else(|| Error::NoPage { id: talk.id.clone() })?;
    ::open::that_detached(&page).map_err(|e| Error::io(page, e))
}

/// Opens a file at a line in the editor of the user, and waits until it is left.
///
/// # Errors
/// Where no editor comes up.
pub(super) fn edit(file: &Path, line: u32) -> Result<()> {
    let named =
        ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var_os(name).filter(|e| !e.is_empty()));
    let command = named.map_or_else(|| EDITOR.to_owned(), |editor| editor.to_string_lossy().into_owned());
    // A command of the shell, as for git: it may have arguments of its own.
    let program = command.split_whitespace().next().unwrap_or(EDITOR);
    let name = Path::new(program).file_stem().map_or(program.into(), |name| name.to_string_lossy());
    let mut rows = EDITORS.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    let arguments = rows.find(|(editor, _)| *editor == name).map_or(USUAL, |(_, arguments)| arguments);
    let arguments = arguments.replace("{line}", &line.to_string()).replace("{file}", "\"$0\"");
    let status = Command::new("sh").arg("-c").arg(format!("{command} {arguments}")).arg(file).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::io(program, std::io::Error::other(format!("ended with {status}")))),
        Err(e) => Err(Error::io(program, e)),
    }
}
