//! The word lists under `data/`: what a phrase is, by its words alone.
//!
//! Each list is a text table that a person can read and extend; lines that begin with `#` are comments.

use crate::recap::words::fold::{bare, bared, folded};
use crate::recap::words::names::Heads;
use crate::recap::words::token::Token;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Phrases by class, matched whole, by their beginning, their end, or a part.
///
/// The hashes of these tables are fast ones: their keys are ours, and no text can make them collide.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// Classes of the phrases that are matched whole, those of one phrase in the order of the table.
    whole: FxHashMap<&'static str, Vec<u8>>,
    /// What else is known of each class.
    classes: Vec<(&'static str, Class)>,
    /// The place of a class by what [`key`] makes of its name; where two names share one, that of the first.
    places: [u8; KEYS],
}

/// Classes that a table may have at the most.
const KEYS: usize = 64;

/// A number of a name of a class, which the compiler works out where the name is written in the code.
#[inline(always)]
const fn key(class: &str) -> usize {
    let bytes = class.as_bytes();
    let end = bytes.len() - 1;
    (bytes[0] as usize + bytes[end] as usize + 4 * end + 8 * bytes[end / 2] as usize) % KEYS
}

/// A class: how its phrases begin, and those with a star somewhere.
#[derive(Debug, Default)]
struct Class {
    heads: Heads,
    /// Whether some of its phrases may begin in any way.
    headless: bool,
    /// Beginnings, by their first bytes.
    begin: FxHashMap<u8, Vec<&'static str>>,
    others: Vec<Pattern>,
}

