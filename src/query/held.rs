//! Whether the talks hold what a query says, or what the thesaurus says of it: related forms that no talk holds are noise.

use super::forms;
use super::planner::Planner;
use crate::Result;
use crate::analysis::glossary::Meaning;
use crate::analysis::{is_light_word, stem};

/// Where this number of talks hold the requested word, related forms are left out: they fill a page.
pub(super) const ENOUGH: u32 = 10;
/// The same for a word among others.
pub(super) const ENOUGH_BESIDE: u32 = 5;

impl Planner<'_> {
    /// Whether talks hold each of the words by one of its alternatives; or, of a name whose words are searched one by one, a
    /// word that says something.
    pub(super) fn is_held_apart(&self, said: &[Vec<String>], by_words: bool) -> Result<bool> {
        for word in said {
            let mut is_held = false;
            for alternative in word {
                is_held |=
                    self.held(std::slice::from_ref(alternative), &stem::stems(alternative, alternative))? > 0;
            }
            let is_telling = word.first().is_some_and(|word| !is_light_word(word));
            match is_held {
                true if by_words && is_telling => return Ok(true),
                false if !by_words => return Ok(false),
                _ => {}
            }
        }
        Ok(!by_words)
    }

    /// How many talks hold what was typed, at most.
    pub(super) fn near(&self, words: &[String]) -> Result<u32> {
        let stems = if let [word] = words { stem::stems(word, word) } else { Vec::new() };
        self.held(words, &stems)
    }

    /// How many talks hold what the thesaurus says, at most; see [`Planner::held`].
    pub(super) fn held_as(&self, meaning: &Meaning) -> Result<u32> {
        let mut talks = self.held(&meaning.words, &meaning.stems)?;
        for form in &meaning.inflections {
            if talks >= ENOUGH {
                break;
            }
            talks = talks.max(self.vocabulary.frequency(form)?);
        }
        Ok(talks)
    }

    /// How many talks hold a folded word in any inflection, given its stems, or all words of a name in some number. No
    /// more than [`ENOUGH`] are counted.
    fn held(&self, words: &[String], stems: &[String]) -> Result<u32> {
        if let [word] = words {
            let mut talks = self.vocabulary.frequency(word)?;
            for stem in stems {
                if talks >= ENOUGH {
                    break;
                }
                talks = talks.max(self.vocabulary.stem_frequency(stem)?);
            }
            return Ok(talks);
        }
        let mut least = u32::MAX;
        for word in words {
            let mut talks = 0;
            for number in forms::numbers(word) {
                talks = self.vocabulary.frequency(&number)?;
                if talks > 0 {
                    break;
                }
            }
            least = least.min(talks);
            if least == 0 {
                break;
            }
        }
        // Written as one, it may be held although none of its words is.
        if least == 0 && words.len() == 2 { self.vocabulary.frequency(&words.concat()) } else { Ok(least) }
    }
}
