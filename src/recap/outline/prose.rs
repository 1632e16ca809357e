//! Whether a line is prose that a reader would read, or a label, a caption, a bare address.

use crate::recap::markup::line::{Line, Shape};
use crate::recap::mentions::byline::{self, Byline};
use crate::recap::mentions::links::is_web;
use crate::recap::words::fold::bare;
use crate::recap::words::lead;
use crate::recap::words::lexicon::NOISE;

/// What a line looks like, read once.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    /// Words that white space parts.
    pub words: usize,
    /// Characters.
    pub chars: usize,
    /// Whether it is at least one sentence, not a title, label or item of few words.
    pub sentence: bool,
    /// Whether it is a list item, by markup or by the sign it begins with.
    pub item: bool,
    /// Whether it is addresses and nothing else.
    pub address: bool,
    /// Whether it is the caption or the credit of a picture.
    pub caption: bool,
    /// What it says as a field.
    pub byline: Option<Box<Byline>>,
    /// Empty lines before it.
    pub gap: u32,
}

/// Looks at every line of a page.
pub(crate) fn look(lines: &[Line]) -> Vec<Look> {
    let mut previous = 0u32;
    lines
        .iter()
        .map(|line| {
            let gap = if line.blank_before { line.number.saturating_sub(previous + 1).max(1) } else { 0 };
            previous = line.last;
            let words = lead::count(&line.text);
            let chars = line.text.chars().count();
            let caption = line.shape == Shape::Caption
                || is_caption(&line.text, words, chars)
                || line.shape == Shape::Text && is_of_picture(&line.text, words);
            let byline = if caption { None } else { byline::read(line).map(Box::new) };
            let ends = line
                .text
                .trim_end_matches(['"', '»', '”', ')', ' ', '*'])
                .ends_with(['.', '!', '?', '…', ':', ';'])
                || line.text.chars().last().is_some_and(|c| !c.is_alphanumeric() && !c.is_ascii());
            let heading = matches!(line.shape, Shape::Heading(_));
            Look {
                words,
                chars,
                sentence: !heading
                    && line.shape != Shape::Code
                    && (words >= 6 && ends && chars >= 40
                        || words >= 5 && chars >= 25 && line.text.ends_with('.')
                        || words >= 16
                        || line.text.contains(". ") && words >= 6)
                    && byline.is_none(),
                item: byline::is_item(line),
                address: words <= 3
                    && line.text.split_whitespace().all(|w| is_web(w.trim_matches(['(', ')', '<', '>']))),
                caption,
                byline,
                gap,
            }
        })
        .collect()
}

/// Whether the words say that a picture stands here: a credit, or "Schéma : …".
fn is_caption(text: &str, words: usize, chars: usize) -> bool {
    if chars > 120 || words > 12 {
        return false;
    }
    let label =
        text.split([':', '©']).next().filter(|label| label.len() < text.len()).map(bare).unwrap_or_default();
    text.starts_with(['©', '📷', '📸']) || NOISE.is(&label, "caption")
}

/// Words of the longest line that says what a picture shows.
const MOST_OF_PICTURE: usize = 14;

/// Whether a line says what a picture shows: "Photo de la salle", "Sketchnote du talk, 1 sur 2".
fn is_of_picture(text: &str, words: usize) -> bool {
    if !(2..=MOST_OF_PICTURE).contains(&words) || text.ends_with(['.', '!', '?', ':', ';', ',']) {
        return false;
    }
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let of = ["de ", "du ", "des ", "d'", "d’"].iter().any(|of| rest.starts_with(of));
    (of || is_numbered(text)) && NOISE.is(&bare(first), "picture")
}

/// Whether a text ends with which of how many it is: "1 sur 2", "1/2".
fn is_numbered(text: &str) -> bool {
    let Some((head, last)) = text.rsplit_once([' ', '/']) else { return false };
    let head = head.strip_suffix(" sur").unwrap_or(head);
    let is_number =
        |word: &str| !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    is_number(last) && is_number(head.rsplit(' ').next().unwrap_or_default())
}
