//! Front matter: YAML between `---`, TOML between `+++`, JSON and EDN in braces, `Key: value` lines.
//!
//! YAML is read event by event into what [`Metadata`] needs and no further: aliases are not followed, so
//! that they cannot multiply, and what lies deep is not kept, so that no nesting can exhaust the stack.

use super::{edn, fields};
use crate::recap::markup::line::Metadata;
use crate::recap::markup::metadata::{self, Value};
use saphyr_parser::{Event, Parser};
use std::borrow::Cow;

/// Levels of nesting that are kept; authors are a mapping in a list in a mapping.
const DEPTH: usize = 4;
/// Front matter above this many bytes is hidden but not read: no author writes more.
const MAX_BYTES: usize = 256 * 1024;

/// Front matter found at the beginning of a text.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// What it says.
    pub metadata: Metadata,
    /// Bytes of the text that it takes, its closing line included.
    pub length: usize,
}

/// Reads the front matter that `text` begins with, if it does.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    read_by(text, |_| None)
}

/// Reads the front matter that `text` begins with, be it nothing but `Key: value` lines.
pub(super) fn read_or_fields(text: &str) -> Option<FrontMatter> {
    read_by(text, fields::read)
}

fn read_by(text: &str, bare: impl Fn(&str) -> Option<(Value, usize)>) -> Option<FrontMatter> {
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').len();
    let body = text.get(start..)?;
    let (fields, length) = match body.lines().next()?.trim_end() {
        fence @ ("---" | "+++" | ";;;") => fenced(body, fence)?,
        first if first.starts_with('{') => braced(body)?,
        first if is_odd_fence(first) => oddly_fenced(body)?,
        _ => bare(body)?,
    };
    Some(FrontMatter { metadata: metadata::of_front_matter(fields), length: start + length })
}

/// Front matter between two lines of a sign, and its length.
fn fenced(body: &str, fence: &str) -> Option<(Value, usize)> {
    let opening = body.find('\n')? + 1;
    let mut at = opening;
    for line in body.get(opening..)?.split_inclusive('\n') {
        let end = at + line.len();
        let marker = line.trim_end();
        if marker == fence || (fence == "---" && marker == "...") {
            let inner = body.get(opening..at)?;
            // A rule at the top of a text is no front matter: what follows it is no mapping.
            let fields = match fence {
                // A rule further down is no end of front matter that was never closed.
                "---" if holds_prose(inner) => return unclosed(body, opening),
                "---" => yaml(inner),
                "+++" => toml(inner),
                _ => json(inner).map(|(fields, _)| fields),
            };
            return Some((fields?, end));
        }
        at = end;
    }
    if fence == "---" { unclosed(body, opening) } else { None }
}

/// Front matter that is closed by nothing but an empty line, and its length.
fn unclosed(body: &str, opening: usize) -> Option<(Value, usize)> {
    let rest = body.get(opening..)?;
    let lines = rest.split_inclusive('\n').take_while(|line| !line.trim().is_empty());
    let length = lines.map(str::len).sum::<usize>();
    let inner = rest.get(..length)?;
    if inner.lines().any(is_prose) {
        return None;
    }
    Some((yaml(inner).filter(names_the_recap)?, opening + length))
}

/// Whether a text between two fences is prose below an empty line: a YAML reader would not accept it.
fn holds_prose(inner: &str) -> bool {
    let below = inner.lines().skip_while(|line| !line.trim().is_empty());
    below.into_iter().any(is_prose) && yaml_events(inner).is_none()
}

/// Whether a line is none that YAML is written in: a field, an item, what is indented, a comment.
fn is_prose(line: &str) -> bool {
    let is_part = line.starts_with(|c: char| c.is_whitespace() || matches!(c, '-' | '#' | ']' | '}'));
    !(line.is_empty() || is_part || line.contains(':'))
}

/// Whether a line looks like a fence that a keyboard or an editor made of `---`: more hyphens, or dashes.
fn is_odd_fence(line: &str) -> bool {
    let is_long = line.chars().count() > 3 || line.contains(['–', '—']);
    is_long && !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '–' | '—'))
}

/// Front matter between two such lines, which must name the recap or its day, and its length.
fn oddly_fenced(body: &str) -> Option<(Value, usize)> {
    let fence = body.lines().next()?.trim_end();
    let opening = body.find('\n')? + 1;
    let mut at = opening;
    for line in body.get(opening..)?.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == fence {
            return Some((yaml(body.get(opening..at)?).filter(names_the_recap)?, end));
        }
        if is_prose(line.trim_end()) {
            return None;
        }
        at = end;
    }
    None
}

/// Whether fields are those of a recap: a rule at the top of a text has others below it, or none.
fn names_the_recap(fields: &Value) -> bool {
    matches!(fields, Value::Map(entries) if entries.iter().any(|(name, _)| metadata::is_field(name)))
}

/// A mapping in braces, of JSON or of EDN, and its length; it must name the recap or its day.
fn braced(body: &str) -> Option<(Value, usize)> {
    let inner = body.get(1..)?.trim_start();
    let (fields, length) = if inner.starts_with(':') { edn::read(body)? } else { json(body)? };
    names_the_recap(&fields).then_some(())?;
    // The rest of its last line is white space.
    let rest = body.get(length..)?;
    let line = rest.split_inclusive('\n').next().unwrap_or_default();
    line.trim().is_empty().then_some((fields, length + line.len()))
}

