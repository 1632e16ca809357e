//! How French and English queries meet text, through the index, the query and the highlighter: a table of rows.

mod common;

use recaps::index::Index;
use recaps::query::parse;
use recaps::query::plan::Settings;
use recaps::search::{Found, Mode, Request, search};
use recaps::snippet::Highlighter;

fn ask(index: &Index, query: &str) -> Found {
    let settings = Settings { correct: false, ..Settings::default() };
    let nodes = parse(query).expect("any text is a query");
    let request = Request { nodes, settings, mode: Mode::All, limit: 10, ..Request::default() };
    search(index, &request).expect("an answer")
}

/// The marked words of the first hit.
fn marked(found: &Found) -> Vec<String> {
    let highlighter = Highlighter::new(&found.plan);
    let snippets = highlighter.snippets(&found.hits[0].talk, 3);
    let body = snippets.iter().filter(|snippet| snippet.field == "body");
    body.flat_map(|s| s.highlights.iter().map(|h| s.text[h.start_byte..h.end_byte].to_owned())).collect()
}

#[test]
fn every_row_of_the_table_holds() {
    let mut failures = Vec::new();
    for row in common::rows(include_str!("french.tsv")) {
        let [query, text, expected, spans] = row[..] else { panic!("four columns: {row:?}") };
        let fixture = common::index(&[("recap.md", &common::one_talk(text))]);
        let found = ask(&fixture.index, query);
        let own = found.hits.iter().any(|hit| hit.talk.title == "Azertyuiop");
        let failure = match (expected, own) {
            ("match", false) => Some("not found".to_owned()),
            ("nomatch", true) => Some(format!("found, with {:?}", marked(&found))),
            ("match", true) if marked(&found).join("|") != spans => {
                Some(format!("marked {:?}", marked(&found)))
            }
            _ => None,
        };
        failures.extend(failure.map(|why| format!("{query:?} on {text:?}: {expected}: {why}")));
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn the_form_as_typed_comes_before_inflections_synonyms_and_the_other_language() {
    let talk =
        |word: &str| format!("# Journée Qwertz 2019\n\n## Azertyuiop {word}\n\nOn y parle de {word} ici.\n");
    let recaps = ["sécurité", "sécurités", "security"];
    let texts: Vec<String> = recaps.iter().map(|word| talk(word)).collect();
    let fixture = common::index(&[("a.md", &texts[2]), ("b.md", &texts[1]), ("c.md", &texts[0])]);
    let found = ask(&fixture.index, "sécurité");
    assert_eq!(found.hits[0].talk.title, "Azertyuiop sécurité");
    assert_eq!(found.total, 3);
}

#[test]
fn talks_with_all_words_come_before_talks_with_some() {
    let text = "# Journée Qwertz 2019\n\n## Cilium\n\nCilium, Cilium, Cilium et encore Cilium.\n\n\
                ## Réseaux\n\nUne longue soirée où il fut, entre autres, question d'eBPF puis de Cilium.\n";
    let fixture = common::index(&[("recap.md", text)]);
    let nodes = parse("eBPF Cilium").expect("a query");
    let found =
        search(&fixture.index, &Request { nodes, limit: 10, ..Request::default() }).expect("an answer");
    let titles: Vec<&str> = found.hits.iter().map(|hit| hit.talk.title.as_str()).collect();
    assert_eq!(titles, ["Réseaux", "Cilium"]);
}

#[test]
fn a_word_that_no_talk_holds_is_corrected_and_the_correction_is_said() {
    let fixture = common::index(&[("recap.md", &common::one_talk("Terraform décrit l'infrastructure"))]);
    let nodes = parse("terrafrom").expect("a query");
    let found =
        search(&fixture.index, &Request { nodes, limit: 10, ..Request::default() }).expect("an answer");
    assert_eq!(found.total, 1);
    assert_eq!(
        (found.plan.corrections[0].from.as_str(), found.plan.corrections[0].to.as_str()),
        ("terrafrom", "terraform")
    );
    assert_eq!(marked(&found), ["Terraform"]);
}

#[test]
fn of_two_words_equally_near_the_one_used_with_the_others_is_meant() {
    let talk = |title: &str, text: &str| format!("## {title}\n\n{text}\n\n");
    let text = "# Journée Qwertz 2019\n\n".to_owned()
        + &talk("Premier", "Kestrel surveille le soleil, et rien d'autre.")
        + &talk("Deuxième", "Kestrol range les fichiers. Kestrol les rend aussi.")
        + &talk("Troisième", "Encore Kestrol, puis une autre fois Kestrol.");
    let fixture = common::index(&[("recap.md", &text)]);
    let corrected = |query: &str| {
        let nodes = parse(query).expect("a query");
        let found =
            search(&fixture.index, &Request { nodes, limit: 10, ..Request::default() }).expect("an answer");
        found.plan.corrections.iter().map(|c| c.to.clone()).collect::<Vec<_>>()
    };
    assert_eq!(corrected("kestril"), ["kestrol"]);
    assert_eq!(corrected("kestril soleil"), ["kestrel"]);
}

#[test]
fn a_real_word_that_no_talk_holds_finds_no_other_word() {
    let text = common::one_talk("Un manque de place, une facture en retard, et la culture du relais");
    let fixture = common::index(&[("recap.md", &text)]);
    let ask = |query: &str| {
        let nodes = parse(query).expect("a query");
        search(&fixture.index, &Request { nodes, limit: 10, ..Request::default() }).expect("an answer")
    };
    for word in ["banque", "sculpture", "fracture", "banquise"] {
        let found = ask(word);
        assert_eq!((found.total, found.plan.corrections.len()), (0, 0), "{word}");
        assert_eq!(found.plan.suggestions[0].word, word);
    }
    // A misspelling of the same words is mended, and a word that is far from all is left alone.
    assert_eq!(ask("factuer").plan.corrections[0].to, "facture");
    assert_eq!(ask("zwirbelpop").total, 0);
}

#[test]
fn what_is_said_of_a_word_has_its_accents() {
    let fixture = common::index(&[("recap.md", &common::one_talk("ÉLÉGANCE : une élégance rare"))]);
    let nodes = parse("elegnace").expect("a query");
    let found =
        search(&fixture.index, &Request { nodes, limit: 10, ..Request::default() }).expect("an answer");
    assert_eq!(found.plan.corrections[0].to, "élégance");
}

#[test]
fn limits_of_a_query_are_errors_and_come_at_once() {
    let too_long = "noyau ".repeat(100_000);
    let too_deep = "(".repeat(5_000);
    let too_many = "a ".repeat(2_000);
    for query in [too_long, too_deep, too_many] {
        assert_eq!(parse(&query).expect_err("a limit").code(), "query-limit");
    }
    assert!(parse(&"NOT ".repeat(2_000)).is_ok());
}

/// The titles that a query finds, in their order.
fn titles(fixture: &common::Fixture, query: &str) -> Vec<String> {
    let nodes = parse(query).expect("a query");
    let request = Request { nodes, limit: 10, ..Request::default() };
    let found = search(&fixture.index, &request).expect("an answer");
    found.hits.into_iter().map(|hit| hit.talk.title).collect()
}

#[test]
fn operators_and_fields_keep_their_word_in_both_languages() {
    let text = "# Journée Qwertz 2019\n\n## Ruche (Odile Parchemin)\n\nLe miel et la cire.\n\n\
                ## Verger (Gaspard Lunel)\n\nLe miel et la pomme.\n\n## Potager\n\nLa pomme seule.\n";
    let fixture = common::index(&[("recap.md", text)]);
    assert_eq!(titles(&fixture, "miel AND pomme"), ["Verger"]);
    assert_eq!(titles(&fixture, "miel ET pomme"), ["Verger"]);
    assert_eq!(titles(&fixture, "miel && pomme"), ["Verger"]);
    assert_eq!(titles(&fixture, "miel ET cire OU miel ET pomme").len(), 2);
    assert_eq!(titles(&fixture, "titre:ruche"), ["Ruche"]);
    assert_eq!(titles(&fixture, "miel année:2019").len(), 2);
    assert!(titles(&fixture, "miel has:video").is_empty());
    assert!(titles(&fixture, "miel rating:4..").is_empty());
    // Words to leave out alone ask for all the others.
    let others = titles(&fixture, "-miel");
    assert!(others.contains(&"Potager".to_owned()) && !others.contains(&"Ruche".to_owned()), "{others:?}");
}

#[test]
fn a_hit_says_whether_all_words_match() {
    let text =
        "# Journée Qwertz 2019\n\n## Ruche\n\nLe miel et la cire.\n\n## Verger\n\nLe miel et la pomme.\n";
    let fixture = common::index(&[("recap.md", text)]);
    let nodes = parse("miel cire").expect("a query");
    let found =
        search(&fixture.index, &Request { nodes, limit: 10, ..Request::default() }).expect("an answer");
    assert_eq!((found.total, found.complete), (2, 1));
    assert_eq!(found.hits.iter().map(|hit| hit.is_complete).collect::<Vec<_>>(), [true, false]);
}
