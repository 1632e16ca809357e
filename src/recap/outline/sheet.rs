//! The lines of a recap with what is seen of them before anything is cut.

use super::after::After;
use crate::recap::markup::line::{Line, Page, Shape};
use crate::recap::mentions::person::{self, Likeness};
use crate::recap::mentions::presenter::{self, Presenter};
use crate::recap::mentions::rating;
use crate::recap::mentions::title::{self, Habits};
use crate::recap::mentions::title_people;
use crate::recap::outline::contents::{self, Contents};
use crate::recap::outline::noise;
use crate::recap::outline::prose::{self, Look};
use std::cell::OnceCell;

/// The lines of a recap with what is seen of them at once.
#[derive(Debug)]
pub(in crate::recap) struct Sheet<'a> {
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
    /// Whether it is written without empty lines.
    pub gapless: bool,
    /// What comes after each line.
    pub after: After,
    /// How its headings are written.
    pub habits: Habits,
    /// Whom each line presents, once it was asked.
    presenters: Vec<OnceCell<Box<[Presenter]>>>,
}

impl Sheet<'_> {
    /// The presenters that line `i` names: evidence, kind and speakers of a unit all rest on them.
    pub(in crate::recap) fn presenters(&self, i: usize) -> &[Presenter] {
        self.presenters[i].get_or_init(|| presenter::in_text(&self.lines[i].text).into_boxed_slice())
    }
}

/// Looks at a page.
pub(in crate::recap) fn sheet(page: &Page, plain: bool) -> Sheet<'_> {
    let looks = prose::look(&page.lines);
    let contents = contents::find(&page.lines, &looks, plain);
    let noise = noise::mark(&page.lines, &looks, &contents, plain);
    let habits = habits(page, &looks, plain);
    let sentences = looks.iter().filter(|look| look.sentence).count();
    let apart = looks.iter().filter(|look| look.sentence && look.gap > 0).count();
    let airy = apart as f32 / sentences.max(1) as f32;
    let gapless = looks.iter().filter(|look| look.gap > 0).count() * 20 <= looks.len();
    let after = After::new(&page.lines, &looks, &noise);
    let presenters = vec![OnceCell::new(); page.lines.len()];
    Sheet { lines: &page.lines, gapless, after, looks, noise, contents, plain, airy, habits, presenters }
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
    let habits = Habits { rated, ..Habits::default() };
    let signed = headings.iter().filter(|text| !title::read(text, habits).people.is_empty()).count();
    // Names that no list holds lead a heading as known ones do, where most headings are led so.
    let led: Vec<_> = headings.iter().filter_map(|text| title_people::leading_people(text)).collect();
    let known = led.iter().any(|(people, _)| person::likeness(&people[0].name) == Likeness::Known);
    // Names alone title the sessions where several do; no list holds every first name.
    let people = headings.iter().filter(|text| title_people::is_person(text)).count();
    Habits {
        rated,
        named: !plain && people >= 3 && people * 3 >= headings.len(),
        signed: signed >= 2 && (!plain || signed >= 3) && signed * 3 >= headings.len(),
        led: known && led.len() >= 2 && led.len() * 2 >= headings.len(),
    }
}
