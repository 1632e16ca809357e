//! Which event a recap tells of: one of the gazetteer, or one that title, file name or first lines name as an event.

use crate::recap::mentions::event::{self, Event, Place};
use crate::recap::mentions::rule::Rule;
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::{OCCASIONS, PLACES};
use crate::recap::words::when;
use std::ops::Range;

/// Where an event may be named.
pub(in crate::recap) struct Sources<'s> {
    /// A field of front matter for it.
    pub event: Option<&'s str>,
    /// The title of the recap.
    pub title: Option<&'s str>,
    /// Its summary.
    pub description: Option<&'s str>,
    /// Its address.
    pub url: &'s str,
    /// Its tags.
    pub tags: &'s [String],
    /// Its file name, as words.
    pub stem: &'s str,
    /// Its first lines, and the same in the form of [`bare`].
    pub head: (&'s [&'s str], &'s [String]),
}

/// The event of a recap.
#[derive(Default)]
pub(in crate::recap) struct Occasion {
    /// Its name.
    pub name: Option<String>,
    /// What the gazetteer knows of it.
    pub known: Option<&'static Event>,
    /// The rule that found it.
    pub rule: Option<Rule>,
}

/// Lines that may say of an event that it was held.
const TOLD: usize = 12;
/// Words of the longest name that is looked for.
const MOST_WORDS: usize = 6;
/// What the signs of an event must add up to, where the gazetteer has none.
const ENOUGH: f32 = 3.0;

/// Finds the event.
pub(in crate::recap) fn read(sources: &Sources<'_>) -> Occasion {
    let place = |text: &str, weight: f32| Place { words: bare(text).into(), weight };
    let tags = sources.tags.join(" | ");
    let named = [
        place(sources.event.unwrap_or_default(), 20.0),
        place(sources.title.unwrap_or_default(), 6.0),
        place(sources.description.unwrap_or_default(), 2.5),
        place(sources.stem, 3.0),
    ];
    let (intro, rest) = sources.head.1.split_at(sources.head.1.len().min(TOLD));
    let mentioned = [
        place(sources.url, 2.5),
        place(&tags, 1.5),
        Place { words: joined(intro).into(), weight: 1.2 },
        Place { words: joined(rest).into(), weight: 0.3 },
    ];
    let is_named = event::find(&named).is_some();
    let known = event::find_in(named.iter().chain(&mentioned));
    if let Some(written) = sources.event.map(without_year).filter(|name| !name.is_empty()) {
        let known = event::find(&named[..1]);
        let name = known.map_or(written, |event| spelled(event, sources));
        return Occasion { name: Some(name), known, rule: Some(Rule::EventField) };
    }
    if let Some(event) = known.filter(|_| is_named) {
        return Occasion { name: Some(spelled(event, sources)), known, rule: Some(Rule::EventListed) };
    }
    let title =
        sources.title.and_then(|title| unlisted(title, sources)).map(|name| (name, Rule::EventInTitle));
    let found = title
        .or_else(|| in_stem(sources).map(|name| (name, Rule::EventInFileName)))
        .or_else(|| told(sources).map(|name| (name, Rule::EventHeld)));
    if let Some((name, rule)) = found {
        return Occasion { name: Some(name), known: None, rule: Some(rule) };
    }
    match known {
        Some(event) => {
            Occasion { name: Some(spelled(event, sources)), known, rule: Some(Rule::EventMentioned) }
        }
        None => Occasion::default(),
    }
}

/// Texts in the form of [`bare`] as one.
fn joined(words: &[String]) -> String {
    words.iter().filter(|words| !words.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// A name less the year at its end: the year has a field of its own.
fn without_year(name: &str) -> String {
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

/// A word of a text: letters, digits and the signs inside it.
struct Word<'t> {
    range: Range<usize>,
    text: &'t str,
    folded: String,
    /// Whether a sign that ends a name stands right after it.
    closed: bool,
    /// Whether such a sign, or a bracket, stands before it.
    opened: bool,
}

/// The words of a text; elided articles are words of their own.
fn words(text: &str) -> Vec<Word<'_>> {
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

fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|b| b.is_ascii_digit())
        && (word.starts_with("19") || word.starts_with("20"))
}

/// Letters and digits alone: how spellings of one name are told alike.
fn squashed(text: &str) -> String {
    bare(text).replace(' ', "")
}

