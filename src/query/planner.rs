//! Makes a query ready for an index: what is ranked, what only narrows, what was meant by misspelt words.

use super::correct::Verdict;
use super::plan::{Correction, Expansion, Form, Matcher, Plan, Relation, Role, Settings, Suggestion, Term};
use super::roles::{is_passed_over, roles};
use super::{MAX_EXPANSIONS, Node, correct, forms};
use crate::analysis::{Word, is_light_word, is_stop_word, words};
use crate::index::TalkField;
use crate::index::vocabulary::Vocabulary;
use crate::{Error, Result};

/// Makes a query ready for an index, given its vocabulary.
///
/// # Errors
/// [`Error::QueryLimit`] for a prefix that too many words have; I/O errors of the index.
pub fn plan(nodes: &[Node], vocabulary: &dyn Vocabulary, settings: &Settings) -> Result<Plan> {
    let mut planner =
        Planner { vocabulary, settings, plan: Plan::default(), excluding: false, absent: Vec::new() };
    let (ranked, narrowing): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|node| !node.is_filter());
    for (clause, role) in planner.sequence(&ranked)? {
        planner.plan.clauses.push(clause);
        planner.plan.roles.push(role);
    }
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

pub(super) struct Planner<'a> {
    pub(super) vocabulary: &'a dyn Vocabulary,
    pub(super) settings: &'a Settings,
    pub(super) plan: Plan,
    /// Whether what is planned is to be left out: the word that was typed, not all that it may also mean.
    pub(super) excluding: bool,
    /// Words that no talk holds in any form: what shares a stem with them is something else.
    absent: Vec<String>,
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

    /// Clauses that stand side by side, each with its role: neighbours may be one name, stop words do not count among others.
    fn sequence(&mut self, nodes: &[&Node]) -> Result<Vec<(Matcher, Role)>> {
        let corrected = self.corrected(nodes)?;
        let meant: Vec<Option<&[Word]>> = (0..nodes.len())
            .map(|at| match nodes[at] {
                Node::Words(typed) => Some(corrected[at].as_deref().unwrap_or(typed)),
                _ => None,
            })
            .collect();
        let passed_over = is_passed_over(&meant);
        let synonyms = self.synonyms(&meant, &passed_over)?;
        let names: Vec<_> = synonyms.names.iter().map(|run| run.first..=run.last).collect();
        let roles = roles(&meant, &names);
        let mut matchers = Vec::new();
        let mut at = 0;
        while at < nodes.len() {
            let first = at;
            at += 1;
            if passed_over[first] {
                continue;
            }
            let Some(words) = meant[first] else {
                matchers.extend(self.matcher(nodes[first], true)?.map(|matcher| (matcher, Role::Head)));
                continue;
            };
            if let Some(run) = synonyms.names.iter().find(|run| run.first == first) {
                at = run.last + 1;
                matchers.push((self.name(run, &meant, &synonyms.of_clauses)?, roles[first]));
                continue;
            }
            let is_absent = matches!(words, [word] if self.absent.contains(&word.surface));
            let mut forms = forms::of_words(words, self.settings.exact || is_absent);
            let neighbours = [first.checked_sub(1).map(|before| (before, first)), Some((first, first + 1))];
            for (left, right) in neighbours.into_iter().flatten() {
                if let (Some([left]), Some([right])) =
                    (meant.get(left).copied().flatten(), meant.get(right).copied().flatten())
                    && !is_stop_word(&left.surface)
                    && !is_stop_word(&right.surface)
                {
                    let glued = format!("{}{}", left.surface, right.surface);
                    forms::joined(&glued, self.settings.exact, &mut forms);
                }
            }
            if !is_absent {
                self.add_relatives(words, &mut forms)?;
            }
            forms.extend(synonyms.of_clauses[first].iter().cloned());
            self.add_cognates(words, &mut forms)?;
            self.add_misspellings(words, &mut forms)?;
            self.leave_out_namesakes(words, &mut forms)?;
            let label = label(words);
            self.plan.terms.push(label.clone());
            let bare = Matcher::Forms { label, forms, field: None };
            let matcher = self.with_event(&meant, first, bare)?;
            matchers.push((self.typed(words, matcher), roles[first]));
        }
        if !matchers.iter().any(|(_, role)| *role == Role::Head) {
            // The head is passed over, or excludes: what is left is all there is to search.
            matchers.iter_mut().for_each(|(_, role)| *role = Role::Head);
        }
        Ok(matchers)
    }

    /// What a bare word finds in the names of events: a word of the trade or of the language is not searched there, or all
    /// talks of an event would be hits of its name. `devoxx` is, and so are years, cities, and a name of several words.
    fn with_event(&self, meant: &[Option<&[Word]>], at: usize, bare: Matcher) -> Result<Matcher> {
        let single = |at: usize| match meant.get(at) {
            Some(Some([word])) => Some(word.surface.as_str()),
            _ => None,
        };
        let Some(surface) = single(at) else { return Ok(bare) };
        let stands = |surface: &str| self.vocabulary.stands_in(TalkField::Event, surface);
        if is_stop_word(surface) || !stands(surface)? {
            return Ok(bare);
        }
        let form = |term| Form { term, relation: Relation::Exact };
        let mut forms = Vec::new();
        let is_of_the_trade = self.settings.glossary.knows(&[surface]) || is_light_word(surface);
        if !is_of_the_trade || self.vocabulary.frequency(surface)? == 0 {
            forms.push(form(Term::Surface(surface.to_owned())));
        }
        let (mut first, mut last) = (at, at);
        while let Some(before) = first.checked_sub(1)
            && let Some(word) = single(before)
            && stands(word)?
        {
            first = before;
        }
        while let Some(word) = single(last + 1)
            && stands(word)?
        {
            last += 1;
        }
        if first < last {
            let slots = (first..=last).filter_map(single).map(|word| vec![word.to_owned()]).collect();
            forms.push(form(Term::Phrase(slots)));
        }
        if forms.is_empty() {
            return Ok(bare);
        }
        Ok(Matcher::Any(vec![
            bare,
            Matcher::Forms { label: surface.to_owned(), forms, field: Some(TalkField::Event) },
        ]))
    }

    /// The matcher of a single clause; `None` where nothing of it is left. `counts` says whether its words are among
    /// those that are searched.
    fn matcher(&mut self, node: &Node, counts: bool) -> Result<Option<Matcher>> {
        let of_forms = |label: String, forms| Matcher::Forms { label, forms, field: None };
        Ok(match node {
            Node::Words(words) => {
                let mut all = forms::of_words(words, self.settings.exact);
                self.add_relatives(words, &mut all)?;
                all.extend(self.synonyms(&[Some(words)], &[false])?.of_clauses.remove(0));
                self.add_cognates(words, &mut all)?;
                self.add_misspellings(words, &mut all)?;
                self.leave_out_namesakes(words, &mut all)?;
                if counts {
                    self.plan.terms.push(label(words));
                }
                Some(self.typed(words, of_forms(label(words), all)))
            }
            Node::Phrase(words) => {
                if counts {
                    self.plan.terms.extend(words.iter().map(|w| w.surface.clone()));
                }
                let mut all = forms::phrase(words, self.settings.exact);
                if counts {
                    self.add_reworded(words, &mut all)?;
                }
                Some(self.typed(words, of_forms(node.to_string(), all)))
            }
            Node::Prefix(prefix) => {
                let found = self.vocabulary.beginning_with(prefix, MAX_EXPANSIONS)?;
                let found =
                    found.ok_or(Error::QueryLimit { what: "words for one prefix", limit: MAX_EXPANSIONS })?;
                Some(self.expanded(node.to_string(), Relation::Prefix, found.into_keys().collect()))
            }
            Node::Fuzzy(word) => {
                let mut found = vec![word.clone()];
                if let Some(distance) = correct::reach(word) {
                    let near = self.vocabulary.spelt_like(word, distance)?;
                    found.extend(near.into_iter().map(|n| n.surface).filter(|surface| surface != word));
                }
                found.truncate(MAX_EXPANSIONS);
                Some(self.expanded(node.to_string(), Relation::Fuzzy, found))
            }
            Node::Field(field, node) => {
                let matcher = self.matcher(node, false)?.map(|matcher| within(matcher, *field));
                match (&**node, matcher) {
                    (Node::Words(name) | Node::Phrase(name), Some(matcher)) if *field == TalkField::Event => {
                        Some(self.occasion(name, matcher)?)
                    }
                    // Who wrote the recap wrote its talks, unless somebody else is named for one.
                    (Node::Words(name) | Node::Phrase(name), Some(matcher))
                        if *field == TalkField::Writer =>
                    {
                        Some(Matcher::Any(vec![matcher, Matcher::author(name)]))
                    }
                    (_, matcher) => matcher,
                }
            }
            Node::Kind(kind) => Some(Matcher::Kind(kind.clone())),
            Node::Year(years) => Some(Matcher::Year(years.clone())),
            Node::Date(from, to) => Some(Matcher::Date(from.clone(), to.clone())),
            Node::Language(language) => Some(Matcher::Language(language.clone())),
            Node::Has(kind) => Some(Matcher::Has(kind.clone())),
            Node::Rating(from, to) => Some(Matcher::Rated(f64::from(*from) / 100.0..=f64::from(*to) / 100.0)),
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
                // All of a group is asked for, whatever it is to the group.
                let all = self.sequence(&nodes.iter().collect::<Vec<_>>())?;
                let all: Vec<Matcher> = all.into_iter().map(|(matcher, _)| matcher).collect();
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

    /// The words that a pattern stands for.
    fn expanded(&mut self, label: String, relation: Relation, surfaces: Vec<String>) -> Matcher {
        let forms =
            surfaces.iter().map(|surface| Form { term: Term::Surface(surface.clone()), relation }).collect();
        self.plan.expansions.push(Expansion {
            word: label.clone(),
            relation: relation.as_str(),
            forms: surfaces,
        });
        Matcher::Forms { label, forms, field: None }
    }

    /// For each clause the words it is taken for, where no talk holds those that were typed.
    fn corrected(&mut self, nodes: &[&Node]) -> Result<Vec<Option<Vec<Word>>>> {
        let mut corrected = vec![None; nodes.len()];
        if self.settings.exact || self.excluding {
            return Ok(corrected);
        }
        let typed: Vec<Option<&[Word]>> = nodes.iter().map(|node| node.words()).collect();
        let in_names = self.in_names(&typed);
        for (at, node) in nodes.iter().enumerate() {
            let Node::Words(typed) = node else { continue };
            let [word] = typed.as_slice() else { continue };
            // A word of a name is known, whether talks hold it or not.
            if in_names[at] {
                continue;
            }
            let meant = match correct::correct(word, nodes, at, self.vocabulary, &self.settings.glossary)? {
                Verdict::Held => continue,
                Verdict::Mended(meant) if self.settings.correct => {
                    let to = self.vocabulary.spelling(&meant)?;
                    self.plan.corrections.push(Correction { from: word.accented().to_owned(), to });
                    corrected[at] = Some(words(&meant));
                    continue;
                }
                Verdict::Mended(meant) => vec![meant],
                Verdict::Absent(meant) => {
                    self.absent.push(word.surface.clone());
                    meant
                }
            };
            let meant = meant.iter().map(|word| self.vocabulary.spelling(word)).collect::<Result<_>>()?;
            let suggestion = Suggestion { word: word.accented().to_owned(), meant };
            if !self.plan.suggestions.contains(&suggestion) {
                self.plan.suggestions.push(suggestion);
            }
        }
        Ok(corrected)
    }
}

/// The clause as typed, folded.
pub(super) fn label(words: &[Word]) -> String {
    words.iter().map(|w| w.surface.as_str()).collect::<Vec<_>>().join("-")
}

/// The same, in one field only.
fn within(matcher: Matcher, only: TalkField) -> Matcher {
    match matcher {
        Matcher::Forms { label, forms, .. } => Matcher::Forms { label, forms, field: Some(only) },
        Matcher::Any(any) => Matcher::Any(any.into_iter().map(|m| within(m, only)).collect()),
        Matcher::All(all) => Matcher::All(all.into_iter().map(|m| within(m, only)).collect()),
        Matcher::Name(name) => Matcher::Forms { label: name.label, forms: name.whole, field: Some(only) },
        Matcher::Typed { words, matcher } => {
            Matcher::Typed { words, matcher: Box::new(within(*matcher, only)) }
        }
        other => other,
    }
}
