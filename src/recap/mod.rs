//! Text to talks, without any I/O.
//!
//! It has layers, and each uses only those below it: words, then [`markup`], which turns every format into the same
//! [`Line`]s with hints; mentions, which are what a line names; the outline, which decides what opens a talk; and talks,
//! which say what is known of each.

pub mod fitting;
pub mod markup;
mod mentions;
mod outline;
mod talks;
mod words;

use crate::corpus::{Document, Format};
use crate::talk::{Kind, Recap, Source, Talk};
pub use markup::line::{self, Line, Page, Shape};
pub(crate) use markup::sidecar::LONGEST_NOTED;
pub use markup::sidecar::{Fault, Sidecar, TalkNote};
pub(crate) use mentions::event::{called as events_called, short as short_event};
use mentions::person::Person;
pub use mentions::rule::{Mention, Rule};
use mentions::{links, title::Title, when};
use outline::{Outline, Place, Sheet, Unit};
use std::sync::Arc;
use talks::conferences::{self, Conferences};
use talks::day::{self, Day};
pub(crate) use talks::id::{fresh, mark, of_recap, of_title, parts_of_recap};
use talks::kinds::{self, Read};
pub use talks::lint::{Finding, lint};
pub use talks::programme::{Likeness, likeness};
pub use talks::siblings::{possible_session_keys, session_keys};
use talks::{about, about::About, id, kind, part_writers, programme, quotes, session};
pub(crate) use words::fold::{bare, fold, fold_onto};
use words::lexicon;
use words::span::Spans;

/// A recap cut into its talks.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    /// What is known of the recap as a whole.
    pub recap: Recap,
    /// Its units, in the order of the file; their lines do not overlap.
    pub talks: Vec<Talk>,
    /// Lines left out because no reader would search them: inclusive ranges, from 1, in order.
    pub noise: Vec<(u32, u32)>,
    /// For each talk, why it was cut where it begins: evidence, and what each piece adds to the sum.
    pub reasons: Vec<fitting::Evidence>,
    /// For each talk, its event, speakers and organisations with the rules that found them.
    pub mentions: Vec<Vec<Mention>>,
    /// Links that were left out because they trigger an action instead of leading to a page, with their lines.
    pub unsafe_links: Vec<(u32, String)>,
    /// Titles for which the sidecar knows more, and which no talk has.
    pub unknown_titles: Vec<String>,
    /// Whether the recap has more lines than are read, and its end is left out.
    pub truncated: bool,
    /// Lines where the decision has a small margin, and whether each begins something in the chosen cut.
    pub unsure: Vec<(u32, bool)>,
}

/// Cuts a recap into its talks.
pub fn cut(document: &Document) -> Cut {
    cut_with(document, &Sidecar::default())
}

/// Cuts a recap into its talks as far as its sidecar leaves it open.
pub fn cut_with(document: &Document, sidecar: &Sidecar) -> Cut {
    cut_by(document, sidecar, fitting::Weights::fitted())
}

