//! Units made of the candidates that open one: where each ends, what it holds, which have nothing to hold.

use super::candidate::{Candidate, Form};
use super::closing;
use super::decision::Decision;
use super::problem::{Label, Problem};
use super::sheet::Sheet;
use super::weights::Evidence;
use crate::recap::markup::line::{Line, Shape};
use crate::recap::outline::noise;
use crate::recap::words::fold::bare;

/// What a unit is opened by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::recap) enum Place {
    /// The title of the recap, or nothing: the text before the first heading, and what follows sessions that have none.
    Opening,
    /// A heading that groups others and has text of its own.
    Group,
    /// A heading of its own.
    Own,
}

/// A unit of the recap: lines `first..end` of the sheet.
#[derive(Clone, Debug)]
pub(in crate::recap) struct Unit {
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
    /// What is known of its heading.
    pub evidence: Evidence,
    /// Whether it heads a group: its evidence is weighed for that.
    pub heads_group: bool,
    /// Headings that merged into it: titles over one text.
    pub merged: usize,
    /// Whether its heading closes the recap behind the last session: see [`super::ending`].
    pub closes: bool,
    /// Indices of headings that follow and that its own names.
    pub names_next: bool,
}

impl Unit {
    /// A unit that nothing opens, of no lines yet.
    pub(super) fn unheaded() -> Unit {
        Unit {
            first: 0,
            end: 0,
            headed: false,
            place: Place::Opening,
            form: Form::Text,
            level: 0,
            evidence: Evidence::default(),
            heads_group: false,
            merged: 0,
            closes: false,
            names_next: false,
        }
    }
}

/// A recap cut: its units, and the headings that only group others.
#[derive(Debug, Default)]
pub(in crate::recap) struct Outline {
    /// In the order of the recap.
    pub units: Vec<Unit>,
    /// Lines of group headings with the level of each: they date and place what follows.
    pub groups: Vec<(usize, u8)>,
    /// The line that titles the recap as a whole.
    pub title: Option<usize>,
    /// Lines of candidates with a small margin, and whether each begins something in the chosen labelling.
    pub unsure: Vec<(usize, bool)>,
}

/// Margin of the decision below which it is unsure: a logit, 0.57 against 0.43 is 0.3.
const UNSURE: f32 = 0.3;

/// Makes units of the candidates that open one.
pub(super) fn assemble(
    sheet: &Sheet<'_>,
    candidates: &[Candidate],
    problem: Problem,
    decision: &Decision,
    title: Option<usize>,
) -> Outline {
    let mut outline = Outline { title, ..Outline::default() };
    let begun = candidates.iter().zip(&decision.labels).zip(&decision.margins);
    let unsure = begun.filter(|(_, margin)| **margin < UNSURE);
    outline.unsure = unsure.map(|((candidate, label), _)| (candidate.line, *label != Label::Inner)).collect();
    let mut units = opened(sheet, candidates, problem, decision, title);
    if let (true, None, Some(opening)) = (sheet.plain, title, units.first_mut())
        && let Some(line) = line_above(sheet, opening)
    {
        (opening.first, opening.headed) = (line, true);
        outline.title = Some(line);
    }
    let units = merge_bare(sheet, units);
    let mut units = closing::part(sheet, units).into_iter().peekable();
    while let Some(unit) = units.next() {
        // With nothing of its own, and units of deeper headings right after it, it groups these.
        let heads = units.peek().is_some_and(|next| next.level > unit.level);
        if stands(sheet, &unit, heads) {
            outline.units.push(unit);
        } else if unit.headed {
            outline.groups.push((unit.first, unit.level));
        }
    }
    let headings: Vec<String> = outline
        .units
        .iter()
        .map(|unit| if unit.headed { bare(&sheet.lines[unit.first].text) } else { String::new() })
        .collect();
    for (n, unit) in outline.units.iter_mut().enumerate() {
        unit.names_next = names_next(&headings[n..]);
    }
    outline
}

