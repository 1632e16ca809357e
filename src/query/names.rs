//! Names among the words of a query, and what the thesaurus says of them.
//!
//! A name of several words (`haute disponibilité`) counts as a whole. A talk that does not hold it may still hold its words,
//! or those of another of its names (`high availability`): then each word counts for what it says by itself, and the share
//! of them that the talk holds for the name.

use super::forms;
use super::held::{ENOUGH, ENOUGH_BESIDE};
use super::plan::{Expansion, Form, Matcher, Name, NameWord, Relation, Spelling, Term};
use super::planner::{Planner, label};
use crate::analysis::glossary::{LONGEST, Meaning, Tie};
use crate::analysis::{Word, is_light_word, is_stop_word, stem};
use crate::{Error, Result};

/// Forms that the thesaurus adds to a word, at most.
const MOST_FORMS: usize = 160;
/// Other names whose words are searched one by one, at most.
const SPELLINGS: usize = 3;

/// Clauses side by side that form a name, and the synonyms of that name.
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
    /// The folded words, with a space between.
    typed: String,
    /// The same with their accents.
    shown: String,
    meanings: Vec<Meaning>,
}

/// The entries of the thesaurus for clauses.
pub(super) struct Synonyms {
    pub(super) of_clauses: Vec<Vec<Form>>,
    /// Names of several clauses, which do not overlap.
    pub(super) names: Vec<Run>,
}

