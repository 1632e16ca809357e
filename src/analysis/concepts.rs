//! The grammar of the thesaurus, and what must hold of it; read by the build script too, which makes tables of it.
//!
//! A line is a concept: `name = name < kind @ purpose ~ related`. Names are separated by ` = `; each of the other sections
//! may be left out, and names other concepts, by any of their names, with commas between. `left > right` is no concept:
//! searching the left finds the right, not the other way round.

use super::words::words;
use std::collections::BTreeMap;

/// Words of the longest name.
pub const LONGEST: usize = 9;
/// Forms of a line at the most.
const MOST_FORMS: usize = 100;
/// Stands before a name of more than one concept.
const AMBIGUOUS: char = '?';

/// A line of a thesaurus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry<'f> {
    /// Line of the file, from 1.
    pub line: usize,
    /// Names that are looked up.
    pub names: Vec<&'f str>,
    /// Names of more than one concept: looked up, but nobody who asks for this concept means the others.
    pub ambiguous: Vec<&'f str>,
    /// What the names also find, one way only.
    pub found: Vec<&'f str>,
    /// What it is a kind of.
    pub broader: Vec<&'f str>,
    /// What it is for.
    pub purposes: Vec<&'f str>,
    /// What is related to it.
    pub related: Vec<&'f str>,
}

/// A line of a thesaurus that cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BadLine {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl std::fmt::Display for BadLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.line, self.reason)
    }
}

impl std::error::Error for BadLine {}

/// The lines of a file that hold something.
pub fn entries(file: &str) -> impl Iterator<Item = Result<Entry<'_>, BadLine>> {
    let texts = file.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    let held = (1..).zip(texts).filter(|(_, text)| !text.is_empty() && !text.starts_with('#'));
    held.map(|(line, text)| Entry::new(line, text).map_err(|reason| BadLine { line, reason }))
}

impl<'f> Entry<'f> {
    /// Of a line.
    fn new(line: usize, text: &'f str) -> Result<Self, String> {
        let mut entry = Entry { line, ..Entry::default() };
        let mut rest = text;
        let sections =
            [(" ~ ", &mut entry.related), (" @ ", &mut entry.purposes), (" < ", &mut entry.broader)];
        for (sign, section) in sections {
            if let Some((before, references)) = rest.split_once(sign) {
                rest = before;
                section.extend(references.split(',').map(str::trim));
            }
        }
        let (names, found) =
            rest.split_once(" > ").map_or((rest, None), |(names, found)| (names, Some(found)));
        entry.found = found.into_iter().flat_map(|found| found.split(" = ")).map(str::trim).collect();
        for name in names.split(" = ").map(str::trim) {
            match name.strip_prefix(AMBIGUOUS) {
                Some(name) => entry.ambiguous.push(name.trim()),
                None => entry.names.push(name),
            }
        }
        entry.check()?;
        Ok(entry)
    }

    /// What a line must be taken alone.
    fn check(&self) -> Result<(), String> {
        let signs = [" < ", " @ ", " ~ ", " > ", " = "];
        let references = || self.broader.iter().chain(&self.purposes).chain(&self.related);
        if let Some(text) = references().find(|text| signs.iter().any(|sign| text.contains(sign))) {
            return Err(format!("`{text}`: sections come in the order ` < `, ` @ `, ` ~ `, each once"));
        }
        let forms = self.names.len() + self.ambiguous.len() + self.found.len() + references().count();
        if forms > MOST_FORMS {
            return Err(format!("more than {MOST_FORMS} forms"));
        }
        if forms < 2 {
            return Err("expected two forms or more with ` = ` or ` > ` between them, or a relation".into());
        }
        for name in self.all_names().chain(self.found.iter().copied()).chain(references().copied()) {
            match words(name).len() {
                0 => return Err("a form without a word".into()),
                1..=LONGEST => {}
                _ => return Err(format!("`{name}`: a form of more than nine words")),
            }
        }
        Ok(())
    }

