//! The lines of a recap with all that is read from them before it is cut.

use super::after::After;
use super::candidate::{self, Form};
use crate::recap::markup::line::{Line, Page, Shape};
use crate::recap::mentions::person::{self, Likeness};
use crate::recap::mentions::presenter::{self, Presenter, Said};
use crate::recap::mentions::rating;
use crate::recap::mentions::title::{self, Habits, Title};
use crate::recap::mentions::title_people;
use crate::recap::outline::contents::{self, Contents};
use crate::recap::outline::lead_in::{self, Lead};
use crate::recap::outline::leads::{self, Leads};
use crate::recap::outline::like_bylines;
use crate::recap::outline::noise;
use crate::recap::outline::prose::{self, Look};
use crate::recap::outline::series::{self, Mark, Series};
use crate::recap::outline::text::groups;
use crate::recap::words::fold::bare;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The lines of a recap with all that is read from them.
#[derive(Debug)]
pub(in crate::recap) struct Sheet<'a> {
    /// Visible lines.
    pub lines: &'a [Line],
    /// The looks of each.
    pub looks: Vec<Look>,
    /// Whether each is noise.
    pub noise: Vec<bool>,
    /// The tables of contents.
    pub contents: Contents,
    /// Whether the recap has no markup that marks headings.
    pub plain: bool,
    /// Whether it has at most one heading of the markup.
    pub unheaded: bool,
    /// Share of its sentences with empty lines around them.
    pub airy: f32,
    /// Whether it is written without empty lines.
    pub gapless: bool,
    /// The line from which on a heading of its own, that groups no sessions, stands above what is told, if any; else the
    /// number of lines.
    pub headless: usize,
    /// Blocks that open alike without being headings.
    pub series: Series,
    /// Titles that run into their text, where a series of them opens the sessions.
    pub leads: Leads,
    /// What comes after each line.
    pub after: After,
    /// How its headings are written.
    pub habits: Habits,
    /// What each line says of a session; filled on first use.
    said: Vec<OnceCell<Said>>,
    /// Each line read as a title in the form in which it was first asked for.
    titles: Vec<OnceCell<Box<(Form, Title)>>>,
}

impl Sheet<'_> {
    /// The presenters that line `i` names: evidence, kind and speakers of a unit all rest on them.
    pub(in crate::recap) fn presenters(&self, i: usize) -> &[Presenter] {
        &self.said(i).people
    }

    /// Whether line `i` speaks of a session as such.
    pub(in crate::recap) fn speaks_of_session(&self, i: usize) -> bool {
        self.said(i).session.is_some()
    }

    /// Whether line `i` speaks of a session in its first words.
    pub(in crate::recap) fn opens_with_session(&self, i: usize) -> bool {
        self.said(i).session.is_some_and(|word| word < presenter::OPENING)
    }

    /// The title that line `i` begins with and runs on from.
    pub(in crate::recap) fn lead(&self, i: usize) -> Lead {
        self.leads.get(&i).cloned().unwrap_or_else(|| lead_in::of_bold(&self.lines[i]))
    }

    /// Line `i` read as a title: evidence and talks ask for it.
    pub(in crate::recap) fn title(&self, i: usize, form: Form) -> Cow<'_, Title> {
        let read = || title::of_line(&self.lines[i], candidate::heading(self, i, form), self.habits);
        let (known, title) = &**self.titles[i].get_or_init(|| Box::new((form, read())));
        if *known == form { Cow::Borrowed(title) } else { Cow::Owned(read()) }
    }

    fn said(&self, i: usize) -> &Said {
        self.said[i].get_or_init(|| presenter::read(&self.lines[i]))
    }
}

