//! How well recaps are cut, against what a careful reader cut: the bundled recaps in full, and a folder of others where
//! `RECAPS_GOLD` names one.

#[allow(dead_code, reason = "the layouts are for other tests")]
mod layouts;

use layouts::gold;
use layouts::report::Report;
use recaps::recap::cut;
use std::path::{Path, PathBuf};

/// Cuts the recaps in `folder` whose gold is in `golds`.
fn report(folder: &Path, golds: &Path) -> Report {
    let mut report = Report::default();
    for recap in gold::read(folder, golds) {
        report.add(&recap, &cut(&recap.document));
    }
    report
}

fn assert_at_least(report: &Report, name: &str, least: f64) {
    let score = report.score(name);
    assert!(score >= least, "{name} {score:.3} is under {least}\n{report}");
}

#[test]
fn the_bundled_recaps_are_cut_as_a_reader_would() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = report(project, &project.join("tests/gold"));
    println!("{report}");
    for name in ["units", "starts", "titles", "urls", "ratings", "events", "years", "covered"] {
        assert_at_least(&report, name, 1.0);
    }
    for name in ["kinds", "speakers", "organisations", "writers"] {
        assert_at_least(&report, name, 0.95);
    }
}

#[test]
fn recaps_kept_elsewhere_are_cut_well() {
    let Some(folder) = std::env::var_os("RECAPS_GOLD").map(PathBuf::from) else {
        println!("skipped: RECAPS_GOLD names no folder of recaps with a folder gold");
        return;
    };
    let report = report(&folder, &folder.join("gold"));
    println!("{report}");
    for (name, least) in [
        ("units", 0.95),
        ("titles", 0.95),
        ("kinds", 0.93),
        ("speakers", 0.9),
        ("urls", 0.95),
        ("covered", 0.99),
    ] {
        assert_at_least(&report, name, least);
    }
}
