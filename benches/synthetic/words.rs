//! Words: those of the bundled recaps as they follow each other, and coined ones without end.
//!
//! Real text gives the common words, their order and their inflections; coined words make the vocabulary grow as that of
//! real text does (Heaps' law).

use super::dice::Dice;

/// The bundled recaps that need no parser to get words out of.
const RECAPS: [&str; 4] = [
    include_str!("../../corpus/kcd-france-2023-ippon.txt"),
    include_str!("../../corpus/kubecon-eu-2021-jour1-zwindler.txt"),
    include_str!("../../corpus/kubecon-eu-2022-jour1-stack-labs.md"),
    include_str!("../../corpus/kubecon-eu-2024-sfeir.txt"),
];
/// Names of events, companies and persons.
const NAMES: &str = include_str!("names.tsv");

/// Share of coined words in a text.
const COINED: f64 = 0.12;
/// How often a walk over the real words leaps to another place: often enough that few runs of words come back.
const LEAP: f64 = 0.3;
/// The k-th coined word stands in a text with a probability like (k + SHIFT)^-1.75: a text of n words then holds about
/// n^(1 / 1.75) = n^0.57 different ones.
const SHIFT: f64 = 3000.0;
const TAIL: f64 = 1.75;

const ONSETS: [&str; 20] = [
    "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "bl", "cr", "fl", "gr", "pl", "tr", "ch",
];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "é", "ou", "an", "on", "in"];
/// Endings that give a French stemmer work.
const ENDINGS: [&str; 16] = [
    "", "s", "e", "es", "er", "é", "ée", "ées", "ation", "ations", "ement", "eur", "euse", "ique", "able",
    "isme",
];
/// Endings that make a name of it and no word of the language.
const FAMILY_ENDINGS: [&str; 6] = ["ard", "ec", "el", "eau", "ot", "ix"];
/// What words for the people of a session, and a first name that is also a word, begin with: in a title they mislead.
const PEOPLE: [&str; 5] = ["orat", "speaker", "intervenant", "auteur", "pierre"];

/// What texts are made of.
pub(crate) struct Words {
    real: Vec<&'static str>,
    /// Real words that may stand in a title.
    weighty: Vec<&'static str>,
    pub(crate) events: Vec<&'static str>,
    pub(crate) organisations: Vec<&'static str>,
    pub(crate) persons: Vec<&'static str>,
}

impl Words {
    pub(crate) fn new() -> Words {
        let real: Vec<&str> =
            RECAPS.iter().flat_map(|text| text.split_whitespace()).filter_map(word).collect();
        // Names would be taken for people, short words for a sentence.
        let weighty = real.iter().copied().filter(|word| {
            word.chars().count() > 5
                && word.chars().all(char::is_alphabetic)
                && word.chars().next().is_some_and(char::is_lowercase)
                && !PEOPLE.iter().any(|start| word.starts_with(start))
        });
        let named = |what: &str| {
            let rows = NAMES.lines().filter_map(|line| line.split_once('\t'));
            rows.filter(|row| row.0 == what).map(|row| row.1).collect::<Vec<_>>()
        };
        Words {
            weighty: weighty.collect(),
            events: named("event"),
            organisations: named("organisation"),
            persons: named("person"),
            real,
        }
    }

    /// `count` words of prose as sentences, a space between each two.
    pub(crate) fn prose(&self, dice: &mut Dice, count: usize, text: &mut String) {
        let mut at = 0;
        let mut left = 0;
        for n in 0..count {
            let opens = left == 0;
            if opens {
                left = (8 + dice.below(16)).min(count - n);
            }
            left -= 1;
            let leaps = opens || dice.chance(LEAP);
            at = if leaps { dice.below(self.real.len()) } else { (at + 1) % self.real.len() };
            let start = text.len();
            if dice.chance(COINED) {
                coin(rank(dice), text);
            } else {
                text.push_str(self.real[at]);
            }
            if opens {
                capitalise(text, start);
            }
            text.push_str(if left == 0 { "." } else { "" });
            text.push_str(if n + 1 == count { "" } else { " " });
        }
    }

    /// A title of `count` words; coined ones look like the names of tools.
    pub(crate) fn title(&self, dice: &mut Dice, count: usize) -> String {
        let mut title = String::new();
        for n in 0..count {
            title.push_str(if n == 0 { "" } else { " " });
            let start = title.len();
            let coined = dice.chance(3.0 * COINED);
            if coined {
                coin(rank(dice), &mut title);
            } else {
                title.push_str(dice.pick(&self.weighty));
            }
            if coined || n == 0 {
                capitalise(&mut title, start);
            }
        }
        title
    }

    /// A person's name.
    pub(crate) fn person(&self, dice: &mut Dice) -> String {
        let mut name = format!("{} ", dice.pick(&self.persons));
        let start = name.len();
        // Few family names are rare: a person is met at several events.
        let number = dice.below(30_000) as u64;
        let mut dice = Dice::new(0, FAMILY, number);
        stem(&mut dice, &mut name);
        name.push_str(dice.pick(&FAMILY_ENDINGS));
        capitalise(&mut name, start);
        name
    }
}

/// What is coined, for the dice: words and family names are not to be the same.
const WORD: u64 = 1;
const FAMILY: u64 = 2;

/// The word of a token of the bundled recaps, or nothing where it is markup, an address, a number.
fn word(token: &'static str) -> Option<&'static str> {
    let word = token.trim_matches(|c: char| !c.is_alphanumeric());
    let fits = word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-')) && word.len() < 24;
    (fits && !word.is_empty()).then_some(word)
}

/// The number of a coined word: small ones come often.
fn rank(dice: &mut Dice) -> u64 {
    (SHIFT * (dice.unit().powf(-1.0 / (TAIL - 1.0)) - 1.0)) as u64
}

/// Writes the coined word of a number.
fn coin(number: u64, text: &mut String) {
    let mut dice = Dice::new(0, WORD, number);
    let start = text.len();
    stem(&mut dice, text);
    match dice.below(16) {
        0 => capitalise(text, start),
        1 => {
            text.push('-');
            stem(&mut dice, text);
        }
        _ => text.push_str(dice.pick(&ENDINGS)),
    }
}

/// Writes two or three syllables that can be pronounced.
fn stem(dice: &mut Dice, text: &mut String) {
    for _ in 0..2 + dice.below(2) {
        text.push_str(dice.pick(&ONSETS));
        text.push_str(dice.pick(&VOWELS));
    }
}

/// Gives the word that begins at `start` a capital.
fn capitalise(text: &mut String, start: usize) {
    let Some(first) = text[start..].chars().next() else { return };
    let capital: String = first.to_uppercase().collect();
    text.replace_range(start..start + first.len_utf8(), &capital);
}
