//! Which lines open a unit.
//!
//! Every line that may be a heading is weighed on all that is known of it ([`evidence`]), then once more by
//! what the others look like ([`regularity`]); a tree of the headings tells groups from sessions and sessions
//! from their parts ([`tree`]).

mod after;
mod candidate;
pub(in crate::recap) mod contents;
mod evidence;
pub(in crate::recap) mod noise;
pub(in crate::recap) mod prose;
mod regularity;
mod sheet;
mod tree;
mod unit;
mod weights;

use crate::recap::markup::sidecar::Sidecar;
use crate::recap::mentions::{event, when};
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::HEADINGS;
use candidate::Candidate;
pub(super) use candidate::{Form, heading};
pub(super) use sheet::{Sheet, sheet};
use tree::{Part, Weighed};
use unit::assemble;
pub(super) use unit::{Outline, Place, Unit, content};
use weights::Evidence;

/// Cuts a sheet into units.
pub(super) fn read(sheet: &Sheet<'_>, sidecar: &Sidecar) -> Outline {
    let mut candidates = candidate::find(sheet.lines, &sheet.looks, &sheet.noise, sheet.plain);
    force(sheet, &mut candidates, sidecar);
    let title = title_line(sheet, &candidates);
    candidates.retain(|c| sheet.plain.then_some(c.line) != title || title.is_none());
    let mut evidence = evidence::read(sheet, &candidates);
    regularity::add(&candidates, &mut evidence);
    // What does not speak for itself is text; the headings of the markup are headings all the same.
    let forced: Vec<Option<bool>> =
        candidates.iter().map(|c| sidecar.says(sheet.lines[c.line].number)).collect();
    let kept: Vec<usize> = (0..candidates.len())
        .filter(|&n| match forced[n] {
            Some(cut) => cut,
            None => {
                candidates[n].form == Form::Heading
                    || evidence[n].score() > 0.0
                    || heads_a_group(sheet, &candidates, &evidence, n)
            }
        })
        .collect();
    let candidates: Vec<Candidate> = kept.iter().map(|&n| candidates[n].clone()).collect();
    let evidence: Vec<Evidence> = kept.iter().map(|&n| std::mem::take(&mut evidence[n])).collect();
    let mut parts = tree::read(&candidates, &weigh(sheet, &candidates, &evidence));
    for (n, candidate) in candidates.iter().enumerate() {
        if sidecar.says(sheet.lines[candidate.line].number) == Some(true) && parts[n] == Part::Inner {
            parts[n] = Part::Unit;
        }
    }
    drop_repeated_labels(sheet, &candidates, &evidence, &mut parts);
    assemble(sheet, &candidates, evidence, &parts, title)
}

/// Whether a line of text without markup is one word for sessions, right above the title of one.
fn heads_a_group(sheet: &Sheet<'_>, candidates: &[Candidate], evidence: &[Evidence], n: usize) -> bool {
    let next = candidates.get(n + 1).filter(|next| next.line == candidates[n].line + 1);
    candidates[n].form == Form::Text
        && evidence[n].has("group-word")
        && sheet.looks[candidates[n].line].words <= 6
        && next.is_some()
        && evidence[n + 1].score() > 0.0
}

/// Adds the lines that the sidecar says open a unit.
fn force(sheet: &Sheet<'_>, candidates: &mut Vec<Candidate>, sidecar: &Sidecar) {
    if sidecar.cut.is_empty() {
        return;
    }
    let mut coming = std::mem::take(candidates).into_iter().peekable();
    for (i, line) in sheet.lines.iter().enumerate() {
        let own = coming.next_if(|c| c.line == i);
        let forced = own.is_none() && sidecar.says(line.number) == Some(true);
        candidates.extend(own);
        if forced {
            let before = candidates.last().or_else(|| coming.peek());
            let level = before.map_or(1, |c| c.level);
            candidates.push(Candidate { line: i, form: Form::Heading, level });
        }
    }
}

/// The line that titles the recap in text without markup, or the one heading above all others.
fn title_line(sheet: &Sheet<'_>, candidates: &[Candidate]) -> Option<usize> {
    if !sheet.plain {
        let top = candidates.iter().find(|c| c.form == Form::Heading)?;
        let alone =
            candidates.iter().filter(|c| c.form == Form::Heading && c.level <= top.level).count() == 1;
        return (alone && candidates.len() > 1).then_some(top.line);
    }
    let first = (0..sheet.lines.len()).find(|&i| sheet.looks[i].sentence && !sheet.noise[i])?;
    let shown: Vec<usize> = (0..first)
        .filter(|&i| !sheet.noise[i] && sheet.looks[i].byline.is_none() && sheet.looks[i].words <= 25)
        .take(8)
        .collect();
    let is_recap = |i: usize| {
        let words = bare(&sheet.lines[i].text);
        const RECAP: &[&str] = &[
            "retour",
            "retours",
            "recap",
            "resume",
            "compte rendu",
            "compte",
            "jour",
            "journee",
            "day",
            "bilan",
            "impressions",
            "edition",
            "mon",
            "nos",
            "notre",
        ];
        let told =
            words.split(' ').any(|w| RECAP.contains(&w)) || !when::years(&sheet.lines[i].text).is_empty();
        event::names_event(&sheet.lines[i].text) && (told || words.split(' ').count() <= 4)
    };
    shown.iter().copied().find(|&i| is_recap(i)).or_else(|| {
        // The first of two short lines above a first sentence titles the recap, and the second its first part.
        let (first, second) = (*shown.first()?, *shown.get(1)?);
        let plain_words = |i: usize| {
            !HEADINGS.is(&bare(&sheet.lines[i].text), "section")
                && !HEADINGS.is(&bare(&sheet.lines[i].text), "group")
        };
        (first == 0
            && plain_words(first)
            && sheet.looks[second].gap > 0
            && candidates.iter().any(|c| c.line == first))
        .then_some(first)
    })
}

/// What speaks for each candidate as a session, and as a group.
fn weigh(sheet: &Sheet<'_>, candidates: &[Candidate], evidence: &[Evidence]) -> Vec<Weighed> {
    let parents = tree::parents(candidates);
    let top = candidates
        .first()
        .is_some_and(|first| candidates.iter().filter(|c| c.level <= first.level).count() == 1);
    (0..candidates.len())
        .map(|n| {
            let line = candidates[n].line;
            let next = candidates.get(n + 1).map_or(sheet.lines.len(), |c| c.line);
            let mut group = Evidence::default();
            group.add(if (line + 1..next).any(|i| sheet.looks[i].sentence && !sheet.noise[i]) {
                "group.prose"
            } else {
                "group.no-prose"
            });
            if evidence[n].has("group-word") {
                group.add("group.word");
            }
            if n == 0 && top && parents.len() > 1 {
                group.add("group.top");
            }
            Weighed { open: evidence[n].score(), group: group.score() }
        })
        .collect()
}

/// Headings such as "Ressources" that stand after every session, at the level of the sessions.
fn drop_repeated_labels(
    sheet: &Sheet<'_>,
    candidates: &[Candidate],
    evidence: &[Evidence],
    parts: &mut [Part],
) {
    for n in 1..candidates.len() {
        let label = evidence[n].has("inner-word") && (evidence[n].has("repeated") || sheet.plain);
        if parts[n] == Part::Unit && label && parts[..n].contains(&Part::Unit) {
            parts[n] = Part::Inner;
        }
    }
}
