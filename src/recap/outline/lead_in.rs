//! Titles that run into the text they open, on one line: in bold, in italics, linked, quoted, signed before a colon,
//! behind a number or a name. `leads.rs` says where such a line opens anything.

use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::byline::{self, unbulleted};
use crate::recap::mentions::links;
use crate::recap::mentions::person::{Likeness, likeness};
use crate::recap::mentions::{title, title_people};
use crate::recap::outline::prose::Look;
use crate::recap::words::lead::begins_small;
use std::ops::Range;

/// What sets a title apart from the text that it runs into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// Its number stands before it.
    Numbered,
    /// It is in bold.
    Bold,
    /// It is in italics.
    Slanted,
    /// It is a link.
    Linked,
    /// It is quoted.
    Quoted,
    /// It is who gave the session, in bold.
    Named,
    /// Who gave the session stands behind it, before a colon: "Titre (Jeanne Untel) : …".
    Signed,
    /// Who gave the session stands before it: "Jeanne Untel – Titre : …".
    Led,
}

/// All of them; of two that hold the same lines the first counts.
pub(super) const STYLES: [Style; 8] = [
    Style::Numbered,
    Style::Bold,
    Style::Slanted,
    Style::Linked,
    Style::Quoted,
    Style::Named,
    Style::Signed,
    Style::Led,
];

/// A title at the head of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::recap) struct Lead {
    /// Bytes of the line that are its heading: the title, and who signs it.
    pub heading: Range<usize>,
    /// Byte from which the line tells of the session: behind the title.
    pub told: usize,
    /// Whether the heading says who gave the session.
    pub signed: bool,
}

/// Longest title, in characters; real ones reach 180.
pub(super) const LONGEST: usize = 190;
/// Longest text in which a title that is run into its paragraph is signed, in bytes.
const LONGEST_SIGNATURE: usize = 100;
/// Words behind a title among which one leads to who gave the session.
const GIVEN: usize = 5;
/// Fewest words that tell of a session.
const TOLD: usize = 8;
/// Signs between a title and what is told of it.
const APART: [char; 8] = [':', '-', '–', '—', '.', ',', '(', '|'];
/// Signs and spaces between a title and what is told of it, where it ends at the first of them.
const ENDS: [&str; 5] = [" : ", ": ", " – ", " — ", " - "];

/// Whether a line may begin with a title of a style, by its signs alone.
pub(super) fn may_begin(line: &Line, style: Style) -> bool {
    let text = unbulleted(&line.text);
    match style {
        Style::Bold | Style::Named => line.bold > 0,
        Style::Slanted => line.slant > 0,
        Style::Linked => !line.anchors.is_empty(),
        Style::Quoted => text.starts_with(['«', '“', '"']),
        Style::Numbered => text.starts_with(['n', 'N', '#']),
        // The first bytes of the signs that end such a title.
        Style::Signed | Style::Led => memchr::memchr3(b':', b'-', 0xE2, text.as_bytes()).is_some(),
    }
}

/// The title of a style that a line begins with.
pub(super) fn read(line: &Line, style: Style) -> Option<Lead> {
    let text = line.text.as_str();
    let at = text.len() - unbulleted(text).len();
    match style {
        Style::Bold => marked(line, at..line.bold, false),
        Style::Slanted => marked(line, at..line.slant, false),
        Style::Linked => marked(line, linked(line, at)?, false),
        Style::Quoted => marked(line, quoted(text, at)?, false),
        Style::Named => marked(line, at..line.bold, true),
        Style::Numbered => numbered(line, at),
        Style::Signed => signed(text, at),
        Style::Led => led(text, at),
    }
}

/// The title in bold that a line begins with, whatever stands behind it.
pub(super) fn of_bold(line: &Line) -> Lead {
    let title = bold(line);
    let signature = signature(line.text.get(title.len()..).unwrap_or_default());
    Lead { heading: 0..title.len() + signature, told: line.bold, signed: signature > 0 }
}

/// The bold words that a line begins with.
pub(super) fn bold(line: &Line) -> &str {
    line.text.get(..line.bold).unwrap_or_default().trim_end()
}

/// Whether a line begins with a title in bold and goes on to describe it.
pub(super) fn is_bold(lines: &[Line], looks: &[Look], i: usize) -> bool {
    let (line, look) = (&lines[i], &looks[i]);
    let title = bold(line);
    if title.is_empty() {
        return false;
    }
    let lead = of_bold(line);
    let rest = line.text.get(title.len()..).unwrap_or_default();
    let apart = rest.trim_start().starts_with(APART) || title.ends_with([':', '.']) || lead.signed;
    let person = likeness(title.trim_end_matches([',', ':', '.'])) == Likeness::Known;
    let words = title.split_whitespace().count();
    // A person in bold at the head of a paragraph is its subject, not its title.
    !person
        && title.contains(char::is_alphabetic)
        && (lead.signed || !goes_on(rest))
        && (look.byline.is_none() || look.words >= 30 || lead.signed)
        && apart
        && (words >= 2 || words == 1 && look.words >= 20)
        && title.chars().count() <= LONGEST
        && tells(lines, looks, i, &lead)
}

