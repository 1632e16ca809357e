//! Which lines open a unit.
//!
//! Every line that may be a heading is weighed on all that is known of it ([`evidence`]), then once more by
//! what the others look like ([`regularity`]); a tree of the headings tells groups from sessions and sessions
//! from their parts ([`tree`]).

mod after;
mod candidate;
mod evidence;
mod regularity;
mod tree;
mod weights;

use super::contents::Contents;
use super::fold::bare;
use super::lexicon::HEADINGS;
use super::line::{Line, Page, Shape};
use super::prose::Look;
use super::sidecar::Sidecar;
use super::title::{self, Habits};
use super::{contents, event, noise, prose, rating, when};
use after::After;
use candidate::Candidate;
pub(super) use candidate::Form;
pub(super) use candidate::heading;
use tree::{Part, Weighed};
pub(super) use weights::Evidence;

/// The lines of a recap with what is seen of them at once.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    /// Visible lines.
    pub lines: &'a [Line],
    /// The looks of each.
    pub looks: Vec<Look>,
    /// Which to leave out.
    pub noise: Vec<bool>,
    /// The tables of contents.
    pub contents: Contents,
    /// Whether the recap has no markup that tells headings.
    pub plain: bool,
    /// Share of its sentences that empty lines stand around.
    pub airy: f32,
    /// What comes after each line.
    pub after: After,
    /// How its headings are written.
    pub habits: Habits,
}

/// What a unit is opened by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The title of the recap, or nothing: the text before the first heading.
    Opening,
    /// A heading that groups others and has text of its own.
    Group,
    /// A heading of its own.
    Own,
}

/// A unit of the recap: lines `first..end` of the sheet.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Index of its first line.
    pub first: usize,
    /// Index after its last.
    pub end: usize,
    /// Whether `first` is its heading.
    pub headed: bool,
    /// What opens it.
    pub place: Place,
    /// What makes its first line a heading.
    pub form: Form,
    /// Depth of its heading; 0 where there is none.
    pub level: u8,
    /// Why it was cut here.
    pub evidence: Evidence,
    /// Headings that merged into it: titles of its own told together.
    pub merged: usize,
    /// Indices of headings that follow and that its own names.
    pub names_next: bool,
}

/// A recap cut: its units, and the headings that only group others.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// In the order of the recap.
    pub units: Vec<Unit>,
    /// Lines of group headings with the level of each: they date and place what follows.
    pub groups: Vec<(usize, u8)>,
    /// The line that titles the recap as a whole.
    pub title: Option<usize>,
}

/// Looks at a page.
pub(super) fn sheet(page: &Page, plain: bool) -> Sheet<'_> {
    let looks = prose::look(&page.lines);
    let contents = contents::find(&page.lines, &looks, plain);
    let noise = noise::mark(&page.lines, &looks, &contents, plain);
    let habits = habits(page, &looks, plain);
    let sentences = looks.iter().filter(|look| look.sentence).count();
    let apart = looks.iter().filter(|look| look.sentence && look.gap > 0).count();
    let airy = apart as f32 / sentences.max(1) as f32;
    let after = After::new(&page.lines, &looks, &noise);
    Sheet { lines: &page.lines, after, looks, noise, contents, plain, airy, habits }
}

/// Reads how the headings of a page are written, from all that may be one.
fn habits(page: &Page, looks: &[Look], plain: bool) -> Habits {
    let lines = page.lines.iter().zip(looks).filter(|(line, look)| {
        let shaped = matches!(line.shape, Shape::Heading(_))
            || plain && !look.sentence && !look.item && look.byline.is_none();
        shaped && look.chars <= 200 && look.words >= 2
    });
    let headings: Vec<&str> = lines.map(|(line, _)| line.text.as_str()).take(500).collect();
    // A mark is a rating where several headings end with one; alone it is an ornament.
    let marked = |text: &&&str| rating::trailing(text).is_some_and(|(rest, _)| !rest.is_empty());
    let rated = headings.iter().filter(marked).count() >= 3;
    let habits = Habits { rated, signed: false };
    let signed = headings.iter().filter(|text| !title::read(text, habits).people.is_empty()).count();
    Habits { rated, signed: signed >= 2 && (!plain || signed >= 3) && signed * 3 >= headings.len() }
}

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
    let evidence: Vec<Evidence> = kept.iter().map(|&n| evidence[n].clone()).collect();
    let mut parts = tree::read(&candidates, &weigh(sheet, &candidates, &evidence));
    for (n, candidate) in candidates.iter().enumerate() {
        if sidecar.says(sheet.lines[candidate.line].number) == Some(true) && parts[n] == Part::Inner {
            parts[n] = Part::Unit;
        }
    }
    drop_repeated_labels(sheet, &candidates, &evidence, &mut parts);
    assemble(sheet, &candidates, &evidence, &parts, title)
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

