//! State to talks: one open index answers every keystroke.

use super::State;
use crate::Result;
use crate::engine::Engine;
use crate::query::misread::misread;
use crate::query::plan::{Correction, Settings, Suggestion};
use crate::query::{MAX_EXPANSIONS, Node, parse};
use crate::search::Request;
use crate::snippet::Highlighter;
use crate::talk::Talk;

/// Answers what is typed.
#[derive(Debug)]
pub struct Finder<'i> {
    engine: Engine<'i>,
    /// Kept from answer to answer: a glossary is too large to copy for every key.
    request: Request,
}

/// The talks that a state asks for.
#[derive(Debug, Default)]
pub struct Answer {
    /// The best, at most as many as the state asks for.
    pub talks: Vec<Talk>,
    /// How many there are in all.
    pub total: usize,
    /// Words that were taken for others.
    pub corrections: Vec<Correction>,
    /// Words that no talk holds.
    pub suggestions: Vec<Suggestion>,
    /// What there is to say of words that look like a field and are none.
    pub misread: Vec<String>,
    /// Marks the words that matched.
    pub highlighter: Highlighter,
}

impl<'i> Finder<'i> {
    /// Answers from an index, to queries understood by `settings`.
    pub fn new(engine: Engine<'i>, settings: Settings) -> Self {
        Finder { engine, request: Request { settings, ..Request::default() } }
    }

    /// The talks that a state asks for: those that match its query and its filters; without a query all that its
    /// filters let through.
    ///
    /// # Errors
    /// Limits of the query, and I/O errors of the index.
    pub fn answer(&mut self, state: &State) -> Result<Answer> {
        let filters = state.narrowing().matchers();
        let text = state.query().text();
        let limit = state.wanted();
        if text.trim().is_empty() {
            let found = self.engine.filtered(&filters)?;
            let talks = self.engine.first_by_id(&found, limit)?;
            return Ok(Answer { talks, total: found.count(), ..Answer::default() });
        }
        let mut nodes = parse(text)?;
        if !text.ends_with(char::is_whitespace)
            && let Some(last) = nodes.last_mut()
        {
            self.complete(last)?;
        }
        (self.request.nodes, self.request.filters, self.request.limit) = (nodes, filters, limit);
        let found = self.engine.search(&self.request)?;
        Ok(Answer {
            highlighter: Highlighter::new(&found.plan),
            talks: found.hits.into_iter().map(|hit| hit.talk).collect(),
            total: found.total,
            corrections: found.plan.corrections,
            suggestions: found.plan.suggestions,
            misread: misread(ended(text)),
        })
    }

    /// Takes the word that is being typed for the beginning of one, where no talk holds it as it stands.
    fn complete(&self, node: &mut Node) -> Result<()> {
        let Node::Words(words) = &*node else { return Ok(()) };
        let [word] = words.as_slice() else { return Ok(()) };
        if self.engine.is_beginning(&word.surface, MAX_EXPANSIONS)? {
            *node = Node::Prefix(word.surface.clone());
        }
        Ok(())
    }
}

/// What is typed to the end: all but the word that is being typed.
fn ended(text: &str) -> &str {
    text.rfind(char::is_whitespace).map_or("", |end| &text[..end])
}
