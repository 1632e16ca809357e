//! Paragraphs that begin with the session they describe, in recaps without headings: a quoted title and who gave it,
//! or a sentence that leads from one session to the next ("Je suis ensuite allé voir … par …").

use super::series::Mark;
use super::sheet::Sheet;
use super::weights::Evidence;
use crate::recap::markup::line::Line;
use crate::recap::mentions::presenter::Presenter;
use crate::recap::mentions::{account, links};
use crate::recap::words::fold::APOSTROPHES;
use crate::recap::words::lead::begins_small;
use crate::recap::words::lexicon::PRESENTING;
use std::ops::Range;

/// Words of a paragraph that are read for an opener.
const HEAD: usize = 30;

/// Where a link that titles the session behind a word for one stands at the latest, in bytes.
const LEAD: usize = 60;

/// Where the name of a speaker begins at the latest that opens a paragraph, in bytes.
const PERSON: usize = 4;

/// Where the name of who presents begins at the latest, behind a few words of time, in bytes: "Plus tard, ".
const TURN: usize = 24;

/// Longest title, in bytes, that a quotation or a link may hold.
const LONGEST: usize = 160;

/// Whether the paragraph at line `i` may open a session.
pub(super) fn may_open(sheet: &Sheet<'_>, i: usize) -> bool {
    let line = &sheet.lines[i];
    let title = titled(line);
    if title.as_ref().is_some_and(|title| title.start == 0 || is_quoted_head(line, title)) {
        return true;
    }
    let signs = Signs::of(&line.text);
    // "[Jeanne Untel] nous a parlé de" and "la conférence de [Jeanne Untel]" open a session, whether they title it or not.
    if begins_with_person(line) && (signs.presents || !sheet.presenters(i).is_empty()) {
        return true;
    }
    let named =
        account::linked(line).first().is_some_and(|name| name.start < first_sentence(&line.text).len());
    if named && signs.session {
        return true;
    }
    let quotes = title.is_some_and(|title| title.start < 160);
    quotes && (signs.turn || signs.attend || signs.presents || signs.session)
        || signs.turn && (signs.attend || signs.session)
        || signs.attend && signs.session
}

/// Whether the paragraph at line `i` begins with somebody who presents: "Ensuite, Jeanne Untel nous a parlé de".
pub(super) fn is_presented(sheet: &Sheet<'_>, i: usize) -> bool {
    presents_early(&sheet.lines[i], sheet.presenters(i), LEAD)
}

/// Whether only a quotation mark stands before the title.
fn is_quoted_head(line: &Line, title: &Range<usize>) -> bool {
    line.text.get(..title.start).is_some_and(|before| before.chars().all(|c| !c.is_alphanumeric()))
}

/// What the first words of a paragraph say.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    /// They lead on from what stands before: "ensuite", "l'après-midi", "première".
    turn: bool,
    /// They say that the writer was there: "assisté", "suivi".
    attend: bool,
    /// They say that somebody presents.
    presents: bool,
    /// They name a session as such.
    session: bool,
    /// They speak of the end of the day: "dîner", "fin".
    close: bool,
}

impl Signs {
    fn of(text: &str) -> Signs {
        let mut signs = Signs::default();
        for (n, word) in text.split_whitespace().take(HEAD).enumerate() {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let word = match word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                true => word,
                false => word.rsplit(APOSTROPHES).next().unwrap_or_default(),
            };
            let is = |class: &str| PRESENTING.is_written(word, class);
            signs.turn = signs.turn || n < 8 && is("turn");
            signs.attend = signs.attend || n < 20 && is("attend");
            signs.presents = signs.presents || n < 14 && is("tell");
            signs.session = signs.session || is("session");
            signs.close = signs.close || n < 14 && is("close");
        }
        signs
    }
}

