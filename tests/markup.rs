//! Every format becomes the same lines, each with its place in the file.

use proptest::prelude::*;
use recaps::corpus::{Document, Format};
use recaps::recap::line::{Line, Page, Shape};
use recaps::recap::markup;

const FORMATS: [Format; 5] = [Format::Text, Format::Markdown, Format::Html, Format::Rst, Format::Asciidoc];

fn read(format: Format, text: &str) -> Page {
    let document = Document::decode(text.as_bytes(), "x", format, None).expect("text");
    markup::read(&document)
}

/// A line as a word for its shape, its number, and its text.
fn told(page: &Page) -> Vec<String> {
    let shape = |line: &Line| match line.shape {
        Shape::Text => "text".to_owned(),
        Shape::Heading(level) => format!("h{level}"),
        Shape::Item(depth) => format!("item{depth}"),
        Shape::Quote => "quote".to_owned(),
        Shape::Code => "code".to_owned(),
        Shape::Row => "row".to_owned(),
        Shape::Caption => "caption".to_owned(),
    };
    let noise = |line: &Line| if line.noise { "noise " } else { "" };
    page.lines.iter().map(|l| format!("{}{} {} {}", noise(l), shape(l), l.number, l.text)).collect()
}

fn links(page: &Page) -> Vec<(String, String)> {
    let anchors = page
        .lines
        .iter()
        .flat_map(|l| l.anchors.iter().map(|a| (l.text[a.range.clone()].to_owned(), a.url.clone())));
    anchors.collect()
}

/// What holds of every page, whatever it was read from.
fn check(page: &Page, text: &str) {
    let raw: Vec<&str> = text.split('\n').collect();
    let mut shown = vec![false; raw.len() + 1];
    let mut before = 0;
    for line in &page.lines {
        assert!(!line.text.is_empty() && line.text.trim() == line.text, "{line:?}");
        assert!(!line.text.contains(|c: char| c.is_control()), "{line:?}");
        assert!(line.number >= before.max(1) && line.last >= line.number, "{line:?} after {before}");
        assert!(line.last as usize <= raw.len(), "{line:?} in {} lines", raw.len());
        assert!(line.bold <= line.text.len() && line.text.is_char_boundary(line.bold), "{line:?}");
        let mut end = 0;
        for anchor in &line.anchors {
            assert!(anchor.range.start >= end && anchor.range.end > anchor.range.start, "{line:?}");
            assert!(line.text.get(anchor.range.clone()).is_some(), "{line:?}");
            end = anchor.range.end;
        }
        before = line.number;
        shown[line.number as usize..=line.last as usize].fill(true);
    }
    for &(first, last) in &page.hidden {
        assert!(first <= last);
        shown[first as usize..=last as usize].fill(true);
    }
    for (index, line) in raw.iter().enumerate() {
        assert!(shown[index + 1] || line.trim().is_empty(), "line {} is nowhere: {line:?}", index + 1);
    }
}

