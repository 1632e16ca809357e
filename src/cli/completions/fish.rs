//! Completions for fish, which quotes by itself but knows a word only by its letters: between a colon and a name there must
//! be no quotation mark that nobody has typed.

use super::shell::{Asked, Shell};
use super::unquoted;
use clap_complete::env::{self, EnvCompleter};
use std::io::{self, Write};

/// Fish, with names of several words joined by hyphens behind a field.
pub(super) const FISH: Shell = Shell { library: &env::Fish, script: None, complete };

fn complete(asked: Asked<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Asked { command, args, here } = asked;
    let args = args.iter().map(|arg| unquoted(&arg.to_string_lossy()).into()).collect();
    let mut plain = Vec::new();
    env::Fish.write_complete(command, args, here, &mut plain)?;
    for line in String::from_utf8_lossy(&plain).lines() {
        let (value, help) = line.split_once('\t').unwrap_or((line, ""));
        writeln!(out, "{}\t{help}", joined(value))?;
    }
    Ok(())
}

/// `field:"two words"` as `field:two-words`, which finds the same; anything else as it is.
fn joined(value: &str) -> String {
    let name = value.strip_suffix('"').and_then(|value| value.split_once(":\""));
    match name {
        Some((field, name)) => {
            format!("{field}:{}", name.split_whitespace().collect::<Vec<_>>().join("-"))
        }
        None => value.to_owned(),
    }
}