/// Whether the text behind bold words goes on with their sentence: ", et la suite".
fn goes_on(rest: &str) -> bool {
    const LEADS: [&str; 8] = ["par", "by", "avec", "with", "de", "d'", "animé", "présenté"];
    let behind = rest.strip_prefix(',').map(str::trim_start).unwrap_or_default();
    begins_small(behind) && !LEADS.iter().any(|lead| behind.starts_with(lead))
}

/// Whether the line, or the next where its author broke it, goes on to tell of the session.
pub(super) fn tells(lines: &[Line], looks: &[Look], i: usize, lead: &Lead) -> bool {
    let rest = lines[i].text.get(lead.told..).unwrap_or_default().split_whitespace().count();
    let broken = |next: usize| {
        lines.get(next).is_some_and(|line| line.shape == Shape::Text)
            && looks[next].gap == 0
            && looks[next].byline.is_none()
    };
    rest >= TOLD || rest > 0 && broken(i + 1) && rest + looks[i + 1].words >= TOLD
}

/// A title that markup or quotation marks set apart; of `people`, the names in its place.
fn marked(line: &Line, range: Range<usize>, people: bool) -> Option<Lead> {
    let text = line.text.as_str();
    // Most lines have nothing set apart: what stands behind it is not read then.
    let words = text.get(range.clone()).map(str::trim_end).filter(|words| !words.is_empty())?;
    let end = range.start + words.len();
    let rest = text.get(end..).filter(|rest| !rest.is_empty())?;
    let rest = rest.trim_start_matches([' ', '\u{a0}']);
    let after = text.len() - rest.len();
    let signature = signature(rest);
    let apart = signature > 0 || rest.starts_with(APART) || words.ends_with([':', '.']);
    let title = words.trim_end_matches([',', ':', '.', ' ']);
    let known = likeness(title) == Likeness::Known;
    (apart && known == people && is_title(title)).then(|| Lead {
        heading: range.start..if signature > 0 { after + signature } else { end },
        told: end,
        signed: signature > 0 || people,
    })
}

/// The title of a style that an item of a list begins with, signed where who gave the session stands right behind it: "[Titre] par
/// Jeanne Untel, …". The heading is the title alone.
pub(super) fn given(line: &Line, style: Style) -> Option<Lead> {
    let text = line.text.as_str();
    let at = text.len() - unbulleted(text).len();
    let range = match style {
        Style::Linked => linked(line, at)?,
        Style::Quoted => quoted(text, at)?,
        Style::Slanted => at..line.slant,
        _ => return None,
    };
    let words = text.get(range.clone())?.trim_end_matches([' ', ',', ':']);
    if !is_title(words) || likeness(words) == Likeness::Known {
        return None;
    }
    let rest = text.get(range.end..)?;
    let mut behind =
        rest.split([' ', '\u{a0}', '(', ',']).filter(|word| word.contains(char::is_alphanumeric));
    // "animé par", "présenté au pied levé par" are as short.
    let signed = (0..GIVEN)
        .any(|_| behind.next().is_some_and(|word| matches!(word, "par" | "avec" | "by" | "with" | "de")))
        && behind.next().is_some_and(|name| name.starts_with(|c: char| c.is_uppercase() || c == '@'));
    let title = range.start..range.start + words.len();
    Some(Lead { heading: title, told: range.end, signed })
}

/// The links behind a title that follow each other as names do: "par [Jeanne Untel] et [@jean]".
pub(super) fn linked_people(line: &Line, from: usize) -> Vec<Range<usize>> {
    let (mut end, mut people) = (from, Vec::new());
    for (n, link) in line.anchors.iter().filter(|link| link.range.start >= from).enumerate() {
        let between = line.text.get(end..link.range.start).unwrap_or_default();
        let mut words = between.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let joined =
            if n == 0 { words.count() <= GIVEN } else { words.all(|word| matches!(word, "et" | "and")) };
        let name = line.text.get(link.range.clone()).unwrap_or_default();
        if !joined || name.split_whitespace().count() > 4 || links::is_web(name) {
            break;
        }
        end = link.range.end;
        people.push(link.range.clone());
    }
    people
}

/// Whether words may be a title.
fn is_title(words: &str) -> bool {
    words.contains(char::is_alphanumeric)
        && words.chars().count() <= LONGEST
        && byline::role(words).is_none()
        && !links::is_web(words)
        && !begins_small(words)
}

