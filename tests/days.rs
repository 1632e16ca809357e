//! On which day an event and each of its sessions were, and when a recap was published.

use recaps::corpus::{Document, Format};
use recaps::recap::{self, Cut};

fn cut(file: &str, text: &str) -> Cut {
    recap::cut(&Document::decode(text.as_bytes(), file, Format::Markdown, None).expect("text"))
}

/// The day of publication of a recap whose lines below the title are these, and the day of its sessions.
fn days(lines: &str) -> (Option<String>, Option<String>) {
    let text = format!("# Mon Rabotix 2023\n\n{lines}\n\nJ'y étais, c'était bien.\n{}", two("On scie."));
    let first = cut("n.md", &text).talks.remove(0);
    (first.recap.published.clone(), first.date)
}

/// Two signed sessions, of which the first says something.
fn two(says: &str) -> String {
    format!(
        "\n## La scie — Odile Parchemin\n\n{says}\n\n## Le rabot — Jetzabel Copeau (Bricodata)\n\nOn rabote, et le bois \
         raconte sa vie.\n"
    )
}

#[test]
fn headings_that_number_a_day_date_the_sessions_below_them() {
    let recap = |intro: &str, days: [&str; 2]| {
        let [first, second] =
            days.map(|day| format!("## {day}\n\n### Le sable – Awa Diop (Brumisio)\n\nDu sable.\n\n"));
        let second = second.replace("sable", "vent").replace("Awa Diop", "Paul Adam");
        let cut = cut("n.md", &format!("# Retour sur Galet 2023\n\n{intro}\n\n{first}{second}"));
        let sessions = cut.talks.into_iter().filter(|talk| !talk.speakers.is_empty());
        sessions.map(|talk| talk.date.unwrap_or_default()).collect::<Vec<_>>()
    };
    let numbered = recap("C'était bien.", ["Jour 1", "Jour 2 – 13 avril"]);
    assert_eq!(numbered, ["2023-04-12", "2023-04-13"], "the number of a day begins no range");
    let within = recap("Du 12 au 13 avril 2023, à Lyon.", ["Jour 1", "Deuxième journée"]);
    assert_eq!(within, ["2023-04-12", "2023-04-13"]);
    // A day that the event does not have is none of its days.
    let beyond = recap("Du 12 au 13 avril 2023, à Lyon.", ["Jour 1", "Jour 5"]);
    assert_eq!(beyond, ["2023-04-12", "2023-04-12"]);
}

#[test]
fn a_day_with_words_of_its_own_dates_the_sessions_below_it() {
    let told = "On scie, puis on rabote, et le bois raconte sa vie à qui veut bien l'écouter.";
    let cut = cut(
        "n.md",
        &format!(
            "# Retour sur Rabotix 2022\n\nDeux jours de copeaux.\n\n## Mardi 24 mai - 1ère journée\n\nOn arrive tôt, et la \
             salle est pleine.\n\n### La scie - Odile Parchemin\n\n{told}\n\n## Mercredi 25 mai - 2ème journée\n\nOn revient, \
             et la salle l'est encore.\n\n### Le rabot - Odile Parchemin\n\n{told}\n\n## Ce que je retiens\n\nDu bois, et \
             encore du bois.\n"
        ),
    );
    let days: Vec<_> = cut.talks.iter().map(|talk| (talk.title.as_str(), talk.date.as_deref())).collect();
    assert!(days.contains(&("La scie", Some("2022-05-24"))), "{days:?}");
    assert!(days.contains(&("Le rabot", Some("2022-05-25"))), "{days:?}");
    assert!(days.contains(&("Ce que je retiens", Some("2022-05-24"))), "{days:?}");
}

#[test]
fn a_day_that_one_session_of_several_tells_of_dates_no_event() {
    let told = "Le rabot a été annoncé le 10 novembre 2009 par un menuisier.";
    let first = cut("n.md", &format!("# Retour sur Rabotix Days\n{}", two(told))).talks.remove(0);
    assert_eq!((first.year, first.date.as_deref()), (None, None));
    let front = "---\ntitle: Retour sur Rabotix 2023\ndate: 2023-04-20\n---\n";
    let first =
        cut("n.md", &format!("{front}{}", two("La scie 21 sortira le 19 septembre 2023."))).talks.remove(0);
    assert_eq!((first.year, first.date.as_deref()), (Some(2023), None));
    // Lines above all sessions, and headings of days, tell of the event.
    let text = format!("# Retour sur Rabotix\n\nLes 3 et 4 mai 2022, à Lille.\n{}", two(told));
    let first = cut("n.md", &text).talks.remove(0);
    assert_eq!((first.year, first.date.as_deref()), (Some(2022), Some("2022-05-03")));
    let text = format!("# Retour sur Rabotix 2022\n\n# Mardi 3 mai\n{}", two(told));
    let talks = cut("n.md", &text).talks;
    assert!(talks.iter().all(|talk| talk.date.as_deref() == Some("2022-05-03")), "{talks:?}");
}

