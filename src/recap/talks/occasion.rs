//! Which event a recap is about: one of the gazetteer, or one that title, file name or first lines name as an event.

use crate::recap::mentions::event::{self, Event, Place};
use crate::recap::mentions::rule::Rule;
use crate::recap::talks::edition;
use crate::recap::talks::held::held;
use crate::recap::talks::unlisted::{in_stem, unlisted};
use crate::recap::talks::wording::{INTRO_LINES, place_at, span, squashed, without_year};
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::OCCASIONS;

pub(in crate::recap) use crate::recap::talks::wording::Sources;

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

/// Finds the event.
pub(in crate::recap) fn read(sources: &Sources<'_>) -> Occasion {
    if let Some(written) = sources.event.map(without_year).filter(|name| !name.is_empty()) {
        let known = edition::listed(&written);
        let name = known.map_or(written, |event| spelled(event, sources));
        return Occasion { name: Some(name), known, rule: Some(Rule::EventField) };
    }
    let (mut named, mut mentioned) = places(sources, bare, |_, words| joined(words));
    let mut known = event::find_in(named.iter().chain(&mentioned));
    let mut elsewhere = None;
    // Only where a listed edition seems to be meant another may be.
    if known.is_some_and(edition::is_placed) {
        if let Some((name, _)) = sources.title.and_then(edition::unlisted_edition) {
            return Occasion { name: Some(name), known: None, rule: Some(Rule::EventInTitle) };
        }
        elsewhere = sources.told_lines().find_map(|(text, _)| edition::unlisted_edition(text));
        (named, mentioned) = places(sources, edition::without_unlisted, joined_apart);
        known = event::find_in(named.iter().chain(&mentioned));
    }
    let is_named = event::find(&named).is_some();
    // A summary may compare the event with another: the title comes first, where it names one.
    let firmly = event::find_in(named.iter().take(1).chain(named.last())).is_some();
    let title = if firmly { None } else { sources.title.and_then(|title| unlisted(title, sources)) };
    if let Some(event) = known.filter(|_| is_named && title.is_none()) {
        return Occasion { name: Some(spelled(event, sources)), known, rule: Some(Rule::EventListed) };
    }
    let title = title.map(|name| (name, Rule::EventInTitle));
    let found = title
        .or_else(|| in_stem(sources).map(|name| (name, Rule::EventInFileName)))
        .or_else(|| held(sources).map(|name| (name, Rule::EventHeld)));
    if let Some((name, rule)) = found {
        return Occasion { name: Some(name), known: None, rule: Some(rule) };
    }
    match known {
        Some(event) => {
            Occasion { name: Some(spelled(event, sources)), known, rule: Some(Rule::EventMentioned) }
        }
        None => {
            let name = elsewhere.map(|(name, _)| name);
            let rule = name.as_ref().map(|_| Rule::EventMentioned);
            Occasion { name, known: None, rule }
        }
    }
}

/// Where the event may be named, by the words of each text: the places that name an event, and those that may only mention one.
fn places<'s>(
    sources: &Sources<'s>,
    words_of: impl Fn(&str) -> String,
    joined: impl Fn(&[&str], &[String]) -> String,
) -> ([Place<'s>; 3], [Place<'s>; 4]) {
    let place = |text: &str, weight: f32| Place { words: words_of(text).into(), weight };
    let tags = sources.tags.join(" | ");
    let (lines, words) = sources.head;
    let intro = words.len().min(INTRO_LINES);
    let named = [
        place(sources.title.unwrap_or_default(), 6.0),
        place(sources.summary().unwrap_or_default(), 2.5),
        place(&sources.stem.replace(['-', '_'], " "), 3.0),
    ];
    let mentioned = [
        place(&sources.url.replace(['-', '_'], " "), 2.5),
        place(&tags, 1.5),
        Place { words: joined(&lines[..intro], &words[..intro]).into(), weight: 1.2 },
        Place { words: joined(&lines[intro..], &words[intro..]).into(), weight: 0.3 },
    ];
    (named, mentioned)
}

/// Texts in the form of [`bare`] as one.
fn joined(words: &[String]) -> String {
    words.iter().filter(|words| !words.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// The same of lines, less the names of editions that are not listed.
fn joined_apart(lines: &[&str], words: &[String]) -> String {
    let apart = |(line, words): (&&str, &String)| match event::is_named_in(words) {
        true => edition::without_unlisted(line),
        false => words.clone(),
    };
    joined(&lines.iter().zip(words).map(apart).collect::<Vec<_>>())
}

/// The name of a known event as the recap writes it, with a place that is part of it: "Agile Tour Nantes".
fn spelled(event: &Event, sources: &Sources<'_>) -> String {
    let lines = sources.head.0.iter().take(3).copied();
    let texts =
        || sources.event.into_iter().chain(sources.title).chain(sources.summary()).chain(lines.clone());
    // A country that the name shortens may be spelled out: "RabotFR", "Rabot France".
    let whole = squashed(event.name());
    let spelled_out = event.name().strip_suffix("FR").map(|name| squashed(name) + "france");
    let is_name = |name: &str| name == whole || spelled_out.as_deref() == Some(name);
    let written = texts().find_map(|text| span(text, is_name));
    // Capitals alone make no other spelling.
    let written = written.map(|(name, _)| name).filter(|name| fold(name) != fold(event.name()));
    let written = written.unwrap_or_else(|| event.name().to_owned());
    // "Rabotix Extended Lille" is held by others, and in their town.
    let another = |text: &str| {
        let (_, rest) = span(text, |name| name == whole)?;
        let word = rest.strip_prefix(' ')?.split([' ', ',', ':', '(']).next()?;
        let rest = rest.get(1 + word.len()..)?;
        let place = place_at(rest).map(|place| format!(" {place}")).unwrap_or_default();
        OCCASIONS.is(&fold(word), "edition").then(|| format!("{written} {word}{place}"))
    };
    if let Some(name) = sources.title.and_then(another) {
        return name;
    }
    if !event.is_placed_freely() || edition::is_placed(event) {
        return written;
    }
    let forms: Vec<String> = event.forms().map(squashed).collect();
    let at_place = |text: &str| {
        let (_, rest) = span(text, |name| forms.iter().any(|form| form == name))?;
        place_at(rest).filter(|place| !bare(event.name()).ends_with(&bare(place)))
    };
    // "Le Tour du Rabot de Lille": the title says where it was, and that this is no part of its name.
    let is_apart = |title: &str| {
        let (_, rest) = span(title, |name| forms.iter().any(|form| form == name))?;
        let rest = ["de", "à"].iter().find_map(|word| rest.strip_prefix(' ')?.strip_prefix(word))?;
        place_at(rest)
    };
    if sources.title.and_then(is_apart).is_some() {
        return written;
    }
    let tags = sources.tags.iter().map(String::as_str);
    match texts().chain(tags).chain([sources.stem]).find_map(at_place) {
        Some(place) => format!("{written} {place}"),
        None => written,
    }
}
