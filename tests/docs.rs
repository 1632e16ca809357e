//! The documents are true: every verb and every flag stands in the README and in the man pages, and the recipes of
//! the README run.

mod common;

use common::{bundled, printed, recaps};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");

/// The verbs that the help names.
fn verbs(folder: &Path) -> Vec<String> {
    let help = printed(recaps(folder, &["--help"]));
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    // What is described in several lines goes on further to the right.
    let listed = listed.take_while(|line| line.starts_with("  ")).filter(|line| !line.starts_with("   "));
    let names = listed.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The long flags of a text.
fn flags(text: &str) -> BTreeSet<String> {
    let word = |c: char| c.is_ascii_lowercase() || c == '-';
    let ends = text.match_indices("--").map(|(at, _)| {
        let rest = &text[at..];
        rest[..rest.find(|c| !word(c)).unwrap_or(rest.len())].to_owned()
    });
    ends.filter(|flag| flag.len() > 3).collect()
}

#[test]
fn every_verb_and_flag_stands_in_readme_and_man_pages() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let verbs = verbs(home.path());
    assert!(verbs.len() > 12, "{verbs:?}");
    assert!(recaps(home.path(), &["man", "pages"]).status.success());
    let in_readme = flags(README);
    let mut missing = Vec::new();
    for verb in &verbs {
        if !README.contains(&format!("recaps {verb}")) {
            missing.push(format!("README: recaps {verb}"));
        }
        let page = home.path().join("pages").join(format!("recaps-{verb}.1"));
        let page = std::fs::read_to_string(&page).expect("a page").replace("\\-", "-");
        let in_page = flags(&page);
        let help = printed(recaps(home.path(), &[verb, "--help"]));
        let declared = help.lines().filter(|line| line.trim_start().starts_with('-'));
        for flag in declared.flat_map(flags) {
            if !in_readme.contains(&flag) {
                missing.push(format!("README: {verb} {flag}"));
            }
            if !in_page.contains(&flag) {
                missing.push(format!("man page: {verb} {flag}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_recipes_of_the_readme_run() {
    if Command::new("jq").arg("--version").output().is_err() {
        println!("skipped: jq is not there");
        return;
    }
    let home = bundled();
    let program = Path::new(env!("CARGO_BIN_EXE_recaps")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let recipes: Vec<&str> = README.lines().map(str::trim).filter(|line| line.contains("| jq ")).collect();
    assert!(recipes.len() >= 3, "{recipes:?}");
    for recipe in recipes {
        let command = format!("set -e; {recipe}");
        let output = common::shell(home.path(), &command).env("PATH", &path).output().expect("a shell");
        assert!(output.status.success() && !output.stdout.is_empty(), "{recipe}: {output:?}");
    }
}

#[test]
fn every_flag_of_a_man_page_is_described() {
    let home = tempfile::tempdir().expect("a temporary folder");
    assert!(recaps(home.path(), &["man", "pages"]).status.success());
    let mut described = 0;
    for verb in verbs(home.path()) {
        let page = home.path().join("pages").join(format!("recaps-{verb}.1"));
        let page = std::fs::read_to_string(&page).expect("a page");
        for section in ["EXIT STATUS", "ENVIRONMENT", "FILES"] {
            assert!(
                page.contains(&format!(".SH \"{section}\"")) || page.contains(&format!(".SH {section}")),
                "{verb}: {section}"
            );
        }
        let lines: Vec<&str> = page.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0].starts_with("\\fB\\-")) {
            assert!(!pair[1].is_empty() && !pair[1].starts_with('.'), "{verb}: {} is not described", pair[0]);
            described += 1;
        }
    }
    assert!(described > 100, "{described}");
}
