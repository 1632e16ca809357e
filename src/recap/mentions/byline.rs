//! Lines that say who gave or wrote a session: labelled fields, lists after a label, names in brackets.

use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::names_line::{covers, in_small_letters, names};
use crate::recap::mentions::person::{self, Likeness, Person};
use crate::recap::mentions::rating;
use crate::recap::mentions::title_lead::behind_slot;
use crate::recap::mentions::{account, name_list, title_whole};
use crate::recap::words::fold::label;
use crate::recap::words::lead::begins;
use crate::recap::words::lexicon::LABELS;
use crate::recap::words::pattern::Pattern;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) use crate::recap::mentions::role::{Byline, Role, role};

/// Pictures that stand for "who" at the head of a line.
pub(super) const FACES: &[char] =
    &['🙍', '👩', '👨', '👤', '👥', '🗣', '🎤', '🧑', '🎙', '🙋', '💁', '👱', '🧔', '👴', '👵'];

/// Pictures that stand for the company at the head of a line, and words of the longest name behind one.
const HOUSES: [char; 3] = ['🏢', '🏭', '🏬'];
const MOST_OF_HOUSE: usize = 6;

/// The text without what marks it as a list item.
pub(crate) fn unbulleted(text: &str) -> &str {
    let rest = text.trim_start();
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return rest;
    }
    for mark in ["- ", "* ", "• ", "– ", "— ", "+ ", "◦ ", "▪ ", "→ ", "· "] {
        if let Some(rest) = rest.strip_prefix(mark) {
            return rest.trim_start();
        }
    }
    rest
}

/// Whether the line is a list item, by markup or by the sign it begins with.
pub(crate) fn is_item(line: &Line) -> bool {
    matches!(line.shape, Shape::Item(_)) || unbulleted(&line.text).len() < line.text.trim_start().len()
}

/// Pictographs and joiners at the head of a text, and the rest.
fn pictures(text: &str) -> (&str, &str) {
    let end = text
        .char_indices()
        .find(|(_, c)| c.is_alphanumeric() || matches!(c, '(' | '"' | '«' | '[' | '@' | '\''))
        .map_or(text.len(), |(i, _)| i);
    text.split_at(end)
}

/// Reads a line as a field, or not at all.
pub(crate) fn read(line: &Line) -> Option<Byline> {
    if matches!(line.shape, Shape::Heading(_) | Shape::Code | Shape::Caption) || line.text.len() > 400 {
        return None;
    }
    let text = unbulleted(without_linked_aside(line));
    // A line of its own for the mark, or a mark after the names.
    if let Some(mark) = rating::read(text) {
        return Some(Byline {
            role: Role::Rating,
            people: Vec::new(),
            value: text.to_owned(),
            rating: Some(mark),
        });
    }
    if let Some((rest, mark)) =
        rating::trailing(text).filter(|(rest, _)| !rest.is_empty() && rest.len() < 120)
        && let Some(byline) =
            read_text(rest).filter(|b| !matches!(b.role, Role::Field | Role::Rating | Role::Date))
    {
        return Some(Byline { rating: Some(mark), ..byline });
    }
    if let Some(field) = marked(text) {
        return Some(field);
    }
    read_text(text).or_else(|| {
        let people = account::alone(line).or_else(|| in_bold(line))?;
        Some(Byline { role: Role::Names, people, value: text.to_owned(), rating: None })
    })
}

/// Words of the longest remark behind names in bold.
const MOST_OF_REMARK: usize = 8;

/// Persons in bold at the head of a line, and behind them a remark: "**Jeanne Untel & Max Autre**, - en plein air".
fn in_bold(line: &Line) -> Option<Vec<Person>> {
    let (names, remark) = line.text.split_at_checked(line.bold)?;
    let names = names.trim_end_matches([',', ' ']);
    let is_remark = remark.trim_start().starts_with([',', '-', '–', '—'])
        && remark.split(' ').count() <= MOST_OF_REMARK
        && !remark.ends_with(['.', ':', '!', '?']);
    if names.is_empty() || !is_remark { None } else { title_whole::known_people(names) }
}

/// A line without the links at its end that lead to slides or to a recording: "Par Jeanne Untel (X) [Slides]".
fn without_linked_aside(line: &Line) -> &str {
    let mut text = line.text.trim_end();
    for link in line.anchors.iter().rev() {
        let (Some(head), Some(words)) = (text.get(..link.range.start), text.get(link.range.start..)) else {
            break;
        };
        let head = head.trim_end();
        if link.range.end < text.len() || head.is_empty() || !LABELS.is(&label(words), "support") {
            break;
        }
        text = head;
    }
    text
}

/// A mark behind the label of one, with or without a sign between, and a remark: "Mon avis ★★★☆☆, à revoir".
fn marked(text: &str) -> Option<Byline> {
    let at = rating::first_star(text).or_else(|| rating::trailing(text).map(|(before, _)| before.len()))?;
    let (before, value) = text.split_at_checked(at)?;
    let before = before.trim_matches(['*', '_', ':', '-', '–', '—', ' ']);
    let rating = rating::field(value).filter(|_| role(before) == Some(Role::Rating))?;
    Some(Byline { role: Role::Rating, people: Vec::new(), value: value.to_owned(), rating: Some(rating) })
}