/// Adds the lines that the sidecar says open a unit, and takes off those it says do not.
fn force(sheet: &Sheet<'_>, candidates: &mut Vec<Candidate>, sidecar: &Sidecar) {
    for (i, line) in sheet.lines.iter().enumerate() {
        if sidecar.says(line.number) == Some(true) && !candidates.iter().any(|c| c.line == i) {
            let at = candidates.partition_point(|c| c.line < i);
            let level = candidates.get(at.saturating_sub(1)).map_or(1, |c| c.level);
            candidates.insert(at, Candidate { line: i, form: Form::Heading, level });
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

/// Makes units of the candidates that open one.
fn assemble(
    sheet: &Sheet<'_>,
    candidates: &[Candidate],
    evidence: &[Evidence],
    parts: &[Part],
    title: Option<usize>,
) -> Outline {
    let mut outline = Outline { title, ..Outline::default() };
    // Units and groups as they follow each other, the text before the first of them included.
    let mut units: Vec<Unit> = Vec::new();
    let open = |first: usize, headed, place, form, level, evidence: &Evidence| Unit {
        first,
        end: sheet.lines.len(),
        headed,
        place,
        form,
        level,
        evidence: evidence.clone(),
        merged: 0,
        names_next: false,
    };
    let titled = title.filter(|_| sheet.plain);
    let from = titled.unwrap_or(0);
    units.push(open(from, titled.is_some(), Place::Opening, Form::Text, 0, &Evidence::default()));
    for (n, candidate) in candidates.iter().enumerate() {
        let place = match parts[n] {
            Part::Inner => continue,
            Part::Group if Some(candidate.line) == title => Place::Opening,
            Part::Group => Place::Group,
            Part::Unit => Place::Own,
        };
        if let Some(last) = units.last_mut() {
            last.end = candidate.line;
        }
        units.push(open(candidate.line, true, place, candidate.form, candidate.level, &evidence[n]));
    }
    for unit in merge_bare(sheet, units) {
        let content = content(sheet, &unit);
        let sole = unit.headed.then_some(sheet.lines.get(unit.first)).flatten();
        let is_heading = sole.is_some_and(|line| matches!(line.shape, Shape::Heading(_)));
        let keep = match unit.place {
            Place::Opening => !content.is_empty(),
            Place::Group => !content.is_empty(),
            // A heading with nothing under it is a unit in a series of sessions, and else groups or fills.
            Place::Own => {
                let series = is_heading && !unit.evidence.has("group-word") && has_words(sole);
                !content.is_empty() || unit.form == Form::RunIn || series
            }
        };
        if keep {
            outline.units.push(unit);
        } else if unit.headed {
            outline.groups.push((unit.first, unit.level));
        }
    }
    for n in 0..outline.units.len() {
        outline.units[n].names_next = names_next(sheet, &outline.units, n);
    }
    outline
}

fn has_words(line: Option<&Line>) -> bool {
    line.is_some_and(|line| line.text.chars().any(char::is_alphanumeric))
}

/// Lines of a unit that a reader would search, its heading apart.
pub(super) fn content(sheet: &Sheet<'_>, unit: &Unit) -> Vec<usize> {
    let from = if unit.headed { unit.first + 1 } else { unit.first };
    (from..unit.end)
        .filter(|&i| !sheet.noise[i])
        .filter(|&i| {
            unit.place != Place::Opening
                || sheet.looks[i].sentence
                || !noise::is_meta(&sheet.lines[i], &sheet.looks[i])
        })
        .collect()
}

/// Titles of text or lists with nothing of their own: one before another joins it, one alone is text.
fn merge_bare(sheet: &Sheet<'_>, units: Vec<Unit>) -> Vec<Unit> {
    let mut merged: Vec<Unit> = Vec::with_capacity(units.len());
    let mut titles = 0; // titles that wait for the text of the next
    for mut unit in units {
        let own = unit.place == Place::Own;
        let item = sheet.looks.get(unit.first).is_some_and(|look| look.item);
        if let Some(last) = merged.last_mut().filter(|_| titles > 0) {
            if own && item {
                // Two titles over one text: it tells of both.
                last.end = unit.end;
                last.merged += 1;
                titles = if is_bare(sheet, &unit) { titles + 1 } else { 0 };
                continue;
            }
            titles = 0;
            // A title with no text to follow it is text itself.
            if merged.len() > 1
                && let Some(alone) = merged.pop_if(|last| !stays(last))
                && let Some(last) = merged.last_mut()
            {
                last.end = alone.end;
            }
        }
        if is_bare(sheet, &unit) {
            if item {
                titles = 1;
            } else if !stays(&unit)
                && let Some(last) = merged.last_mut()
            {
                last.end = unit.end;
                continue;
            }
        }
        unit.merged = 0;
        merged.push(unit);
    }
    merged
}

/// Whether a title without text says enough of itself to stay.
fn stays(unit: &Unit) -> bool {
    ["group-word", "announced", "slot", "people"].iter().any(|name| unit.evidence.has(name))
}

/// Whether a unit that no heading of the markup opens has nothing under its title.
fn is_bare(sheet: &Sheet<'_>, unit: &Unit) -> bool {
    let heading = sheet.lines.get(unit.first).is_some_and(|line| matches!(line.shape, Shape::Heading(_)));
    let loose = !heading && unit.place == Place::Own && unit.form != Form::RunIn;
    loose && content(sheet, unit).is_empty()
}

/// Whether the heading of a unit names those of two units that follow it.
fn names_next(sheet: &Sheet<'_>, units: &[Unit], n: usize) -> bool {
    if !units[n].headed {
        return false;
    }
    let own = format!(" {} ", bare(&sheet.lines[units[n].first].text));
    let named = units[n + 1..].iter().take(6).filter(|next| {
        let words = bare(&sheet.lines[next.first].text);
        next.headed && words.len() >= 3 && own.len() > words.len() + 2 && own.contains(&format!(" {words} "))
    });
    named.count() >= 2
}
