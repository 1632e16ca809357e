//! Small texts of each format, and the lines they become.

use super::{FORMATS, check, links, listed, read};
use recaps::corpus::Format;

#[test]
fn markdown_keeps_each_line_in_its_place() {
    let text = "---\ntitle: Mon tour\nauthor: [Anne, Paul]\ndate: 2020-02-03T10:00:00Z\n---\n\n# Jour 1\n\nUne ligne\nune **autre**  \net la fin.\n\n**Titre** : la suite\n\nSous-titre\n----------\n\n* un\n  suite\n  - dessous\n\n> cité\n\n```sh\nls {{ x }}\n```\n\n| a | b |\n|---|---|\n| c | d |\n";
    let page = read(Format::Markdown, text);
    check(&page, text);
    assert_eq!(
        listed(&page),
        [
            "h1 7 Jour 1",
            "text 9 Une ligne",
            "text 10 une autre",
            "text 11 et la fin.",
            "text 13 Titre : la suite",
            "h2 15 Sous-titre",
            "item1 18 un",
            "text 19 suite",
            "item2 20 dessous",
            "quote 22 cité",
            "code 25 ls {{ x }}",
            "row 28 a | b",
            "row 30 c | d",
        ]
    );
    assert_eq!(page.metadata.title.as_deref(), Some("Mon tour"));
    assert_eq!(page.metadata.authors, ["Anne", "Paul"]);
    assert_eq!(page.metadata.published.as_deref(), Some("2020-02-03"));
    let bold: Vec<usize> = page.lines.iter().map(|l| l.bold).filter(|&b| b > 0).collect();
    assert_eq!(bold, ["Titre".len()]);
    let blank: Vec<u32> = page.lines.iter().filter(|l| !l.blank_before).map(|l| l.number).collect();
    assert_eq!(blank, [10, 11, 19, 20, 30]);
}

#[test]
fn markdown_links_and_what_generators_add() {
    let text = "+++\ntitle = \"Récap\"\ntags = [\"a\", \"b\"]\n[[authors]]\nname = \"Anne\"\n+++\n{{< figure src=\"a.png\" >}}\n##Collé\nVoir [ici](https://a.example/x){:target=\"_blank\"}, <https://b.example> et https://c.example/y(z).\n\n<!--more-->\n![image](x.png)\n*Photo de groupe*\n\n[![badge](b.svg)](https://d.example) Un [renvoi]({% post_url 2020-01-01-x %}) mort\n{: .classe}\n\n- [un](#un)\n- [deux](#deux)\n";
    let page = read(Format::Markdown, text);
    check(&page, text);
    assert_eq!(
        listed(&page),
        [
            "h2 8 Collé",
            "text 9 Voir ici, https://b.example et https://c.example/y(z).",
            "caption 13 Photo de groupe",
            "text 15 Un renvoi mort",
            "noise item1 18 un",
            "noise item1 19 deux",
        ]
    );
    let found = links(&page);
    let urls: Vec<&str> = found.iter().map(|(_, url)| url.as_str()).collect();
    assert_eq!(urls, ["https://a.example/x", "https://b.example", "https://c.example/y(z)", "#un", "#deux"]);
    assert_eq!(page.metadata.authors, ["Anne"]);
    assert_eq!(page.metadata.tags, ["a", "b"]);
}

#[test]
fn html_inside_markdown_is_read() {
    let text = "Avant<br>après <a href=\"https://a.example\">lien</a>\n\n<div class=\"x\">\n<p>Un <b>bloc</b></p>\n</div>\n\n<script>\nvar x = 1;\n</script>\n\nFin\n";
    let page = read(Format::Markdown, text);
    check(&page, text);
    assert_eq!(listed(&page), ["text 1 Avant", "text 1 après lien", "text 4 Un bloc", "text 11 Fin"]);
    assert_eq!(links(&page), [("lien".to_owned(), "https://a.example".to_owned())]);
}