/// Reads a heading inside a session that is a field: "Speaker : Jeanne Untel", a label below which the names stand, or a mark.
pub(crate) fn of_heading(line: &Line) -> Option<Byline> {
    if !matches!(line.shape, Shape::Heading(_)) {
        return None;
    }
    if let Some(field) = marked(&line.text) {
        return Some(field);
    }
    let (before, after) = split_label(&line.text).unwrap_or((&line.text, ""));
    let role = role(before).filter(|role| matches!(role, Role::Speakers | Role::Writers))?;
    labelled(role, after.trim()).filter(|field| field.value.is_empty() || !field.people.is_empty())
}

/// Reads a heading that is who gave the session of the heading above it: "par Jeanne Untel (X)".
pub(crate) fn below_heading(text: &str) -> Option<Byline> {
    let plainly = begins(text, &["par ", "by ", "présenté par", "animé par", "présentée par", "animée par"]);
    if !plainly {
        return None;
    }
    // Square brackets around a company are as good as round ones.
    let text = text.replace(['[', '\\'], "(").replace(']', ")").replace("((", "(");
    without_colon(&text).filter(|byline| byline.role == Role::Speakers)
}

/// Longest label, in bytes, with what may be added to it.
const LONGEST_LABEL: usize = 64;

/// Reads a text as a field, or not at all.
pub(crate) fn read_text(text: &str) -> Option<Byline> {
    let (icon, rest) = shortcode(text.trim_start()).unwrap_or(("", text));
    let (head, rest) = pictures(rest);
    let (icon, rest) = shortcode(rest).unwrap_or((icon, rest));
    let text = without_asides(rest);
    let aside = text.len() < rest.len();
    let rest = text;
    let face = icon.split(['-', '_', ':']).any(|word| LABELS.is(word, "icon"));
    if head.contains(HOUSES) && rest.split_whitespace().count() <= MOST_OF_HOUSE && !rest.is_empty() {
        let value = rest.trim().to_owned();
        return Some(Byline { role: Role::Organisations, people: Vec::new(), value, rating: None });
    }
    if (face || head.chars().any(|c| FACES.contains(&c)))
        && let Some(byline) = behind_face(rest)
    {
        return Some(byline);
    }
    // "Présenté par" alone on its line: the names follow.
    if rest.len() <= LONGEST_LABEL
        && let Some(role) = LABELS.class(&label(rest)).and(role(rest)).filter(|role| *role == Role::Speakers)
        && label(rest).split(' ').count() > 1
    {
        return Some(Byline { role, people: Vec::new(), value: String::new(), rating: None });
    }
    if let Some((before, after)) = split_label(rest)
        && let Some(role) = role(before)
    {
        return labelled(role, after.trim());
    }
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')'))
        && !inner.contains(['(', ')'])
    {
        return bracketed(inner);
    }
    let unlabelled = |text| without_colon(text).or_else(|| names(text, aside));
    unlabelled(rest).or_else(|| behind_slot(rest).and_then(unlabelled))
}

/// A field whose label is a picture of a person.
fn behind_face(text: &str) -> Option<Byline> {
    let labelled = text.split_once(':').filter(|(before, _)| role(before).is_some());
    let value = labelled.map_or(text, |(_, after)| after);
    // "🗣 Zut ! Le rabot est émoussé" is a title.
    if value.contains(['!', '?']) {
        return None;
    }
    let people = name_list::read(value, true);
    people.first().filter(|p| person::likeness(&p.name) != Likeness::None)?;
    Some(Byline { role: Role::Speakers, people, value: value.trim().to_owned(), rating: None })
}

/// A field with a label and a colon.
fn labelled(role: Role, value: &str) -> Option<Byline> {
    let named = matches!(role, Role::Speakers | Role::Writers | Role::Authors);
    // A sentence after a label of one word is no list of names.
    if named && value.split_whitespace().count() > 30 {
        return None;
    }
    let people = if named { name_list::read(value, true) } else { Vec::new() };
    Some(Byline { role, people, value: value.to_owned(), rating: None })
}

/// A line that is names in brackets.
fn bracketed(inner: &str) -> Option<Byline> {
    let people = name_list::read(inner, false);
    let names = people.iter().all(|p| person::likeness(&p.name) >= Likeness::Shape);
    (!people.is_empty() && names && covers(inner, &people)).then(|| Byline {
        role: Role::Bracketed,
        people,
        value: inner.to_owned(),
        rating: None,
    })
}

