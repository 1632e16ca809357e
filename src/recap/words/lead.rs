//! Words that a text begins with or holds, blind to case. To ask for a word that a pattern needs is faster than to try the
//! pattern, and most patterns take longer to compile than a recap to cut: they are compiled when such a word is there.

use crate::recap::words::token::is_letter;

/// Whether two characters are the same but for their case, as patterns see it.
fn same(c: char, small: char) -> bool {
    if c.is_ascii() && small.is_ascii() {
        return c.to_ascii_lowercase() == small;
    }
    match c {
        // The long s and the sign for kelvin.
        '\u{17F}' => small == 's',
        '\u{212A}' => small == 'k',
        c => c == small || c.to_lowercase().eq([small]),
    }
}

/// What follows a word of small letters that a text begins with.
#[inline]
pub(in crate::recap) fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (own, small) = (text.as_bytes().first()?, word.as_bytes().first()?);
    // Nearly all words begin with another letter.
    if own.is_ascii() && own.to_ascii_lowercase() != *small {
        return None;
    }
    let mut rest = text.chars();
    word.chars().all(|small| rest.next().is_some_and(|c| same(c, small))).then_some(rest.as_str())
}

/// Whether a text begins with one of some words of small letters.
pub(in crate::recap) fn begins(text: &str, words: &[&str]) -> bool {
    let Some(&own) = text.as_bytes().first() else { return false };
    let small = own.to_ascii_lowercase();
    // As in `after`, without the cost of a call.
    let may_be = |word: &&&str| !own.is_ascii() || word.as_bytes().first() == Some(&small);
    words.iter().filter(may_be).any(|word| after(text, word).is_some())
}

/// Whether one of the words of a text, as white space parts them, is one of some words of small letters.
pub(in crate::recap) fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(char::is_whitespace).any(|own| words.iter().any(|word| after(own, word) == Some("")))
}

/// What a byte of a text is to its words: a part of one, white space, what goes on with a character, and the first byte of one
/// that may be white space.
const BYTES: [u8; 256] = {
    let mut bytes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        bytes[byte] = match byte as u8 {
            b'\t'..=b'\r' | b' ' => SPACE,
            0x80..=0xBF => WITHIN,
            0xC2 | 0xE1..=0xE3 => ASKED,
            _ => 0,
        };
        byte += 1;
    }
    bytes
};
const SPACE: u8 = 1;
const WITHIN: u8 = 2;
const ASKED: u8 = 3;

/// How many words a text has, as white space parts them.
pub(in crate::recap) fn count(text: &str) -> usize {
    let (mut count, mut before) = (0u32, SPACE);
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        let mut own = BYTES[usize::from(byte)];
        if own >= WITHIN {
            if own == WITHIN {
                continue;
            }
            own = u8::from(text.get(at..).is_some_and(|rest| rest.starts_with(char::is_whitespace)));
        }
        count += u32::from(before & (own ^ SPACE));
        before = own;
    }
    count as usize
}

/// Where a part of a word stands in a text, blind to the case of letters of ASCII.
pub(in crate::recap) fn places<'t>(text: &'t str, part: &'t str) -> impl Iterator<Item = usize> + 't {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let first = part.first().copied().unwrap_or_default();
    let is_there =
        move |at: &usize| text.get(*at..*at + part.len()).is_some_and(|here| here.eq_ignore_ascii_case(part));
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), text).filter(is_there)
}

/// Whether a text holds one of some parts of words, blind to the case of letters of ASCII.
pub(in crate::recap) fn holds(text: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| places(text, part).next().is_some())
}

/// Whether a text holds words as words of their own.
pub(in crate::recap) fn holds_words(text: &str, words: &str) -> bool {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + words.len()..));
        is_apart(before.and_then(|t| t.chars().next_back())) && is_apart(after.and_then(|t| t.chars().next()))
    })
}

/// Whether a capital stands among the `within` characters from one of some parts of words on.
pub(in crate::recap) fn leads_to_a_capital(text: &str, parts: &[&str], within: usize) -> bool {
    parts.iter().any(|part| {
        places(text, part)
            .any(|at| text.get(at..).is_some_and(|rest| rest.chars().take(within).any(char::is_uppercase)))
    })
}

/// What follows a preposition that leads to a company, from its first letter or figure on: "au sein de X", "chez X".
pub(in crate::recap) fn after_preposition(text: &str) -> Option<&str> {
    const PREPOSITIONS: [&str; 15] = [
        "chez",
        "@",
        "at",
        "from",
        "à",
        "au sein de",
        "au sein du",
        "pour",
        "de la",
        "de l'",
        "de l’",
        "du",
        "de",
        "d'",
        "d’",
    ];
    let spaces = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
    std::iter::once(0).chain(spaces).filter_map(|at| text.get(at..)).find_map(|rest| {
        let of_chez = after(rest, "de").and_then(|rest| {
            let chez = rest.trim_start();
            after(chez, "chez").filter(|_| chez.len() < rest.len())
        });
        // "DevOps" does not begin with "de".
        let ends = |word: &str, rest: &str| {
            word.ends_with(['\'', '’', '@']) || rest.starts_with(|c: char| !is_letter(c) && !c.is_numeric())
        };
        let others = PREPOSITIONS.iter().map(|word| after(rest, word).filter(|rest| ends(word, rest)));
        std::iter::once(of_chez)
            .chain(others)
            .flatten()
            .map(str::trim_start)
            .find(|name| name.starts_with(|c: char| is_letter(c) || c.is_numeric()))
    })
}

/// Whether the first word is in small letters all through; "eBPF" and "k8s" are not.
pub(in crate::recap) fn begins_small(text: &str) -> bool {
    let start = text.find(char::is_alphanumeric).unwrap_or(0);
    let word = text.get(start..).and_then(|t| t.split_whitespace().next()).unwrap_or_default();
    // What a picture stands before is a title, whatever its letters.
    let pictured = text.chars().next().is_some_and(|c| !c.is_alphanumeric() && c >= '\u{2190}');
    !pictured
        && word.chars().next().is_some_and(char::is_lowercase)
        && !word.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_white_space_parts_them() {
        let texts = (0u32..0x3100).filter_map(char::from_u32).map(|c| format!("un{c}deux {c}{c} É{c}"));
        for text in texts.chain(["", " ", "un", " un\tdeux\u{a0}trois « quatre » "].map(str::to_owned)) {
            assert_eq!(count(&text), text.split_whitespace().count(), "{text:?}");
        }
    }
}
