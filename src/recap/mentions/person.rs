//! Names of persons and titles of jobs, recognised by their shape and their words.

use crate::recap::words::fold::{fold, folded};
use crate::recap::words::lexicon::{
    BEARERS, FIRST_NAMES, NO_NAMES, ROLES, is_no_name, is_organisation, may_be_role,
};

/// A person as a byline names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    /// As written, job titles off.
    pub name: String,
    /// Whom they work or speak for, as written.
    pub organisations: Vec<String>,
}

/// How sure a text is a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Not of the shape.
    None,
    /// Of the shape: a few capitalised words.
    Shape,
    /// Of the shape, and it begins with a first name.
    Known,
}

/// Whether a text is initials and a family name: "J. Untel", "J.-P. Untel", "J.Untel". Before a list of such names, or
/// after a word that announces a person, it is one.
pub(crate) fn is_initialled(text: &str) -> bool {
    let mut rest = text;
    let mut initials = 0;
    while let Some((initial, after)) = rest.split_once('.').filter(|(initial, _)| {
        let mut letters = initial.trim_start_matches(['-', '‑']).split(['-', '‑']);
        letters.all(|part| part.chars().count() <= 2 && part.starts_with(char::is_uppercase))
    }) {
        if initial.is_empty() {
            return false;
        }
        initials += 1;
        rest = after.trim_start();
    }
    let mut words = rest.split(' ');
    let family = words.next().is_some_and(|word| word.chars().count() > 2 && is_name_word(word));
    (1..=3).contains(&initials) && family && words.all(is_name_word)
}

/// Words that stand uncapitalised inside names.
pub(crate) const PARTICLES: &[&str] = &[
    "de", "du", "des", "d", "le", "la", "van", "von", "der", "den", "di", "da", "del", "el", "al", "ben",
    "bin", "ter", "dos", "do", "y", "af",
];

/// Longest word of a name, in characters.
const LONGEST_WORD: usize = 24;

/// Whether a word could be part of a name: a capital (or a lone initial), letters, hyphens, apostrophes.
pub(crate) fn is_name_word(word: &str) -> bool {
    let bytes = word.as_bytes();
    if bytes.iter().all(u8::is_ascii_alphabetic) {
        let capitals = bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count();
        return bytes.first().is_some_and(u8::is_ascii_uppercase)
            && (capitals <= 2 || capitals == bytes.len())
            && bytes.len() <= LONGEST_WORD
            && !is_no_name(word);
    }
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.clone().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '‑'))
        // Two humps inside a word ("MySQL", "JavaScript") are a product's; "McDonald" and "DeWitt" pass.
        && (word.chars().filter(|c| c.is_uppercase()).count() <= 2 || !word.chars().any(char::is_lowercase) || word.contains('-'))
        && word.chars().count() <= LONGEST_WORD
        && !holds_a_stop(word)
        // "Untel's" is what somebody has.
        && !(word.ends_with("'s") || word.ends_with("’s"))
        // "A." and "J.-M." are initials, whatever words "a" and "y" are.
        && (is_initial(word) || !folded(word.trim_end_matches('.'), |word| NO_NAMES.contains(word)))
}

/// Whether a full stop stands between two words that lack a space: "Untel.Bravo".
fn holds_a_stop(word: &str) -> bool {
    // "M-C.Untel" begins with initials.
    let is_long = |part: &str| part.split('-').any(|word| word.chars().count() > 2);
    let long = |part: Option<&str>| part.is_some_and(is_long);
    let mut parts = word.split('.');
    word.contains('.') && long(parts.next()) && long(parts.next())
}

/// Whether a word is one letter with a full stop, or several of them.
fn is_initial(word: &str) -> bool {
    word.ends_with('.') && word.split(['.', '-', '‑']).all(|letter| letter.chars().count() <= 1)
}

/// Whether a word is an elided particle and a name: "d'Escabeau".
fn is_elided(word: &str) -> bool {
    let rest = ["d'", "d’", "D'", "D’"].iter().find_map(|particle| word.strip_prefix(particle));
    rest.is_some_and(is_name_word)
}

/// Whether the word is a first name; `Some(false)` where it is also a common word or a brand.
pub(crate) fn first_name(word: &str) -> Option<bool> {
    folded(word, |folded| {
        FIRST_NAMES.get(folded).copied().or_else(|| {
            let (first, second) = folded.split_once('-')?;
            (FIRST_NAMES.contains_key(first) && FIRST_NAMES.contains_key(second)).then_some(true)
        })
    })
}

