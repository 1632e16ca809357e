//! The day of publication that stands alone under the title of a recap, beside or near the name of its author.
//!
//! "20 avril 2023" says neither that the recap was published then nor that the event was: by where it stands it is the former.
//! A range of days, or a day with a place, is the event's.

use crate::recap::markup::line::Shape;
use crate::recap::mentions::byline::Role;
use crate::recap::mentions::name_list;
use crate::recap::outline::{Outline, Sheet, noise};
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::is_place;
use crate::recap::words::when::{self, When};

/// What the lines between title and first sentence may be.
enum Head {
    /// A day and how long it takes to read, or who signed; of a day alone it is not sure.
    Day { names: Vec<String>, alone: bool, when: When },
    /// Who signed.
    Signed,
    /// Nothing that says anything of the day.
    Silent,
    /// Other words: a subtitle, say.
    Other,
    /// Words that make a day near them one of the event.
    OfEvent,
}

/// The line that gives the day of publication, among those from the title to line `top`, with who signed it.
pub(super) fn read(sheet: &Sheet<'_>, outline: &Outline, top: usize) -> Option<(usize, Vec<String>, When)> {
    let is_heading = |i: &usize| matches!(sheet.lines[*i].shape, Shape::Heading(_));
    let title = outline.title.or_else(|| (0..top).find(is_heading))?;
    let mut found = None;
    // Whether the day stands beside a name or with one, whether other words stand there, and what the line before is.
    let (mut near, mut other) = (false, false);
    let (mut behind_name, mut behind_day) = (false, false);
    for i in title + 1..top {
        let head = head(sheet, i);
        let (is_name, is_day) = (matches!(head, Head::Signed), matches!(head, Head::Day { .. }));
        match head {
            Head::Silent => continue,
            Head::OfEvent => return None,
            Head::Day { .. } if found.is_some() => return None,
            Head::Day { names, alone, when } => {
                near |= behind_name || !alone;
                found = Some((i, names, when));
            }
            Head::Signed => near |= behind_day,
            // The sentences begin.
            Head::Other if is_told(sheet, i) => break,
            Head::Other => other = true,
        }
        (behind_name, behind_day) = (is_name, is_day);
    }
    let titled = sheet.lines[title].text.split([',', ':', '–', '—', '|', '(', ')']);
    let of_a_day = titled.flat_map(|part| part.split(" - ")).any(|part| when::is_day(part.trim()));
    found.filter(|_| near || !other && !of_a_day)
}

/// What a line under the title is.
fn head(sheet: &Sheet<'_>, i: usize) -> Head {
    let (line, look) = (&sheet.lines[i], &sheet.looks[i]);
    let text = line.text.trim();
    if let Some(day) = day(text) {
        return day;
    }
    if look.caption || !text.contains(char::is_alphanumeric) || noise::is_meta_words(&bare(text)) {
        return Head::Silent;
    }
    let Some(field) = look.byline.as_deref() else {
        let named = text.chars().count() <= LONGEST && is_place(text) || !when::all(text).is_empty();
        return if named && !is_told(sheet, i) { Head::OfEvent } else { Head::Other };
    };
    match field.role {
        Role::Authors | Role::Writers | Role::Speakers | Role::Names if !field.people.is_empty() => {
            Head::Signed
        }
        _ => Head::OfEvent,
    }
}

/// Whether a line tells something, in however few words.
fn is_told(sheet: &Sheet<'_>, i: usize) -> bool {
    sheet.looks[i].sentence || sheet.lines[i].text.trim_end().ends_with(['.', '!', '?', '…'])
}

/// Most characters of a line that is a day and little else.
const LONGEST: usize = 120;

/// "20 avril 2023", "20 avril 2023 · 5 min de lecture", "20 avril 2023 par Jeanne Untel".
fn day(text: &str) -> Option<Head> {
    if text.chars().count() > LONGEST || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(when) = when::alone(text) {
        return Some(Head::Day { names: Vec::new(), alone: true, when });
    }
    if let Some((before, names)) = [" par ", " by "].iter().find_map(|word| text.split_once(word)) {
        let when = when::alone(before.trim_end_matches([' ', ',', '-', '–', '—', '·', '|']))?;
        let names = names.split(['·', '|', '•', '(']).next().unwrap_or_default();
        let names: Vec<String> =
            name_list::read(names, false).into_iter().map(|person| person.name).collect();
        return (!names.is_empty()).then_some(Head::Day { names, alone: false, when });
    }
    let parts = text.split([',', '|', '·', '•', '—', '–']).flat_map(|part| part.split(" - ")).map(str::trim);
    let (days, rest): (Vec<&str>, Vec<&str>) =
        parts.filter(|part| !part.is_empty()).partition(|part| when::alone(part).is_some());
    let [day] = days.as_slice() else { return None };
    let of_reading = |part: &&str| noise::is_meta_words(&bare(part)) || is_span(&fold(part));
    let when = when::alone(day)?;
    rest.iter().all(of_reading).then_some(Head::Day { names: Vec::new(), alone: false, when })
}

/// Whether folded words are how long it takes to read: "5 min", "5 minutes".
fn is_span(words: &str) -> bool {
    let (count, unit) = words.split_once(' ').unwrap_or((words, ""));
    count.bytes().all(|b| b.is_ascii_digit())
        && matches!(unit.trim_end_matches('.'), "min" | "mn" | "minute" | "minutes")
}
