//! The thesaurus: concepts of the field with their names, and what else a searched word may mean by them.
//!
//! It works on queries alone, so changing it needs no new index. The concepts that come with the program are tables that
//! the build script made ([`super::concepts`] is their grammar); a glossary of the user adds concepts to them. A search
//! reads the few lines that its words lead to.

use super::concepts::{self, BadLine, Entry, entries, folded};
use super::lines::beginning;
use super::table::{CONCEPTS, NAMES};
use super::{stem, words};
use std::collections::VecDeque;

pub use super::concepts::LONGEST;

/// A name that a searched word also stands for: its folded words.
pub type Form = Vec<String>;

/// Steps from a concept to the kinds of its kinds, at the most.
const DEEPEST: u8 = 3;
/// A concept that more others are kinds of, or serve, says nothing of any of them: `library`, `tool`.
const WIDEST: usize = 40;
/// Concepts that one name leads to, at the most.
const MOST: usize = 80;

/// How what is found stands to what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// Another name of it.
    Same,
    /// A kind of it.
    Narrower,
    /// What it is the purpose of.
    Serves,
    /// What it is a kind of, or for.
    Broader,
    /// Related to it.
    Related,
}

/// What some words also stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The name as the thesaurus writes it.
    pub label: String,
    /// Its folded words.
    pub words: Form,
    /// How it stands to the words.
    pub tie: Tie,
    /// Steps to it; 0 for another name.
    pub steps: u8,
}

/// A concept: of those that come with the program, or of those that were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Id {
    Bundled(usize),
    Own(usize),
}

/// A concept that was added.
#[derive(Clone, Debug, Default)]
struct Own {
    names: Vec<String>,
    found: Vec<String>,
    broader: Vec<Id>,
    purposes: Vec<Id>,
    related: Vec<Id>,
    /// Concepts that came with the program and have a name of this one.
    twins: Vec<usize>,
}

/// A name under which an added concept is looked up.
#[derive(Clone, Debug)]
struct OwnName {
    folded: String,
    of: usize,
    is_ambiguous: bool,
}

/// Concepts, looked up by the words of a query.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// Whether the concepts that come with the program are among them.
    bundled: bool,
    own: Vec<Own>,
    names: Vec<OwnName>,
}

static BUNDLED: Glossary = Glossary { bundled: true, own: Vec::new(), names: Vec::new() };

