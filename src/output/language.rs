//! The language that people are spoken to in: messages and labels, never JSON.
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

/// What was chosen for this process.
static CHOSEN: OnceLock<Language> = OnceLock::new();

/// A row of the table: the English message between its gaps, which of them hold numbers only, and the French message.
struct Row {
    texts: Vec<&'static str>,
    numbers: Vec<bool>,
    french: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = FRENCH.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(english, french)| row(english, french)).collect()
});

fn row(english: &'static str, french: &'static str) -> Row {
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    let mut rest = english;
    while let Some((text, after)) = rest.split_once('{') {
        texts.push(text);
        numbers.push(after.starts_with('n'));
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    texts.push(rest);
    Row { texts, numbers, french }
}

impl Row {
    /// What stands in the gaps where a message is this one.
    fn gaps<'m>(&self, message: &'m str) -> Option<Vec<&'m str>> {
        let (first, others) = self.texts.split_first()?;
        let mut rest = message.strip_prefix(first)?;
        let mut gaps = Vec::with_capacity(others.len());
        for (at, text) in others.iter().enumerate() {
            let is_last = at + 1 == others.len();
            let (gap, after) = if is_last { (rest.strip_suffix(text)?, "") } else { rest.split_once(text)? };
            if self.numbers[at] && (gap.is_empty() || !gap.bytes().all(|byte| byte.is_ascii_digit())) {
                return None;
            }
            gaps.push(gap);
            rest = after;
        }
        rest.is_empty().then_some(gaps)
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
            let Some(gaps) = row.gaps(message) else { continue };
            let mut said = row.french.to_owned();
            for (at, gap) in gaps.iter().enumerate() {
                // Counts are messages of their own.
                let parts: Vec<Cow<'_, str>> = gap.split(", ").map(|part| self.count(part)).collect();
                said = said.replace(&format!("{{{}}}", at + 1), &parts.join(", "));
            }
            return Cow::Owned(said);
        }
        Cow::Borrowed(message)
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
