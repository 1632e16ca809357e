//! Which lines open a session, and which are parts of one.

use recaps::corpus::{Document, Format};
use recaps::recap::{self, Cut};
use recaps::talk::Kind;
use std::path::Path;

fn cut(text: &str) -> Cut {
    let file = "n.md";
    let format = Format::from_path(Path::new(file)).expect("a recap's name");
    recap::cut(&Document::decode(text.as_bytes(), file, format, None).expect("text"))
}

fn titles(text: &str) -> Vec<String> {
    cut(text).talks.into_iter().map(|talk| talk.title).collect()
}

#[test]
fn headings_under_one_that_somebody_presents_are_its_parts() {
    let parts = |titles: &[&str]| -> String {
        let told =
            "On l'a bien montré dans cette session, avec des images et des dates, et le public a aimé.";
        titles.iter().map(|title| format!("## {title}\n\n{told}\n\n")).collect()
    };
    let recap = |first: &str, second: &str| {
        let [one, two] = [
            [
                "Le rabot, un outil ancien et mal connu",
                "Le bois sur l'établi",
                "Pourquoi raboter plus souvent ?",
            ],
            [
                "Le contexte de la scie à main",
                "Les dents de la scie et leur affûtage",
                "Retour sur la scie à ruban",
            ],
        ]
        .map(|titles| parts(&titles));
        let text = format!(
            "---\ntitle: Retour sur Rabotix 2013\n---\n\nOn y était, et c'était bien.\n\n# Raboter sans copeaux\n\n{first}\n\n{one}\
             # Scier droit\n\n{second}\n\n{two}"
        );
        titles(&text)
    };
    let presented = recap(
        "Jeanne Parchemin nous a présenté son rabot.",
        "Paul Varlope nous a montré comment scier droit.",
    );
    assert_eq!(presented, ["Retour sur Rabotix 2013", "Raboter sans copeaux", "Scier droit"]);
    // Where nobody presents what stands above, the headings below open sessions.
    let groups = recap("Une belle salle, et beaucoup de monde.", "Une autre salle, et du monde aussi.");
    assert!(groups.contains(&"Le bois sur l'établi".to_owned()), "{groups:?}");
}

#[test]
fn headings_under_one_that_says_this_session_are_its_parts_where_none_shows_a_session() {
    let told = "Le bois raconte sa vie, et il faut de la patience pour l'entendre jusqu'au bout.";
    let talk =
        |title: &str, who: &str| format!("## {title}\n\n{who} nous a présenté son métier.\n\n{told}\n\n");
    let recap = |last: &str| {
        let parted = |title: &str, parts: &[&str]| {
            let parts: String = parts.iter().map(|part| format!("### {part}\n\n{told}\n\n")).collect();
            let this = "Dans cette conférence, les deux menuisières veulent dire ce que la lame demande.";
            format!("## {title}\n\n{this}\n\n{told}\n\n{parts}")
        };
        let text = [
            "---\ntitle: Rabotix 2013\n---\n\nOn y était, et c'était bien.\n\n".to_owned(),
            talk("Scier droit du premier coup", "Paul Varlope"),
            parted(
                "Raboter : Prendre, Passer et Recommencer la Lame !",
                &["Avant de raboter", "Passer", "Finir et ranger"],
            ),
            talk("Coller sans bavures et sans serre-joints", "Marc Gouge"),
            parted(
                "Ponçage : le grain dont vous avez besoin (sans le savoir)",
                &["Grain", "Fil", "Poussière fine", "Main/machine", last],
            ),
            format!(
                "## Le bois du futur, une évolution et pas une magie\n\nPlusieurs conférences en ont parlé.\n\n{told}\n\n"
            ),
            [
                "Un bois pas si vert",
                "Plus léger, mais pas sans risque",
                "Une mode rapide",
                "Et le prix dans tout ça ?",
                "Et la sécurité ?",
            ]
            .map(|part| format!("### {part}\n\nSelon Luc Copeau, {told}\n\n"))
            .concat(),
        ];
        titles(&text.concat())
    };
    let cut = recap("Papier");
    assert_eq!(
        cut[1..5],
        [
            "Scier droit du premier coup",
            "Raboter : Prendre, Passer et Recommencer la Lame !",
            "Coller sans bavures et sans serre-joints",
            "Ponçage : le grain dont vous avez besoin (sans le savoir)"
        ],
        "{cut:?}"
    );
    // A heading below that names who presents shows that the one above groups sessions.
    assert!(recap("Le papier de verre - Odile Parchemin").contains(&"Poussière fine".to_owned()));
}

#[test]
fn a_picture_that_is_written_by_its_name_stays_whole_in_a_title() {
    let text = "# Rabotix 2024\n\n## :muscle: Raboter sans copeaux\n\nOn rabote, et le bois chante.\n\n## Scier droit :sailboat:\n\nOn scie, et la lame chante.\n";
    assert_eq!(titles(text), [":muscle: Raboter sans copeaux", "Scier droit :sailboat:"]);
}

