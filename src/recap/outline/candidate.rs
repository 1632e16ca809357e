//! Which lines may open a unit at all, and how deep each stands.

use super::Sheet;
use super::billed;
use super::lead_in;
use super::opener;
use super::series::{Mark, begins_paragraph, is_all_link};
use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::byline;
use crate::recap::mentions::byline::unbulleted;
use crate::recap::mentions::links;
use crate::recap::mentions::title::{self, Habits};
use crate::recap::mentions::title_people;
use crate::recap::mentions::title_whole;
use crate::recap::mentions::when;
use crate::recap::outline::prose::Look;
use crate::recap::words::lead::begins_small;
use crate::recap::words::lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

/// What makes a line a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A heading of the markup.
    Heading,
    /// A line all in bold.
    Bold,
    /// A list item that may title what follows it.
    Item,
    /// A title in bold at the head of a paragraph or an item that describes it.
    RunIn,
    /// A short line of text without markup.
    Text,
    /// A line that is a link and nothing else.
    Link,
    /// A paragraph that begins with the session it describes, in a recap without headings.
    Opener,
}

/// A line that may open a unit.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Index into the lines of the page.
    pub line: usize,
    /// Why it may.
    pub form: Form,
    /// Depth: headings as in the markup, bold lines under them all, items under these.
    pub level: u8,
}

/// Fewest lines that the markup offers as titles for none to be sought elsewhere, the recap's own among them.
const ENOUGH: usize = 3;

/// Finds the candidates of a page.
pub(super) fn find(sheet: &Sheet<'_>) -> Vec<Candidate> {
    let (lines, looks, noise) = (sheet.lines, &sheet.looks, &sheet.noise);
    let mut candidates = Vec::new();
    let labels = if sheet.plain { labels(lines, looks) } else { FxHashSet::default() };
    for (i, (line, look)) in lines.iter().zip(looks).enumerate() {
        if noise[i] {
            continue;
        }
        let titled = may_title(line, look);
        let mark = sheet.series.get(&i).copied();
        let form = match line.shape {
            // "par Jeanne Untel"
            Shape::Heading(_) if look.byline.is_some() => None,
            Shape::Heading(level) => Some((Form::Heading, level.clamp(1, 6))),
            Shape::Text | Shape::Item(_) if titled && mark == Some(Mark::Bold) => Some((Form::Bold, 7)),
            _ if sheet.leads.contains_key(&i) => Some((Form::RunIn, 8)),
            Shape::Text | Shape::Item(_)
                if line.bold < line.text.len() && lead_in::is_bold(lines, looks, i) =>
            {
                Some((Form::RunIn, 8))
            }
            Shape::Text if matches!(mark, Some(Mark::Link | Mark::Rule)) => Some((Form::Opener, 8)),
            Shape::Text
                if may_lead(sheet, i)
                    && (opener::may_open(sheet, i)
                        || is_untitled(sheet, i) && opener::is_presented(sheet, i)) =>
            {
                Some((Form::Opener, 8))
            }
            _ if !titled => None,
            Shape::Text | Shape::Term
                if line.bold >= line.text.len()
                    && !line.text.ends_with([':', ','])
                    && (look.byline.is_none() || names_people(&line.text)) =>
            {
                Some((Form::Bold, 7))
            }
            Shape::Text if is_all_link(line) && look.words >= 2 && look.byline.is_none() => {
                Some((Form::Link, 7))
            }
            _ if is_signed_lead(line, look) => Some((Form::Bold, 7)),
            _ if look.item && titles_what_follows(lines, looks, i) => Some((Form::Item, 8)),
            Shape::Text
                if sheet.plain && !look.item && is_title_like(line, look) && !labels.contains(&line.text) =>
            {
                Some((Form::Text, 1))
            }
            _ => None,
        };
        if let Some((form, level)) = form {
            candidates.push(Candidate { line: i, form, level });
        }
    }
    billed::without_names(sheet, &mut candidates);
    // Text without markup has lines that look like titles.
    if !sheet.plain {
        without_same_speakers(sheet, &mut candidates);
        without_introduction(sheet, &mut candidates);
    }
    let titles = candidates.iter().filter(|candidate| candidate.form != Form::Opener).count();
    if sheet.unheaded && !sheet.plain && titles < ENOUGH {
        let alone = (0..lines.len()).filter(|&i| !noise[i] && stands_alone(sheet, i));
        candidates.extend(alone.map(|line| Candidate { line, form: Form::Text, level: 7 }));
        candidates.sort_by_key(|candidate| candidate.line);
        candidates.dedup_by_key(|candidate| candidate.line);
    }
    candidates
}

