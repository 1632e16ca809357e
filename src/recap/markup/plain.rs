//! Plain text: every line as typed, with the hints that typing gives: underlines, bullets, empty lines.

use super::glyph::{self, Glyph};
use super::{finish, front_matter};
use crate::recap::markup::line::{Line, Page, Shape};

/// Signs that open a list item when a space follows.
const BULLETS: [char; 11] = ['-', '*', '•', '◦', '▪', '▫', '‣', '·', '–', '●', '○'];
/// Characters above which an underlined line is a paragraph before a rule.
const LONGEST_TITLE: usize = 140;

/// Reads text without markup.
pub(super) fn read(text: &str) -> Page {
    let mut lines: Vec<Line> = Vec::new();
    let (mut blank, mut ruled) = (true, false);
    // Margins of the items that are open, outermost first.
    let mut margins: Vec<usize> = Vec::new();
    let front = front_matter::read_or_fields(text).unwrap_or_default();
    let above = text.get(..front.length).unwrap_or_default().matches('\n').count();
    for (number, raw) in (1..).zip(text.split('\n')).skip(above) {
        // Where a file has ends of line of an old kind, one line of it holds several.
        for typed in raw.strip_suffix('\r').unwrap_or(raw).split('\r') {
            let body = typed.trim_start();
            if let Some(level) = underline(body.trim_end()) {
                match lines.last_mut().filter(|title| is_title(title, number, blank)) {
                    Some(title) => title.shape = Shape::Heading(level),
                    None => ruled = true,
                }
                blank = true;
                continue;
            }
            let item = body.strip_prefix(BULLETS).filter(|rest| rest.starts_with([' ', '\t', '\u{A0}']));
            let margin = typed[..typed.len() - body.len()].chars().count();
            let shape = match item {
                Some(_) => {
                    margins.retain(|&open| open < margin);
                    margins.push(margin);
                    Shape::Item(margins.len().min(255) as u8)
                }
                None => Shape::Text,
            };
            let mut line =
                Line { number, last: number, shape, blank_before: blank, ruled, ..Line::default() };
            line.text = visible(item.unwrap_or(body));
            if let Some(bare) = without_emphasis(line.text.trim()) {
                line.text = bare;
            }
            if finish::finish_line(&mut line) {
                if item.is_none() && margin == 0 {
                    margins.clear();
                }
                lines.push(line);
                (blank, ruled) = (false, false);
            } else {
                blank |= body.trim().is_empty();
            }
        }
    }
    hash_headings(&mut lines);
    Page { metadata: front.metadata, ..finish::page_of(lines, text) }
}

/// The characters of a line that are seen.
fn visible(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    let mut rest = typed;
    while let Some(c) = rest.chars().next() {
        let run = glyph::plain_run(rest);
        if run > 0 {
            text.push_str(&rest[..run]);
            rest = &rest[run..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match glyph::of(c, text.chars().next_back()) {
            Glyph::Space => text.push(' '),
            Glyph::Hidden => {}
            Glyph::Visible(c) => text.push(c),
        }
    }
    text
}

/// A line that the signs of Markdown set in bold or slanted letters, or that begins so, without these: source pasted as text.
fn without_emphasis(text: &str) -> Option<String> {
    if !text.starts_with(['*', '_']) {
        return None;
    }
    let sign = ["**", "__", "*", "_"].into_iter().find(|sign| text.starts_with(sign))?;
    let (inner, behind) = text.strip_prefix(sign)?.split_once(sign)?;
    let closed = !inner.ends_with(char::is_whitespace) && !behind.starts_with(char::is_alphanumeric);
    let opened = inner.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '*' | '_'));
    // "__init__" is code; a list of things may hold single signs.
    let whole = behind.is_empty() && inner.contains(' ');
    let set = whole || sign == "**" && (behind.is_empty() || inner.contains(' '));
    (opened && closed && set && !behind.contains(sign)).then(|| format!("{inner}{behind}"))
}

/// Level of the title above a line drawn with one sign.
fn underline(line: &str) -> Option<u8> {
    let sign = line.chars().next()?;
    let level = match sign {
        '=' => 1,
        '-' => 2,
        '~' | '^' => 3,
        _ => return None,
    };
    (line.len() >= 3 && line.chars().all(|c| c == sign)).then_some(level)
}

/// Whether a line, the last before an underline on line `number`, is a title by itself.
fn is_title(line: &Line, number: u32, blank: bool) -> bool {
    !blank
        && line.shape == Shape::Text
        && line.number + 1 >= number
        && line.blank_before
        && line.text.chars().count() <= LONGEST_TITLE
}

/// `# Title` is a heading where the file has it more than once: one alone may be a comment of some code.
fn hash_headings(lines: &mut [Line]) {
    let marks = |line: &Line| {
        let marks = line.text.bytes().take_while(|&b| b == b'#').count();
        let title = line.text.get(marks..).unwrap_or_default();
        let heading = (1..=6).contains(&marks)
            && title.starts_with(' ')
            && line.shape == Shape::Text
            && line.blank_before;
        heading.then_some(marks)
    };
    if lines.iter().filter(|line| marks(line).is_some()).count() < 2 {
        return;
    }
    for line in lines.iter_mut() {
        if let Some(marks) = marks(line) {
            line.shape = Shape::Heading(marks as u8);
            finish::drop_prefix(line, marks);
        }
    }
}