#[derive(Debug)]
enum Pattern {
    Ends(&'static str),
    Holds(&'static str),
    Between(&'static str, &'static str),
}

impl Pattern {
    fn matches(&self, text: &str) -> bool {
        match self {
            Pattern::Ends(tail) => text.ends_with(tail),
            Pattern::Holds(part) => text.contains(part),
            Pattern::Between(head, tail) => {
                text.len() >= head.len() + tail.len() && text.starts_with(head) && text.ends_with(tail)
            }
        }
    }
}

impl Class {
    fn add(&mut self, parts: &[&'static str]) {
        match *parts {
            [whole] => self.heads.add(whole),
            ["", part, ""] => self.others.push(Pattern::Holds(part.trim())),
            [head, ""] => {
                self.heads.add_beginning(head);
                self.begin
                    .entry(head.as_bytes().first().copied().unwrap_or_default())
                    .or_default()
                    .push(head);
            }
            ["", tail] => self.others.push(Pattern::Ends(tail)),
            [head, tail, ..] => {
                self.heads.add_beginning(head);
                self.others.push(Pattern::Between(head, tail));
            }
            [] => {}
        }
        self.headless |= parts.first().is_some_and(|head| head.is_empty());
    }

    /// Whether a text, folded or not, may be of the class: `false` is sure.
    fn may_hold(&self, text: &str) -> bool {
        self.headless || self.heads.may_begin(text)
    }

    fn match_any(&self, text: &str) -> bool {
        let heads = text.as_bytes().first().and_then(|first| self.begin.get(first));
        heads.is_some_and(|heads| heads.iter().any(|head| text.starts_with(head)))
            || self.others.iter().any(|pattern| pattern.matches(text))
    }
}

impl Phrases {
    fn parse(table: &'static str) -> Self {
        let mut phrases =
            Phrases { whole: FxHashMap::default(), classes: Vec::new(), places: [u8::MAX; KEYS] };
        for (class, phrase) in rows(table) {
            // A star after a word asks for the end of the word, so "fin de*" is not "fin dehors".
            let parts: Vec<&'static str> = phrase.split('*').collect();
            let known = phrases.classes.iter().position(|(c, _)| *c == class);
            let at = known.unwrap_or_else(|| {
                phrases.classes.push((class, Class::default()));
                phrases.classes.len() - 1
            });
            let place = &mut phrases.places[key(class)];
            *place = (*place).min(at as u8);
            if let [whole] = parts[..] {
                phrases.whole.entry(whole).or_default().push(at as u8);
            }
            phrases.classes[at].1.add(&parts);
        }
        phrases
    }

    #[inline]
    fn known(&self, class: &str) -> Option<(u8, &Class)> {
        let first = self.places[key(class)];
        let from = self.classes.get(usize::from(first)..)?;
        let at = from.iter().position(|(c, _)| *c == class)?;
        Some((first + at as u8, &from[at].1))
    }

    /// Whether `text`, in the form the table is written in, is of the class.
    #[inline]
    pub(crate) fn is(&self, text: &str, class: &str) -> bool {
        self.known(class).is_some_and(|known| self.is_of(text, known))
    }

    fn is_of(&self, text: &str, (at, class): (u8, &Class)) -> bool {
        !text.is_empty()
            && class.may_hold(text)
            && (self.whole.get(text).is_some_and(|classes| classes.contains(&at)) || class.match_any(text))
    }

    /// Whether a phrase of the class may begin a text as written: `false` is sure.
    #[inline]
    pub(crate) fn may_begin(&self, text: &str, class: &str) -> bool {
        self.known(class).is_some_and(|known| known.1.may_hold(text))
    }

    /// Whether a word of prose, folded, is of the class.
    #[inline]
    pub(crate) fn is_word(&self, word: &Token<'_>, class: &str) -> bool {
        self.known(class)
            .is_some_and(|known| known.1.may_hold(word.text) && word.ask(|word| self.is_of(word, known)))
    }

    /// The place of the first of some words of prose that is of the class, folded.
    #[inline]
    pub(crate) fn first_word<'a, 't: 'a>(
        &self,
        mut words: impl Iterator<Item = &'a Token<'t>>,
        class: &str,
    ) -> Option<usize> {
        let known = self.known(class)?;
        words.position(|word| known.1.may_hold(word.text) && word.ask(|word| self.is_of(word, known)))
    }

    /// Whether some words as written, folded, are of the class.
    pub(crate) fn is_written(&self, words: &str, class: &str) -> bool {
        self.known(class)
            .is_some_and(|known| known.1.may_hold(words) && folded(words, |words| self.is_of(words, known)))
    }

    /// The first class that `text` is whole a phrase of.
    pub(crate) fn class(&self, text: &str) -> Option<&'static str> {
        let first = self.whole.get(text).and_then(|classes| classes.first())?;
        self.classes.get(usize::from(*first)).map(|(class, _)| *class)
    }
}

/// `class <TAB> phrase` rows of a table.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(table).filter_map(|line| line.split_once('\t'))
}

/// Lines of a table that are no comment.
pub(crate) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// What a heading is by its words: see `data/headings.tsv`.
pub(crate) static HEADINGS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../data/headings.tsv")));

/// What a field label announces: see `data/labels.tsv`.
pub(crate) static LABELS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../data/labels.tsv")));

/// Lines that no reader would search: see `data/noise.tsv`.
pub(crate) static NOISE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../data/noise.tsv")));

/// Words of presenting: see `data/presenting.tsv`.
pub(crate) static PRESENTING: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../data/presenting.tsv")));

/// Words around the name of an event: see `data/occasions.tsv`.
pub(crate) static OCCASIONS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../data/occasions.tsv")));

/// Words of inclusive French that look like hosts: see `data/inclusive.tsv`.
pub(crate) static INCLUSIVE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../data/inclusive.tsv")));

/// Places that conferences are held in, each with its kind: see `data/places.tsv`.
pub(crate) static PLACES: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| rows(include_str!("../data/places.tsv")).collect());

/// Words of the names of public bodies and schools: see `data/institutions.tsv`.
pub(crate) static INSTITUTIONS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::parse(include_str!("../data/institutions.tsv")));

