//! Names of public bodies, schools and the like, whose words are mostly in small letters: "Université de Nantes".

use crate::recap::mentions::person::{self, Person};
use crate::recap::words::fold::fold;
use crate::recap::words::lexicon::{INSTITUTIONS, PRESENTING};
use crate::recap::words::token::{Token, tokens};
use std::borrow::Cow;
use std::ops::Range;

/// Words that one name may hold, the small ones counted.
const MOST_WORDS: usize = 10;
/// Most characters of a sentence before a name that are read.
const SENTENCE: usize = 400;
/// Characters before a name that are read for the words that lead to it.
const LEAD: usize = 24;
/// Speakers of a session whose names are looked for.
const MOST_SPEAKERS: usize = 20;
/// Letters of the longest word that is shortened: "Univ."
const LONGEST_SHORT: usize = 5;
/// Tokens of the longest name that is known as a whole.
const MOST_KNOWN: usize = 3;

/// The institution that a text begins with, as written.
pub(in crate::recap) fn at(text: &str) -> Option<&str> {
    // A shorter word is not compared with what follows it.
    let head = text.trim_start();
    let is_word = head.bytes().take(3).filter(u8::is_ascii_alphabetic).count() == 3;
    if is_word && !may_begin_one(head) {
        return None;
    }
    let tokens: Vec<Token<'_>> = tokens(text).take(MOST_WORDS + 2).collect();
    let last = ends(text, &tokens, 0)?;
    text.get(..tokens[last].end)
}

/// The first institution that a text names, as written.
pub(in crate::recap) fn first(text: &str) -> Option<&str> {
    if !may_name_one(text) {
        return None;
    }
    let tokens: Vec<Token<'_>> = tokens(text).collect();
    let found = (0..tokens.len()).find_map(|i| Some((i, ends(text, &tokens, i)?)));
    found.and_then(|(first, last)| text.get(tokens[first].start..tokens[last].end))
}

/// Where a text names institutions.
pub(in crate::recap) fn all(text: &str) -> Vec<Range<usize>> {
    if !may_name_one(text) {
        return Vec::new();
    }
    let tokens: Vec<Token<'_>> = tokens(text).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match ends(text, &tokens, i) {
            Some(last) => {
                found.push(tokens[i].start..tokens[last].end);
                i = last + 1;
            }
            None => i += 1,
        }
    }
    found
}

/// Whether some word of a text begins as the name of an institution does: most texts need not be taken apart.
fn may_name_one(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |at: usize| at.checked_sub(1).is_none_or(|before| !bytes[before].is_ascii_alphabetic());
    (0..bytes.len()).any(|at| {
        (bytes[at].is_ascii_alphanumeric() || bytes[at] >= 0xC0) && begins(at) && may_begin_one(&text[at..])
    })
}

fn may_begin_one(text: &str) -> bool {
    ["office", "head", "name"].iter().any(|class| INSTITUTIONS.may_begin(text, class))
}

/// The last token of the institution that begins at a token.
fn ends(text: &str, tokens: &[Token<'_>], first: usize) -> Option<usize> {
    let head = tokens.get(first)?;
    if let Some(last) = known(text, tokens, first) {
        return Some(last);
    }
    let office = INSTITUTIONS.is_word(head, "office");
    if !office && !INSTITUTIONS.is_word(head, "head") {
        return None;
    }
    // "Univ. Untel": the full stop shortens the word. It ends a sentence behind a whole one.
    let short = head.text.chars().count() <= LONGEST_SHORT;
    let dotted = short && tokens.get(first + 1).is_some_and(|t| t.text == "." && t.start == head.end);
    let mut i = first + 1 + usize::from(dotted);
    // "École nationale supérieure d'architecture": behind a word of its kind common words may follow too.
    let (mut last, mut joined, mut named, mut kinded) = (None, false, false, false);
    while let Some(token) = tokens.get(i).filter(|_| i - first < MOST_WORDS) {
        let gap = text.get(tokens[i - 1].end..token.start).unwrap_or_default();
        if !gap.chars().all(char::is_whitespace) {
            break;
        }
        let small = token.text.starts_with(char::is_lowercase);
        if token.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
            last = Some(i);
            named = true;
            joined = false;
        } else if is_joint(token, office) {
            joined = true;
        } else if small
            && (INSTITUTIONS.is_word(token, "kind") && !joined
                || (office || kinded) && goes_on(token, joined))
        {
            last = Some(i);
            kinded |= head.text.starts_with(char::is_uppercase);
            named |= office && joined;
            joined = false;
        } else {
            break;
        }
        i += 1;
    }
    // "École polytechnique": a capital and a word of its kind are a name too.
    let written = head.text.starts_with(char::is_uppercase) && last.is_some();
    last.filter(|_| named || written)
}

