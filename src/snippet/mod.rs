//! Hit to passages: the best sentences of a talk, with the words that were searched marked in them.
//!
//! The text is analysed again, by the analysis that indexed it, so that marks are exactly the words that matched:
//! inflections, joined names, synonyms; phrases only as phrases; excluded words never.

mod informative;
pub mod mark;
pub mod sentences;
mod words;

pub use mark::{Highlighter, Mark};

use crate::analysis::words::Pieces;
use crate::index::TalkField;
use crate::talk::Talk;
use informative::Informative;
use schemars::JsonSchema;
use sentences::sentences;
use serde::Serialize;
use std::cell::OnceCell;
use std::ops::Range;

/// The maximum length of a passage in bytes, where sentences allow it.
const LONGEST: usize = 280;
/// A passage shorter than this takes in the sentence after it, in bytes.
const SHORTEST: usize = 60;
/// Length in bytes from which a line without a full stop is an item of a list; a shorter one is a label of what follows.
const ITEM: usize = 24;
/// Places where a passage that is too long may begin, at most.
const WINDOWS: usize = 1000;
/// Stands where a sentence was cut.
const ELLIPSIS: &str = "…";

/// A passage of a talk with the words that were searched marked in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Snippet {
    /// `title`, `body`, or `speaker`, `organisation` or `event`: then `text` is the name.
    #[schemars(extend("enum" = ["title", "speaker", "organisation", "event", "body"]))]
    pub field: &'static str,
    /// Whole sentences where they fit, never cut inside a word, no markup.
    pub text: String,
    /// Line of the file where the passage begins.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// Marks in `text`, in order, without overlap.
    pub highlights: Vec<Highlight>,
}

/// A mark in the text of a passage: half-open, in characters (Unicode scalar values) and in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Highlight {
    /// First character.
    pub start_char: usize,
    /// One past the last character.
    pub end_char: usize,
    /// First byte.
    pub start_byte: usize,
    /// One past the last byte.
    pub end_byte: usize,
}

impl Highlighter {
    /// The title and the names where words are marked in them, then at most `count` passages of the body in the order of the text:
    /// the best ones, or its first sentences where nothing is marked.
    pub fn snippets(&self, talk: &Talk, count: usize) -> Vec<Snippet> {
        let mut snippets = Vec::new();
        let mut covered = 0;
        let in_title = self.marks(&talk.title);
        if !in_title.is_empty() {
            let range = trim(&talk.title, 0..talk.title.len(), &in_title);
            covered |= weigh(range.clone(), &in_title).clauses;
            snippets.push(cut(&talk.title, range, &in_title, "title", talk.source.first_line));
        }
        let body = &talk.body.text;
        let marks = if count > 0 { self.marks(body) } else { Vec::new() };
        let ranges = if count > 0 { passages(talk, &marks, count) } else { Vec::new() };
        for range in &ranges {
            covered |= weigh(range.clone(), &marks).clauses;
        }
        self.names(talk, covered, &mut snippets);
        for range in ranges {
            let line = talk.body.line_at(range.start).unwrap_or(talk.source.first_line);
            snippets.push(cut(body, range, &marks, "body", line));
        }
        snippets
    }
}

impl Highlighter {
    /// Adds the names of a talk that words are marked in which are not yet shown elsewhere.
    fn names(&self, talk: &Talk, covered: u64, snippets: &mut Vec<Snippet>) {
        let of = [
            (TalkField::Speaker, "speaker", talk.speakers.as_slice()),
            (TalkField::Organisation, "organisation", talk.organisations.as_slice()),
            (TalkField::Event, "event", talk.event.as_slice()),
        ];
        for (area, field, names) in of {
            for name in names.iter().filter(|name| name.len() <= LONGEST) {
                let marks = self.marks_in_name(name, area);
                if marks.iter().any(|mark| covered & (1u64 << mark.clause.min(63)) == 0) {
                    snippets.push(cut(name, 0..name.len(), &marks, field, talk.source.first_line));
                }
            }
        }
    }
}

/// A sentence and its marks.
struct Candidate {
    range: Range<usize>,
    /// Distinct clauses marked, as bits; clauses beyond the last bit share it.
    clauses: u64,
    /// Score of the marks.
    score: f32,
    /// Whether it is informative, once that was asked.
    informs: OnceCell<bool>,
}

