//! Choosing without a terminal: a numbered list on stderr, the numbers on stdin.

use super::Outcome;
use crate::Error;
use crate::cli::report::note;
use crate::cli::{Common, NOTHING_FOUND};
use crate::output::language::say;
use crate::output::terminal::safe;
use crate::output::text::byline;
use crate::pick::{Finder, State};
use crate::query::misread::misread;
use std::io::{self, BufRead, Write};

/// Lists what a state asks for, at the most as many as an answer has hits, and reads which ones are chosen.
pub(super) fn choose(state: &State, finder: &mut Finder<'_>, common: &Common) -> anyhow::Result<Outcome> {
    let answer = finder.answer(state)?;
    for message in misread(state.query().text()) {
        note(common, &message);
    }
    for correction in &answer.corrections {
        note(common, &format!("no talk says {:?}; searching {:?}", correction.from, correction.to));
    }
    for suggestion in &answer.suggestions {
        note(common, &format!("no talk says {:?}", suggestion.word));
    }
    let talks = answer.talks.get(..common.limit).unwrap_or(&answer.talks);
    if talks.is_empty() {
        note(common, "no talk found");
        return Ok(Outcome::Left(NOTHING_FOUND));
    }
    let mut stderr = io::stderr().lock();
    for (at, talk) in talks.iter().enumerate() {
        let byline = byline(talk);
        let between = if byline.is_empty() { "" } else { " · " };
        writeln!(stderr, "{:>3}  {}{between}{}", at + 1, safe(&talk.title), safe(&byline))?;
    }
    write!(stderr, "{}", say("numbers: "))?;
    stderr.flush()?;
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    writeln!(stderr)?;
    let missing = |reason: &str| Error::NoChoice { reason: reason.to_owned() };
    if !read.is_ok_and(|bytes| bytes > 0) {
        return Err(missing("there is no terminal, and no number on stdin").into());
    }
    let mut ids = Vec::new();
    for word in line.split([' ', ',', '\t', '\r', '\n']).filter(|word| !word.is_empty()) {
        let number = word.parse().ok().and_then(|number: usize| number.checked_sub(1));
        let talk = number
            .and_then(|at| talks.get(at))
            .ok_or_else(|| missing(&format!("{word:?} is no number from 1 to {}", talks.len())))?;
        ids.push(talk.id.clone());
    }
    Ok(if ids.is_empty() { Outcome::Left(NOTHING_FOUND) } else { Outcome::Chosen(ids) })
}