/// Adds what the paragraph at line `i` says of itself.
pub(super) fn read(sheet: &Sheet<'_>, i: usize, evidence: &mut Evidence) {
    let line = &sheet.lines[i];
    let signs = Signs::of(&line.text);
    evidence.when(signs.turn, "opener.turn");
    evidence.when(signs.attend, "opener.attend");
    evidence.when(signs.presents, "opener.tell");
    evidence.when(signs.session, "opener.session");
    evidence.when(signs.close, "opener.close");
    let begins_with_person = begins_with_person(line);
    let title = titled(line);
    if let Some(title) = &title {
        let late = title.start > first_sentence(&line.text).len();
        evidence.add(match is_quoted_head(line, title) || begins_with_person {
            true => "opener.title-first",
            false if late => "opener.title-late",
            false => "opener.title",
        });
        let after = line.text.get(title.end..).unwrap_or_default();
        let after = after.trim_start_matches(['"', '»', '”', ' ', '\u{a0}', ',', ':', '-', '–', '—', '(']);
        // What leads to a session ends with its title, or with who gave it.
        let ends = after.find([':', '.', '!', '?']).and_then(|end| after.get(..end)).unwrap_or(after);
        evidence.when(!late && ends.split_whitespace().count() <= 9, "opener.short");
        let word = after.split_whitespace().next().unwrap_or_default();
        evidence
            .when(matches!(word, "par" | "de" | "by" | "avec" | "d'" | "présenté" | "animé"), "opener.by");
    }
    let people = sheet.presenters(i);
    let spoken = begins_with_person && (signs.presents || !people.is_empty())
        || !sheet.plain && presents_early(line, people, TURN);
    evidence.when(title.is_none() && spoken, "opener.title-first");
    evidence.when(sheet.series.get(&i) == Some(&Mark::Link), "opener.linked");
    evidence.when(sheet.series.get(&i) == Some(&Mark::Rule), "opener.ruled");
    evidence.when(colon_title(&line.text).is_some(), "opener.colon-title");
    evidence.when(!people.is_empty(), "opener.presenter");
    let before = sheet.after.content_before(i);
    evidence.when(before.is_some_and(|j| sheet.lines[j].text.ends_with(':')), "opener.after-colon");
}

/// Bytes of the title that the first sentences of a paragraph quote or link.
pub(in crate::recap) fn titled(line: &Line) -> Option<Range<usize>> {
    let text = line.text.as_str();
    let head = text.char_indices().nth(260).map_or(text.len(), |(at, _)| at);
    let quoted = [('«', '»'), ('“', '”'), ('"', '"')].into_iter().filter_map(|(open, close)| {
        let from = text.get(..head)?.find(open)? + open.len_utf8();
        let length = text.get(from..)?.find(close)?;
        let inner = text.get(from..from + length)?;
        let lead = inner.len() - inner.trim_start().len();
        let range = from + lead..from + inner.trim_end().len();
        let words = inner.split_whitespace().count();
        let capital = inner.trim_start().chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        ((capital || from <= 4) && words >= 1 && range.len() <= LONGEST && range.len() >= 4).then_some(range)
    });
    // A title that is quoted in a link is that of what the link leads to.
    let named = line.anchors.iter().take_while(|a| a.range.end <= head).find_map(|a| {
        let inner = text.get(a.range.clone())?;
        // Who gave the session may stand in the link too: "[« Titre » de A]".
        if let Some(part) = quoted_part(inner) {
            return Some(a.range.start + part.start..a.range.start + part.end);
        }
        let bare = inner.trim_matches(['"', '«', '»', '“', '”', ' ', '\u{a0}']);
        let start = a.range.start + inner.find(bare)?;
        let quoted = bare.len() < inner.len() && bare.split_whitespace().count() >= 2;
        (quoted && bare.len() <= LONGEST).then(|| start..start + bare.len())
    });
    let named = named.or_else(|| behind_session(line));
    if named.is_some() {
        return named;
    }
    let quoted = quoted.min_by_key(|range| range.start);
    if quoted.is_some() {
        return quoted;
    }
    if let Some(title) = behind_person(line) {
        return Some(title);
    }
    let linked = line.anchors.first().filter(|a| a.range.start == 0 && a.range.len() <= LONGEST);
    let linked =
        linked.filter(|a| text.get(a.range.clone()).is_some_and(|t| t.split_whitespace().count() >= 2));
    linked.map(|a| a.range.clone()).filter(|range| !account::linked(line).contains(range))
}

/// The title in quotation marks that a link holds beside other words.
fn quoted_part(text: &str) -> Option<Range<usize>> {
    let part = [('«', '»'), ('“', '”'), ('"', '"')].into_iter().find_map(|(open, close)| {
        let from = text.find(open)? + open.len_utf8();
        let length = text.get(from..)?.find(close)?;
        let inner = text.get(from..from + length)?;
        let start = from + inner.len() - inner.trim_start().len();
        Some(start..start + inner.trim().len())
    })?;
    let beside = text.len() - part.len();
    let words = text.get(part.clone())?.split_whitespace().count();
    (words >= 2 && part.len() <= LONGEST && beside > MARKS).then_some(part)
}

/// Bytes of the quotation marks and spaces around a title that is all of a link.
const MARKS: usize = 10;

/// Whether a paragraph begins with a person whose name is linked: "[Jeanne Untel] nous a parlé de [Titre]".
fn begins_with_person(line: &Line) -> bool {
    let linked = line.anchors.first().is_some_and(|link| link.range.start <= PERSON);
    linked && account::linked(line).first().is_some_and(|name| name.start <= PERSON)
}

