//! The pieces a query is typed in: words, quotations, parentheses, operators, fields.

use crate::analysis::fold::fold;
use std::ops::Range;

/// One piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'q> {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `OR`, `OU`, `||`
    Or,
    /// `AND`, `ET`, `&&`
    And,
    /// `NOT`, `SAUF`
    Not,
    /// `-` right before a word, a quotation or a parenthesis.
    Minus,
    /// The name of a field and its colon, right before a value.
    Field(&'q str),
    /// The text between quotation marks.
    Quoted(&'q str),
    /// Anything else without a space in it.
    Word(&'q str),
}

/// Names that open a `field:value` clause.
pub const FIELD_NAMES: [&str; 13] = [
    "title", "body", "speaker", "org", "writer", "event", "recap", "year", "date", "kind", "has", "lang",
    "rating",
];
/// Other names of fields, folded: those of French.
const ALIASES: [(&str, &str); 26] = [
    ("titre", "title"),
    ("texte", "body"),
    ("orateur", "speaker"),
    ("oratrice", "speaker"),
    ("intervenant", "speaker"),
    ("intervenante", "speaker"),
    ("conferencier", "speaker"),
    ("conferenciere", "speaker"),
    ("organisation", "org"),
    ("organization", "org"),
    ("societe", "org"),
    ("entreprise", "org"),
    ("company", "org"),
    ("auteur", "writer"),
    ("autrice", "writer"),
    ("author", "writer"),
    ("redacteur", "writer"),
    ("evenement", "event"),
    ("annee", "year"),
    ("type", "kind"),
    ("genre", "kind"),
    ("avec", "has"),
    ("langue", "lang"),
    ("language", "lang"),
    ("note", "rating"),
    ("jour", "date"),
];

/// The field that a name stands for, in either language.
pub fn field_named(name: &str) -> Option<&'static str> {
    let folded = fold(name);
    let known = FIELD_NAMES.into_iter().find(|field| *field == folded);
    known.or_else(|| ALIASES.iter().find(|(alias, _)| *alias == folded).map(|(_, field)| *field))
}

/// Cuts a query into its pieces, each with its bytes.
pub fn tokens(query: &str) -> Vec<(Token<'_>, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(c) = query[at..].chars().next() {
        let start = at;
        let rest = &query[at..];
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let token = if let Some((inside, length)) = quoted(rest) {
            at += length;
            Token::Quoted(inside)
        } else if is_quote(c) {
            // A mark that nothing closes (or opens) is no quotation.
            at += c.len_utf8();
            continue;
        } else if c == '(' {
            at += 1;
            depth += 1;
            Token::Open
        } else if c == ')' && depth > 0 {
            at += 1;
            depth -= 1;
            Token::Close
        } else if c == '-' && excludes(&rest[1..]) {
            at += 1;
            Token::Minus
        } else if let Some(name) = field(rest) {
            at += name.len() + 1;
            Token::Field(name)
        } else {
            at += word_length(rest, depth > 0);
            match &query[start..at] {
                "OR" | "OU" | "||" => Token::Or,
                "AND" | "ET" | "&&" => Token::And,
                "NOT" | "SAUF" => Token::Not,
                word => Token::Word(word),
            }
        };
        tokens.push((token, start..at));
    }
    tokens
}

/// No name of a field is longer, in bytes.
const LONGEST_NAME: usize = 32;

/// Whether a `-` before `rest` leaves out what follows: a word, with or without the sign that some begin with (`.net`, `#rust`), a
/// quotation or a parenthesis.
fn excludes(rest: &str) -> bool {
    let word = rest.strip_prefix(['.', '#', '@']).unwrap_or(rest);
    word.starts_with(char::is_alphanumeric) || rest.starts_with(|c: char| c == '(' || is_quote(c))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '‟')
}

/// What stands between the quotation marks that `rest` begins with, and the length of the whole.
fn quoted(rest: &str) -> Option<(&str, usize)> {
    let open = rest.chars().next()?;
    let closes: &[char] = match open {
        '"' => &['"'],
        '«' => &['»'],
        '“' | '„' | '‟' => &['”', '“'],
        _ => return None,
    };
    let inside = &rest[open.len_utf8()..];
    let (end, close) = inside.char_indices().find(|(_, c)| closes.contains(c))?;
    Some((&inside[..end], open.len_utf8() + end + close.len_utf8()))
}

/// The name of a field that `rest` begins with, where its colon has a value right behind it.
fn field(rest: &str) -> Option<&str> {
    let (name, value) = rest.split_once(':')?;
    let is_name = name.len() <= LONGEST_NAME && name.chars().all(char::is_alphabetic);
    let known = is_name && field_named(name).is_some();
    let has_value = value.starts_with(|c: char| !c.is_whitespace() && c != ')');
    (known && has_value).then_some(name)
}

/// Bytes up to the next space, quotation mark, or parenthesis that closes a group around the word.
fn word_length(rest: &str, in_group: bool) -> usize {
    let mut open = 0usize;
    for (at, c) in rest.char_indices() {
        match c {
            c if c.is_whitespace() || is_quote(c) => return at,
            '(' => open += 1,
            ')' if open > 0 => open -= 1,
            ')' if in_group && at > 0 => return at,
            _ => {}
        }
    }
    rest.len()
}
