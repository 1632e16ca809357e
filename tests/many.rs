//! In a large index a search scores only a few talks in full. They are the same as if it scored all of them.

#[path = "common/random.rs"]
mod random;

use random::random;
use recaps::corpus::Corpus;
use recaps::index::{Index, Options, update};
use recaps::query::parse;
use recaps::search::{Hit, Mode, Request, search};
use std::fmt::Write;

/// Words that are common, less common and rare, as in any text.
const WORDS: [&str; 16] = [
    "noyau",
    "réseau",
    "réseaux",
    "métriques",
    "métrique",
    "sauvegarde",
    "sauvegarder",
    "sécurité",
    "journaux",
    "secrets",
    "tests",
    "charge",
    "kubernetes",
    "k8s",
    "facture",
    "zorglub",
];

/// Talks of a few words each, the same at every run; more than two windows of documents.
fn index(home: &std::path::Path) -> Index {
    let corpus = home.join("corpus");
    std::fs::create_dir(&corpus).expect("a folder");
    let mut random = random();
    for recap in 0..900 {
        let mut text = "# Retour sur la Journée Qwertz 2019\n".to_owned();
        for talk in 0..10 {
            let mut word = || {
                let most = random(WORDS.len()) + 1;
                WORDS[random(most)]
            };
            write!(text, "\n## Tout savoir sur {} et {}, épisode {recap}-{talk}\n\n", word(), word())
                .expect("text");
            for _ in 0..recap % 7 + 3 {
                write!(text, "Dans cette présentation, on parle de {} et de {}. ", word(), word())
                    .expect("text");
            }
            text.push('\n');
        }
        std::fs::write(corpus.join(format!("recap-{recap}.md")), text).expect("a recap");
    }
    let folder = home.join("index");
    let corpus = Corpus::from_roots([("corpus".to_owned(), corpus)]);
    update(&folder, &corpus, &Options::default(), &mut |_| ()).expect("an index");
    Index::open(&folder).expect("an index")
}

#[test]
fn the_best_of_many_are_the_best_of_all() {
    let home = tempfile::tempdir().expect("a folder");
    let index = index(home.path());
    assert!(index.talks() > 8_500, "{}", index.talks());
    for query in [
        "noyau",
        "réseau",
        "sécurité réseau",
        "kubernetes sauvegarde noyau",
        "zorglub métriques charge",
        "facture zorglub journaux secrets tests",
        "(noyau OR zorglub) réseau",
        "(noyau réseau) OR (sécurité tests)",
        "\"cette présentation\" kubernetes",
        "title:noyau sécurité",
        "réseau -noyau",
        "(kind:talk OR zorglub) noyau",
    ] {
        for mode in [Mode::AllFirst, Mode::Any] {
            let ask = |limit| {
                let nodes = parse(query).expect("a query");
                search(&index, &Request { nodes, mode, limit, ..Request::default() }).expect("an answer")
            };
            let (few, many) = (ask(10), ask(1500));
            assert_eq!(few.total, many.total, "{query}");
            assert_eq!(many.hits.len(), many.total.min(1500), "{query}");
            let scores = |hits: &[Hit]| -> Vec<(String, f32)> {
                hits.iter().take(10).map(|hit| (hit.talk.id.clone(), hit.score)).collect()
            };
            assert_eq!(scores(&few.hits), scores(&many.hits), "{query}, {mode:?}");
        }
    }
}
