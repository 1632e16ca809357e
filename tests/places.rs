//! Where an event was, and which of several conferences of one recap a session belongs to. Names and wording are made up.

use recaps::corpus::{Document, Format};
use recaps::recap;
use recaps::talk::Talk;

fn talks(text: &str) -> Vec<Talk> {
    recap::cut(&Document::decode(text.as_bytes(), "n.md", Format::Markdown, None).expect("text")).talks
}

/// The city of a recap with these lines below its title.
fn city(lines: &str) -> Option<String> {
    let sessions =
        "## La scie — Odile Parchemin\n\nOn scie.\n\n## Le rabot — Awa Diop\n\nOn rabote le bois.\n";
    talks(&format!("# Retour sur Rabotix 2023\n\n{lines}\n\n{sessions}")).remove(0).city
}

#[test]
fn a_label_says_where_the_event_was() {
    for lines in [
        "Lieu : Metz",
        "**Ville** : Metz",
        "| Lieu | Metz |\n|---|---|\n| Date | 3 mai 2023 |",
        "📍 Metz",
        "Lieu : Palais des congrès, Metz",
    ] {
        assert_eq!(city(lines).as_deref(), Some("Metz"), "{lines}");
    }
    assert_eq!(city("Lieu magique que Metz, mais c'était à Nancy.").as_deref(), Some("Nancy"));
}

#[test]
fn neither_the_next_edition_nor_where_people_came_from_places_an_event() {
    for lines in [
        "Merci à tous. Rendez-vous l'an prochain à Rennes !",
        "L'année prochaine, on ira aussi à Rennes.",
        "La prochaine édition se tiendra à Rennes.",
    ] {
        assert_eq!(city(lines), None, "{lines}");
    }
    let both = "Nous étions à Nancy. L'an prochain, ce sera à Rennes.";
    assert_eq!(city(both).as_deref(), Some("Nancy"));
    assert_eq!(city("Venus de Lyon par le train, nous étions à Nancy.").as_deref(), Some("Nancy"));
    assert_eq!(city("Deux jours à Poznań, en Pologne.").as_deref(), Some("Poznań"));
}

/// Title, event, year, day and city of every session.
fn sessions(text: &str) -> Vec<String> {
    let told = talks(text).into_iter().map(|talk| {
        let year = talk.year.map(|year| year.to_string());
        let facts = [talk.event, year, talk.date, talk.city];
        format!("{} | {}", talk.title, facts.map(|fact| fact.unwrap_or_default()).join(" | "))
    });
    told.collect()
}

#[test]
fn each_of_several_conferences_of_a_recap_has_its_own_event_day_and_city() {
    let told = "On scie, puis on rabote, et le bois raconte sa vie à qui veut bien l'écouter.";
    let text = format!(
        "# Mes conférences du printemps 2023\n\nDeux villes en deux mois.\n\n## RabotConf (Lille, 13 et 14 avril 2023)\n\n### La scie — \
         Odile Parchemin\n\n{told}\n\n### Le rabot — Awa Diop\n\n{told}\n\n## Copeautix (Metz, 1er et 2 juin 2023)\n\n### La râpe — \
         Paul Adam\n\n{told}\n\n### La lime — Ida Brun\n\n{told}\n\n## Bilan\n\nDes copeaux partout, et des amis.\n"
    );
    assert_eq!(
        sessions(&text),
        [
            "Mes conférences du printemps 2023 |  | 2023 |  | ",
            "La scie | RabotConf | 2023 | 2023-04-13 | Lille",
            "Le rabot | RabotConf | 2023 | 2023-04-13 | Lille",
            "La râpe | Copeautix | 2023 | 2023-06-01 | Metz",
            "La lime | Copeautix | 2023 | 2023-06-01 | Metz",
            "Bilan |  | 2023 |  | ",
        ]
    );
}

#[test]
fn bare_names_of_listed_events_group_the_sessions_of_several_conferences() {
    let told = "On scie, puis on rabote, et le bois raconte sa vie à qui veut bien l'écouter.";
    let text = format!(
        "# Deux conférences en un mois\n\nDevoxx, puis BreizhCamp : le mois fut long.\n\n## Devoxx France 2024\n\nC'était le 17 avril \
         2024 à Paris.\n\n### La scie — Odile Parchemin\n\n{told}\n\n### Le rabot — Awa Diop\n\n{told}\n\n## BreizhCamp\n\n### La râpe — \
         Paul Adam\n\n{told}\n\n### La lime — Ida Brun\n\n{told}\n"
    );
    let sessions = sessions(&text);
    assert!(
        sessions.contains(&"La scie | Devoxx France | 2024 | 2024-04-17 | Paris".to_owned()),
        "{sessions:?}"
    );
    assert!(sessions.contains(&"La lime | BreizhCamp | 2024 |  | ".to_owned()), "{sessions:?}");
    // Days and tracks of one event are no events.
    let text = format!(
        "# Retour sur RabotConf 2023\n\nÀ Lille, les 3 et 4 mai 2023.\n\n## Salle Scie (3 mai 2023)\n\n### La scie — Odile \
         Parchemin\n\n{told}\n\n## Salle Rabot (4 mai 2023)\n\n### Le rabot — Awa Diop\n\n{told}\n"
    );
    let talks = talks(&text);
    assert!(talks.iter().all(|talk| talk.event.as_deref() == Some("RabotConf")), "{talks:?}");
}
