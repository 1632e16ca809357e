//! What the candidates of a recap are to each other: parents, siblings, others of the same shape.

use super::candidate::{Candidate, Form};
use super::problem::{Problem, Seen, Template};
use super::sheet::Sheet;
use super::weights::Evidence;

/// Evidence that a title is billed as a session: who gave it, when, or its number.
const BILLED: &[&str] = &["byline", "people", "slot", "session-number"];

/// Puts the question of a recap: its candidates with what each is to the others.
pub(super) fn problem(sheet: &Sheet<'_>, candidates: &[Candidate], evidence: Vec<Evidence>) -> Problem {
    let parents = parents(candidates);
    let mut shapes: Vec<(u8, u8)> = candidates.iter().map(shape).collect();
    shapes.sort_unstable();
    shapes.dedup();
    let mut seen: Vec<Seen> = candidates
        .iter()
        .zip(evidence)
        .map(|(candidate, evidence)| Seen {
            line: sheet.lines[candidate.line].number,
            shape: shapes.binary_search(&shape(candidate)).unwrap_or(0) as u8,
            level: candidate.level,
            billed: BILLED.iter().any(|name| evidence.has(name)),
            titles: false,
            evidence,
            forced: None,
        })
        .collect();
    drop_habitual_colons(&mut seen, shapes.len());
    for (n, one) in seen.iter_mut().enumerate() {
        right_after(sheet, candidates, n, &mut one.evidence);
    }
    let families = families(&seen, &parents);
    let kinds: Vec<Kind> = (0..shapes.len()).map(|s| Kind::of(&seen, &families, s)).collect();
    let relations: Vec<Evidence> = (0..seen.len())
        .map(|n| {
            let mut all = Evidence::default();
            of_parent(&seen, &families, parents[n], &mut all);
            of_children(&seen[n], &families[n], &kinds[usize::from(seen[n].shape)], &mut all);
            let above = parents[n].map_or(0, |parent| usize::from(seen[parent].shape));
            if parents[n].is_some() {
                all.degree("under-lone-peers", kinds[above].share(kinds[above].lone));
            }
            of_kind(&seen[n], &kinds[usize::from(seen[n].shape)], &mut all);
            of_length(sheet, candidates, n, &mut all);
            all.when(n == 0, "first");
            all.when(n + 1 == seen.len(), "last");
            all.when(n == 0 && is_top(&seen), "top");
            all
        })
        .collect();
    for ((seen, relations), candidate) in seen.iter_mut().zip(relations).zip(candidates) {
        seen.evidence.0.extend(relations.0);
        by_form(seen, candidate.form);
    }
    let top = candidates.first().is_some_and(|first| first.form == Form::Heading) && is_top(&seen);
    if let Some(first) = seen.first_mut() {
        first.titles = top;
    }
    let shallowest = kinds.iter().zip(&shapes).filter(|(k, _)| k.count > 1).map(|(_, s)| s.1).min();
    let templates = kinds
        .iter()
        .zip(&shapes)
        .map(|(kind, &(form, level))| Template {
            level,
            billed: kind.billing(),
            evidence: of_template(kind, form, shallowest == Some(level)),
        })
        .collect::<Vec<_>>();
    let templates = lone_above(templates, &kinds);
    Problem { candidates: seen, templates }
}