/// Times that a line of text comes again from which on it is a label of what stands around it.
const LABEL: usize = 3;

/// Lines that stand right below others again and again and title nothing: "Format court, 20 minutes".
fn labels(lines: &[Line], looks: &[Look]) -> FxHashSet<String> {
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for (line, look) in
        lines.iter().zip(looks).filter(|(_, look)| look.gap == 0 && look.words <= MOST_OF_LABEL)
    {
        if !look.sentence && !look.item {
            *times.entry(&line.text).or_default() += 1;
        }
    }
    times.into_iter().filter(|(_, count)| *count >= LABEL).map(|(text, _)| text.to_owned()).collect()
}

/// Words of the longest such line.
const MOST_OF_LABEL: usize = 8;

/// Takes out the paragraphs that go on about those who present in the one that opened before, and title nothing.
fn without_same_speakers(sheet: &Sheet<'_>, candidates: &mut Vec<Candidate>) {
    let mut presenting: Vec<&str> = Vec::new();
    candidates.retain(|candidate| {
        if candidate.form != Form::Opener {
            presenting.clear();
            return true;
        }
        let own: Vec<&str> =
            sheet.presenters(candidate.line).iter().map(|p| p.person.name.as_str()).collect();
        let same = !own.is_empty() && own.iter().all(|name| presenting.contains(name));
        if same && opener::titled(&sheet.lines[candidate.line]).is_none() {
            return false;
        }
        presenting = own;
        true
    });
}

/// Titles in paragraphs that make a habit of it.
const HABIT: usize = 3;

/// Takes out the paragraphs before the first that titles a session, where several do, if they name nobody: they introduce the
/// recap.
fn without_introduction(sheet: &Sheet<'_>, candidates: &mut Vec<Candidate>) {
    let titled: Vec<usize> = candidates
        .iter()
        .filter(|c| c.form == Form::Opener && opener::titled(&sheet.lines[c.line]).is_some())
        .map(|c| c.line)
        .collect();
    let Some(&first) = titled.first().filter(|_| titled.len() >= HABIT) else { return };
    let introduces =
        |c: &Candidate| c.form == Form::Opener && c.line < first && sheet.presenters(c.line).is_empty();
    candidates.retain(|candidate| !introduces(candidate));
}

/// Whether a line says whom the quotation above it is of, as sites embed one: "— Jeanne Untel (@untel) 4 mai 2017".
fn signs_quotation(line: &Line) -> bool {
    let dated = line.text.rsplit(' ').next().is_some_and(|word| !when::years(word).is_empty());
    line.text.starts_with(['—', '–']) && line.text.contains(" (@") && dated
}

/// Whether a line is no longer than a title, and has words that are read.
fn may_title(line: &Line, look: &Look) -> bool {
    look.chars <= lead_in::LONGEST
        && !look.address
        && !look.caption
        && !signs_quotation(line)
        && line.text.chars().any(char::is_alphanumeric)
}

/// Whether a paragraph that may lead to a session begins on a line, in a recap without headings.
fn may_lead(sheet: &Sheet<'_>, i: usize) -> bool {
    let look = &sheet.looks[i];
    sheet.unheaded
        && i < sheet.headless
        && look.sentence
        && look.words >= 12
        && (sheet.gapless || begins_paragraph(sheet.lines, &sheet.looks, i))
}

/// Whether no line above may title a paragraph: an item right above it, or in plain text any line.
fn is_untitled(sheet: &Sheet<'_>, i: usize) -> bool {
    let above = sheet.after.content_before(i).map(|above| &sheet.looks[above]);
    !sheet.plain && !above.is_some_and(|above| above.item && !above.sentence)
}

/// Whether a line is a paragraph of its own that looks like a title, above one that tells something.
fn stands_alone(sheet: &Sheet<'_>, i: usize) -> bool {
    let (line, look) = (&sheet.lines[i], &sheet.looks[i]);
    let told = |i: usize| sheet.looks[i].gap > 0 && sheet.looks[i].sentence && !sheet.looks[i].item;
    line.shape == Shape::Text
        && look.gap > 0
        && !look.item
        && !look.sentence
        && may_title(line, look)
        && is_title_like(line, look)
        && sheet.after.content(i).is_some_and(told)
}

