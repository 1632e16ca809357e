//! Which event a recap is about: listed, named by title or file name, or said to be held. Names and wording are made up.

use recaps::corpus::{Document, Format};
use recaps::recap::{self, Cut, Sidecar};

fn cut(file: &str, text: &str) -> Cut {
    recap::cut(&Document::decode(text.as_bytes(), file, Format::Markdown, None).expect("text"))
}

fn event(file: &str, text: &str) -> Option<String> {
    cut(file, text).talks.first().and_then(|talk| talk.event.clone())
}

const BODY: &str = "\n## La scie et le rabot\n\nPar Odile Parchemin (Bricodata)\n\nOn scie, puis on rabote, et le bois \
    raconte sa vie.\n";

/// Recaps of these titles are about these events.
fn are_named(named: &[(&str, &str)]) {
    for (title, name) in named {
        let text = format!("---\ntitle: \"{title}\"\n---\n\nOn y était.\n{BODY}");
        assert_eq!(event("n.md", &text).as_deref(), Some(*name), "{title}");
    }
}

/// Two signed sessions, of which the first says something.
fn two(says: &str) -> String {
    format!(
        "\n## La scie — Odile Parchemin\n\n{says}\n\n## Le rabot — Jetzabel Copeau (Bricodata)\n\nOn rabote, et le bois \
         raconte sa vie.\n"
    )
}

#[test]
fn an_event_that_nobody_has_listed_is_one() {
    let named = [
        ("Retour sur Rabotix 2013", "Rabotix"),
        ("Compte-rendu des Rencontres du Rabot", "Rencontres du Rabot"),
        ("Rabotix 2019 : jour 1", "Rabotix"),
        ("RBT, jours 2 et 3", "RBT"),
        ("Mon week-end à Copeaux en Fête 2022", "Copeaux en Fête"),
        ("Retour sur les copeautières 2023", "copeautières"),
        ("Compte-rendu du 36ème meetup Rabot Nantes", "meetup Rabot Nantes"),
        ("Retour sur le Rendez-vous Rabot", "Rendez-vous Rabot"),
        ("Rabotix Days 2007", "Rabotix Days"),
        ("Retour du RBTX Day", "RBTX Day"),
        ("RBT, day 2", "RBT"),
        ("RBT days 2 et 3", "RBT"),
    ];
    are_named(&named);
    let held = [
        "Le premier Rabot Ouvert du Nord s'est tenu vendredi 16 mars. Nous étions vingt.",
        "Le week-end du 12 mars se tenait le Rabot Ouvert du Nord. Nous étions vingt.",
        "Le 16 mars s'est déroulée l'édition 2015 du [Rabot Ouvert du Nord](http://rabot.example). Nous étions vingt.",
        "J'ai participé à la conférence en ligne **Rabot Ouvert du Nord** la semaine dernière.",
        "Voici mon compte rendu du Rabot Ouvert du Nord 2015, en deux parties.",
    ];
    for line in held {
        let text = format!("# Ça sentait le bois\n\n{line}\n{BODY}");
        assert_eq!(event("n.md", &text).as_deref(), Some("Rabot Ouvert du Nord"), "{line}");
    }
    let title = "# Fête du rabot : encore un beau succès\n\nCe week-end s'est déroulée la fête du rabot.\n";
    assert_eq!(event("n.md", &format!("{title}{BODY}")).as_deref(), Some("Fête du rabot"));
    let stem = "# Ciseaux Nord\n\nNous étions vingt, sous un beau soleil.\n";
    assert_eq!(event("ciseaux-nord-2019.md", &format!("{stem}{BODY}")).as_deref(), Some("Ciseaux Nord"));
    let stem = "# Ça sentait le bois\n\nNous étions vingt à RabotConf, sous un beau soleil.\n";
    assert_eq!(event("atelier-rabotconf-2019.md", &format!("{stem}{BODY}")).as_deref(), Some("RabotConf"));
}

#[test]
fn the_day_of_an_event_is_no_part_of_its_name() {
    let named = [
        ("Retour sur RabotConf, le 4 août 2024", "RabotConf"),
        ("Retour sur RabotConf le 1er mars 2024", "RabotConf"),
        ("RabotConf Décembre 2013", "RabotConf"),
        ("Retour du congrès du rabot, le 4 août 2024", "congrès du rabot"),
        ("Retour du congrès du rabot (4 août 2024)", "congrès du rabot"),
        ("Retour du congrès du rabot – le 4 août 2024", "congrès du rabot"),
        ("Retour du congrès du rabot du 4 août 2024", "congrès du rabot"),
    ];
    are_named(&named);
}

