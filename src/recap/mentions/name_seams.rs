//! Where the items of a byline part, and each item without the signs and honours around it.

use crate::recap::mentions::person;
use crate::recap::words::fold::{bare, fold};
use crate::recap::words::lexicon::INCLUSIVE;
use crate::recap::words::names::Heads;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What parts the items of a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// "et", ";": another person.
    And,
    /// "&": another person, or the rest of a company's name.
    Ampersand,
    /// A comma: another person, their job, or their company.
    Comma,
    /// "chez", "@": their job or company.
    At,
    /// A dash or a bar: their job or company, or another person by their first name.
    Dash,
    /// What stands in brackets.
    Inside,
    /// The sign of an account, whose name follows: "@untel".
    Account,
}

/// Letters that the name of a company begins with: "@Menuiserie3" is an account, "@M6Bois" need not be one.
const BEGINNING: usize = 4;

/// Whether a word is the name of an account, and not "@" and a company: it begins with no capital, or goes on with figures or "_".
pub(super) fn is_account(word: &str) -> bool {
    word.strip_prefix('@').is_some_and(|name| {
        let small = |c: char| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit();
        let numbered = name.chars().skip(BEGINNING).any(|c| c.is_ascii_digit());
        (name.starts_with(small) || name.contains('_') || numbered)
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// Where items of a byline part.
pub(super) struct Seam {
    joint: Joint,
    /// First byte of the white space before it.
    pub(super) start: usize,
    /// One past the last byte of the white space after it.
    end: usize,
}

/// The first seam of a text.
pub(super) fn seam(text: &str) -> Option<Seam> {
    let mut from = 0;
    loop {
        let found = text
            .get(from..)?
            .find(|c: char| c.is_whitespace() || matches!(c, '&' | ';' | ',' | '(' | ':'))?;
        let start = from + found;
        let rest = text.get(start..)?;
        let sign = rest.trim_start();
        let spaced = sign.len() < rest.len();
        // "R&D" is one word.
        let is_letter = |c: Option<char>| c.is_some_and(char::is_uppercase);
        let inside = !spaced
            && sign.starts_with('&')
            && is_letter(text.get(..start).and_then(|before| before.chars().next_back()))
            && is_letter(sign.chars().nth(1));
        if inside {
            from = start + 1;
            continue;
        }
        if let Some((joint, length)) = sign_at(sign).or_else(|| spaced.then(|| word_at(sign)).flatten()) {
            let after = sign.get(length..).unwrap_or_default();
            return Some(Seam { joint, start, end: text.len() - after.trim_start().len() });
        }
        from = text.len() - sign.len();
        if !spaced {
            from += sign.chars().next()?.len_utf8();
        }
    }
}

/// A sign that parts items wherever it stands, and its bytes.
fn sign_at(text: &str) -> Option<(Joint, usize)> {
    let after = text.get(1..)?;
    match text.as_bytes().first()? {
        b'&' => Some((Joint::Ampersand, 1)),
        b';' => Some((Joint::And, 1)),
        b'(' => Some((Joint::Inside, 1)),
        b':' if after.starts_with(char::is_whitespace) => Some((Joint::At, 1)),
        // ", et " goes on with a person, a comma alone with anything.
        b',' => {
            let word = after.trim_start();
            let and = word
                .strip_prefix('&')
                .map(|_| 1)
                .or_else(|| ["et", "and"].iter().find_map(|and| starts(word, and)));
            let and =
                and.filter(|&length| word.get(length..).is_some_and(|t| t.starts_with(char::is_whitespace)));
            Some(and.map_or((Joint::Comma, 1), |length| (Joint::And, text.len() - word.len() + length)))
        }
        _ => None,
    }
}

/// A word, or a sign between spaces, that parts items after white space, and its bytes.
fn word_at(text: &str) -> Option<(Joint, usize)> {
    let ends = |length: usize| text.get(length..).is_some_and(|t| t.starts_with(char::is_whitespace));
    let word = |word: &str| starts(text, word).filter(|&length| ends(length));
    match text.chars().next()? {
        '@' => {
            let end =
                text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ')' | ';')).unwrap_or(text.len());
            let account = text.get(..end).is_some_and(is_account);
            Some((if account { Joint::Account } else { Joint::At }, 1))
        }
        sign @ ('-' | '–' | '—') => ends(sign.len_utf8()).then_some((Joint::Dash, sign.len_utf8())),
        sign @ ('|' | '·') => ends(sign.len_utf8()).then_some((Joint::Dash, sign.len_utf8())),
        // "Jeanne Untel / Société"
        '/' if !goes_on_with_a_first_name(text) => ends(1).then_some((Joint::Dash, 1)),
        sign @ ('+' | '/') => ends(sign.len_utf8()).then_some((Joint::And, sign.len_utf8())),
        _ => {
            let and = ["et", "and", "avec", "with", "puis"].into_iter().find_map(word);
            let at = || ["chez", "from"].into_iter().find_map(word);
            let de_chez = || {
                let rest = text.get(word("de")?..)?.trim_start();
                let length = text.len() - rest.len() + starts(rest, "chez")?;
                ends(length).then_some(length)
            };
            and.map(|length| (Joint::And, length))
                .or_else(|| at().or_else(de_chez).map(|length| (Joint::At, length)))
        }
    }
}

/// Whether a first name stands behind the sign that a text begins with.
fn goes_on_with_a_first_name(text: &str) -> bool {
    let rest = text.get(1..).unwrap_or_default().trim_start();
    rest.split([' ', '\u{a0}', ',']).next().is_some_and(|word| person::first_name(word).is_some())
}

/// The bytes of a word of ASCII that a text begins with, blind to case.
fn starts(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().get(..word.len())?.eq_ignore_ascii_case(word.as_bytes()).then_some(word.len())
}

/// The items of a byline and what stands before each; what stands in brackets is one item.
pub(super) fn parts(text: &str) -> Vec<(Joint, String)> {
    let mut parts = Vec::new();
    let mut push = |joint: Joint, part: &str| {
        let part = bared(part);
        if !part.is_empty() {
            parts.push((joint, part.to_owned()));
        }
    };
    let (mut joint, mut from) = (Joint::And, 0usize);
    while let Some(seam) = text.get(from..).and_then(seam) {
        push(joint, text.get(from..from + seam.start).unwrap_or_default());
        let next = from + seam.end;
        if seam.joint == Joint::Inside {
            let end = text.get(next..).and_then(|rest| rest.find(')')).map_or(text.len(), |at| next + at);
            push(Joint::Inside, text.get(next..end).unwrap_or_default());
            from = (end + 1).min(text.len());
            joint = Joint::Comma;
            continue;
        }
        joint = seam.joint;
        from = next;
    }
    push(joint, text.get(from..).unwrap_or_default());
    parts
}

/// An item without the signs around it, and without a title before a name.
pub(super) fn bared(part: &str) -> &str {
    // Pictographs stand before names and companies.
    let is_sign = |c: char| {
        c.is_whitespace()
            || matches!(c, '*' | '_' | '"' | '«' | '»' | '\u{fe0f}')
            || c >= '\u{2190}' && !c.is_alphanumeric()
    };
    let part = without_honour(part.trim_matches(is_sign));
    // "Jeanne U." keeps its full stop, a sentence does not.
    let last = part.rsplit(' ').next().unwrap_or_default();
    let initial = last.chars().count() == 2 && last.starts_with(char::is_alphabetic);
    if initial { part } else { part.trim_matches(|c| is_sign(c) || c == '.') }
}

/// A text of names without what is no part of them: pronouns in brackets, and what somebody is called besides.
pub(super) fn names_alone(text: &str) -> Cow<'_, str> {
    match without_pronouns(text) {
        Cow::Borrowed(text) => without_alias(text),
        Cow::Owned(text) => Cow::Owned(without_alias(&text).into_owned()),
    }
}

