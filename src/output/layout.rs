//! How the text of a talk stands in its file: paragraphs, items of lists, code. The indexed text has only the words;
//! the layout is read again from the file.

use crate::corpus::Document;
use crate::recap::{Line, Page, Shape, markup};

/// How a line of the text of a talk is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Whether an empty line stands before it.
    pub opens: bool,
    /// What stands before it: the mark of an item, with its indent, or the indent of code.
    pub mark: String,
    /// Whether it is code, which is not wrapped.
    pub is_code: bool,
}

/// Deepest item of a list that is indented further than the one before.
const DEEPEST: u8 = 5;
/// Columns by which an item of a list is indented for each list around it.
const STEP: usize = 2;

/// A recap as it lies in its file.
#[derive(Debug)]
pub struct Source {
    page: Page,
    lines: Vec<String>,
}

impl Source {
    /// Reads a file that has not changed since it was indexed.
    pub fn new(document: &Document) -> Source {
        let lines = document.text.split('\n').map(str::to_owned).collect();
        Source { page: markup::read(document), lines }
    }

    /// A line of the file, from 1.
    fn line(&self, number: u32) -> &str {
        let at = (number as usize).checked_sub(1);
        at.and_then(|at| self.lines.get(at)).map_or("", String::as_str)
    }

    /// Whether an empty line of the file stands between two.
    fn has_blank(&self, first: u32, last: u32) -> bool {
        let between = self.lines.get(first as usize..(last as usize).saturating_sub(1));
        between.is_some_and(|lines| lines.iter().any(|line| line.trim().is_empty()))
    }

    /// What was read of each line of a text, from the numbers of their lines.
    fn read(&self, text: &str, numbers: &[u32]) -> Vec<Option<&Line>> {
        let mut at = 0;
        let of = text.lines().zip(numbers).map(|(line, &number)| {
            let lines = &self.page.lines;
            at += lines[at..].iter().take_while(|read| read.number < number).count();
            let here = lines[at..].iter().take_while(|read| read.number == number);
            let found = here.enumerate().find(|(_, read)| read.text.ends_with(line));
            let (after, read) = found?;
            at += after + 1;
            Some(read)
        });
        of.collect()
    }
}

/// How each line of a text is printed, from the lines of the file where they begin (from 1) and, where the file has not
/// changed since it was indexed, from its layout.
pub fn settings(text: &str, numbers: &[u32], source: Option<&Source>) -> Vec<Setting> {
    let Some(source) = source else {
        let mut before: Option<u32> = None;
        let gap = |&number: &u32| {
            let opens = before.is_some_and(|before| number > before + 1);
            before = Some(number);
            Setting { opens, ..Setting::default() }
        };
        return numbers.iter().map(gap).collect();
    };
    let read = source.read(text, numbers);
    let shape = |at: usize| read[at].map_or(Shape::Text, |line| line.shape);
    let mut settings: Vec<Setting> = Vec::with_capacity(read.len());
    // The least indent of the code that a line is part of.
    let mut base = 0;
    for (at, line) in text.lines().enumerate().take(read.len()) {
        let (number, own) = (numbers[at], shape(at));
        let before = at.checked_sub(1).map(|before| (numbers[before], shape(before)));
        let is_code = own == Shape::Code;
        if is_code && before.is_none_or(|(_, shape)| shape != Shape::Code) {
            let block = (at..read.len()).take_while(|&next| shape(next) == Shape::Code);
            base = block.map(|next| indent(source.line(numbers[next]))).min().unwrap_or(0);
        }
        let mark = match own {
            Shape::Code => " ".repeat(indent(source.line(number)).saturating_sub(base)),
            Shape::Item(depth) => item(depth, source.line(number), line),
            Shape::Quote => "> ".to_owned(),
            _ => String::new(),
        };
        let opens = before.is_some_and(|(last, other)| {
            let border = read[at].is_some_and(|line| line.blank_before);
            match (other, own) {
                (Shape::Code, Shape::Code) | (Shape::Item(_), Shape::Item(_)) => {
                    source.has_blank(last, number)
                }
                (Shape::Code, _) | (_, Shape::Code | Shape::Heading(_)) => true,
                _ => border || source.has_blank(last, number),
            }
        });
        settings.push(Setting { opens, mark, is_code });
    }
    settings
}

/// Columns before the first sign of a line.
fn indent(line: &str) -> usize {
    let trimmed = line.trim_start_matches([' ', '\t']);
    line[..line.len() - trimmed.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// The mark of an item: its number as written in the file, else a hyphen; nothing but the indent where the text has one.
fn item(depth: u8, source: &str, line: &str) -> String {
    let indent = " ".repeat(STEP * usize::from(depth.clamp(1, DEEPEST) - 1));
    let first = source.split_whitespace().next().unwrap_or_default();
    let digits = first.trim_end_matches(['.', ')']);
    let is_number = digits.len() < first.len() && (1..=3).contains(&digits.len());
    if line.starts_with(['-', '•', '–']) || is_number && line.starts_with(first) {
        return indent;
    }
    let mark = if is_number && digits.bytes().all(|byte| byte.is_ascii_digit()) { first } else { "-" };
    format!("{indent}{mark} ")
}
