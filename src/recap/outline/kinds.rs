//! Statistics of all candidates of one shape, and the evidence that follows for each of them and for the shape.

use super::candidate::Form;
use super::problem::{Seen, Template};
use super::weights::Evidence;

/// Adds to each shape the share of candidates of higher shapes that stand alone with prose, as sessions do.
#[allow(clippy::needless_range_loop, reason = "shapes and what is known of them go side by side")]
pub(super) fn lone_above(mut templates: Vec<Template>, kinds: &[Kind]) -> Vec<Template> {
    for at in 0..templates.len() {
        let higher = (0..templates.len()).filter(|&other| templates[other].level < templates[at].level);
        let (lone, all) = higher.fold((0, 0), |(lone, all), k| (lone + kinds[k].lone, all + kinds[k].count));
        if all > 0 {
            templates[at].evidence.degree("template.lone-above", lone as f32 / all as f32);
            templates[at].evidence.when(lone >= 2, "template.two-lone-above");
        }
        let parts = kinds[at].count > 2 * kinds[at].billed;
        templates[at].evidence.when(parts && lone * 2 >= all && all >= 3, "template.mostly-lone-above");
    }
    templates
}

/// All candidates of one shape.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kind {
    pub(super) count: usize,
    pub(super) billed: usize,
    pub(super) presented: usize,
    pub(super) linked: usize,
    pub(super) sections: usize,
    pub(super) labels: usize,
    pub(super) repeated: usize,
    pub(super) parents: usize,
    pub(super) billed_parents: usize,
    pub(super) prose: usize,
    pub(super) wordy: usize,
    pub(super) under: usize,
    pub(super) lone: usize,
    pub(super) parts: usize,
}

impl Kind {
    pub(super) fn of(seen: &[Seen], families: &[Family], shape: usize) -> Kind {
        let mut kind = Kind::default();
        for (one, family) in seen.iter().zip(families).filter(|(s, _)| usize::from(s.shape) == shape) {
            let has = |name: &str| usize::from(one.evidence.has(name));
            kind.count += 1;
            kind.billed += usize::from(one.billed);
            kind.presented += has("presenter").max(has("session-words"));
            kind.linked += has("title-link").max(has("link-near")).max(has("rating"));
            kind.sections += has("section-word").max(has("group-word"));
            kind.labels += usize::from(is_label(one));
            kind.repeated += has("repeated");
            kind.parents += usize::from(family.children > 0);
            kind.billed_parents += usize::from(family.billed > 0);
            kind.prose += has("prose");
            kind.wordy += has("wordy");
            kind.lone += usize::from(family.children == 0 && is_lone(one));
            kind.parts += has("under-presenter");
            kind.under += has("right-under").max(has("right-under-other"));
        }
        kind
    }

    pub(super) fn share(&self, part: usize) -> f32 {
        part as f32 / self.count.max(1) as f32
    }

    /// Whether none, some or most are billed; sections are not expected to be.
    pub(super) fn billing(&self) -> u8 {
        let sessions = self.count.saturating_sub(self.sections).max(1);
        match self.billed {
            0 => 0,
            billed if billed >= 2 && billed * 5 >= sessions * 3 => 2,
            _ => 1,
        }
    }
}

/// Adds the evidence from the others of its shape.
pub(super) fn of_kind(seen: &Seen, kind: &Kind, all: &mut Evidence) {
    let others = kind.count.saturating_sub(1);
    if others == 0 {
        all.add("alone-in-shape");
        return;
    }
    let share = |part: usize, own: bool| (part - usize::from(own)) as f32 / others as f32;
    let billed = share(kind.billed, seen.billed);
    all.degree(if seen.billed { "billed-as-others" } else { "unbilled-unlike-others" }, billed);
    all.degree(
        "others-are-sections",
        share(kind.sections, seen.evidence.has("section-word") || seen.evidence.has("group-word")),
    );
    all.degree("others-are-labels", share(kind.labels, is_label(seen)));
    all.degree("others-are-repeated", share(kind.repeated, seen.evidence.has("repeated")));
    let under = seen.evidence.has("right-under") || seen.evidence.has("right-under-other");
    all.degree("others-are-right-under", share(kind.under, under));
    all.when(under && kind.under * 5 >= kind.count * 4, "subtitle");
    all.when(kind.count >= 4, "many-of-shape");
}

/// The evidence that a shape is the one that opens sessions.
pub(super) fn of_template(kind: &Kind, form: u8, shallowest: bool) -> Evidence {
    let mut all = Evidence::default();
    all.add(match form {
        f if f == Form::Heading as u8 => "template.heading",
        f if f == Form::Bold as u8 => "template.bold",
        f if f == Form::Text as u8 => "template.text",
        f if f == Form::Opener as u8 => "template.opener",
        _ => "template.item",
    });
    all.degree("template.billed", kind.share(kind.billed));
    all.degree("template.told", kind.share(kind.presented));
    all.degree("template.linked", kind.share(kind.linked));
    all.degree("template.sections", kind.share(kind.sections));
    all.degree("template.labels", kind.share(kind.labels));
    all.degree("template.repeated", kind.share(kind.repeated));
    all.degree("template.parents", kind.share(kind.parents));
    all.degree("template.billed-parents", kind.share(kind.billed_parents));
    all.degree("template.prose", kind.share(kind.prose));
    all.degree("template.right-under", kind.share(kind.under));
    all.degree("template.under-presenters", kind.share(kind.parts));
    all.degree("template.wordy", kind.share(kind.wordy));
    all.when(kind.count == 1, "template.single");
    all.when(kind.count >= 4, "template.many");
    all.when(shallowest, "template.shallowest");
    all
}

/// The candidates right under one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Family {
    pub(super) children: usize,
    pub(super) billed: usize,
    pub(super) labels: usize,
    pub(super) parts: usize,
}

/// Whether a candidate has prose, and no words that mark a section or a group.
fn is_lone(seen: &Seen) -> bool {
    let section = seen.evidence.has("section-word") || seen.evidence.has("group-word");
    seen.evidence.has("prose") && !section && !seen.evidence.has("top")
}

/// Whether its words stand inside a session.
pub(super) fn is_label(seen: &Seen) -> bool {
    seen.evidence.has("inner-word") || seen.evidence.has("colon")
}
