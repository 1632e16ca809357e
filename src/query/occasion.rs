//! Which event a query means by `event:kcd`, `event:pycon`, `event:devoxx24`: what it is also called, what begins so, an edition.

use super::MAX_EXPANSIONS;
use super::plan::{Form, Matcher, Relation, Term};
use super::planner::Planner;
use crate::Result;
use crate::analysis::{Word, words};
use crate::index::TalkField;
use crate::recap::events_called;

/// A name and the year of an edition behind it: `KubeCon EU 2024`, `kubecon-2024`, `devoxx24`, `Devoxx '24`.
pub fn edition(typed: &str) -> Option<(&str, i32)> {
    let typed = typed.trim_end();
    let name = typed.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &typed[name.len()..];
    let year: i32 = digits.parse().ok()?;
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    match digits.len() {
        _ if name.is_empty() => None,
        2 => Some((name, 2000 + year)),
        4 => Some((name, year)),
        _ => None,
    }
}

impl Planner<'_> {
    /// What talks of an event hold: what was typed, given as it is planned, or names that it stands for; where no event is
    /// called so, the words of events that begin with it, or an edition.
    pub(super) fn occasion(&self, name: &[Word], typed: Matcher) -> Result<Matcher> {
        if self.settings.exact {
            return Ok(typed);
        }
        let typed_name = text(name);
        let known = events_called(&typed_name);
        let mut is_held = self.is_in_event(&typed_name)?;
        for name in &known {
            is_held = is_held || self.is_in_event(name)?;
        }
        // All its words, in any order: an edition is held as a name and a year.
        let mut meant = vec![typed, Matcher::named(&typed_name, TalkField::Event)];
        meant.extend(known.iter().map(|name| Matcher::named(name, TalkField::Event)));
        if !is_held && let Some((name, year)) = edition(&typed_name) {
            let of_any_year = Matcher::named(name, TalkField::Event);
            let name = words(name);
            meant.push(Matcher::All(vec![self.occasion(&name, of_any_year)?, Matcher::Year(year..=year)]));
        } else if !is_held && let [word] = name {
            meant.extend(self.beginning(&word.surface)?);
        }
        Ok(Matcher::Any(meant))
    }

    /// Whether each word of a name stands in the name of some event.
    fn is_in_event(&self, name: &str) -> Result<bool> {
        for word in words(name) {
            if !self.vocabulary.stands_in(TalkField::Event, &word.surface)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The words of names of events that begin so.
    fn beginning(&self, prefix: &str) -> Result<Option<Matcher>> {
        let mut forms = Vec::new();
        for (word, _) in self.vocabulary.beginning_with(prefix, MAX_EXPANSIONS)?.unwrap_or_default() {
            if self.vocabulary.stands_in(TalkField::Event, &word)? {
                forms.push(Form { term: Term::Surface(word), relation: Relation::Prefix });
            }
        }
        let label = prefix.to_owned();
        Ok((!forms.is_empty()).then_some(Matcher::Forms { label, forms, field: Some(TalkField::Event) }))
    }
}

/// Words with a space between.
fn text(words: &[Word]) -> String {
    words.iter().map(Word::accented).collect::<Vec<_>>().join(" ")
}
