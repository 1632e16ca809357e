//! Makes a query ready for an index: what is ranked, what only narrows, what was meant by misspelt words.

use super::correct::Verdict;
use super::plan::{Correction, Expansion, Form, Matcher, Plan, Relation, Settings, Suggestion, Term};
use super::{MAX_EXPANSIONS, Node, correct, forms};
use crate::analysis::glossary::{LONGEST, Meaning, Tie};
use crate::analysis::{Word, is_stop_word, stem, words};
use crate::index::Area;
use crate::index::Index;
use crate::{Error, Result};

/// Makes a query ready for an index.
///
/// # Errors
/// [`Error::QueryLimit`] for a prefix that too many words have; I/O errors of the index.
pub fn plan(nodes: &[Node], index: &Index, settings: &Settings) -> Result<Plan> {
    let mut planner = Planner { index, settings, plan: Plan::default(), excluding: false };
    let (ranked, narrowing): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|node| !node.is_filter());
    planner.plan.clauses = planner.sequence(&ranked)?;
    for node in narrowing {
        match node {
            Node::Not(node) => planner.exclude(node)?,
            node => {
                let filter = planner.matcher(node, true)?;
                planner.plan.filters.extend(filter);
            }
        }
    }
    Ok(planner.plan)
}

/// Where so many talks hold what was asked for, nobody needs what is only near it.
const ENOUGH: u32 = 5;
/// Forms that the thesaurus adds to a word, at the most.
const MOST_FORMS: usize = 160;

/// Clauses side by side that are a name, and what that also stands for.
struct Run {
    first: usize,
    last: usize,
    /// The folded words, with a space between.
    typed: String,
    meanings: Vec<Meaning>,
}

struct Planner<'a> {
    index: &'a Index,
    settings: &'a Settings,
    plan: Plan,
    /// Whether what is planned is to be left out: the word that was typed, not all that it may also mean.
    excluding: bool,
}