/// Whether a line of text without markup has the looks of a title.
fn is_title_like(line: &Line, look: &Look) -> bool {
    let text = line.text.as_str();
    let bracketed = text.starts_with('(') && text.ends_with(')');
    // A long line that ends as a sentence does is one, but for a time slot before it.
    let is_long_sentence = look.words > 14
        && text.ends_with('.')
        && !text.ends_with("..")
        && !text.starts_with(|c: char| c.is_ascii_digit());
    look.words <= 28
        && !is_long_sentence
        && (look.byline.is_none() || title_people::leading_people(text).is_some())
        && !bracketed
        && !text.ends_with([',', ';'])
        && (!begins_small(text) || when::is_day(text))
        && !line.anchors.iter().any(|a| text.get(a.range.clone()).is_some_and(links::is_web))
}

/// Whether the item is one title, and the paragraph after it, or its own next lines, are about it.
fn titles_what_follows(lines: &[Line], looks: &[Look], i: usize) -> bool {
    let text = unbulleted(&lines[i].text);
    // An address in an item that begins with none is a broken link, or a title's source.
    let broken = text.contains("://") && lines[i].anchors.first().is_none_or(|a| a.range.start > 4);
    // After "Présenté par :" the items are people.
    let listed = i > 0 && looks[i - 1].byline.as_ref().is_some_and(|b| b.value.is_empty());
    let named = looks[i].byline.is_some() && title_people::leading_people(text).is_none();
    if broken || listed || text.ends_with([':', ';', ',', '.']) {
        return false;
    }
    // In bold as a whole, it titles whatever is not in bold too.
    let is_bold = |i: usize| lines[i].bold >= lines[i].text.len();
    if is_bold(i) && (!named || names_people(text)) && i + 1 < lines.len() && !is_bold(i + 1) {
        return true;
    }
    if named {
        return false;
    }
    let label = byline::role(text).is_some() || lexicon::heading_is(text, "inner");
    if label || text.contains(". ") && !is_linked_title(&lines[i]) {
        return false;
    }
    // A player below the title is part of it.
    let next = (i + 1..lines.len().min(i + 3)).find(|&n| !looks[n].address);
    // An item of the next depth, or one more item of a run of them, shows nothing.
    next.is_some_and(|n| {
        !looks[n].item && looks[n].sentence && (lines[n].blank_before || is_signed(text))
            || looks[n].item && is_linked_title(&lines[i]) && is_linked_title(&lines[n])
    })
}

/// Whether a line is a title in bold and who signs it.
fn is_signed_lead(line: &Line, look: &Look) -> bool {
    let text = unbulleted(&line.text);
    let title = lead_in::bold(line);
    title.split_whitespace().count() >= 2
        && title.len() < line.text.len()
        && look.words <= 30
        && byline::role(title.trim_end_matches([':', ' '])).is_none()
        && title_whole::known_people(title.trim_end_matches([',', ':', ' '])).is_none()
        && !text.ends_with([':', ';', ',', '.'])
        && is_signed(text)
}

/// Whether people lead a title, or are all of it: both may head a session.
fn names_people(text: &str) -> bool {
    title_people::leading_people(text).is_some() || title_people::is_person(text)
}

/// The words of a candidate that are its heading; of a title run into its paragraph, with who signs it.
pub(in crate::recap) fn heading<'s>(sheet: &Sheet<'s>, i: usize, form: Form) -> &'s str {
    let line = &sheet.lines[i];
    match form {
        Form::RunIn => line.text.get(sheet.lead(i).heading).unwrap_or(&line.text),
        Form::Opener => opener::title(line),
        _ => unbulleted(&line.text),
    }
}

/// Whether the words of an item end with people, as a title may and a fact does not.
fn is_signed(text: &str) -> bool {
    !title::read(text, Habits::default()).people.is_empty()
}

/// Whether a link carries the beginning of the item, as a title links to its recording.
fn is_linked_title(line: &Line) -> bool {
    let text = unbulleted(&line.text);
    let lead = line.text.len() - text.len();
    line.anchors
        .first()
        .is_some_and(|a| a.range.start <= lead && a.range.len() * 3 >= text.len() && links::is_web(&a.url))
}
