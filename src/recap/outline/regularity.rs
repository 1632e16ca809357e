//! The regularity of a recap: when eight openings share a form, the ninth has it too.

use super::candidate::{Candidate, Form};
use super::weights::Evidence;

/// Forms that openings may share.
const FORMS: &[&str] =
    &["byline", "people", "slot", "rating", "session-number", "title-link", "announced", "apart"];

/// Openings that a form must be seen at to count.
const ENOUGH: usize = 3;

/// Adds what the other openings say of each candidate.
pub(super) fn add(candidates: &[Candidate], evidence: &mut [Evidence]) {
    for form in [Form::Heading, Form::Bold, Form::Item, Form::Text] {
        // Each level of headings has a form of its own; the other forms have one level.
        for level in 1..=8u8 {
            let members: Vec<usize> = (0..candidates.len())
                .filter(|&n| candidates[n].form == form && candidates[n].level == level)
                .collect();
            let sure: Vec<usize> = members
                .iter()
                .copied()
                .filter(|&n| {
                    let e = &evidence[n];
                    e.score() > 0.8 && !e.has("section-word") && !e.has("group-word") && !e.has("inner-word")
                })
                .collect();
            if sure.len() < ENOUGH {
                continue;
            }
            let share = |name: &str| sure.iter().filter(|&&n| evidence[n].has(name)).count() as f32 / sure.len() as f32;
            // Half of the openings may share a form by chance: from there the evidence grows.
            let strength = |name: &str| ((share(name) - 0.4) / 0.6).max(0.0);
            let shared: Vec<(&str, f32)> =
                FORMS.iter().map(|name| (*name, strength(name))).filter(|(_, s)| *s > 0.0).collect();
            let strongest = shared.iter().map(|(_, s)| *s).fold(0.0f32, f32::max);
            let spaced = strength("spaced");
            for &n in &members {
                let e = &mut evidence[n];
                let exempt = e.has("section-word") || e.has("group-word");
                if shared.iter().any(|(name, _)| e.has(name)) {
                    e.degree("like-others", strongest);
                } else if strongest > 0.0 && !exempt {
                    e.degree("unlike-others", strongest);
                }
                if spaced > 0.0 && !e.has("spaced") {
                    e.degree("cramped", spaced);
                }
            }
        }
    }
}
