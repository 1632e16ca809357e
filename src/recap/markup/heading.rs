//! Headings that their author broke: a title and, below it in the same heading, who speaks.

use crate::recap::markup::line::{Anchor, Line, Shape};

/// Breaks of a heading that are looked at.
const MOST_BREAKS: usize = 6;
/// Words of a signature: some names, and where they are from.
const MOST_WORDS: usize = 14;
/// Words in small letters that stand between names.
const BETWEEN: [&str; 16] =
    ["et", "and", "&", "de", "du", "des", "la", "le", "chez", "at", "@", "-", "–", "—", "/", "|"];
/// Words that a signature opens with.
const OPENERS: [&str; 6] = ["par", "by", "avec", "with", "présenté", "animé"];

/// Where the signature of a heading begins that was broken at `breaks`, and the line of the file it stands on;
/// `None` where what stands after a break only goes on with the title.
pub(super) fn signature(line: &Line, breaks: &[(usize, u32)]) -> Option<(usize, u32)> {
    breaks
        .iter()
        .copied()
        .take(MOST_BREAKS)
        .find(|&(at, _)| line.text.get(at..).is_some_and(signs) && !line.text.get(..at).is_none_or(goes_on))
}

/// Whether a text is nothing but names, or says that names follow.
fn signs(text: &str) -> bool {
    let text = text.trim();
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return false };
    if OPENERS.contains(&first.to_lowercase().as_str()) || text.starts_with(['(', '@', '[']) {
        return true;
    }
    let named = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
            || BETWEEN.contains(&word.to_lowercase().as_str())
    };
    let count = text.split_whitespace().count();
    (2..=MOST_WORDS).contains(&count)
        && text.split_whitespace().all(named)
        && !text.ends_with(['?', '!', '.'])
}

/// Whether a title cannot end where it ends: after an article, a preposition, a sign that announces.
fn goes_on(title: &str) -> bool {
    let title = title.trim_end();
    let last = title.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    title.is_empty()
        || title.ends_with([':', ',', '-', '–', '—', '&', '\'', '’'])
        || BETWEEN.contains(&last.as_str())
        || matches!(
            last.as_str(),
            "sur" | "à" | "au" | "aux" | "en" | "pour" | "par" | "the" | "of" | "un" | "une"
        )
}

/// Takes the text from `at` on off a line and gives it as a line of its own, on line `number` of the file.
pub(super) fn split(line: &mut Line, at: usize, number: u32) -> Line {
    let text = line.text.split_off(at);
    let after: Vec<Anchor> = line
        .anchors
        .iter()
        .filter(|anchor| anchor.range.end > at)
        .map(|anchor| Anchor {
            range: anchor.range.start.saturating_sub(at)..anchor.range.end - at,
            url: anchor.url.clone(),
        })
        .collect();
    line.anchors.retain(|anchor| anchor.range.start < at);
    for anchor in &mut line.anchors {
        anchor.range.end = anchor.range.end.min(at);
    }
    let rest = Line {
        number,
        last: line.last.max(number),
        bold: line.bold.saturating_sub(at),
        slant: line.slant.saturating_sub(at),
        text,
        shape: Shape::Text,
        anchors: after,
        noise: line.noise,
        ..Line::default()
    };
    line.bold = line.bold.min(at);
    line.slant = line.slant.min(at);
    line.last = line.last.min(number).max(line.number);
    rest
}
