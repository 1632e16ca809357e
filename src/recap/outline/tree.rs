//! Headings as a tree: which of them group sessions, which are sessions, which are parts of one.
//!
//! Under every heading there are two readings: it is a session, and all headings under it are its parts; or
//! it groups, and each heading under it is read in turn. The reading with the greater sum of evidence wins.

use super::candidate::Candidate;

/// What a candidate turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// It opens a unit and all that stands under it is inside.
    Unit,
    /// It groups the units under it.
    Group,
    /// It stands inside a unit and opens nothing.
    Inner,
}

/// What speaks for a candidate as a session, and as a group where it has candidates under it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    /// The evidence that it opens a unit.
    pub open: f32,
    /// The evidence that it groups.
    pub group: f32,
}

/// Reads the tree of the candidates, which are in the order of the recap. A line that is no heading of the
/// markup is a candidate here only if its evidence speaks for it.
pub(super) fn read(candidates: &[Candidate], weighed: &[Weighed]) -> Vec<Part> {
    let parents = parents(candidates);
    let count = candidates.len();
    let (mut under, mut best, mut grouped) = (vec![0.0f32; count], vec![0.0f32; count], vec![0.0f32; count]);
    let (mut is_parent, mut is_group) = (vec![false; count], vec![false; count]);
    // Children come after their parents: backwards, every subtree is done before its root.
    for n in (0..count).rev() {
        let session = weighed[n].open - under[n];
        let group = weighed[n].group + grouped[n];
        is_group[n] = is_parent[n] && group > session;
        best[n] = if is_group[n] { group } else { session };
        if let Some(parent) = parents[n] {
            is_parent[parent] = true;
            under[parent] += under[n] + weighed[n].open;
            grouped[parent] += best[n];
        }
    }
    let mut parts = Vec::with_capacity(count);
    for n in 0..count {
        let inside = parents[n].is_some_and(|p| parts[p] != Part::Group);
        parts.push(match (inside, is_group[n]) {
            (true, _) => Part::Inner,
            (false, true) => Part::Group,
            (false, false) => Part::Unit,
        });
    }
    parts
}

/// For each candidate the nearest one before it of a lesser level.
pub(super) fn parents(candidates: &[Candidate]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(candidates.len());
    for (n, candidate) in candidates.iter().enumerate() {
        while open.last().is_some_and(|&o| candidates[o].level >= candidate.level) {
            open.pop();
        }
        parents.push(open.last().copied());
        open.push(n);
    }
    parents
}
