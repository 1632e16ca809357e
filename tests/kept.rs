//! Floors for truths and judgments that are kept outside the project: behaviours where `RECAPS_BEHAVIOURS` names their
//! table, relevance where `RECAPS_RELEVANCE` and `RECAPS_GOLD` name the judgments and the recaps.

mod common;

use recaps::corpus::Corpus;
use recaps::evaluation::{DEPTH, Judgeable, Metrics, base_name, judge, read};
use recaps::index::{Index, Options, update};
use recaps::query::parse;
use recaps::query::plan::Settings;
use recaps::search::{Mode, Request, search};
use recaps::snippet::Highlighter;
use std::collections::BTreeSet;
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;

/// nDCG@10 over all judged queries; SQLite FTS5 reaches 0.625.
const LEAST_NDCG: f64 = 0.85;

fn named(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    if path.is_none() {
        println!("skipped: {variable} is not set");
    }
    path
}

/// Marked words as they are compared: run together, without what may stand between parts of one.
fn together<'s>(spans: impl Iterator<Item = &'s str>) -> String {
    let text: String = spans.collect();
    let text: String = text.nfc().collect();
    text.replace('’', "'")
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !"-‑/|_:.".contains(*c))
        .collect()
}

#[test]
fn behaviours_hold() {
    let Some(table) = named("RECAPS_BEHAVIOURS") else { return };
    let table = std::fs::read_to_string(table).expect("a table");
    let mut failures = Vec::new();
    for row in common::rows(&table).skip(1) {
        let [id, _, query, text, expected, spans] = row[..6] else { panic!("eight columns: {row:?}") };
        let fixture = common::index(&[("recap.md", &common::one_talk(text))]);
        let settings = Settings { correct: false, ..Settings::default() };
        let Ok(nodes) = parse(query) else { panic!("{id}: {query:?} is an error") };
        let request = Request { nodes, settings, mode: Mode::All, limit: 10, ..Request::default() };
        let found = search(&fixture.index, &request).expect("an answer");
        let hit = found.hits.iter().find(|hit| hit.talk.title == "Azertyuiop");
        let holds = match (expected, hit) {
            ("match", Some(hit)) if !spans.is_empty() => {
                let snippets = Highlighter::new(&found.plan).snippets(&hit.talk, 2);
                let marked = snippets.iter().flat_map(|s| {
                    s.highlights.iter().map(|h| &s.text[h.start_byte..h.end_byte]).collect::<Vec<_>>()
                });
                let marked = together(marked);
                marked == together(spans.split('|'))
                    || spans.split('|').any(|one| marked == together([one].into_iter()))
            }
            ("match", hit) => hit.is_some(),
            (_, hit) => hit.is_none(),
        };
        if !holds {
            failures.push(format!("{id}: {query:?} on {text:?}: {expected} {spans:?}"));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn the_ranking_agrees_with_judgments() {
    let (Some(folder), Some(recaps)) = (named("RECAPS_RELEVANCE"), named("RECAPS_GOLD")) else { return };
    let queries = read(&folder.join("queries.tsv"), &folder.join("qrels.tsv")).expect("judged queries");
    let files: BTreeSet<&str> =
        queries.iter().flat_map(|query| query.grades.keys().map(|(file, _)| file.as_str())).collect();
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = Corpus::from_roots(files.iter().map(|file| ((*file).to_owned(), recaps.join(file))));
    let place = home.path().join("index");
    update(&place, &corpus, &Options::default(), &mut |_| {}).expect("a build");
    let index = Index::open(&place).expect("an index");
    let judged: Vec<Metrics> = queries
        .iter()
        .map(|query| {
            let nodes = parse(&query.text).expect("a query");
            let found =
                search(&index, &Request { nodes, limit: DEPTH, ..Request::default() }).expect("an answer");
            let hits: Vec<Judgeable> = found
                .hits
                .iter()
                .map(|hit| Judgeable {
                    file: base_name(&hit.talk.source.file),
                    lines: (hit.talk.source.first_line, hit.talk.source.last_line),
                })
                .collect();
            judge(query, &hits)
        })
        .collect();
    let mean = Metrics::mean(&judged);
    println!("{mean:?}");
    assert!(mean.ndcg >= LEAST_NDCG, "{mean:?}");
}
