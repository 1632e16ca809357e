//! Words with their places: UAX #29, corrected where it is wrong for technical French.
//!
//! What UAX #29 keeps together and we split: `node.js`, `disponibles.Vous`, `snake_case`, `développeur·se·s`.
//! What it splits and we keep together: `12 000`, `C++`, `C#`, `I.A.`, `CK{A,S}`.

use super::elision;
use super::fold::{fold, lower};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Longer words are no words (encoded blobs) and are left out, in bytes of the folded form.
const LONGEST: usize = 96;
/// `WORD{A,B,…}`: at the most so many bytes between the braces.
const LONGEST_BRACES: usize = 40;

/// How a word is tied to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// By nothing that could make them one word.
    Apart,
    /// By a single space.
    Space,
    /// By a sign that makes them parts of one: hyphen, slash, underscore, dot, ampersand.
    Connector,
}

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text, elided articles left out; on character boundaries.
    pub range: Range<usize>,
    /// Lower case with accents, where that differs from `surface`.
    accented: Option<String>,
    /// Folded form.
    pub surface: String,
    /// Further folded forms at the same place (`CK{A,S}` is `cka` and `cks`).
    pub others: Vec<String>,
    /// How it is tied to the word before.
    pub joint: Joint,
}

impl Word {
    /// Lower case with its accents, as a stemmer reads it.
    pub fn accented(&self) -> &str {
        self.accented.as_deref().unwrap_or(&self.surface)
    }
}

/// The words of `text` in order; the place in the list is the position of the word.
pub fn words(text: &str) -> Vec<Word> {
    let mut pieces = Vec::with_capacity(text.len() / 5);
    for (at, word) in text.unicode_word_indices() {
        split(text, at..at + word.len(), &mut pieces);
    }
    let mut words: Vec<Word> = Vec::with_capacity(pieces.len());
    let mut end_before = None;
    let mut next = 0;
    while next < pieces.len() {
        let whole = pieces[next].clone();
        let (taken, range, surfaces) = gather(text, &pieces[next..]);
        next += taken;
        let joint = match end_before {
            // What is elided ties the word to nothing.
            Some(end) if end <= whole.start && range.start == whole.start => joint(&text[end..whole.start]),
            _ => Joint::Apart,
        };
        end_before = Some(range.end.max(pieces[next - 1].end));
        let raw = &text[range.clone()];
        let mut surfaces = if surfaces.is_empty() { vec![folded(raw)] } else { surfaces };
        surfaces.retain(|s| s.len() <= LONGEST && s.contains(char::is_alphanumeric));
        if surfaces.is_empty() {
            continue;
        }
        let surface = surfaces.remove(0);
        let accented = if raw.is_ascii() { None } else { Some(lower(raw)).filter(|l| *l != surface) };
        words.push(Word { range, accented, surface, others: surfaces, joint });
    }
    words
}

/// The folded form of a word that has no shape of its own. Letters of elsewhere may fold to signs (`ŉ`), and signs
/// hold on to marks that nobody sees: at its ends they are no part of it.
fn folded(raw: &str) -> String {
    let folded = fold(raw);
    let bare = folded.trim_matches(['\'', '.', ',']);
    match version(bare).unwrap_or(bare) {
        bare if bare.len() < folded.len() => bare.to_owned(),
        _ => folded,
    }
}

/// Cuts one UAX #29 word where technical French has two.
fn split(text: &str, range: Range<usize>, pieces: &mut Vec<Range<usize>>) {
    let word = &text[range.clone()];
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        pieces.push(range);
        return;
    }
    if word.contains('.') && is_dotted_initials(&word[elision::bare(word).start..]) {
        pieces.push(range);
        return;
    }
    let mut start = 0;
    let mut before = None;
    let mut chars = word.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        let digits =
            before.is_some_and(|c: char| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
        let cuts = match c {
            '_' | '\u{203F}' | ':' => true,
            '\u{202F}' | '.' | '\u{2024}' => !digits,
            // The feminine and plural endings after a middle dot are no words.
            '\u{00B7}' | '\u{2027}' => {
                push(range.start + start..range.start + at, pieces);
                return;
            }
            _ => false,
        };
        if cuts {
            push(range.start + start..range.start + at, pieces);
            start = at + c.len_utf8();
        }
        before = Some(c);
    }
    push(range.start + start..range.end, pieces);
}