/// Units and groups as they follow each other, the text before the first of them included.
fn opened(
    sheet: &Sheet<'_>,
    candidates: &[Candidate],
    mut problem: Problem,
    decision: &Decision,
    title: Option<usize>,
) -> Vec<Unit> {
    let titled = title.filter(|_| sheet.plain);
    let opening = Unit {
        first: titled.unwrap_or(0),
        end: sheet.lines.len(),
        headed: titled.is_some(),
        ..Unit::unheaded()
    };
    let mut units: Vec<Unit> = vec![opening.clone()];
    for (n, candidate) in candidates.iter().enumerate() {
        let place = match decision.labels[n] {
            Label::Inner => continue,
            Label::Groups if Some(candidate.line) == title => Place::Opening,
            Label::Groups => Place::Group,
            Label::Opens => Place::Own,
        };
        if let Some(last) = units.last_mut() {
            last.end = candidate.line;
        }
        let mut evidence = std::mem::take(&mut problem.candidates[n].evidence);
        evidence.0.extend(decision.rows[n].map(|row| (row, 1.0)));
        evidence.0.shrink_to_fit();
        units.push(Unit {
            first: candidate.line,
            headed: true,
            place,
            form: candidate.form,
            level: candidate.level,
            evidence,
            heads_group: decision.labels[n] == Label::Groups,
            ..opening.clone()
        });
    }
    units
}

/// Whether a unit stays one; a heading that does not only groups those after it.
fn stands(sheet: &Sheet<'_>, unit: &Unit, heads: bool) -> bool {
    let content = content(sheet, unit);
    let filled = !content.is_empty();
    match unit.place {
        // Pictures between a heading and those that it groups tell nothing.
        Place::Opening | Place::Group => content.iter().any(|&i| !sheet.looks[i].caption),
        // A heading with nothing under it is a unit in a series of sessions, and else groups or fills.
        Place::Own => {
            let heading = unit.headed.then_some(sheet.lines.get(unit.first)).flatten();
            let is_heading = heading.is_some_and(|line| matches!(line.shape, Shape::Heading(_)));
            let series = is_heading
                && !heads
                && !["group-word", "section-word"].iter().any(|class| unit.evidence.has(class))
                && has_words(heading);
            filled || series || stands_alone(unit)
        }
    }
}

/// Whether a title is a unit with nothing below it: it ran into its text, or is a link in a series of such.
fn stands_alone(unit: &Unit) -> bool {
    let linked = unit.form == Form::Link && unit.evidence.has("series");
    linked || matches!(unit.form, Form::RunIn | Form::Opener)
}

/// The short line on its own that begins the text before the first session: the title of the recap, whatever it says.
fn line_above(sheet: &Sheet<'_>, opening: &Unit) -> Option<usize> {
    let mut shown = (opening.first..opening.end).filter(|&i| !sheet.noise[i]);
    let (first, next) = (shown.next()?, shown.next()?);
    let (look, below) = (&sheet.looks[first], &sheet.looks[next]);
    let titles = !look.sentence && !look.item && look.byline.is_none() && look.words <= 25;
    (titles && below.sentence && below.gap > 0).then_some(first)
}

fn has_words(line: Option<&Line>) -> bool {
    line.is_some_and(|line| line.text.chars().any(char::is_alphanumeric))
}

/// Lines of a unit that a reader would search, its heading apart.
pub(in crate::recap) fn content(sheet: &Sheet<'_>, unit: &Unit) -> Vec<usize> {
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
                // Two titles stand over one text: it describes both.
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
    let loose = !heading && unit.place == Place::Own && !stands_alone(unit);
    loose && content(sheet, unit).is_empty()
}

/// Whether the first of the headings of units names two of the next; those of units without one are empty.
fn names_next(headings: &[String]) -> bool {
    let Some((first, next)) = headings.split_first().filter(|(first, _)| !first.is_empty()) else {
        return false;
    };
    let own = format!(" {first} ");
    let named = next.iter().take(6).filter(|words| {
        words.len() >= 3 && own.len() > words.len() + 2 && own.contains(&format!(" {words} "))
    });
    named.count() >= 2
}