#[test]
fn a_day_alone_below_the_title_is_that_of_publication() {
    for lines in [
        "Par Jeanne Martin\n\n20 avril 2023",
        "Par Jeanne Martin\n20 avril 2023",
        "20 avril 2023\n\nPar Jeanne Martin",
        "Jeanne Martin\n\nLe 20 avril 2023",
        "Un beau week-end\n\nPar Jeanne Martin\n\n*Jeudi 20 avril 2023*",
        "20 avril 2023 par Jeanne Martin",
        "April 20, 2023 by Jeanne Martin",
        "20 avril 2023 · 5 min de lecture",
        "Temps de lecture : 5 minutes\n\n20 avr. 2023",
        "20 avril 2023",
        "20/04/2023",
        "2023-04-20",
    ] {
        assert_eq!(days(lines), (Some("2023-04-20".to_owned()), None), "{lines}");
    }
    let told = "Par Jeanne Martin\n\n20 avril 2023\n\nRabotix s'est tenu les 3 et 4 avril 2023 à Lille.";
    assert_eq!(days(told), (Some("2023-04-20".to_owned()), Some("2023-04-03".to_owned())));
    let signed = format!("# Mon Rabotix 2023\n\n20 avril 2023 par Jeanne Martin\n{}", two("On scie."));
    assert_eq!(cut("n.md", &signed).recap.authors, ["Jeanne Martin"]);
}

#[test]
fn a_day_with_a_place_or_a_range_below_the_title_is_the_event_s() {
    for lines in [
        "20 avril 2023, Lille",
        "Lille, 20 avril 2023",
        "20 avril 2023\n\nLille",
        "Lieu : Lille\n\n20 avril 2023",
        "20 avril 2023 · 18h30",
        "les 20 et 21 avril 2023",
        "Par Jeanne Martin\n\n20 et 21 avril 2023",
        "du 20 au 21 avril 2023",
        "20 avril – 2 mai 2023",
    ] {
        assert_eq!(days(lines), (None, Some("2023-04-20".to_owned())), "{lines}");
    }
    // Where the day of publication is known, another below the title is the event's; so is one below the title of a day.
    let front = "---\ntitle: Mon Rabotix\ndate: 2023-04-25\n---\n\n# Mon Rabotix";
    for title in [front, "# Rabotix 2023, jour 2"] {
        let text = format!("{title}\n\n20 avril 2023\n\nJ'y étais, c'était bien.\n{}", two("On scie."));
        assert_eq!(cut("n.md", &text).talks.remove(0).date.as_deref(), Some("2023-04-20"), "{title}");
    }
}

/// Three signed sessions of a recap with this introduction, the first below one heading of a day, the others below a second; the day
/// of each.
fn grouped(intro: &str, [first, second]: [&str; 2]) -> Vec<Option<String>> {
    let text = format!(
        "# Retour sur Galet 2023\n\n{intro}\n\n## {first}\n\n### Le sable – Awa Diop (Brumisio)\n\nDu sable.\n\n## {second}\n\n### Le \
         vent – Paul Adam (Brumisio)\n\nDu vent.\n\n### La pluie – Ida Brun (Brumisio)\n\nDe la pluie.\n"
    );
    let sessions = cut("n.md", &text).talks.into_iter().filter(|talk| !talk.speakers.is_empty());
    sessions.map(|talk| talk.date).collect()
}

#[test]
fn headings_that_call_a_day_of_the_week_date_the_sessions_below_them() {
    let [first, second] = ["2023-06-29", "2023-06-30"].map(|day| Some(day.to_owned()));
    for intro in ["Les 29 et 30 juin 2023, à Lyon.", "Le jeudi 29 juin 2023 s'ouvrait Galet."] {
        for headings in [
            ["Jeudi", "Vendredi"],
            ["Jeudi 29", "Vendredi 30"],
            ["Jeudi matin", "Vendredi matin"],
            ["Journée du jeudi", "Journée du vendredi"],
            ["Jeudi", "Le lendemain"],
            ["Thursday", "Friday"],
        ] {
            let days = [first.clone(), second.clone(), second.clone()];
            assert_eq!(grouped(intro, headings), days, "{intro} {headings:?}");
        }
    }
}

#[test]
fn a_day_of_the_week_that_the_event_does_not_have_is_unknown() {
    let first = Some("2023-06-29".to_owned());
    assert_eq!(grouped("Les 29 et 30 juin 2023, à Lyon.", ["Jeudi", "Dimanche"]), [first, None, None]);
    assert_eq!(grouped("C'était bien.", ["Jeudi", "Vendredi"]), [None, None, None]);
}

#[test]
fn a_day_in_figures_gives_the_year_too() {
    for told in [
        "C'était le 13/06/2024 à Lille.",
        "C'était le 13/06/24 à Lille.",
        "C'était le 13.06.2024 à Lille.",
        "Date : 13/06/2024",
        "C'était à Lille, le 13-06-2024.",
    ] {
        let first =
            cut("n.md", &format!("# Retour sur Rabotix Days\n\n{told}\n{}", two("On scie."))).talks.remove(0);
        assert_eq!((first.year, first.date.as_deref()), (Some(2024), Some("2024-06-13")), "{told}");
    }
    let text = format!("# RabotConf – 13/06/2024\n\nC'était bien.\n{}", two("On scie."));
    let first = cut("n.md", &text).talks.remove(0);
    assert_eq!(first.event.as_deref(), Some("RabotConf"));
    assert_eq!((first.year, first.date.as_deref()), (Some(2024), Some("2024-06-13")));
    // A version and a share are no days.
    let text =
        format!("# Retour sur Rabotix Days\n\nAvec la 1.12.24, 4/5/20 fois mieux.\n{}", two("On scie."));
    assert_eq!(cut("n.md", &text).talks.remove(0).year, None);
}
