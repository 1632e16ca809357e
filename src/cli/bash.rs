//! Completions for bash, which parts words at `:` and `=`, inserts what it is given as it is, and gives what was typed
//! with its quoting.

use clap::Command;
use clap_complete::env::{Bash, EnvCompleter};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

/// The script that asks.
const SCRIPT: &str = include_str!("data/recaps.bash");
/// Where the script says which word is completed.
const INDEX: &str = "_CLAP_COMPLETE_INDEX";
/// Stands between completions.
const SEPARATOR: char = '\u{B}';

/// Bash, with what it parts put together and what it would part quoted.
pub(super) struct QuotingBash;

impl EnvCompleter for QuotingBash {
    fn name(&self) -> &'static str {
        Bash.name()
    }

    fn is(&self, name: &str) -> bool {
        Bash.is(name)
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
        let words: Vec<String> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
        let index = std::env::var(INDEX).ok().and_then(|index| index.parse().ok()).unwrap_or(words.len());
        let Joined { words, at, there } = joined(&words, index);
        let typed = words.get(at).map_or("", String::as_str);
        let quote = typed.chars().next().filter(|c| matches!(c, '"' | '\''));
        let args: Vec<OsString> = words.iter().map(|word| unquoted(word).into()).collect();
        let there = unquoted(&there);
        let candidates = clap_complete::engine::complete(command, args, at, here)?;
        let completed = candidates.iter().map(|candidate| {
            let value = candidate.get_value().to_string_lossy();
            // Only the last piece is replaced.
            quoted(value.strip_prefix(&there).unwrap_or(&value), quote)
        });
        out.write_all(completed.collect::<Vec<_>>().join(&SEPARATOR.to_string()).as_bytes())
    }
}

/// Words as they were typed.
struct Joined {
    words: Vec<String>,
    /// Which of them is completed.
    at: usize,
    /// What stands in it before the piece that bash replaces.
    there: String,
}

/// Puts words together that were parted at `:` and `=`; `index` is the piece that is completed.
fn joined(pieces: &[String], index: usize) -> Joined {
    let is_break = |piece: &str| !piece.is_empty() && piece.chars().all(|c| c == ':' || c == '=');
    let mut joined = Joined { words: Vec::new(), at: 0, there: String::new() };
    let mut goes_on = false;
    for (number, piece) in pieces.iter().enumerate() {
        let parts = is_break(piece) && number > 1;
        let before = match joined.words.last_mut().filter(|_| parts || goes_on) {
            Some(word) => {
                let before = word.clone();
                word.push_str(piece);
                before
            }
            None => {
                joined.words.push(piece.clone());
                String::new()
            }
        };
        goes_on = parts;
        if number == index {
            joined.at = joined.words.len() - 1;
            joined.there = if parts { before + piece } else { before };
        }
    }
    joined
}

/// A completion as it stands on a command line, inside quotation marks where some are open.
fn quoted(value: &str, quote: Option<char>) -> String {
    let plain = |c: char| match quote {
        Some('"') => !"\"\\$`".contains(c),
        Some(_) => true,
        None => c.is_alphanumeric() || "-_./:=,+@%^".contains(c),
    };
    value.chars().flat_map(|c| if plain(c) { vec![c] } else { vec!['\\', c] }).collect()
}

fn unquoted(typed: &str) -> String {
    let mut plain = String::with_capacity(typed.len());
    let mut chars = typed.trim_start_matches(['"', '\'']).chars();
    while let Some(c) = chars.next() {
        plain.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    plain
}
