//! Segments that are one word in technical French: `12 000`, `C++20`, `.NET`, `CO₂`, `CK{A,S}`, `I.A.`

use super::elision;
use super::fold::fold;
use super::words::{Pieces, folded, is_dotted_initials};
use std::ops::Range;

/// Bytes between the braces of `WORD{A,B,…}`, at the most.
const LONGEST_BRACES: usize = 40;
/// Letters of a name that a dot is part of, at the most.
const LONGEST_DOT_NAME: usize = 4;

/// Joins the cut segments that make one word with the first: how many are taken, the span without elided articles, and
/// the surfaces where they are not simply the folded span.
pub(super) fn gather(pieces: &mut Pieces<'_>, whole: Range<usize>) -> (usize, Range<usize>, Vec<String>) {
    let text = pieces.text;
    let first = whole.start + elision::bare(&text[whole.clone()]).start..whole.end;
    let word = &text[first.clone()];
    let rest = &text[first.end..];
    if word.contains('.') && is_dotted_initials(word) {
        return (1, first, vec![fold(&word.replace('.', ""))]);
    }
    if let Some((sign, version)) = symbol_suffix(word, rest) {
        let name = fold(word) + sign;
        let end = first.end + sign.len() + version;
        if version == 0 {
            return (1, first.start..end, vec![name]);
        }
        let with_version = format!("{name}{}", &rest[sign.len()..sign.len() + version]);
        return (pieces.before(end), first.start..end, vec![with_version, name]);
    }
    if let Some(length) = indices(word, rest) {
        let end = first.end + length;
        return (pieces.before(end), first.start..end, vec![fold(&text[first.start..end])]);
    }
    if has_leading_dot(text, first.start) && is_dot_name(word) {
        let start = first.start - 1;
        return (1, start..first.end, vec![format!(".{}", fold(word))]);
    }
    if rest.starts_with('{')
        && let Some((length, items)) = braces(rest)
    {
        let end = first.end + length;
        let taken = pieces.before(end);
        let stem = folded(word);
        return (taken, first.start..end, items.iter().map(|i| format!("{stem}{}", fold(i))).collect());
    }
    if let Some(number) = digit_groups(pieces, first) {
        return number;
    }
    (1, whole, Vec::new())
}

/// Whether a dot stands before a word and nothing ties it to what is before: `.NET`.
pub(super) fn has_leading_dot(text: &str, start: usize) -> bool {
    let Some(before) = text[..start].strip_suffix('.') else { return false };
    before.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '«' | '“'))
}

/// Whether a word behind a dot is named with it: `.NET`, `.net` as it is typed, `.env`. A longer word, or one with a
/// capital at its front alone, stands behind a full stop that is in the wrong place. Case says no more than that: in
/// capitals and in small letters a word is the same, in a text as in a query.
fn is_dot_name(word: &str) -> bool {
    let is_short = (2..=LONGEST_DOT_NAME).contains(&word.len());
    let is_of = |case: fn(&u8) -> bool| word.as_bytes().iter().all(case);
    is_short && (is_of(u8::is_ascii_lowercase) || is_of(u8::is_ascii_uppercase))
}

/// Bytes of the digits set low behind a word (`CO₂`), with the letters of a formula behind them (`H₂O`), or set high behind a
/// word of two letters at the most (`km²`): behind a longer one they are the number of a note.
fn indices(word: &str, rest: &str) -> Option<usize> {
    let is_low = |c: char| matches!(c, '₀'..='₉');
    let is_high = |c: char| matches!(c, '²' | '³' | '⁴'..='⁹');
    let is_short = word.len() <= 2;
    let is_word = word.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_formula = rest.starts_with(is_low);
    let is_part =
        |c: char| if is_formula { is_low(c) || c.is_ascii_alphanumeric() } else { is_short && is_high(c) };
    let length = rest.chars().take_while(|&c| is_part(c)).map(char::len_utf8).sum();
    let ends = !rest[length..].starts_with(char::is_alphanumeric);
    (is_word && length > 0 && ends).then_some(length)
}

/// `++` or `#` behind a name of one or two letters, and bytes of the version behind it.
fn symbol_suffix(word: &str, rest: &str) -> Option<(&'static str, usize)> {
    if word.len() > 2 || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let sign = ["++", "#"].into_iter().find(|sign| rest.starts_with(sign))?;
    let behind = &rest[sign.len()..];
    let version = behind.bytes().take_while(u8::is_ascii_digit).count();
    (!behind[version..].starts_with(char::is_alphanumeric)).then_some((sign, version))
}

/// The items of `{A,S}` and the length of the whole.
fn braces(rest: &str) -> Option<(usize, Vec<&str>)> {
    let close = rest.bytes().take(LONGEST_BRACES).position(|b| b == b'}')?;
    let items: Vec<&str> = rest[1..close].split(',').map(str::trim).collect();
    let sound =
        items.len() > 1 && items.iter().all(|i| !i.is_empty() && i.chars().all(char::is_alphanumeric));
    sound.then_some((close + 1, items))
}

/// `12 000` is the number `12000`, whatever space stands in it.
fn digit_groups(pieces: &mut Pieces<'_>, first: Range<usize>) -> Option<(usize, Range<usize>, Vec<String>)> {
    let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let text = pieces.text;
    let head = &text[first.clone()];
    if !head.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if head.contains('\u{202F}') {
        let surface = folded(&head.replace('\u{202F}', ""));
        return Some((1, first, vec![surface]));
    }
    if !is_digits(head) || head.len() > 3 || head.starts_with('0') {
        return None;
    }
    let mut taken = 1;
    let mut end = first.end;
    let mut number = head.to_owned();
    while let Some(group) = pieces.ahead(taken) {
        let gap = &text[end..group.start];
        let digits = &text[group.clone()];
        if !matches!(gap, " " | "\u{A0}" | "\u{202F}" | "\u{2009}") || digits.len() != 3 || !is_digits(digits)
        {
            break;
        }
        number.push_str(digits);
        end = group.end;
        taken += 1;
    }
    (taken > 1).then_some((taken, first.start..end, vec![number]))
}