/// Reads a page.
pub(in crate::recap) fn sheet(page: &Page, plain: bool) -> Sheet<'_> {
    let mut looks = prose::look(&page.lines);
    like_bylines::read(&page.lines, &mut looks);
    let contents = contents::find(&page.lines, &looks, plain);
    let noise = noise::mark(&page.lines, &looks, &contents, plain);
    let mut habits = habits(page, &looks, plain);
    let sentences = looks.iter().filter(|look| look.sentence).count();
    let apart = looks.iter().filter(|look| look.sentence && look.gap > 0).count();
    let airy = apart as f32 / sentences.max(1) as f32;
    let gapless = looks.iter().filter(|look| look.gap > 0).count() * 20 <= looks.len();
    let after = After::new(&page.lines, &looks, &noise);
    let is_heading = |i: &usize| !noise[*i] && matches!(page.lines[*i].shape, Shape::Heading(_));
    let unheaded = (0..page.lines.len()).filter(is_heading).take(2).count() < 2;
    // A heading above all text is that of the recap.
    let told = (0..page.lines.len()).find(|&i| looks[i].sentence && !noise[i]).unwrap_or(0);
    let cuts = |i: &usize| is_heading(i) && !groups(&bare(&page.lines[*i].text));
    let headless = (told..page.lines.len()).find(cuts).unwrap_or(page.lines.len());
    let series = series::find(&page.lines, &looks, &noise, headless);
    let leads = leads::find(&page.lines, &looks, &noise);
    habits.bold = series.values().any(|mark| *mark == Mark::Bold);
    let said = vec![OnceCell::new(); page.lines.len()];
    let titles = vec![OnceCell::new(); page.lines.len()];
    let lines = &page.lines;
    Sheet {
        lines,
        gapless,
        headless,
        series,
        leads,
        after,
        looks,
        noise,
        contents,
        plain,
        unheaded,
        airy,
        habits,
        said,
        titles,
    }
}

/// Headings of one kind that are read for how they are written.
const MOST_READ: usize = 500;

/// Reads the style of the headings of a page from all lines that may be one. Headings of one kind share a style.
fn habits(page: &Page, looks: &[Look], plain: bool) -> Habits {
    let mut kinds: BTreeMap<u8, Vec<&str>> = BTreeMap::new();
    for (line, look) in page.lines.iter().zip(looks) {
        if let Some(kind) =
            kind_of_heading(line, look, plain).filter(|_| look.chars <= 200 && look.words >= 2)
        {
            let kind = kinds.entry(kind).or_default();
            if kind.len() < MOST_READ {
                kind.push(&line.text);
            }
        }
    }
    let mut habits = Habits::default();
    for (kind, headings) in &kinds {
        // A mark is a rating where several headings end with one; alone it is an ornament.
        let marked = |text: &&&str| rating::trailing(text).is_some_and(|(rest, _)| !rest.is_empty());
        habits.rated |= headings.iter().filter(marked).count() >= 3;
        // Names alone title the sessions where several do; no list holds every first name.
        let people = headings.iter().filter(|text| title_people::is_person(text)).count();
        habits.named |= *kind <= 6 && people >= 3 && people * 3 >= headings.len();
    }
    let rated = Habits { rated: habits.rated, ..Habits::default() };
    for headings in kinds.values() {
        let is_signed = |text: &&&str| !title::read(text, rated).people.is_empty();
        let by_people: Vec<_> = headings.iter().filter(is_signed).collect();
        let (signed, ended) = (by_people.len(), |text: &&&&str| text.trim_end().ends_with(')'));
        let bracketed = by_people.iter().filter(ended).count();
        habits.bracketed |= bracketed >= 3 && signed * 2 >= headings.len();
        habits.signed |= signed >= 2 && (!plain || signed >= 3) && signed * 3 >= headings.len();
        // Names that no list holds lead a heading as known ones do, where most headings are led so.
        let led: Vec<_> = headings.iter().filter_map(|text| title_people::leading_people(text)).collect();
        let known = led.iter().any(|(people, _)| person::likeness(&people[0].name) == Likeness::Known);
        habits.led |= known && led.len() >= 2 && led.len() * 2 >= headings.len();
    }
    habits
}

/// What kind of heading a line may be: of which level, or in bold, a term, a link, a line of text.
fn kind_of_heading(line: &Line, look: &Look, plain: bool) -> Option<u8> {
    let linked = line.anchors.first().is_some_and(|a| a.range.len() + 2 >= line.text.len());
    match line.shape {
        Shape::Heading(level) => Some(level.min(6)),
        _ if look.sentence || look.byline.is_some() => None,
        Shape::Term => Some(8),
        _ if line.bold >= line.text.len() => Some(7),
        Shape::Text if linked => Some(9),
        Shape::Text if plain && !look.item => Some(10),
        _ => None,
    }
}