/// The last token of a name that is known as a whole, and begins at a token with a capital.
fn known(text: &str, tokens: &[Token<'_>], first: usize) -> Option<usize> {
    if !tokens[first].text.starts_with(char::is_uppercase) {
        return None;
    }
    (1..=MOST_KNOWN).rev().find_map(|count| {
        let last = first + count - 1;
        let words = text.get(tokens[first].start..tokens.get(last)?.end)?;
        INSTITUTIONS.is_written(words, "name").then_some(last)
    })
}

/// Whether a small word joins the words of a name.
fn is_joint(token: &Token<'_>, office: bool) -> bool {
    match &*token.folded() {
        "de" | "du" | "des" | "d'" | "la" | "le" | "les" | "l'" => true,
        "et" | "en" | "pour" | "aux" => office,
        _ => false,
    }
}

/// Whether a common word goes on with the name of an office: what it is for, or of which kind that is.
fn goes_on(token: &Token<'_>, joined: bool) -> bool {
    const KINDS: [&str; 8] = ["ique", "iques", "al", "ale", "ales", "aux", "elle", "aire"];
    joined || KINDS.iter().any(|ending| token.text.ends_with(ending))
}

/// Those of the institutions that a text names which it names as somebody's own: after "à", "au", "de l'", where it speaks of a
/// job or a degree.
pub(super) fn employing(text: &str, named: &[Range<usize>], speakers: &[Person], mut give: impl FnMut(&str)) {
    for range in named.iter().cloned() {
        let head = text.get(..range.start).unwrap_or_default();
        let reach = head.char_indices().rev().nth(SENTENCE).map_or(0, |(at, _)| at);
        let start = head.rfind(". ").map_or(0, |at| at + 2).max(reach);
        let sentence = head.get(start..).unwrap_or_default();
        let mut words = sentence.split(|c: char| !c.is_alphanumeric());
        let employed = words.any(|word| person::is_job_word(word) || PRESENTING.is(&fold(word), "employ"));
        if employed
            && is_about(sentence, speakers)
            && is_led(head)
            && let Some(name) = text.get(range)
        {
            give(name);
        }
    }
}

/// Whether a text ends with "à", "au", "de l'", "chez" and the like, or with "et l'" that goes on from one of them.
fn is_led(text: &str) -> bool {
    // The last words are enough, however long the text is.
    let start = text.char_indices().rev().nth(LEAD).map_or(0, |(at, _)| at);
    let tokens: Vec<Token<'_>> = tokens(text.get(start..).unwrap_or_default()).collect();
    let mut words = tokens.iter().rev().map(Token::folded);
    let mut lead = words.next().unwrap_or_default();
    let article = matches!(&*lead, "la" | "le" | "l'" | "les");
    if article {
        lead = words.next().unwrap_or_default();
    }
    matches!(&*lead, "a" | "au" | "aux" | "de" | "du" | "d'" | "des" | "chez" | "at")
        || article && lead == "et"
}

/// The sentences of a text without the institutions it names: they are not to be read again as companies.
pub(super) fn left_out<'t>(text: &'t str, found: &[Range<usize>]) -> Cow<'t, str> {
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for range in found {
        rest.push_str(text.get(from..range.start).unwrap_or_default());
        rest.push('…');
        from = range.end;
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(rest)
}

/// Whether a text speaks of those who gave the session: by a part of their names, or as "il", "elle", "ils", "elles".
pub(super) fn is_about(text: &str, speakers: &[Person]) -> bool {
    let parts = speakers
        .iter()
        .take(MOST_SPEAKERS)
        .flat_map(|person| person.name.split(' '))
        .filter(|part| part.chars().count() > 2);
    let pronoun = |word: &str| matches!(&*fold(word), "il" | "elle" | "ils" | "elles");
    speakers.is_empty()
        || parts.into_iter().any(|part| text.contains(part))
        || text.split(|c: char| !c.is_alphanumeric()).any(pronoun)
}