/// A field whose label ends with "par", "de" or "avec" and no colon.
fn without_colon(text: &str) -> Option<Byline> {
    static WITHOUT_COLON: Pattern = Pattern::new(
        r"^(?i)((?:(?:conférence|conference|talk|session|keynote|atelier|présentation|article|un talk|une conférence)\s+)?(?:présentée?s?\s+par|animée?s?\s+par|donnée?s?\s+par|rédigée?s?\s+par|écrite?s?\s+par|postée?s?\s+par|publiée?s?\s+par|posted\s+by|written\s+by|proposée?s?\s+par|par|by|de|avec))\s+(.+)$",
    );
    const LEADS: [&str; 22] = [
        "par", "by", "de", "avec", "présent", "present", "anim", "donn", "rédig", "écri", "post", "publi",
        "written", "propos", "conf", "talk", "session", "keynote", "atelier", "article", "un talk",
        "une conf",
    ];
    // To match is quicker asked for than to capture, and few lines match.
    if !begins(text, &LEADS) || !WITHOUT_COLON.is_match(text) {
        return None;
    }
    let found = WITHOUT_COLON.captures(text)?;
    let (word, value) = (found.text(1)?, found.text(2)?);
    if goes_on(value) {
        return None;
    }
    let role = role(word).filter(|r| matches!(r, Role::Speakers | Role::Writers | Role::Authors))?;
    let byline = |people: Vec<Person>| Byline { role, people, value: value.to_owned(), rating: None };
    let mut words = value.split([',', ' ']).filter(|word| !word.is_empty());
    if words.clone().all(|word| word.starts_with('@')) {
        let accounts = words.by_ref().filter(|word| word.len() > 1);
        let account = |name: &str| Person { name: name.to_owned(), organisations: Vec::new() };
        return Some(byline(accounts.map(account).collect()));
    }
    if let Some(people) = in_small_letters(value) {
        return Some(byline(people));
    }
    let people = name_list::read(value, false);
    // "Par" before capitalised words is sure; "de" and "avec" need a first name.
    let plainly = label(word).ends_with("par") || label(word).ends_with("by");
    let sure = people.first().is_some_and(|p| {
        let like = person::likeness(&p.name);
        let is_full_name = p.name.contains(' ') || person::is_initialled(&p.name);
        like == Likeness::Known || plainly && like == Likeness::Shape && is_full_name
    });
    (sure && covers(value, &people)).then(|| byline(people))
}

/// Whether a sentence ends inside a text and another begins: "Jeanne Untel. Le début." A full stop behind a short word is an
/// initial's or a title's.
fn goes_on(text: &str) -> bool {
    text.match_indices(". ").any(|(at, stop)| {
        let (before, after) = (&text[..at], &text[at + stop.len()..]);
        let word = before.rsplit([' ', '-', '.']).next().unwrap_or_default();
        word.chars().count() > MOST_OF_INITIALS && after.starts_with(|c: char| c.is_uppercase())
    })
}

/// Most letters before a full stop that ends no sentence: "Mr.", "Dr.".
const MOST_OF_INITIALS: usize = 3;

/// A shortcode of an icon at the head of a text, `:name-of-icon:`, and the rest.
fn shortcode(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix(':')?.split_once(':')?;
    let is_name =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    is_name.then_some((name, rest.trim_start()))
}

/// Bytes of the longest byline that is read for what a programme adds.
const LONGEST_ASIDE: usize = 300;

/// A byline less what a programme adds behind a dash or a bar: how long it took, links to slides and recording.
fn without_asides(text: &str) -> &str {
    static DURATION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i)[0-9]{1,3}\s*(?:min(?:utes?)?|mn|h[0-9]{0,2}|heures?)?\.?$|^https?://\S+$")
            .expect("valid")
    });
    let mut text = text.trim_end_matches([' ', '-', '–', '—', '|', '·']);
    // The first bytes of the signs below.
    if text.len() > LONGEST_ASIDE || !text.bytes().any(|b| matches!(b, b'-' | b'|' | 0xE2 | 0xC2)) {
        return text;
    }
    const SIGNS: [&str; 5] = [" - ", " – ", " — ", " | ", " · "];
    let sign_at = |text: &str, at: usize| {
        SIGNS.into_iter().find(|sign| text.get(at..).is_some_and(|rest| rest.starts_with(sign)))
    };
    while let Some((at, sign)) =
        memchr::memrchr_iter(b' ', text.as_bytes()).find_map(|at| Some((at, sign_at(text, at)?)))
    {
        let part = text.get(at + sign.len()..).unwrap_or_default().trim();
        let may_last = part.starts_with(|c: char| c.is_ascii_digit()) || begins(part, &["http"]);
        let lasts = may_last && DURATION.is_match(part);
        if !lasts && !LABELS.is(&label(part), "aside") {
            break;
        }
        text = text.get(..at).unwrap_or_default().trim_end_matches([' ', '-', '–', '—', '|', '·']);
    }
    text
}

/// Most characters before a colon that are a label.
const MOST_OF_LABEL: usize = 40;

/// The words before the first colon, where they can be a label.
fn split_label(text: &str) -> Option<(&str, &str)> {
    // No character has more bytes.
    let near = text.as_bytes().get(..4 * (MOST_OF_LABEL + 1)).unwrap_or(text.as_bytes());
    let colons = [memchr::memchr(b':', near), memchr::memmem::find(near, "：".as_bytes())];
    let (before, after) = text.split_at_checked(colons.into_iter().flatten().min()?)?;
    let after = after.trim_start_matches([':', '：']);
    (before.chars().count() <= MOST_OF_LABEL && !after.starts_with("//")).then_some((before, after))
}