fn push(range: Range<usize>, pieces: &mut Vec<Range<usize>>) {
    if !range.is_empty() {
        pieces.push(range);
    }
}

/// `I.A`, `U.S.A`: single letters with dots between them.
fn is_dotted_initials(word: &str) -> bool {
    let mut parts = word.split('.').peekable();
    let mut count = 0;
    while let Some(part) = parts.next() {
        let mut chars = part.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if c.is_alphabetic() => count += 1,
            (None, None) if parts.peek().is_none() => {}
            _ => return false,
        }
    }
    count > 1
}

/// Joins the pieces that make one word with the first: how many are taken, the bytes without elided articles, and
/// the surfaces where they are not simply those bytes folded.
fn gather(text: &str, pieces: &[Range<usize>]) -> (usize, Range<usize>, Vec<String>) {
    let whole = pieces[0].clone();
    let bare = elision::bare(&text[whole.clone()]);
    let first = whole.start + bare.start..whole.end;
    let word = &text[first.clone()];
    let rest = &text[first.end..];
    if word.contains('.') && is_dotted_initials(word) {
        return (1, first, vec![fold(&word.replace('.', ""))]);
    }
    if let Some(sign) = symbol_suffix(word, rest) {
        let surface = fold(word) + sign;
        return (1, first.start..first.end + sign.len(), vec![surface]);
    }
    if rest.starts_with('{')
        && let Some((length, items)) = braces(rest)
    {
        let end = first.end + length;
        let taken = pieces.iter().take_while(|p| p.start < end).count();
        let stem = folded(word);
        return (taken, first.start..end, items.iter().map(|i| format!("{stem}{}", fold(i))).collect());
    }
    if let Some(number) = digit_groups(text, first, &pieces[1..]) {
        return number;
    }
    (1, whole.start + bare.start..whole.start + bare.end, Vec::new())
}

/// `++` or `#` behind a name of one or two letters.
fn symbol_suffix(word: &str, rest: &str) -> Option<&'static str> {
    if word.len() > 2 || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let sign = ["++", "#"].into_iter().find(|sign| rest.starts_with(sign))?;
    let after = rest[sign.len()..].chars().next();
    (!after.is_some_and(char::is_alphanumeric)).then_some(sign)
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
fn digit_groups(
    text: &str,
    first: Range<usize>,
    others: &[Range<usize>],
) -> Option<(usize, Range<usize>, Vec<String>)> {
    let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let head = &text[first.clone()];
    if !head.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if head.contains('\u{202F}') {
        return Some((1, first, vec![fold(&head.replace('\u{202F}', ""))]));
    }
    if !is_digits(head) || head.len() > 3 || head.starts_with('0') {
        return None;
    }
    let mut taken = 1;
    let mut end = first.end;
    let mut number = head.to_owned();
    for group in others {
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

/// `v1.27` is the version `1.27`; `v2` stays as it is. Told of the folded word, so that no sign that nobody sees makes
/// another word of it.
fn version(folded: &str) -> Option<&str> {
    let number = folded.strip_prefix('v')?;
    let sound = number.contains('.') && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    sound.then_some(number)
}

/// What the text between two words says of their tie.
fn joint(gap: &str) -> Joint {
    let connector = |c: char| {
        matches!(
            c,
            '-' | '\u{2010}' | '\u{2011}' | '/' | '_' | '.' | '&' | '+' | '\u{202F}' | ':' | '\u{203F}'
        )
    };
    match gap {
        " " | "\u{A0}" | "\n" => Joint::Space,
        " / " | " & " => Joint::Connector,
        _ => {
            let mut chars = gap.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if connector(c) => Joint::Connector,
                _ => Joint::Apart,
            }
        }
    }
}
