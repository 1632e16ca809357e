//! Pages as blogs serve them: the article is found, the rest is noise.

use super::{check, links, listed, read};
use recaps::corpus::{Document, Format};

const BLOG: &str = include_str!("../recaps/blog-page.html");

#[test]
fn the_article_is_found_in_its_page() {
    let page = read(Format::Html, BLOG);
    check(&page, BLOG);
    let listed = listed(&page);
    let (noise, content): (Vec<&String>, Vec<&String>) =
        listed.iter().partition(|line| line.starts_with("noise"));
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
    (listed(&page).into_iter().filter(|line| !line.starts_with("noise")).collect(), page.metadata.title)
}

#[test]
fn a_classic_blog_page_is_read() {
    let (lines, title) = content(include_str!("../recaps/classic-page.html"));
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
    let text = include_str!("../recaps/hosted-page.html");
    let (lines, title) = content(text);
    assert_eq!(title.as_deref(), Some("Soirée JUG mars 2009"));
    assert_eq!(lines.len(), 6, "{lines:?}");
    assert_eq!(lines[0], "h3 5 Soirée JUG mars 2009");
    let page = read(Format::Html, text);
    let bold: Vec<&str> =
        page.lines.iter().filter(|l| !l.noise && l.bold == l.text.len()).map(|l| l.text.as_str()).collect();
    assert_eq!(bold, ["Première présentation", "Seconde présentation"]);
    assert!(page.lines.iter().filter(|l| l.bold > 0).all(|l| l.blank_before), "two breaks are an empty line");
}

#[test]
fn articles_side_by_side_are_all_kept() {
    let (lines, _) = content(include_str!("../recaps/parts-page.html"));
    let headings: Vec<&String> = lines.iter().filter(|line| line.starts_with('h')).collect();
    assert_eq!(headings, ["h1 2 Trois talks", "h2 3 Un", "h2 4 Deux", "h2 5 Trois"]);
    assert_eq!(lines.len(), 8, "{lines:?}");
}

#[test]
fn text_that_stands_bare_in_a_page_is_kept() {
    let (lines, _) = content(include_str!("../recaps/bare-page.html"));
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
    let kept: Vec<String> = listed(&page).into_iter().filter(|l| !l.starts_with("noise")).collect();
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(kept[0].ends_with("en quelques mots.") && kept[1].ends_with("du même récit."), "{kept:?}");
}

#[test]
fn a_line_end_that_the_file_does_not_have_moves_no_text() {
    for end in ["\r", "&#10;", "&#x00A;", "&NewLine;"] {
        let page = read(Format::Html, &format!("un{end}deux\n<p>trois{end}quatre<br>\ncinq{end}{end}six\n"));
        assert_eq!(listed(&page), ["text 1 un deux", "text 2 trois quatre", "text 3 cinq six"], "{end:?}");
        let page = read(Format::Html, &format!("<tab-item label='un{end}deux'>trois</tab-item>"));
        assert_eq!(listed(&page), ["term 1 un deux", "text 1 trois"], "{end:?}");
        let text = format!("<h1>Retour sur Qwertz</h1>{end}<h2>Dormir</h2>{end}{end}Un paquet, puis deux.\n");
        let document = Document::decode(text.as_bytes(), "x.html", Format::Html, None).expect("text");
        for talk in recaps::recap::cut(&document).talks {
            let source = talk.source;
            assert_eq!((source.first_line, source.last_line, source.first_byte), (1, 1, 0), "{end:?}");
            assert_eq!(source.last_byte as usize, text.len() - 1, "{end:?}");
        }
    }
}
