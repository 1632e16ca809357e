//! Which talk a person means: an id, the beginning or a part of one, a line of a recap, or an id it once had.

use super::Common;
use super::place::Open;
use super::report::{failure, note};
use crate::analysis::fold::fold;
use crate::engine::{Engine, Named};
use crate::index::ids::Fate;
use crate::index::source::Home;
use crate::{Error, Result};
use std::path::Path;
use std::process::ExitCode;

/// Ids that are named where several could be meant.
const NAMED: usize = 5;

/// The talk that is meant by `typed`.
///
/// # Errors
/// Where no talk is meant, or several could be.
pub(super) fn talk<'o>(typed: &str, open: &'o Open, common: &Common) -> Result<Named<'o>> {
    let engine = open.engine();
    if let Some(talk) = engine.find(typed)? {
        return Ok(talk);
    }
    let gone = |file: String, what| Error::FormerId { id: typed.to_owned(), file, what };
    match engine.fate(typed)? {
        Some(Fate::Moved(id)) => {
            if let Some(talk) = engine.find(&id)? {
                note(common, &format!("the talk with the id {typed:?} has the id {id:?} now"));
                return Ok(talk);
            }
        }
        Some(Fate::Gone(file)) => return Err(gone(file, "tells of its talk no more")),
        Some(Fate::Went(file)) => return Err(gone(file, "is not in the corpus any more")),
        None => {}
    }
    if let Some(id) = at_line(typed, engine)?
        && let Some(talk) = engine.find(&id)?
    {
        return Ok(talk);
    }
    // Ids have neither capitals nor accents, but a word typed from a title may have both.
    let part = as_in_ids(typed.trim_matches(['/', ' ']));
    let mut meant = if part.is_empty() { Default::default() } else { engine.ids_beginning_with(&part)? };
    if meant.is_empty() && !part.is_empty() {
        meant = engine.ids_containing(&part)?;
    }
    let mut ids = meant.into_iter();
    match (ids.next(), ids.next()) {
        (Some(id), None) => engine.find(&id)?.ok_or(Error::UnknownId { id }),
        (Some(first), Some(second)) => {
            let more = ids.len();
            let mut named: Vec<String> = [first, second].into_iter().chain(ids).take(NAMED).collect();
            if more + 2 > NAMED {
                named.push(format!("{} more", more + 2 - NAMED));
            }
            Err(Error::AmbiguousId { id: typed.to_owned(), ids: named.join(", ") })
        }
        _ => Err(Error::UnknownId { id: typed.to_owned() }),
    }
}

/// A part of an id as ids have it: without capitals and accents, its signs kept.
pub(super) fn as_in_ids(typed: &str) -> String {
    typed
        .chars()
        .map(|c| if c.is_ascii() { c.to_ascii_lowercase().into() } else { fold(&c.to_string()) })
        .collect()
}

/// The talks that are meant, and the exit status. Errors about the others are printed on stderr.
pub(super) fn talks<'o>(
    typed: &[String],
    open: &'o Open,
    common: &Common,
) -> Result<(Vec<Named<'o>>, ExitCode)> {
    let mut talks = Vec::with_capacity(typed.len());
    let mut status = ExitCode::SUCCESS;
    for typed in typed {
        match talk(typed, open, common) {
            Ok(talk) => talks.push(talk),
            Err(error) if error.exit_code() == super::NOTHING_FOUND => {
                status = failure(&error.into(), common.format, None);
            }
            Err(error) => return Err(error),
        }
    }
    Ok((talks, status))
}

/// The id of the talk that a line of a recap belongs to: `file:12`, `file:12-20` and `file:12:5`, the file named as hits name it
/// or by where it lies. A line between two talks is of the one before.
fn at_line(typed: &str, engine: Engine<'_>) -> Result<Option<String>> {
    let digits = |c: char| c.is_ascii_digit() || c == ':' || c == '-';
    let file = typed.trim_end_matches(digits);
    let Some(numbers) = typed.get(file.len()..).and_then(|rest| rest.strip_prefix(':')) else {
        return Ok(None);
    };
    let first: String = numbers.chars().take_while(char::is_ascii_digit).collect();
    let Ok(line) = first.parse::<u32>() else { return Ok(None) };
    let meant = engine.at_line(file, line)?;
    if meant.is_some() {
        return Ok(meant);
    }
    let Some(name) = name_of(Path::new(file), engine) else { return Ok(None) };
    engine.at_line(&name, line)
}

/// How hits name the recap that lies at a path.
fn name_of(path: &Path, engine: Engine<'_>) -> Option<String> {
    let home = Home::of(engine.place());
    let absolute = |path: &Path| path.canonicalize().unwrap_or_else(|_| home.absolute(path));
    let wanted = absolute(path);
    for root in &engine.manifest().roots {
        let place = absolute(&home.resolve(&root.path));
        let Ok(inside) = wanted.strip_prefix(&place) else { continue };
        let label = root.label.trim_end_matches('/');
        let inside = crate::corpus::walk::label(inside);
        return Some(if inside.is_empty() { root.label.clone() } else { format!("{label}/{inside}") });
    }
    None
}