/// The best passages of a body, in the order of the text, without overlap.
fn passages(talk: &Talk, marks: &[Mark], count: usize) -> Vec<Range<usize>> {
    let text = talk.body.text.as_str();
    let informative = Informative::of(talk);
    let mut sentences = sentences(text);
    // What only leads elsewhere or only looks is never a passage.
    sentences.retain(|range| informative.is_text(&text[range.clone()]));
    if marks.is_empty() {
        // A byline or a heading is no beginning: the first sentence of some length is, where there is one.
        let informs = |range: &Range<usize>| informative.informs(&text[range.clone()]);
        let long = sentences.iter().position(|range| range.len() >= SHORTEST && informs(range));
        let at = long.or_else(|| sentences.iter().position(informs)).unwrap_or(0);
        let lead = sentences.get(at).map(|_| grow(text, &sentences, at, |range| range.len() < SHORTEST));
        return lead.map(|range| trim(text, range, marks)).into_iter().take(count.min(1)).collect();
    }
    // Of most talks one sentence is marked, and no other is compared with it.
    let informs = |c: &Candidate| *c.informs.get_or_init(|| informative.informs(&text[c.range.clone()]));
    let candidates: Vec<Candidate> = sentences.iter().map(|range| weigh(range.clone(), marks)).collect();
    let mut chosen: Vec<Range<usize>> = Vec::new();
    let mut covered = 0u64;
    while chosen.len() < count {
        // What is new counts before what is said again; the earlier sentence before its equal.
        let best = candidates
            .iter()
            .enumerate()
            .filter(|(_, c)| c.clauses != 0 && !chosen.iter().any(|range| overlaps(range, &c.range)))
            .filter(|(_, c)| chosen.is_empty() || informs(c))
            .max_by(|(i, a), (j, b)| {
                let fresh = |c: &Candidate| (c.clauses & !covered).count_ones();
                let fresh = |c: &Candidate| if informs(c) { 2 * fresh(c) + 1 } else { fresh(c) };
                fresh(a).cmp(&fresh(b)).then(a.score.total_cmp(&b.score)).then(j.cmp(i))
            });
        let Some((at, _)) = best else { break };
        // Neighbours that are marked too belong to the passage, and a short one takes in what follows.
        let marked = |range: &Range<usize>| !inside(range, marks).is_empty();
        let range = grow(text, &sentences, at, |grown| {
            let next = sentences.get(sentences.partition_point(|s| s.start < grown.end));
            grown.len() < SHORTEST || next.is_some_and(marked)
        });
        let free =
            chosen.iter().filter(|c| c.start >= range.start).map(|c| c.start).min().unwrap_or(text.len());
        let range = trim(text, range.start..range.end.min(free), marks);
        covered |= weigh(range.clone(), marks).clauses;
        chosen.push(range);
    }
    chosen.sort_by_key(|range| range.start);
    chosen
}

/// The sentence `at` and those after it, while `wanted` says so and they fit. What is no sentence between two of them, an
/// address, ends the passage, and so does the end of an item of a list: items in a row are no sentence.
fn grow(
    text: &str,
    sentences: &[Range<usize>],
    at: usize,
    wanted: impl Fn(&Range<usize>) -> bool,
) -> Range<usize> {
    let mut range = sentences[at].clone();
    for next in &sentences[at + 1..] {
        let grown = range.start..next.end;
        let between = &text[range.end..next.start];
        let is_item = between.contains('\n') && range.len() >= ITEM && !ends_sentence(&text[range.clone()]);
        if grown.len() > LONGEST || !between.trim().is_empty() || is_item || !wanted(&range) {
            break;
        }
        range = grown;
    }
    range
}

/// The marks inside a stretch of the text: they are in order, without overlap.
fn inside<'m>(range: &Range<usize>, marks: &'m [Mark]) -> &'m [Mark] {
    let first = marks.partition_point(|mark| mark.range.end <= range.start);
    let rest = &marks[first..];
    &rest[..rest.partition_point(|mark| mark.range.start < range.end)]
}

fn weigh(range: Range<usize>, marks: &[Mark]) -> Candidate {
    let mut clauses = 0;
    let mut score = 0.0;
    for mark in inside(&range, marks) {
        let bit = 1u64 << mark.clause.min(63);
        // A word said again adds little.
        score += if clauses & bit == 0 { mark.score } else { mark.score * 0.1 };
        clauses |= bit;
    }
    Candidate { range, clauses, score, informs: OnceCell::new() }
}

