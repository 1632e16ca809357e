//! The relations between the candidates of a recap: parents, siblings, others of the same shape.

use super::candidate::{Candidate, Form};
use super::forms::by_form;
use super::kinds::{Family, Kind, is_label, lone_above, of_kind, of_template};
use super::problem::{Problem, Seen, Template};
use super::sheet::Sheet;
use super::weights::Evidence;

/// Evidence that a title is billed as a session: who gave it, when, or its number.
const BILLED: &[&str] = &["byline", "people", "slot", "session-number", "session-label"];

/// Builds the problem of a recap: its candidates, each with its own evidence and that of its relations to the others.
pub(super) fn problem(sheet: &Sheet<'_>, candidates: &[Candidate], evidence: Vec<Evidence>) -> Problem {
    let parents = parents(candidates);
    let mut shapes: Vec<(u8, u8)> = candidates.iter().map(shape).collect();
    shapes.sort_unstable();
    shapes.dedup();
    let mut seen = seen(sheet, candidates, evidence, &shapes);
    drop_habitual_colons(&mut seen, &shapes);
    for (n, one) in seen.iter_mut().enumerate() {
        right_after(sheet, candidates, n, &mut one.evidence);
    }
    under_presenters(candidates, &mut seen, &parents);
    let families = families(&seen, &parents);
    let kinds: Vec<Kind> = (0..shapes.len()).map(|s| Kind::of(&seen, &families, s)).collect();
    let relations = relations(sheet, candidates, &seen, (&parents, &families, &kinds));
    for ((seen, relations), candidate) in seen.iter_mut().zip(relations).zip(candidates) {
        seen.evidence.0.extend(relations.0);
        by_form(seen, candidate.form);
    }
    let top = candidates.first().is_some_and(|first| first.form == Form::Heading) && is_top(&seen);
    if let Some(first) = seen.first_mut() {
        first.titles = top;
    }
    Problem { candidates: seen, templates: templates(&kinds, &shapes) }
}

/// The candidates with what their own lines say, before their relations are known.
fn seen(
    sheet: &Sheet<'_>,
    candidates: &[Candidate],
    evidence: Vec<Evidence>,
    shapes: &[(u8, u8)],
) -> Vec<Seen> {
    candidates
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
        .collect()
}

/// The evidence of each candidate that depends on the others.
fn relations(
    sheet: &Sheet<'_>,
    candidates: &[Candidate],
    seen: &[Seen],
    (parents, families, kinds): (&[Option<usize>], &[Family], &[Kind]),
) -> Vec<Evidence> {
    let densities = densities(sheet, candidates);
    (0..seen.len())
        .map(|n| {
            let mut all = Evidence::default();
            of_parent(seen, families, parents[n], &mut all);
            of_children(&seen[n], &families[n], &kinds[usize::from(seen[n].shape)], &mut all);
            let above = parents[n].map_or(0, |parent| usize::from(seen[parent].shape));
            if parents[n].is_some() {
                all.degree("under-lone-peers", kinds[above].share(kinds[above].lone));
            }
            of_kind(&seen[n], &kinds[usize::from(seen[n].shape)], &mut all);
            of_length(sheet, candidates, n, &mut all);
            match candidates[n].form {
                Form::Opener => all.degree("opener.beside-titles", densities.titles),
                Form::RunIn => all.degree("run-in.dense", densities.run_in),
                _ => {}
            }
            all.when(n == 0, "first");
            all.when(n + 1 == seen.len(), "last");
            all.when(n == 0 && is_top(seen), "top");
            all
        })
        .collect()
}

/// One template for each shape of candidate, in the order of the shapes.
fn templates(kinds: &[Kind], shapes: &[(u8, u8)]) -> Vec<Template> {
    let shallowest = kinds.iter().zip(shapes).filter(|(k, _)| k.count > 1).map(|(_, s)| s.1).min();
    let templates = kinds
        .iter()
        .zip(shapes)
        .map(|(kind, &(form, level))| Template {
            level,
            billed: kind.billing(),
            evidence: of_template(kind, form, shallowest == Some(level)),
        })
        .collect::<Vec<_>>();
    lone_above(templates, kinds)
}

fn shape(candidate: &Candidate) -> (u8, u8) {
    (candidate.form as u8, candidate.level)
}

