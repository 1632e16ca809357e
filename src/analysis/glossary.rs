//! The glossary: words that mean the same although no stem joins them.
//!
//! It works on queries alone, so changing it needs no new index. A line of the file is a group of forms with
//! ` = ` between them (`k8s = kubernetes`), each of one word or several; a line with ` > ` leads one way only
//! (searching the left finds the right, not the other way round).

use super::lines::{Group, beginning, groups};
use super::table::{BEGINNINGS, GROUPS};
use super::{stem, words};
use std::cell::OnceCell;

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
        self.meanings_of_first(surfaces).pop().unwrap_or_default()
    }

    /// What the first of the folded words also stands for, the first two taken together, and so on.
    pub fn meanings_of_first(&self, surfaces: &[&str]) -> Vec<Vec<Form>> {
        let mut found: Vec<Vec<Form>> = vec![Vec::new(); surfaces.len()];
        let Some(first) = surfaces.first() else { return found };
        let begins = beginning(first);
        let keys: Vec<OnceCell<String>> = vec![OnceCell::new(); surfaces.len()];
        let is_key = |at: usize, word: &str| *keys[at].get_or_init(|| key(surfaces[at])) == key(word);
        for (line, at) in self.beginning_with(&begins) {
            let Some(form) = form(line, at).filter(|form| least(form) <= surfaces.len()) else { continue };
            let form = analysed(form);
            let Some(meant) = form.len().checked_sub(1).and_then(|last| found.get_mut(last)) else {
                continue;
            };
            if !form.iter().enumerate().all(|(at, word)| is_key(at, word)) {
                continue;
            }
            let group = Group::new(line);
            let others = || group.from.iter().enumerate().filter(|(other, _)| *other != at);
            let meanings: Vec<&str> = match group.to.is_empty() {
                true => others().map(|(_, form)| *form).collect(),
                false => group.to,
            };
            for meaning in meanings.into_iter().map(analysed) {
                if !meant.contains(&meaning) {
                    meant.push(meaning);
                }
            }
        }
        found
    }
}

/// The form at a place among those that are looked up, of a line that holds a group.
fn form(line: &str, at: usize) -> Option<&str> {
    let from = line.split_once(" > ").map_or(line, |(from, _)| from);
    from.split(" = ").nth(at).map(str::trim)
}

/// How many words a form has at least, told without an analysis.
fn least(form: &str) -> usize {
    let parted =
        |three: &&[u8]| three[1] == b' ' && three[0].is_ascii_alphabetic() && three[2].is_ascii_alphabetic();
    if is_short(form) { form.as_bytes().windows(3).filter(parted).count() + 1 } else { 0 }
}

/// Whether no part of a form is too long for a word.
fn is_short(form: &str) -> bool {
    form.len() <= 64
}

/// The folded words of a form.
fn analysed(form: &str) -> Form {
    if is_short(form) && !form.is_empty() && form.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return vec![form.to_owned()];
    }
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
