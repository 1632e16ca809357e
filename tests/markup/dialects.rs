//! What generators add to a markup, and wikis have instead of one: signs are no text, titles are titles.

use super::{check, links, listed, read};
use recaps::corpus::Format;

fn lines(format: Format, text: &str) -> Vec<String> {
    let page = read(format, text);
    check(&page, text);
    listed(&page)
}

#[test]
fn the_signs_of_callouts_are_no_text() {
    let text = "# Tour\n\n> [!WARNING]\n> La sonde chauffe.\n\n> [!faq]- Pourquoi ?\n> Parce que.\n\n:::tip Le saviez-vous\nLe registre aide.\n:::\n\n::: {.callout-note title=\"À noter\"}\nUne note.\n:::\n\n::: callout-tip\n## Astuce\n\nCompter deux fois.\n:::\n\n!!! danger \"Attention\"\n    Ne pas toucher.\n\n    - ni ici\n\nFin.\n";
    assert_eq!(
        lines(Format::Markdown, text),
        [
            "h1 1 Tour",
            "quote 4 La sonde chauffe.",
            "quote 6 Pourquoi ?",
            "quote 7 Parce que.",
            "text 9 Le saviez-vous",
            "text 10 Le registre aide.",
            "text 13 À noter",
            "text 14 Une note.",
            "text 18 Astuce",
            "text 20 Compter deux fois.",
            "text 23 Attention",
            "text 24 Ne pas toucher.",
            "item1 26 ni ici",
            "text 28 Fin.",
        ]
    );
}

#[test]
fn names_of_styles_are_no_text() {
    let text = "# Tour\n\nLa sonde.{.rouge}\n\nLe registre {: #ici .bleu}\n\nLe code `{.x}` et {x} restent.\n\n    code {.x}\n";
    let expected =
        ["h1 1 Tour", "text 3 La sonde.", "text 5 Le registre", "text 7 Le code {.x} et {x} restent."];
    assert_eq!(lines(Format::Markdown, text)[..4], expected);
    let rst = "Tour\n====\n\n.. container:: large\n\n   La sonde.\n\n.. note:: Le registre.\n";
    assert_eq!(lines(Format::Rst, rst)[1..], ["text 6 La sonde.", "text 8 Le registre."]);
    let adoc = "= Tour\n\nLa ((sonde)) chauffe(((sonde, chaleur))).\n";
    assert_eq!(lines(Format::Asciidoc, adoc)[1..], ["text 3 La sonde chauffe."]);
}

#[test]
fn buttons_that_open_a_panel_and_roles_of_headings_title_what_follows() {
    let panel = "<div><p>Un texte assez long pour être un volet que les lecteurs de la page ouvrent et lisent.</p></div>";
    let text = format!(
        "<article><h1>Tour</h1><p>Un début.</p><button aria-expanded=\"false\">Le premier</button>{panel}\
         <button aria-expanded=\"false\">Partager</button><p>Fin.</p>\
         <div role=\"heading\" aria-level=\"3\">Le second</div>{panel}</article>"
    );
    let page = read(Format::Html, &text);
    let first = page.lines.iter().find(|line| line.text == "Le premier").expect("the title of the panel");
    assert_eq!((first.bold, first.noise), ("Le premier".len(), false));
    assert!(page.lines.iter().all(|line| line.text != "Partager" || line.noise), "{:?}", listed(&page));
    assert!(listed(&page).iter().any(|line| line.starts_with("h3 ") && line.ends_with("Le second")));
}

#[test]
fn what_opens_a_panel_or_chooses_a_tab_stands_in_bold() {
    let text = "# Tour\n\n??? note \"Le premier volet\"\n    Un texte.\n\n=== \"Le deuxième\"\n\n    Un autre.\n\n{{< details \"Le troisième\" >}}\nEncore un.\n{{< /details >}}\n\n<details>\n<summary>Le quatrième</summary>\n\nLe dernier.\n\n</details>\n\n<Tabs>\n<TabItem label=\"Le cinquième\">\n\nOnglet.\n\n</TabItem>\n</Tabs>\n";
    let page = read(Format::Markdown, text);
    check(&page, text);
    let bold: Vec<&str> =
        page.lines.iter().filter(|l| l.bold == l.text.len()).map(|l| l.text.as_str()).collect();
    assert_eq!(bold, ["Le premier volet", "Le deuxième", "Le troisième", "Le quatrième", "Le cinquième"]);
    assert!(page.lines.iter().all(|line| !line.text.contains(['?', '=', '{', '"'])), "{:?}", listed(&page));
}

