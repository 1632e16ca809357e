//! Recaps of a single session: the first lines say that the article tells of one, and who gave it. Headings below part it.

use super::Sheet;
use super::candidate::{Candidate, Form};
use super::problem::Problem;
use crate::recap::mentions::event;
use crate::recap::words::lexicon::PRESENTING;
use crate::recap::words::token::{Token, tokens};
use std::collections::HashSet;

/// Sentences before the first heading that may say so.
const MOST_LINES: usize = 8;
/// Words before the one for a session among which its article stands.
const BEFORE: usize = 3;

/// Whether the recap tells of one session. Where a heading shows who gave one, or anybody else presents, it tells of several.
pub(super) fn is(sheet: &Sheet<'_>, candidates: &[Candidate], problem: &Problem) -> bool {
    if problem.candidates.iter().any(|seen| seen.billed || seen.forced.is_some()) {
        return false;
    }
    let headings = candidates.iter().filter(|candidate| candidate.form == Form::Heading);
    // The first heading may title the recap.
    let titled = problem.candidates.first().is_some_and(|seen| seen.titles);
    let first = headings.map(|heading| heading.line).nth(usize::from(titled));
    // Without headings only paragraphs may open sessions: lines that look like titles are not passed over.
    let loose = |candidate: &&Candidate| matches!(candidate.form, Form::Heading | Form::Opener);
    if candidates.is_empty() || first.is_none() && candidates.iter().filter(loose).count() < candidates.len()
    {
        return false;
    }
    let first = first.unwrap_or(sheet.lines.len());
    let told = (0..first).filter(|&i| sheet.looks[i].sentence && !sheet.noise[i]);
    let Some(at) = told.take(MOST_LINES).find(|&i| announces(sheet, i)) else { return false };
    let named =
        |i: usize| sheet.presenters(i).iter().map(|p| p.person.name.as_str()).filter(|n| n.contains(' '));
    // Who gave it may stand in the next sentence: "Cette conférence était une présentation de".
    let next = sheet.after.sentence(at).filter(|&next| next < first && sheet.speaks_of_session(next));
    let own: HashSet<&str> = named(at).chain(next.into_iter().flat_map(named)).collect();
    let content = (0..sheet.lines.len()).filter(|&i| !sheet.noise[i]);
    !own.is_empty() && content.flat_map(named).all(|name| own.contains(name))
}

/// Whether a sentence says that the article is about one session: "Ce billet résume la conférence d'Untel".
fn announces(sheet: &Sheet<'_>, i: usize) -> bool {
    if !sheet.speaks_of_session(i) {
        return false;
    }
    let tokens: Vec<Token<'_>> = tokens(&sheet.lines[i].text).collect();
    let of_writer = tokens.iter().any(|token| PRESENTING.is_word(token, "account"));
    of_writer && speaks_of_one(&tokens, &["la", "le", "l'", "cette", "cet", "ce", "une", "un", "sa", "son"])
}

/// Whether a sentence points at the session that it is about: "Dans cette conférence", "Ce talk".
pub(super) fn speaks_of_this(sheet: &Sheet<'_>, i: usize) -> bool {
    let text = &sheet.lines[i].text;
    sheet.speaks_of_session(i)
        && !event::names_event(text)
        && speaks_of_one(&tokens(text).collect::<Vec<_>>(), &["cette", "cet", "ce"])
}

/// Whether one of these words stands before a word for one session.
fn speaks_of_one(tokens: &[Token<'_>], articles: &[&str]) -> bool {
    (0..tokens.len()).any(|at| {
        let before = &tokens[at.saturating_sub(BEFORE)..at];
        PRESENTING.is_word(&tokens[at], "session")
            && !tokens[at].text.ends_with('s')
            && before.iter().any(|token| articles.contains(&&*token.folded()))
    })
}
