//! Query to hits: any query is answered, scores are numbers in order, and their explanations add up.

use super::input::{choice, text};
use super::{fixture, snippet};
use recaps::Error;
use recaps::output::message::TalkMessage;
use recaps::query::parse;
use recaps::query::plan::Settings;
use recaps::search::{Found, Mode, Request, search as ask};
use recaps::snippet::Highlighter;

/// The first byte chooses the mode, the rest is the query.
pub fn search(bytes: &[u8]) {
    let (chosen, query) = choice(bytes, 6);
    let query = text(query);
    let index = fixture::index();
    if let Some(doc) = index.find(&query).expect("a look-up") {
        assert_eq!(index.talk(doc).expect("a talk").id, query);
    }
    let Ok(nodes) = parse(&query) else { return };
    let mode = [Mode::AllFirst, Mode::All, Mode::Any][chosen / 2];
    let settings = Settings { exact: chosen % 2 == 1, ..Settings::default() };
    let request = Request { nodes, settings, mode, limit: 10, explain: true, ..Request::default() };
    let found = match ask(index, &request) {
        Ok(found) => found,
        Err(Error::QueryLimit { .. }) => return,
        Err(error) => panic!("{error}"),
    };
    check(&found);
    let highlighter = Highlighter::new(&found.plan);
    for hit in &found.hits {
        snippet::check(&highlighter, &hit.talk, 3);
    }
}

fn check(found: &Found) {
    assert_eq!(found.docs.count_ones(..), found.total);
    assert_eq!(found.hits.len(), found.total.min(10));
    for (at, hit) in found.hits.iter().enumerate() {
        assert_eq!(hit.rank, at + 1);
        assert!(hit.score.is_finite() && hit.score >= 0.0, "{}", hit.score);
        let explain = hit.explain.as_ref().expect("an explanation");
        let sum: f64 = explain.clauses.iter().map(|clause| f64::from(clause.score)).sum();
        let rest = [explain.proximity, explain.section, explain.coverage, explain.subject];
        let rest: f64 = rest.into_iter().map(f64::from).sum();
        let score = f64::from(hit.score);
        assert!((sum + rest - score).abs() <= 1e-3 * score.max(1.0), "{explain:?}");
        let message = TalkMessage {
            score: Some(hit.score),
            explain: Some(explain.into()),
            ..TalkMessage::new(&hit.talk)
        };
        assert!(serde_json::to_string(&message).is_ok());
    }
    assert!(found.hits.is_sorted_by(|a, b| a.score > b.score || a.score == b.score && a.talk.id < b.talk.id));
}
