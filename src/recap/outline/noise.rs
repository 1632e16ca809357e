//! Lines that no reader would search.
//!
//! Where markup says what is navigation, the markup readers have marked it. Text copied from a browser has
//! lost that; there a line is noise by its words, and only where no sentence stands beside it.

use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::byline::unbulleted;
use crate::recap::mentions::when;
use crate::recap::outline::contents::Contents;
use crate::recap::outline::prose::Look;
use crate::recap::words::fold::bare;
use crate::recap::words::lexicon::NOISE;

/// Marks the lines to leave out. `plain` says that the recap has no markup to recognise noise by.
pub(crate) fn mark(lines: &[Line], looks: &[Look], contents: &Contents, plain: bool) -> Vec<bool> {
    let mut noise: Vec<bool> = lines.iter().map(|line| line.noise).collect();
    for range in &contents.ranges {
        noise[range.clone()].fill(true);
    }
    other_parts(lines, looks, &mut noise);
    if !plain {
        return noise;
    }
    let words: Vec<String> = lines
        .iter()
        .zip(looks)
        .map(|(line, look)| if look.words <= 12 { bare(&line.text) } else { String::new() })
        .collect();
    // A prompt may be broken over a few lines.
    for start in 0..lines.len() {
        let mut joined = String::new();
        for end in start..lines.len().min(start + 4) {
            if words[end].is_empty() {
                break;
            }
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(&words[end]);
            if NOISE.is(&joined, "any") && !looks[start..=end].iter().any(|look| look.sentence) {
                noise[start..=end].fill(true);
            }
        }
    }
    let is_text = |i: usize| looks[i].sentence || looks[i].byline.is_some();
    let first = (0..lines.len()).find(|&i| is_text(i)).unwrap_or(0);
    let last = (0..lines.len()).rfind(|&i| is_text(i) || looks[i].address).unwrap_or(0);
    let edges = (0..first).chain(last + 1..lines.len());
    for i in edges {
        if !words[i].is_empty() && (NOISE.is(&words[i], "edge") || NOISE.is(&words[i], "meta")) {
            noise[i] = true;
        }
    }
    if let Some(from) = tail(lines, looks, &noise) {
        noise[from..].fill(true);
    }
    noise
}

/// Share of the words of a page, one over it, that what stands below its text has at the most.
const TAIL: usize = 2;
/// Fewest lines below a text that show what they are by their words.
const TAIL_LINES: usize = 2;
/// Words of the longest line that is read for that.
const MOST_OF_TAIL: usize = 24;

/// The line from which on a page copied as text goes on with what stands below its text: share buttons, other posts, comments.
fn tail(lines: &[Line], looks: &[Look], noise: &[bool]) -> Option<usize> {
    let says = |i: &usize| {
        looks[*i].words <= MOST_OF_TAIL
            && looks[*i].byline.is_none()
            && NOISE.is(&bare(&lines[*i].text), "tail")
    };
    let all: usize = looks.iter().map(|look| look.words).sum();
    let mut words = 0;
    let last = |i: &usize| {
        words += looks[*i].words;
        words * TAIL <= all
    };
    let said: Vec<usize> = (0..lines.len()).rev().take_while(last).filter(says).collect();
    // The first of them that no sentence parts from the next, but for those that say so themselves.
    let mut from = None;
    for pair in said.windows(2) {
        let told = (pair[1]..pair[0]).any(|i| looks[i].sentence && !noise[i] && !says(&i));
        from = if told && from.is_some() { break } else { Some(pair[1]) };
    }
    from.filter(|_| said.len() >= TAIL_LINES)
}

/// Words of an entry that leads to another part of the recap.
const ENTRY: usize = 14;

/// Marks lists of links to the other parts of a recap that appeared in parts, before its first sentence and after its last:
/// "Partie 1 : les conférences", "Jour 2".
fn other_parts(lines: &[Line], looks: &[Look], noise: &mut [bool]) {
    let tells =
        |i: &usize| !noise[*i] && (looks[*i].sentence || matches!(lines[*i].shape, Shape::Heading(2..)));
    let first = (0..lines.len()).find(tells).unwrap_or(0);
    let last = (0..lines.len()).rfind(tells).unwrap_or(lines.len());
    for edge in [0..first, last + 1..lines.len()] {
        let is_link = |i: &usize| {
            let text = unbulleted(&lines[*i].text);
            let linked: usize = lines[*i].anchors.iter().map(|a| a.range.len()).sum();
            !noise[*i] && looks[*i].words <= ENTRY && linked * 2 > text.len()
        };
        let entries: Vec<usize> = edge.filter(is_link).collect();
        let parts = entries.iter().filter(|&&i| NOISE.is(&bare(unbulleted(&lines[i].text)), "part")).count();
        if parts > 0 && parts * 2 >= entries.len() {
            entries.into_iter().for_each(|i| noise[i] = true);
        }
    }
}

/// Whether a line under the title of a recap gives its date, its author or how long it takes to read.
pub(crate) fn is_meta(line: &Line, look: &Look) -> bool {
    if look.sentence || look.words > 16 {
        return false;
    }
    is_meta_words(&bare(&line.text)) || when::is_date(&line.text) || {
        // "Par Jeanne · 3 mai 2021 · 7 min de lecture"
        let parts: Vec<&str> = line.text.split(['·', '|', '•', '—']).collect();
        parts.len() > 1 && parts.iter().any(|part| NOISE.is(&bare(part), "meta") || when::is_date(part))
    }
}

/// Whether words in the form of [`bare`] begin or end as those of a line about the recap itself.
pub(crate) fn is_meta_words(words: &str) -> bool {
    NOISE.is(words, "meta")
}
