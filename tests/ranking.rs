//! Which talk comes first: names of several words, sentences, words that say little, the language of a talk, and numbers that
//! are changed without another index.

mod common;

use recaps::query::parse;
use recaps::search::weights::Weights;
use recaps::search::{Found, Mode, Request, search};
use std::fmt::Write as _;

/// An index of talks given as title and text.
fn talks(talks: &[(&str, &str)]) -> common::Fixture {
    let mut recap = "# Journée Qwertz 2019\n".to_owned();
    for (title, text) in talks {
        write!(recap, "\n## {title} - Odile Parchemin, Brumisio\n\n{text}\n").expect("a string takes all");
    }
    common::index(&[("recap.md", &recap)])
}

fn ask(fixture: &common::Fixture, query: &str, weights: Weights) -> Found {
    let nodes = parse(query).expect("any text is a query");
    search(&fixture.index, &Request { nodes, limit: 10, weights, ..Request::default() }).expect("an answer")
}

/// The titles of the hits, in order.
fn titles(fixture: &common::Fixture, query: &str) -> Vec<String> {
    let found = ask(fixture, query, Weights::default());
    found.hits.into_iter().map(|hit| hit.talk.title).collect()
}

/// The titles of the hits that hold all that was asked for.
fn complete(fixture: &common::Fixture, query: &str) -> Vec<String> {
    let found = ask(fixture, query, Weights::default());
    found.hits.into_iter().filter(|hit| hit.is_complete).map(|hit| hit.talk.title).collect()
}

const RUCHE: (&str, &str) = ("Ruche", "Le miel coule et la cire fond au soleil.");

#[test]
fn a_longer_name_that_no_talk_holds_falls_back_to_the_names_inside_it() {
    let fixture = talks(&[
        RUCHE,
        ("Vélo", "On y répare la chaîne du pédalier, puis le frein arrière."),
        ("Verger", "Une supply chain se surveille comme le lait sur le feu."),
    ]);
    let found = titles(&fixture, "attaque de la chaîne d'approvisionnement");
    assert_eq!(found.first().map(String::as_str), Some("Verger"), "{found:?}");
    assert!(!found.contains(&"Ruche".to_owned()), "{found:?}");
}

#[test]
fn words_of_a_name_add_up_where_a_talk_holds_only_some() {
    let fixture = talks(&[
        RUCHE,
        ("Potager", "La sauvegarde est horizontale, et la mise en pot est lente."),
        ("Verger", "On y parle de mise au vert, puis d'échelle pour la cueillette horizontale des pommes."),
    ]);
    let found = titles(&fixture, "mise à l'échelle horizontale");
    assert_eq!(found, ["Verger", "Potager"]);
}

#[test]
fn words_of_another_name_hold_it_close_together_only() {
    let far = "L'état des lieux se fait à l'entrée, avec le bail, les clés, la cave et le compteur; bien plus tard, \
               quand la saison est finie et que la vendange est rentrée, vient la gestion des stocks.";
    let fixture =
        talks(&[RUCHE, ("Bail", far), ("Formulaire", "La gestion d'un état partagé entre deux écrans.")]);
    let found = titles(&fixture, "state management");
    assert_eq!(found.first().map(String::as_str), Some("Formulaire"), "{found:?}");
    assert_eq!(complete(&fixture, "state management"), ["Formulaire"]);
}

#[test]
fn a_word_of_another_name_that_says_little_is_found_in_either_language() {
    let fixture = talks(&[RUCHE, ("Terminal", "On y écrit un outil de CLI pour compter les pommes.")]);
    assert_eq!(complete(&fixture, "outil en ligne de commande"), ["Terminal"]);
}

#[test]
fn a_determiner_before_a_word_is_no_noun_and_after_it_is_one() {
    let fixture = talks(&[
        ("Studio", "Le son est enregistré de nuit, le son encore, et le son toujours."),
        ("Four", "On y cuit une galette, à feu doux."),
    ]);
    assert_eq!(titles(&fixture, "cuire son pain et sa galette"), ["Four"]);
    assert_eq!(titles(&fixture, "prise de son"), ["Studio"]);
    assert_eq!(titles(&fixture, "son"), ["Studio"]);
}

#[test]
fn in_a_sentence_words_that_say_little_may_be_missing_side_by_side_they_may_not() {
    let fixture = talks(&[RUCHE, ("Verger", "La greffe prend au printemps.")]);
    assert_eq!(complete(&fixture, "comment améliorer sa greffe"), ["Verger"]);
    assert_eq!(complete(&fixture, "améliorer la greffe"), ["Verger"]);
    assert!(complete(&fixture, "améliorer greffe").is_empty());
    assert_eq!(titles(&fixture, "améliorer greffe"), ["Verger"]);
}