impl Planner<'_> {
    /// A name of several clauses: it counts as a whole, else its words do, or those of its other names.
    pub(super) fn name(
        &mut self,
        run: &Run,
        meant: &[Option<&[Word]>],
        of_clauses: &[Vec<Form>],
    ) -> Result<Matcher> {
        let words: Vec<Word> =
            meant[run.first..=run.last].iter().flatten().flat_map(|words| words.iter().cloned()).collect();
        let mut whole = forms::of_words(&words, false);
        let is_all = run.first == 0 && run.last + 1 == meant.len();
        for form in self.expand(run, false, is_all)?.0 {
            if !whole.iter().any(|known| known.term == form.term) {
                whole.push(form);
            }
        }
        let mut spellings = vec![Spelling {
            relation: Relation::Scattered,
            words: self.words_of_name(run, meant, of_clauses)?,
        }];
        let others = run.meanings.iter().filter(|meaning| meaning.tie == Tie::Same);
        let others = others.map(|meaning| self.apart(&meaning.words)).filter(|words| words.len() > 1);
        let mut others: Vec<Vec<NameWord>> = others.collect();
        // A longer name says more than was asked for.
        others.sort_by_key(|other| other.len().saturating_sub(spellings[0].words.len()));
        spellings.extend(
            others.into_iter().take(SPELLINGS).map(|words| Spelling { relation: Relation::Apart, words }),
        );
        Ok(Matcher::Name(Name { label: run.typed.clone(), whole, spellings }))
    }

    /// The words of another name that are no stop words, each with the words that say the same of it. A word that says little
    /// may be said in the other language: a talk about an `outil CLI` holds `CLI tool`.
    fn said(&self, words: &[String]) -> Vec<Vec<String>> {
        let counting = words.iter().filter(|word| !is_stop_word(word));
        let of_word = |word: &String| {
            let mut said = vec![word.clone()];
            if is_light_word(word) {
                let same = self.settings.glossary.meanings(&[word]).into_iter();
                let same = same.filter(|meaning| meaning.tie == Tie::Same && meaning.words.len() == 1);
                said.extend(same.flat_map(|meaning| meaning.words));
            }
            said
        };
        counting.map(of_word).collect()
    }

    /// The words of another name, each wherever it stands.
    fn apart(&self, words: &[String]) -> Vec<NameWord> {
        let of_word = |said: Vec<String>| {
            let is_light = said.first().is_some_and(|word| is_light_word(word));
            let forms_of = |word: &[String]| {
                let stems = word.first().map(|word| stem::stems(word, word)).unwrap_or_default();
                forms::of_name(word, &stems, Relation::Synonym)
            };
            NameWord { forms: said.chunks(1).flat_map(forms_of).collect(), is_light }
        };
        self.said(words).into_iter().map(of_word).collect()
    }

    /// The words of a name as typed, each with its own forms.
    fn words_of_name(
        &mut self,
        run: &Run,
        meant: &[Option<&[Word]>],
        of_clauses: &[Vec<Form>],
    ) -> Result<Vec<NameWord>> {
        let mut of_words = Vec::new();
        for at in run.first..=run.last {
            let Some(words) = meant[at] else { continue };
            if words.iter().all(|word| is_stop_word(&word.surface)) {
                continue;
            }
            self.plan.terms.push(label(words));
            let mut forms = forms::of_words(words, false);
            self.add_relatives(words, &mut forms)?;
            self.add_cognates(words, &mut forms)?;
            self.add_misspellings(words, &mut forms)?;
            let synonyms = of_clauses[at].iter().filter(|form| form.relation <= Relation::Perhaps);
            forms.extend(synonyms.cloned());
            of_words
                .push(NameWord { forms, is_light: words.iter().all(|word| is_light_word(&word.surface)) });
        }
        Ok(of_words)
    }

    /// The thesaurus entries of each clause, and of the names of several clauses that are among them. A name inside a longer
    /// one only adds its other names: a query for a `graph database` is not one for any other database.
    pub(super) fn synonyms(&mut self, meant: &[Option<&[Word]>], passed_over: &[bool]) -> Result<Synonyms> {
        let mut found = Synonyms { of_clauses: vec![Vec::new(); meant.len()], names: Vec::new() };
        if self.settings.exact || self.excluding {
            return Ok(found);
        }
        let mut runs = Vec::new();
        for first in 0..meant.len() {
            let of_first = self.runs_from(meant, first);
            runs.extend(of_first.into_iter().filter(|run| run.first < run.last || !passed_over[run.first]));
        }
        let clauses = |run: &Run| run.last - run.first;
        runs.sort_by_key(|run| (std::cmp::Reverse(clauses(run)), run.first));
        let mut expansions = Vec::new();
        for run in runs {
            let is_apart = |other: &Run| run.last < other.first || other.last < run.first;
            let is_inside =
                found.names.iter().any(|longer| longer.first <= run.first && run.last <= longer.last);
            let is_all = run.first == 0 && run.last + 1 == meant.len();
            let (forms, of_run) = self.expand(&run, is_inside, is_all)?;
            expansions.extend(of_run.into_iter().map(|expansion| (run.first, expansion)));
            if run.first < run.last && found.names.iter().all(is_apart) {
                found.names.push(run);
                continue;
            }
            for of_clause in &mut found.of_clauses[run.first..=run.last] {
                of_clause.extend(forms.iter().cloned());
            }
        }
        expansions.sort_by_key(|(first, _)| *first);
        self.plan.expansions.extend(expansions.into_iter().map(|(_, expansion)| expansion));
        Ok(found)
    }

    /// The clauses that are part of a name of several clauses.
    pub(super) fn in_names(&self, meant: &[Option<&[Word]>]) -> Vec<bool> {
        let mut in_names = vec![false; meant.len()];
        for first in 0..meant.len() {
            let (words, ends) = words_from(meant, first);
            let surfaces: Vec<&str> = words.iter().map(|word| word.surface.as_str()).collect();
            let known = self.settings.glossary.known_of_first(&surfaces);
            let is_name = |length: usize| length.checked_sub(1).is_some_and(|at| known[at]);
            let last = ends.iter().rev().find(|(last, length)| *last > first && is_name(*length));
            if let Some((last, _)) = last {
                in_names[first..=*last].fill(true);
            }
        }
        in_names
    }

    /// The runs of clauses from `first` on that are names.
    fn runs_from(&self, meant: &[Option<&[Word]>], first: usize) -> Vec<Run> {
        let (words, ends) = words_from(meant, first);
        let surfaces: Vec<&str> = words.iter().map(|word| word.surface.as_str()).collect();
        let shown: Vec<&str> = words.iter().map(|word| word.accented()).collect();
        let mut by_length = self.settings.glossary.meanings_of_first(&surfaces);
        let mut runs = Vec::new();
        for (last, length) in ends {
            let of_length = length.checked_sub(1).and_then(|at| by_length.get_mut(at));
            let of_length = of_length.map(|(is_known, meanings)| (*is_known, std::mem::take(meanings)));
            let (is_known, meanings) = of_length.unwrap_or_default();
            let is_name = last > first && is_known;
            if is_name || !meanings.is_empty() {
                let (typed, shown) = (surfaces[..length].join(" "), shown[..length].join(" "));
                runs.push(Run { first, last, typed, shown, meanings });
            }
        }
        runs
    }

    /// Adds to a quotation of several words what says the same otherwise: the words in another number, and other names of what
    /// they name. A quotation that no talk holds word for word finds nothing.
    pub(super) fn add_reworded(&mut self, words: &[Word], forms: &mut Vec<Form>) -> Result<()> {
        let quoted: Vec<String> = words.iter().map(|word| word.surface.clone()).collect();
        let is_strict = self.settings.exact || self.excluding;
        if is_strict || quoted.len() < 2 || !self.vocabulary.holds_in_a_row(&quoted)? {
            return Ok(());
        }
        let number_of =
            |word: &String| if is_stop_word(word) { vec![word.clone()] } else { forms::numbers(word) };
        let numbers = Term::Phrase(quoted.iter().map(number_of).collect());
        forms.push(Form { term: numbers, relation: Relation::Reworded });
        let surfaces: Vec<&str> = quoted.iter().map(String::as_str).collect();
        let mut others = Vec::new();
        for meaning in self.settings.glossary.meanings(&surfaces) {
            if meaning.tie == Tie::Same && self.held_as(&meaning)? > 0 {
                forms.extend(forms::meaning(&meaning, Relation::Reworded));
                others.push(meaning.label);
            }
        }
        if !others.is_empty() {
            let word = words.iter().map(Word::accented).collect::<Vec<_>>().join(" ");
            self.plan.expansions.push(Expansion {
                word,
                relation: Relation::Synonym.as_str(),
                forms: others,
            });
        }
        Ok(())
    }

    /// The related forms of a run, and their report for the output. Forms that no talk holds are left out as noise. Where the
    /// run is the whole query and no talk holds it, forms that are only near it would answer a different query.
    fn expand(&self, run: &Run, is_inside: bool, is_all: bool) -> Result<(Vec<Form>, Vec<Expansion>)> {
        let (mut forms, mut expansions): (Vec<Form>, Vec<Expansion>) = (Vec::new(), Vec::new());
        let typed: Vec<String> = run.typed.split(' ').map(str::to_owned).collect();
        let mut talks = self.near(&typed)?;
        let mut is_named = talks > 0;
        // Beside other words, which find talks too, a word needs fewer.
        let enough = if is_all || typed.len() > 1 { ENOUGH } else { ENOUGH_BESIDE };
        // A name whose words all stand in many talks may still be the name in none.
        if talks > 0 && typed.len() > 1 && !self.vocabulary.holds_in_a_row(&typed)? {
            talks = 0;
        }
        for meaning in &run.meanings {
            let relation = Relation::of(meaning);
            let is_same = meaning.tie == Tie::Same;
            let is_needless = relation.is_far() && (talks >= enough || (is_all && !is_named));
            if forms.len() >= MOST_FORMS || is_needless || (is_inside && !is_same) {
                continue;
            }
            let held = self.held_as(meaning)?;
            let said = if is_same { self.said(&meaning.words) } else { Vec::new() };
            let near = forms::near(&said);
            if held == 0 && (near.is_none() || !self.is_held_apart(&said, run.first < run.last)?) {
                continue;
            }
            let in_a_row = || {
                Ok::<_, Error>(meaning.words.len() == 1 || self.vocabulary.holds_in_a_row(&meaning.words)?)
            };
            // Once there are enough talks, it does not matter how many more.
            let is_open = talks < enough || !is_named;
            if held > 0 && is_open && !relation.is_far() && in_a_row()? {
                is_named |= is_same;
                talks = talks.saturating_add(held);
            }
            let whole = if held > 0 { forms::meaning(meaning, relation) } else { Vec::new() };
            for form in whole.into_iter().chain(near) {
                if !forms.iter().any(|known| known.term == form.term) {
                    forms.push(form);
                }
            }
            match expansions.iter_mut().find(|known| known.relation == relation.as_str()) {
                Some(known) => known.forms.push(meaning.label.clone()),
                None => expansions.push(Expansion {
                    word: run.shown.clone(),
                    relation: relation.as_str(),
                    forms: vec![meaning.label.clone()],
                }),
            }
        }
        Ok((forms, expansions))
    }
}

/// The words of the clauses from `first` on, no more than a name may have, and how many there are up to each clause.
fn words_from<'m>(meant: &[Option<&'m [Word]>], first: usize) -> (Vec<&'m Word>, Vec<(usize, usize)>) {
    let (mut all, mut ends) = (Vec::new(), Vec::new());
    for (last, words) in meant.iter().enumerate().skip(first) {
        let Some(words) = words.filter(|words| all.len() + words.len() <= LONGEST) else { break };
        all.extend(words);
        ends.push((last, all.len()));
    }
    (all, ends)
}
