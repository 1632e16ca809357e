//! Pages as editors and blogs save them: what their readers see is there, what stands around it is not.

use super::{check, links, listed, read};
use recaps::corpus::Format;

/// The lines of a page with `body` in its article that are no noise.
fn seen(body: &str) -> Vec<String> {
    let page = format!(
        "<!doctype html><html lang=\"fr\"><head><title>Mon tour</title></head><body>\n<nav><a href=\"/\">Accueil</a></nav>\n<article><h1>Mon tour</h1>\n<p>Deux jours à parler de sondes et de nuages, dans une salle bien remplie.</p>\n{body}\n</article>\n<footer>Mentions</footer></body></html>\n"
    );
    let read = read(Format::Html, &page);
    check(&read, &page);
    listed(&read).into_iter().filter(|line| !line.starts_with("noise")).skip(2).collect()
}

#[test]
fn panels_that_were_closed_are_read_and_what_is_never_shown_is_not() {
    let body = "<h2>Le noyau</h2><div class=\"toggle\" style=\"display: none\"><p>Le noyau raconte tout ce qu'il fait à qui sait écouter longtemps.</p></div>\n<div role=\"tabpanel\" hidden><h2>La suite</h2><p>Courte.</p></div>\n<div class=\"d-none\"><p>Une grappe se répare toute seule, sauf quand le registre boude encore.</p></div>\n<span style=\"display:none\">Caché pour de bon, même si c'est une phrase qui se lit bien.</span><div hidden><input><p>Dites-nous tout ce que vous pensez de cette page, nous lirons chaque mot.</p></div>";
    assert_eq!(
        seen(body),
        [
            "h2 5 Le noyau",
            "text 5 Le noyau raconte tout ce qu'il fait à qui sait écouter longtemps.",
            "h2 6 La suite",
            "text 6 Courte.",
            "text 7 Une grappe se répare toute seule, sauf quand le registre boude encore.",
        ]
    );
}

#[test]
fn a_doubtful_name_makes_no_noise_of_a_session() {
    let session = |class: &str, title: &str| {
        format!(
            "<section class=\"{class}\"><h2>{title}</h2><p>Par Odile Parchemin</p><p>Une grappe se répare toute seule, sauf quand le registre boude.</p></section>\n"
        )
    };
    let body = format!(
        "{}{}{}<div class=\"comments\"><h3>Un commentaire</h3><p>Merci pour ce compte rendu, j'y étais et c'était très bien !</p></div>\n<div class=\"related\"><h3>À lire</h3><a href=\"/a\">Un autre tour</a> <a href=\"/b\">Encore un</a></div>",
        session("talk-share", "Le noyau"),
        session("promo-talk", "La suite"),
        session("talk-share", "La fin")
    );
    let heads: Vec<String> = seen(&body).into_iter().filter(|line| line.starts_with('h')).collect();
    assert_eq!(heads, ["h2 5 Le noyau", "h2 6 La suite", "h2 7 La fin"]);
    // A box amid the text that only leads elsewhere, or asks for an address, stays noise.
    let body = "<h2>Le noyau</h2><p>Le noyau raconte tout ce qu'il fait à qui sait écouter.</p>\n<div class=\"related\"><h4>À lire aussi</h4><a href=\"/a\">Un autre tour que nous avions fait ensemble l'année dernière</a></div>\n<div class=\"promo\"><h4>Abonnez-vous</h4><p>Recevez chaque semaine nos meilleurs articles dans votre boîte.</p><input></div>\n<p>Une grappe se répare toute seule, sauf quand le registre boude encore.</p>";
    assert_eq!(seen(body).len(), 3);
}

#[test]
fn a_button_in_a_heading_is_its_title_and_elsewhere_a_button() {
    let body = "<h2><button type=\"button\">Le noyau</button></h2><p>Un texte.</p>\n<button><h3>La suite</h3></button><p>Un autre.</p><button>Fermer</button>";
    assert_eq!(seen(body), ["h2 5 Le noyau", "text 5 Un texte.", "h3 6 La suite", "text 6 Un autre."]);
}