/// The link that a text begins with.
fn linked(line: &Line, at: usize) -> Option<Range<usize>> {
    let link = line.anchors.first().filter(|link| links::is_web(&link.url))?;
    let before = line.text.get(at..link.range.start)?;
    (!before.contains(char::is_alphanumeric) && before.len() <= 8).then(|| link.range.clone())
}

/// The quotation that a text begins with, its signs included.
fn quoted(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let open = rest.chars().next()?;
    let close = match open {
        '«' => '»',
        '“' => '”',
        '"' => '"',
        _ => return None,
    };
    let from = at + open.len_utf8();
    let end = from + text.get(from..)?.find(close)?;
    Some(at..end + close.len_utf8())
}

/// A title behind its number: "nº 3 : Titre, …", "#3 Titre : …".
fn numbered(line: &Line, at: usize) -> Option<Lead> {
    let text = line.text.as_str();
    let rest = text.get(at..)?;
    let number = ["n°", "nº", "N°", "Nº", "#"].iter().find_map(|sign| rest.strip_prefix(sign))?.trim_start();
    let title = number.trim_start_matches(|c: char| c.is_ascii_digit());
    if title.len() == number.len() {
        return None;
    }
    let title = title.trim_start_matches([' ', '\u{a0}', ':', '-', '–', '—', '.', ')']);
    let start = text.len() - title.len();
    let range = linked(line, start).or_else(|| quoted(text, start)).unwrap_or_else(|| {
        let end = title.find([',', ':', '.', '(', '–', '—']).unwrap_or(title.len());
        start..start + title.get(..end).map_or(0, |words| words.trim_end().len())
    });
    marked(line, range, false)
}

/// A title in the weight of the text with who signs it, before a colon or a dash.
fn signed(text: &str, at: usize) -> Option<Lead> {
    let rest = text.get(at..)?;
    let (end, _) = first_end(rest)?;
    let head = rest.get(..end)?;
    // Few heads hold what may part a title from people.
    if !head.contains(['(', ',']) && !head.contains(" par ") && !head.contains(" by ") {
        return None;
    }
    let read = title::read(head, title::Habits::default());
    (!read.people.is_empty() && read.text.len() < head.len() && head.starts_with(read.text.as_str()))
        .then_some(())?;
    is_title(&read.text).then(|| Lead { heading: at..at + end, told: at + read.text.len(), signed: true })
}

/// Who gave a session, its title, and then what is told of it.
fn led(text: &str, at: usize) -> Option<Lead> {
    let rest = text.get(at..)?;
    let (end, sign) = first_end(rest)?;
    let title = rest.get(end + sign..)?;
    let (length, _) = first_end(title)?;
    let (_, words) = title_people::leading_people(rest.get(..end + sign + length)?)?;
    let known = likeness(rest.get(..end)?.split([',', '(']).next()?.trim()) == Likeness::Known;
    let whole = end + sign + length;
    (known && is_title(words)).then(|| Lead { heading: at..at + whole, told: at + whole, signed: true })
}

/// Where the first sign stands that ends a title, and its bytes.
fn first_end(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let sign_at = |at: usize| {
        let rest = bytes.get(at..).filter(|_| at < 4 * LONGEST)?;
        let sign = ENDS.iter().find(|sign| rest.starts_with(sign.as_bytes()))?;
        Some((at, sign.len()))
    };
    // One of three bytes is their first, or stands behind a space that is: spaces alone are many.
    let near = bytes.get(..=4 * LONGEST).unwrap_or(bytes);
    let first = memchr::memchr3_iter(b':', b'-', 0xE2, near).find_map(|at| {
        let space = at.checked_sub(1).filter(|&before| bytes[before] == b' ');
        space.and_then(sign_at).or_else(|| sign_at(at))
    });
    first
        .filter(|&(at, length)| text.get(..at + length).is_some_and(|title| title.chars().count() <= LONGEST))
}

/// How far who signs a title reaches in the text behind it, in bytes; 0 where that text tells of the session at once.
fn signature(rest: &str) -> usize {
    let named = rest
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | ',' | '|'));
    let end = [". ", " : ", ": ", " – ", " — "].iter().filter_map(|sign| named.find(sign)).min();
    // The author may have broken the line behind it.
    let end = end.or_else(|| Some(named.trim_end_matches(' ').strip_suffix('.')?.len()));
    let end = end.map(|end| rest.len() - named.len() + end).filter(|&end| end <= LONGEST_SIGNATURE);
    end.filter(|&end| rest.get(..end).is_some_and(|text| title_people::signature(text).is_some()))
        .unwrap_or(0)
}
