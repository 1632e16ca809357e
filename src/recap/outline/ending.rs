//! Headings that close a recap on the level of its sessions: "Mon avis", "Verdict", "Ressources" behind the last of them.
//!
//! Inside a session the same words title one of its parts. On the level of the sessions they do so only where other sessions
//! have such parts too.

use super::candidate::{Candidate, Form};
use super::decision::Decision;
use super::problem::Label;
use super::sheet::Sheet;
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::HEADINGS;

/// Fewest sessions on a level that show that it is theirs.
const ENOUGH: usize = 2;

/// Opens a unit with each heading that closes the recap behind its last session, and gives the lines of these headings.
pub(super) fn open(sheet: &Sheet<'_>, candidates: &[Candidate], decision: &mut Decision) -> Vec<usize> {
    let mut found = Vec::new();
    let words = |n: usize| bare(sheet.title(candidates[n].line, candidates[n].form).text.as_str());
    let closes = |n: usize| {
        let words = words(n);
        HEADINGS.is(&words, "ending") || HEADINGS.is(&words, "section")
    };
    let opens = |labels: &[Label], n: usize| labels[n] == Label::Opens;
    let Some(last) = (0..candidates.len()).rev().find(|&n| opens(&decision.labels, n) && !closes(n)) else {
        return found;
    };
    let (form, level) = (candidates[last].form, candidates[last].level);
    let beside = |n: &usize| candidates[*n].form == form && candidates[*n].level == level;
    let sessions = (0..=last).filter(beside).filter(|&n| opens(&decision.labels, n)).count();
    if !matches!(form, Form::Heading | Form::Text) || sessions < ENOUGH {
        return found;
    }
    // Lines of text have no level: there only what follows other closing words closes too.
    let regular =
        form == Form::Heading && !(0..last).filter(beside).any(|n| decision.labels[n] == Label::Inner);
    for n in (last + 1..candidates.len()).filter(beside) {
        let known = opens(&decision.labels, n);
        let ends = decision.labels[n] == Label::Inner && (regular || !found.is_empty()) && closes(n);
        if known || ends && !(0..n).filter(beside).any(|before| words(before) == words(n)) {
            decision.labels[n] = Label::Opens;
            found.push(candidates[n].line);
        }
    }
    found
}