/// A text without the other name behind "aka": "Jeanne Untel aka Autre, Max".
fn without_alias(text: &str) -> Cow<'_, str> {
    let lead = [" aka ", " AKA ", " a.k.a. "].iter().find_map(|lead| Some((text.find(lead)?, lead.len())));
    let Some((head, behind)) = lead.and_then(|(at, len)| Some((text.get(..at)?, text.get(at + len..)?)))
    else {
        return Cow::Borrowed(text);
    };
    let end = behind.find([',', '&', ')', ']', '/']).into_iter().chain(behind.find(" et ")).min();
    Cow::Owned(format!("{head}{}", end.and_then(|end| behind.get(end..)).unwrap_or_default()))
}

/// A text without the pronouns in brackets behind a name: "Jeanne Untel (elle/she)".
fn without_pronouns(text: &str) -> Cow<'_, str> {
    let stands = text.match_indices('(').find_map(|(open, _)| {
        let inner = text.get(open + 1..)?;
        let close = inner.find(')')?;
        let mut words = inner.get(..close)?.split('/').map(|word| fold(word.trim()));
        let several = inner.get(..close)?.contains('/');
        (several && words.all(|word| INCLUSIVE.is(&word, "pronoun"))).then_some((open, open + close + 2))
    });
    let Some((open, end)) = stands else { return Cow::Borrowed(text) };
    let (head, rest) = (text.get(..open).unwrap_or_default(), text.get(end..).unwrap_or_default());
    Cow::Owned(format!("{}{rest}", head.trim_end()))
}

/// Titles that stand before a name.
const HONOURS: [&str; 19] = [
    "Dr ",
    "Dr. ",
    "Dre ",
    "Pr ",
    "Pr. ",
    "Prof. ",
    "M. ",
    "Mme ",
    "Mlle ",
    "Mr ",
    "Mr. ",
    "Me ",
    "Maître ",
    "Docteur ",
    "Docteure ",
    "Professeur ",
    "Professeure ",
    "Monsieur ",
    "Madame ",
];

/// The titles in the form of [`bare`], and how they begin.
static FOLDED: LazyLock<(Vec<String>, Heads)> = LazyLock::new(|| {
    let folded: Vec<String> = HONOURS.iter().map(|honour| bare(honour)).collect();
    let mut heads = Heads::default();
    // A full stop may stand behind a short one.
    folded.iter().for_each(|honour| heads.add_beginning(honour));
    (folded, heads)
});

/// Whether a word, as written, may be such a title: `false` is sure.
pub(super) fn may_be_honour(word: &str) -> bool {
    FOLDED.1.may_begin(word)
}

/// Whether a folded word is such a title.
pub(super) fn is_honour(word: &str) -> bool {
    FOLDED.0.iter().any(|honour| honour == word)
}

/// A name without the title before it: "Dr. Jeanne Untel".
fn without_honour(name: &str) -> &str {
    let bare = HONOURS.iter().find_map(|honour| name.strip_prefix(honour)).map(str::trim_start);
    // "M. Untel" may be initials; a name in full follows a title.
    bare.filter(|bare| bare.contains(' ') || !name.starts_with("M. ")).unwrap_or(name)
}
