//! Who gave a session, by the place right under its heading: a deeper heading that says so, and names that no list holds
//! where known ones stand under the other headings.

use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::byline::{self, Byline, Role};
use crate::recap::mentions::person::{self, Likeness};
use crate::recap::mentions::{event, name_list, title_people};
use crate::recap::outline::prose::Look;

/// Headings with known names right under them that make a habit of it.
const HABIT: usize = 2;
/// Most words of a line of unknown names.
const MOST_WORDS: usize = 8;

/// Takes a deeper heading "par A" right under a heading for its byline, and the short line right under a heading for the names that it has the shape of, where the lines under most other
/// headings are names for sure.
pub(super) fn read(lines: &[Line], looks: &mut [Look]) {
    let (mut known, mut unknown) = (0, Vec::new());
    for (i, pair) in lines.windows(2).enumerate() {
        let [heading, below] = pair else { continue };
        let Shape::Heading(level) = heading.shape else { continue };
        if let Shape::Heading(deeper) = below.shape {
            if deeper > level
                && let Some(byline) = byline::below_heading(&below.text)
            {
                looks[i + 1].byline = Some(Box::new(byline));
            }
            continue;
        }
        let look = &looks[i + 1];
        match &look.byline {
            Some(byline) => known += usize::from(byline.role == Role::Names),
            None if !look.sentence && !look.item && look.words <= MOST_WORDS => unknown.push(i + 1),
            None => {}
        }
    }
    if known < HABIT {
        return;
    }
    let unknown: Vec<(usize, Byline)> =
        unknown.into_iter().filter_map(|i| Some((i, in_shape(&lines[i].text)?))).collect();
    // Where most have the shape alone they may as well be something else.
    if unknown.len() <= known {
        unknown.into_iter().for_each(|(i, byline)| looks[i].byline = Some(Box::new(byline)));
    }
}

/// The names in full that a line has the shape of, if it is nothing else.
fn in_shape(text: &str) -> Option<Byline> {
    let text = text.trim();
    let people = name_list::read(text, false);
    let full = |name: &str| {
        name.contains(' ') && person::likeness(name) != Likeness::None && !event::names_event(name)
    };
    let named = !people.is_empty() && people.iter().all(|person| full(&person.name));
    (named && title_people::are_people(text)).then(|| Byline {
        role: Role::Names,
        people,
        value: text.to_owned(),
        rating: None,
    })
}