/// The name of a known event as the recap writes it, with a place that is part of it: "Agile Tour Nantes".
fn spelled(event: &Event, sources: &Sources<'_>) -> String {
    let lines = sources.head.0.iter().take(3).copied();
    let texts =
        || sources.event.into_iter().chain(sources.title).chain(sources.description).chain(lines.clone());
    let whole = squashed(&event.name);
    let written = texts().find_map(|text| span(text, |name| name == whole));
    // Capitals alone make no other spelling.
    let written = written.map(|(name, _)| name).filter(|name| fold(name) != fold(&event.name));
    let written = written.unwrap_or_else(|| event.name.clone());
    if !event.is_placed_freely() {
        return written;
    }
    let forms: Vec<String> = event.forms().map(squashed).collect();
    let at_place = |text: &str| {
        let (_, rest) = span(text, |name| forms.iter().any(|form| form == name))?;
        place_at(rest).filter(|place| !bare(&event.name).ends_with(&bare(place)))
    };
    let tags = sources.tags.iter().map(String::as_str);
    match texts().chain(tags).chain([sources.stem]).find_map(at_place) {
        Some(place) => format!("{written} {place}"),
        None => written,
    }
}

/// The first words of a text that are a name when they are squashed, and what follows them.
fn span(text: &str, is_name: impl Fn(&str) -> bool) -> Option<(String, &str)> {
    let words = words(text);
    for first in 0..words.len() {
        let mut glued = String::new();
        for last in first..words.len().min(first + MOST_WORDS) {
            glued.push_str(&squashed(words[last].text));
            // "UXdays16": the year of the edition is no part of the name.
            let bared = glued.trim_end_matches(|c: char| c.is_ascii_digit());
            if is_name(&glued) || is_name(bared) {
                let written = text.get(words[first].range.start..words[last].range.end)?;
                let written = if is_name(&glued) {
                    written
                } else {
                    written.trim_end_matches(|c: char| c.is_ascii_digit())
                };
                let rest = text.get(words[last].range.end..)?;
                return Some((written.to_owned(), rest));
            }
        }
    }
    None
}

/// The place that a text begins with after one space: as it is written there with a capital, else as it is listed.
fn place_at(text: &str) -> Option<String> {
    let rest = text.strip_prefix(' ')?;
    let found = PLACES.iter().filter_map(|(_, place)| {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(place.len() + 4);
        let written = ends.filter_map(|end| rest.get(..end)).find(|written| bare(written) == bare(place))?;
        let after = rest.get(written.len()..)?.chars().next();
        let apart = after.is_none_or(|c| !c.is_alphanumeric() && c != '-');
        let written = if written.starts_with(char::is_lowercase) { place } else { written };
        apart.then_some(written)
    });
    found.max_by_key(|place| place.len()).map(str::to_owned)
}

/// The event that a title names without the gazetteer knowing it: "Retour sur les Rencontres Untel 2019, jour 1".
fn unlisted(title: &str, sources: &Sources<'_>) -> Option<String> {
    let words = words(title);
    let is = |word: &Word<'_>, class: &str| OCCASIONS.is(&word.folded, class);
    let lead = words.iter().take_while(|word| is(word, "lead") || is(word, "link")).count();
    // A recap that calls itself one is followed by what it recounts.
    let led = words.iter().take(lead).any(|word| is(word, "lead"))
        && words.get(lead.wrapping_sub(1)).is_some_and(|word| is(word, "link"));
    let from = if words.get(lead).is_some() { lead } else { 0 };
    let mut end = from;
    while let Some(word) = words.get(end) {
        // "Code et Café 2019": small words inside a name are followed by a capital, prepositions of place are none.
        let small = match &*word.folded {
            "a" | "au" | "aux" | "par" | "avec" | "est" | "etait" => true,
            "et" | "en" => words.get(end + 1).is_none_or(|next| !next.text.starts_with(char::is_uppercase)),
            _ => false,
        };
        if is_year(word.text) || is(word, "tail") || end > from && (word.opened || small) {
            break;
        }
        end += 1;
    }
    let name_words = words.get(from..end).filter(|words| !words.is_empty() && words.len() <= MOST_WORDS)?;
    let name = title.get(words[from].range.start..words[end - 1].range.end)?;
    let content = || name_words.iter().filter(|word| !is(word, "link"));
    let starts_high = |word: &Word<'_>| {
        word.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || word.text.chars().any(char::is_uppercase)
    };
    let next = words.get(end);
    let year = next.is_some_and(|word| is_year(word.text));
    let tail = next.is_some_and(|word| is(word, "tail"));
    let kind = content().any(|word| is(word, "kind"));
    let held = is_held(name, sources);
    if !(year || tail || kind || held) || content().all(|word| is(word, "kind")) && !year {
        return None;
    }
    let mut sum = 0.0;
    sum += if led { 1.0 } else { 0.0 };
    sum += if year { 2.0 } else { 0.0 };
    sum += if tail { 2.0 } else { 0.0 };
    sum += if kind { 1.5 } else { 0.0 };
    sum += if held { 1.5 } else { 0.0 };
    sum += if content().all(starts_high) { 1.0 } else { 0.0 };
    sum += if squashed(sources.stem).contains(&squashed(name)) { 1.0 } else { 0.0 };
    sum += if sources.tags.iter().any(|tag| without_year(&fold(tag)) == fold(name)) { 1.5 } else { 0.0 };
    sum += if is_mentioned(name, sources) { 0.5 } else { 0.0 };
    (sum >= ENOUGH).then(|| name.to_owned())
}

