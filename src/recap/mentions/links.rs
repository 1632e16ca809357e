//! Links of a unit: absolute addresses, what each leads to.

use crate::recap::markup::line::Line;
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::{INCLUSIVE, lines};
use crate::talk::{Link, LinkKind};
use std::ops::Range;
use std::sync::LazyLock;

struct Rule {
    kind: LinkKind,
    place: &'static str,
    /// As it must stand in the host, the address, or between the spaces of the label.
    needle: String,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    lines(include_str!("../data/hosts.tsv"))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let kind = match cells.next()? {
                "video" => LinkKind::Video,
                "slides" => LinkKind::Slides,
                "schedule" => LinkKind::Schedule,
                "code" => LinkKind::Code,
                _ => LinkKind::Other,
            };
            let (place, needle) = (cells.next()?, cells.next()?);
            let needle = if place == "label" { format!(" {needle} ") } else { needle.to_owned() };
            Some(Rule { kind, place, needle })
        })
        .collect()
});

/// Whether an address is one of the web, absolute.
pub(crate) fn is_web(url: &str) -> bool {
    let head = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    head.starts_with("https://") || head.starts_with("http://")
}

/// What an address leads to, by its host, its path, and the words that carry it.
pub(crate) fn kind(url: &str, label: &str) -> LinkKind {
    let url = url.to_ascii_lowercase();
    let address = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let host = address.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let label = if label.is_empty() { String::new() } else { format!(" {} ", bare(label)) };
    RULES
        .iter()
        .find(|rule| match rule.place {
            "host" => {
                host.strip_suffix(rule.needle.as_str()).is_some_and(|h| h.is_empty() || h.ends_with('.'))
            }
            "part" => address.contains(&rule.needle),
            _ => label.contains(&rule.needle),
        })
        .map_or(LinkKind::Other, |rule| rule.kind)
}

/// The links of some lines, in order, each once.
pub(crate) fn of<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<Link> {
    let mut seen = std::collections::HashSet::new();
    let mut links = Vec::new();
    for line in lines {
        let mut unread_from = 0;
        for anchor in &line.anchors {
            let before = line.text.get(unread_from..anchor.range.start).unwrap_or_default();
            unread_from = anchor.range.end;
            let url = anchor.url.trim();
            if !is_web(url) || url.contains(char::is_control) || !seen.insert(url.to_owned()) {
                continue;
            }
            let label = line.text.get(anchor.range.clone()).unwrap_or_default().trim();
            // A shown address is no label; what stands before it may still show its kind ("Slides : https://…").
            if is_inclusive(url, label, before) {
                continue;
            }
            let shown = label.is_empty()
                || is_web(label)
                || url.contains(label.trim_end_matches('/')) && label.contains('.');
            let words = if shown { before } else { label };
            links.push(Link {
                url: url.to_owned(),
                kind: kind(url, words),
                label: (!shown).then(|| label.to_owned()),
            });
        }
    }
    links
}

/// Whether an address is a word in inclusive French that an editor took for one, as in "les participant.es": a host that
/// shows as it is, ends as such words do and stands where a noun in the plural stands.
fn is_inclusive(url: &str, label: &str, before: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    let shown = host.eq_ignore_ascii_case(label) || !label.is_ascii() && host.starts_with("xn--");
    let Some((noun, ending)) = label.rsplit_once('.').filter(|_| shown) else { return false };
    let word = bare(before.split_whitespace().next_back().unwrap_or_default());
    let plural = word.len() > 3 && word.ends_with(['s', 'x']);
    noun.chars().all(char::is_alphabetic)
        && INCLUSIVE.is(ending, "ending")
        && (plural || INCLUSIVE.is(&word, "before"))
}

/// Whether an address shows one host and goes to another: `https://known.example@other.example/`.
pub(crate) fn hides_its_host(url: &str) -> bool {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest);
    address.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@'))
}

/// Whether an address could act instead of lead somewhere: `javascript:`, `data:`, `file:`.
pub(crate) fn is_unsafe(url: &str) -> bool {
    let scheme: String = url
        .trim_start()
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take_while(|c| *c != ':')
        .take(12)
        .collect();
    matches!(scheme.to_ascii_lowercase().as_str(), "javascript" | "vbscript" | "data" | "file")
}

/// Fewest words of a link that is a title and no name.
const TITLE_WORDS: usize = 3;

/// Whether the link at a place of a line is the title of something: several words.
pub(in crate::recap) fn is_title(line: &Line, range: &Range<usize>) -> bool {
    line.text.get(range.clone()).is_some_and(|text| text.split_whitespace().nth(TITLE_WORDS - 1).is_some())
}

/// The titles that a line links right behind a name: what is said of the name does not go on in them.
pub(in crate::recap) fn titles_behind_names(line: &Line) -> Vec<Range<usize>> {
    let behind_name = |range: &Range<usize>| {
        let before = line.text.get(..range.start).unwrap_or_default();
        before.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let ranges = line.anchors.iter().map(|a| a.range.clone());
    let mut titles: Vec<Range<usize>> =
        ranges.filter(|range| is_title(line, range) && behind_name(range)).collect();
    titles.dedup_by(|b, a| b.start < a.end);
    titles
}
