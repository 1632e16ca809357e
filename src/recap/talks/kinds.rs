//! Of which kind each unit of a recap is, seen beside the others.

use crate::recap::mentions::title::Title;
use crate::recap::outline::{Place, Unit};
use crate::recap::talks::kind;
use crate::talk::Kind;

/// A unit with the lines of its text, its heading and what speaks for a session.
pub(in crate::recap) type Read<'o> = (&'o Unit, Vec<usize>, Title, kind::Signs);

/// Of which kind each unit is.
pub(in crate::recap) fn verdicts(read: &[Read<'_>]) -> Vec<kind::Verdict> {
    let (levels, count) = (Levels::of(read), read.len());
    let of = |(n, (unit, _, title, signs)): (usize, &Read<'_>)| {
        let edge = n == 0 || n + 1 == count && count > 2;
        let above_sessions = levels.is_above_sessions(unit);
        kind::of(unit, title, *signs, kind::Around { edge, above_sessions, signed: levels.signed })
    };
    read.iter().enumerate().map(of).collect()
}

/// The line where the first session begins, where a recap has several.
pub(in crate::recap) fn first_of_several(read: &[Read<'_>], verdicts: &[kind::Verdict]) -> Option<usize> {
    let mut sessions = read
        .iter()
        .zip(verdicts)
        .filter(|((unit, ..), verdict)| unit.headed && verdict.kind != Kind::Section)
        .map(|((unit, ..), _)| unit.first);
    let first = sessions.next()?;
    sessions.next().map(|_| first)
}

/// On which levels of headings sessions open in a recap.
struct Levels {
    /// Units of each level that show signs of a session.
    sessions: [usize; 16],
    /// The level of most of them.
    most: usize,
    /// Share of the units that are signed; 0 where there are too few to speak of one.
    signed: f32,
}

impl Levels {
    fn of(read: &[Read<'_>]) -> Levels {
        let own: Vec<&Read<'_>> = read.iter().filter(|(unit, ..)| unit.place == Place::Own).collect();
        let mut sessions = [0usize; 16];
        for (unit, _, _, signs) in &own {
            let is_session = signs.signed || signs.presented || signs.billed;
            sessions[usize::from(unit.level.min(15))] += usize::from(is_session);
        }
        let most = (0..16).max_by_key(|&level| (sessions[level], std::cmp::Reverse(level))).unwrap_or(0);
        let signed = own.iter().filter(|(.., signs)| signs.signed).count() as f32 / own.len().max(1) as f32;
        Levels { sessions, most, signed: if own.len() >= 3 { signed } else { 0.0 } }
    }

    /// Whether a unit stands above the level of most sessions. They may open on two levels, where the headings of a recap have
    /// no system.
    fn is_above_sessions(&self, unit: &Unit) -> bool {
        let most = self.sessions[self.most];
        most >= 3
            && usize::from(unit.level) < self.most
            && self.sessions[usize::from(unit.level.min(15))] * 4 < most
    }
}
