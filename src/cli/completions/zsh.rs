//! Completions for zsh, which quotes by itself but only offers what begins as it was typed, unless it is asked otherwise.

use super::shell::{self, Asked, Shell};
use super::unquoted;
use clap_complete::env;
use std::io::{self, Write};

/// Zsh, with everything offered that the program finds.
pub(super) const ZSH: Shell =
    Shell { library: &env::Zsh, script: Some(include_str!("recaps.zsh")), complete };

fn complete(asked: Asked<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Asked { command, args, here } = asked;
    let index = shell::index();
    let index: usize = index.unwrap_or(args.len().saturating_sub(1));
    let args = args.iter().map(|arg| unquoted(&arg.to_string_lossy()).into()).collect();
    for candidate in clap_complete::engine::complete(command, args, index, here)? {
        let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
        let help = help.lines().next().unwrap_or_default();
        writeln!(out, "{}\t{help}", candidate.get_value().to_string_lossy())?;
    }
    Ok(())
}
