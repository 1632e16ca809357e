//! `recaps man`: the manual, made from the declaration of the arguments.

use super::report::plain_stdout;
use super::{Cli, Common};
use crate::Error;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Exit statuses, for every page.
const STATUSES: [(&str, &str); 8] = [
    ("0", "Found, or done."),
    ("1", "Nothing found, or no such talk; of parse --strict: findings."),
    (
        "2",
        "Wrong arguments or query, a file that cannot be read or written, or an error of the program itself; of index --strict: a recap that cannot be read.",
    ),
    ("3", "No index, or one of another version."),
    ("4", "The index is damaged."),
    ("5", "Another writer is at work on the index."),
    ("130", "Interrupted."),
    ("143", "Terminated."),
];

/// What the environment says, for every page.
const ENVIRONMENT: [(&str, &str); 15] = [
    ("RECAPS_INDEX", "Folder of the index, or address of one in a cluster; --index counts before it."),
    ("RECAPS_CORPUS", "Folders and files of recaps, with colons between them."),
    ("RECAPS_GLOSSARY", "Words that mean the same; --glossary counts before it."),
    ("RECAPS_CLUSTER_USER, RECAPS_CLUSTER_PASSWORD", "Who asks a cluster."),
    ("RECAPS_CLUSTER_API_KEY", "The same by an API key."),
    (
        "RECAPS_CLUSTER_CREDENTIALS",
        "A file of mode 0600 with user and password, or api-key: TOML, a line each.",
    ),
    ("RECAPS_CLUSTER_CACERT", "Certificates that a cluster is believed by; --cacert counts before it."),
    ("RECAPS_CLUSTER_TIMEOUT", "Seconds that an answer of a cluster may take, tries included; 60."),
    ("RECAPS_PAGER, PAGER", "The pager; empty or cat for none. Without either, less."),
    ("VISUAL, EDITOR", "The editor of recaps open --edit."),
    ("BROWSER", "The browser of recaps open, as xdg-open reads it."),
    ("NO_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM", "Whether there are colours; --color counts before them."),
    ("LC_ALL, LC_MESSAGES, LANG", "The language of messages: French where it begins with fr, else English."),
    ("XDG_CONFIG_HOME", "Where recaps/config.toml lies; ~/.config where it is not set."),
    (
        "XDG_DATA_HOME",
        "Where recaps/index lies where no corpus is at hand; ~/.local/share where it is not set.",
    ),
];
/// Files, for every page.
const FILES: [(&str, &str); 6] = [
    ("~/.config/recaps/config.toml", "Settings; recaps config shows them and where each comes from."),
    ("index/ beside corpus/", "The index where none is named: that of the nearest folder upwards."),
    ("~/.local/share/recaps/index", "The index where there is no such folder."),
    ("glossary.txt beside the corpus", "Words that mean the same, a group a line: k8s = kubernetes."),
    (
        "NAME.recap.toml beside a recap",
        "What its text does not say: event, year, authors, tags, where to cut.",
    ),
    ("generation-N/ids.json in the index", "What is remembered so that ids stay with their talks."),
];

/// Print the manual page, or write all pages into a folder
///
/// The folder is made where it does not exist. Every verb has a page of its own: recaps-search(1), …
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  recaps man | man -l -
  recaps man ~/.local/share/man/man1 && man recaps-search")]
pub(super) struct ManArgs {
    /// Folder to write the pages into
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(args: &ManArgs, _: &Common) -> anyhow::Result<ExitCode> {
    // What -h leaves out has its place here.
    let shown = |arg: clap::Arg| arg.hide_short_help(false);
    let command = Cli::command().disable_help_subcommand(true).mut_args(shown);
    let mut command = command.mut_subcommands(|verb| verb.mut_args(shown));
    command.build();
    let Some(folder) = &args.folder else {
        let mut out = plain_stdout();
        page(&command, true, &mut out)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    };
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let verbs = command.get_subcommands().filter(|verb| !verb.is_hide_set());
    for (command, is_main) in verbs.map(|verb| (verb, false)).chain([(&command, true)]) {
        let path = folder.join(Man::new(command.clone()).get_filename());
        let mut text = Vec::new();
        page(command, is_main, &mut text)?;
        std::fs::write(&path, text).map_err(|e| Error::io(path, e))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// One page. Examples keep their lines, which a section of running text would not.
fn page(command: &Command, is_main: bool, out: &mut dyn Write) -> io::Result<()> {
    let source = concat!("recaps ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).source(source).manual("Recaps Manual");
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    let mut roff = Roff::new();
    if is_main {
        man.render_subcommands_section(out)?;
    }
    let tables: [(&str, &[(&str, &str)]); 3] =
        [("EXIT STATUS", &STATUSES), ("ENVIRONMENT", &ENVIRONMENT), ("FILES", &FILES)];
    for (title, rows) in tables {
        roff.control("SH", [title]);
        for (name, meaning) in rows {
            roff.control("TP", ["6"]).text([roman(*name)]).text([roman(*meaning)]);
        }
    }
    if let Some(examples) = command.get_after_long_help().or(command.get_after_help()) {
        let examples = examples.to_string();
        roff.control("SH", ["EXAMPLES"]).control("nf", []);
        for line in examples.lines().skip_while(|line| line.trim() == "Examples:") {
            roff.text([roman(line)]);
        }
        roff.control("fi", []);
    }
    if !is_main {
        roff.control("SH", ["SEE ALSO"]).text([roman("recaps(1)")]);
    }
    roff.to_writer(out)
}
