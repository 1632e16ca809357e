//! The figures of a fit, as a table: every column for all recaps, then recap by recap, format by format and layout by
//! layout.

use super::Sample;
use super::layouts::layout::Layout;
use super::layouts::places;
use super::layouts::report::{COLUMNS, Report};
use recaps::recap::fitting::{self, Weights};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The reports of a recap: by weights fitted to all, by weights fitted without its blog, and by the latter in other
/// layouts, each with how many of its lines are in no unit, in two, or in a wrong one.
struct Row {
    fitted: Report,
    unseen: Report,
    others: Vec<(Report, usize)>,
}

/// What is shown of a layout or a format.
#[derive(Clone, Default)]
struct Group {
    report: Report,
    recaps: usize,
    misplaced: usize,
}

/// How well weights do: those fitted to all recaps, and for each recap those fitted without its blog.
pub(crate) fn table(samples: &[Sample], all: &Weights, without: impl Fn(&str) -> Weights + Sync) -> String {
    let rows = super::on_two(samples, |one| {
        let unseen = without(one.recap.blog());
        Row {
            fitted: Report::of(&one.recap, &fitting::cut(&one.recap.document, all)),
            unseen: Report::of(&one.recap, &fitting::cut(&one.recap.document, &unseen)),
            others: one
                .others
                .iter()
                .map(|(_, other)| {
                    let cut = fitting::cut(&other.document, &unseen);
                    (Report::of(other, &cut), places::faults(other, &cut).len())
                })
                .collect(),
        }
    });
    let (mut fitted, mut unseen, mut others) = (Report::default(), Report::default(), Report::default());
    let (mut formats, mut layouts) = (BTreeMap::new(), BTreeMap::new());
    let mut recaps =
        String::from("# recap\tunits\tleft out\ttitles\tspeakers\torganisations\tother layouts\n");
    for (one, row) in samples.iter().zip(&rows) {
        let mut own = Report::default();
        for ((layout, _), (report, misplaced)) in one.others.iter().zip(&row.others) {
            own.join(report);
            for name in names(layout) {
                add(&mut layouts, name, report, *misplaced);
            }
        }
        let ending = one.recap.name.rsplit('.').next().unwrap_or_default();
        add(&mut formats, ending.to_owned(), &row.unseen, 0);
        fitted.join(&row.fitted);
        unseen.join(&row.unseen);
        others.join(&own);
        let seen = ["units", "titles", "speakers", "organisations"].map(|name| row.unseen.score(name));
        let cells: Vec<f64> =
            [row.fitted.score("units")].into_iter().chain(seen).chain([own.score("units")]).collect();
        let _ = writeln!(recaps, "{}\t{}", one.recap.name, shown(&cells));
    }
    let mut out =
        String::from("# column\tfitted to all\tits blog left out\tother layouts, its blog left out\n");
    for name in COLUMNS {
        let cells = [fitted.score(name), unseen.score(name), others.score(name)];
        let _ = writeln!(out, "{name}\t{}", shown(&cells));
    }
    out += &groups("format, its blog left out", &formats);
    out += &groups("layout, its blog left out", &layouts);
    out + &recaps
}

/// The names under which a layout is counted.
fn names(layout: &Layout) -> Vec<String> {
    vec![
        "all".to_owned(),
        format!("markup {:?}", layout.markup),
        format!("heading {:?}", layout.heading),
        format!("byline {:?}", layout.byline),
        format!("number {:?}", layout.number),
        format!("groups {:?}", layout.groups),
        format!("ragged {}", layout.ragged),
        format!("titled {}", layout.titled),
        format!("blank {}", layout.blank),
    ]
}

fn add(groups: &mut BTreeMap<String, Group>, name: String, report: &Report, misplaced: usize) {
    let group = groups.entry(name).or_default();
    group.report.join(report);
    group.recaps += 1;
    group.misplaced += misplaced;
}

fn groups(name: &str, groups: &BTreeMap<String, Group>) -> String {
    let mut out = format!("# {name}\trecaps\tunits\tsessions\ttitles\tspeakers\tlines misplaced\n");
    for (name, group) in groups {
        let cells = ["units", "sessions", "titles", "speakers"].map(|name| group.report.score(name));
        let _ = writeln!(out, "{name}\t{}\t{}\t{}", group.recaps, shown(&cells), group.misplaced);
    }
    out
}

fn shown(figures: &[f64]) -> String {
    figures.iter().map(|figure| format!("{figure:.3}")).collect::<Vec<_>>().join("\t")
}