impl Planner<'_> {
    /// Leaves out talks with a clause.
    fn exclude(&mut self, node: &Node) -> Result<()> {
        self.excluding = true;
        let excluded = self.matcher(node, false)?;
        self.excluding = false;
        self.plan.excluded.extend(excluded);
        Ok(())
    }

    /// Clauses that stand side by side: neighbours may be one name, stop words do not count among others.
    fn sequence(&mut self, nodes: &[&Node]) -> Result<Vec<Matcher>> {
        let is_stop = |node: &Node| matches!(node, Node::Words(words) if words.iter().all(|w| is_stop_word(&w.surface)));
        let corrected = self.corrected(nodes)?;
        let meant_stop = |at: usize| {
            let meant = corrected[at].as_deref();
            meant.map_or(is_stop(nodes[at]), |words: &[Word]| {
                words.iter().all(|word| is_stop_word(&word.surface))
            })
        };
        let only_stop_words = (0..nodes.len()).all(meant_stop);
        let synonyms = self.synonyms(nodes)?;
        let mut matchers = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            if meant_stop(at) && !only_stop_words {
                continue;
            }
            let Node::Words(typed) = node else {
                matchers.extend(self.matcher(node, true)?);
                continue;
            };
            let words = corrected[at].as_ref().unwrap_or(typed);
            let mut forms = forms::of_words(words, self.settings.exact);
            let neighbours = [at.checked_sub(1).map(|before| (before, at)), Some((at, at + 1))];
            for (first, second) in neighbours.into_iter().flatten() {
                if let (Some(Node::Words(left)), Some(Node::Words(right))) =
                    (nodes.get(first), nodes.get(second))
                    && let ([left], [right]) = (left.as_slice(), right.as_slice())
                    && !is_stop_word(&left.surface)
                    && !is_stop_word(&right.surface)
                {
                    forms::joined(
                        &format!("{}{}", left.surface, right.surface),
                        self.settings.exact,
                        &mut forms,
                    );
                }
            }
            forms.extend(synonyms[at].iter().cloned());
            let label = label(words);
            self.plan.terms.push(label.clone());
            matchers.push(self.typed(words, Matcher::Forms { label, forms, area: None }));
        }
        Ok(matchers)
    }

    /// What a single clause asks for; `None` where nothing of it is left. `counts` says whether its words are among
    /// those that are searched.
    fn matcher(&mut self, node: &Node, counts: bool) -> Result<Option<Matcher>> {
        let of_forms = |label: String, forms| Matcher::Forms { label, forms, area: None };
        Ok(match node {
            Node::Words(words) => {
                let mut all = forms::of_words(words, self.settings.exact);
                all.extend(self.synonyms(&[node])?.remove(0));
                if counts {
                    self.plan.terms.push(label(words));
                }
                Some(self.typed(words, of_forms(label(words), all)))
            }
            Node::Phrase(words) => {
                if counts {
                    self.plan.terms.extend(words.iter().map(|w| w.surface.clone()));
                }
                Some(self.typed(words, of_forms(node.to_string(), forms::phrase(words, self.settings.exact))))
            }
            Node::Prefix(prefix) => {
                let found = self.index.beginning_with(prefix, MAX_EXPANSIONS)?;
                let found =
                    found.ok_or(Error::QueryLimit { what: "words for one prefix", limit: MAX_EXPANSIONS })?;
                Some(self.expanded(node.to_string(), Relation::Prefix, found.into_keys().collect()))
            }
            Node::Fuzzy(word) => {
                let mut found = vec![word.clone()];
                if let Some(distance) = correct::reach(word) {
                    let near = self.index.spelt_like(word, distance)?;
                    found.extend(near.into_iter().map(|n| n.surface).filter(|surface| surface != word));
                }
                found.truncate(MAX_EXPANSIONS);
                Some(self.expanded(node.to_string(), Relation::Fuzzy, found))
            }
            Node::Field(area, node) => self.matcher(node, false)?.map(|matcher| within(matcher, *area)),
            Node::Kind(kind) => Some(Matcher::Kind(kind.clone())),
            Node::Year(years) => Some(Matcher::Year(years.clone())),
            // An exclusion inside a group excludes from the whole query.
            Node::Not(node) => {
                self.exclude(node)?;
                None
            }
            Node::Any(nodes) => {
                let mut any = Vec::with_capacity(nodes.len());
                for node in nodes {
                    any.extend(self.matcher(node, counts)?);
                }
                (!any.is_empty()).then_some(Matcher::Any(any))
            }
            Node::Group(nodes) => {
                let all = self.sequence(&nodes.iter().collect::<Vec<_>>())?;
                (!all.is_empty()).then_some(Matcher::All(all))
            }
        })
    }

    /// The matcher, where words count as they are typed narrowed to talks that hold them so.
    fn typed(&self, words: &[Word], matcher: Matcher) -> Matcher {
        if !self.settings.exact {
            return matcher;
        }
        let words = words.iter().map(|word| word.accented().to_owned()).collect();
        Matcher::Typed { words, matcher: Box::new(matcher) }
    }

    /// What the thesaurus says of each clause: of its own words, and of any run of clauses it stands in. A name inside a
    /// longer one leads to its other names only: who asks for a `graph database` asks for no other database.
    fn synonyms(&mut self, nodes: &[&Node]) -> Result<Vec<Vec<Form>>> {
        let mut found = vec![Vec::new(); nodes.len()];
        if self.settings.exact || self.excluding {
            return Ok(found);
        }
        let mut runs = Vec::new();
        for first in 0..nodes.len() {
            runs.extend(self.runs_from(nodes, first));
        }
        let clauses = |run: &Run| run.last - run.first;
        runs.sort_by_key(|run| (std::cmp::Reverse(clauses(run)), run.first));
        let mut expansions = Vec::new();
        for (at, run) in runs.iter().enumerate() {
            let is_inside =
                runs[..at].iter().any(|longer| longer.first <= run.first && run.last <= longer.last);
            let is_all = run.first == 0 && run.last + 1 == nodes.len();
            let (forms, of_run) = self.expand(run, is_inside, is_all)?;
            for of_clause in &mut found[run.first..=run.last] {
                of_clause.extend(forms.iter().cloned());
            }
            expansions.extend(of_run.into_iter().map(|expansion| (run.first, expansion)));
        }
        expansions.sort_by_key(|(first, _)| *first);
        self.plan.expansions.extend(expansions.into_iter().map(|(_, expansion)| expansion));
        Ok(found)
    }

    /// The runs of clauses from `first` on that are names.
    fn runs_from(&self, nodes: &[&Node], first: usize) -> Vec<Run> {
        let mut surfaces: Vec<&str> = Vec::new();
        let mut ends = Vec::new();
        for (last, node) in nodes.iter().enumerate().skip(first) {
            let Node::Words(words) = node else { break };
            if surfaces.len() + words.len() > LONGEST {
                break;
            }
            surfaces.extend(words.iter().map(|w| w.surface.as_str()));
            ends.push((last, surfaces.len()));
        }
        let mut by_length = self.settings.glossary.meanings_of_first(&surfaces);
        let mut runs = Vec::new();
        for (last, length) in ends {
            let of_length = length.checked_sub(1).and_then(|at| by_length.get_mut(at));
            let meanings = of_length.map(std::mem::take).unwrap_or_default();
            if !meanings.is_empty() {
                runs.push(Run { first, last, typed: surfaces[..length].join(" "), meanings });
            }
        }
        runs
    }

    /// The forms of what a run also stands for, and what is to be said of them. What no talk holds would only be noise. Where
    /// the run is all that is asked for and no talk holds it, what is only near it would be an answer to something else.
    fn expand(&self, run: &Run, is_inside: bool, is_all: bool) -> Result<(Vec<Form>, Vec<Expansion>)> {
        let (mut forms, mut expansions): (Vec<Form>, Vec<Expansion>) = (Vec::new(), Vec::new());
        let mut talks = self.near(&run.typed)?;
        let is_typed = talks > 0;
        let mut is_named = is_typed;
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
            if is_same && (is_typed || !is_all) {
                forms.extend(forms::parts(&meaning.words));
            }
            match expansions.iter_mut().find(|known| known.relation == relation.as_str()) {
                Some(known) => known.forms.push(meaning.label.clone()),
                None => expansions.push(Expansion {
                    word: run.typed.clone(),
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

    /// The words that a pattern stands for.
    fn expanded(&mut self, label: String, relation: Relation, surfaces: Vec<String>) -> Matcher {
        let forms =
            surfaces.iter().map(|surface| Form { term: Term::Surface(surface.clone()), relation }).collect();
        self.plan.expansions.push(Expansion {
            word: label.clone(),
            relation: relation.as_str(),
            forms: surfaces,
        });
        Matcher::Forms { label, forms, area: None }
    }

    /// For each clause the words it is taken for, where no talk holds those that were typed.
    fn corrected(&mut self, nodes: &[&Node]) -> Result<Vec<Option<Vec<Word>>>> {
        let mut corrected = vec![None; nodes.len()];
        if self.settings.exact || self.excluding {
            return Ok(corrected);
        }
        for (at, node) in nodes.iter().enumerate() {
            let Node::Words(typed) = node else { continue };
            let [word] = typed.as_slice() else { continue };
            let meant = match correct::correct(word, nodes, at, self.index, &self.settings.glossary)? {
                Verdict::Held => continue,
                Verdict::Mended(meant) if self.settings.correct => {
                    let to = self.index.spelling(&meant)?;
                    self.plan.corrections.push(Correction { from: word.accented().to_owned(), to });
                    corrected[at] = Some(words(&meant));
                    continue;
                }
                Verdict::Mended(meant) => vec![meant],
                Verdict::Absent(meant) => meant,
            };
            let meant = meant.iter().map(|word| self.index.spelling(word)).collect::<Result<_>>()?;
            let suggestion = Suggestion { word: word.accented().to_owned(), meant };
            if !self.plan.suggestions.contains(&suggestion) {
                self.plan.suggestions.push(suggestion);
            }
        }
        Ok(corrected)
    }
}

/// The clause as typed, folded.
fn label(words: &[Word]) -> String {
    words.iter().map(|w| w.surface.as_str()).collect::<Vec<_>>().join("-")
}

/// The same, in one area only.
fn within(matcher: Matcher, only: Area) -> Matcher {
    match matcher {
        Matcher::Forms { label, forms, .. } => Matcher::Forms { label, forms, area: Some(only) },
        Matcher::Any(any) => Matcher::Any(any.into_iter().map(|m| within(m, only)).collect()),
        Matcher::All(all) => Matcher::All(all.into_iter().map(|m| within(m, only)).collect()),
        Matcher::Typed { words, matcher } => {
            Matcher::Typed { words, matcher: Box::new(within(*matcher, only)) }
        }
        other => other,
    }
}