/// Whether summary or first lines hold a name.
fn is_mentioned(name: &str, sources: &Sources<'_>) -> bool {
    let name = format!(" {} ", bare(name));
    let lines = sources.head.1.iter().take(TOLD).map(|words| format!(" {words} "));
    let summary = sources.description.map(|text| format!(" {} ", bare(text)));
    lines.chain(summary).any(|text| text.contains(&name))
}

/// Whether the first lines say of a name what is said of events alone: that it was held, or which edition it was.
fn is_held(name: &str, sources: &Sources<'_>) -> bool {
    let name = bare(name);
    let texts = sources.head.1.iter().take(TOLD).cloned().chain(sources.description.map(bare));
    texts.into_iter().any(|text| {
        text.match_indices(&name).any(|(at, _)| {
            let after: Vec<&str> =
                text.get(at + name.len()..).unwrap_or_default().split_whitespace().take(3).collect();
            let after =
                if after.first().is_some_and(|word| is_year(word)) { &after[1..] } else { &after[..] };
            let held =
                |count: usize| after.get(..count).is_some_and(|words| OCCASIONS.is(&words.join(" "), "held"));
            // Elided words come apart in this form: "s est".
            let stood = after.get(..2) == Some(&["s", "est"]);
            let mut before = text
                .get(..at)
                .unwrap_or_default()
                .split_whitespace()
                .rev()
                .skip_while(|word| OCCASIONS.is(word, "link"));
            held(1) || held(2) || stood || before.next().is_some_and(|word| OCCASIONS.is(word, "of"))
        })
    })
}

/// The event that the file name names before a year, as the first lines write it.
fn in_stem(sources: &Sources<'_>) -> Option<String> {
    let words: Vec<&str> =
        sources.stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let year = words.iter().position(|word| is_year(word))?;
    let apart = |word: &&str| {
        OCCASIONS.is(word, "lead") || OCCASIONS.is(word, "link") || word.bytes().all(|b| b.is_ascii_digit())
    };
    let before: Vec<&str> = words[..year].iter().copied().skip_while(apart).collect();
    let texts = || {
        sources.title.into_iter().chain(sources.description).chain(sources.head.0.iter().take(TOLD).copied())
    };
    // The file name may begin with that of the blog: the longest end of it that the text holds is the event's.
    (0..before.len().min(MOST_WORDS)).find_map(|from| {
        let form = before[from..].concat();
        let named = |text: &str| span(text, |name| name == form).map(|(name, _)| name);
        let name = texts().find_map(named).filter(|_| form.len() >= 3)?;
        name.chars().any(char::is_uppercase).then_some(name)
    })
}

/// The event that the first lines say was held: "la conférence Untel", "Untel s'est tenu", with capitals.
fn told(sources: &Sources<'_>) -> Option<String> {
    for line in sources.head.0.iter().take(4) {
        let words = words(line);
        let high = |word: &Word<'_>| word.text.starts_with(char::is_uppercase) && !is_year(word.text);
        let mut at = 0;
        while at < words.len() {
            // Small words go on between capitals: "Nuit du Code".
            let goes_on = |i: usize| {
                let next = words.get(i + 1).is_some_and(|next| high(next) && !next.opened);
                high(&words[i]) || i > at && OCCASIONS.is(&words[i].folded, "link") && next
            };
            let run = (at..words.len()).take_while(|&i| goes_on(i) && (i == at || !words[i].opened)).count();
            if run == 0 {
                at += 1;
                continue;
            }
            let name = line.get(words[at].range.start..words[at + run - 1].range.end);
            let name = name.filter(|_| run <= MOST_WORDS && at > 0).filter(|name| name.chars().count() >= 3);
            if let Some(name) = name.filter(|name| is_held(name, sources)) {
                return Some(name.to_owned());
            }
            at += run;
        }
    }
    None
}