/// Where many headings of a shape end with a colon, it is how they are written, and no sign of a label.
fn drop_habitual_colons(seen: &mut [Seen], shapes: &[(u8, u8)]) {
    let mut counts = vec![(0usize, 0usize); shapes.len()];
    for one in seen.iter() {
        let count = &mut counts[usize::from(one.shape)];
        count.0 += 1;
        count.1 += usize::from(one.evidence.has("colon"));
    }
    for one in seen {
        let (all, ended) = counts[usize::from(one.shape)];
        // Lines of text that end with a colon are labels more often than titles.
        let least = if shapes[usize::from(one.shape)].0 == Form::Text as u8 { 4 } else { 2 };
        if ended >= 4 && ended * 5 >= all * least && one.evidence.has("colon") {
            one.evidence.remove("colon");
            one.evidence.add("colon-habit");
        }
    }
}

/// How common some forms are in a recap, from 0 to 1.
struct Densities {
    /// Candidates that are titles apart from their text, for each paragraph that may lead to a session.
    titles: f32,
    /// Titles run into their text, for each sentence or item.
    run_in: f32,
}

fn densities(sheet: &Sheet<'_>, candidates: &[Candidate]) -> Densities {
    let count = |forms: &[Form]| candidates.iter().filter(|c| forms.contains(&c.form)).count() as f32;
    let (titles, openers) =
        (count(&[Form::Heading, Form::Bold, Form::Item, Form::Text]), count(&[Form::Opener]));
    let texts = sheet.looks.iter().filter(|look| look.sentence || look.item).count().max(1) as f32;
    Densities {
        titles: (titles / openers.max(1.0)).min(1.0),
        run_in: (count(&[Form::RunIn]) * 3.0 / texts).min(1.0),
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

/// Marks headings that nobody presents, under one whose first lines name in full who presents it: parts of its session. (The
/// first lines of a heading end before the next heading, but not before other candidates.)
fn under_presenters(candidates: &[Candidate], seen: &mut [Seen], parents: &[Option<usize>]) {
    let top = is_top(seen);
    for n in (0..seen.len()).filter(|&n| candidates[n].form == Form::Heading) {
        let Some(parent) = parents[n].filter(|&parent| !(top && parent == 0)) else { continue };
        let above = &seen[parent].evidence;
        let session = above.has("presenter") && !above.has("group-word");
        if session && !is_presented(&seen[n]) {
            seen[n].evidence.add("under-presenter");
        }
    }
}

/// Whether its title or its first lines name who presents it.
fn is_presented(seen: &Seen) -> bool {
    seen.billed || seen.evidence.has("presenter")
}

/// Whether the first heading stands above all others.
fn is_top(seen: &[Seen]) -> bool {
    seen.len() > 1 && seen[1..].iter().all(|other| other.level > seen[0].level)
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
        family.parts += usize::from(child.evidence.has("under-presenter"));
    }
    families
}

/// What its parent is.
fn of_parent(seen: &[Seen], families: &[Family], parent: Option<usize>, all: &mut Evidence) {
    let Some(parent) = parent else {
        all.add("parentless");
        return;
    };
    let (above, family) = (&seen[parent], &families[parent]);
    let presented = above.evidence.has("presenter") || above.evidence.has("session-words");
    all.when(above.billed, "under-billed");
    all.when(!above.billed && presented, "under-told");
    all.when(above.evidence.has("group-word"), "under-group-word");
    all.when(above.evidence.has("kinds-word") && !above.billed, "under-kinds-word");
    all.when(above.evidence.has("day"), "under-day");
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
    all.when(seen.evidence.has("kinds-word"), "over-kinds-word");
    all.when(seen.evidence.has("day"), "over-day");
    all.when(seen.evidence.has("track-word"), "over-track-word");
    all.degree("over-billed", share);
    all.when(family.billed == 0, "over-unbilled");
    all.when(family.parts == family.children, "over-unpresented");
    all.degree("lone-peers", kind.share(kind.lone));
    all.when(family.billed == 0 && seen.evidence.has("wordy"), "over-unbilled-wordy");
    all.degree("over-labels", family.labels as f32 / family.children as f32);
    all.when(family.children == 1, "over-one");
    all.when(seen.evidence.has("prose"), "over-after-prose");
    all.when(!seen.evidence.has("prose"), "over-bare");
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