impl Glossary {
    /// The thesaurus that comes with the program.
    pub fn bundled() -> &'static Glossary {
        &BUNDLED
    }

    /// This thesaurus and the concepts of `file`.
    ///
    /// # Errors
    /// The first line that cannot be read or names a concept that there is none of.
    pub fn with(mut self, file: &str) -> Result<Self, BadLine> {
        let entries = entries(file).collect::<Result<Vec<_>, _>>()?;
        let first = self.own.len();
        for (at, entry) in entries.iter().enumerate() {
            let of = first + at;
            for (names, is_ambiguous) in [(&entry.names, false), (&entry.ambiguous, true)] {
                let name = |name: &&str| OwnName { folded: folded(name), of, is_ambiguous };
                self.names.extend(names.iter().map(name));
            }
        }
        for entry in &entries {
            let own = self.resolved(entry).map_err(|reason| BadLine { line: entry.line, reason })?;
            self.own.push(own);
        }
        let own_only = |id: &Id| if let Id::Own(at) = id { Some(*at) } else { None };
        let broader: Vec<Vec<usize>> =
            self.own.iter().map(|own| own.broader.iter().filter_map(own_only).collect()).collect();
        if let Some(entry) = concepts::circle(&broader).and_then(|at| entries.get(at.checked_sub(first)?)) {
            return Err(BadLine { line: entry.line, reason: "a concept that is a kind of itself".into() });
        }
        Ok(self)
    }

    /// This thesaurus and the concepts of `file` as far as it can be read, and the lines that cannot. A line that names
    /// what such a line was to say cannot be read either.
    pub fn with_what_can_be_read(self, file: &str) -> (Self, Vec<BadLine>) {
        let mut lines: Vec<&str> = file.lines().collect();
        let mut faults: Vec<BadLine> = Vec::new();
        loop {
            let fault = match self.clone().with(&lines.join("\n")) {
                Ok(read) => return (read, faults),
                Err(fault) => fault,
            };
            let line = fault.line.checked_sub(1).and_then(|at| lines.get_mut(at));
            faults.push(fault);
            match line.filter(|line| !line.is_empty()) {
                Some(line) => *line = "",
                None => return (self, faults),
            }
        }
    }

    fn resolved(&self, entry: &Entry<'_>) -> Result<Own, String> {
        let all = |references: &[&str]| {
            references.iter().map(|text| self.resolve(text)).collect::<Result<Vec<Id>, String>>()
        };
        let is_one_way = entry.is_one_way();
        let twins =
            entry.names.iter().filter(|_| self.bundled && !is_one_way).flat_map(|name| named(&folded(name)));
        Ok(Own {
            names: if is_one_way {
                Vec::new()
            } else {
                entry.names.iter().map(|&name| name.to_owned()).collect()
            },
            found: entry.found.iter().map(|&name| name.to_owned()).collect(),
            broader: all(&entry.broader)?,
            purposes: all(&entry.purposes)?,
            related: all(&entry.related)?,
            twins: twins.filter(|(_, is_ambiguous)| !is_ambiguous).map(|(id, _)| id).collect(),
        })
    }

    /// The concept that a reference names.
    fn resolve(&self, reference: &str) -> Result<Id, String> {
        let name = folded(reference);
        let own = self.names.iter().filter(|own| own.folded == name).map(|own| Id::Own(own.of));
        let bundled = named(&name).into_iter().filter(|_| self.bundled).map(|(id, _)| Id::Bundled(id));
        own.chain(bundled).next().ok_or_else(|| format!("`{reference}` is no concept"))
    }

    /// What the folded words, taken together, also stand for.
    pub fn meanings(&self, surfaces: &[&str]) -> Vec<Meaning> {
        self.meanings_of_first(surfaces).pop().unwrap_or_default()
    }

    /// Whether the folded words, taken together, are a name.
    pub fn knows(&self, surfaces: &[&str]) -> bool {
        self.concepts_of_first(surfaces).pop().is_some_and(|of| !of.is_empty())
    }

    /// What the first of the folded words also stands for, the first two taken together, and so on; what is nearest comes
    /// first.
    pub fn meanings_of_first(&self, surfaces: &[&str]) -> Vec<Vec<Meaning>> {
        let of_lengths = self.concepts_of_first(surfaces);
        let typed = |length: usize| &surfaces[..length];
        (1..).zip(of_lengths).map(|(length, of)| self.meanings_of(&of, typed(length))).collect()
    }

    /// The concepts that the first of the words names, the first two taken together, and so on, and whether that is a name
    /// of others too.
    fn concepts_of_first(&self, surfaces: &[&str]) -> Vec<Vec<(Id, bool)>> {
        let mut found: Vec<Vec<(Id, bool)>> = vec![Vec::new(); surfaces.len()];
        let Some(first) = surfaces.first() else { return found };
        let begins = beginning(first);
        let mut searched = Searched { surfaces, keys: vec![None; surfaces.len()] };
        let mut add = |name: &str, id: Id, is_ambiguous: bool| {
            if let Some(length) = searched.begin_with(name)
                && !found[length - 1].iter().any(|(known, _)| *known == id)
            {
                found[length - 1].push((id, is_ambiguous));
            }
        };
        if self.bundled {
            for line in NAMES.beginning_with(&begins) {
                let Some((name, id, is_ambiguous)) = name_of(line) else { continue };
                add(name, Id::Bundled(id), is_ambiguous);
            }
        }
        for own in self.names.iter().filter(|own| own.folded.starts_with(&begins)) {
            add(&own.folded, Id::Own(own.of), own.is_ambiguous);
        }
        found
    }

    /// The names of concepts and of those they lead to, but for the words that were typed.
    fn meanings_of(&self, of: &[(Id, bool)], typed: &[&str]) -> Vec<Meaning> {
        let mut meanings: Vec<Meaning> = Vec::new();
        let keys: Vec<String> = typed.iter().map(|surface| key(surface)).collect();
        let mut add = |label: String, tie, steps| {
            let words = analysed(&label);
            let is_typed =
                words.len() == keys.len() && words.iter().zip(&keys).all(|(word, typed)| key(word) == *typed);
            if !is_typed && !meanings.iter().any(|known| known.words == words) {
                meanings.push(Meaning { label, words, tie, steps });
            }
        };
        for (id, tie, steps) in self.reached(of) {
            let (names, found) = self.names_of(id);
            // What leads one way only stands for what it leads to.
            names.into_iter().chain(found).for_each(|name| add(name, tie, steps));
        }
        meanings
    }

    /// The concepts, and those that they lead to, the nearest first. From a name of several concepts no further concept is
    /// reached: most of them were not meant.
    fn reached(&self, of: &[(Id, bool)]) -> Vec<(Id, Tie, u8)> {
        let mut reached: Vec<(Id, Tie, u8)> = Vec::new();
        let mut open: VecDeque<(Id, Tie, u8)> = of.iter().map(|(id, _)| (*id, Tie::Same, 0)).collect();
        let is_ambiguous = of.len() > 1 || of.iter().any(|(_, is_ambiguous)| *is_ambiguous);
        let mut upward = Vec::new();
        while let Some((id, tie, steps)) = open.pop_front() {
            if reached.len() >= MOST || reached.iter().any(|(known, ..)| *known == id) {
                continue;
            }
            reached.push((id, tie, steps));
            let edges = self.edges(id);
            open.extend(edges.same.iter().map(|&other| (other, tie, steps)));
            if is_ambiguous || steps == DEEPEST {
                continue;
            }
            if edges.narrower.len() + edges.serve.len() <= WIDEST {
                let kinds = if tie == Tie::Serves { Tie::Serves } else { Tie::Narrower };
                open.extend(edges.narrower.iter().map(|&other| (other, kinds, steps + 1)));
                open.extend(edges.serve.iter().map(|&other| (other, Tie::Serves, steps + 1)));
            }
            if tie == Tie::Same {
                let up = edges.broader.iter().chain(&edges.purposes).filter(|&&other| !self.is_wide(other));
                upward.extend(up.map(|&other| (other, Tie::Broader, 1)));
                upward.extend(edges.related.iter().map(|&other| (other, Tie::Related, 1)));
            }
        }
        upward.sort_by_key(|(_, tie, _)| *tie);
        for up in upward {
            if reached.len() < MOST && !reached.iter().any(|(known, ..)| *known == up.0) {
                reached.push(up);
            }
        }
        reached
    }

    fn is_wide(&self, id: Id) -> bool {
        let edges = self.edges(id);
        edges.narrower.len() + edges.serve.len() > WIDEST
    }

    /// The names of a concept, and what it finds besides.
    fn names_of(&self, id: Id) -> (Vec<String>, Vec<String>) {
        match id {
            Id::Own(at) => (self.own[at].names.clone(), self.own[at].found.clone()),
            Id::Bundled(at) => {
                let names = |column: usize| {
                    let text = CONCEPTS.column(at, column);
                    text.split(" = ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
                };
                (names(0), names(1))
            }
        }
    }

    /// What a concept leads to.
    fn edges(&self, id: Id) -> Edges {
        let mut edges = Edges::default();
        match id {
            Id::Bundled(at) => {
                let ids = |column: usize| {
                    let numbers = CONCEPTS.column(at, column).split_ascii_whitespace();
                    numbers.filter_map(|number| number.parse().ok()).map(Id::Bundled).collect()
                };
                edges = Edges {
                    same: Vec::new(),
                    broader: ids(2),
                    narrower: ids(3),
                    purposes: ids(4),
                    serve: ids(5),
                    related: ids(6),
                };
            }
            Id::Own(at) => {
                let own = &self.own[at];
                edges.same.extend(own.twins.iter().map(|&twin| Id::Bundled(twin)));
                edges.broader.clone_from(&own.broader);
                edges.purposes.clone_from(&own.purposes);
                edges.related.clone_from(&own.related);
            }
        }
        for (at, own) in self.own.iter().enumerate() {
            let other = Id::Own(at);
            if let Id::Bundled(bundled) = id
                && own.twins.contains(&bundled)
            {
                edges.same.push(other);
            }
            let ways = [
                (&own.broader, &mut edges.narrower),
                (&own.purposes, &mut edges.serve),
                (&own.related, &mut edges.related),
            ];
            for (own, edges) in ways {
                if own.contains(&id) {
                    edges.push(other);
                }
            }
        }
        edges
    }
}