#[test]
fn words_that_say_little_are_asked_for_where_nothing_else_is() {
    let fixture = talks(&[RUCHE, ("Verger", "La greffe est un outil."), ("Cave", "Un tonneau y vieillit.")]);
    // What says more is passed over, or leaves talks out.
    for query in ["comment son outil", "comment outil (-tonneau -miel)", "comment (outil -tonneau)"] {
        assert_eq!(complete(&fixture, query), ["Verger"], "{query}");
        assert_eq!(titles(&fixture, query), ["Verger"], "{query}");
    }
}

#[test]
fn what_a_word_is_to_a_group_it_is_not_to_the_query() {
    let fixture = talks(&[RUCHE, ("Verger", "La greffe prend au printemps, et mieux en mars.")]);
    let all = |query: &str| {
        let nodes = parse(query).expect("any text is a query");
        let request = Request { nodes, mode: Mode::All, limit: 10, ..Request::default() };
        let found = search(&fixture.index, &request).expect("an answer");
        assert_eq!(found.hits.len(), found.total, "{query}");
        found.hits.into_iter().map(|hit| hit.talk.title).collect::<Vec<_>>()
    };
    // In the group `améliorer` may be missing, for it says little in a question; the group may not, nor `greffe` behind it.
    assert_eq!(all("(améliorer la cire) greffe"), [""; 0]);
    assert_eq!(all("(prend mieux la greffe)"), ["Verger"]);
    assert_eq!(all("(prend mieux la greffe) printemps"), ["Verger"]);
    assert_eq!(all("(améliorer la cire)"), [""; 0]);
    assert_eq!(all("s grêf u ET"), [""; 0]);
}

#[test]
fn a_number_or_an_adverb_says_little_in_a_sentence() {
    let fixture = talks(&[RUCHE, ("Verger", "La greffe prend au printemps.")]);
    assert_eq!(complete(&fixture, "pourquoi ma greffe prend deux fois"), ["Verger"]);
    assert_eq!(complete(&fixture, "comment rater souvent ma greffe"), Vec::<String>::new());
    assert_eq!(complete(&fixture, "comment tailler ma greffe"), Vec::<String>::new());
}

#[test]
fn another_name_is_not_found_by_a_stem_that_a_word_of_the_other_language_has_by_chance() {
    let fixture = talks(&[
        RUCHE,
        ("Poney", "La selle neuve fait mal au dos."),
        ("Étal", "He keeps selling apples at the market."),
        ("Manège", "La leçon tirée du galop."),
        ("Sieste", "I am so tired of apples."),
    ]);
    assert_eq!(titles(&fixture, "vendre"), ["Étal"]);
    assert_eq!(titles(&fixture, "fatigué"), ["Sieste"]);
}

#[test]
fn the_thesaurus_says_nothing_of_a_stop_word_among_others() {
    let fixture = talks(&[RUCHE, ("Disques", "Un NAS range les sauvegardes dans la cave.")]);
    assert_eq!(titles(&fixture, "cire sans fumée"), ["Ruche"]);
}

#[test]
fn a_talk_is_of_the_language_of_its_sentences() {
    let fixture = talks(&[
        ("Ruche", "Le miel est dans la cire, et les abeilles sont au repos pour une heure."),
        ("Orchard", "The honey is in the jar, and we keep it for the winter with a lid."),
    ]);
    assert_eq!(titles(&fixture, "lang:en"), ["Orchard"]);
    assert_eq!(titles(&fixture, "langue:français"), ["Ruche"]);
    assert_eq!(titles(&fixture, "-lang:fr"), ["Orchard"]);
    assert!(titles(&fixture, "miel lang:en").iter().all(|title| title == "Orchard"));
    assert!(titles(&fixture, "cire lang:en").is_empty());
}

#[test]
fn every_number_of_the_ranking_can_be_changed_by_its_name_without_another_index() {
    let fixture = talks(&[
        ("Verger", "On y greffe. La pomme, la poire, la pomme encore, la pomme enfin, et toujours la pomme."),
        ("Une pomme", "Rien d'autre à dire ici que la taille en hiver et le silence des branches."),
    ]);
    let first = |weights: Weights| ask(&fixture, "pomme", weights).hits.remove(0).talk.title;
    let mut by_title = Weights::default();
    *by_title.slot("subject").expect("a number") = 9.0;
    assert_eq!(first(by_title), "Une pomme");
    let mut by_count = Weights::default();
    *by_count.slot("subject").expect("a number") = 0.0;
    *by_count.slot("k1").expect("a number") = 9.0;
    assert_eq!(first(by_count), "Verger");
    assert!(Weights::default().slot("title").is_none());
    for name in Weights::NAMES {
        assert!(Weights::default().slot(name).is_some(), "{name}");
    }
}

