//! Lines in bold that name who gave the session of the heading above them: they open nothing.

use super::Sheet;
use super::candidate::{Candidate, Form};
use super::text::only_groups;
use crate::recap::mentions::title_people::are_people;
use crate::recap::mentions::when;
use crate::recap::words::fold::bare;

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
        let heads = || !when::is_day(heading) && !only_groups(&bare(heading));
        if candidates[at].form == Form::Heading && end > at + 1 && heads() {
            let mut above = candidates[at].line;
            let under = candidates[at + 1..end].iter().take_while(|candidate| {
                let is_under =
                    sheet.after.content_before(candidate.line) == Some(above) && is_name(candidate);
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