    /// All that it is looked up by.
    pub fn all_names(&self) -> impl Iterator<Item = &'f str> {
        self.names.iter().chain(&self.ambiguous).copied()
    }

    /// Whether it only leads from some words to others.
    pub fn is_one_way(&self) -> bool {
        !self.found.is_empty()
    }
}

/// A name as it is looked up: its folded words with a space between.
pub fn folded(name: &str) -> String {
    words(name).into_iter().map(|word| word.surface).collect::<Vec<_>>().join(" ")
}

/// How concepts stand to each other, by their places in a list.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// What each is a kind of.
    pub broader: Vec<Vec<usize>>,
    /// What each is for.
    pub purposes: Vec<Vec<usize>>,
    /// What each is related to.
    pub related: Vec<Vec<usize>>,
}

/// The relations of entries, each with the name of its file, or all that is wrong with them, `file:line: reason`.
pub fn relations(entries: &[(String, Entry<'_>)]) -> Result<Relations, Vec<String>> {
    let mut wrong = Vec::new();
    let concepts = || entries.iter().enumerate().filter(|(_, (_, entry))| !entry.is_one_way());
    let said = |at: usize, reason: String| {
        let (file, entry) = &entries[at];
        format!("{file}:{}: {reason}", entry.line)
    };
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut unambiguous: BTreeMap<String, usize> = BTreeMap::new();
    for (at, (_, entry)) in concepts() {
        for name in entry.all_names() {
            let places = by_name.entry(folded(name)).or_default();
            if places.contains(&at) {
                wrong.push(said(at, format!("`{name}` stands twice")));
            } else {
                places.push(at);
            }
        }
        for name in &entry.names {
            unambiguous.entry(folded(name)).or_insert(at);
        }
    }
    for (name, places) in by_name.iter().filter(|(_, places)| places.len() > 1) {
        if unambiguous.contains_key(name) {
            let others = places.iter().map(|&place| said(place, String::new())).collect::<Vec<_>>().join(" ");
            wrong.push(said(
                places[0],
                format!("`{name}` names more than one concept without a `?`: {others}"),
            ));
        }
    }
    let mut relations = Relations::default();
    for (at, (_, entry)) in entries.iter().enumerate() {
        let mut resolve = |references: &[&str]| {
            let mut found = Vec::with_capacity(references.len());
            for reference in references {
                match by_name.get(&folded(reference)).map(Vec::as_slice) {
                    Some(&[other]) if other == at => wrong.push(said(at, format!("`{reference}` is itself"))),
                    Some(&[other]) => found.push(other),
                    Some(_) => wrong.push(said(at, format!("`{reference}` names more than one concept"))),
                    None => wrong.push(said(at, format!("`{reference}` is no concept"))),
                }
            }
            found
        };
        relations.broader.push(resolve(&entry.broader));
        relations.purposes.push(resolve(&entry.purposes));
        relations.related.push(resolve(&entry.related));
    }
    if let Some(at) = circle(&relations.broader) {
        wrong
            .push(said(at, format!("`{}` is a kind of itself", entries[at].1.names.first().unwrap_or(&"?"))));
    }
    if wrong.is_empty() { Ok(relations) } else { Err(wrong) }
}

/// A concept that is a kind of itself, by whatever way.
pub fn circle(broader: &[Vec<usize>]) -> Option<usize> {
    // Those that nothing is a kind of are taken away, until what is left goes in circles.
    let mut kinds = vec![0; broader.len()];
    broader.iter().flatten().for_each(|&above| kinds[above] += 1);
    let mut open: Vec<usize> = (0..broader.len()).filter(|&at| kinds[at] == 0).collect();
    while let Some(at) = open.pop() {
        for &above in &broader[at] {
            kinds[above] -= 1;
            if kinds[above] == 0 {
                open.push(above);
            }
        }
    }
    kinds.iter().position(|&left| left > 0)
}
