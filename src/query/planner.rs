//! Makes a query ready for an index: what is ranked, what only narrows, what was meant by misspelt words.

use super::correct::Verdict;
use super::plan::{Correction, Expansion, Form, Matcher, Plan, Relation, Role, Settings, Suggestion, Term};
use super::{MAX_EXPANSIONS, Node, correct, forms};
use crate::analysis::glossary::{LONGEST, Meaning, Tie};
use crate::analysis::{Word, family, is_light_word, is_question_word, is_stop_word, stem, words};
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

/// What the thesaurus says of clauses.
struct Synonyms {
    of_clauses: Vec<Vec<Form>>,
    /// Names of several clauses, which do not overlap.
    names: Vec<Run>,
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
        let corrected = self.corrected(nodes)?;
        let meant: Vec<Option<&[Word]>> = (0..nodes.len())
            .map(|at| match nodes[at] {
                Node::Words(typed) => Some(corrected[at].as_deref().unwrap_or(typed)),
                _ => None,
            })
            .collect();
        let meant_stop =
            |at: usize| meant[at].is_some_and(|words| words.iter().all(|word| is_stop_word(&word.surface)));
        let only_stop_words = (0..nodes.len()).all(meant_stop);
        let synonyms = self.synonyms(&meant)?;
        let roles = roles(nodes, &meant);
        let mut matchers = Vec::new();
        let mut at = 0;
        while at < nodes.len() {
            let first = at;
            at += 1;
            if meant_stop(first) && !only_stop_words {
                continue;
            }
            let Some(words) = meant[first] else {
                matchers.extend(self.matcher(nodes[first], true)?);
                self.plan.roles.push(Role::Head);
                continue;
            };
            if let Some(run) = synonyms.names.iter().find(|run| run.first == first) {
                at = run.last + 1;
                matchers.push(self.name(run, &meant, &synonyms.of_clauses)?);
                self.plan.roles.push(Role::Head);
                continue;
            }
            let mut forms = forms::of_words(words, self.settings.exact);
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
            self.add_relatives(words, &mut forms)?;
            forms.extend(synonyms.of_clauses[first].iter().cloned());
            let label = label(words);
            self.plan.terms.push(label.clone());
            let bare = Matcher::Forms { label, forms, area: None };
            let matcher = self.with_event(&meant, first, bare)?;
            matchers.push(self.typed(words, matcher));
            self.plan.roles.push(roles[first]);
        }
        Ok(matchers)
    }

    /// Adds the words of the family of a word that talks hold.
    fn add_relatives(&self, words: &[Word], forms: &mut Vec<Form>) -> Result<()> {
        let [word] = words else { return Ok(()) };
        if self.settings.exact || self.excluding {
            return Ok(());
        }
        let mut stems: Vec<String> = Vec::new();
        for relative in family::relatives(&word.surface) {
            if self.index.frequency(&relative)? > 0 && !is_stop_word(&relative) {
                forms::relative(&relative, &mut stems, forms);
            }
        }
        Ok(())
    }

    /// A name of several clauses: it counts as a whole, all of its words anywhere count for less, and one of them least.
    fn name(&mut self, run: &Run, meant: &[Option<&[Word]>], of_clauses: &[Vec<Form>]) -> Result<Matcher> {
        let words: Vec<Word> =
            meant[run.first..=run.last].iter().flatten().flat_map(|words| words.iter().cloned()).collect();
        let mut forms = forms::of_words(&words, false);
        let mut of_words = Vec::new();
        for at in run.first..=run.last {
            let Some(words) = meant[at] else { continue };
            if words.iter().all(|word| is_stop_word(&word.surface)) {
                continue;
            }
            self.plan.terms.push(label(words));
            let mut of_word = forms::of_words(words, false);
            self.add_relatives(words, &mut of_word)?;
            let of_word = of_word
                .into_iter()
                .chain(of_clauses[at].iter().cloned())
                .filter(|form| form.relation <= Relation::Synonym)
                .collect::<Vec<_>>();
            of_words.push((of_word, words.iter().all(|word| is_light_word(&word.surface))));
        }
        let is_all = run.first == 0 && run.last + 1 == meant.len();
        let own = self.expand(run, false, is_all)?.0;
        let all: Vec<Vec<Form>> = of_words.iter().map(|(forms, _)| forms.clone()).collect();
        let has_head = of_words.iter().any(|(_, is_light)| !is_light);
        let telling = of_words.into_iter().filter(|(_, is_light)| !(has_head && *is_light));
        let parts = telling.flat_map(|(forms, _)| forms::of_part(forms));
        for form in own.into_iter().chain(forms::scattered(&all)).chain(parts) {
            if !forms.iter().any(|known| known.term == form.term) {
                forms.push(form);
            }
        }
        Ok(Matcher::Forms { label: run.typed.clone(), forms, area: None })
    }

    /// What a bare word finds in the names of events: a word of the trade or of the language is not searched there, or all
    /// talks of an event would be hits of its name. `devoxx` is, and so are years, cities, and a name of several words.
    fn with_event(&self, meant: &[Option<&[Word]>], at: usize, bare: Matcher) -> Result<Matcher> {
        let single = |at: usize| match meant.get(at) {
            Some(Some([word])) => Some(word.surface.as_str()),
            _ => None,
        };
        let Some(surface) = single(at) else { return Ok(bare) };
        let stands = |surface: &str| self.index.stands_in(Area::Event, surface);
        if is_stop_word(surface) || !stands(surface)? {
            return Ok(bare);
        }
        let form = |term| Form { term, relation: Relation::Exact };
        let mut forms = Vec::new();
        let is_of_the_trade = self.settings.glossary.knows(&[surface]) || is_light_word(surface);
        if !is_of_the_trade || self.index.frequency(surface)? == 0 {
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
            Matcher::Forms { label: surface.to_owned(), forms, area: Some(Area::Event) },
        ]))
    }

    /// What a single clause asks for; `None` where nothing of it is left. `counts` says whether its words are among
    /// those that are searched.
    fn matcher(&mut self, node: &Node, counts: bool) -> Result<Option<Matcher>> {
        let of_forms = |label: String, forms| Matcher::Forms { label, forms, area: None };
        Ok(match node {
            Node::Words(words) => {
                let mut all = forms::of_words(words, self.settings.exact);
                self.add_relatives(words, &mut all)?;
                all.extend(self.synonyms(&[Some(words)])?.of_clauses.remove(0));
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
            Node::Date(from, to) => Some(Matcher::Date(from.clone(), to.clone())),
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

    /// What the thesaurus says of each clause, and the names of several clauses that are among them. A name inside a longer
    /// one leads to its other names only: who asks for a `graph database` asks for no other database.
    fn synonyms(&mut self, meant: &[Option<&[Word]>]) -> Result<Synonyms> {
        let mut found = Synonyms { of_clauses: vec![Vec::new(); meant.len()], names: Vec::new() };
        if self.settings.exact || self.excluding {
            return Ok(found);
        }
        let mut runs = Vec::new();
        for first in 0..meant.len() {
            runs.extend(self.runs_from(meant, first));
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
    fn runs_from(&self, meant: &[Option<&[Word]>], first: usize) -> Vec<Run> {
        let mut surfaces: Vec<&str> = Vec::new();
        let mut ends = Vec::new();
        for (last, words) in meant.iter().enumerate().skip(first) {
            let Some(words) = words else { break };
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
            let is_name = last > first && self.settings.glossary.knows(&surfaces[..length]);
            if is_name || !meanings.is_empty() {
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
            if is_same && (is_typed || !is_all || run.first < run.last) {
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
        let typed: Vec<Option<&[Word]>> = nodes.iter().map(|node| node.words()).collect();
        let runs: Vec<Run> = (0..nodes.len()).flat_map(|first| self.runs_from(&typed, first)).collect();
        for (at, node) in nodes.iter().enumerate() {
            let Node::Words(typed) = node else { continue };
            let [word] = typed.as_slice() else { continue };
            // A word of a name is known, whether talks hold it or not.
            if runs.iter().any(|run| run.first < run.last && (run.first..=run.last).contains(&at)) {
                continue;
            }
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

/// What the clauses are to the query.
fn roles(nodes: &[&Node], meant: &[Option<&[Word]>]) -> Vec<Role> {
    let are = |at: usize, is: fn(&str) -> bool| {
        meant[at].is_some_and(|words| words.iter().all(|word| is(&word.surface)))
    };
    let is_light = |at: usize| are(at, is_light_word);
    let has_head = (0..nodes.len()).any(|at| !is_light(at) && !are(at, is_stop_word));
    let is_question = (0..nodes.len()).any(|at| are(at, is_question_word));
    let light = if is_question { Role::Optional } else { Role::Light };
    (0..nodes.len()).map(|at| if has_head && is_light(at) { light } else { Role::Head }).collect()
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