#[test]
fn who_signs_a_quotation_titles_nothing() {
    let told = "On y a parlé de rabots, et le bois raconte sa vie à qui veut bien l'entendre jusqu'au bout.";
    let text = format!(
        "---\ntitle: Rabotix 2017\n---\n\n{told}\n\n{told}\n\n<blockquote><p>Bravo à tous</p>&mdash; Odile Parchemin (@oparchemin) 26 octobre 2017</blockquote>\n\n{told}\n"
    );
    assert_eq!(titles(&text), ["Rabotix 2017"]);
}

#[test]
fn paragraphs_that_go_on_about_a_session_open_none() {
    let intro = "On y était, et c'était bien.\n\nCe fut l'occasion de suivre une conférence pas comme les autres, et d'assister à de belles sessions.";
    let more = "- **Un rapport tendu à la lame**, qui fait que l'on a tendance à la laisser s'user, et que le bois en souffre beaucoup.\n\
        - **60%** : c'est le temps qui doit être consacré à l'affûtage de la lame, et il faut de la patience pour y arriver.\n\n\
        Pour répondre à cette question, Jeanne Parchemin nous a rappelé ce que le bois demande, et comment on le lui donne.";
    let text = format!(
        "---\ntitle: Retour sur Rabotix 2013\n---\n\n{intro}\n\n\
         Jeanne Parchemin, menuisière, a présenté [\"Raboter sans copeaux\"](https://rabotix.example/1), et la salle a aimé.\n\n{more}\n\n\
         Paul Varlope, charpentier, a présenté [\"Scier droit\"](https://rabotix.example/2), et la scie a chanté toute l'heure.\n\n\
         Marc Gouge, luthier, a présenté [\"Coller sans bavures\"](https://rabotix.example/3), et la colle a tenu jusqu'au soir.\n"
    );
    assert_eq!(
        titles(&text),
        ["Retour sur Rabotix 2013", "Raboter sans copeaux", "Scier droit", "Coller sans bavures"]
    );
}

#[test]
fn an_article_about_one_session_is_one_unit_whatever_headings_part_it() {
    let recap = |intro: &str, second: &str| {
        let text = format!(
            "---\ntitle: \"Rabotix 2011 - Raboter sans copeaux\"\n---\n\nLa semaine dernière, j'étais à Rabotix, et c'était bien.\n\n\
             {intro}\n\n# Le principe\n\nLe rabot passe et repasse, et le bois raconte sa vie.\n\n# Les lames\n\n{second}\n\n\
             # Conclusion\n\nIl faut raboter plus souvent, et avec soin.\n"
        );
        cut(&text)
    };
    let about = "Cet article est un petit retour de la session d'Odile Parchemin présentée à Rabotix.";
    let blades = "Les lames s'affûtent à la main, et il y faut de la patience.";
    let one = recap(about, blades);
    let [talk] = &one.talks[..] else { panic!("{} units", one.talks.len()) };
    assert_eq!((talk.source.first_line, talk.source.last_line, talk.kind), (5, 19, Kind::Talk));
    assert_eq!(
        (talk.title.as_str(), &talk.speakers[..]),
        ("Raboter sans copeaux", &["Odile Parchemin".to_owned()][..])
    );
    // An account of the event, or one in which somebody else presents, has sessions of its own.
    assert!(recap("Cet article est un petit retour sur ces deux jours.", blades).talks.len() > 1);
    assert!(recap(about, "Paul Varlope nous a présenté les lames et la pierre à affûter.").talks.len() > 1);
}

#[test]
fn a_heading_of_names_signs_the_title_in_the_heading_right_below_it() {
    let text = "# Rabotix 2024\n\n### Odile Parchemin & Paul Varlope\n\n#### Raboter sans copeaux\n\nOn rabote, et le bois chante.\n\n\
        ### Jeanne Copeau\n\n#### Scier droit\n\nOn scie, et la lame chante.\n\n\
        ### Lucie Gouge\n\n#### Le contexte\n\nOn colle.\n\n#### La suite\n\nOn attend.\n";
    let found: Vec<(String, Vec<String>)> =
        cut(text).talks.into_iter().map(|talk| (talk.title, talk.speakers)).collect();
    assert_eq!(found[0].0, "Raboter sans copeaux");
    assert_eq!(found[0].1, ["Odile Parchemin", "Paul Varlope"]);
    assert_eq!((found[1].0.as_str(), found[1].1.len()), ("Scier droit", 1));
    // Several headings below are parts.
    assert!(found.iter().any(|(title, _)| title == "Lucie Gouge"), "{found:?}");
}
