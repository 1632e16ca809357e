//! Text that no heading opens and that belongs to no session: what follows a list of sessions, and the last words of a
//! recap whose sessions have no headings. A unit that a heading opens holds all up to the next.

use super::candidate::Form;
use super::prose::Look;
use super::series::begins_paragraph;
use super::sheet::Sheet;
use super::unit::Unit;
use crate::recap::markup::line::Shape;
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::{HEADINGS, PRESENTING};
use std::ops::Range;

/// Fewest sessions of a list.
const ENOUGH: usize = 3;
/// Words of a paragraph that say whether it closes the recap.
const HEAD: usize = 8;

/// The units, less what follows their lists and closes the recap: that is a unit of its own where it tells something.
pub(super) fn part(sheet: &Sheet<'_>, units: Vec<Unit>) -> Vec<Unit> {
    let lists = lists(sheet, &units);
    let count = units.len();
    let mut parted: Vec<Unit> = Vec::with_capacity(count + 1);
    for (n, unit) in units.into_iter().enumerate() {
        let behind = if lists && is_item(sheet, &unit) { behind_item(sheet, &unit) } else { None };
        let runs_on = matches!(unit.form, Form::RunIn | Form::Opener | Form::Item | Form::Bold);
        let last = n + 1 == count && runs_on && n > 0;
        let from = behind.or_else(|| last.then(|| closing(sheet, &unit)).flatten());
        let from = from.or_else(|| (n + 1 == count && n > 0).then(|| ruled(sheet, &unit)).flatten());
        // Links with nothing to tell are no sessions but a part of what names them: "J'aurais aimé voir :".
        let names = unit.form == Form::Item && lists_links(sheet, unit.first..from.unwrap_or(unit.end));
        if let Some(last) = parted.last_mut().filter(|last| names && last.form != Form::Item) {
            last.end = unit.end;
            continue;
        }
        let Some(from) = from else {
            parted.push(unit);
            continue;
        };
        let text = Unit { first: from, end: unit.end, ..Unit::unheaded() };
        parted.push(Unit { end: from, ..unit });
        // Between two lists, a few words group what follows: "Vendredi".
        if tells(sheet, text.first..text.end) || n + 1 == count {
            parted.push(text);
        }
    }
    parted
}

/// Words beside its links from which on an item tells something.
const TOLD: usize = 8;

/// Whether lines are items that link to something and hardly tell anything of it.
fn lists_links(sheet: &Sheet<'_>, mut lines: Range<usize>) -> bool {
    lines.all(|i| {
        let line = &sheet.lines[i];
        let linked = line.anchors.iter().filter_map(|link| line.text.get(link.range.clone()));
        let linked: usize = linked.map(|text| text.split_whitespace().count()).sum();
        sheet.noise[i] || sheet.looks[i].item && linked > 0 && sheet.looks[i].words < linked + TOLD
    })
}

/// Whether a sentence stands among lines.
fn tells(sheet: &Sheet<'_>, mut lines: Range<usize>) -> bool {
    lines.any(|i| !sheet.noise[i] && sheet.looks[i].sentence)
}

/// Whether a recap lists its sessions, an item each, with no paragraphs under them.
fn lists(sheet: &Sheet<'_>, units: &[Unit]) -> bool {
    let followed = units.windows(2).filter(|pair| pair.iter().all(|unit| is_item(sheet, unit)));
    let (mut all, mut told) = (0, 0);
    for pair in followed {
        all += 1;
        told += usize::from(behind_item(sheet, &pair[0]).is_some());
    }
    all + 1 >= ENOUGH && told * 4 <= all
}

fn is_item(sheet: &Sheet<'_>, unit: &Unit) -> bool {
    unit.headed && sheet.looks[unit.first].item && sheet.lines[unit.first].shape != Shape::Text
}

/// The first paragraph below the item that opens a unit.
fn behind_item(sheet: &Sheet<'_>, unit: &Unit) -> Option<usize> {
    (unit.first + 1..unit.end).find(|&i| !sheet.noise[i] && is_paragraph(sheet, i) && sheet.looks[i].gap > 0)
}

fn is_paragraph(sheet: &Sheet<'_>, i: usize) -> bool {
    sheet.lines[i].shape == Shape::Text && !sheet.looks[i].item && sheet.looks[i].byline.is_none()
}

/// The paragraph from which on the last unit closes the recap.
fn closing(sheet: &Sheet<'_>, unit: &Unit) -> Option<usize> {
    let begins = |&i: &usize| {
        !sheet.noise[i] && is_paragraph(sheet, i) && begins_paragraph(sheet.lines, &sheet.looks, i)
    };
    (unit.first + 1..unit.end).filter(begins).find(|&i| closes(&sheet.lines[i].text, &sheet.looks[i]))
}

/// The paragraph below a rule that closes the recap by its first words, where the last unit goes on with paragraphs alone.
fn ruled(sheet: &Sheet<'_>, unit: &Unit) -> Option<usize> {
    let from = (unit.first + 1..unit.end).rfind(|&i| sheet.lines[i].ruled)?;
    let mut shown = (from..unit.end).filter(|&i| !sheet.noise[i] && !sheet.looks[i].caption);
    let first = shown.next()?;
    let tells = is_paragraph(sheet, first) && sheet.looks[first].sentence;
    (tells && begins_closing(&sheet.lines[first].text) && shown.all(|i| is_paragraph(sheet, i)))
        .then_some(from)
}

/// Whether the first words of a paragraph are those that close a recap.
fn begins_closing(text: &str) -> bool {
    let head: Vec<&str> = text.split_whitespace().take(HEAD).collect();
    HEADINGS.is(&bare(&head.join(" ")), "closing")
}

/// Whether a paragraph closes a recap by its first words, and speaks of the event.
fn closes(text: &str, look: &Look) -> bool {
    let framing = |word: &str| PRESENTING.is(word, "frame") || PRESENTING.is(word, "close");
    look.chars >= 8 && begins_closing(text) && fold(text).split(|c: char| !c.is_alphanumeric()).any(framing)
}
