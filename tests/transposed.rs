//! The same recap in another layout is cut into the same units: the recaps of the project, and where `RECAPS_GOLD` names
//! a folder of annotated ones a sample of these, each written down in many layouts (`tests/layouts`).

#[allow(dead_code, reason = "the fit reads more of it")]
mod layouts;

use layouts::gold::{self, Annotated};
use layouts::layout::Layout;
use layouts::places;
use layouts::report::Report;
use recaps::recap::cut;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Least F1 of units for each form of heading, over all recaps that have it.
const FLOORS: &[(&str, f64)] = &[
    ("Level(1)", 0.8),
    ("Level(2)", 0.85),
    ("Level(3)", 0.85),
    ("Level(4)", 0.85),
    ("Underlined", 0.8),
    ("Bold", 0.85),
    ("Item", 0.75),
    ("Button", 0.8),
    ("Summary", 0.8),
    ("Term", 0.8),
    ("Link", 0.75),
    ("RunIn", 0.65),
    ("Line", 0.75),
    ("Prose", 0.65),
];

/// Cuts every recap in `count` layouts, and gives what came of each form of heading, and which lines are wrong.
fn transposed(recaps: &[Annotated], count: usize) -> (BTreeMap<String, Report>, Vec<String>) {
    let mut forms: BTreeMap<String, Report> = BTreeMap::new();
    let mut misplaced = Vec::new();
    for recap in recaps {
        for (layout, other) in layouts::transposed(recap, count) {
            let cut = cut(&other.document);
            let report = Report::of(&other, &cut);
            if std::env::var_os("RECAPS_SHOW").is_some() && report.score("units") < 0.9 {
                show(&layout, &other, &report);
            }
            forms.entry(format!("{:?}", layout.heading)).or_default().join(&report);
            let faults = places::faults(&other, &cut);
            misplaced.extend(faults.into_iter().map(|fault| format!("{} {layout:?}: {fault}", other.name)));
        }
    }
    (forms, misplaced)
}

/// Prints a recap that is cut otherwise than its gold.
fn show(layout: &Layout, recap: &Annotated, report: &Report) {
    println!("== {} {layout:?}\n{}", recap.name, report.faults.join("\n"));
    for (line, n) in recap.document.text.split('\n').zip(1..) {
        println!("{n:4} {line:.160}");
    }
}

fn assert_survives(forms: &BTreeMap<String, Report>, below: f64) {
    let mut low = Vec::new();
    for (form, least) in FLOORS {
        let Some(report) = forms.get(*form) else { continue };
        let units = report.score("units");
        println!("{form}\tunits {units:.3}\ttitles {:.3}", report.score("titles"));
        if units < least - below {
            low.push(format!("{form}: units {units:.3}, under {:.2}", least - below));
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

#[test]
fn recaps_of_the_project_are_cut_alike_in_every_layout() {
    let (forms, misplaced) = transposed(&gold::of_project(), 12);
    assert_survives(&forms, 0.0);
    assert!(misplaced.is_empty(), "{} lines:\n{}", misplaced.len(), misplaced.join("\n"));
}

#[test]
fn recaps_kept_elsewhere_are_cut_alike_in_other_layouts() {
    let Some(folder) = std::env::var_os("RECAPS_GOLD").map(PathBuf::from) else {
        return println!("skipped: RECAPS_GOLD names no folder of recaps with a folder gold");
    };
    let (forms, misplaced) = transposed(&gold::read(&folder, &folder.join("gold")), 3);
    // Few recaps have a form here, and a long one counts much.
    assert_survives(&forms, 0.2);
    assert!(misplaced.is_empty(), "{} lines:\n{}", misplaced.len(), misplaced.join("\n"));
}
