//! Links of footnotes: they belong where the note is referred to, not to the session that the page ends with.
//!
//! Each note is used once, at the first reference to it, so that the work is linear.

use super::line::{Anchor, Line, Page};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Letters of the longest name of a note.
const LONGEST_NAME: usize = 32;

/// Moves the links of the notes of a page. `text` is what the page was read from.
pub(super) fn place(page: &mut Page, text: &str) {
    if text.contains("[^") {
        named(page, text);
    }
    numbered(&mut page.lines);
}

/// The names in `[^…]` on a line of the file, and whether the first defines its note.
fn names(line: &str) -> (bool, impl Iterator<Item = &str>) {
    let defines = line.starts_with("[^")
        && line
            .split_once(']')
            .is_some_and(|(name, rest)| name.len() <= LONGEST_NAME && rest.starts_with(':'));
    let names = line.split("[^").skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once(']')?;
        (!name.is_empty() && name.len() <= LONGEST_NAME && !name.contains(' ')).then_some(name)
    });
    (defines, names)
}

/// Moves the links of notes as Markdown writes them: `[^1]` and, below, `[^1]: …`. The reader leaves these signs out.
fn named(page: &mut Page, text: &str) {
    let mut referred: FxHashMap<&str, u32> = FxHashMap::default();
    let mut defined: Vec<(u32, &str)> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let (defines, mut names) = names(line);
        if defines {
            defined.extend(names.next().map(|name| (number, name)));
        }
        names.for_each(|name| _ = referred.entry(name).or_insert(number));
    }
    let lines = &mut page.lines;
    for (number, name) in defined {
        let Some(&at) = referred.get(name).filter(|&&at| at < number) else { continue };
        let note = lines.partition_point(|line| line.number < number);
        let Some(line) = lines.get_mut(note).filter(|line| line.number == number) else { continue };
        let anchors = std::mem::take(&mut line.anchors);
        // The line of the page that holds that line of the file.
        let Some(from) = lines.partition_point(|line| line.number <= at).checked_sub(1) else { continue };
        let line = &mut lines[from];
        let word = line.text.rfind(' ').map_or(0, |space| space + 1)..line.text.len();
        anchors.into_iter().for_each(|anchor| add(line, word.clone(), anchor.url));
    }
}

/// Moves the addresses of notes in a list at the end: "[1]" and, below, "[1] https://…".
fn numbered(lines: &mut [Line]) {
    let notes: Vec<(usize, String)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, note(line)?.to_owned()))).collect();
    let Some(&(first, _)) = notes.first() else { return };
    let mut referred: FxHashMap<String, (usize, Range<usize>)> = FxHashMap::default();
    for (at, line) in lines.iter().enumerate().take(first) {
        for (start, _) in line.text.match_indices('[') {
            let sign = line.text.get(start..).and_then(sign);
            if let Some(sign) = sign {
                referred.entry(sign.to_owned()).or_insert((at, start..start + sign.len()));
            }
        }
    }
    for (at, sign) in notes {
        let Some((from, range)) = referred.get(&sign) else { continue };
        let note = &mut lines[at];
        note.noise = true;
        let anchors = std::mem::take(&mut note.anchors);
        anchors.into_iter().for_each(|anchor| add(&mut lines[*from], range.clone(), anchor.url));
    }
}

/// The sign of a note that a text begins with: "[12]".
fn sign(text: &str) -> Option<&str> {
    let (number, _) = text.strip_prefix('[')?.split_once(']')?;
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.get(..number.len() + 2)).flatten()
}

/// The sign of the note that a line is, where it is an address and nothing else.
fn note(line: &Line) -> Option<&str> {
    let sign = sign(&line.text)?;
    let rest = line.text.get(sign.len()..)?.trim_start_matches([':', ' ', '\u{a0}']);
    let is_address = rest.starts_with("http") && !rest.contains(' ');
    (is_address && !line.anchors.is_empty()).then_some(sign)
}

/// Adds a link to a line, in its order.
fn add(line: &mut Line, range: Range<usize>, url: String) {
    if range.start < range.end {
        let at = line.anchors.partition_point(|anchor| anchor.range.start <= range.start);
        line.anchors.insert(at, Anchor { range, url });
    }
}