#[test]
fn a_subject_is_no_event() {
    for title in ["Retour sur le rabotage électrique", "Mes notes sur la scie", "Pourquoi raboter ?"] {
        let text = format!("---\ntitle: \"{title}\"\n---\n\nOn y parle de bois et de lames.\n{BODY}");
        assert_eq!(event("n.md", &text), None, "{title}");
    }
}

#[test]
fn who_does_something_is_no_event() {
    for line in [
        "Zoé Pastel s'est attardée sur deux lames, et nous avec elle.",
        "J'ai assisté à Affûter sans Peur, puis je suis rentré à pied.",
        "Du 12 au 13 Octobre s'est déroulée la fête de tous les rabots.",
    ] {
        let text = format!("# Ça sentait le bois\n\n{line}\n{BODY}");
        assert_eq!(event("n.md", &text), None, "{line}");
    }
}

#[test]
fn title_and_file_name_come_before_mentions() {
    let text = format!(
        "---\ntitle: Retour sur Rabotix 2013\n---\n\nMieux que Devoxx France, plus court que Devoxx France.\n{BODY}"
    );
    assert_eq!(event("n.md", &text).as_deref(), Some("Rabotix"));
}

#[test]
fn a_year_in_the_event_field_is_said_once_and_a_city_stays() {
    let text = format!("---\ntitle: Le banc\nevent: Rabotix 2024\n---\n{BODY}");
    let cut = cut("n.md", &text);
    assert_eq!((cut.talks[0].event.as_deref(), cut.talks[0].year), (Some("Rabotix"), Some(2024)));
    let text = format!("---\ntitle: Retour de l'Agile Tour Nantes 2014\n---\n{BODY}");
    assert_eq!(event("n.md", &text).as_deref(), Some("Agile Tour Nantes"));
}

#[test]
fn a_listed_event_is_called_as_the_recap_calls_it() {
    let named = [
        ("Retour sur le #phptour de Lille", "phptour"),
        ("Retour sur le PHP Tour Nantes 2012", "PHP Tour Nantes"),
        ("Mon récap de la PyCon France 2025", "PyCon France"),
        ("Mon récap de la PyConFR 2025", "PyConFR"),
    ];
    are_named(&named);
    let text = format!("# Mix-it-2014\n\nDeux jours à Lyon.\n{BODY}");
    assert_eq!(event("n.md", &text).as_deref(), Some("Mix-it"));
}

#[test]
fn a_city_beside_the_year_in_the_title_is_that_of_the_event() {
    for (title, city) in
        [("Galet Lyon 2023", Some("Lyon")), ("Galet 2023 Lille", Some("Lille")), ("Galet Lyon, jour 1", None)]
    {
        let cut = cut("n.md", &format!("# {title}\n\n## Le sable – Awa Diop (Brumisio)\n\nDu sable.\n"));
        assert_eq!(cut.talks[0].city.as_deref(), city, "{title}");
    }
}

#[test]
fn who_gives_a_talk_is_no_event() {
    let givers = [
        "Dans sa conférence, Martin Fowler a montré des choses.",
        "Dans leur conférence Rabot Libre, elles ont montré des choses.",
        "Ma première conférence Rabotix !",
        "La conférence de Liz Rice était belle.",
        "J'ai assisté à la conférence de Jetzabel Copeau.",
        "Je reviens de la conférence Jetzabel Copeau.",
        "La conférence Netflix a montré des choses.",
        "Après la conférence — Zoé Pastel nous a parlé de bois.",
        "Anne Martin a commencé par la lame.",
    ];
    for line in givers {
        // In a session, above all sessions, and where there is but one.
        let above = format!("\n{line}\n{}", two("On scie."));
        // Only what she gave tells that this name is a person's.
        let alone = (!line.contains("Jetzabel")).then(|| format!("\n{line}\n{BODY}"));
        for text in [two(line), above].into_iter().chain(alone) {
            assert_eq!(event("n.md", &format!("# Mes notes du printemps\n{text}")), None, "{text}");
        }
    }
    for heading in [
        "Préparer sa conférence — Julien Dubois",
        "La conférence de Liz Rice",
        "Organiser un meetup — Anne Martin",
    ] {
        let text = format!("# Mes notes du printemps\n\n## {heading}\n\nBien dit.\n{}", two("On scie."));
        assert_eq!(event("n.md", &text), None, "{heading}");
        let text = format!("# {heading}\n\nBien dit, et bien montré à tous.\n");
        assert_eq!(event("n.md", &text), None, "{heading}");
    }
}

#[test]
fn a_conference_that_somebody_went_to_is_an_event() {
    for line in [
        "J'ai assisté à la conférence Rabotix.",
        "La conférence Rabotix s'est tenue hier.",
        "La 5e édition de la conférence Rabotix a réuni du monde.",
    ] {
        let text = format!("# Mes notes du printemps\n\n{line}\n{}", two("On scie."));
        assert_eq!(event("n.md", &text).as_deref(), Some("Rabotix"), "{line}");
        assert_eq!(
            event("n.md", &format!("# Mes notes du printemps\n{}", two(line))),
            None,
            "in a session: {line}"
        );
    }
}

