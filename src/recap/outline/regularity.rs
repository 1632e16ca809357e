//! The regularity of a recap: when eight openings share a form, the ninth has it too.

use super::candidate::Candidate;
use super::weights::Evidence;
use std::collections::BTreeMap;

/// Forms that openings may share.
const FORMS: &[&str] =
    &["byline", "people", "slot", "rating", "session-number", "title-link", "announced", "apart"];

/// Fewest openings of a form for the form to count.
const ENOUGH: usize = 3;

/// Rounds. Each one is surer than the last about which lines open; more rounds change nothing.
const ROUNDS: usize = 3;

/// Adds to each candidate the evidence from the other openings.
pub(super) fn add(candidates: &[Candidate], evidence: &mut [Evidence]) {
    // Each level of headings has a form of its own.
    let mut kin: BTreeMap<(u8, u8), Vec<usize>> = BTreeMap::new();
    for (n, candidate) in candidates.iter().enumerate() {
        kin.entry((candidate.form as u8, candidate.level)).or_default().push(n);
    }
    for members in kin.values().filter(|members| members.len() >= ENOUGH) {
        let alone: Vec<Evidence> = members.iter().map(|&n| evidence[n].clone()).collect();
        for _ in 0..ROUNDS {
            let sure: Vec<usize> = (0..members.len())
                .filter(|&m| !is_exempt(&alone[m]) && evidence[members[m]].alone() > 0.8)
                .collect();
            if sure.len() < ENOUGH {
                break;
            }
            // Half of the openings may share a form by chance: from there the evidence grows.
            let strength = |name: &str| {
                let shared = sure.iter().filter(|&&m| alone[m].has(name)).count();
                if shared < ENOUGH { 0.0 } else { ((shared as f32 / sure.len() as f32 - 0.4) / 0.6).max(0.0) }
            };
            let shared: Vec<(&str, f32)> =
                FORMS.iter().map(|name| (*name, strength(name))).filter(|(_, s)| *s > 0.0).collect();
            let strongest = shared.iter().map(|(_, s)| *s).fold(0.0f32, f32::max);
            let spaced = strength("spaced");
            for (m, &n) in members.iter().enumerate() {
                evidence[n] = alone[m].clone();
                if shared.iter().any(|(name, _)| alone[m].has(name)) {
                    evidence[n].degree("like-others", strongest);
                } else if strongest > 0.0 && !is_exempt(&alone[m]) {
                    // Right under "Jour 1", or as a few words, a line is a heading whatever its form; and who
                    // is named in the first sentence may be named in the title of others.
                    let placed = if alone[m].has("under-group") || alone[m].has("terse") {
                        0.4
                    } else if alone[m].has("presenter") {
                        0.5
                    } else {
                        1.0
                    };
                    evidence[n].degree("unlike-others", strongest * placed);
                }
                if spaced > 0.0 && !alone[m].has("spaced") {
                    evidence[n].degree("cramped", spaced);
                }
            }
        }
    }
}

/// Whether the words of a heading say that it is none of the sessions.
fn is_exempt(evidence: &Evidence) -> bool {
    evidence.has("section-word") || evidence.has("group-word") || evidence.has("inner-word")
}
