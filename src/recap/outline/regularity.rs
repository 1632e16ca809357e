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
            let share = |name: &str| {
                sure.iter().filter(|&&n| evidence[n].has(name)).count() as f32 / sure.len() as f32
            };
            let shared: Vec<(&str, f32)> =
                FORMS.iter().map(|name| (*name, share(name))).filter(|(_, s)| *s >= 0.7).collect();
            let Some(strongest) = shared.iter().map(|(_, s)| *s).reduce(f32::max) else { continue };
            for &n in &members {
                let e = &mut evidence[n];
                if shared.iter().any(|(name, _)| e.has(name)) {
                    e.degree("like-others", strongest);
                } else if !e.has("section-word") && !e.has("group-word") {
                    e.degree("unlike-others", strongest);
                }
            }
        }
    }
}
