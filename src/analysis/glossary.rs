//! The thesaurus: concepts of the field with their names, and what else a searched word may mean by them.
//!
//! It works on queries alone, so changing it needs no new index. The concepts that come with the program are tables that
//! the build script made ([`super::bundled`]); a glossary of the user adds concepts to them. [`super::concepts`] is the
//! grammar of both.

mod user;

use super::concepts::folded;
use super::{bundled, stem};
use std::cell::LazyCell;
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
    /// Whether the words name other concepts too, or are ordinary words besides: this one need not be meant.
    pub is_doubtful: bool,
    /// Stems of its only word; none of several words.
    pub stems: Vec<String>,
    /// Inflections of its only word that none of the stems finds.
    pub inflections: Vec<String>,
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
    /// Its names, or what it leads to one way.
    names: Vec<String>,
    ambiguous: Vec<String>,
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
    /// As its inflections meet.
    key: String,
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

    /// What the folded words, taken together, also stand for.
    pub fn meanings(&self, surfaces: &[&str]) -> Vec<Meaning> {
        self.meanings_of_first(surfaces).pop().map(|(_, meanings)| meanings).unwrap_or_default()
    }

    /// Whether the folded words, taken together, are a name.
    pub fn knows(&self, surfaces: &[&str]) -> bool {
        self.concepts_of_first(surfaces).pop().is_some_and(|of| !of.is_empty())
    }

    /// Whether the first of the folded words is a name, the first two taken together, and so on.
    pub fn known_of_first(&self, surfaces: &[&str]) -> Vec<bool> {
        self.concepts_of_first(surfaces).iter().map(|of| !of.is_empty()).collect()
    }

    /// What the first of the folded words also stands for, the first two taken together, and so on, and whether each of these
    /// is a name; what is nearest comes first.
    pub fn meanings_of_first(&self, surfaces: &[&str]) -> Vec<(bool, Vec<Meaning>)> {
        let of_lengths = self.concepts_of_first(surfaces);
        let typed = |length: usize| &surfaces[..length];
        let meant = |(length, of): (usize, Vec<_>)| (!of.is_empty(), self.meanings_of(&of, typed(length)));
        (1..).zip(of_lengths).map(meant).collect()
    }

    /// The concepts that the first of the words names, the first two taken together, and so on, and whether that is a name
    /// of others too.
    fn concepts_of_first(&self, surfaces: &[&str]) -> Vec<Vec<(Id, bool)>> {
        let mut found: Vec<Vec<(Id, bool)>> = Vec::with_capacity(surfaces.len());
        if self.bundled {
            let ids =
                |of: Vec<(usize, bool)>| of.into_iter().map(|(id, sign)| (Id::Bundled(id), sign)).collect();
            found.extend(bundled::of_first(surfaces).into_iter().map(ids));
        }
        found.resize(surfaces.len(), Vec::new());
        if self.names.is_empty() {
            return found;
        }
        let mut typed = String::new();
        for (at, (surface, found)) in surfaces.iter().zip(&mut found).enumerate() {
            if !typed.is_empty() {
                typed.push(' ');
            }
            typed.push_str(surface);
            let telling = surfaces[..=at].iter().filter(|word| !stem::is_linking(word)).count();
            let key = bundled::is_whole(&surfaces[..=at], telling).then(|| stem::key_of_name(&typed));
            let is_it = |name: &&OwnName| name.folded == typed || key.as_ref() == Some(&name.key);
            for name in self.names.iter().filter(is_it) {
                let is_known = found.iter().any(|(known, _)| *known == Id::Own(name.of));
                if !is_known && bundled::is_inflection(&typed, &name.folded) {
                    found.push((Id::Own(name.of), name.is_ambiguous));
                }
            }
        }
        found
    }

    /// The names of concepts and of those they lead to, but for the words that were typed. A name that other concepts have
    /// too may be meant where it stands, so it is no more than related.
    fn meanings_of(&self, of: &[(Id, bool)], typed: &[&str]) -> Vec<Meaning> {
        let mut meanings: Vec<Meaning> = Vec::new();
        if of.is_empty() {
            return meanings;
        }
        let text = typed.join(" ");
        let text_key = LazyCell::new(|| key(&text));
        let mut add = |meaning: Meaning| {
            // Few names begin as what was typed does: the others need no stem.
            let is_alike = meaning.words.len() == typed.len() && begin_alike(&meaning.words[0], typed[0]);
            let is_typed = is_alike && {
                let name = meaning.words.join(" ");
                name == text || (key(&name) == *text_key && bundled::is_inflection(&text, &name))
            };
            if !is_typed && !meanings.iter().any(|known| known.words == meaning.words) {
                meanings.push(meaning);
            }
        };
        let mut weak = Vec::new();
        let is_doubtful = of.iter().any(|(_, is_ambiguous)| *is_ambiguous);
        for (id, tie, steps) in self.reached(of) {
            for (meaning, is_ambiguous) in self.names_of(id, tie, steps) {
                let meaning = Meaning { is_doubtful, ..meaning };
                match (is_ambiguous, tie) {
                    (false, _) => add(meaning),
                    (true, Tie::Same) => weak.push(Meaning { tie: Tie::Related, steps: 1, ..meaning }),
                    (true, _) => {}
                }
            }
        }
        weak.into_iter().for_each(add);
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

    /// The names of a concept, and whether each is a name of others too.
    fn names_of(&self, id: Id, tie: Tie, steps: u8) -> Vec<(Meaning, bool)> {
        let own = |name: &String| {
            let words: Form = folded(name).split(' ').map(str::to_owned).collect();
            let stems = if let [word] = words.as_slice() { stem::stems(word, word) } else { Vec::new() };
            let inflections = Vec::new();
            Meaning { label: name.clone(), words, tie, steps, is_doubtful: false, stems, inflections }
        };
        match id {
            Id::Own(at) => {
                let Own { names, ambiguous, .. } = &self.own[at];
                let named = names.iter().map(|name| (own(name), false));
                named.chain(ambiguous.iter().map(|name| (own(name), true))).collect()
            }
            Id::Bundled(at) => {
                let split = |text: &str| text.split_ascii_whitespace().map(str::to_owned).collect();
                let names = bundled::names_of(at).map(|name| {
                    let (stems, inflections) = (split(name.stems), split(name.inflections));
                    let (label, words) = (name.label.to_owned(), split(name.words));
                    let meaning =
                        Meaning { label, words, tie, steps, is_doubtful: false, stems, inflections };
                    (meaning, name.is_ambiguous)
                });
                names.collect()
            }
        }
    }

    /// What a concept leads to.
    fn edges(&self, id: Id) -> Edges {
        let mut edges = Edges::default();
        match id {
            Id::Bundled(at) => {
                edges.broader.extend(bundled::broader(at).map(Id::Bundled));
                edges.narrower.extend(bundled::narrower(at).map(Id::Bundled));
                edges.purposes.extend(bundled::purposes(at).map(Id::Bundled));
                edges.serve.extend(bundled::serve(at).map(Id::Bundled));
                edges.related.extend(bundled::related(at).map(Id::Bundled));
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

/// Whether two words begin so much alike that they may be inflections of one.
fn begin_alike(left: &str, right: &str) -> bool {
    let same = left.bytes().zip(right.bytes()).take_while(|(left, right)| left == right).count();
    same >= 3.min(left.len()).min(right.len())
}

/// The form in which inflections of folded words meet.
fn key(words: &str) -> String {
    words.split(' ').map(stem::key).collect::<Vec<_>>().join(" ")
}
