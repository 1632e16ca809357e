//! Parsing of a query. Every text is a valid query; only its size has limits.
//!
//! Consecutive words are analysed together, as the text of a talk is, so that `12 000`, `C++` and `d'ici` mean
//! the same on both sides.

use super::lexer::{Token, field_named, tokens};
use super::values::{self, filter};
use super::{MAX_BYTES, MAX_CLAUSES, MAX_DEPTH, Node};
use crate::analysis::{Word, fold, words};
use crate::index::TalkField;
use crate::{Error, Result};
use std::ops::Range;

/// Parses a query. An empty list has no condition.
///
/// # Errors
/// [`Error::QueryLimit`] for a query that is too long, too deep or has too many clauses.
pub fn parse(query: &str) -> Result<Vec<Node>> {
    if query.len() > MAX_BYTES {
        return Err(Error::QueryLimit { what: "bytes", limit: MAX_BYTES });
    }
    let clean = clean(query);
    let mut parser = Parser { query: &clean, tokens: tokens(&clean), next: 0, clauses: 0 };
    let mut nodes = parser.list(0)?;
    while parser.next < parser.tokens.len() {
        // A parenthesis that nothing opened: go on behind it.
        parser.next += 1;
        nodes.extend(parser.list(0)?);
    }
    if nodes.is_empty() {
        // `OR` alone is a word like any other.
        nodes = parser.plain(&[0..clean.len()])?;
    }
    Ok(nodes)
}

/// The query without invisible signs. Accents that stand alone and primes between letters are apostrophes that a keyboard
/// without one made.
fn clean(query: &str) -> String {
    let mut clean = String::with_capacity(query.len());
    let mut rest = query.chars().filter(|&c| !fold::is_invisible(c)).peekable();
    while let Some(c) = rest.next() {
        let is_inside =
            clean.ends_with(char::is_alphabetic) && rest.peek().is_some_and(|c| c.is_alphabetic());
        let is_apostrophe = is_inside && matches!(c, '`' | '\u{00B4}' | '\u{2032}' | '\u{02B9}');
        clean.push(if is_apostrophe { '\'' } else { c });
    }
    clean
}

struct Parser<'q> {
    query: &'q str,
    tokens: Vec<(Token<'q>, Range<usize>)>,
    next: usize,
    clauses: usize,
}

impl<'q> Parser<'q> {
    /// Clauses up to the end or to a parenthesis that closes.
    fn list(&mut self, depth: usize) -> Result<Vec<Node>> {
        if depth > MAX_DEPTH {
            return Err(Error::QueryLimit { what: "nested parentheses", limit: MAX_DEPTH });
        }
        let mut nodes: Vec<Node> = Vec::new();
        let mut joins_next = false;
        // What `AND` binds, which is tighter than `OR`: the alternatives before the one that is read.
        let mut before: Vec<Vec<Node>> = Vec::new();
        let mut binds = false;
        let has_and = self.has_and();
        while let Some((token, _)) = self.tokens.get(self.next) {
            match token {
                Token::Close => break,
                Token::Or => {
                    self.next += 1;
                    if has_and {
                        before.push(std::mem::take(&mut nodes));
                    }
                    joins_next = !nodes.is_empty();
                    continue;
                }
                Token::And => {
                    self.next += 1;
                    binds |= !nodes.is_empty();
                    continue;
                }
                _ => {}
            }
            let found = self.clause(depth)?;
            self.count(found.len())?;
            let mut found = found.into_iter();
            if joins_next && let Some(first) = found.next() {
                match (nodes.pop(), first) {
                    // `a OR -b` would be nearly everything: the exclusion stands on its own.
                    (Some(before), first @ Node::Not(_)) => nodes.extend([before, first]),
                    (Some(before @ Node::Not(_)), first) => nodes.extend([before, first]),
                    (Some(Node::Any(mut any)), first) => {
                        any.push(first);
                        nodes.push(Node::Any(any));
                    }
                    (Some(before), first) => nodes.push(Node::Any(vec![before, first])),
                    (None, first) => nodes.push(first),
                }
                joins_next = false;
            }
            nodes.extend(found);
        }
        if !binds && before.is_empty() {
            return Ok(nodes);
        }
        before.push(nodes);
        Ok(bound(before))
    }

    /// Whether an `AND` comes before the parenthesis that closes.
    fn has_and(&self) -> bool {
        let mut depth = 0usize;
        for (token, _) in &self.tokens[self.next..] {
            match token {
                Token::Open => depth += 1,
                Token::Close if depth == 0 => return false,
                Token::Close => depth -= 1,
                Token::And if depth == 0 => return true,
                _ => {}
            }
        }
        false
    }

    /// The next clause; several where consecutive words are read together.
    fn clause(&mut self, depth: usize) -> Result<Vec<Node>> {
        let Some((token, span)) = self.tokens.get(self.next).cloned() else { return Ok(Vec::new()) };
        self.next += 1;
        match token {
            Token::Not | Token::Minus => {
                let negated = self.single(depth)?;
                Ok(negated.map(|node| Node::Not(Box::new(node))).into_iter().collect())
            }
            Token::Open => {
                let inside = self.list(depth + 1)?;
                if matches!(self.tokens.get(self.next), Some((Token::Close, _))) {
                    self.next += 1;
                }
                Ok(match inside.len() {
                    0 => Vec::new(),
                    1 => inside,
                    _ => vec![Node::Group(inside)],
                })
            }
            Token::Quoted(inside) => Ok(phrase(inside).into_iter().collect()),
            Token::Field(name) => {
                if let Some((Token::Word(value) | Token::Quoted(value), _)) = self.tokens.get(self.next)
                    && let Some(node) = field_named(name).and_then(|name| filter(name, value.trim()))
                {
                    self.next += 1;
                    return Ok(vec![node]);
                }
                let value = self.single(depth)?;
                Ok(match value.as_ref().and_then(|value| field(name, value)) {
                    Some(node) => vec![node],
                    None => self.plain(&[span])?.into_iter().chain(value).collect(),
                })
            }
            Token::Word(word) => {
                if let Some(nodes) = pattern(word) {
                    return Ok(nodes);
                }
                let mut spans = vec![span];
                while let Some((Token::Word(word), span)) = self.tokens.get(self.next)
                    && pattern(word).is_none()
                {
                    spans.push(span.clone());
                    self.next += 1;
                }
                self.plain(&spans)
            }
            Token::Or | Token::And | Token::Close => Ok(Vec::new()),
        }
    }

