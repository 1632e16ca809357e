//! Names among the words of a query, and what the thesaurus says of them.
//!
//! A name of several words (`haute disponibilité`) counts as a whole. A talk that does not hold it may still hold its words,
//! or those of another of its names (`high availability`): then each word counts for what it says by itself, and the share
//! of them that the talk holds for the name.

use super::forms;
use super::plan::{Expansion, Form, Matcher, Name, NameWord, Relation, Spelling};
use super::planner::{Planner, label};
use crate::Result;
use crate::analysis::glossary::{LONGEST, Meaning, Tie};
use crate::analysis::{Word, is_light_word, is_stop_word, stem};

/// Where this many talks hold what was asked for, what is only near it is left out.
const ENOUGH: u32 = 5;
/// Forms that the thesaurus adds to a word, at the most.
const MOST_FORMS: usize = 160;
/// Other names whose words are searched one by one, at the most.
const SPELLINGS: usize = 3;

/// Clauses side by side that are a name, and what that also stands for.
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
    /// The folded words, with a space between.
    typed: String,
    /// The same with their accents.
    shown: String,
    meanings: Vec<Meaning>,
}

/// What the thesaurus says of clauses.
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
        spellings.extend(others.take(SPELLINGS).map(|words| Spelling { relation: Relation::Apart, words }));
        Ok(Matcher::Name(Name { label: run.typed.clone(), whole, spellings }))
    }

    /// The words of another name that are no stop words, each wherever it stands. A word that says little may be said in the
    /// other language: a talk about an `outil CLI` holds `CLI tool`.
    fn apart(&self, words: &[String]) -> Vec<NameWord> {
        let counting = words.iter().filter(|word| !is_stop_word(word));
        let of_word = |word: &String| {
            let is_light = is_light_word(word);
            let mut forms = forms::meaning(std::slice::from_ref(word), Relation::Synonym);
            if is_light {
                let same = self.settings.glossary.meanings(&[word]).into_iter();
                let same = same.filter(|meaning| meaning.tie == Tie::Same && meaning.words.len() == 1);
                forms.extend(same.flat_map(|meaning| forms::meaning(&meaning.words, Relation::Synonym)));
            }
            NameWord { forms, is_light }
        };
        counting.map(of_word).collect()
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
            let synonyms = of_clauses[at].iter().filter(|form| form.relation <= Relation::Synonym);
            forms.extend(synonyms.cloned());
            of_words
                .push(NameWord { forms, is_light: words.iter().all(|word| is_light_word(&word.surface)) });
        }
        Ok(of_words)
    }

    /// What the thesaurus says of each clause, and the names of several clauses that are among them. A name inside a longer
    /// one leads to its other names only: who asks for a `graph database` asks for no other database.
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

    /// The runs of clauses from `first` on that are names.
    pub(super) fn runs_from(&self, meant: &[Option<&[Word]>], first: usize) -> Vec<Run> {
        let (mut surfaces, mut shown): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        let mut ends = Vec::new();
        for (last, words) in meant.iter().enumerate().skip(first) {
            let Some(words) = words else { break };
            if surfaces.len() + words.len() > LONGEST {
                break;
            }
            surfaces.extend(words.iter().map(|w| w.surface.as_str()));
            shown.extend(words.iter().map(Word::accented));
            ends.push((last, surfaces.len()));
        }
        let mut by_length = self.settings.glossary.meanings_of_first(&surfaces);
        let mut runs = Vec::new();
        for (last, length) in ends {
            let of_length = length.checked_sub(1).and_then(|at| by_length.get_mut(at));
            let meanings = of_length.map(std::mem::take).unwrap_or_default();
            let is_name = last > first && self.settings.glossary.knows(&surfaces[..length]);
            if is_name || !meanings.is_empty() {
                let (typed, shown) = (surfaces[..length].join(" "), shown[..length].join(" "));
                runs.push(Run { first, last, typed, shown, meanings });
            }
        }
        runs
    }

    /// The forms of what a run also stands for, and what is to be said of them. What no talk holds would only be noise. Where
    /// the run is all that is asked for and no talk holds it, what is only near it would be an answer to something else.
    fn expand(&self, run: &Run, is_inside: bool, is_all: bool) -> Result<(Vec<Form>, Vec<Expansion>)> {
        let (mut forms, mut expansions): (Vec<Form>, Vec<Expansion>) = (Vec::new(), Vec::new());
        let mut talks = self.near(&run.typed)?;
        let mut is_named = talks > 0;
        for meaning in &run.meanings {
            let relation = Relation::of(meaning);
            let is_same = meaning.tie == Tie::Same;
            let is_needless = relation.is_far() && (talks >= ENOUGH || (is_all && !is_named));
            if forms.len() >= MOST_FORMS || is_needless || (is_inside && !is_same) {
                continue;
            }
            let held = self.held(&meaning.words)?;
            if held == 0 {
                continue;
            }
            is_named |= is_same;
            if !relation.is_far() {
                talks = talks.saturating_add(held);
            }
            for form in forms::meaning(&meaning.words, relation) {
                if !forms.iter().any(|known| known.term == form.term) {
                    forms.push(form);
                }
            }
            if is_same {
                forms.extend(forms::near(&meaning.words));
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

    /// How many talks hold what was typed, at the most.
    fn near(&self, typed: &str) -> Result<u32> {
        let words: Vec<String> = typed.split(' ').map(str::to_owned).collect();
        self.held(&words)
    }

    /// How many talks hold all of the folded words, in any inflection, at the most.
    fn held(&self, words: &[String]) -> Result<u32> {
        let mut least = u32::MAX;
        for word in words {
            let mut talks = self.index.frequency(word)?;
            for stem in stem::stems(word, word) {
                talks = talks.max(self.index.stem_frequency(&stem)?);
            }
            least = least.min(talks);
            if least == 0 {
                break;
            }
        }
        // Written as one, it may be held although none of its words is.
        if least == 0 && words.len() == 2 { self.index.frequency(&words.concat()) } else { Ok(least) }
    }
}
