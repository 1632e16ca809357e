//! Inline markup of reStructuredText and AsciiDoc: links, bold, code.
//!
//! Every pattern excludes its own opening sign from what it spans, so that an opening never closed ends the
//! search at the next one; those that cannot, addresses and macros, hold no space, and words without end are no
//! markup: looking for the next match stays linear over a paragraph.

use super::compose::Composer;
use super::limits::LONGEST_WORD;
use regex::{Captures, Regex};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Values that the file defines elsewhere by name: addresses, attributes.
pub(super) type Targets = HashMap<String, String>;

/// What the directives of a reStructuredText give names to.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Addresses by the folded name of what they are the target of.
    pub(super) targets: Targets,
    /// Texts by the name between bars that they replace.
    pub(super) substitutions: Targets,
}

/// The name of a target, as references compare it.
pub(super) fn target_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

static RST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"``(?<code>[^`]+)``",
        r"|(?-u:(?::[A-Za-z0-9_.+-]{1,40}){1,2}:)`(?<role>[^`]+)`",
        r"|`(?<label>[^`<]*?)\s*<(?<url>[^<>`]+)>`__?",
        r"|`(?<reference>[^`]+)`__?",
        r"|`(?<plain>[^`]+)`",
        r"|\*\*(?<bold>[^*]+)\*\*",
        r"|\*(?<slant>[^*\s][^*]*)\*",
        r"|\|(?<swap>[^|\s][^|\n]*)\|_?",
        r"|(?<footnote>\[[\w#*]{1,8}\]_)",
        // Latin letters: a class of all letters, repeated, takes longer to compile than most recaps take to read.
        r"|(?-u:\b)(?<word>[0-9A-Za-z\u{C0}-\u{24F}_-]{0,60}[0-9A-Za-z\u{C0}-\u{24F}])__?(?-u:\b)",
    ))
    .ok()
});

static ASCIIDOC: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?:link:|mailto:)?\{(?<base>[\w-]+)\}|link:|mailto:|(?-u:\b)(?<scheme>https?://))",
        r"(?<url>[^\s\[\]<>{}]*)\[(?<label>[^\[\]]*)\]",
        r"|<<(?<jump>[^<>,]+)(?:,\s*(?<place>[^<>]+))?>>",
        r"|xref:(?<page>[^\s\[\]]+)\[(?<words>[^\[\]]*)\]",
        r"|footnote:[\w-]*\[(?<note>(?:[^\[\]]|\[[^\[\]]*\])*)\]",
        r"|(?:kbd|btn):\[(?<key>[^\[\]]*)\]",
        r"|(?<gone>(?:image|icon|video|anchor|indexterm|footnoteref):[^\s\[\]]*\[[^\[\]]*\])",
        r"|(?<mark>\[\[[^\[\]]*\]\]|\(\(\([^()]*\)\)\))",
        r"|\(\((?<term>[^()]+)\)\)",
        r"|\*\*?(?<bold>[^*\s][^*]*?)\*\*?",
        r"|`\+?(?<code>[^`]+?)\+?`",
        r"|(?-u:\b)_{1,2}(?<slant>[^_\s][^_]*?)_{1,2}(?-u:\b)",
        r"|(?:\[[.\w]+\])?#{1,2}(?<role>[^#\s][^#]*?)#{1,2}",
        r"|\{(?<attribute>[\w-]+)\}",
    ))
    .ok()
});

/// Writes a paragraph of reStructuredText that begins on line `number`.
pub(super) fn write_rst(text: &str, number: u32, names: &Names, composer: &mut Composer) {
    let targets = &names.targets;
    write(RST.as_ref(), text, number, composer, |found, number, composer| {
        let group = |name| found.name(name).map(|group| group.as_str());
        let carried = group("reference").or_else(|| group("word"));
        if let (Some(label), Some(url)) = (group("label"), group("url")) {
            let url = targets.get(&target_name(url.trim_end_matches('_'))).map_or(url, String::as_str);
            let url: String = url.split_whitespace().collect();
            let label = if label.is_empty() { url.as_str() } else { label };
            linked(label, &url, number, composer);
        } else if let Some(name) = carried {
            match targets.get(&target_name(name)) {
                Some(url) => linked(name, url, number, composer),
                None if group("word").is_some() => return false,
                None => composer.push_lines(name, number),
            }
        } else if emphasised(group("bold"), group("slant"), number, composer) {
        } else if let Some(text) = group("code").or_else(|| group("role")).or_else(|| group("plain")) {
            composer.push_lines(text, number);
        } else if let Some(name) = group("swap") {
            // A bar may be a bar: only what is defined is replaced.
            return names
                .substitutions
                .get(&target_name(name))
                .is_some_and(|text| composer.expand(text, number));
        }
        true
    });
}

/// Writes what stands in bold or slanted letters; whether there was any.
pub(super) fn emphasised(
    bold: Option<&str>,
    slanted: Option<&str>,
    number: u32,
    composer: &mut Composer,
) -> bool {
    match (bold, slanted) {
        (Some(bold), _) => {
            composer.bold(true);
            composer.push_lines(bold, number);
            composer.bold(false);
        }
        (None, Some(slanted)) => {
            composer.slant(true);
            composer.push_lines(slanted, number);
            composer.slant(false);
        }
        (None, None) => return false,
    }
    true
}

