//! Where the name of an event is looked for, and the words of a title among which it is: where a name may begin and end.

use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::PLACES;
use crate::recap::words::when;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Lines that may say of an event that it was held.
pub(super) const INTRO_LINES: usize = 12;
/// Words of the longest name that is looked for.
pub(super) const MOST_WORDS: usize = 6;

/// Where an event may be named.
pub(in crate::recap) struct Sources<'s> {
    /// A field of front matter for it.
    pub event: Option<&'s str>,
    /// The title of the recap.
    pub title: Option<&'s str>,
    /// Its summary, and the same in the form of [`bare`].
    pub description: Option<(&'s str, &'s str)>,
    /// Its address.
    pub url: &'s str,
    /// Its tags.
    pub tags: &'s [String],
    /// Its file name, as words.
    pub stem: &'s str,
    /// Its first lines, and the same in the form of [`bare`].
    pub head: (&'s [&'s str], &'s [String]),
    /// How many of these stand before the first of several sessions: what is said of one session is not said of the event.
    pub front: usize,
}

impl Sources<'_> {
    /// The lines before the first of several sessions.
    pub(super) fn front(&self) -> &[&str] {
        self.head.0.get(..self.front).unwrap_or(self.head.0)
    }

    /// The first of these and the summary, each as it is written and in the form of [`bare`].
    pub(super) fn told_lines(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.front().iter().copied().zip(self.head.1.iter().map(String::as_str));
        lines.take(INTRO_LINES).chain(self.description)
    }

    /// The same in the form of [`bare`] alone.
    pub(super) fn told(&self) -> impl Iterator<Item = &str> {
        self.told_lines().map(|(_, words)| words)
    }

    /// The summary as it is written.
    pub(super) fn summary(&self) -> Option<&str> {
        self.description.map(|(text, _)| text)
    }
}

/// A word of a text: letters, digits and the signs inside it.
pub(super) struct Word<'t> {
    pub(super) range: Range<usize>,
    pub(super) text: &'t str,
    pub(super) folded: String,
    /// Whether a sign that ends a name stands right after it.
    pub(super) closed: bool,
    /// Whether such a sign, or a bracket, stands before it.
    pub(super) opened: bool,
}

/// The words of a text; elided articles are words of their own.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut from = None;
    let mut push = |range: Range<usize>| {
        let Some(word) = text.get(range.clone()) else { return };
        let before = words.last().map_or(0, |last: &Word<'_>| last.range.end);
        let gap = text.get(before..range.start).unwrap_or_default();
        let is_end = |c: char| {
            matches!(
                c,
                ',' | ':'
                    | '!'
                    | '?'
                    | '.'
                    | '('
                    | ')'
                    | '|'
                    | '–'
                    | '—'
                    | ';'
                    | '«'
                    | '»'
                    | '"'
                    | '['
                    | ']'
                    | '#'
            )
        };
        let ends = gap.contains(is_end) || gap.contains("--") || gap.contains(" - ");
        if let Some(last) = words.last_mut() {
            last.closed = ends;
        }
        words.push(Word { text: word, folded: fold(word), range, closed: false, opened: ends });
    };
    let mut ends = 0;
    for (at, c) in text.char_indices() {
        ends = at + c.len_utf8();
        let inside = from.is_some()
            && matches!(c, '-' | '+' | '/' | '&' | '.' | '·')
            && text.get(ends..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        if c.is_alphanumeric() || inside {
            from.get_or_insert(at);
        } else if let Some(start) = from.take() {
            push(start..at);
        }
    }
    if let Some(start) = from {
        push(start..ends);
    }
    if let Some(last) = words.last_mut() {
        last.closed = true;
    }
    words
}

pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|b| b.is_ascii_digit())
        && (word.starts_with("19") || word.starts_with("20"))
}

/// Letters and digits alone: the form in which spellings of one name are compared.
pub(super) fn squashed(text: &str) -> String {
    bare(text).replace(' ', "")
}

