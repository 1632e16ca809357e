//! Front matter: YAML between `---`, TOML between `+++`, JSON and EDN in braces, `Key: value` up to an empty line.
//!
//! YAML is read event by event into what [`Metadata`] needs and no further: aliases are not followed, so
//! that they cannot multiply, and what lies deep is not kept, so that no nesting can exhaust the stack.

use super::compose;
use crate::recap::markup::line::Metadata;
use crate::recap::markup::metadata::{self, Value};
use saphyr_parser::{Event, Parser};

/// Levels of nesting that are kept; authors are a mapping in a list in a mapping.
const DEPTH: usize = 4;
/// Front matter above this many bytes is hidden but not read: no author writes so much of it.
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
    let start = text.len() - text.trim_start().len();
    let body = text.get(start..)?;
    if body.starts_with('{') {
        let (front, length) = braces(body)?;
        return Some(FrontMatter { metadata: metadata::of_front_matter(&front), length: start + length });
    }
    let fence = match body.lines().next()?.trim_end() {
        "---" => "---",
        "+++" => "+++",
        _ => return None,
    };
    let opening = body.find('\n')? + 1;
    let mut at = opening;
    for line in body.get(opening..)?.split_inclusive('\n') {
        let end = at + line.len();
        let marker = line.trim_end();
        if marker == fence || (fence == "---" && marker == "...") {
            let inner = body.get(opening..at)?;
            let front = if fence == "---" { yaml(inner) } else { toml(inner) };
            // A rule at the top of a text is no front matter: what follows it is no mapping.
            let front = front?;
            return Some(FrontMatter { metadata: metadata::of_front_matter(&front), length: start + end });
        }
        at = end;
    }
    None
}

/// Reads the front matter that `text` begins with, be it nothing but `Key: value` lines.
pub(super) fn read_or_fields(text: &str) -> Option<FrontMatter> {
    read(text).or_else(|| fields(text))
}

/// Keys of which the fields at the head of a text hold one, as their generators ask for.
const ASKED: [&str; 6] = ["title", "titre", "date", "slug", "author", "authors"];

/// `Key: value` lines up to an empty one, two at least.
fn fields(text: &str) -> Option<FrontMatter> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (mut length, mut entries) = (0, Vec::<(String, Value)>::new());
    for line in text.split_inclusive('\n').take(64) {
        if line.trim().is_empty() {
            let asked = entries.iter().any(|(key, _)| ASKED.contains(&key.as_str()));
            let front = Value::Map(entries);
            let enough = matches!(&front, Value::Map(entries) if entries.len() >= 2) && asked;
            return enough.then(|| FrontMatter { metadata: metadata::of_front_matter(&front), length });
        }
        length += line.len();
        if line.starts_with([' ', '\t']) && !entries.is_empty() {
            continue;
        }
        let (key, value) = line.split_once(':')?;
        let word = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) && key.len() <= 30;
        if !word || key.is_empty() || !value.starts_with([' ', '\t', '\r', '\n']) {
            return None;
        }
        entries.push((key.to_lowercase(), Value::Scalar(value.trim().to_owned())));
    }
    None
}

/// A mapping in braces that a text begins with, as JSON or EDN has it, and its length.
fn braces(body: &str) -> Option<(Value, usize)> {
    let second = body.get(1..)?.trim_start().chars().next()?;
    let head = body.get(..compose::floor_boundary(body, MAX_BYTES))?;
    let (front, length) = match second {
        '"' => {
            let mut values = serde_json::Deserializer::from_str(head).into_iter::<serde_json::Value>();
            let front = values.next()?.ok()?;
            (of_json(front, DEPTH), values.byte_offset())
        }
        ':' => {
            let mut at = 0;
            let front = edn(head, &mut at, DEPTH)?;
            (front, at)
        }
        _ => return None,
    };
    // It stands alone, with the text below it.
    body.get(length..)?.lines().next().is_none_or(|rest| rest.trim().is_empty()).then_some((front, length))
}