/// Cuts a recap by weights that may be others than those of the program.
fn cut_by(document: &Document, sidecar: &Sidecar, weights: &fitting::Weights) -> Cut {
    let page = markup::read(document);
    let sheet = outline::sheet(&page, is_plain(document, &page));
    let outline = outline::read(&sheet, sidecar, weights);
    let read = read_all(&sheet, &outline);
    let verdicts = kinds::verdicts(&read);
    let first = kinds::first_of_several(&read, &verdicts);
    let mut about = about::read(&page, &sheet, &outline, first, (sidecar, &document.file));
    let conferences = conferences::read(&sheet, &outline, &mut about);
    let spans = Spans::new(document);
    let mut cut = Cut { recap: about.recap.clone(), truncated: page.truncated, ..Cut::default() };
    let mut used = vec![false; sheet.lines.len()];
    let (units, mut talks, mentions) = talks(&sheet, &outline, (&about, &conferences), (&read, verdicts));
    cut.mentions = mentions;
    cut.reasons.reserve_exact(units.len());
    without_people(&mut talks, &mut cut.mentions, &about);
    for (unit, talk) in units.into_iter().zip(&mut talks) {
        let content = outline::content(&sheet, unit);
        let first = content.first().copied().unwrap_or(unit.first);
        let first = if unit.headed { unit.first } else { first };
        let last = content.last().copied().unwrap_or(unit.first).max(first);
        used[first] = true;
        content.iter().for_each(|&i| used[i] = true);
        talk.source = source(document, &spans, &sheet, first, last);
        if unit.headed && unit.form == outline::Form::Opener {
            talk.body.push(&sheet.lines[unit.first].text, sheet.lines[unit.first].number);
        }
        if unit.headed && unit.form == outline::Form::RunIn {
            let line = &sheet.lines[unit.first];
            let rest = line.text.get(sheet.lead(unit.first).told..).unwrap_or_default();
            talk.body.push(rest.trim_start_matches([' ', ':', '-', '–', '—', '.', ',', '|']), line.number);
        }
        for &i in &content {
            talk.body.push(&sheet.lines[i].text, sheet.lines[i].number);
        }
        cut.reasons.push(unit.evidence.weighed(weights, usize::from(unit.heads_group)));
    }
    cut.talks = talks;
    cut.unknown_titles = programme::complete(&mut cut.talks, sidecar);
    id::assign(&mut cut.talks, &document.file);
    cut.unsafe_links = sheet
        .lines
        .iter()
        .flat_map(|line| line.anchors.iter().map(move |a| (line.number, a.url.clone())))
        .filter(|(_, url)| links::is_unsafe(url))
        .collect();
    cut.noise = noise_ranges(&sheet, &used);
    cut.unsure = outline.unsure.iter().map(|&(i, begins)| (sheet.lines[i].number, begins)).collect();
    cut
}

/// Whether a recap has no markup that shows headings. Text with headings as typed in markup is read as markup.
fn is_plain(document: &Document, page: &Page) -> bool {
    let headings = page.lines.iter().filter(|line| matches!(line.shape, Shape::Heading(_))).count();
    document.format == Format::Text && headings < 3
}

