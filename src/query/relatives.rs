//! What a word of a query finds besides itself: words of its family, and like words of the other language; and who only
//! bears a name like it.

use super::held::ENOUGH_BESIDE;
use super::plan::{Expansion, Form, Relation, Term};
use super::planner::Planner;
use super::{forms, kinship};
use crate::Result;
use crate::analysis::{Word, dictionary, family, is_stop_word};
use crate::index::TalkField;

impl Planner<'_> {
    /// Adds the words of the family of a word that talks hold.
    pub(super) fn add_relatives(&self, words: &[Word], forms: &mut Vec<Form>) -> Result<()> {
        let [word] = words else { return Ok(()) };
        if self.settings.exact || self.excluding {
            return Ok(());
        }
        let mut stems: Vec<String> = Vec::new();
        let is_held = self.vocabulary.frequency(&word.surface)? > 0;
        let others = if is_held { kinship::strange_inflections } else { kinship::kin };
        for other in others(&word.surface, self.vocabulary)? {
            forms::relative(&other, Relation::Family, &mut stems, forms);
        }
        for relative in family::relatives(&word.surface) {
            let surface = &relative.surface;
            if self.vocabulary.frequency(surface)? > 0 && !is_stop_word(surface) && relative.is_attested() {
                forms::relative(surface, Relation::Family, &mut stems, forms);
            }
        }
        Ok(())
    }

    /// Adds the like words of the other language that talks hold, where few hold the word itself under any name.
    pub(super) fn add_cognates(&mut self, words: &[Word], forms: &mut Vec<Form>) -> Result<()> {
        let [word] = words else { return Ok(()) };
        if self.settings.exact || self.excluding || self.held_by(forms)? >= ENOUGH_BESIDE {
            return Ok(());
        }
        let is_known = |form: &Form, other: &str| matches!(&form.term, Term::Surface(own) if own == other);
        let mut found = kinship::cognates(&word.surface, self.vocabulary)?;
        found.retain(|other| !forms.iter().any(|form| is_known(form, other)));
        let mut stems = Vec::new();
        for other in &found {
            forms::relative(other, Relation::Cognate, &mut stems, forms);
        }
        if !found.is_empty() {
            let relation = Relation::Cognate.as_str();
            let spelt = found.iter().map(|other| self.vocabulary.spelling(other)).collect::<Result<_>>()?;
            self.plan.expansions.push(Expansion { word: word.accented().to_owned(), relation, forms: spelt });
        }
        Ok(())
    }

    /// Takes out stems that are no words but the names of persons, companies or events: `martinique` is not Martin, and
    /// `mixité` no event called so.
    pub(super) fn leave_out_namesakes(&self, words: &[Word], forms: &mut Vec<Form>) -> Result<()> {
        const NAMES: [TalkField; 3] = [TalkField::Speaker, TalkField::Organisation, TalkField::Event];
        let mut namesakes = Vec::new();
        for form in forms.iter() {
            let Term::Stem(stem) = &form.term else { continue };
            let is_typed = words.iter().any(|word| word.surface == *stem);
            if is_typed || dictionary::is_word(stem) || self.settings.glossary.knows(&[stem]) {
                continue;
            }
            for field in NAMES {
                if self.vocabulary.stands_in(field, stem)? {
                    namesakes.push(stem.clone());
                    break;
                }
            }
        }
        forms.retain(|form| !matches!(&form.term, Term::Stem(stem) if namesakes.contains(stem)));
        Ok(())
    }

    /// How many talks hold one of the forms that are the word itself, at least; no more than [`ENOUGH_BESIDE`] are counted.
    pub(super) fn held_by(&self, forms: &[Form]) -> Result<u32> {
        let mut most = 0;
        for form in forms.iter().filter(|form| form.relation.is_own()) {
            most = most.max(match &form.term {
                Term::Surface(surface) => self.vocabulary.frequency(surface)?,
                Term::Stem(stem) => self.vocabulary.stem_frequency(stem)?,
                _ => 0,
            });
            if most >= ENOUGH_BESIDE {
                break;
            }
        }
        Ok(most)
    }
}