/// A mapping of JSON that a text begins with, and its length.
fn json(text: &str) -> Option<(Value, usize)> {
    let text = floor(text, MAX_BYTES);
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let value = values.next()?.ok()?;
    let fields = metadata::of_json(value, DEPTH);
    matches!(fields, Value::Map(_)).then(|| (fields, values.byte_offset()))
}

/// As much of a text as `limit` bytes hold.
fn floor(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// A YAML mapping; where it is broken, its simple `key: text` lines.
fn yaml(text: &str) -> Option<Value> {
    let looks_like_mapping = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#'));
    let Some(first) = looks_like_mapping else { return Some(Value::Map(Vec::new())) };
    if !first.contains(':') && !first.starts_with(['{', '%']) {
        return None;
    }
    if text.len() > MAX_BYTES {
        return Some(Value::Map(Vec::new()));
    }
    let text = with_plain_spaces(text);
    yaml_events(&text).or_else(|| Some(simple_fields(&text, ':')))
}

/// The text with the spaces that French keyboards put around the colon of a field as YAML reads them.
fn with_plain_spaces(text: &str) -> Cow<'_, str> {
    let hard = |c: char| matches!(c, '\u{A0}' | '\u{202F}' | '\u{2009}');
    if !text.contains(hard) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        let (indent, field) = line.split_at(line.len() - line.trim_start().len());
        indent.chars().for_each(|c| plain.push(if hard(c) { ' ' } else { c }));
        match field.split_once(':') {
            Some((name, value)) if !name.contains(['"', '\'']) => {
                plain.push_str(name.trim_end());
                plain.push(':');
                if value.starts_with(hard) {
                    plain.push(' ');
                }
                plain.push_str(value.trim_start_matches(hard));
            }
            _ => plain.push_str(field),
        }
    }
    plain.into()
}

fn yaml_events(text: &str) -> Option<Value> {
    let mut open: Vec<(Value, Option<String>)> = Vec::new();
    // Levels opened below those that are kept.
    let mut skipped = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.ok()?;
        let finished = match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if skipped > 0 || open.len() >= DEPTH => {
                skipped += 1;
                continue;
            }
            Event::MappingStart(..) => {
                open.push((Value::Map(Vec::new()), None));
                continue;
            }
            Event::SequenceStart(..) => {
                open.push((Value::List(Vec::new()), None));
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd if skipped > 0 => {
                skipped -= 1;
                if skipped > 0 {
                    continue;
                }
                Value::Scalar(String::new())
            }
            Event::MappingEnd | Event::SequenceEnd => open.pop()?.0,
            Event::Scalar(..) | Event::Alias(_) if skipped > 0 => continue,
            Event::Scalar(text, ..) => Value::Scalar(text.into_owned()),
            Event::Alias(_) => Value::Scalar(String::new()),
            Event::DocumentEnd | Event::StreamEnd => return None,
            _ => continue,
        };
        match open.last_mut() {
            None => return matches!(finished, Value::Map(_)).then_some(finished),
            Some((Value::List(list), _)) => list.push(finished),
            Some((Value::Map(entries), key)) => match key.take() {
                Some(key) => entries.push((key, finished)),
                None => {
                    let name = if let Value::Scalar(name) = finished { name } else { String::new() };
                    *key = Some(name.to_lowercase());
                }
            },
            Some((Value::Scalar(_), _)) => return None,
        }
    }
    None
}

/// The `key: text` or `key = text` lines at the margin of a mapping that no reader of YAML or TOML accepts.
fn simple_fields(text: &str, sign: char) -> Value {
    let quotes = ['"', '\'', '“', '”'];
    // Indented by a tab as a whole, it is no YAML.
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let margin = &first[..first.len() - first.trim_start().len()];
    let mut entries = Vec::new();
    for line in text.lines().filter_map(|line| line.strip_prefix(margin)) {
        if let Some((key, value)) = line.split_once(sign)
            && line.starts_with(|c: char| c.is_alphabetic())
        {
            let value = value.trim().trim_matches(quotes).to_owned();
            entries.push((key.trim().to_lowercase(), Value::Scalar(value)));
        }
    }
    Value::Map(entries)
}

fn toml(text: &str) -> Option<Value> {
    if text.len() > MAX_BYTES {
        return Some(Value::Map(Vec::new()));
    }
    match text.parse::<toml::Table>() {
        Ok(table) => Some(of_toml(toml::Value::Table(table), DEPTH)),
        Err(_) => Some(simple_fields(text, '=')).filter(names_the_recap),
    }
}

fn of_toml(value: toml::Value, depth: usize) -> Value {
    match value {
        toml::Value::String(text) => Value::Scalar(text),
        toml::Value::Array(list) if depth > 0 => {
            Value::List(list.into_iter().map(|item| of_toml(item, depth - 1)).collect())
        }
        toml::Value::Table(table) if depth > 0 => {
            let entries = table.into_iter().map(|(key, item)| (key.to_lowercase(), of_toml(item, depth - 1)));
            Value::Map(entries.collect())
        }
        toml::Value::Array(_) | toml::Value::Table(_) => Value::Scalar(String::new()),
        other => Value::Scalar(other.to_string()),
    }
}