#[test]
fn an_edition_that_nobody_has_listed_is_no_other_edition() {
    let unlisted = [
        ("Retour sur KubeCon Japan", "KubeCon Japan"),
        ("Retour sur KubeCon Japan 2025", "KubeCon Japan"),
        ("Retour sur KubeCon + CloudNativeCon India 2024", "KubeCon + CloudNativeCon India"),
        ("KCD Munich", "KCD Munich"),
        ("Kubernetes Community Days Amsterdam", "Kubernetes Community Days Amsterdam"),
        ("Devoxx Greece", "Devoxx Greece"),
        ("Devoxx Ukraine", "Devoxx Ukraine"),
        ("Cloud Native Days Romandie", "Cloud Native Days Romandie"),
        ("Open Source Summit Japan", "Open Source Summit Japan"),
    ];
    are_named(&unlisted);
    let listed = [
        ("KubeCon Amsterdam 2023", "KubeCon + CloudNativeCon Europe"),
        ("KubeCon Europe à Paris", "KubeCon + CloudNativeCon Europe"),
        ("Retour de KubeCon Jour 1", "KubeCon + CloudNativeCon Europe"),
        ("KubeCon Avril 2023", "KubeCon + CloudNativeCon Europe"),
        ("KubeCon NA Denver", "KubeCon + CloudNativeCon North America"),
        ("KCD Suisse romande", "Kubernetes Community Days Suisse romande"),
        ("Devoxx France", "Devoxx France"),
        ("Devoxx 2011 Anvers", "Devoxx Belgium"),
        ("Devoxx Jeudi", "Devoxx France"),
        ("Devoxx Retour", "Devoxx France"),
        ("FOSDEM Samedi", "FOSDEM"),
    ];
    are_named(&listed);
}

#[test]
fn an_event_that_a_person_gives_stays_as_it_is_written() {
    let named = [
        ("KubeCon India", "KubeCon India"),
        ("Devoxx Greece", "Devoxx Greece"),
        ("devoxx fr", "Devoxx France"),
        ("KubeCon Amsterdam", "KubeCon + CloudNativeCon Europe"),
        ("Mieux que Devoxx France", "Mieux que Devoxx France"),
    ];
    for (written, name) in named {
        let text = format!("# Retour sur Devoxx\n{}", two("On scie."));
        let document = Document::decode(text.as_bytes(), "n.md", Format::Markdown, None).expect("text");
        let sidecar = Sidecar { event: Some(written.to_owned()), ..Sidecar::default() };
        let cut = recap::cut_with(&document, &sidecar);
        assert_eq!(cut.talks[0].event.as_deref(), Some(name), "{written}");
        let text = format!("---\nevent: {written}\n---\n{text}");
        assert_eq!(event("n.md", &text).as_deref(), Some(name), "{written}");
    }
}

#[test]
fn an_event_is_not_later_than_its_recap() {
    let front = "---\ntitle: Retour sur Rabotix Days\ndate: 2023-04-20\n---\n";
    let later = "La prochaine fois, ce sera du 3 au 4 mai 2024, puis encore en 2024 et en 2025.";
    let first = cut("n.md", &format!("{front}\n{later} Vivement 2024.\n{}", two("On scie."))).talks.remove(0);
    assert_eq!((first.year, first.date.as_deref()), (Some(2023), None));
    let same = "Rabotix, c'est aussi le 19 septembre 2023.";
    let first = cut("n.md", &format!("{front}\n{same}\n{}", two("On scie."))).talks.remove(0);
    assert_eq!((first.year, first.date.as_deref()), (Some(2023), None));
}

#[test]
fn words_of_a_title_are_no_event_by_themselves() {
    for title in
        ["Mes conférences du printemps 2023", "On a testé pour vous : trois conférences", "Nos confs 2023"]
    {
        let text = format!("# {title}\n\nVoici ce que nous avons retenu.\n{}", two("On scie."));
        assert_eq!(event("mes-notes.md", &text), None, "{title}");
    }
}

#[test]
fn words_that_belong_to_the_name_of_an_event_stay_in_it() {
    are_named(&[
        ("Google I/O Extended Lille 2023 : le récap", "Google I/O Extended Lille"),
        ("Journée du rabot joyeux 2023", "Journée du rabot joyeux"),
        ("Ma journée à RabotConf 2023", "RabotConf"),
    ]);
    let text = format!("# RabotConf '22\n\nOn y était.\n{}", two("On scie."));
    let first = cut("n.md", &text).talks.remove(0);
    assert_eq!((first.event.as_deref(), first.year), (Some("RabotConf"), Some(2022)));
}