/// What a concept leads to.
#[derive(Clone, Debug, Default)]
struct Edges {
    same: Vec<Id>,
    broader: Vec<Id>,
    narrower: Vec<Id>,
    purposes: Vec<Id>,
    serve: Vec<Id>,
    related: Vec<Id>,
}

/// The parts of a line of [`NAMES`]: a folded name, the concept, and whether it is a name of others too.
fn name_of(line: &'static str) -> Option<(&'static str, usize, bool)> {
    let (name, id) = line.split_once('\t')?;
    let number = id.strip_suffix('?');
    Some((name, number.unwrap_or(id).parse().ok()?, number.is_some()))
}

/// The concepts that come with the program and have a folded name.
fn named(name: &str) -> Vec<(usize, bool)> {
    let lines = NAMES.beginning_with(name).filter_map(name_of);
    lines.filter(|(own, ..)| *own == name).map(|(_, id, is_ambiguous)| (id, is_ambiguous)).collect()
}

/// The words of a query, and the keys of those that were compared.
struct Searched<'q> {
    surfaces: &'q [&'q str],
    keys: Vec<Option<String>>,
}

impl Searched<'_> {
    /// How many of the words are this name, if they begin with it in any inflection.
    fn begin_with(&mut self, name: &str) -> Option<usize> {
        let mut length = 0;
        for word in name.split(' ') {
            let typed = *self.surfaces.get(length)?;
            if word != typed && !(alike(word, typed) && self.key(length) == key(word)) {
                return None;
            }
            length += 1;
        }
        (length > 0).then_some(length)
    }

    fn key(&mut self, at: usize) -> &str {
        let surface = self.surfaces[at];
        self.keys[at].get_or_insert_with(|| key(surface))
    }
}

/// Whether two words begin so much alike that they may be inflections of one: what tells most words apart at once.
fn alike(left: &str, right: &str) -> bool {
    let same = left.bytes().zip(right.bytes()).take_while(|(left, right)| left == right).count();
    same >= 3.min(left.len()).min(right.len())
}

/// The folded words of a name.
fn analysed(name: &str) -> Form {
    if name.len() <= 64 && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return vec![name.to_owned()];
    }
    words(name).into_iter().map(|word| word.surface).collect()
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
