//! Passages: whole sentences with content, bounded whatever a recap holds.

mod common;

use recaps::query::parse;
use recaps::search::{Request, search};
use recaps::snippet::{Highlighter, Snippet};

/// The passages of the only talk of a body that a query finds.
fn passages(body: &str, query: &str) -> Vec<Snippet> {
    let text =
        format!("# Journée Qwertz 2019\n\n## Le verger\n\nPar Odile Parchemin (Bricodata)\n\n{body}\n");
    let fixture = common::index(&[("recap.md", &text)]);
    let nodes = parse(query).expect("a query");
    let found =
        search(&fixture.index, &Request { nodes, limit: 1, ..Request::default() }).expect("an answer");
    Highlighter::new(&found.plan).snippets(&found.hits[0].talk, 2)
}

/// The text of the first passage of the body.
fn passage(body: &str, query: &str) -> String {
    let snippets = passages(body, query);
    snippets.into_iter().find(|s| s.field == "body").expect("a passage").text
}

#[test]
fn a_sentence_does_not_end_inside_a_name_or_a_quotation() {
    for whole in [
        "On lit tout avec la classe Outil.Texte.Lecteur avant de cueillir les pommes.",
        "La petite équipe passe à .NET 8 et tout le monde cueille des pommes.",
        "« C'est mûr ! » crie la fermière devant les pommes du grand verger.",
        "Le cahier (réf. Douze) compte les pommes de tous les arbres.",
    ] {
        assert_eq!(passage(&format!("Il pleut depuis une semaine sur la colline. {whole}"), "pommes"), whole);
    }
}

#[test]
fn an_address_or_a_byline_is_no_passage() {
    let body = "https://exemple.test/pommes/video\n\nOdile Parchemin, pommes\n\n\
                On cueille les pommes avant les premières gelées de novembre.";
    assert_eq!(passage(body, "pommes"), "On cueille les pommes avant les premières gelées de novembre.");
}

#[test]
fn words_that_match_in_a_name_are_marked_there() {
    let snippets = passages("On cueille les pommes avant les gelées.", "parchemin pommes");
    let speaker = snippets.iter().find(|s| s.field == "speaker").expect("a name");
    assert_eq!(speaker.text, "Odile Parchemin");
    assert_eq!((speaker.highlights[0].start_byte, speaker.highlights[0].end_byte), (6, 15));
}

#[test]
fn passages_are_bounded_whatever_a_body_holds() {
    for body in ["12 ".repeat(20_000), "verger ".repeat(20_000), "x".repeat(60_000)] {
        let snippets = passages(&body, "verger");
        assert!(snippets.iter().all(|snippet| snippet.text.len() < 1000), "{}", &body[..20]);
    }
}

#[test]
fn a_passage_takes_in_no_address_and_runs_no_items_of_a_list_together() {
    let body = "Les pommes sont là.\n\nhttps://exemple.test/pommes\n\nOn remplit trois paniers avant midi dans le verger.";
    assert_eq!(passage(body, "pommes"), "Les pommes sont là.");
    let items =
        "- des poires d'hiver, plus lentes\n- des pommes rouges à croquer\n- des prunes pour la confiture";
    assert_eq!(passage(items, "pommes"), "des pommes rouges à croquer");
    // A label and what it is of belong together.
    assert_eq!(
        passage("Les pommes\n\nElles se gardent tout l'hiver.", "pommes"),
        "Les pommes Elles se gardent tout l'hiver."
    );
}

#[test]
fn a_passage_ends_between_words_where_signs_alone_part_them() {
    for sign in ["\u{1}", "/", "…", "→"] {
        let long = "é".repeat(80);
        let body = format!("verger{sign}{}", format!("{long}{sign}").repeat(9));
        let text = passage(&body, "verger");
        let last = text.split(|c: char| !c.is_alphabetic()).rfind(|word| !word.is_empty()).expect("a word");
        assert!(last == long && text.len() < 1000, "{sign:?}: {text}");
    }
}

/// Each full stop inside a name of code was asked for the whole name around it: half a minute for 300 KB.
#[test]
fn a_name_of_code_without_end_is_read_once() {
    for piece in ["Ab.Cd.", "é.Éa", "v1.2.3."] {
        let body = format!("Le verger dort. {}", piece.repeat(100_000));
        assert_eq!(passage(&body, "verger"), "Le verger dort.", "{piece}");
    }
}
