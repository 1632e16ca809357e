//! Which lines open a unit.
//!
//! Every line that may be a heading is a candidate. Its evidence comes from its own words and lines ([`evidence`]), from
//! the form of the other candidates ([`regularity`]) and from its place among them ([`relations`]). Then one decision is
//! made for the whole recap ([`decision`]): the labels with the highest total score. The weights are fitted from recaps
//! that people have cut.

mod after;
mod billed;
mod candidate;
mod closing;
pub(in crate::recap) mod contents;
mod decision;
mod ending;
mod evidence;
mod forms;
mod groups;
mod kinds;
mod lead_in;
mod leads;
mod like_bylines;
pub(in crate::recap) mod noise;
mod one_session;
mod opener;
mod problem;
pub(in crate::recap) mod prose;
mod regularity;
mod relations;
mod series;
mod sheet;
mod text;
mod unit;
mod weights;

use crate::recap::markup::sidecar::Sidecar;
use crate::recap::mentions::{event, when};
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::HEADINGS;
use candidate::Candidate;
pub(super) use candidate::Form;
pub use decision::{Decision, decide};
pub(super) use opener::{names_its_session, titled};
pub use problem::{Label, Open, Problem, Seen, Template, row_in, row_to};
pub(super) use sheet::{Sheet, sheet};
use unit::assemble;
pub(super) use unit::{Outline, Place, Unit, content};
pub use weights::{Evidence, Weights};

/// Who signs the title that line `i` begins with, by the links right behind it, where the title runs into its text.
pub(super) fn signing<'s>(sheet: &'s Sheet<'_>, i: usize) -> Vec<&'s str> {
    let line = &sheet.lines[i];
    let Some(lead) = sheet.leads.get(&i).filter(|lead| lead.signed) else { return Vec::new() };
    let people = lead_in::linked_people(line, lead.told).into_iter();
    people.filter_map(|name| line.text.get(name)).collect()
}

/// Cuts a sheet into units by the weights given.
pub(super) fn read(sheet: &Sheet<'_>, sidecar: &Sidecar, weights: &Weights) -> Outline {
    let (candidates, title, problem) = put(sheet, sidecar);
    let mut decision = decide(&problem, weights);
    if one_session::is(sheet, &candidates, &problem) {
        let titles = |n: usize| decision.labels[n] == Label::Groups && problem.candidates[n].titles;
        decision.labels =
            (0..candidates.len()).map(|n| if titles(n) { Label::Groups } else { Label::Inner }).collect();
        let mut outline = assemble(sheet, &candidates, problem, &decision, title);
        outline.units.iter_mut().for_each(|unit| unit.place = Place::Own);
        return outline;
    }
    groups::part(&candidates, &problem, &mut decision);
    open_some(&candidates, &problem, title, &mut decision);
    end_units(&candidates, &problem, &mut decision);
    groups::join(sheet, &candidates, &problem, &mut decision);
    let closing = ending::open(sheet, &candidates, &mut decision);
    let mut outline = assemble(sheet, &candidates, problem, &decision, title);
    for unit in outline.units.iter_mut().filter(|unit| unit.headed && closing.contains(&unit.first)) {
        unit.closes = true;
    }
    outline
}

/// Parts that a recap without sessions has at most: a page of more headings is no recap, and each part costs memory.
const MOST_PARTS: usize = 1_000;

/// Where nothing opens a unit, the highest headings below the title of the recap do: a recap with headings has parts.
fn open_some(candidates: &[Candidate], problem: &Problem, title: Option<usize>, decision: &mut Decision) {
    if decision.labels.contains(&Label::Opens) {
        return;
    }
    let may_open = |n: &usize| {
        let candidate = &candidates[*n];
        let forced = problem.candidates[*n].forced == Some(false);
        candidate.form == Form::Heading && Some(candidate.line) != title && !forced
    };
    let open: Vec<usize> = (0..candidates.len()).filter(may_open).collect();
    let highest = open.iter().map(|&n| candidates[n].level).min();
    let highest: Vec<usize> = open.into_iter().filter(|&n| Some(candidates[n].level) == highest).collect();
    if highest.len() > MOST_PARTS {
        return;
    }
    for n in highest {
        if decision.labels[n] == Label::Inner {
            decision.labels[n] = Label::Opens;
        }
    }
}

/// A heading of the markup above that of the open unit ends the unit, whatever its words are. So does any heading where a title
/// that is no heading opened the unit in an item of a list, or ran into its text.
fn end_units(candidates: &[Candidate], problem: &Problem, decision: &mut Decision) {
    let (mut open, mut in_list) = (0, false);
    for (n, candidate) in candidates.iter().enumerate() {
        let inner = decision.labels[n] == Label::Inner;
        if candidate.form != Form::Heading {
            if !inner {
                in_list = matches!(candidate.form, Form::Item | Form::RunIn);
            }
            continue;
        }
        let within = candidate.level >= open && !(in_list && candidate.level == open);
        if inner && (within || problem.candidates[n].forced == Some(false)) {
            continue;
        }
        (open, in_list) = (candidate.level, false);
        if inner {
            decision.labels[n] = Label::Opens;
        }
    }
}

/// The candidates of a sheet, the line that titles it, and the labelling problem.
pub(super) fn put(sheet: &Sheet<'_>, sidecar: &Sidecar) -> (Vec<Candidate>, Option<usize>, Problem) {
    let mut candidates = candidate::find(sheet);
    force(sheet, &mut candidates, sidecar);
    let title = title_line(sheet, &candidates);
    candidates.retain(|c| sheet.plain.then_some(c.line) != title || title.is_none());
    let mut evidence = evidence::read(sheet, &candidates);
    regularity::add(&candidates, &mut evidence);
    let mut problem = relations::problem(sheet, &candidates, evidence);
    for seen in &mut problem.candidates {
        seen.forced = sidecar.says(seen.line);
    }
    (candidates, title, problem)
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
        let marked =
            words.split(' ').any(|w| RECAP.contains(&w)) || !when::years(&sheet.lines[i].text).is_empty();
        event::names_event(&sheet.lines[i].text) && (marked || words.split(' ').count() <= 4)
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