#[test]
fn the_parts_of_an_explanation_add_up_to_the_score() {
    let fixture = talks(&[
        RUCHE,
        ("Verger", "On y parle de mise au vert, puis d'échelle pour la cueillette horizontale des pommes."),
        ("Formulaire", "La gestion d'un état partagé entre deux écrans, avec Redux et de la persévérance."),
    ]);
    for query in
        ["mise à l'échelle horizontale", "state management", "miel cire", "comment gérer son état partagé"]
    {
        let nodes = parse(query).expect("a query");
        let request = Request { nodes, limit: 10, explain: true, ..Request::default() };
        let found = search(&fixture.index, &request).expect("an answer");
        assert!(!found.hits.is_empty(), "{query}");
        for hit in found.hits {
            let explain = hit.explain.expect("an explanation");
            let clauses: f32 = explain.clauses.iter().map(|clause| clause.score).sum();
            let rest = explain.proximity + explain.subject + explain.section + explain.coverage;
            assert!((clauses + rest - hit.score).abs() < 1e-3, "{query}: {explain:?}");
        }
    }
}

#[test]
fn below_a_quotation_comes_what_says_the_same_otherwise_and_nothing_where_no_talk_holds_it() {
    let fixture = talks(&[
        RUCHE,
        ("Verger", "Un test unitaire vérifie la greffe, et un seul."),
        ("Potager", "Les tests unitaires vérifient le semis, tous les matins."),
        ("Orchard", "Each unit test checks the graft of an apple tree."),
        ("Studio", "Le test du micro est unitaire."),
    ]);
    assert_eq!(complete(&fixture, "\"test unitaire\""), ["Verger"]);
    let found = titles(&fixture, "\"test unitaire\"");
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], "Verger");
    assert!(!found.contains(&"Studio".to_owned()));
    assert!(titles(&fixture, "\"test unitaires\"").is_empty());
    let left = titles(&fixture, "vérifie -\"test unitaire\"");
    assert_eq!(left, ["Potager", "Orchard"], "what is left out is left out word for word");
}

#[test]
fn a_name_is_found_as_a_whole_in_another_number() {
    let fixture = talks(&[
        RUCHE,
        ("Verger", "Des impacts environnementaux se mesurent au printemps."),
        ("Potager", "Un impact de grêle, puis, bien plus tard dans la saison, un label environnemental."),
    ]);
    let found = titles(&fixture, "impact environnemental");
    assert_eq!(found, ["Verger", "Potager"]);
}

#[test]
fn of_another_name_a_frequent_word_alone_is_not_enough() {
    let fixture = talks(&[
        ("Ruche", "La gestion du miel."),
        ("Verger", "La gestion des pommes."),
        ("Potager", "La gestion du semis."),
        ("Rucher", "La gestion de la cire."),
        ("Formulaire", "Un état partagé entre deux écrans."),
    ]);
    assert_eq!(titles(&fixture, "state management"), ["Formulaire"]);
}

#[test]
fn words_that_tie_a_name_together_may_be_there_or_not() {
    let fixture = talks(&[
        RUCHE,
        ("Scène", "Une image de synthèse remplace le décor."),
        ("Photo", "Cette image montre la ruche, et plus loin une synthèse de la saison."),
    ]);
    for query in ["image de synthèse", "image synthèse", "images de la synthèse"] {
        assert_eq!(titles(&fixture, query).first().map(String::as_str), Some("Scène"), "{query}");
    }
}

/// A name that stands in a text weighed less than one frequent word of the query in a title did.
#[test]
fn a_name_in_a_text_counts_for_more_than_a_frequent_word_in_a_title() {
    let mut all = vec![
        ("Verger", "La haute disponibilité du moulin est un métier, et le meunier la soigne."),
        ("Le fromage au lait", "On y mange du fromage."),
    ];
    let others = ["Abeille", "Bouleau", "Cerise", "Digue", "Étang", "Fougère", "Galet", "Houx"];
    all.extend(
        others.map(|title| (title, "Une haute haie, la disponibilité du facteur, et du fromage le soir.")),
    );
    let found = titles(&talks(&all), "haute disponibilité fromage beurre");
    let place = |title: &str| found.iter().position(|found| found == title);
    assert!(place("Verger") < place("Le fromage au lait"), "{found:?}");
}