#[test]
fn players_are_links_to_what_they_play() {
    let page = read(
        Format::Markdown,
        "# Tour\n\n{{< youtube a_b-C >}}\n\n{% vimeo 123 %}\n\n<iframe src=\"https://v.example/embed/7\"></iframe>\n\n<iframe src=\"https://compteur.example/p\"></iframe>\n",
    );
    let urls: Vec<String> = links(&page).into_iter().map(|(_, url)| url).collect();
    assert_eq!(
        urls,
        ["https://www.youtube.com/watch?v=a_b-C", "https://vimeo.com/123", "https://v.example/embed/7"]
    );
    let adoc = read(
        Format::Asciidoc,
        "= Tour\n\nvideo::a_b-C[youtube]\n\nvideo::https://v.example/x.mp4[]\n\nvideo::local.mp4[]\n",
    );
    let urls: Vec<String> = links(&adoc).into_iter().map(|(_, url)| url).collect();
    assert_eq!(urls, ["https://www.youtube.com/watch?v=a_b-C", "https://v.example/x.mp4"]);
    let rst = read(Format::Rst, "Tour\n====\n\n.. youtube:: a_b-C\n   :width: 10\n\nFin.\n");
    assert_eq!(links(&rst).len(), 1);
    let video = "<video controls src=\"https://v.example/a.mp4\"></video>\n\n<video>\n<source src=\"https://v.example/b.webm\">\n<source src=\"https://v.example/b.jpg\">\n</video>\n\n<video src=\"local.mp4\"></video>\n";
    let files = ["https://v.example/a.mp4", "https://v.example/b.webm"];
    for (format, text) in [
        (Format::Markdown, format!("# Tour\n\n{video}")),
        (Format::Html, format!("<h1>Tour</h1><p>Une halte.</p>{video}")),
    ] {
        let urls: Vec<String> = links(&read(format, &text)).into_iter().map(|(_, url)| url).collect();
        assert_eq!(urls, files, "{format:?}");
    }
}

#[test]
fn titles_are_titles_however_they_begin_and_however_long_they_are() {
    let long = "Un titre bien plus long que ceux que l'on donne d'habitude aux sessions d'une journée";
    let text = format!(
        "{long}\n{}\n\nTexte.\n\n1. Le noyau bavard\n------------------\n\nTexte.\n\n- La sonde\n=========\n\n##Collé {{#ancre}}\n\nTexte.\n",
        "-".repeat(long.chars().count())
    );
    let listed = lines(Format::Markdown, &text);
    let heads: Vec<&String> = listed.iter().filter(|line| line.starts_with('h')).collect();
    assert_eq!(heads, [&format!("h2 1 {long}"), "h2 6 1. Le noyau bavard", "h1 11 La sonde", "h2 14 Collé"]);
    let adoc = lines(
        Format::Asciidoc,
        "= Tour\n\n.NET se raconte\n---------------\n\nTexte.\n\n[source,java]\n----\nx = 1\n----\n",
    );
    assert_eq!(adoc, ["h1 1 Tour", "h2 3 .NET se raconte", "text 6 Texte.", "code 10 x = 1"]);
}

#[test]
fn terms_title_what_they_define_and_short_ones_are_fields() {
    let html = "<article><dl><dt>Le noyau bavard</dt><dd><p>Par Odile Parchemin</p><p>Le noyau raconte tout.</p></dd><dt>Salle</dt><dd>Amphi bleu</dd></dl></article>";
    assert_eq!(
        lines(Format::Html, html),
        [
            "term 1 Le noyau bavard",
            "text 1 Par Odile Parchemin",
            "text 1 Le noyau raconte tout.",
            "text 1 Salle : Amphi bleu"
        ]
    );
    let markdown =
        "# Tour\n\nLe noyau bavard\n: Le noyau raconte tout ce qu'il fait.\n\nSalle\n: Amphi bleu\n";
    assert_eq!(
        lines(Format::Markdown, markdown),
        [
            "h1 1 Tour",
            "term 3 Le noyau bavard",
            "text 4 Le noyau raconte tout ce qu'il fait.",
            "text 6 Salle : Amphi bleu"
        ]
    );
    let rst = "Tour\n====\n\nLe noyau bavard\n    Le noyau raconte tout\n    ce qu'il fait.\n\n    Et encore.\n\nSalle\n    Amphi bleu\n\nFin.\n";
    assert_eq!(
        lines(Format::Rst, rst),
        [
            "h1 1 Tour",
            "term 4 Le noyau bavard",
            "text 5 Le noyau raconte tout",
            "text 6 ce qu'il fait.",
            "text 8 Et encore.",
            "text 10 Salle : Amphi bleu",
            "text 13 Fin."
        ]
    );
    let adoc = "= Tour\n\nLe noyau bavard::\nLe noyau raconte tout ce qu'il fait.\n\nSalle:: Amphi bleu\n";
    assert_eq!(
        lines(Format::Asciidoc, adoc),
        [
            "h1 1 Tour",
            "term 3 Le noyau bavard",
            "text 4 Le noyau raconte tout ce qu'il fait.",
            "text 6 Salle : Amphi bleu"
        ]
    );
}

