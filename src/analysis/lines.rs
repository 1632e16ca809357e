//! The lines of the data files; read by the build script too, which makes tables of them.

use super::fold::fold;

/// The lines that hold something: no comments, no empty lines.
pub fn rows(file: &str) -> impl Iterator<Item = &str> {
    file.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The groups of a glossary, with the numbers of their lines from 1.
pub fn groups(file: &str) -> impl Iterator<Item = (usize, &str)> {
    let texts = file.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    (1..).zip(texts).filter(|(_, text)| !text.is_empty() && !text.starts_with('#'))
}

/// What a group of a glossary holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'f> {
    /// Forms that are looked up.
    pub from: Vec<&'f str>,
    /// Forms that are found; empty where it is the others of `from`.
    pub to: Vec<&'f str>,
}

impl<'f> Group<'f> {
    /// Of a line.
    pub fn new(line: &'f str) -> Self {
        let forms = |text: &'f str| text.split(" = ").map(str::trim).collect();
        match line.split_once(" > ") {
            Some((left, right)) => Group { from: forms(left), to: forms(right) },
            None => Group { from: forms(line), to: Vec::new() },
        }
    }
}

/// The first letters of a form, folded, at the most two: no inflection changes them.
pub fn beginning(form: &str) -> String {
    let first = form.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let end = first.char_indices().nth(2).map_or(first.len(), |(at, _)| at);
    fold(&first[..end]).chars().take(2).collect()
}
