//! Cognates, through the public interface: words of one origin in French and English that differ by rule, and words that only
//! look like it.

mod common;

use recaps::analysis::cognate::cognates;
use recaps::query::parse;
use recaps::search::{Found, Request, search};

/// Talks in French, none of which holds an English word.
fn french() -> common::Fixture {
    let recap = "# Journée Qwertz 2019\n\n## Chiffres - Odile Parchemin, Brumisio\n\nLe chiffrement symétrique se passe de \
                 démonstration, et la traduction automatique aussi.\n\n## Verger - Odile Parchemin, Brumisio\n\nLa librairie \
                 du village vend des pommes, et le conducteur attend.\n";
    common::index(&[("recap.md", recap)])
}

fn ask(fixture: &common::Fixture, query: &str) -> Found {
    let nodes = parse(query).expect("any text is a query");
    search(&fixture.index, &Request { nodes, limit: 10, ..Request::default() }).expect("an answer")
}

fn titles(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.talk.title.as_str()).collect()
}

#[test]
fn words_of_one_origin_are_cognates_both_ways() {
    for (french, english) in [
        ("symetrique", "symmetric"),
        ("automatiquement", "automatically"),
        ("dangereux", "dangerous"),
        ("simplifier", "simplify"),
        ("rejoindre", "rejoinder"),
        ("personnalise", "personalised"),
        ("capacite", "capacity"),
        ("intellectuelle", "intellectual"),
        ("decorateur", "decorator"),
        ("sceptique", "sceptic"),
        ("accelerer", "accelerate"),
    ] {
        let pairs = [(french, english), (english, french)];
        let is_found = |(word, other): &(&str, &str)| cognates(word).iter().any(|cognate| cognate == other);
        assert!(
            pairs.iter().any(is_found),
            "{french} {english}: {:?} {:?}",
            cognates(french),
            cognates(english)
        );
    }
}

#[test]
fn false_friends_and_short_words_are_no_cognates() {
    for (word, other) in [
        ("librairie", "library"),
        ("actuel", "actual"),
        ("eventuellement", "eventually"),
        ("conducteur", "conductor"),
        ("attendre", "attend"),
        ("journee", "journey"),
        ("demander", "demand"),
        ("pitie", "pity"),
        ("file", "filly"),
        ("kubernetes", "kubernete"),
    ] {
        assert!(!cognates(word).iter().any(|cognate| cognate == other), "{word}");
        assert!(!cognates(other).iter().any(|cognate| cognate == word), "{other}");
    }
}

#[test]
fn a_word_that_no_talk_holds_finds_its_cognate_and_that_is_said() {
    let fixture = french();
    let found = ask(&fixture, "symmetric");
    assert_eq!(titles(&found), ["Chiffres"]);
    let expansion = found.plan.expansions.iter().find(|expansion| expansion.relation == "cognate");
    let expansion = expansion.expect("what widened the word is said");
    assert_eq!(
        (expansion.word.as_str(), expansion.forms.as_slice()),
        ("symmetric", &["symétrique".to_owned()][..])
    );
    assert!(found.plan.suggestions.is_empty() && found.plan.corrections.is_empty());
}

#[test]
fn a_word_as_it_is_typed_has_no_cognates_where_that_is_asked_for() {
    let fixture = french();
    let nodes = parse("symmetric").expect("a query");
    let settings = recaps::query::plan::Settings { exact: true, ..Default::default() };
    let found = search(&fixture.index, &Request { nodes, limit: 10, settings, ..Request::default() });
    assert!(found.expect("an answer").hits.is_empty());
    let excluded = ask(&fixture, "chiffrement -symmetric");
    assert_eq!(titles(&excluded), ["Chiffres"], "what is left out is the word that was typed");
}
