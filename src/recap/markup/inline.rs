//! Inline markup of reStructuredText and AsciiDoc: links, bold, code.
//!
//! Every pattern excludes its own opening sign from what it spans, so that an opening never closed ends the
//! search at the next one: looking for the next match stays linear over a paragraph.

use super::compose::Composer;
use regex::{Captures, Regex};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Addresses by the folded name of what they are the target of.
pub(super) type Targets = HashMap<String, String>;

/// The name of a target, as references compare it.
pub(super) fn target_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

static RST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"``(?<code>[^`]+)``",
        r"|(?::[\w.:-]+:)`(?<role>[^`]+)`",
        r"|`(?<label>[^`<]*?)\s*<(?<url>[^<>`]+)>`__?",
        r"|`(?<reference>[^`]+)`__?",
        r"|`(?<plain>[^`]+)`",
        r"|\*\*(?<bold>[^*]+)\*\*",
        r"|\*(?<slant>[^*\s][^*]*)\*",
        r"|\|(?<swap>[^|\s][^|\n]*)\|_?",
        r"|(?<footnote>\[[\w#*]{1,8}\]_)",
        r"|(?-u:\b)(?<word>[\w-]{0,60}[^\W_])__?(?-u:\b)",
    ))
    .ok()
});

static ASCIIDOC: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:link:|mailto:)(?<target>[^\s\[\]]+)\[(?<name>[^\[\]]*)\]",
        r"|(?<url>https?://[^\s\[\]<>]+)\[(?<label>[^\[\]]*)\]",
        r"|<<(?<jump>[^<>,]+)(?:,\s*(?<place>[^<>]+))?>>",
        r"|xref:(?<page>[^\s\[\]]+)\[(?<words>[^\[\]]*)\]",
        r"|(?<gone>(?:image|icon|video|footnote|anchor|indexterm|kbd|btn):[^\s\[\]]*\[[^\[\]]*\])",
        r"|(?<mark>\[\[[^\[\]]*\]\])",
        r"|\*\*?(?<bold>[^*\s][^*]*?)\*\*?",
        r"|`\+?(?<code>[^`]+?)\+?`",
        r"|(?-u:\b)_{1,2}(?<slant>[^_\s][^_]*?)_{1,2}(?-u:\b)",
        r"|(?:\[[.\w]+\])?#{1,2}(?<role>[^#\s][^#]*?)#{1,2}",
        r"|\{(?<attribute>[\w-]+)\}",
    ))
    .ok()
});

/// Writes a paragraph of reStructuredText that begins on line `number`.
pub(super) fn write_rst(text: &str, number: u32, targets: &Targets, composer: &mut Composer) {
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
        } else if group("swap").is_some() {
            return false;
        }
        true
    });
}

/// Writes what stands in bold or slanted letters; whether there was any.
fn emphasised(bold: Option<&str>, slanted: Option<&str>, number: u32, composer: &mut Composer) -> bool {
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

/// Writes a paragraph of AsciiDoc that begins on line `number`.
pub(super) fn write_asciidoc(text: &str, number: u32, attributes: &Targets, composer: &mut Composer) {
    write(ASCIIDOC.as_ref(), text, number, composer, |found, number, composer| {
        let group = |name| found.name(name).map(|group| group.as_str());
        let target = group("target").or_else(|| group("url"));
        if let Some(url) = target {
            let label = group("name").or_else(|| group("label")).unwrap_or_default();
            // Behind the label stand attributes of the link: `url[label,window=_blank]`, `url[label^]`.
            let label = label.split(",window=").next().unwrap_or_default();
            let label =
                label.split(",role=").next().unwrap_or_default().trim_end_matches('^').trim_matches('"');
            linked(if label.is_empty() { url } else { label }, url, number, composer);
        } else if let Some(jump) = group("jump").or_else(|| group("page")) {
            let label =
                group("place").or_else(|| group("words")).filter(|label| !label.is_empty()).unwrap_or(jump);
            linked(label, &format!("#{}", jump.trim_start_matches('#')), number, composer);
        } else if emphasised(group("bold"), group("slant"), number, composer) {
        } else if let Some(text) = group("code").or_else(|| group("role")) {
            composer.push_lines(text, number);
        } else if let Some(name) = group("attribute") {
            match attributes.get(&name.to_lowercase()) {
                Some(value) => composer.push(value, number),
                None => return false,
            }
        }
        true
    });
}

/// Writes the text between matches as it is, and matches as `show` does; those that it refuses are text.
fn write(
    pattern: Option<&Regex>,
    text: &str,
    number: u32,
    composer: &mut Composer,
    show: impl Fn(&Captures<'_>, u32, &mut Composer) -> bool,
) {
    let (mut from, mut number) = (0, number);
    let mut plain = |composer: &mut Composer, number: &mut u32, to: usize, next: usize| {
        composer.push_lines(text.get(from..to).unwrap_or_default(), *number);
        *number += text.get(from..to).unwrap_or_default().matches('\n').count() as u32;
        from = next;
    };
    for found in pattern.into_iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let Some(whole) = found.get(0) else { continue };
        plain(composer, &mut number, whole.start(), whole.end());
        if !show(&found, number, composer) {
            composer.push_lines(whole.as_str(), number);
        }
        number += whole.as_str().matches('\n').count() as u32;
    }
    plain(composer, &mut number, text.len(), text.len());
}

fn linked(label: &str, url: &str, number: u32, composer: &mut Composer) {
    composer.open_link(url);
    composer.push_lines(label, number);
    composer.close_link();
}
