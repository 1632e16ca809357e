//! Which event a person means: its name, a part of it, or a short form.

use crate::Result;
use crate::analysis::fold::fold;
use crate::analysis::is_stop_word;
use crate::engine::Engine;
use crate::index::TalkField;
use crate::query::occasion::edition;
use crate::query::plan::Matcher;
use crate::recap::events_called;
use crate::search::facets::Facet;

/// What talks of an event, or of one of its editions, hold.
///
/// # Errors
/// I/O errors of the index.
pub(super) fn matcher(typed: &str, engine: Engine<'_>) -> Result<Matcher> {
    let named = named(typed, engine)?;
    let Some((name, year)) = edition(typed) else { return Ok(named) };
    if !engine.filtered(std::slice::from_ref(&named))?.is_empty() {
        return Ok(named);
    }
    Ok(Matcher::All(vec![self::named(name, engine)?, Matcher::Year(year..=year)]))
}

/// What talks of an event hold: the words that were typed, or those of the names that they stand for.
fn named(typed: &str, engine: Engine<'_>) -> Result<Matcher> {
    let mut meant = vec![Matcher::named(typed, TalkField::Event)];
    let known = events_called(typed);
    meant.extend(known.iter().map(|name| Matcher::named(name, TalkField::Event)));
    if !engine.filtered(&[Matcher::Any(meant.clone())])?.is_empty() {
        return Ok(Matcher::Any(meant));
    }
    // Events that only the corpus knows: all talks are read for their names.
    let counts = engine.count(&engine.filtered(&[])?, &[Facet::Event], usize::MAX)?;
    let names = counts.iter().flat_map(|counts| &counts.counts).map(|count| count.value.as_str());
    meant.extend(
        names.filter(|name| is_short_for(typed, name)).map(|name| Matcher::named(name, TalkField::Event)),
    );
    Ok(Matcher::Any(meant))
}

/// Whether what was typed is a part of a name that begins with a word of it, the signs between words aside, or the first
/// letters of its words.
fn is_short_for(typed: &str, name: &str) -> bool {
    let glued: String = fold(typed).chars().filter(|c| c.is_alphanumeric()).collect();
    if glued.is_empty() {
        return false;
    }
    let words = name.split(|c: char| !c.is_alphanumeric()).map(fold).filter(|word| !word.is_empty());
    let words: Vec<String> = words.collect();
    let begins = (0..words.len()).any(|at| words[at..].concat().starts_with(&glued));
    let first_letters = |without_stop_words: bool| -> String {
        let words = words.iter().filter(|word| !without_stop_words || !is_stop_word(word));
        words.filter_map(|word| word.chars().next()).collect()
    };
    let is_initials = first_letters(false) == glued || first_letters(true) == glued;
    begins || glued.chars().count() > 1 && is_initials
}
