//! What the documents show is the program's own output: the picture and the first transcript of the README and the worked
//! example of ARCHITECTURE.md are made here, and compared with the files.
//!
//! `RECAPS_PICTURE=write cargo test --test picture` makes them anew.

mod common;

use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use recaps::output::text::Printer;
use recaps::query::parse;
use recaps::search::{Request, search};
use recaps::snippet::Highlighter;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

/// Columns of the picture.
const PICTURE: usize = 92;
/// The first command of the README; it is shown as a terminal shows it.
const FIRST: &str = "cargo run --release -- search eBPF Cilium -n 3";
/// Columns of the transcript.
const TRANSCRIPT: usize = 100;

/// The project's own folder.
fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether the files are to be written, not compared.
fn is_written() -> bool {
    std::env::var_os("RECAPS_PICTURE").is_some()
}

/// The three best talks of the bundled corpus, as a terminal of `width` columns shows them.
fn first_search(width: usize) -> String {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = Corpus::from_roots([("corpus".to_owned(), project().join("corpus"))]);
    let folder = home.path().join("index");
    update(&folder, &corpus, &Options::default(), &mut |_| {}).expect("a build");
    let index = Index::open(&folder).expect("an index");
    let nodes = parse("eBPF Cilium").expect("a query");
    let found = search(&index, &Request { nodes, limit: 3, ..Request::default() }).expect("an answer");
    let highlighter = Highlighter::new(&found.plan);
    let mut shown = Vec::new();
    let mut printer = Printer::new(&mut shown, Some(width));
    for hit in &found.hits {
        printer.hit(hit.rank, &hit.talk, &highlighter.snippets(&hit.talk, 2), false).expect("a hit");
    }
    String::from_utf8(shown).expect("UTF-8")
}

#[test]
fn the_picture_is_what_the_program_prints() {
    let shown = format!("$ recaps search eBPF Cilium -n 3\n{}", first_search(PICTURE));
    let drawn = anstyle_svg::Term::new().min_width_px(860).render_svg(&shown);
    let picture = project().join("README.svg");
    if is_written() {
        std::fs::write(&picture, &drawn).expect("a picture");
    }
    let kept = std::fs::read_to_string(&picture).expect("a picture");
    assert!(kept == drawn, "README.svg is not what the program prints: RECAPS_PICTURE=write draws it anew");
}

/// The sessions of a document: what stands between ` ```console ` and ` ``` `, and where.
fn sessions(document: &str) -> Vec<Range<usize>> {
    let begins = document.match_indices("```console\n").map(|(at, mark)| at + mark.len());
    begins.map(|begin| begin..begin + document[begin..].find("```").expect("an end")).collect()
}

/// Compares a document with itself where `session` puts what the program prints into its sessions.
fn is_true(name: &str, session: impl Fn(&str) -> String) {
    let path = project().join(name);
    let kept = std::fs::read_to_string(&path).expect("a document");
    let mut now = kept.clone();
    for place in sessions(&kept).into_iter().rev() {
        now.replace_range(place.clone(), &session(&kept[place]));
    }
    if is_written() {
        std::fs::write(&path, &now).expect("a document");
    }
    let other = kept.lines().zip(now.lines()).find(|(kept, now)| kept != now);
    assert!(is_written() || kept == now, "{name} is not what the program prints: {other:?}");
}

/// Compares the sessions of a document with what the program prints on the bundled corpus.
fn sessions_are_true(name: &str) {
    if Command::new("jq").arg("--version").output().is_err() {
        println!("skipped: jq is not there");
        return;
    }
    let home = common::bundled();
    assert!(common::recaps(home.path(), &["index"]).status.success());
    let program = Path::new(env!("CARGO_BIN_EXE_recaps")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    is_true(name, |session| {
        let mut now = String::new();
        for command in session.lines().filter_map(|line| line.strip_prefix("$ ")) {
            let printed = if command == FIRST {
                anstream::adapter::strip_str(&first_search(TRANSCRIPT)).to_string()
            } else {
                let output = common::shell(home.path(), command).env("PATH", &path).output();
                let output = output.expect("a shell");
                assert!(output.status.success(), "{command}: {output:?}");
                String::from_utf8(output.stdout).expect("UTF-8")
            };
            now.push_str(&format!("$ {command}\n{printed}"));
        }
        now
    });
}

#[test]
fn the_transcripts_of_the_readme_are_what_the_program_prints() {
    sessions_are_true("README.md");
}

#[test]
fn the_worked_example_is_what_the_program_prints() {
    sessions_are_true("ARCHITECTURE.md");
}