#[test]
fn structured_text_is_read() {
    let text = "Mon tour\n========\n\n:author: Anne Martin\n:date: 2019-05-04\n\nVoir `le site <https://a.example>`_ et\n**tout** le reste, dont Notes_.\n\nPremier\n-------\n\n:Salle: A\n\n- un\n- deux\n\nCode::\n\n    x = 1\n\n.. image:: a.png\n   :alt: rien\n\n.. _Notes: https://b.example\n";
    let page = read(Format::Rst, text);
    check(&page, text);
    assert_eq!(
        listed(&page),
        [
            "h1 1 Mon tour",
            "text 7 Voir le site et",
            "text 8 tout le reste, dont Notes.",
            "h2 10 Premier",
            "text 13 Salle : A",
            "item1 15 un",
            "item1 16 deux",
            "text 18 Code:",
            "code 20 x = 1",
        ]
    );
    assert_eq!(links(&page)[1], ("Notes".to_owned(), "https://b.example".to_owned()));
    assert_eq!(page.metadata.authors, ["Anne Martin"]);
    assert_eq!(page.metadata.published.as_deref(), Some("2019-05-04"));
}

#[test]
fn asciidoc_is_read() {
    let text = "= Mon tour\nAnne Martin <anne@a.example>\n:tags: java\n\nUn https://a.example[lien].\n\n[[x]]\n== Premier\n* un\n** deux\n\n----\nx = 1\n----\n\n____\nDes mots.\n____\n// rien\nimage::a.png[]\n";
    let page = read(Format::Asciidoc, text);
    check(&page, text);
    assert_eq!(
        listed(&page),
        [
            "h1 1 Mon tour",
            "text 5 Un lien.",
            "h2 8 Premier",
            "item1 9 un",
            "item2 10 deux",
            "code 13 x = 1",
            "quote 17 Des mots.",
        ]
    );
    assert_eq!(links(&page), [("lien".to_owned(), "https://a.example".to_owned())]);
    assert_eq!(page.metadata.authors, ["Anne Martin"]);
}

#[test]
fn typed_text_is_read() {
    let text = "\u{FEFF}Mon tour\r\n========\r\n\r\n • un\r\n   – dessous\r\n • deux\r\n\r\nVoir https://a.example/x, puis\tfin.\r\n-----\r\n";
    let page = read(Format::Text, text);
    check(&page, text);
    assert_eq!(
        listed(&page),
        [
            "h1 1 Mon tour",
            "item1 4 un",
            "item2 5 dessous",
            "item1 6 deux",
            "h2 8 Voir https://a.example/x, puis fin."
        ]
    );
    assert_eq!(links(&page), [("https://a.example/x".to_owned(), "https://a.example/x".to_owned())]);
    let old = read(Format::Text, "un\rdeux\r\rtrois");
    assert_eq!(listed(&old), ["text 1 un", "text 1 deux", "text 1 trois"]);
    assert!(old.lines[2].blank_before && !old.lines[1].blank_before);
}

#[test]
fn characters_are_what_a_reader_sees() {
    for format in FORMATS {
        let text = "Un e\u{301}te\u{301} co\u{AD}upe\u{301}\u{200B} \u{A0}: 👩\u{200D}💻 fin\u{202E}\u{A0}\n";
        let page = read(format, text);
        check(&page, text);
        assert_eq!(page.lines[0].text, "Un été coupé \u{A0}: 👩\u{200D}💻 fin", "{format:?}");
    }
}

#[test]
fn normalising_moves_links_and_bold_along() {
    let page =
        read(Format::Markdown, "**De\u{301}but** et [cle\u{301}](https://a.example/e\u{301}) finale\n");
    let line = &page.lines[0];
    assert_eq!(&line.text[..line.bold], "Début");
    assert_eq!(links(&page), [("clé".to_owned(), "https://a.example/e\u{301}".to_owned())]);
}

#[test]
fn signs_of_markdown_around_lines_of_text_are_no_words() {
    let text = "**Le rabot – Odile Parchemin**\n\n**Note** : 4/5\n\n*Une belle session*\n\nOn appelle f(**kw), puis 2**3**4.\n\n__init__ est là.\n";
    let page = read(Format::Text, text);
    check(&page, text);
    assert_eq!(
        listed(&page),
        [
            "text 1 Le rabot – Odile Parchemin",
            "text 3 **Note** : 4/5",
            "text 5 Une belle session",
            "text 7 On appelle f(**kw), puis 2**3**4.",
            "text 9 __init__ est là.",
        ]
    );
}