#[test]
fn tables_substitutions_and_targets_of_structured_text_are_read() {
    let text = "Tour\n====\n\nLe |outil| raconte, `ici <x_>`_ ou |rien|.\n\n.. |outil| replace:: Zorglub\n.. _x: https://x.example\n\n======  ====\nNom     Note\n======  ====\nsonde   5\ngrappe  pas mal\n======  ====\n\nFin\n---\n\nTexte_.\n\n.. _Texte: https://t.example\n";
    let page = read(Format::Rst, text);
    check(&page, text);
    assert_eq!(
        listed(&page),
        [
            "h1 1 Tour",
            "text 4 Le Zorglub raconte, ici ou |rien|.",
            "row 10 Nom | Note",
            "row 12 sonde | 5",
            "row 13 grappe | pas mal",
            "h2 16 Fin",
            "text 19 Texte.",
        ]
    );
    assert_eq!(links(&page)[0], ("ici".to_owned(), "https://x.example".to_owned()));
    // The address of a link stands below its paragraph and belongs to it.
    assert_eq!((page.lines[1].last, page.lines[6].last), (7, 21));
}

#[test]
fn asciidoc_notes_attributes_and_admonitions_are_read() {
    let text = "= Tour\n:site: https://a.example\n:page: {site}/p\n\nTout est là.footnote:[Voir {site}[le *site*].]\n\nNOTE: Lire {page}[la page].\n\n*https://b.example[En gras]* et {inconnu}.\n";
    let page = read(Format::Asciidoc, text);
    check(&page, text);
    assert_eq!(
        listed(&page),
        [
            "h1 1 Tour",
            "text 5 Tout est là. (Voir le site.)",
            "text 7 Lire la page.",
            "text 9 En gras et {inconnu}."
        ]
    );
    let urls: Vec<String> = links(&page).into_iter().map(|(_, url)| url).collect();
    assert_eq!(urls, ["https://a.example", "https://a.example/p", "https://b.example"]);
    assert_eq!(page.lines[3].bold, "En gras".len());
}

#[test]
fn wikis_are_read_by_their_headings() {
    let dotclear = "Un début.\n\n!!! Le noyau bavard\n\nPar __Odile__ sur [son site|https://o.example|fr].\n\n* un\n** deux\n\n!! Détail$$Une note.$$\n\nTexte ((image.png)).\n";
    let expected = [
        "text 1 Un début.",
        "h3 3 Le noyau bavard",
        "text 5 Par Odile sur son site.",
        "item1 7 un",
        "item2 8 deux",
        "h4 10 Détail (Une note.)",
        "text 12 Texte .",
    ];
    for format in [Format::Text, Format::Markdown] {
        assert_eq!(lines(format, dotclear), expected);
        assert_eq!(links(&read(format, dotclear))[0].1, "https://o.example");
    }
    let media = "== Le noyau ==\n'''Odile''' : [https://o.example son site].\n* un\n\n=== Détail ===\nTexte [[Page|lu]].\n";
    assert_eq!(
        lines(Format::Text, media),
        ["h2 1 Le noyau", "text 2 Odile : son site.", "item1 3 un", "h3 5 Détail", "text 6 Texte lu."]
    );
    let doku = "====== Tour ======\n\n===== Le noyau =====\nPar **Odile**, [[https://o.example|son site]].\n  * un\n    * deux\n";
    assert_eq!(
        lines(Format::Text, doku),
        ["h1 1 Tour", "h2 3 Le noyau", "text 4 Par Odile, son site.", "item1 5 un", "item2 6 deux"]
    );
    let spip = "{{{Le noyau}}}\n\nPar {{Odile}} ([son site->https://o.example]).\n-* un\n\n{{{La suite}}}\n";
    assert_eq!(
        lines(Format::Text, spip),
        ["h2 1 Le noyau", "text 3 Par Odile (son site).", "item1 4 un", "h2 6 La suite"]
    );
    let textile =
        "h2. Le noyau\n\nPar *Odile*, voir \"son site\":https://o.example.\n\nh2. La suite\n\nFin.\n";
    assert_eq!(
        lines(Format::Text, textile),
        ["h2 1 Le noyau", "text 3 Par Odile, voir son site.", "h2 5 La suite", "text 7 Fin."]
    );
}