/// The units that are talks, and the talk of each, without body and place.
fn talks<'o>(
    sheet: &Sheet<'_>,
    outline: &'o Outline,
    (whole, conferences): (&About, &Conferences),
    (read, verdicts): (&[Read<'o>], Vec<kind::Verdict>),
) -> (Vec<&'o Unit>, Vec<Talk>, Vec<Vec<Mention>>) {
    let signed = (session::brackets(sheet), quotes::are_gathered(sheet));
    let shared = Arc::new(whole.recap.clone());
    let authors = part_writers::full_names(&whole.recap.authors);
    let count = read.len();
    let mut day = None;
    let mut told: Option<(Day, u8)> = None;
    let mut part = None;
    let (mut units, mut talks) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let mut mentions = Vec::with_capacity(count);
    for (n, ((unit, content, title, signs), verdict)) in read.iter().zip(verdicts).enumerate() {
        let kind::Verdict { kind, found: why } = verdict;
        if promotes(unit, title, *signs, n + 1 == count) {
            continue;
        }
        let mut session = session::read(sheet, content, title, kind, signed);
        let heading = unit.headed.then(|| sheet.lines[unit.first].text.as_str());
        session.leave_to(part_writers::read(sheet, (heading, content), &authors, &session.found));
        let own = conferences.of(unit);
        let (about, from) = own.unwrap_or((whole, conferences.first_day(unit)));
        // No day of one conference is one of the next.
        if std::mem::replace(&mut part, own.map(|(_, from)| from)) != own.map(|(_, from)| from) {
            (day, told) = (None, None);
        }
        day = day::before(sheet, outline, (unit, from), about).or(day);
        told = told.filter(|(_, level)| unit.level > *level);
        let headed_day = unit.headed.then(|| when::first(&sheet.lines[unit.first].text)).flatten();
        let own_day = headed_day.or(session.date);
        // A heading that is a day, with words of its own, dates the sessions below it as one without any does.
        if let Some(heading) = heading.filter(|text| kind == Kind::Section && when::is_day(text))
            && let Some(day) = day::of_heading(heading, about)
        {
            told = Some((day, unit.level));
        }
        // What the first words of a recap quote or say of it titles no session.
        let frames = n == 0 && kind == Kind::Section;
        let untitled = unit.form == outline::Form::Opener
            && (frames || !outline::names_its_session(&sheet.lines[unit.first]));
        let text = if unit.headed && !untitled { title.text.clone() } else { about.fallback.clone() };
        // The one session of a recap that no heading opens is titled by the recap, behind the name of the event.
        let text = match unit.place {
            Place::Own if !unit.headed => about::without_event(&text, about.event.as_deref()).to_owned(),
            _ => text,
        };
        // The recap titles its first words, unless a heading of their own does.
        let own_title = unit.headed
            && !sheet.plain
            && !title.text.is_empty()
            && about
                .recap
                .title
                .as_deref()
                .is_some_and(|recap| bare(recap) != bare(&sheet.lines[unit.first].text));
        let text = match unit.place {
            Place::Opening if !own_title => about.recap.title.clone().unwrap_or(text),
            _ => text,
        };
        let headline = (unit.headed && content.first() != Some(&unit.first)).then_some(unit.first);
        let lines = headline.into_iter().chain(content.iter().copied()).map(|i| &sheet.lines[i]);
        let is_session = kind != Kind::Section;
        let found = session.found.into_iter().filter(|_| is_session);
        mentions.push(why.into_iter().chain(about.found.iter().cloned()).chain(found).collect());
        units.push(*unit);
        talks.push(Talk {
            kind,
            title: if text.is_empty() { about.fallback.clone() } else { text },
            event: about.event.clone(),
            year: about.year,
            date: own_day.and_then(|d| d.iso(about.year)).or_else(|| {
                match told.as_ref().map(|(day, _)| day).or(day.as_ref()) {
                    Some(day) => day.iso().map(str::to_owned),
                    None => about.date.clone(),
                }
            }),
            city: about.city.clone(),
            speakers: if is_session { session.speakers.list } else { Vec::new() },
            organisations: if is_session { session.organisations.list } else { Vec::new() },
            writers: session.writers.list,
            links: links::of(lines),
            rating: session.rating,
            recap: Arc::clone(&shared),
            ..Talk::default()
        });
    }
    (units, talks, mentions)
}

/// Takes back an event that nothing lists where it is called as somebody who gave a session, or wrote: it is that person.
fn without_people(talks: &mut [Talk], mentions: &mut [Vec<Mention>], about: &About) {
    let guessed = |rule: Rule| matches!(rule, Rule::EventInTitle | Rule::EventInFileName | Rule::EventHeld);
    let found = about.found.iter().find(|mention| guessed(mention.rule));
    let Some((found, event)) = found.map(|mention| (mention, bare(&mention.name))) else { return };
    let is_person = |name: &String| bare(name) == event;
    let named = |talk: &Talk| talk.speakers.iter().chain(&talk.writers).any(is_person);
    if !about.recap.authors.iter().any(is_person) && !talks.iter().any(named) {
        return;
    }
    talks.iter_mut().for_each(|talk| talk.event = None);
    mentions.iter_mut().for_each(|mentions| mentions.retain(|mention| mention != found));
}

/// Reads the heading of every unit, and what speaks for a session.
fn read_all<'o>(sheet: &Sheet<'_>, outline: &'o Outline) -> Vec<Read<'o>> {
    let last = outline.units.len().saturating_sub(1);
    let read = |(n, unit)| {
        let content = with_own_line(unit, outline::content(sheet, unit));
        let title = heading(sheet, unit, &content);
        let signs = kind::signs(sheet, unit, &content, &title, n == 0 || n == last);
        (unit, content, title, signs)
    };
    outline.units.iter().enumerate().map(read).collect()
}

/// The lines with the text of a unit. The line of its title is one of them where it holds more than the title.
fn with_own_line(unit: &Unit, mut content: Vec<usize>) -> Vec<usize> {
    if unit.headed && matches!(unit.form, outline::Form::Opener | outline::Form::RunIn) {
        content.insert(0, unit.first);
    }
    content
}

/// The heading of a unit with these lines, read.
fn heading(sheet: &Sheet<'_>, unit: &Unit, content: &[usize]) -> Title {
    if !unit.headed || unit.first >= sheet.lines.len() {
        return Title::default();
    }
    let mut title = sheet.title(unit.first, unit.form).into_owned();
    if title.people.is_empty() && unit.form == outline::Form::RunIn {
        let names = outline::signing(sheet, unit.first).into_iter().map(str::trim);
        title.people =
            names.map(|name| Person { name: name.to_owned(), organisations: Vec::new() }).collect();
    }
    let mut lines = content.iter().map(|&i| &sheet.lines[i]);
    if title.people.is_empty()
        && title.house.is_none()
        && let Some((house, rest)) = mentions::company_in_title::leading(&title.text, &mut lines)
    {
        let (house, text) = (Some(house.to_owned()), rest.to_owned());
        title = Title { house, text, ..title };
    }
    if title.people.is_empty()
        && let Some(below) = title_below_people(sheet, unit.first, content)
    {
        let people = mentions::name_list::read(&title.text, false);
        title = Title { people, ..below };
    }
    title
}

/// The title in the one deeper heading right below a heading that is the names of people: "## Jeanne Untel", "### Le titre".
fn title_below_people(sheet: &Sheet<'_>, first: usize, content: &[usize]) -> Option<Title> {
    let below = *content.iter().find(|&&line| line > first)?;
    let (Shape::Heading(own), Shape::Heading(deeper)) = (sheet.lines[first].shape, sheet.lines[below].shape)
    else {
        return None;
    };
    let same = content.iter().filter(|&&line| sheet.lines[line].shape == Shape::Heading(deeper)).count();
    let names = || mentions::title_people::are_people(&sheet.lines[first].text);
    let title = (deeper > own && same == 1 && names())
        .then(|| sheet.title(below, outline::Form::Heading).into_owned());
    title.filter(|title| title.people.is_empty() && !title.text.is_empty())
}

/// Whether a unit is about the publisher and not about the event: "Contactez-nous".
fn promotes(unit: &Unit, title: &Title, signs: kind::Signs, last: bool) -> bool {
    let signed = signs.signed || signs.billed;
    let about = !signed && lexicon::heading_is(&title.text, "promo");
    unit.headed && last && (about || lexicon::heading_is(&title.text, "author"))
}

/// Where lines `first..=last` of the sheet stand in the file.
fn source(document: &Document, spans: &Spans<'_>, sheet: &Sheet<'_>, first: usize, last: usize) -> Source {
    let first_line = sheet.lines[first].number;
    let last_line =
        sheet.lines[first..=last].iter().map(|line| line.last).max().unwrap_or(first_line).max(first_line);
    let (first_byte, last_byte) = spans.bytes(first_line, last_line);
    Source {
        file: document.file.clone(),
        format: document.format.as_str().to_owned(),
        encoding: document.encoding.to_owned(),
        digest: document.digest.clone(),
        first_line,
        last_line,
        first_byte,
        last_byte,
    }
}

/// Lines of the file that were left out, as ranges.
fn noise_ranges(sheet: &Sheet<'_>, used: &[bool]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for (i, line) in sheet.lines.iter().enumerate() {
        if used[i] && !sheet.noise[i] {
            continue;
        }
        match ranges.last_mut() {
            Some((_, last)) if line.number <= *last + 1 => *last = line.last.max(*last),
            _ => ranges.push((line.number, line.last)),
        }
    }
    ranges
}