/// Cuts a passage that is too long at words, around the marks that stand closest together.
fn trim(text: &str, range: Range<usize>, marks: &[Mark]) -> Range<usize> {
    if range.len() <= LONGEST {
        return range;
    }
    let window = |first: usize| first..first + LONGEST;
    let best = inside(&range, marks)
        .iter()
        .take(WINDOWS)
        .map(|mark| mark.range.start)
        .max_by(|&a, &b| {
            let score = |first| weigh(window(first), marks);
            let (a_score, b_score) = (score(a), score(b));
            let distinct = |c: &Candidate| c.clauses.count_ones();
            distinct(&a_score)
                .cmp(&distinct(&b_score))
                .then(a_score.score.total_cmp(&b_score.score))
                .then(b.cmp(&a))
        })
        .unwrap_or(range.start);
    // A third of the room is for what leads up to the first mark.
    let start = best.saturating_sub(LONGEST / 3).max(range.start);
    let end = (start + LONGEST).min(range.end);
    let start = end.saturating_sub(LONGEST).max(range.start);
    let start = if start == range.start { start } else { word_start(text, start, best) };
    let end = if end == range.end { end } else { word_end(text, end, start) };
    start..end
}

/// The first beginning of a word from `from` on, at the latest `latest`.
fn word_start(text: &str, from: usize, latest: usize) -> usize {
    let from = text.ceil_char_boundary(from);
    if from >= latest {
        return latest;
    }
    let space = text[from..latest].char_indices().map(|(at, _)| from + at).find(|&at| parts_words(text, at));
    space.map_or(latest, |at| at + text[at..].len() - text[at..].trim_start().len())
}

/// The last end of a word up to `to`; the end of the word `to` stands in where there is none after `from`, unless that is
/// far: then it is no word.
fn word_end(text: &str, to: usize, from: usize) -> usize {
    let to = text.floor_char_boundary(to);
    let mut before = text[from..to].char_indices().rev().map(|(at, _)| from + at);
    match before.find(|&at| parts_words(text, at)) {
        Some(at) if at > from => from + text[from..at].trim_end().len(),
        _ => {
            let limit = text.floor_char_boundary(to + LONGEST / 2);
            let mut after = text[to..limit].char_indices().map(|(at, _)| to + at);
            let end = after.find(|&at| parts_words(text, at)).or((limit == text.len()).then_some(limit));
            end.unwrap_or_else(|| beside_word(text, from, to, limit))
        }
    }
}

/// `to`, or where a word that it stands in ends, or begins where it ends behind `limit`: signs part words too.
fn beside_word(text: &str, from: usize, to: usize, limit: usize) -> usize {
    let rest = &text[from..];
    let pieces = Pieces::new(rest).take_while(|piece| from + piece.range.start < to);
    let Some(piece) = pieces.last().filter(|piece| to < from + piece.range.end) else { return to };
    let word = from + piece.range.start..from + piece.range.end;
    match piece.surface(rest) {
        Some(_) if word.end <= limit => word.end,
        Some(_) if word.start > from => word.start,
        _ => to,
    }
}

/// Whether white space stands at a byte of the text, other than before three digits of one number (`12 000`).
fn parts_words(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let mut rest = rest.chars();
    let is_space = rest.next().is_some_and(char::is_whitespace);
    let digits = rest.take_while(char::is_ascii_digit).take(4).count();
    is_space && !(before.ends_with(|c: char| c.is_ascii_digit()) && digits == 3)
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The passage as a snippet: lines joined by spaces, marks moved along.
fn cut(text: &str, range: Range<usize>, marks: &[Mark], field: &'static str, line: u32) -> Snippet {
    let raw = &text[range.clone()];
    let trimmed = raw.trim();
    let start = range.start + (raw.len() - raw.trim_start().len());
    let end = start + trimmed.len();
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let cut_before = before.is_some_and(|c| c != '\n') && !ends_sentence(text[..start].trim_end());
    let cut_after = after.is_some_and(|c| c != '\n') && !ends_sentence(trimmed);
    let mut out = String::with_capacity(trimmed.len() + 8);
    if cut_before {
        out.push_str(ELLIPSIS);
    }
    let lead = out.len();
    // A line end is one byte, as the space in its stead is: offsets stay.
    out.push_str(&trimmed.replace('\n', " "));
    let mut highlights = Vec::new();
    let (mut byte, mut chars) = (0, 0);
    let whole = |mark: &&Mark| mark.range.start >= start && mark.range.end <= end;
    for mark in inside(&(start..end), marks).iter().filter(whole) {
        let start_byte = lead + mark.range.start - start;
        let end_byte = lead + mark.range.end - start;
        let start_char = chars + out[byte..start_byte].chars().count();
        let end_char = start_char + out[start_byte..end_byte].chars().count();
        (byte, chars) = (end_byte, end_char);
        highlights.push(Highlight { start_char, end_char, start_byte, end_byte });
    }
    if cut_after {
        out.push_str(ELLIPSIS);
    }
    Snippet { field, text: out, line, highlights }
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…', ':', ';', '»', '"', '”', ')']) || text.is_empty()
}
