//! Completions for bash, which parts words at `:` and `=`, inserts what it is given as it is, and gives what was typed
//! with its quoting.

use super::shell::{self, Asked, Shell};
use super::unquoted;
use crate::analysis::fold::fold;
use clap_complete::env;
use std::ffi::OsString;
use std::io::{self, Write};

/// Stands between completions.
const SEPARATOR: char = '\u{B}';

/// Bash, with what it parts put together and what it would part quoted.
pub(super) const BASH: Shell =
    Shell { library: &env::Bash, script: Some(include_str!("recaps.bash")), complete };

fn complete(asked: Asked<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Asked { command, args, here } = asked;
    let words: Vec<String> = args.iter().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let index = shell::index().unwrap_or(words.len());
    let Joined { words, at, there } = joined(&words, index);
    let typed = words.get(at).map_or("", String::as_str);
    let quote = typed.chars().next().filter(|c| matches!(c, '"' | '\''));
    let args: Vec<OsString> = words.iter().map(|word| unquoted(word).into()).collect();
    let there = unquoted(&there);
    let piece = args.get(at).map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    let candidates = clap_complete::engine::complete(command, args, at, here)?;
    // Only the last piece is replaced.
    let rest = |value: &str| value.strip_prefix(&there).unwrap_or(value).to_owned();
    let values = candidates.iter().map(|candidate| rest(&candidate.get_value().to_string_lossy()));
    let values: Vec<String> = values.collect();
    let mut completed: Vec<String> = values.iter().map(|value| quoted(value, quote)).collect();
    if loses(&values, &rest(&piece)) {
        // What begins with nothing in common is shown, and what was typed stays.
        completed.push(" ".to_owned());
    }
    out.write_all(completed.join(&SEPARATOR.to_string()).as_bytes())
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

/// Whether bash would put what several completions begin with in the place of what was typed, and that is lost: an id may be
/// meant by a word in its middle.
fn loses(values: &[String], typed: &str) -> bool {
    let [first, others @ ..] = values else { return false };
    let is_common = |length: &usize| others.iter().all(|other| other.starts_with(&first[..*length]));
    let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
    let common = ends.take_while(is_common).last().unwrap_or(0);
    let plain = |text: &str| fold(text.trim_start_matches('"'));
    !others.is_empty() && common > 0 && !plain(&first[..common]).starts_with(&plain(typed))
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