    /// The next clause where one is wanted: of consecutive words only the first is taken.
    fn single(&mut self, depth: usize) -> Result<Option<Node>> {
        let Some((token, span)) = self.tokens.get(self.next).cloned() else { return Ok(None) };
        let mut nodes = match token {
            Token::Word(word) => {
                self.next += 1;
                match pattern(word) {
                    Some(nodes) => nodes,
                    None => self.plain(&[span])?,
                }
            }
            Token::Open if depth < MAX_DEPTH => self.clause(depth)?,
            Token::Quoted(_) | Token::Field(_) => self.clause(depth)?,
            Token::Minus | Token::Not if depth < MAX_DEPTH => {
                // `- -word`, `NOT NOT word`: one exclusion.
                self.next += 1;
                return self.single(depth + 1);
            }
            _ => Vec::new(),
        };
        Ok(if nodes.len() > 1 { Some(Node::Group(nodes)) } else { nodes.pop() })
    }

    /// Words typed one after the other, analysed as one text.
    fn plain(&mut self, spans: &[Range<usize>]) -> Result<Vec<Node>> {
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Ok(Vec::new()) };
        let text = &self.query[first.start..last.end];
        let mut nodes: Vec<Node> = Vec::new();
        let mut end = 0;
        for word in words(text) {
            let parts = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
            let glued = end > 0 && !text[end..word.range.start].contains(parts);
            end = word.range.end;
            match nodes.last_mut() {
                Some(Node::Words(parts)) if glued => parts.push(word),
                _ => nodes.push(Node::Words(vec![word])),
            }
        }
        Ok(nodes)
    }

    fn count(&mut self, clauses: usize) -> Result<()> {
        self.clauses += clauses;
        if self.clauses > MAX_CLAUSES {
            return Err(Error::QueryLimit { what: "words and clauses", limit: MAX_CLAUSES });
        }
        Ok(())
    }
}

/// Alternatives, each of clauses that must all match; filters stand on their own.
fn bound(alternatives: Vec<Vec<Node>>) -> Vec<Node> {
    let mut any = Vec::new();
    let mut filters = Vec::new();
    for nodes in alternatives {
        let (own, mut all): (Vec<Node>, Vec<Node>) = nodes.into_iter().partition(Node::is_filter);
        filters.extend(own);
        match all.len() {
            0 => {}
            1 => any.append(&mut all),
            _ => any.push(Node::Group(all)),
        }
    }
    let ranked = if any.len() > 1 { Some(Node::Any(any)) } else { any.pop() };
    ranked.into_iter().chain(filters).collect()
}

/// A quotation: a phrase, or nothing where it holds no word.
fn phrase(inside: &str) -> Option<Node> {
    let words: Vec<Word> = words(inside);
    (!words.is_empty()).then_some(Node::Phrase(words))
}

/// `word*` and `word~`; `None` for any other word.
fn pattern(word: &str) -> Option<Vec<Node>> {
    let fuzzy = || word.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('~');
    let (body, last): (&str, fn(String) -> Node) = match word.strip_suffix('*') {
        Some(body) => (body, Node::Prefix),
        None => (fuzzy()?, Node::Fuzzy),
    };
    let mut words = words(body);
    let end = words.last()?.range.end;
    if end != body.len() {
        return None;
    }
    let pattern = last(words.pop()?.surface);
    let before = (!words.is_empty()).then_some(Node::Words(words));
    Some(before.into_iter().chain([pattern]).collect())
}

/// The filter of `name:value`; `None` where the value is none that the field can have. Of several values in parentheses, or
/// with a comma between them, each is one of the field.
fn field(name: &str, value: &Node) -> Option<Node> {
    let each = |values: &[Node]| values.iter().map(|value| field(name, value)).collect::<Option<Vec<_>>>();
    match value {
        Node::Group(values) => return each(values).map(Node::Group),
        Node::Any(values) => return each(values).map(Node::Any),
        Node::Not(value) => return field(name, value).map(|node| Node::Not(Box::new(node))),
        _ => {}
    }
    let area = match field_named(name)? {
        "title" => TalkField::Title,
        "body" => TalkField::Body,
        "speaker" => TalkField::Speaker,
        "org" => TalkField::Organisation,
        "writer" => TalkField::Writer,
        "event" => TalkField::Event,
        "recap" => TalkField::Recap,
        "kind" => {
            let (Node::Words(words) | Node::Phrase(words)) = value else { return None };
            let [word] = words.as_slice() else { return None };
            return values::kind(&word.surface).map(|kind| Node::Kind(kind.as_str().to_owned()));
        }
        name => {
            let (Node::Words(words) | Node::Phrase(words)) = value else { return None };
            let [word] = words.as_slice() else { return None };
            return filter(name, &word.surface);
        }
    };
    match value {
        Node::Words(_) | Node::Phrase(_) | Node::Prefix(_) | Node::Fuzzy(_) => {
            Some(Node::Field(area, Box::new(value.clone())))
        }
        _ => None,
    }
}
