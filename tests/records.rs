//! Sessions told as records: rows of a table, blocks of labelled lines, titles above a line that comes again.

use recaps::corpus::{Document, Format};
use recaps::recap::{self, Cut};
use std::path::Path;

fn cut(file: &str, text: &str) -> Cut {
    let format = Format::from_path(Path::new(file)).expect("a recap's name");
    recap::cut(&Document::decode(text.as_bytes(), file, format, None).expect("text"))
}

/// Title, speakers, organisations and lines of each unit behind the first.
fn told(cut: &Cut) -> Vec<String> {
    let talks = cut.talks.iter().skip(1);
    talks
        .map(|talk| {
            let (source, mark) =
                (&talk.source, talk.rating.as_ref().map_or("", |rating| rating.raw.as_str()));
            format!(
                "{}-{} {} | {} | {} | {mark}",
                source.first_line,
                source.last_line,
                talk.title,
                talk.speakers.join(", "),
                talk.organisations.join(", ")
            )
        })
        .collect()
}

const HEAD: &str = "# Retour sur Rabotix 2013\n\nJ'ai vu trois conférences, et les voici.\n\n";

#[test]
fn rows_of_a_table_with_a_mark_or_remarks_are_sessions() {
    let marks = "| Titre | Speaker | Note | Lien |\n|---|---|---|---|\n\
        | Raboter sans copeaux | Odile Parchemin | 4/5 | [vidéo](https://rabotix.example/1) |\n\
        | Scier droit | Paul Varlope | 3/5 | [vidéo](https://rabotix.example/2) |\n\
        | Coller sans bavures | Jeanne Copeau | 5/5 | [vidéo](https://rabotix.example/3) |\n";
    let found = cut("n.md", &format!("{HEAD}{marks}"));
    assert_eq!(
        told(&found),
        [
            "7-7 Raboter sans copeaux | Odile Parchemin |  | 4/5",
            "8-8 Scier droit | Paul Varlope |  | 3/5",
            "9-9 Coller sans bavures | Jeanne Copeau |  | 5/5"
        ]
    );
    assert_eq!(found.talks[2].links.len(), 1);
    let remarks = "| Heure | Conférence | Oratrice | Société | Ce que j'en retiens |\n|---|---|---|---|---|\n\
        | 9h | Raboter sans copeaux | Odile Parchemin | Bricodata | On rabote, et le bois raconte sa vie. |\n\
        | 10h | Scier droit | Paul Varlope | Copobois | La lame chante, et la planche aussi. |\n";
    assert_eq!(
        told(&cut("n.md", &format!("{HEAD}{remarks}"))),
        [
            "7-7 Raboter sans copeaux | Odile Parchemin | Bricodata | ",
            "8-8 Scier droit | Paul Varlope | Copobois | "
        ]
    );
}

#[test]
fn the_rows_of_a_programme_are_no_sessions() {
    let programme = "| Heure | Titre | Speaker | Salle |\n|---|---|---|---|\n| 9h | Raboter sans copeaux | Odile Parchemin | A |\n\
        | 10h | Scier droit | Paul Varlope | B |\n\n";
    assert_eq!(told(&cut("n.md", &format!("{HEAD}{programme}"))), [""; 0]);
    // Nor are those that headings tell of.
    let summary = "| Titre | Note |\n|---|---|\n| Raboter sans copeaux | 4/5 |\n| Scier droit | 3/5 |\n\n";
    let session =
        |title: &str| format!("## {title}\n\nOn rabote, et le bois raconte sa vie à qui l'écoute.\n\n");
    let text = format!("{HEAD}{summary}{}{}", session("Raboter sans copeaux"), session("Scier droit"));
    assert_eq!(cut("n.md", &text).talks.len(), 3);
}

#[test]
fn blocks_of_labelled_lines_are_sessions() {
    let block = |title: &str, name: &str| {
        format!(
            "Titre : {title}\nSpeaker : {name}\nLien : https://rabotix.example/1\nOn rabote, et le bois raconte sa vie à qui l'écoute.\n\n"
        )
    };
    let blocks = [
        block("Raboter sans copeaux", "Odile Parchemin"),
        block("Scier droit", "Paul Varlope"),
        block("Coller sans bavures", "Jeanne Copeau"),
    ]
    .concat();
    for file in ["n.md", "n.txt"] {
        let text = format!("Mes notes de Rabotix 2013\n\n{blocks}");
        let found = cut(file, &text);
        let titles: Vec<&str> = found.talks.iter().map(|talk| talk.title.as_str()).collect();
        assert!(
            titles.ends_with(&["Raboter sans copeaux", "Scier droit", "Coller sans bavures"]),
            "{titles:?}"
        );
        assert_eq!(found.talks.last().map(|talk| talk.speakers.join(", ")).as_deref(), Some("Jeanne Copeau"));
    }
}