#[test]
fn a_line_with_more_signs_than_a_wiki_has_levels_is_no_heading() {
    for (open, signs) in
        [("!!! Le noyau\n\n!! Détail", "!!!!!!!"), ("== Le noyau ==\n\n=== Détail ===", "=======")]
    {
        for count in [6, 7, 8, 300] {
            let row = signs.chars().cycle().take(count).collect::<String>();
            let text = format!("{open}\n\n{row} Attention {row}\n\nTexte.\n");
            for format in [Format::Text, Format::Markdown] {
                let lines = lines(format, &text);
                let headings = lines.iter().filter(|line| line.starts_with('h')).count();
                // MediaWiki has six levels, Dotclear five.
                assert_eq!(headings, if count == 6 && signs.starts_with('=') { 3 } else { 2 }, "{lines:?}");
            }
        }
    }
}

#[test]
fn fields_at_the_head_of_a_text_are_front_matter() {
    for text in [
        "Title: Mon tour\nDate: 2019-03-04 10:00\nAuthor: Anne Martin\nTags: a, b\n\n# Jour\n\nTexte.\n",
        "{\"title\": \"Mon tour\", \"date\": \"2019-03-04\",\n \"author\": \"Anne Martin\", \"tags\": [\"a\", \"b\"]}\n\n# Jour\n\nTexte.\n",
        "{:title \"Mon tour\"\n :date \"2019-03-04\" :layout :post\n :author \"Anne Martin\", :tags [\"a\" \"b\"]}\n\n# Jour\n\nTexte.\n",
    ] {
        let page = read(Format::Markdown, text);
        check(&page, text);
        assert_eq!(page.metadata.title.as_deref(), Some("Mon tour"));
        assert_eq!(page.metadata.authors, ["Anne Martin"]);
        assert_eq!(page.metadata.published.as_deref(), Some("2019-03-04"));
        assert_eq!(page.metadata.tags, ["a", "b"]);
        assert_eq!(page.lines[0].text, "Jour");
    }
    // A text that begins with two labelled lines is a text.
    let labelled = "Salle : A\nNiveau: débutant\n\nTexte.\n";
    assert_eq!(read(Format::Markdown, labelled).lines.len(), 3);
}

#[test]
fn a_text_that_begins_farther_in_is_no_code_and_its_tags_are_tags() {
    let text =
        "    Un début : <br><h2>Lundi</h2>\n<p>Le noyau raconte.</p>\n<h2>Mardi</h2>\n<p>La suite.</p>\n";
    assert_eq!(
        lines(Format::Markdown, text),
        ["text 1 Un début :", "h2 1 Lundi", "text 2 Le noyau raconte.", "h2 3 Mardi", "text 4 La suite."]
    );
}

/// What keyboards, editors and slips make of front matter costs none of its fields.
#[test]
fn front_matter_that_is_written_amiss_is_read_all_the_same() {
    let text = "\n## Noyau - Jean Dupont\n\nUn texte sur le noyau.\n\n---\n\nEncore un texte.\n";
    for head in [
        "---\ntitle: Mon retour\ndate: 2031-05-05\n",
        "---\ntitle: Mon retour\ntags:\n  - noyau\ndate: 2031-05-05\n",
        "---\n\ttitle: Mon retour\n\tdate: 2031-05-05\n---\n",
        "----\ntitle: Mon retour\ndate: 2031-05-05\n----\n",
        "—\ntitle: Mon retour\ndate: 2031-05-05\n—\n",
        "–––\ntitle: Mon retour\ndate: 2031-05-05\n–––\n",
        "+++\ntitle = “Mon retour”\ndate = 2031-05-05\n+++\n",
        "+++\ntitle = \"Mon retour\ndate = 2031-05-05\n+++\n",
        "---\ntitle : Mon retour\ndate:2031-05-05\n---\n",
    ] {
        let page = read(Format::Markdown, &format!("{head}{text}"));
        assert_eq!(page.metadata.title.as_deref(), Some("Mon retour"), "{head}");
        assert_eq!(page.metadata.published.as_deref(), Some("2031-05-05"), "{head}");
        let shown: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(shown.first().copied(), Some("Noyau - Jean Dupont"), "{head}");
        assert!(shown.contains(&"Encore un texte."), "{head}: {shown:?}");
    }
    // A rule at the top of a text, and prose with a colon below it, are no front matter.
    for text in
        ["---\nCe fut un jour.\n\nSuite\n", "----\nune liste\n----\n\nSuite\n", "—\nUn mot : oui\n\nSuite\n"]
    {
        let page = read(Format::Markdown, text);
        assert!(page.lines.len() > 1, "{text}: {:?}", page.lines);
    }
}
