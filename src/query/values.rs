//! The values of fields that are no words of a talk: years, days, ratings, kinds, languages.

use super::Node;
use crate::analysis::fold;
use crate::talk::{Kind, LinkKind};
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// The filter of a field whose values are no words of the talk; `None` where the value cannot be read.
pub(super) fn filter(field: &str, value: &str) -> Option<Node> {
    match field {
        "year" => years(value).map(Node::Year),
        "date" => dates(value).map(|(from, to)| Node::Date(from, to)),
        "rating" => ratings(value).map(|(from, to)| Node::Rating(from, to)),
        "lang" => language(value).map(|language| Node::Language(language.to_owned())),
        "has" => link_kind(value).map(|kind| Node::Has(kind.as_str().to_owned())),
        _ => None,
    }
}

/// Whether a value of a field can be read; any value of a field of words can.
pub fn is_readable(field: &str, value: &str) -> bool {
    match field {
        "kind" => kind(value).is_some(),
        "year" | "date" | "rating" | "has" | "lang" => filter(field, value).is_some(),
        _ => true,
    }
}

/// The kind of link that a word stands for, in either language.
fn link_kind(value: &str) -> Option<LinkKind> {
    Some(match fold::fold(value).as_str() {
        "video" | "videos" => LinkKind::Video,
        "slides" | "slide" | "planches" | "diapos" => LinkKind::Slides,
        "code" => LinkKind::Code,
        "schedule" | "programme" => LinkKind::Schedule,
        _ => return None,
    })
}

/// The two letters of a language, by them or by its name in either language.
fn language(value: &str) -> Option<&'static str> {
    Some(match fold::fold(value).as_str() {
        "fr" | "francais" | "french" => "fr",
        "en" | "anglais" | "english" => "en",
        _ => return None,
    })
}

/// `2023`, `2023-03`, `2023-03-14`, `2023-03..`, `..2023-03-14`, `2023-03..2024`: the first and the last day, or how they
/// begin.
fn dates(value: &str) -> Option<(String, String)> {
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    let sound = [from, to].iter().all(|date| date.is_empty() || is_date(date));
    // `2024-03..2024` is the rest of a year, so only what both tell is compared.
    let told = from.len().min(to.len());
    let in_order = from.as_bytes()[..told] <= to.as_bytes()[..told];
    (sound && in_order && !(from.is_empty() && to.is_empty())).then(|| (from.to_owned(), to.to_owned()))
}

/// Whether the calendar has a year, month or day that is written so.
fn is_date(text: &str) -> bool {
    let digits = |part: &str, count| {
        let number = part.parse().ok()?;
        (part.len() == count && part.bytes().all(|b| b.is_ascii_digit())).then_some(number)
    };
    let mut parts = text.split('-');
    let year = parts.next().and_then(|year| digits(year, 4));
    let mut two = || parts.next().map_or(Some(1), |part| digits(part, 2));
    let (month, day) = (two(), two());
    let (Some(year), Some(month), Some(day), None) = (year, month, day, parts.next()) else { return false };
    Date::new(year, month as i8, day as i8).is_ok()
}

/// `4`, `4..`, `3..4`, `..2`: hundredths of the least and the most.
fn ratings(value: &str) -> Option<(u32, u32)> {
    const MOST: u32 = 500;
    let one = |text: &str| {
        let value: f64 = text.replace(',', ".").parse().ok()?;
        (0.0..=5.0).contains(&value).then_some((value * 100.0).round() as u32)
    };
    match value.split_once("..") {
        None => one(value).map(|rating| (rating, rating)),
        Some(("", "")) => None,
        Some((from, "")) => Some((one(from)?, MOST)),
        Some(("", to)) => Some((0, one(to)?)),
        Some((from, to)) => Some((one(from)?, one(to)?)).filter(|(from, to)| from <= to),
    }
}

/// The kind of unit that a word names, in either language and number.
pub(super) fn kind(value: &str) -> Option<Kind> {
    Some(match fold::fold(value).as_str() {
        "talk" | "talks" | "session" | "sessions" | "conference" | "conferences" => Kind::Talk,
        "keynotes" | "keynote" | "pleniere" | "plenieres" => Kind::Keynotes,
        "section" | "sections" => Kind::Section,
        _ => return None,
    })
}

/// `2024`, `2021..2024`, `2023..`, `..2022`, and `2021-2024` with a hyphen or a dash: years have four digits; `None` for
/// anything else, and for a range that begins after its end.
pub fn years(value: &str) -> Option<RangeInclusive<i32>> {
    let (first, last) = ends(value)?;
    (first <= last).then_some(first..=last)
}

/// The same range the right way round, where only that is wrong with it.
pub fn turned(value: &str) -> Option<RangeInclusive<i32>> {
    let (first, last) = ends(value)?;
    (first > last).then_some(last..=first)
}

/// The years between which a range lies, as they are written.
fn ends(value: &str) -> Option<(i32, i32)> {
    let year = |text: &str| {
        let digits = text.trim();
        let is_year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| is_year)
    };
    if let Some((from, to)) = value.split_once(['-', '–', '—']) {
        return Some((year(from)?, year(to)?));
    }
    match value.split_once("..") {
        None => year(value).map(|year| (year, year)),
        Some(("", "")) => None,
        Some((from, "")) => Some((year(from)?, i32::MAX)),
        Some(("", to)) => Some((i32::MIN, year(to)?)),
        Some((from, to)) => Some((year(from)?, year(to)?)),
    }
}