/// Whether the first sentence plainly says of a person, whose full name begins in its first `within` bytes, that they present.
fn presents_early(line: &Line, people: &[Presenter], within: usize) -> bool {
    let sentence = first_sentence(&line.text);
    let mut full = people.iter().filter(|p| p.plainly && p.person.name.contains(' '));
    full.any(|p| sentence.find(&p.person.name).is_some_and(|at| at <= within))
}

/// The link to a session behind the linked name of its speaker: "l'atelier de [Jeanne Untel] sur [Titre]". It stands in the first
/// sentence, with the capital of a title.
fn behind_person(line: &Line) -> Option<Range<usize>> {
    let people = account::linked(line);
    let first = people.first()?;
    let sentence = first_sentence(&line.text).len();
    let title = line.anchors.iter().find(|a| {
        let words = line.text.get(a.range.clone()).unwrap_or_default();
        a.range.start > first.end
            && !people.iter().any(|name| name.start >= a.range.start && name.end <= a.range.end)
            && a.range.start < sentence
            && a.range.len() <= LONGEST
            && words.chars().filter(|c| c.is_alphanumeric()).count() >= 4
            && !begins_small(words)
            && links::is_web(&a.url)
    })?;
    Some(title.range.clone())
}

/// The link right behind a word for a session, in the first words of a paragraph: "Dans la présentation [Titre], …".
fn behind_session(line: &Line) -> Option<Range<usize>> {
    let link = line.anchors.first().filter(|a| a.range.start <= LEAD && a.range.len() <= LONGEST)?;
    let word = line.text.get(..link.range.start)?.trim_end().rsplit([' ', '\'', '’']).next()?;
    let title = line.text.get(link.range.clone())?;
    let titles = title.split_whitespace().count() >= 2 && !begins_small(title);
    (titles && PRESENTING.is_written(word, "session")).then(|| link.range.clone())
}

/// The words of a paragraph that title its session: those quoted, or what its first sentence says after a colon,
/// or its first words.
pub(in crate::recap) fn title(line: &Line) -> &str {
    let text = line.text.as_str();
    if let Some(range) = titled(line) {
        return text.get(range).unwrap_or(text);
    }
    shortened(colon_title(text).or_else(|| told(text)).unwrap_or_else(|| first_sentence(text)))
}

/// Whether a paragraph names its session: the beginning of a sentence is no title.
pub(in crate::recap) fn names_its_session(line: &Line) -> bool {
    titled(line).is_some() || colon_title(&line.text).is_some() || told(&line.text).is_some()
}

/// What the first sentence of a paragraph says after a colon: "Première session : Les abeilles de la ville."
fn colon_title(text: &str) -> Option<&str> {
    let sentence = first_sentence(text);
    let (_, after) = sentence.split_once(" : ")?;
    let titled = after.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    (titled && after.chars().count() >= 8).then_some(after)
}

/// Whether a paragraph has no title but what it says that somebody spoke of.
pub(super) fn is_told(line: &Line) -> bool {
    titled(line).is_none() && colon_title(&line.text).is_none() && told(&line.text).is_some()
}

/// What the first sentence of a paragraph says that somebody spoke of: "Jeanne Untel nous a parlé des abeilles de la ville",
/// "… a fait une présentation sur les ruches".
fn told(text: &str) -> Option<&str> {
    const LEADS: [&str; 4] = ["de", "du", "des", "sur"];
    let sentence = first_sentence(text);
    let mut words = sentence.split_whitespace().skip(1).peekable();
    let first = loop {
        let word = words.next()?;
        if PRESENTING.is_written(word, "spoke") {
            break words.next()?;
        }
        if PRESENTING.is_written(word, "session") && words.next_if_eq(&"sur").is_some() {
            break words.next()?;
        }
    };
    let first =
        if LEADS.contains(&first) { words.next()? } else { first.strip_prefix("d'").unwrap_or(first) };
    let at = first.as_ptr() as usize - sentence.as_ptr() as usize;
    let subject = sentence.get(at..)?;
    let mut count = subject.split_whitespace();
    let named = count.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    (named || count.next().is_some()).then_some(subject)
}

/// The first sentence of a text, without the sign at its end.
fn first_sentence(text: &str) -> &str {
    let end = [". ", "! ", "? ", "… "].iter().filter_map(|sign| text.find(sign)).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text).trim_end_matches(['.', ':', ' '])
}

/// The first words of a text, of a title's length.
fn shortened(text: &str) -> &str {
    let Some((limit, _)) = text.char_indices().nth(90) else { return text };
    let head = text.get(..limit).unwrap_or(text);
    let cut = head.rfind([',', '(']).filter(|&at| at > 20).or_else(|| head.rfind(' ')).unwrap_or(limit);
    head.get(..cut).unwrap_or(head).trim_end()
}
