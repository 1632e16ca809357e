//! What is odd about a recap as it was cut: findings with codes that stay.

use crate::corpus::Document;
use crate::recap::Cut;
use crate::recap::mentions::links;
use crate::recap::outline::Evidence;
use crate::recap::words::fold::bare;
use crate::talk::Kind;
use regex::Regex;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Something odd.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Line of the file, from 1.
    pub line: u32,
    /// What kind of oddity it is: lower-case words joined by hyphens, the same in all versions.
    pub code: &'static str,
    /// What was found, on one line.
    pub text: String,
}

/// Words above which one talk is likely several.
const OVERLONG: usize = 2_500;

/// Bytes of UTF-8 read as Windows-1252: "Ã©", "â€™".
static MOJIBAKE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("Ã[©¨ªàâ´®§¹»«¯¼¶¤ ‰€‡Š]|â€[™œ\u{9d}“”¦˜]|Å“|Â[°«»\u{a0}]").expect("valid"));

/// Whether a line holds one of the letters that [`MOJIBAKE`] begins with: Â, Ã, Å, â.
fn may_be_mojibake(line: &str) -> bool {
    let second = |at: usize| line.as_bytes().get(at + 1).copied().unwrap_or_default();
    memchr::memchr_iter(0xC3, line.as_bytes()).any(|at| matches!(second(at), 0x82 | 0x83 | 0x85 | 0xA2))
}

/// Looks a cut over; findings in the order of the file.
pub fn lint(document: &Document, cut: &Cut) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |line: u32, code, text: String| findings.push(Finding { line: line.max(1), code, text });
    if cut.talks.is_empty() {
        find(1, "no-talk", "nothing to cut: the recap has no text".to_owned());
    }
    if document.broken > 0 {
        find(
            1,
            "odd-encoding",
            format!("{} byte sequences mean nothing in {}", document.broken, document.encoding),
        );
    }
    if document.is_guessed {
        let read = document.encoding;
        find(1, "odd-encoding", format!("reads like {read}, and nothing else says so: --encoding decides"));
    }
    if let Some((number, line)) = document
        .text
        .split('\n')
        .enumerate()
        .find(|(_, line)| may_be_mojibake(line) && MOJIBAKE.is_match(line))
    {
        let sign = MOJIBAKE.find(line).map_or("", |found| found.as_str());
        find(
            number as u32 + 1,
            "mojibake",
            format!("`{sign}` is likely UTF-8 that was read as another encoding"),
        );
    }
    for title in &cut.unknown_titles {
        find(
            1,
            "sidecar-title",
            format!("the file beside the recap speaks of `{title}`, which no talk is called"),
        );
    }
    if let Some(first) = cut.talks.first() {
        if first.event.is_none() {
            find(1, "no-event", "neither text, title nor file name names an event".to_owned());
        }
        if first.year.is_none() {
            find(1, "no-year", "neither text, title nor file name tells a year".to_owned());
        }
        // Event and year name a recap as well as a title of its own does.
        if cut.recap.title.is_none() && (first.event.is_none() || first.year.is_none()) {
            find(1, "no-title", "the recap has no title of its own".to_owned());
        }
        if cut.talks.len() == 1 && first.body.text.len() > 3_000 {
            find(first.source.first_line, "no-heading", "no heading found: the recap is one unit".to_owned());
        }
    }
    for (line, begins) in &cut.unsure {
        let read = if *begins { "opens a unit or a group" } else { "stands inside a unit" };
        find(*line, "unsure-cut", format!("this {read}, and may as well not: a sidecar can say so"));
    }
    talks(cut, &mut find);
    findings.sort_by_key(|finding| finding.line);
    findings
}

/// Looks the talks over one by one.
fn talks(cut: &Cut, find: &mut impl FnMut(u32, &'static str, String)) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for (n, talk) in cut.talks.iter().enumerate() {
        let line = talk.source.first_line;
        let words = talk.body.text.split_whitespace().count();
        if words == 0 {
            find(line, "empty-talk", format!("`{}` has a heading and no text", talk.title));
        }
        if words > OVERLONG && talk.kind == Kind::Talk {
            find(
                line,
                "overlong-talk",
                format!("`{}` has {words} words: it may hold more than one talk", talk.title),
            );
        }
        // Text before the first heading is an introduction where the recap has a title, and lost without one.
        if n == 0
            && cut.recap.title.is_none()
            && talk.kind == Kind::Section
            && cut.reasons.first().is_some_and(Evidence::is_empty)
        {
            find(line, "orphan-text", "text stands before the first heading, under no title".to_owned());
        }
        if talk.kind == Kind::Talk && !talk.title.is_empty() {
            let key = bare(&talk.title);
            if let Some(first) = seen.get(&key) {
                find(line, "duplicate-talk", format!("`{}` was told at line {first} already", talk.title));
            } else {
                seen.insert(key, line);
            }
        }
    }
    for (line, url) in &cut.unsafe_links {
        let scheme = url.split(':').next().unwrap_or_default();
        find(*line, "link-unsafe", format!("a `{scheme}:` link is left out"));
    }
    for talk in &cut.talks {
        for link in talk.links.iter().filter(|link| links::hides_its_host(&link.url)) {
            find(
                talk.source.first_line,
                "link-unsafe",
                format!("the address `{}` does not go where it seems to", link.url),
            );
        }
    }
}
