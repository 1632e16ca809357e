//! How a recap ends: headings that close it on the level of its sessions, and what stands below the text of a page.

use recaps::corpus::{Document, Format};
use recaps::recap::{self, Cut};
use recaps::talk::Kind;
use std::path::Path;

fn cut(file: &str, text: &str) -> Cut {
    let format = Format::from_path(Path::new(file)).expect("a recap's name");
    recap::cut(&Document::decode(text.as_bytes(), file, format, None).expect("text"))
}

fn units(cut: &Cut) -> Vec<(&str, Kind)> {
    cut.talks.iter().map(|talk| (talk.title.as_str(), talk.kind)).collect()
}

/// Three signed sessions under headings that begin with `mark`.
fn sessions(mark: &str, below: &str) -> String {
    let told = "On rabote, on scie et on colle, et le bois raconte sa vie à qui veut l'entendre.";
    let session =
        |title: &str, name: &str| format!("{mark}{title}\n\n*{name}, Bricodata*\n\n{told}\n\n{below}");
    let [one, two, three] = [
        session("Raboter sans copeaux", "Odile Parchemin"),
        session("Scier droit", "Paul Varlope"),
        session("Coller sans bavures", "Jeanne Copeau"),
    ];
    format!("# Retour sur Rabotix 2013\n\nOn y était, et c'était bien.\n\n{one}{two}{three}")
}

#[test]
fn closing_headings_on_the_level_of_the_sessions_are_sections() {
    let close = "### En bref\n\nUne belle édition, où l'on a bien ri.\n\n### Verdict\n\nNous y retournerons l'an prochain, avec nos rabots.\n\n\
        ### Ressources\n\n- [Les vidéos](https://rabotix.example/videos)\n";
    let found = cut("n.md", &format!("{}{close}", sessions("### ", "")));
    assert_eq!(
        units(&found)[3..],
        [
            ("Coller sans bavures", Kind::Talk),
            ("En bref", Kind::Section),
            ("Verdict", Kind::Section),
            ("Ressources", Kind::Section)
        ]
    );
    assert!(found.talks[3].links.is_empty(), "{:?}", found.talks[3].links);
}

#[test]
fn closing_words_that_every_session_has_stay_inside_the_last_one() {
    let below = "### Ressources\n\n- [La page](https://rabotix.example/page)\n\n";
    let found = cut("n.md", &sessions("### ", below));
    assert!(units(&found).iter().all(|(title, _)| *title != "Ressources"), "{:?}", units(&found));
    // A deeper heading is a part of its session wherever it stands.
    let found = cut(
        "n.md",
        &format!("{}#### Verdict\n\nUne session à revoir, le soir, au calme.\n", sessions("### ", "")),
    );
    assert_eq!(found.talks.len(), 4, "{:?}", units(&found));
}

#[test]
fn what_stands_below_the_text_of_a_copied_page_is_left_out() {
    let tail = "Partager sur Mastodon\nPartager sur LinkedIn\nArticles similaires\nNotre retour sur Sciure 2012\nColle en production : cinq astuces\n\
        Laisser un commentaire\nVotre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *\nCommentaire *\nNom *\n\
        E-mail *\nEnregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire.\nÉtiquettes : bois, rabot\n\
        Ce site utilise des cookies pour améliorer votre expérience. Accepter Refuser\n";
    let text = "Retour sur Rabotix 2013\n\nOn y était, et c'était bien.\n\nRaboter sans copeaux - Odile Parchemin\n\n\
        On rabote, et le bois raconte sa vie à qui veut l'entendre.\n\nScier droit - Paul Varlope\n\n\
        On scie, et la lame chante toute la journée sans se fatiguer.\n\nConclusion\n\nUne belle édition, où l'on a bien ri. À l'an prochain !\n\n";
    let plain = cut("n.txt", text);
    let copied = cut("n.txt", &format!("{text}{tail}"));
    assert_eq!(units(&plain), units(&copied));
    let ends = |cut: &Cut| cut.talks.last().map(|talk| talk.source.last_line);
    assert_eq!(ends(&plain), ends(&copied));
}

#[test]
fn who_wrote_the_recap_is_no_session_at_its_end() {
    let found = cut("n.md", &format!("{}### Auteur\n\nLucie Gouge\n", sessions("### ", "")));
    assert!(units(&found).iter().all(|(title, _)| *title != "Auteur"), "{:?}", units(&found));
}

#[test]
fn a_last_paragraph_about_the_day_belongs_to_no_session_of_a_list() {
    let session = |title: &str, name: &str| {
        format!(
            "___{title}___ : {name} - [@qui](https://social.example/qui)<br/>\nOn rabote, et le bois raconte sa vie à qui veut l'entendre.\n<br/><br/>\n"
        )
    };
    let text = format!(
        "---\ntitle: Rabotix 2013\n---\n\nOn y était, et c'était bien.\n<br/><br/>\n{}{}{}{}",
        session("Raboter sans copeaux", "Odile Parchemin"),
        session("Scier droit", "Paul Varlope"),
        session("Coller sans bavures", "Jeanne Copeau"),
        "La journée de conférences se termine déjà, et tout le monde se dirige vers le port pour un repas tous ensemble.\n"
    );
    let found = cut("n.md", &text);
    assert_eq!(found.talks.last().map(|talk| talk.kind), Some(Kind::Section), "{:?}", units(&found));
}