#[test]
fn a_heading_broken_before_its_speaker_is_a_title_and_a_byline() {
    let body = "<h2>Le noyau bavard<br>Odile Parchemin, Bricodata</h2><p>Un texte.</p>\n<h2>Un titre qui va<br>à la ligne</h2>\n<h2>La suite<br/>\npar <a href=\"https://z.example\">Zoé Pastel</a></h2>";
    assert_eq!(
        seen(body),
        [
            "h2 5 Le noyau bavard",
            "text 5 Odile Parchemin, Bricodata",
            "text 5 Un texte.",
            "h2 6 Un titre qui va à la ligne",
            "h2 7 La suite",
            "text 8 par Zoé Pastel",
        ]
    );
    let page = read(Format::Markdown, "## Le noyau<br>par [Odile](https://o.example)\n\nTexte.\n");
    assert_eq!(listed(&page), ["h2 1 Le noyau", "text 1 par Odile", "text 3 Texte."]);
    assert_eq!(links(&page), [("Odile".to_owned(), "https://o.example".to_owned())]);
}

#[test]
fn addresses_are_relative_to_the_base_of_the_page() {
    let page = "<html><head><base href=\"https://a.example/blog/2020/\"><title>T</title></head><body><p><a href=\"x.html?y=/../z\">un</a> <a href=\"/y\">deux</a> <a href=\"../z\">trois</a> <a href=\"//b.example/\">quatre</a> <a href=\"#k\">cinq</a> <a href=\"mailto:a@b\">six</a> <a href=\"https://c.example\">sept</a></p></body></html>";
    let urls: Vec<String> = links(&read(Format::Html, page)).into_iter().map(|(_, url)| url).collect();
    assert_eq!(
        urls,
        [
            "https://a.example/blog/2020/x.html?y=/../z",
            "https://a.example/y",
            "https://a.example/blog/z",
            "https://b.example/",
            "#k",
            "mailto:a@b",
            "https://c.example"
        ]
    );
}

#[test]
fn a_panel_with_a_summary_is_titled_by_it() {
    let body = "<details><summary>Le noyau bavard</summary><p>Un texte.</p></details>\n<details><summary><h3>La suite</h3></summary><p>Un autre.</p></details>";
    assert_eq!(
        seen(body),
        ["term 5 Le noyau bavard", "text 5 Un texte.", "h3 6 La suite", "text 6 Un autre."]
    );
}

#[test]
fn blocks_of_a_page_builder_are_text_and_its_toggles_are_titled() {
    let body = "<div class=\"elementor-widget elementor-widget-heading\"><div class=\"elementor-widget-container\"><h2>Le noyau</h2></div></div>\n<div class=\"elementor-widget\"><p>Le noyau raconte tout.</p></div>\n<div class=\"accordion-item\"><div class=\"accordion-title\" role=\"button\"><a href=\"\">La suite</a></div><div style=\"display:none\"><p>Une grappe se répare toute seule, sauf quand le registre boude encore.</p></div></div>";
    assert_eq!(
        seen(body),
        [
            "h2 5 Le noyau",
            "text 6 Le noyau raconte tout.",
            "term 7 La suite",
            "text 7 Une grappe se répare toute seule, sauf quand le registre boude encore.",
        ]
    );
}

#[test]
fn what_the_style_of_an_export_makes_bold_is_bold() {
    let page = "<html><head><style>.c1{color:#000;font-weight:400}.c3{color:#000;font-weight:700}</style></head><body><p><span class=\"c3\">Le noyau bavard</span></p><p><span class=\"c1\">Un texte.</span></p></body></html>";
    let page = read(Format::Html, page);
    let bold: Vec<usize> = page.lines.iter().map(|line| line.bold).collect();
    assert_eq!(bold, ["Le noyau bavard".len(), 0]);
}
