//! What must hold for any text and any query.

mod common;

use proptest::prelude::*;
use recaps::analysis::fold::fold;
use recaps::analysis::words;
use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use recaps::query::parse;
use recaps::query::plan::Settings;
use recaps::search::{Found, Mode, Request, search};
use recaps::snippet::Highlighter;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

/// The bundled corpus, indexed once.
static BUNDLED: LazyLock<(TempDir, Index)> = LazyLock::new(|| {
    let home = tempfile::tempdir().expect("a temporary folder");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let corpus = Corpus::from_roots([("corpus".to_owned(), corpus)]);
    let place = home.path().join("index");
    update(&place, &corpus, &Options::default(), &mut |_| {}).expect("a build");
    let index = Index::open(&place).expect("an index");
    (home, index)
});

fn ask(query: &str, mode: Mode, limit: usize) -> Found {
    let settings = Settings { correct: mode == Mode::AllFirst, ..Settings::default() };
    let nodes = parse(query).expect("a query");
    let request = Request { nodes, settings, mode, limit, ..Request::default() };
    search(&BUNDLED.1, &request).expect("an answer")
}

fn ids(found: &Found) -> BTreeSet<&str> {
    found.hits.iter().map(|hit| hit.talk.id.as_str()).collect()
}

#[test]
fn accents_typed_or_not_find_the_same_talks() {
    let index = &BUNDLED.1;
    let mut vocabulary = BTreeSet::new();
    for doc in 0..index.talks() {
        let talk = index.talk(doc).expect("a talk");
        for text in [&talk.title, &talk.body.text] {
            vocabulary.extend(words(text).iter().map(|word| word.accented().to_owned()));
        }
    }
    let accented: Vec<&String> = vocabulary.iter().filter(|word| fold(word) != **word).collect();
    assert!(accented.len() > 300, "{} words with accents", accented.len());
    let all = usize::MAX;
    let differ: Vec<String> = accented
        .into_iter()
        .filter(|word| ids(&ask(word, Mode::All, all)) != ids(&ask(&fold(word), Mode::All, all)))
        .map(|word| format!("{word} ({})", fold(word)))
        .collect();
    assert!(differ.is_empty(), "{} words: {}", differ.len(), differ.join(" "));
}

/// Pieces that queries and texts are made of: words, operators, signs that mean something, signs that do not.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "eBPF",
        "Cilium",
        "sécurité",
        "l’observabilité",
        "ArgoCD",
        "argo",
        "cd",
        "CI/CD",
        "12",
        "000",
        "C++",
        "CK{A,S}",
        "OR",
        "OU",
        "NOT",
        "SAUF",
        "AND",
        "(",
        ")",
        "((",
        "\"",
        "«",
        "»",
        "-",
        "-ebpf",
        "kube*",
        "cilum~",
        "title:",
        "title:k8s",
        "year:2021..",
        "kind:talk",
        "speaker:\"Liz Rice\"",
        "le",
        "la",
        "de",
        "*",
        "~",
        "'",
        "’",
        "node.js",
        "v1.27",
        "🤩",
        "développeur·se·s",
        "e\u{301}quipe",
        "\u{200B}",
        "participant(e)s",
        "I.A.",
        "https://sched.co/1YhfH",
        ":",
        "a:b",
    ]);
    let any = any::<String>().prop_map(|text| text.chars().take(8).collect());
    let joined = prop::collection::vec(prop_oneof![4 => known.prop_map(str::to_owned), 1 => any], 0..12);
    (joined, prop::sample::select(vec![" ", " ", " ", ""])).prop_map(|(pieces, between)| pieces.join(between))
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(
        std::env::var("RECAPS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(256)
    )})]

    #[test]
    fn any_text_is_a_query_and_its_marks_lie_on_whole_characters(query in pieces()) {
        let found = ask(&query, Mode::AllFirst, 5);
        prop_assert!(found.hits.len() <= found.total);
        let highlighter = Highlighter::new(&found.plan);
        for hit in &found.hits {
            for snippet in highlighter.snippets(&hit.talk, 3) {
                let chars: Vec<char> = snippet.text.chars().collect();
                let mut end = 0;
                for mark in &snippet.highlights {
                    prop_assert!(end <= mark.start_byte && mark.start_byte < mark.end_byte);
                    let by_bytes = &snippet.text[mark.start_byte..mark.end_byte];
                    let by_chars: String = chars[mark.start_char..mark.end_char].iter().collect();
                    prop_assert_eq!(by_bytes, by_chars);
                    end = mark.end_byte;
                }
            }
        }
    }

    #[test]
    fn what_is_marked_in_any_text_is_the_word_that_was_asked_for(text in pieces()) {
        for word in words(&text) {
            let raw = &text[word.range.clone()];
            let found = ask(&word.surface, Mode::All, 1);
            let highlighter = Highlighter::new(&found.plan);
            let marks = highlighter.marks(&text);
            prop_assert!(
                found.plan.clauses.is_empty() || marks.iter().any(|m| m.range.start <= word.range.start && word.range.end <= m.range.end),
                "{:?} of {:?}: {:?}", raw, text, marks
            );
        }
    }

    #[test]
    fn an_explanation_adds_up(query in pieces()) {
        let nodes = parse(&query).expect("a query");
        let request = Request { nodes, limit: 3, explain: true, ..Request::default() };
        for hit in search(&BUNDLED.1, &request).expect("an answer").hits {
            let explain = hit.explain.expect("an explanation");
            let sum: f32 = explain.clauses.iter().map(|clause| clause.score).sum();
            let rest = explain.proximity + explain.section + explain.coverage + explain.subject;
            prop_assert!((sum + rest - explain.score).abs() < 1e-3, "{explain:?}");
            prop_assert!((explain.score - hit.score).abs() < 1e-6);
        }
    }
}
