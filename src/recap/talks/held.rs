//! Events that the first lines of a recap say were held.

use crate::recap::mentions::person::{self, Likeness};
use crate::recap::talks::wording::{
    MOST_WORDS, Sources, Word, is_kind_inside, is_ordinal, is_year, squashed, words,
};
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::{OCCASIONS, is_organisation, is_place};
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
    /// That it is what a word calls it that means a talk as well as an event, and no more: "la conférence Untel".
    Told,
    /// That the writer was there, or tells of it: of events, and of talks too.
    Attended,
    /// That it is a kind of event: "le salon Untel", or "la conférence Untel" where somebody was there.
    Called,
    /// That it was held: "Untel s'est tenu", "se tenait Untel".
    Held,
}

/// A sign between two parts of a sentence, and one between two sentences, among words.
const PART: &str = ",";
const SENTENCE: &str = ".";

/// The most that the first lines say of a name.
pub(super) fn said(name: &str, sources: &Sources<'_>) -> Option<Said> {
    let bare = bare(name);
    let lines = sources.told_lines().filter(|(_, words)| words.contains(&bare));
    lines.filter_map(|(text, _)| said_in(&with_signs(text), name, &bare)).max()
}

/// The words of a text in the form of [`bare`], with the signs that part them.
fn with_signs(text: &str) -> String {
    let (mut signed, mut ends) = (String::with_capacity(text.len()), 0);
    for word in words(text) {
        let gap = text.get(ends..word.range.start).unwrap_or_default();
        ends = word.range.end;
        let sign = if gap.contains(['.', '!', '?', '…']) {
            Some(SENTENCE)
        } else {
            let parts = gap.contains([',', ':', ';', '(', ')', '|', '–', '—', '\n']);
            (parts || gap.contains("--") || gap.contains(" - ")).then_some(PART)
        };
        for part in sign.into_iter().chain([bare(word.text).as_str()]).filter(|part| !part.is_empty()) {
            if !signed.is_empty() {
                signed.push(' ');
            }
            signed.push_str(part);
        }
    }
    signed
}

/// The same of one text with its signs, of a name as written and in the form of [`bare`].
fn said_in(text: &str, written: &str, name: &str) -> Option<Said> {
    let around = |(at, _): (usize, &str)| {
        let (before, after) = (text.get(..at)?, text.get(at + name.len()..)?);
        let is_apart = before.is_empty() || before.ends_with(' ');
        (is_apart && (after.is_empty() || after.starts_with(' '))).then_some((before, after))
    };
    let between = |(before, after)| between(written, before, after);
    text.match_indices(name).filter_map(around).filter_map(between).max()
}

/// What the words before and after a name say of it.
fn between(name: &str, before: &str, after: &str) -> Option<Said> {
    let after: Vec<&str> = after.split_whitespace().take_while(|word| *word != SENTENCE).collect();
    let before: Vec<&str> = before.split_whitespace().rev().take_while(|word| *word != SENTENCE).collect();
    let mut next: Vec<&str> =
        after.iter().copied().filter(|word| *word != PART).take(PHRASE_WORDS + 2).collect();
    // "Untel 2019, qui s'est tenu".
    for skipped in [is_year, |word: &str| word == "qui"] {
        if next.first().is_some_and(|word| skipped(word)) {
            next.remove(0);
        }
    }
    if (1..=PHRASE_WORDS.min(next.len())).any(|count| OCCASIONS.is(&next[..count].join(" "), "held")) {
        return Some(Said::Held);
    }
    // "L'édition 2015 de la", "se tenait la 3e": what stands between is passed over.
    let is_between = |word: &&str| {
        OCCASIONS.is(word, "link") || OCCASIONS.is(word, "rank") || is_year(word) || is_ordinal(word)
    };
    let whole = before.iter().copied().filter(|word| *word != PART);
    let mut last: Vec<&str> = whole.skip_while(is_between).take(PHRASE_WORDS).collect();
    last.reverse();
    let says =
        |class| (1..=last.len()).any(|count| OCCASIONS.is(&last[last.len() - count..].join(" "), class));
    if says("holds") {
        return Some(Said::Held);
    }
    match called(name, &before, &after) {
        Some(said @ Said::Called) => Some(said),
        told => {
            if says("attended") {
                Some(Said::Attended)
            } else {
                told
            }
        }
    }
}

/// Whether a kind of event stands before a name, without a sign between them, and whose it is: "sa conférence" is a talk. The
/// words before come last first.
fn called(name: &str, before: &[&str], after: &[&str]) -> Option<Said> {
    let is_between = |word: &str| {
        OCCASIONS.is(word, "link") || OCCASIONS.is(word, "rank") || is_year(word) || is_ordinal(word)
    };
    let skipped = before.iter().take_while(|word| is_between(word)).count();
    let rest = &before[skipped..];
    let near = rest.iter().take(PHRASE_WORDS).take_while(|word| **word != PART).count();
    let phrase = |count: usize| rest[..count].iter().rev().copied().collect::<Vec<_>>().join(" ");
    let count = (1..=near).rev().find(|&count| OCCASIONS.is(&phrase(count), "of"))?;
    let owner = rest[count..].iter().find(|word| !OCCASIONS.is(word, "rank"));
    if owner.is_some_and(|word| OCCASIONS.is(word, "own")) {
        return None;
    }
    if !OCCASIONS.is(&phrase(count), "talk") {
        return Some(Said::Called);
    }
    // "La conférence de Zoé Pastel", "la conférence Copeaux SA": who gives a talk.
    let given = before.first().is_some_and(|word| matches!(*word, "de" | "d"));
    if is_organisation(name) || given && person::likeness(name) != Likeness::None {
        return None;
    }
    Some(if is_attended(before, after) { Said::Called } else { Said::Told })
}

/// Whether the words around a name, those before it last first, say that somebody was there, or that it was held.
fn is_attended(before: &[&str], after: &[&str]) -> bool {
    let before: Vec<&str> = before.iter().rev().copied().collect();
    [before.as_slice(), after].into_iter().any(|words| {
        let is_sign = |words: &[&str]| {
            let words = words.join(" ");
            OCCASIONS.is(&words, "there") || OCCASIONS.is(&words, "holds")
        };
        (1..=PHRASE_WORDS).any(|count| words.windows(count).any(is_sign))
    })
}

/// Whether a name is that of a person, and holds no word for a kind of event.
pub(super) fn is_of_person(name: &str) -> bool {
    person::likeness(name) == Likeness::Known && !words(name).iter().any(is_kind)
}

/// Whether a word is one for a kind of event, or ends as one.
fn is_kind(word: &Word<'_>) -> bool {
    OCCASIONS.is(&word.folded, "kind") || is_kind_inside(word.text)
}

/// The event that the first lines say was held: "la conférence Untel", "Untel s'est tenu", with capitals.
pub(super) fn held(sources: &Sources<'_>) -> Option<String> {
    let front = sources.front().iter().copied().take(TELLING_LINES);
    let mut lines = sources.summary().into_iter().chain(front);
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
        let is_marked = words.get(at + run).is_some_and(|next| is_year(next.text))
            || words[at..at + run].iter().any(is_kind);
        let is_event = |name: &&str| match sayings.of(name) {
            _ if !is_marked && is_of_person(name) => false,
            Some(Said::Held | Said::Called) => true,
            Some(Said::Attended) => is_marked || sayings.is_elsewhere(name),
            Some(Said::Told) => is_marked,
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
