//! The glossary: words that mean the same although no stem joins them.
//!
//! It works on queries alone, so changing it needs no new index. A line of the file is a group of forms with
//! ` = ` between them (`k8s = kubernetes`), each of one word or several; a line with ` > ` leads one way only
//! (searching the left finds the right, not the other way round).

use super::fold::fold;
use super::{stem, words};
use std::sync::{Arc, LazyLock};

/// A form that a searched word also stands for: its folded words.
pub type Form = Vec<String>;

/// Words of the longest form that is looked up.
pub const LONGEST: usize = 7;

/// What is longer may be no word at all, in bytes.
const PLAIN: usize = 32;

/// Groups of forms, looked up by the words of a query.
///
/// A program that answers one query must not analyse hundreds of groups first: lines are kept as they are, known by how
/// their forms begin, and analysed when a query begins so too.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    lines: Arc<Vec<Line>>,
    entries: Arc<Vec<Entry>>,
}

/// A group, or what leads one way only.
#[derive(Clone, Debug)]
struct Line {
    /// Forms that are looked up.
    from: Vec<String>,
    /// Forms that are found; empty where it is the others of `from`.
    to: Vec<String>,
}

/// A form that is looked up.
#[derive(Clone, Copy, Debug)]
struct Entry {
    beginning: Beginning,
    line: usize,
    form: usize,
}

/// The first letters of a form, folded: no inflection changes them.
type Beginning = [Option<char>; 2];

/// A line of a glossary that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {reason}")]
pub struct BadLine {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: &'static str,
}

static BUNDLED: LazyLock<Glossary> = LazyLock::new(|| {
    let mut glossary = Glossary::default();
    // A test reads the bundled file strictly, so nothing is lost here.
    for (_, line) in lines(include_str!("data/glossary.txt")) {
        glossary.add(line);
    }
    glossary
});

impl Glossary {
    /// The glossary that comes with the program.
    pub fn bundled() -> &'static Glossary {
        &BUNDLED
    }

    /// This glossary and the groups of `file`.
    pub fn with(mut self, file: &str) -> Result<Self, BadLine> {
        for (number, line) in lines(file) {
            let bad = |reason| Err(BadLine { line: number, reason });
            if line.from.len() + line.to.len() < 2 {
                return bad("expected two forms or more with ` = ` or ` > ` between them");
            }
            for form in line.from.iter().chain(&line.to) {
                match words(form).len() {
                    0 => return bad("a form without a word"),
                    1..=LONGEST => {}
                    _ => return bad("a form of more than seven words"),
                }
            }
            self.add(line);
        }
        Ok(self)
    }

    fn add(&mut self, line: Line) {
        let place = self.lines.len();
        let entries = Arc::make_mut(&mut self.entries);
        entries.extend(line.from.iter().enumerate().map(|(form, text)| Entry {
            beginning: beginning(text),
            line: place,
            form,
        }));
        Arc::make_mut(&mut self.lines).push(line);
    }

    /// What the folded words, taken together, also stand for.
    pub fn meanings(&self, surfaces: &[&str]) -> Vec<Form> {
        let Some(first) = surfaces.first() else { return Vec::new() };
        let begins = letters(first);
        let mut keys: Option<Vec<String>> = None;
        let mut found: Vec<Form> = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.beginning == begins) {
            let line = &self.lines[entry.line];
            let form = analysed(&line.from[entry.form]);
            if form.len() != surfaces.len() {
                continue;
            }
            let keys = keys.get_or_insert_with(|| surfaces.iter().map(|surface| key(surface)).collect());
            if !form.iter().zip(keys.iter()).all(|(word, wanted)| key(word) == *wanted) {
                continue;
            }
            let others =
                line.from.iter().enumerate().filter(|(at, _)| *at != entry.form).map(|(_, other)| other);
            let meant: Vec<&String> =
                if line.to.is_empty() { others.collect() } else { line.to.iter().collect() };
            for meaning in meant.into_iter().map(|meaning| analysed(meaning)) {
                if !found.contains(&meaning) {
                    found.push(meaning);
                }
            }
        }
        found
    }
}

/// The lines of a glossary that hold something, with their numbers.
fn lines(file: &str) -> impl Iterator<Item = (usize, Line)> {
    let forms = |text: &str| text.split(" = ").map(|form| form.trim().to_owned()).collect::<Vec<_>>();
    file.lines().enumerate().filter_map(move |(index, line)| {
        let line = line.split(" #").next().unwrap_or_default().trim();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let line = match line.split_once(" > ") {
            Some((left, right)) => Line { from: forms(left), to: forms(right) },
            None => Line { from: forms(line), to: Vec::new() },
        };
        Some((index + 1, line))
    })
}

/// The folded words of a form.
fn analysed(form: &str) -> Form {
    words(form).into_iter().map(|word| word.surface).collect()
}

/// How the first word of a form begins. Most forms begin with letters and a space, and need no analysis for it.
fn beginning(form: &str) -> Beginning {
    let first = form.split_whitespace().next().unwrap_or_default();
    let is_plain = |c: char| c.is_alphabetic() && c < '\u{250}';
    if first.len() <= PLAIN && first.chars().all(is_plain) {
        let end = first.char_indices().nth(2).map_or(first.len(), |(at, _)| at);
        return letters(&fold(&first[..end]));
    }
    // `l’IA`, `I.A.`, `12 000`: the word is not what stands before the first sign. And what is too long is none.
    words(form).first().map_or([None, None], |word| letters(&word.surface))
}

/// The first letters of a folded word.
fn letters(surface: &str) -> Beginning {
    let mut letters = surface.chars();
    [letters.next(), letters.next()]
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