#[test]
fn markdown_keeps_each_line_in_its_place() {
    let text = "---\ntitle: Mon tour\nauthor: [Anne, Paul]\ndate: 2020-02-03T10:00:00Z\n---\n\n# Jour 1\n\nUne ligne\nune **autre**  \net la fin.\n\n**Titre** : la suite\n\nSous-titre\n----------\n\n* un\n  suite\n  - dessous\n\n> cité\n\n```sh\nls {{ x }}\n```\n\n| a | b |\n|---|---|\n| c | d |\n";
    let page = read(Format::Markdown, text);
    check(&page, text);
    assert_eq!(
        told(&page),
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
        told(&page),
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
    assert_eq!(told(&page), ["text 1 Avant", "text 1 après lien", "text 4 Un bloc", "text 11 Fin"]);
    assert_eq!(links(&page), [("lien".to_owned(), "https://a.example".to_owned())]);
}

const BLOG: &str = include_str!("recaps/blog-page.html");

#[test]
fn the_article_is_found_in_its_page() {
    let page = read(Format::Html, BLOG);
    check(&page, BLOG);
    let told = told(&page);
    let (noise, content): (Vec<&String>, Vec<&String>) =
        told.iter().partition(|line| line.starts_with("noise"));
    assert_eq!(
        content,
        [
            "h1 12 Retour de conférence",
            "text 15 Un début qui raconte la matinée avec éclat.",
            "h2 17 Premier sujet",
            "text 18 Une phrase.",
            "text 18 Une autre, avec un lien.",
            "text 19 Sans fin de paragraphe",
            "item1 20 un",
            "item1 20 deux",
            "item2 20 dessous",
            "quote 21 Des mots.",
            "code 22 x = 1",
            "code 23 y = 2",
            "caption 24 La salle",
            "row 25 a | b",
        ]
    );
    assert_eq!(noise.len(), 6, "{noise:?}");
    assert_eq!(links(&page)[1], ("un lien".to_owned(), "https://a.example/?a=1&b=2".to_owned()));
    let two = page.lines.iter().find(|l| l.number == 15).expect("the first paragraph");
    assert_eq!(two.last, 16);
    let about = &page.metadata;
    assert_eq!(about.title.as_deref(), Some("Retour de conférence"));
    assert_eq!(about.authors, ["Anne Martin"]);
    assert_eq!(about.publisher.as_deref(), Some("Le blog"));
    assert_eq!(about.published.as_deref(), Some("2021-03-04"));
    assert_eq!(about.url.as_deref(), Some("https://blog.example/retour"));
}

/// The lines of a page that are content, and its title.
fn content(text: &str) -> (Vec<String>, Option<String>) {
    let page = read(Format::Html, text);
    check(&page, text);
    (told(&page).into_iter().filter(|line| !line.starts_with("noise")).collect(), page.metadata.title)
}

#[test]
fn a_classic_blog_page_is_read() {
    let (lines, title) = content(include_str!("recaps/classic-page.html"));
    assert_eq!(
        title.as_deref(),
        Some("Retour sur la conf 2015"),
        "not the name of the site, though it is a heading"
    );
    assert_eq!(
        lines,
        [
            "h1 9 Retour sur la conf 2015",
            "text 12 Premier paragraphe de présentation, assez long pour compter vraiment dans la page.",
            "h2 14 Un talk par Anne",
            "text 15 Anne Martin",
            "text 16 Du texte sur le talk, avec assez de mots pour que cela compte vraiment.",
            "caption 17 La grande salle",
            "item1 18 Slides",
            "item1 18 Vidéo",
            "item1 18 Code",
            "h2 19 Autre talk",
            "text 20 Encore du texte sur l'autre talk, pour finir en beauté cette journée.",
            "text 21 Attention, ce point est important et je voulais le dire.",
            "text 22 Fin 😀.",
        ]
    );
}

#[test]
fn a_page_of_breaks_and_styles_is_read() {
    let text = include_str!("recaps/hosted-page.html");
    let (lines, title) = content(text);
    assert_eq!(title.as_deref(), Some("Soirée JUG mars 2009"));
    assert_eq!(lines.len(), 6, "{lines:?}");
    assert_eq!(lines[0], "h3 5 Soirée JUG mars 2009");
    let page = read(Format::Html, text);
    let bold: Vec<&str> =
        page.lines.iter().filter(|l| l.bold == l.text.len()).map(|l| l.text.as_str()).collect();
    assert_eq!(bold, ["Première présentation", "Seconde présentation"]);
    assert!(page.lines.iter().filter(|l| l.bold > 0).all(|l| l.blank_before), "two breaks are an empty line");
}

#[test]
fn articles_side_by_side_are_all_kept() {
    let (lines, _) = content(include_str!("recaps/parts-page.html"));
    let headings: Vec<&String> = lines.iter().filter(|line| line.starts_with('h')).collect();
    assert_eq!(headings, ["h1 2 Trois talks", "h2 3 Un", "h2 4 Deux", "h2 5 Trois"]);
    assert_eq!(lines.len(), 8, "{lines:?}");
}

#[test]
fn text_that_stands_bare_in_a_page_is_kept() {
    let (lines, _) = content(include_str!("recaps/bare-page.html"));
    assert_eq!(
        lines[..3],
        ["h1 3 Compte rendu de la journée 2007", "h2 4 Matin", "text 5 Du texte directement dans le corps,"]
    );
    assert_eq!(lines.len(), 9, "{lines:?}");
}

#[test]
fn a_piece_of_a_page_with_front_matter_is_read() {
    let text = "---\ntitle: Un billet\n---\n<p>Un début.</p>\nTexte nu.\n<h2>Un talk</h2>\n<p>La suite, bien plus longue que le début.</p>\n";
    let (lines, title) = content(text);
    assert_eq!(title.as_deref(), Some("Un billet"));
    assert_eq!(
        lines,
        [
            "text 4 Un début.",
            "text 5 Texte nu.",
            "h2 6 Un talk",
            "text 7 La suite, bien plus longue que le début."
        ]
    );
}

#[test]
fn a_page_without_any_hint_keeps_its_text() {
    let text = "<html><body><table><tr><td><a href=a>Un</a> <a href=b>Deux</a> <a href=c>Trois</a> <a href=d>Quatre</a></td>\n<td><font>Un récit de la journée en quelques mots.<br><br>Un autre paragraphe du même récit.</font></td></tr></table></body></html>";
    let page = read(Format::Html, text);
    check(&page, text);
    let kept: Vec<String> = told(&page).into_iter().filter(|l| !l.starts_with("noise")).collect();
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept[0].ends_with("en quelques mots.") && kept[1].ends_with("du même récit."), "{kept:?}");
}

