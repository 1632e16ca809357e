//! Words of the index that are misspellings of a word of a query: who writes a recap slips too.
//!
//! Only a word that is known and that no talk holds is looked for so. What counts for it is nearer than what a query is
//! mended to, because nobody sees the word that was meant beside it: one slip, in a word that no list knows.

use super::correct::reach;
use super::misspelling::cost;
use super::plan::{Expansion, Form, Relation, Term};
use super::planner::Planner;
use crate::Result;
use crate::analysis::glossary::Glossary;
use crate::analysis::{Word, dictionary};
use crate::index::TalkField;
use crate::index::vocabulary::Vocabulary;

/// Letters of the word, at the least: a short one has neighbours that are names of their own.
const SHORTEST: usize = 7;
/// The highest cost of the misspelling.
const LIMIT: f32 = 2.0;

/// Words of the index that can only be misspellings of a folded word: no list knows them, and nobody is called so.
pub(super) fn misspellings(
    surface: &str,
    vocabulary: &dyn Vocabulary,
    glossary: &Glossary,
) -> Result<Vec<String>> {
    let is_long = surface.len() >= SHORTEST && surface.bytes().all(|b| b.is_ascii_lowercase());
    let is_known = || dictionary::is_word(surface) || glossary.knows(&[surface]);
    let Some(distance) = reach(surface).filter(|_| is_long && is_known()) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for near in vocabulary.spelt_like(surface, distance)? {
        let near = near.surface;
        let is_slip = near != surface && cost(&near, surface) <= LIMIT;
        if !is_slip || dictionary::is_word(&near) || glossary.knows(&[&near]) {
            continue;
        }
        let mut is_name = false;
        for field in [TalkField::Speaker, TalkField::Organisation, TalkField::Event] {
            is_name = is_name || vocabulary.stands_in(field, &near)?;
        }
        if !is_name {
            found.push(near);
        }
    }
    Ok(found)
}

impl Planner<'_> {
    /// Adds the misspellings of a word that talks hold, where none holds the word itself under any name.
    pub(super) fn add_misspellings(&mut self, words: &[Word], forms: &mut Vec<Form>) -> Result<()> {
        let [word] = words else { return Ok(()) };
        if self.settings.exact || self.excluding || self.held_by(forms)? > 0 {
            return Ok(());
        }
        let found = misspellings(&word.surface, self.vocabulary, &self.settings.glossary)?;
        if found.is_empty() {
            return Ok(());
        }
        let relation = Relation::Fuzzy;
        forms.extend(found.iter().map(|other| Form { term: Term::Surface(other.clone()), relation }));
        let spelt = found.iter().map(|other| self.vocabulary.spelling(other)).collect::<Result<_>>()?;
        let word = word.accented().to_owned();
        self.plan.expansions.push(Expansion { word, relation: relation.as_str(), forms: spelt });
        Ok(())
    }
}
