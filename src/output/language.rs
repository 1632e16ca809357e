//! The language of messages and labels; JSON is never translated.
//!
//! A message is looked up by its English form in a table that translators can read and extend.

use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};

/// The table.
const FRENCH: &str = include_str!("data/messages.fr.tsv");

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// English
    #[default]
    En,
    /// French
    Fr,
}

/// `1 talk`, `2 talks`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The language chosen for this process.
static CHOSEN: OnceLock<Language> = OnceLock::new();

/// What stands in a gap of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// Anything; counts in it are messages of their own.
    Anything,
    /// A number.
    Number,
    /// A message.
    Message,
}

/// A row of the table: the English message between its gaps, the gaps, and the French message.
struct Row {
    texts: Vec<&'static str>,
    gaps: Vec<Gap>,
    french: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = FRENCH.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(english, french)| row(english, french)).collect()
});

fn row(english: &'static str, french: &'static str) -> Row {
    let (mut texts, mut gaps) = (Vec::new(), Vec::new());
    let mut rest = english;
    while let Some((text, after)) = rest.split_once('{') {
        let (kind, after) = after.split_once('}').unwrap_or((after, ""));
        texts.push(text);
        gaps.push(match kind {
            "n" => Gap::Number,
            "m" => Gap::Message,
            _ => Gap::Anything,
        });
        rest = after;
    }
    texts.push(rest);
    Row { texts, gaps, french }
}

impl Row {
    /// What stands in the gaps where a message is this one.
    fn filled<'m>(&self, message: &'m str) -> Option<Vec<&'m str>> {
        let (first, others) = self.texts.split_first()?;
        let mut rest = message.strip_prefix(first)?;
        let mut filled = Vec::with_capacity(others.len());
        for (at, text) in others.iter().enumerate() {
            let is_last = at + 1 == others.len();
            let (gap, after) = if is_last { (rest.strip_suffix(text)?, "") } else { rest.split_once(text)? };
            let is_number = !gap.is_empty() && gap.bytes().all(|byte| byte.is_ascii_digit());
            if self.gaps[at] == Gap::Number && !is_number {
                return None;
            }
            filled.push(gap);
            rest = after;
        }
        rest.is_empty().then_some(filled)
    }
}

impl Language {
    /// The language of the environment: that of messages as the system knows it.
    pub fn of_environment() -> Language {
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(std::env::var_os);
        let locale =
            named.map(|locale| locale.to_string_lossy().into_owned()).find(|locale| !locale.is_empty());
        let language = locale.as_deref().and_then(|locale| locale.split(['_', '.', '@', '-']).next());
        if language.is_some_and(|language| language.eq_ignore_ascii_case("fr")) {
            Language::Fr
        } else {
            Language::En
        }
    }

    /// Chooses it for this process; the first choice stays.
    pub fn choose(self) {
        let _ = CHOSEN.set(self);
    }

    /// The chosen one.
    pub fn chosen() -> Language {
        CHOSEN.get().copied().unwrap_or_default()
    }

    /// A message in this language.
    pub fn say(self, message: &str) -> Cow<'_, str> {
        if self == Language::En {
            return Cow::Borrowed(message);
        }
        for row in ROWS.iter() {
            let Some(filled) = row.filled(message) else { continue };
            // The value of a gap may look like a gap: the French message is read only once.
            let mut said = String::with_capacity(row.french.len());
            let mut rest = row.french;
            while let Some((before, after)) = rest.split_once('{') {
                said.push_str(before);
                let (number, after) = after.split_once('}').unwrap_or((after, ""));
                let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                if let Some((gap, kind)) = at.and_then(|at| Some((filled.get(at)?, row.gaps.get(at)?))) {
                    said.push_str(&self.in_gap(gap, *kind));
                }
                rest = after;
            }
            said.push_str(rest);
            return Cow::Owned(said);
        }
        Cow::Borrowed(message)
    }

    /// What stands in a gap, in this language.
    fn in_gap<'m>(self, gap: &'m str, kind: Gap) -> Cow<'m, str> {
        match kind {
            Gap::Number => Cow::Borrowed(gap),
            Gap::Message => self.say(gap),
            Gap::Anything => {
                let parts: Vec<Cow<'_, str>> = gap.split(", ").map(|part| self.count(part)).collect();
                Cow::Owned(parts.join(", "))
            }
        }
    }

    /// `3 recaps`, `1 added` in this language.
    fn count(self, part: &str) -> Cow<'_, str> {
        let is_count = part.split_once(' ').is_some_and(|(number, noun)| {
            number.parse::<u64>().is_ok() && noun.chars().all(char::is_alphabetic)
        });
        if is_count { Cow::Owned(self.say(part).into_owned()) } else { Cow::Owned(part.to_owned()) }
    }
}

/// A message in the language of this process.
pub fn say(message: &str) -> Cow<'_, str> {
    Language::chosen().say(message)
}

/// A number with a point for its decimals as the language of this process writes it.
pub(crate) fn decimal(number: String) -> String {
    if Language::chosen() == Language::Fr { number.replace('.', ",") } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_gaps_that_its_french_knows() {
        for row in ROWS.iter() {
            for (at, _) in row.gaps.iter().enumerate() {
                assert!(row.french.contains(&format!("{{{}}}", at + 1)), "{:?}: {}", row.texts, row.french);
            }
            assert_eq!(row.french.matches('{').count(), row.gaps.len(), "{}", row.french);
        }
    }

    #[test]
    fn what_stands_in_a_gap_is_no_gap() {
        assert_eq!(Language::Fr.say("written to {2}; {1}"), "écrit dans {2} ; {1}");
    }
}
