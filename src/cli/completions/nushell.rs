//! Completions for Nushell: what the arguments declare, and for ids and names a command that asks the program.

use clap::Command;
use clap_complete::{ArgValueCompleter, generate};
use clap_complete_nushell::Nushell;

/// The command that asks, with what it is called by.
const ASK: &str = include_str!("recaps.nu");
/// How the type of an argument names it.
const ASKED: &str = "@\"nu-complete recaps index\"";

/// The script: where the arguments say that values come from the index, the program is asked for them.
pub(super) fn script(command: &mut Command, name: &str) -> Vec<u8> {
    let mut declared = Vec::new();
    generate(Nushell, command, name, &mut declared);
    let completed = completed(command);
    let mut script = ASK.to_owned();
    for line in String::from_utf8_lossy(&declared).lines() {
        let named = line.trim_start().trim_start_matches(['-', '.']);
        let asks = named.split_once(": string").is_some_and(|(name, rest)| {
            let name = name.split(['(', '?']).next().unwrap_or(name);
            !rest.starts_with('@') && completed.iter().any(|known| known == name)
        });
        let asked =
            if asks { line.replacen(": string", &format!(": string{ASKED}"), 1) } else { line.to_owned() };
        script.push_str(&asked);
        script.push('\n');
    }
    script.into_bytes()
}

/// The names of arguments whose values come from the index.
fn completed(command: &Command) -> Vec<String> {
    let asks = |arg: &&clap::Arg| arg.get::<ArgValueCompleter>().is_some();
    let all = std::iter::once(command).chain(command.get_subcommands());
    let args = all.flat_map(Command::get_arguments).filter(asks);
    args.map(|arg| arg.get_long().map_or_else(|| arg.get_id().to_string(), str::to_owned)).collect()
}
