//! The glossary: words that mean the same although no stem joins them.
//!
//! It works on queries alone, so changing it needs no new index. A line of the file is a group of forms with
//! ` = ` between them (`k8s = kubernetes`), each of one word or several; a line with ` > ` leads one way only
//! (searching the left finds the right, not the other way round).

use super::lines::{Group, beginning, groups};
use super::table::{BEGINNINGS, GROUPS};
use super::{stem, words};

/// A form that a searched word also stands for: its folded words.
pub type Form = Vec<String>;

/// Words of the longest form that is looked up.
pub const LONGEST: usize = 7;

/// Groups of forms, looked up by the words of a query.
///
/// A program that answers one query must not analyse hundreds of groups first: lines are kept as they are, known by how
/// their forms begin, and analysed when a query begins so too.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// Whether the groups that come with the program are among them, which are known before it starts.
    bundled: bool,
    /// Other groups, as they were read.
    lines: Vec<String>,
    entries: Vec<Entry>,
}

/// A form of `lines` that is looked up.
#[derive(Clone, Debug)]
struct Entry {
    beginning: String,
    line: usize,
    form: usize,
}

/// A line of a glossary that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {reason}")]
pub struct BadLine {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: &'static str,
}

static BUNDLED: Glossary = Glossary { bundled: true, lines: Vec::new(), entries: Vec::new() };

impl Glossary {
    /// The glossary that comes with the program.
    pub fn bundled() -> &'static Glossary {
        &BUNDLED
    }

    /// This glossary and the groups of `file`.
    pub fn with(mut self, file: &str) -> Result<Self, BadLine> {
        for (number, line) in groups(file) {
            let bad = |reason| Err(BadLine { line: number, reason });
            let group = Group::new(line);
            if group.from.len() + group.to.len() < 2 {
                return bad("expected two forms or more with ` = ` or ` > ` between them");
            }
            for form in group.from.iter().chain(&group.to) {
                match words(form).len() {
                    0 => return bad("a form without a word"),
                    1..=LONGEST => {}
                    _ => return bad("a form of more than seven words"),
                }
            }
            let place = self.lines.len();
            // Of its first word, not of its text: `l’IA` begins with neither.
            let first =
                |text: &str| words(text).first().map(|word| beginning(&word.surface)).unwrap_or_default();
            let entry = |(form, text): (usize, &&str)| Entry { beginning: first(text), line: place, form };
            self.entries.extend(group.from.iter().enumerate().map(entry));
            self.lines.push(line.to_owned());
        }
        Ok(self)
    }

    /// The groups with a form that begins so, and the place of the form among those that are looked up.
    fn beginning_with<'g>(&'g self, begins: &'g str) -> impl Iterator<Item = (&'g str, usize)> {
        let own = self.entries.iter().filter(move |entry| entry.beginning == begins);
        let own = own.map(|entry| (self.lines[entry.line].as_str(), entry.form));
        let bundled = if self.bundled { BEGINNINGS.get(begins) } else { None };
        let mut numbers = bundled.unwrap_or_default().split(' ').map_while(|number| number.parse().ok());
        let bundled = std::iter::from_fn(move || {
            let (start, form): (usize, usize) = (numbers.next()?, numbers.next()?);
            Some((GROUPS.get(start..)?.lines().next()?, form))
        });
        bundled.chain(own)
    }

    /// What the folded words, taken together, also stand for.
    pub fn meanings(&self, surfaces: &[&str]) -> Vec<Form> {
        let Some(first) = surfaces.first() else { return Vec::new() };
        let begins = beginning(first);
        let mut keys: Option<Vec<String>> = None;
        let mut found: Vec<Form> = Vec::new();
        for (line, at) in self.beginning_with(&begins) {
            let group = Group::new(line);
            let form = group.from.get(at).map(|form| analysed(form)).unwrap_or_default();
            if form.len() != surfaces.len() {
                continue;
            }
            let keys = keys.get_or_insert_with(|| surfaces.iter().map(|surface| key(surface)).collect());
            if !form.iter().zip(keys.iter()).all(|(word, wanted)| key(word) == *wanted) {
                continue;
            }
            let others =
                || group.from.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, form)| form);
            let meant: Vec<&&str> =
                if group.to.is_empty() { others().collect() } else { group.to.iter().collect() };
            for meaning in meant.into_iter().map(|meaning| analysed(meaning)) {
                if !found.contains(&meaning) {
                    found.push(meaning);
                }
            }
        }
        found
    }
}

/// The folded words of a form.
fn analysed(form: &str) -> Form {
    words(form).into_iter().map(|word| word.surface).collect()
}

/// The form under which inflections of a word find the same entry; the accents do not count.
fn key(surface: &str) -> String {
    let Some(stem) = stem::first(surface) else {
        // Told from stems by the sign: `bi` is not what the stemmer makes of `biais`.
        return format!("={surface}");
    };
    // The French stemmer knows no English plural: `policies` is `policy`, and so is `technologie` `technology`;
    // `clusters` is `cluster`, whose last letters it takes for those of a verb.
    let singular = match surface {
        _ if stem.starts_with('=') => None,
        _ if surface.ends_with("ers") => surface.strip_suffix('s').map(str::to_owned),
        _ => surface.strip_suffix("ies").or(surface.strip_suffix("ie")).map(|trunk| format!("{trunk}y")),
    };
    singular.and_then(|singular| stem::first(&singular)).unwrap_or(stem)
}