#[test]
fn structured_text_is_read() {
    let text = "Mon tour\n========\n\n:author: Anne Martin\n:date: 2019-05-04\n\nVoir `le site <https://a.example>`_ et\n**tout** le reste, dont Notes_.\n\nPremier\n-------\n\n:Salle: A\n\n- un\n- deux\n\nCode::\n\n    x = 1\n\n.. image:: a.png\n   :alt: rien\n\n.. _Notes: https://b.example\n";
    let page = read(Format::Rst, text);
    check(&page, text);
    assert_eq!(
        told(&page),
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
        told(&page),
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
        told(&page),
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
    assert_eq!(told(&old), ["text 1 un", "text 1 deux", "text 1 trois"]);
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
fn front_matter_that_is_hostile_or_broken_does_no_harm() {
    let mut bomb = String::from("---\ntitle: Vrai titre\na: &a [x,x,x,x,x,x,x,x,x]\n");
    for level in 0..40 {
        let (name, inner) = ((b'b' + level % 24) as char, (b'a' + level % 24) as char);
        bomb += &format!(
            "{name}: &{name} [*{inner},*{inner},*{inner},*{inner},*{inner},*{inner},*{inner},*{inner}]\n"
        );
    }
    bomb += "---\ntexte\n";
    let page = read(Format::Markdown, &bomb);
    assert_eq!(page.metadata.title.as_deref(), Some("Vrai titre"));
    assert_eq!(told(&page).len(), 1);
    let deep = format!("---\ntitle: x\na: {}\n---\ntexte\n", "[".repeat(50_000));
    assert_eq!(told(&read(Format::Markdown, &deep)).len(), 1);
    let broken = "---\ntitle: \"Sans fin\nauthor: Anne: Martin\n---\ntexte\n";
    assert_eq!(read(Format::Markdown, broken).metadata.authors, ["Anne: Martin"]);
    let rule = "---\nPas un champ, une phrase.\n\n---\n\nSuite\n";
    assert_eq!(told(&read(Format::Markdown, rule)).len(), 2);
}

#[test]
fn size_and_depth_cost_no_more_than_their_share() {
    const MANY: usize = 30_000;
    let inputs = [
        "<div>".repeat(MANY) + "fin",
        "<div><p>".repeat(MANY) + "fin",
        "<b><i class=x>".repeat(MANY) + "fin",
        "<p><x-a><button>".repeat(MANY) + "</p>fin",
        "<ul><li>".repeat(MANY) + "fin",
        "<table><tr><td>".repeat(MANY) + "fin",
        "<div></span></p></li>".repeat(MANY) + "fin",
        "<a href=x><h2>".repeat(MANY),
        format!("<p {}>fin</p>", (0..MANY).map(|i| format!("a{i}=b ")).collect::<String>()),
        format!("<p {}>fin</p>", "class=a ".repeat(MANY)),
        format!("<p>début<!-- {}", "- ".repeat(MANY)),
        "&eacute;&#233;&bogus;&".repeat(MANY),
        "<script>".repeat(MANY),
        "<".repeat(MANY),
        "> ".repeat(MANY) + "fin",
        "* ".repeat(MANY) + "fin",
        "[".repeat(MANY) + "fin" + &"](x)".repeat(MANY),
        "*a **b ".repeat(MANY),
        "`".repeat(MANY) + "a `b ``c ",
        "{{< {% {{ ".repeat(MANY),
        "` *a* ".repeat(MANY) + "|x <y",
        "_a `b <c ".repeat(MANY),
        "https://a.example[x <<y {z ".repeat(MANY),
        "https://(".repeat(MANY),
        "# \n".repeat(MANY),
        "- x\n\n  ".repeat(MANY),
        "a\n=\n".repeat(MANY),
        "..\n".repeat(MANY),
        "e\u{301}".repeat(MANY),
        "\r".repeat(MANY),
        "mot ".repeat(5 * MANY / 4 * 10),
    ];
    for input in inputs {
        for format in FORMATS {
            let page = read(format, &input);
            check(&page, &input);
        }
    }
}

/// Pieces that recaps and attacks are made of.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        "\u{A0}",
        "\u{AD}",
        "\u{301}",
        "\0x",
        "\u{1B}[0m",
        "👩\u{200D}💻",
        "é",
        "mot",
        "# Titre",
        "##Collé",
        "---",
        "===",
        "====",
        "* ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "**",
        "*",
        "_",
        "`",
        "```",
        "~~~",
        "|",
        "|---|",
        "[a](b)",
        "[",
        "](",
        ")",
        "![",
        "<https://a.example>",
        "https://a.example/x.",
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<ul><li>",
        "</ul>",
        "<a href='x'>",
        "</a>",
        "<h2>",
        "</h2>",
        "<br>",
        "<pre>",
        "</pre>",
        "<table><tr><td>",
        "</table>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<article>",
        "</article>",
        "<nav class=menu>",
        "<title>",
        "&eacute;",
        "&#0;",
        "&amp",
        "{{< x >}}",
        "{% x %}",
        "{: .x}",
        ":champ: valeur",
        ".. image:: x",
        ".. note::",
        "::",
        "`a <b>`_",
        "____",
        "----",
        "====\n",
        "image::x[]",
        "<<x,y>>",
        "https://a.example[b]",
        "---\ntitle: x\n---\n",
        "+++\n",
    ];
    prop_oneof![9 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_becomes_lines_in_their_places(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat().replace('\0', "");
        for format in FORMATS {
            // Text that looks binary is refused before any markup is read.
            if let Ok(document) = Document::decode(text.as_bytes(), "x", format, None) {
                let page = markup::read(&document);
                check(&page, &document.text);
            }
        }
    }
}