/// A word in quotation marks, as a nickname between two names is.
fn is_nickname(word: &str) -> bool {
    let inner = word.strip_prefix(['"', '“', '«']).and_then(|word| word.strip_suffix(['"', '”', '»']));
    inner.is_some_and(|name| {
        name.chars().count() >= 2 && name.chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}

/// How much a text is like a person's name.
pub(crate) fn likeness(text: &str) -> Likeness {
    let mut words = [""; 5];
    let mut count = 0;
    // A nickname stands between a first name and a family name.
    let last = text.rfind(' ').unwrap_or(0);
    let nickname = |word: &str| {
        is_nickname(word) && !text.starts_with(word) && !text.get(last..).is_some_and(|t| t.ends_with(word))
    };
    for word in text.split_whitespace().filter(|word| !nickname(word)) {
        let Some(place) = words.get_mut(count) else { return Likeness::None };
        *place = word;
        count += 1;
    }
    let words = &words[..count];
    let particle = |word: &str| folded(word, |w| PARTICLES.contains(&w.trim_end_matches('\'')));
    let shaped = words.iter().enumerate().all(|(i, word)| {
        let elided = i == 1 && count == 2 && is_elided(word);
        let further = count > 2
            && i > 0
            && (is_short_name(word, i + 1 == count) || i + 1 == count && is_small_family(words, i));
        is_name_word(word) || elided || further || (i > 0 && i + 1 < count && particle(word))
    });
    if shaped { likeness_of(words, text) } else { Likeness::None }
}

/// Longest word of a name that a common word may be spelt like, in letters: "Jeanne Bon Untel", "Jeanne Untel LE".
const SHORT: usize = 3;

/// Whether a word behind others of a name is a short one that is no small word of a list, or the last and in capitals.
fn is_short_name(word: &str, is_last: bool) -> bool {
    let short = (1..=SHORT).contains(&word.len()) && word.starts_with(|c: char| c.is_ascii_uppercase());
    let shouted = is_last && word.len() < SHORT && word.bytes().all(|b| b.is_ascii_uppercase());
    let is_small = || folded(word, |word| JOINERS.contains(&word) || PARTICLES.contains(&word));
    short && !is_job_word(word) && (shouted || !is_small())
}

/// Whether the last word of a name is its family name in small letters, behind a particle with a capital: "Jeanne El untel".
fn is_small_family(words: &[&str], last: usize) -> bool {
    let small = words[last].chars().count() > SHORT && words[last].chars().all(char::is_lowercase);
    let particle = words[last - 1];
    small
        && particle.starts_with(char::is_uppercase)
        && folded(particle, |word| matches!(word, "el" | "al" | "ben" | "ait"))
}

/// How much a text is like a person's name, whose words are known to be of the shape.
pub(crate) fn likeness_of(words: &[&str], text: &str) -> Likeness {
    let Some(first) = words.first().filter(|_| words.len() <= 5) else { return Likeness::None };
    if words.iter().all(|word| is_job_word(word)) || is_organisation(text) {
        return Likeness::None;
    }
    match first_name(first) {
        Some(true) => Likeness::Known,
        Some(false) if words.len() > 1 => Likeness::Known,
        _ if is_family_first(words) => Likeness::Known,
        _ if words.len() == 1 && first.chars().filter(|c| c.is_alphabetic()).count() <= 2 => Likeness::None,
        _ => Likeness::Shape,
    }
}

/// Whether words are a family name in capitals and a first name: "UNTEL Jeanne".
fn is_family_first(words: &[&str]) -> bool {
    let Some((first, family)) = words.split_last() else { return false };
    let shouted =
        |word: &&str| word.chars().count() > 3 && word.chars().all(|c| c.is_uppercase() || c == '-');
    !family.is_empty() && family.iter().all(shouted) && !shouted(first) && first_name(first).is_some()
}

/// Small words inside a job title.
pub(crate) const JOINERS: &[&str] = &[
    "et", "and", "of", "the", "in", "de", "des", "du", "le", "la", "les", "un", "une", "deux", "trois", "at",
    "chez", "l", "d", "en", "for",
];

/// Whether the word is one of a job title, on its own.
pub(crate) fn is_job_word(word: &str) -> bool {
    may_be_role(word) && folded(word, |word| ROLES.contains(word))
}

/// Whether one of the words of a text says who somebody is: "Technology Evangelist".
pub(crate) fn names_a_bearer(text: &str) -> bool {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .any(|word| folded(word, |word| BEARERS.contains(word)))
}

/// Whether a text is a job title and nothing else.
pub(crate) fn is_job(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '&' | ',' | '-' | '\'' | '’'))
        .filter(|w| !w.is_empty())
        .map(fold)
        .collect();
    words.iter().any(|w| ROLES.contains(w.as_str()))
        && words.iter().all(|w| ROLES.contains(w.as_str()) || JOINERS.contains(&w.as_str()))
}

/// Whether two folded names may be one person's: the same, one the first word of the other, or a family name with the first
/// name in full and as an initial: "j. untel", "jeanne untel".
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    // All below begin alike, but for names less their initials.
    if a.as_bytes().first() != b.as_bytes().first() && !a.contains('.') && !b.contains('.') {
        return false;
    }
    let is_first = |short: &str, long: &str| !short.contains(' ') && long.split(' ').next() == Some(short);
    let initial = |short: &str, long: &str| {
        let (Some((letter, family)), Some((given, other))) = (short.split_once(' '), long.split_once(' '))
        else {
            return false;
        };
        let letter = letter.strip_suffix('.').filter(|letter| letter.chars().count() == 1);
        letter.is_some_and(|letter| given.starts_with(letter)) && family == other
    };
    // "jeanne m. untel": a middle initial is often left out.
    let without_middle = |name: &str| {
        let words = name.split(' ').filter(|word| !(word.ends_with('.') && word.chars().count() == 2));
        (name.split(' ').count() == 3).then(|| words.collect::<Vec<_>>().join(" "))
    };
    a == b
        || without_middle(a).is_some_and(|a| a == b)
        || without_middle(b).is_some_and(|b| a == b)
        || is_first(b, a)
        || is_first(a, b)
        || initial(a, b)
        || initial(b, a)
}
