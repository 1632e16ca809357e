//! Headings whose place the headings below them decide, where the decision took them for something else: those that group the
//! sessions under them, and those of a session that what stands below only parts.

use super::candidate::{Candidate, Form};
use super::decision::Decision;
use super::one_session::speaks_of_this;
use super::problem::{Label, Problem, Seen};
use super::sheet::Sheet;

/// Fewest headings that show what a level is for.
const ENOUGH: usize = 2;

/// Levels of headings, and room for what stands deeper.
const LEVELS: usize = 16;

/// Evidence that a heading titles a session.
const OF_SESSION: [&str; 7] =
    ["presenter", "people", "slot", "rating", "session-number", "title-link", "byline"];

/// The headings, and those below each: all deeper ones up to the next of its own level or above.
struct Below<'a> {
    candidates: &'a [Candidate],
    headings: Vec<usize>,
}

impl<'a> Below<'a> {
    fn new(candidates: &'a [Candidate]) -> Below<'a> {
        let is_heading = |n: &usize| candidates[*n].form == Form::Heading;
        Below { candidates, headings: (0..candidates.len()).filter(is_heading).collect() }
    }

    /// Those below the heading that is the `at`th.
    fn of(&self, at: usize) -> impl Iterator<Item = usize> {
        let level = self.candidates[self.headings[at]].level;
        let below = self.headings[at + 1..].iter().copied();
        below.take_while(move |&m| self.candidates[m].level > level)
    }
}

/// Parts the headings that group sessions: nothing stands right under one, and most headings of the next level name in full who
/// presents what stands there.
pub(super) fn part(candidates: &[Candidate], problem: &Problem, decision: &mut Decision) {
    let below = Below::new(candidates);
    for (at, &n) in below.headings.iter().enumerate() {
        let evidence = &problem.candidates[n].evidence;
        let bare = evidence.has("bare") && !problem.candidates[n].billed;
        if decision.labels[n] != Label::Opens || !bare || problem.candidates[n].forced.is_some() {
            continue;
        }
        let level = below.candidates[n].level;
        let under: Vec<usize> = below.of(at).filter(|&m| below.candidates[m].level == level + 1).collect();
        let presented = under.iter().filter(|&&m| problem.candidates[m].evidence.has("presenter")).count();
        let inner = under.iter().all(|&m| decision.labels[m] == Label::Inner);
        if presented >= ENOUGH && presented * 2 > under.len() && inner {
            decision.labels[n] = Label::Groups;
            under.into_iter().for_each(|m| decision.labels[m] = Label::Opens);
        }
    }
}

/// A heading on the level of the sessions that says "cette conférence", or who presents, is one: where none of the headings below
/// shows a session, they part it.
pub(super) fn join(sheet: &Sheet<'_>, candidates: &[Candidate], problem: &Problem, decision: &mut Decision) {
    let below = Below::new(candidates);
    let of_session =
        |seen: &Seen| seen.billed || OF_SESSION.iter().any(|evidence| seen.evidence.has(evidence));
    let is_free = |n: usize| problem.candidates[n].forced.is_none();
    // By level. What is joined shows none, so that only what it is joined to may add one.
    let mut sessions = [0; LEVELS];
    for &n in below.headings.iter().filter(|&&n| decision.labels[n] == Label::Opens) {
        sessions[depth(candidates, n)] += usize::from(of_session(&problem.candidates[n]));
    }
    for (at, &n) in below.headings.iter().enumerate() {
        let seen = &problem.candidates[n];
        if decision.labels[n] == Label::Inner || seen.titles {
            continue;
        }
        let under: Vec<usize> = below.of(at).collect();
        let opens = |m: &usize| decision.labels[*m] == Label::Opens;
        if !under.iter().any(opens) {
            continue;
        }
        let told = seen.evidence.has("presenter")
            || seen.evidence.has("prose") && this_session(sheet, candidates, n);
        let shown = under.iter().any(|&m| of_session(&problem.candidates[m]));
        if !told || shown || !under.iter().copied().chain([n]).all(is_free) {
            continue;
        }
        let own = usize::from(opens(&n) && of_session(seen));
        let beside = &mut sessions[depth(candidates, n)];
        if *beside - own >= ENOUGH {
            *beside += usize::from(of_session(seen)) - own;
            decision.labels[n] = Label::Opens;
            under.into_iter().for_each(|m| decision.labels[m] = Label::Inner);
        }
    }
}

/// The level of a heading, as a place among all levels.
fn depth(candidates: &[Candidate], n: usize) -> usize {
    usize::from(candidates[n].level).min(LEVELS - 1)
}

/// Whether the first sentences under a heading say that they are about one session: "Dans cette conférence".
fn this_session(sheet: &Sheet<'_>, candidates: &[Candidate], n: usize) -> bool {
    let line = candidates[n].line;
    let next = candidates[n + 1..].iter().find(|c| c.form == Form::Heading);
    let end = next.map_or(sheet.lines.len(), |next| next.line);
    sheet.after.opening(line, end).any(|i| speaks_of_this(sheet, i))
}