fn of_json(value: serde_json::Value, depth: usize) -> Value {
    match value {
        serde_json::Value::String(text) => Value::Scalar(text),
        serde_json::Value::Array(list) if depth > 0 => {
            Value::List(list.into_iter().map(|item| of_json(item, depth - 1)).collect())
        }
        serde_json::Value::Object(map) if depth > 0 => Value::Map(
            map.into_iter().map(|(key, item)| (key.to_lowercase(), of_json(item, depth - 1))).collect(),
        ),
        serde_json::Value::Number(number) => Value::Scalar(number.to_string()),
        _ => Value::Scalar(String::new()),
    }
}

/// One form of EDN that begins at `at`: maps, vectors and sets, strings, and words (keywords less their colon).
fn edn(text: &str, at: &mut usize, depth: usize) -> Option<Value> {
    let blank = |c: char| c.is_whitespace() || c == ',';
    let rest = text.get(*at..)?;
    let body = rest.trim_start_matches(blank);
    *at += rest.len() - body.len();
    let open = body.chars().next()?;
    if open == '"' {
        let mut escaped = false;
        let mut value = String::new();
        for (index, c) in body.char_indices().skip(1) {
            match c {
                '"' if !escaped => {
                    *at += index + 1;
                    return Some(Value::Scalar(value));
                }
                '\\' if !escaped => escaped = true,
                'n' | 't' if escaped => {
                    value.push(' ');
                    escaped = false;
                }
                c => {
                    value.push(c);
                    escaped = false;
                }
            }
        }
        return None;
    }
    let close = match open {
        '{' => '}',
        '[' => ']',
        '(' => ')',
        _ => {
            let end = body.find(|c: char| blank(c) || "{}[]()\"".contains(c)).filter(|&end| end > 0)?;
            *at += end;
            return Some(Value::Scalar(body.get(..end)?.trim_start_matches([':', '#']).to_owned()));
        }
    };
    let below = depth.checked_sub(1)?;
    *at += 1;
    let mut items = Vec::new();
    loop {
        let rest = text.get(*at..)?;
        let body = rest.trim_start_matches(blank);
        *at += rest.len() - body.len();
        if body.starts_with(close) {
            *at += 1;
            break;
        }
        items.push(edn(text, at, below)?);
    }
    if open != '{' {
        return Some(Value::List(items));
    }
    let mut entries = Vec::new();
    let mut items = items.into_iter();
    while let (Some(Value::Scalar(key)), Some(value)) = (items.next(), items.next()) {
        entries.push((key.to_lowercase(), value));
    }
    Some(Value::Map(entries))
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
    yaml_events(text).or_else(|| Some(simple_fields(text)))
}

fn yaml_events(text: &str) -> Option<Value> {
    let mut open: Vec<(Value, Option<String>)> = Vec::new();
    // Levels opened below those that are kept.
    let mut buried = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.ok()?;
        let finished = match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if buried > 0 || open.len() >= DEPTH => {
                buried += 1;
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
            Event::MappingEnd | Event::SequenceEnd if buried > 0 => {
                buried -= 1;
                if buried > 0 {
                    continue;
                }
                Value::Scalar(String::new())
            }
            Event::MappingEnd | Event::SequenceEnd => open.pop()?.0,
            Event::Scalar(..) | Event::Alias(_) if buried > 0 => continue,
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

/// The `key: text` lines at the margin of a mapping that no YAML reader accepts.
fn simple_fields(text: &str) -> Value {
    let mut entries = Vec::new();
    for line in text.lines().filter(|line| line.starts_with(|c: char| c.is_alphabetic())) {
        if let Some((key, value)) = line.split_once(':') {
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            entries.push((key.trim().to_lowercase(), Value::Scalar(value)));
        }
    }
    Value::Map(entries)
}

fn toml(text: &str) -> Option<Value> {
    if text.len() > MAX_BYTES {
        return Some(Value::Map(Vec::new()));
    }
    let table: toml::Table = text.parse().ok()?;
    Some(of_toml(toml::Value::Table(table), DEPTH))
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
