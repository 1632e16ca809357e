//! Lines in bold that name who gave the session of the heading above them: they open nothing.

use super::Sheet;
use super::candidate::{Candidate, Form};
use super::text::only_groups;
use crate::recap::mentions::title_people::are_people;
use crate::recap::mentions::when;
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::PRESENTING;

/// Most words of a note between a heading and the names below it.
const MOST_OF_NOTE: usize = 6;

/// Takes out the bold names right under a heading. Under a heading that groups each name may head a session of its own:
/// then another stands further below.
pub(super) fn without_names(sheet: &Sheet<'_>, candidates: &mut Vec<Candidate>) {
    let is_name =
        |candidate: &Candidate| candidate.form == Form::Bold && are_people(&sheet.lines[candidate.line].text);
    let mut named = vec![false; candidates.len()];
    let mut at = 0;
    while at < candidates.len() {
        // Up to the next heading, which is what names are compared in.
        let rest = &candidates[at + 1..];
        let end = at + 1 + rest.iter().take_while(|candidate| candidate.form != Form::Heading).count();
        let heading = &sheet.lines[candidates[at].line].text;
        let words = bare(heading);
        // "Keynote" groups sessions in the plural alone.
        let heads = || !when::is_day(heading) && (!only_groups(&words) || PRESENTING.is(&words, "billed"));
        if candidates[at].form == Form::Heading && end > at + 1 && heads() {
            let mut above = candidates[at].line;
            let under = candidates[at + 1..end].iter().take_while(|candidate| {
                let before = sheet.after.content_before(candidate.line);
                // A note on the kind of session may stand between.
                let noted =
                    |line: usize| is_note(sheet, line) && sheet.after.content_before(line) == Some(above);
                let is_under = before.is_some_and(|line| line == above || noted(line)) && is_name(candidate);
                above = candidate.line;
                is_under
            });
            let under = under.count();
            if under > 0 && !candidates[at + 1 + under..end].iter().any(is_name) {
                named[at + 1..=at + under].fill(true);
            }
        }
        at = end;
    }
    let mut named = named.into_iter();
    candidates.retain(|_| !named.next().unwrap_or_default());
}

/// Whether a line is a few words and no sentence: how long a session is, and of what kind.
fn is_note(sheet: &Sheet<'_>, line: usize) -> bool {
    let look = &sheet.looks[line];
    look.words <= MOST_OF_NOTE && !look.sentence && !look.item
}