#[test]
fn a_line_that_comes_again_below_titles_is_none() {
    let session = |title: &str, name: &str, told: &str| {
        format!(
            "{title}\nFormat long, 45 minutes\n\n{name}\n\n{told}\n\nPhoto de {name}\nSketchnote : {title}, 1 sur 2\n\n"
        )
    };
    let text = format!(
        "Rabotix 2013\n\nOn y était, et c'était bien, du matin au soir.\n\n{}{}{}",
        session(
            "Raboter sans copeaux",
            "Odile Parchemin",
            "On rabote, et le bois raconte sa vie à qui veut bien l'entendre."
        ),
        session(
            "Scier droit",
            "Paul Varlope",
            "La scie avance, la lame chante, et la planche se laisse faire."
        ),
        session(
            "Coller sans bavures",
            "Jeanne Copeau",
            "La colle prend son temps, et le menuisier attend le soir en sifflant."
        )
    );
    let found = cut("n.txt", &text);
    let titles: Vec<&str> = found.talks.iter().map(|talk| talk.title.as_str()).collect();
    assert_eq!(titles, ["Rabotix 2013", "Raboter sans copeaux", "Scier droit", "Coller sans bavures"]);
}

#[test]
fn a_heading_with_nothing_of_its_own_groups_those_that_people_present() {
    let text = "---\ntitle: Rabotix 2013\n---\n\nOn y était, et c'était bien.\n\n## Du monde, et du bois\n\nBeaucoup de monde cette année, et de belles \
        planches à toucher.\n\n## Programme du week-end : tout voir\n\n### Flâner aux stands\n\nOn a fait le tour des stands, et des établis.\n\n\
        ### State of the plane\n\n[Odile Parchemin](https://social.example/odile) a exposé les avancées du rabot cette année, et ce qui vient.\n\n\
        ### Scier droit\n\n[Paul Varlope](https://social.example/paul) a montré comment la scie avance, et pourquoi elle chante.\n\n\
        ## On en sort content\n\nUne belle édition, avec des gens heureux.\n";
    let found = cut("n.md", text);
    let titles: Vec<&str> = found.talks.iter().map(|talk| talk.title.as_str()).collect();
    assert!(
        titles.windows(3).any(|w| w == ["Flâner aux stands", "State of the plane", "Scier droit"]),
        "{titles:?}"
    );
}

#[test]
fn the_links_of_a_note_are_those_of_the_session_that_refers_to_it() {
    let text = format!(
        "{HEAD}## Raboter sans copeaux\n\nOdile Parchemin a montré son rabot[^rabot]. On rabote, et le bois raconte sa vie.\n\n\
         ## Scier droit\n\nPaul Varlope a montré sa scie [2]. La lame chante, et la planche aussi.\n\n\
         ## Coller sans bavures\n\nJeanne Copeau a montré sa colle. La colle prend son temps.\n\n\
         [^rabot]: Voir [la page du rabot](https://rabotix.example/rabot).\n[2] https://rabotix.example/scie\n"
    );
    let found = cut("n.md", &text);
    let links: Vec<Vec<&str>> =
        found.talks.iter().map(|talk| talk.links.iter().map(|link| link.url.as_str()).collect()).collect();
    let none: Vec<&str> = Vec::new();
    assert_eq!(
        links,
        [none.clone(), vec!["https://rabotix.example/rabot"], vec!["https://rabotix.example/scie"], none]
    );
}

#[test]
fn a_title_quoted_in_a_link_ends_where_the_quotation_does() {
    let paragraph = |lead: &str, link: &str, told: &str| {
        format!("{lead} [{link}](https://rabotix.example/1). {told}\n\n")
    };
    let text = format!(
        "---\ntitle: Mon Rabotix 2013\n---\n\nOn y était, et c'était bien.\n\n{}{}{}",
        paragraph(
            "Un sujet m'a intéressé, c'était",
            "\"Raboter sans copeaux\" d'Odile Parchemin",
            "On rabote, et le bois raconte sa vie."
        ),
        paragraph(
            "Puis, j'ai vu la conférence",
            "de Paul Varlope \"Scier droit et longtemps\"",
            "La lame chante, et la planche aussi."
        ),
        paragraph(
            "Ensuite, j'ai vu la conférence",
            "\"Coller sans bavures\" de Jeanne Copeau",
            "La colle prend son temps, et nous aussi."
        )
    );
    let found = cut("n.md", &text);
    let titles: Vec<&str> = found.talks.iter().skip(1).map(|talk| talk.title.as_str()).collect();
    assert_eq!(titles, ["Raboter sans copeaux", "Scier droit et longtemps", "Coller sans bavures"]);
}

#[test]
fn the_format_alone_under_each_heading_says_that_a_session_follows() {
    let session = |title: &str, told: &str| format!("## {title}\n\n**Conférence**\n\n{told}\n\n");
    let text = format!(
        "# Rabotix 2013\n\nOn y était, et c'était bien.\n\n{}{}{}",
        session("Raboter sans copeaux", "On rabote, et le bois raconte sa vie à qui veut l'entendre."),
        session("Scier droit", "La lame chante, et la planche aussi, du matin au soir."),
        session(
            "Coller sans bavures",
            "La prochaine édition de Rabotix en parlera encore, et la colle tiendra."
        )
    );
    let kinds: Vec<&str> = cut("n.md", &text).talks.iter().map(|talk| talk.kind.as_str()).collect();
    assert_eq!(kinds, ["section", "talk", "talk", "talk"]);
}
