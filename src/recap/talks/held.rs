//! Events that the first lines of a recap say were held.

use crate::recap::talks::wording::{
    MOST_WORDS, Sources, Word, is_kind_inside, is_ordinal, is_year, squashed, words,
};
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::{OCCASIONS, is_place};
use crate::recap::words::when::is_month;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// Lines that may name the event of a recap whose title names none.
const TELLING_LINES: usize = 6;
/// Words of the longest phrase before or after a name.
const PHRASE_WORDS: usize = 4;

/// What the words around a name say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// That the writer was there, or tells of it: of events, and of talks too.
    Attended,
    /// That it is a kind of event: "la conférence Untel".
    Called,
    /// That it was held: "Untel s'est tenu", "se tenait Untel".
    Held,
}

/// The most that the first lines say of a name.
pub(super) fn said(name: &str, sources: &Sources<'_>) -> Option<Said> {
    let name = bare(name);
    sources.told().filter_map(|text| said_in(text, &name)).max()
}

/// The same of one text, both in the form of [`bare`].
fn said_in(text: &str, name: &str) -> Option<Said> {
    let around = |(at, _): (usize, &str)| {
        let (before, after) = (text.get(..at)?, text.get(at + name.len()..)?);
        let is_apart = before.is_empty() || before.ends_with(' ');
        (is_apart && (after.is_empty() || after.starts_with(' '))).then_some((before, after))
    };
    text.match_indices(name).filter_map(around).filter_map(|(before, after)| between(before, after)).max()
}

/// What the words before and after a name say of it.
fn between(before: &str, after: &str) -> Option<Said> {
    let mut after: Vec<&str> = after.split_whitespace().take(PHRASE_WORDS + 2).collect();
    // "Untel 2019, qui s'est tenu".
    for skipped in [is_year, |word: &str| word == "qui"] {
        if after.first().is_some_and(|word| skipped(word)) {
            after.remove(0);
        }
    }
    if (1..=PHRASE_WORDS.min(after.len())).any(|count| OCCASIONS.is(&after[..count].join(" "), "held")) {
        return Some(Said::Held);
    }
    // "L'édition 2015 de la", "se tenait la 3e": what stands between is passed over.
    let is_between = |word: &&str| {
        OCCASIONS.is(word, "link") || OCCASIONS.is(word, "rank") || is_year(word) || is_ordinal(word)
    };
    let mut before: Vec<&str> =
        before.split_whitespace().rev().skip_while(is_between).take(PHRASE_WORDS).collect();
    before.reverse();
    let says = |class| {
        (1..=before.len()).any(|count| OCCASIONS.is(&before[before.len() - count..].join(" "), class))
    };
    [(Said::Held, "holds"), (Said::Called, "of"), (Said::Attended, "attended")]
        .into_iter()
        .find(|(_, class)| says(class))
        .map(|(said, _)| said)
}

/// The event that the first lines say was held: "la conférence Untel", "Untel s'est tenu", with capitals.
pub(super) fn held(sources: &Sources<'_>) -> Option<String> {
    let mut lines = sources.summary().into_iter().chain(sources.head.0.iter().copied().take(TELLING_LINES));
    let mut sayings = Sayings::new(sources);
    lines.find_map(|line| held_in(line, &mut sayings))
}

/// What is known of names, each looked for once: lines may name the same again and again.
struct Sayings<'s> {
    sources: &'s Sources<'s>,
    said: FxHashMap<String, Option<Said>>,
    /// Title, tags and file name, squashed; made on first use.
    elsewhere: OnceCell<Vec<String>>,
}

impl<'s> Sayings<'s> {
    fn new(sources: &'s Sources<'s>) -> Self {
        Sayings { sources, said: FxHashMap::default(), elsewhere: OnceCell::new() }
    }

    /// The most that the first lines say of a name.
    fn of(&mut self, name: &str) -> Option<Said> {
        if let Some(said) = self.said.get(name) {
            return *said;
        }
        let said = said(name, self.sources);
        self.said.insert(name.to_owned(), said);
        said
    }

    /// Whether title, tags or file name hold a name too.
    fn is_elsewhere(&self, name: &str) -> bool {
        let sources = self.sources;
        let texts = self.elsewhere.get_or_init(|| {
            let tags = sources.tags.iter().map(String::as_str);
            sources.title.into_iter().chain([sources.stem]).chain(tags).map(squashed).collect()
        });
        let name = squashed(name);
        texts.iter().any(|text| text.contains(&name))
    }
}

/// The same of one line.
fn held_in(line: &str, sayings: &mut Sayings<'_>) -> Option<String> {
    let words = words(line);
    let mut at = 0;
    while at < words.len() {
        let run = capitals(&words[at..]);
        // "Retour sur Untel", "Mardi s'est tenu": what the recap calls itself and days are no part of a name.
        let first = &words[at].folded;
        // An article at the head of a sentence has a capital too.
        let is_apart = |class| OCCASIONS.is(first, class);
        if run == 0 || is_apart("lead") || is_apart("tail") || is_apart("link") {
            at += 1;
            continue;
        }
        let name = line.get(words[at].range.start..words[at + run - 1].range.end);
        let name =
            name.filter(|name| run <= MOST_WORDS && at > 0 && name.chars().count() >= 3 && !is_place(name));
        // Who attended a talk says so too: of an event there is another sign.
        let is_marked = |name: &str, sayings: &Sayings<'_>| {
            words.get(at + run).is_some_and(|next| is_year(next.text))
                || words[at..at + run]
                    .iter()
                    .any(|word| OCCASIONS.is(&word.folded, "kind") || is_kind_inside(word.text))
                || sayings.is_elsewhere(name)
        };
        let is_event = |name: &&str| match sayings.of(name) {
            Some(Said::Held | Said::Called) => true,
            Some(Said::Attended) => is_marked(name, sayings),
            None => false,
        };
        if let Some(name) = name.filter(is_event) {
            return Some(name.to_owned());
        }
        at += run;
    }
    None
}

/// How many of the first words a name with capitals has; small words go on between them: "Nuit du Code", "Fête de l'Arbre".
fn capitals(words: &[Word<'_>]) -> usize {
    let is_high = |word: &Word<'_>| {
        word.text.starts_with(char::is_uppercase) && !is_year(word.text) && !is_month(&word.folded)
    };
    let mut run = 0;
    loop {
        let rest = &words[run..];
        let small =
            rest.iter().take(2).take_while(|word| run > 0 && OCCASIONS.is(&word.folded, "link")).count();
        let Some(next) = rest.get(small).filter(|word| is_high(word)) else { return run };
        // "Untel à Lille": where it was is no part of the name.
        let placed =
            rest.first().is_some_and(|word| matches!(&*word.folded, "a" | "en")) && is_place(next.text);
        if placed {
            return run;
        }
        if run > 0 && (next.opened || rest[..small].iter().any(|word| word.opened)) {
            return run;
        }
        run += small + 1;
    }
}
