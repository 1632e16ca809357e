//! Quotations that are signed by whom they quote.

use crate::recap::markup::line::Line;
use crate::recap::mentions::person::{self, Likeness};
use crate::recap::outline::Sheet;

/// Whether a recap gathers what several people say of the sessions: quotations, each signed by whom it quotes.
pub(in crate::recap) fn are_gathered(sheet: &Sheet<'_>) -> bool {
    let surely = |line: &&Line| signed(line).is_some_and(|(_, known)| known);
    sheet.lines.iter().filter(surely).take(QUOTES).count() == QUOTES
}

/// Fewest signed quotations of a recap that gathers them.
const QUOTES: usize = 3;

/// Who signs the quotation that a line is, and whether the name is surely one: "« On a ri. » - Jeanne Untel".
pub(super) fn signed(line: &Line) -> Option<(&str, bool)> {
    let text = line.text.trim();
    if !text.starts_with(['«', '“', '"']) {
        return None;
    }
    let end = text.rfind(['»', '”', '"']).filter(|&end| end > 4)?;
    let behind = text.get(end..)?.trim_start_matches(['»', '”', '"', ' ', '\u{a0}', '.']);
    let name = behind.strip_prefix(['-', '–', '—', '(', '~'])?.trim_start_matches(['-', ' ', '\u{a0}']);
    let name = name.split([',', ')']).next()?.trim();
    let linked = line.anchors.last().is_some_and(|link| line.text.get(link.range.clone()) == Some(name));
    let likeness = person::likeness(name);
    let known = likeness == Likeness::Known || linked && likeness != Likeness::None;
    let full = (2..=4).contains(&name.split(' ').count()) && likeness != Likeness::None;
    (known || full).then_some((name, known))
}
