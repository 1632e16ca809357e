//! Automata that choose terms of a dictionary.

use levenshtein_automata::{DFA, Distance, SINK_STATE};
use tantivy_fst::Automaton;

/// Accepts what begins with some bytes; its state is how many of them came.
pub(super) struct Beginning<'p>(pub(super) &'p [u8]);

impl Automaton for Beginning<'_> {
    type State = Option<usize>;

    fn start(&self) -> Option<usize> {
        Some(0)
    }

    fn is_match(&self, state: &Option<usize>) -> bool {
        *state == Some(self.0.len())
    }

    fn can_match(&self, state: &Option<usize>) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Option<usize>, byte: u8) -> Option<usize> {
        let came = (*state)?;
        match self.0.get(came) {
            None => Some(came),
            Some(own) => (*own == byte).then_some(came + 1),
        }
    }
}

/// Drives the term dictionary with a spelling automaton.
pub(crate) struct Spelling<'a>(pub(crate) &'a DFA);

impl Automaton for Spelling<'_> {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, &state: &u32) -> bool {
        matches!(self.0.distance(state), Distance::Exact(_))
    }

    fn can_match(&self, &state: &u32) -> bool {
        state != SINK_STATE
    }

    fn accept(&self, &state: &u32, byte: u8) -> u32 {
        self.0.transition(state, byte)
    }
}
