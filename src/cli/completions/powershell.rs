//! Completions for PowerShell.

use super::shell::{Asked, Shell};
use clap_complete::env::{self, EnvCompleter};
use std::io::{self, Write};

/// PowerShell inserts completions as they are, too: what is no plain word is quoted, so that nothing in it is run.
pub(super) const POWERSHELL: Shell = Shell { library: &env::Powershell, script: None, complete };

fn complete(asked: Asked<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Asked { command, args, here } = asked;
    let mut plain = Vec::new();
    env::Powershell.write_complete(command, args, here, &mut plain)?;
    for line in String::from_utf8_lossy(&plain).lines() {
        match line.split_once('\t') {
            Some((value, help)) => writeln!(out, "{}\t{help}", quoted_powershell(value))?,
            None => writeln!(out, "{}", quoted_powershell(line))?,
        }
    }
    Ok(())
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
