//! Headings that group the sessions under them, where the decision took one for a session of its own: nothing stands right under
//! it, and most headings of the next level name in full who presents what stands there.

use super::candidate::{Candidate, Form};
use super::decision::Decision;
use super::problem::{Label, Problem};

/// Fewest headings below that name who presents.
const ENOUGH: usize = 2;

/// Parts the headings that group sessions.
pub(super) fn part(candidates: &[Candidate], problem: &Problem, decision: &mut Decision) {
    let is_heading = |n: &usize| candidates[*n].form == Form::Heading;
    let headings: Vec<usize> = (0..candidates.len()).filter(is_heading).collect();
    for (at, &n) in headings.iter().enumerate() {
        let evidence = &problem.candidates[n].evidence;
        let bare = evidence.has("bare") && !problem.candidates[n].billed;
        if decision.labels[n] != Label::Opens || !bare || problem.candidates[n].forced.is_some() {
            continue;
        }
        let level = candidates[n].level;
        let below = headings[at + 1..].iter().copied().take_while(|&m| candidates[m].level > level);
        let below: Vec<usize> = below.filter(|&m| candidates[m].level == level + 1).collect();
        let presented = below.iter().filter(|&&m| problem.candidates[m].evidence.has("presenter")).count();
        let inner = below.iter().all(|&m| decision.labels[m] == Label::Inner);
        if presented >= ENOUGH && presented * 2 > below.len() && inner {
            decision.labels[n] = Label::Groups;
            below.into_iter().for_each(|m| decision.labels[m] = Label::Opens);
        }
    }
}