/// Emphasis inside emphasis, a link inside emphasis, a label in bold: levels that are read.
const DEPTH: u8 = 3;

/// Writes a paragraph of AsciiDoc that begins on line `number`.
pub(super) fn write_asciidoc(text: &str, number: u32, attributes: &Targets, composer: &mut Composer) {
    write_asciidoc_at(DEPTH, text, number, attributes, composer);
}

fn write_asciidoc_at(depth: u8, text: &str, number: u32, attributes: &Targets, composer: &mut Composer) {
    let Some(below) = depth.checked_sub(1) else { return composer.push_lines(text, number) };
    let inner = |text: &str, number: u32, composer: &mut Composer| {
        write_asciidoc_at(below, text, number, attributes, composer);
    };
    let value =
        |name: &str| attributes.get(&name.to_lowercase()).map(String::as_str).or_else(|| character(name));
    write(ASCIIDOC.as_ref(), text, number, composer, |found, number, composer| {
        let group = |name| found.name(name).map(|group| group.as_str());
        if let Some(label) = group("label") {
            let based = group("base").and_then(value);
            if group("base").is_some() && !based.is_some_and(|url| url.contains("://")) {
                return false;
            }
            let head = based.or_else(|| group("scheme")).unwrap_or_default();
            let url = format!("{head}{}", group("url").unwrap_or_default());
            let label = label_of(label);
            composer.open_link(&url);
            inner(if label.is_empty() { &url } else { label }, number, composer);
            composer.close_link();
        } else if let Some(jump) = group("jump").or_else(|| group("page")) {
            let label =
                group("place").or_else(|| group("words")).filter(|label| !label.is_empty()).unwrap_or(jump);
            linked(label, &format!("#{}", jump.trim_start_matches('#')), number, composer);
        } else if let Some(bold) = group("bold") {
            composer.bold(true);
            inner(bold, number, composer);
            composer.bold(false);
        } else if let Some(slanted) = group("slant") {
            composer.slant(true);
            inner(slanted, number, composer);
            composer.slant(false);
        } else if let Some(text) = ["code", "role", "key", "term"].into_iter().find_map(group) {
            composer.push_lines(text, number);
        } else if let Some(note) = group("note").filter(|note| !note.trim().is_empty()) {
            // Readers find it below the page; here it stays in the session that it belongs to.
            composer.push(" (", number);
            inner(note, number, composer);
            composer.push(")", number);
        } else if let Some(name) = group("attribute") {
            return value(name).is_some_and(|value| composer.expand(value, number));
        }
        true
    });
}

/// The words of a link, less the attributes behind them: `url[label,window=_blank]`, `url[label^]`.
fn label_of(label: &str) -> &str {
    let end = [",window=", ",role=", ", window=", ", role="].iter().filter_map(|mark| label.find(mark)).min();
    label.get(..end.unwrap_or(label.len())).unwrap_or(label).trim_end_matches('^').trim_matches('"')
}

/// Attributes that every AsciiDoc file has.
fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "nbsp" => "\u{A0}",
        "sp" => " ",
        "empty" | "blank" | "zwsp" | "wj" => "",
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "plus" => "+",
        "apos" => "'",
        "quot" => "\"",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "deg" => "°",
        "asterisk" => "*",
        "backtick" => "`",
        "tilde" => "~",
        "caret" => "^",
        "vbar" => "|",
        "startsb" => "[",
        "endsb" => "]",
        _ => return None,
    })
}

/// Writes the text between matches as it is, and matches as `show` does; those that it refuses are text.
pub(super) fn write(
    pattern: Option<&Regex>,
    text: &str,
    number: u32,
    composer: &mut Composer,
    show: impl Fn(&Captures<'_>, u32, &mut Composer) -> bool,
) {
    let mut number = number;
    for (part, marked) in parts(text) {
        let pattern = pattern.filter(|_| marked);
        let mut from = 0;
        let mut plain = |composer: &mut Composer, number: &mut u32, to: usize, next: usize| {
            composer.push_lines(part.get(from..to).unwrap_or_default(), *number);
            *number += part.get(from..to).unwrap_or_default().matches('\n').count() as u32;
            from = next;
        };
        for found in pattern.into_iter().flat_map(|pattern| pattern.captures_iter(part)) {
            let Some(whole) = found.get(0) else { continue };
            plain(composer, &mut number, whole.start(), whole.end());
            if !show(&found, number, composer) {
                composer.push_lines(whole.as_str(), number);
            }
            number += whole.as_str().matches('\n').count() as u32;
        }
        plain(composer, &mut number, part.len(), part.len());
    }
}

/// A text cut into parts that may hold markup and words too long for it.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| rest.len() > LONGEST_WORD) {
        let length = rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len());
        if length > LONGEST_WORD {
            parts.push((text.get(from..at).unwrap_or_default(), true));
            parts.push((rest.get(..length).unwrap_or_default(), false));
            from = at + length;
        }
        at += length;
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    parts.push((text.get(from..).unwrap_or_default(), true));
    parts
}

/// Writes words that carry a link.
pub(super) fn linked(label: &str, url: &str, number: u32, composer: &mut Composer) {
    composer.open_link(url);
    composer.push_lines(label, number);
    composer.close_link();
}