/// Names of places, each in the form of [`bare`].
static PLACE_NAMES: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| PLACES.iter().map(|(_, place)| bare(place)).collect());

/// Whether a text is the name of a place and nothing else.
pub(crate) fn is_place(text: &str) -> bool {
    bared(text, |text| PLACE_NAMES.contains(text))
}

/// Words of job titles, folded: see `data/roles.tsv`.
pub(crate) static ROLES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| roles().map(|(word, _)| word).collect());

/// How words of job titles begin.
static ROLE_HEADS: LazyLock<Heads> = LazyLock::new(|| {
    let mut heads = Heads::default();
    roles().for_each(|(word, _)| heads.add(word));
    heads
});

/// Whether a word, as written, may be one of a job title: `false` is sure.
pub(crate) fn may_be_role(word: &str) -> bool {
    ROLE_HEADS.may_begin(word)
}

/// Words of job titles, folded, that say who somebody is: an engineer, not engineering.
pub(crate) static BEARERS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| roles().filter(|(_, kind)| kind.is_some()).map(|(word, _)| word).collect());

/// Words of job titles, folded, that honour somebody who works elsewhere: "Champion" of a product.
pub(crate) static HONOURS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| roles().filter(|(_, kind)| *kind == Some("honour")).map(|(word, _)| word).collect());

/// Rows of the table of job titles: a word, and its kind where it has one.
fn roles() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    let row =
        |line: &'static str| line.split_once('\t').map_or((line, None), |(word, kind)| (word, Some(kind)));
    lines(include_str!("../data/roles.tsv")).map(row)
}

/// Names that look like a person's and are none, folded: see `data/organisations.tsv`.
static ORGANISATIONS: LazyLock<(FxHashSet<String>, Heads)> = LazyLock::new(|| {
    let names: FxHashSet<String> = lines(include_str!("../data/organisations.tsv")).map(bare).collect();
    let mut heads = Heads::default();
    names.iter().for_each(|name| heads.add(name));
    (names, heads)
});

/// Whether a text is the name of an organisation that looks like a person's.
pub(crate) fn is_organisation(text: &str) -> bool {
    let (names, heads) = &*ORGANISATIONS;
    // Signs among the first letters are not in this table.
    let lettered = text.bytes().take(3).all(|b| b.is_ascii_alphanumeric());
    (!lettered || heads.may_begin(text)) && bared(text, |text| names.contains(text))
}

/// Capitalised words that are no names, folded: see `data/no_names.tsv`.
pub(crate) static NO_NAMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("../data/no_names.tsv")).collect());

/// How these words begin.
static NO_NAME_HEADS: LazyLock<Heads> = LazyLock::new(|| {
    let mut heads = Heads::default();
    NO_NAMES.iter().for_each(|word| heads.add(word));
    heads
});

/// Whether a word of letters of ASCII, as written, is a capitalised word that is no name.
pub(crate) fn is_no_name(word: &str) -> bool {
    NO_NAME_HEADS.may_begin(word) && folded(word, |word| NO_NAMES.contains(word))
}

/// First names, folded, and whether each is one beyond doubt: see `data/first_names.tsv`.
pub(crate) static FIRST_NAMES: LazyLock<FxHashMap<&'static str, bool>> = LazyLock::new(|| {
    // The build script has folded them: there are thousands.
    const FOLDED: &str = include_str!(concat!(env!("OUT_DIR"), "/first_names.txt"));
    let mut names = FxHashMap::with_capacity_and_hasher(FOLDED.len() / BYTES_OF_NAME, Default::default());
    names.extend(FOLDED.lines().map(|line| match line.strip_prefix('~') {
        Some(name) => (name, false),
        None => (line, true),
    }));
    names
});

/// Bytes of a first name and a line end, about.
const BYTES_OF_NAME: usize = 7;

/// Whether the heading is of the class, by its words alone.
pub(crate) fn heading_is(title: &str, class: &str) -> bool {
    bared(title, |title| HEADINGS.is(title, class))
}
