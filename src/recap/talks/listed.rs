//! Names below a label that stands alone: items, a line, or the headings of parts.

use crate::recap::markup::line::Shape;
use crate::recap::mentions::byline::{self, Role};
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::{name_list, presenter, title_people};
use crate::recap::outline::Sheet;

/// The persons whose names head the parts below a heading of a level.
pub(super) fn headed_by_name(sheet: &Sheet<'_>, below: &[usize], level: u8) -> Vec<Person> {
    let headings = below.iter().filter_map(|&i| match sheet.lines[i].shape {
        Shape::Heading(own) => Some((own, &sheet.lines[i].text)),
        _ => None,
    });
    let inside = headings.take_while(|(own, _)| *own > level).take(presenter::MOST);
    inside
        .filter(|(_, text)| title_people::is_person(text))
        .flat_map(|(_, text)| name_list::read(text, true))
        .collect()
}

/// Whether an item stands deeper than the first of its list.
pub(super) fn is_deeper(shape: Shape, first: Option<Shape>) -> bool {
    matches!((shape, first), (Shape::Item(own), Some(Shape::Item(first))) if own > first)
}

/// Whether a line goes on with a list of names that a label announced.
pub(super) fn follows(sheet: &Sheet<'_>, i: usize) -> bool {
    if matches!(sheet.lines[i].shape, Shape::Heading(_)) {
        return false;
    }
    let look = &sheet.looks[i];
    let text = byline::unbulleted(&sheet.lines[i].text);
    let is_name =
        name_list::read(text, false).first().is_some_and(|p| person::likeness(&p.name) != Likeness::None);
    let labelled = look.byline.as_ref().is_some_and(|b| !matches!(b.role, Role::Names | Role::Bracketed));
    !labelled && !look.sentence && look.words <= 20 && (look.item || is_name)
}