/// Adds to each shape which share of the candidates of higher ones stand alone with prose, as sessions do.
#[allow(clippy::needless_range_loop, reason = "shapes and what is known of them go side by side")]
fn lone_above(mut templates: Vec<Template>, kinds: &[Kind]) -> Vec<Template> {
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

fn shape(candidate: &Candidate) -> (u8, u8) {
    (candidate.form as u8, candidate.level)
}

/// Where many headings of a shape end with a colon, it is how they are written, and no sign of a label.
fn drop_habitual_colons(seen: &mut [Seen], shapes: usize) {
    let mut counts = vec![(0usize, 0usize); shapes];
    for one in seen.iter() {
        let count = &mut counts[usize::from(one.shape)];
        count.0 += 1;
        count.1 += usize::from(one.evidence.has("colon"));
    }
    for one in seen {
        let (all, ended) = counts[usize::from(one.shape)];
        if ended >= 4 && ended * 5 >= all * 2 && one.evidence.has("colon") {
            one.evidence.remove("colon");
            one.evidence.add("colon-habit");
        }
    }
}

/// Whether the candidate before stands right above, and whether the next stands right below.
fn right_after(sheet: &Sheet<'_>, candidates: &[Candidate], n: usize, all: &mut Evidence) {
    let own = &candidates[n];
    let before = n.checked_sub(1).map(|before| &candidates[before]);
    if let Some(before) = before.filter(|b| sheet.after.content_before(own.line) == Some(b.line)) {
        let deeper = own.level > before.level;
        all.add(if own.form != before.form && deeper {
            "right-under-other"
        } else if deeper {
            "right-under"
        } else {
            "right-after"
        });
    }
    if let Some(next) = candidates.get(n + 1).filter(|next| sheet.after.content(own.line) == Some(next.line))
    {
        let deeper = next.level > own.level;
        all.add(if own.form != next.form && deeper {
            "right-over-other"
        } else if deeper {
            "right-over"
        } else {
            "right-before"
        });
    }
}

/// Whether the first heading stands above all others.
fn is_top(seen: &[Seen]) -> bool {
    seen.len() > 1 && seen[1..].iter().all(|other| other.level > seen[0].level)
}

/// The candidates right under one.
#[derive(Clone, Copy, Debug, Default)]
struct Family {
    children: usize,
    billed: usize,
    labels: usize,
}

fn families(seen: &[Seen], parents: &[Option<usize>]) -> Vec<Family> {
    let mut families = vec![Family::default(); seen.len()];
    for (child, parent) in seen.iter().zip(parents) {
        // A link right under a title is no part of its own.
        let own = child.evidence.has("bias.link") && child.evidence.has("right-under-other");
        let Some(family) = parent.filter(|_| !own).map(|p| &mut families[p]) else { continue };
        family.children += 1;
        family.billed += usize::from(child.billed);
        family.labels += usize::from(is_label(child));
    }
    families
}

/// Whether a candidate has prose, and no words that tell no session.
fn is_lone(seen: &Seen) -> bool {
    let section = seen.evidence.has("section-word") || seen.evidence.has("group-word");
    seen.evidence.has("prose") && !section && !seen.evidence.has("top")
}

/// Whether its words stand inside a session.
fn is_label(seen: &Seen) -> bool {
    seen.evidence.has("inner-word") || seen.evidence.has("colon")
}

/// All candidates of one shape.
#[derive(Clone, Copy, Debug, Default)]
struct Kind {
    count: usize,
    billed: usize,
    told: usize,
    linked: usize,
    sections: usize,
    labels: usize,
    repeated: usize,
    parents: usize,
    billed_parents: usize,
    prose: usize,
    wordy: usize,
    under: usize,
    lone: usize,
}

impl Kind {
    fn of(seen: &[Seen], families: &[Family], shape: usize) -> Kind {
        let mut kind = Kind::default();
        for (one, family) in seen.iter().zip(families).filter(|(s, _)| usize::from(s.shape) == shape) {
            let has = |name: &str| usize::from(one.evidence.has(name));
            kind.count += 1;
            kind.billed += usize::from(one.billed);
            kind.told += has("presenter").max(has("session-words"));
            kind.linked += has("title-link").max(has("link-near")).max(has("rating"));
            kind.sections += has("section-word").max(has("group-word"));
            kind.labels += usize::from(is_label(one));
            kind.repeated += has("repeated");
            kind.parents += usize::from(family.children > 0);
            kind.billed_parents += usize::from(family.billed > 0);
            kind.prose += has("prose");
            kind.wordy += has("wordy");
            kind.lone += usize::from(family.children == 0 && is_lone(one));
            kind.under += has("right-under").max(has("right-under-other"));
        }
        kind
    }

    fn share(&self, part: usize) -> f32 {
        part as f32 / self.count.max(1) as f32
    }

    /// Whether none, some or most are billed; sections are not expected to be.
    fn billing(&self) -> u8 {
        let sessions = self.count.saturating_sub(self.sections).max(1);
        match self.billed {
            0 => 0,
            billed if billed >= 2 && billed * 5 >= sessions * 3 => 2,
            _ => 1,
        }
    }
}

/// What its parent is.
fn of_parent(seen: &[Seen], families: &[Family], parent: Option<usize>, all: &mut Evidence) {
    let Some(parent) = parent else {
        all.add("parentless");
        return;
    };
    let (above, family) = (&seen[parent], &families[parent]);
    let told = above.evidence.has("presenter") || above.evidence.has("session-words");
    all.when(above.billed, "under-billed");
    all.when(!above.billed && told, "under-told");
    all.when(above.evidence.has("group-word"), "under-group-word");
    all.when(above.evidence.has("section-word"), "under-section-word");
    all.when(family.children == 1, "only-child");
    all.degree("billed-siblings", family.billed as f32 / family.children.max(1) as f32);
    all.degree("label-siblings", family.labels as f32 / family.children.max(1) as f32);
}

/// What stands under it.
fn of_children(seen: &Seen, family: &Family, kind: &Kind, all: &mut Evidence) {
    if family.children == 0 {
        all.add("childless");
        return;
    }
    let share = family.billed as f32 / family.children as f32;
    all.degree("over-billed", share);
    all.when(family.billed == 0, "over-unbilled");
    all.degree("lone-peers", kind.share(kind.lone));
    all.when(family.billed == 0 && seen.evidence.has("wordy"), "over-unbilled-wordy");
    all.degree("over-labels", family.labels as f32 / family.children as f32);
    all.when(family.children == 1, "over-one");
    all.when(seen.evidence.has("prose"), "over-after-prose");
    all.when(!seen.evidence.has("prose"), "over-bare");
}

/// What the others of its shape are.
fn of_kind(seen: &Seen, kind: &Kind, all: &mut Evidence) {
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

/// What says another thing of a line in bold, of text or of an item than of a heading: each with what it is called there.
const BY_FORM: &[[&str; 4]] = &[
    ["section-word", "bold.section-word", "text.section-word", "item.section-word"],
    ["group-word", "bold.group-word", "text.group-word", "item.group-word"],
    ["bare", "bold.bare", "text.bare", "item.bare"],
    ["wordy", "bold.wordy", "text.wordy", "item.wordy"],
    ["one-or-two-words", "bold.one-or-two-words", "text.one-or-two-words", "item.one-or-two-words"],
    ["words.few", "bold.words.few", "text.words.few", "item.words.few"],
    ["presenter", "bold.presenter", "text.presenter", "item.presenter"],
    ["session-words", "bold.session-words", "text.session-words", "item.session-words"],
    ["right-after", "bold.right-after", "text.right-after", "item.right-after"],
    ["question", "bold.question", "text.question", "item.question"],
    ["alone-in-shape", "bold.alone-in-shape", "text.alone-in-shape", "item.alone-in-shape"],
    ["parentless", "bold.parentless", "text.parentless", "item.parentless"],
];

/// Adds what the pieces of evidence say of this form.
fn by_form(seen: &mut Seen, form: Form) {
    let column = match form {
        Form::Bold => 1,
        Form::Text => 2,
        Form::Item | Form::RunIn | Form::Link => 3,
        Form::Heading | Form::Opener => return,
    };
    for names in BY_FORM {
        if seen.evidence.has(names[0]) {
            seen.evidence.add(names[column]);
        }
    }
    if seen.billed {
        seen.evidence.add(["", "bold.billed", "text.billed", "item.billed"][column]);
    }
}

/// How many words stand below it up to the next candidate.
fn of_length(sheet: &Sheet<'_>, candidates: &[Candidate], n: usize, all: &mut Evidence) {
    let from = candidates[n].line + 1;
    // A link right under a title belongs to it.
    let next = candidates[n + 1..].iter().find(|next| {
        next.form != Form::Link || sheet.after.content_before(next.line) != Some(candidates[n].line)
    });
    let end = next.map_or(sheet.lines.len(), |next| next.line);
    let words: usize = (from..end).filter(|&i| !sheet.noise[i]).map(|i| sheet.looks[i].words).sum();
    all.add(match words {
        0 => "words.none",
        1..15 => "words.few",
        15..60 => "words.some",
        60..200 => "words.many",
        _ => "words.most",
    });
}

/// What speaks for a shape as the one that opens sessions.
fn of_template(kind: &Kind, form: u8, shallowest: bool) -> Evidence {
    let mut all = Evidence::default();
    all.add(match form {
        f if f == Form::Heading as u8 => "template.heading",
        f if f == Form::Bold as u8 => "template.bold",
        f if f == Form::Text as u8 => "template.text",
        f if f == Form::Opener as u8 => "template.opener",
        _ => "template.item",
    });
    all.degree("template.billed", kind.share(kind.billed));
    all.degree("template.told", kind.share(kind.told));
    all.degree("template.linked", kind.share(kind.linked));
    all.degree("template.sections", kind.share(kind.sections));
    all.degree("template.labels", kind.share(kind.labels));
    all.degree("template.repeated", kind.share(kind.repeated));
    all.degree("template.parents", kind.share(kind.parents));
    all.degree("template.billed-parents", kind.share(kind.billed_parents));
    all.degree("template.prose", kind.share(kind.prose));
    all.degree("template.right-under", kind.share(kind.under));
    all.degree("template.wordy", kind.share(kind.wordy));
    all.when(kind.count == 1, "template.single");
    all.when(kind.count >= 4, "template.many");
    all.when(shallowest, "template.shallowest");
    all
}

/// For each candidate the nearest one before it of a lesser level.
fn parents(candidates: &[Candidate]) -> Vec<Option<usize>> {
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