/// The first words of a text that are a name when they are squashed, and what follows them.
pub(super) fn span(text: &str, is_name: impl Fn(&str) -> bool) -> Option<(String, &str)> {
    let words = words(text);
    for first in 0..words.len() {
        let mut glued = String::new();
        for last in first..words.len().min(first + MOST_WORDS) {
            glued.push_str(&squashed(words[last].text));
            // "UXdays16": the year of the edition is no part of the name.
            let bared = glued.trim_end_matches(|c: char| c.is_ascii_digit());
            if is_name(&glued) || is_name(bared) {
                let written = text.get(words[first].range.start..words[last].range.end)?;
                // "Rabot-O-2014": nor is the sign before it.
                let written = if is_name(&glued) {
                    written
                } else {
                    written.trim_end_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric())
                };
                let rest = text.get(words[last].range.end..)?;
                return Some((written.to_owned(), rest));
            }
        }
    }
    None
}

/// The listed places by their names in the form of [`bare`], and bytes of the longest name.
static LISTED: LazyLock<(FxHashMap<String, Vec<usize>>, usize)> = LazyLock::new(|| {
    let mut listed: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, (_, place)) in PLACES.iter().enumerate() {
        listed.entry(bare(place)).or_default().push(at);
    }
    (listed, PLACES.iter().map(|(_, place)| place.len()).max().unwrap_or_default())
});

/// Characters that a name of a place may be longer as written than as listed, by its signs.
const SIGNS: usize = 4;

/// The place that a text begins with after one space: as it is written there with a capital, else as it is listed.
pub(super) fn place_at(text: &str) -> Option<String> {
    let rest = text.strip_prefix(' ')?;
    let (listed, longest) = &*LISTED;
    let mut found: Vec<(usize, &str)> = Vec::new();
    let mut before = String::new();
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    for (written, chars) in ends.filter_map(|end| rest.get(..end)).take(longest + SIGNS).zip(1..) {
        let words = bare(written);
        // Further signs make no other words.
        if words == before {
            continue;
        }
        let after = rest.get(written.len()..).and_then(|rest| rest.chars().next());
        let apart = after.is_none_or(|c| !c.is_alphanumeric() && c != '-');
        for &at in listed.get(&words).into_iter().flatten().filter(|_| apart) {
            let place = PLACES[at].1;
            if chars <= place.len() + SIGNS {
                let small = written.starts_with(char::is_lowercase);
                found.push((at, if small { place } else { written }));
            }
        }
        before = words;
    }
    found.into_iter().max_by_key(|(at, place)| (place.len(), *at)).map(|(_, place)| place.to_owned())
}

/// A name less the year at its end: the year has a field of its own.
pub(super) fn without_year(name: &str) -> String {
    let year = |text: &str| when::years(text).into_iter().next();
    let name = name.trim();
    let Some((head, last)) = name.rsplit_once([' ', '-', '\u{A0}']) else { return name.to_owned() };
    let head = head.trim_end_matches([' ', '-', '–', '—', ',', '(', '\u{A0}']);
    if year(last).is_some() && last.chars().filter(|c| c.is_alphanumeric()).count() == 4 && !head.is_empty() {
        head.to_owned()
    } else {
        name.to_owned()
    }
}

/// Whether a folded word says which edition it is: "36eme", "1ere".
pub(super) fn is_ordinal(word: &str) -> bool {
    let ending = word.trim_start_matches(|c: char| c.is_ascii_digit());
    ending.len() < word.len()
        && matches!(ending, "e" | "eme" | "er" | "ere" | "nd" | "nde" | "th" | "st" | "rd")
}

/// A name less the digits at its end that are a year: "RabotConf19", "RabotConf2019".
pub(super) fn without_glued_year(name: &str) -> &str {
    let bared = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name.get(bared.len()..).unwrap_or_default();
    let year = match digits.len() {
        2 => matches!(digits.as_bytes()[0], b'1' | b'2'),
        4 => digits.starts_with("20"),
        _ => false,
    };
    if year && bared.ends_with(char::is_alphabetic) { bared } else { name }
}

/// Whether a word ends as the names of conferences do: "RabotConf", "BricoCamp", "CopeauxFest".
pub(super) fn is_kind_inside(word: &str) -> bool {
    const ENDINGS: [&str; 8] = ["Conf", "Con", "Camp", "Fest", "Days", "Day", "Summit", "Tour"];
    let word = without_glued_year(word);
    ENDINGS.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
}
