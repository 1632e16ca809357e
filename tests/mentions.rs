//! What a recap says of itself and of its sessions: front matter of every kind, who gave a session and for
//! whom. Each layout stands for a kind of its own; names and wording are made up.

use recaps::corpus::{Document, Format};
use recaps::recap::{self, Cut};
use recaps::talk::Talk;

fn cut_as(format: Format, file: &str, text: &str) -> Cut {
    recap::cut(&Document::decode(text.as_bytes(), file, format, None).expect("text"))
}

fn cut(text: &str) -> Cut {
    cut_as(Format::Markdown, "notes.md", text)
}

/// The talk of a title.
fn talk<'c>(cut: &'c Cut, title: &str) -> &'c Talk {
    let titles: Vec<&str> = cut.talks.iter().map(|talk| talk.title.as_str()).collect();
    cut.talks.iter().find(|talk| talk.title == title).unwrap_or_else(|| panic!("{title:?} in {titles:?}"))
}

const BODY: &str = "\n## La scie et le rabot\n\nPar Odile Parchemin (Bricodata)\n\nOn scie, puis on rabote, et le bois \
    raconte sa vie.\n";

#[test]
fn front_matter_of_every_generator_is_read() {
    let kinds = [
        (
            "---\ntitle: Le banc\ndate: 2024-03-14\ntags: [bois, métal]\nauthor: Zoé Pastel\n---\n",
            Format::Markdown,
        ),
        ("Title: Le banc\nDate: 2024-03-14 10:00\nTags: bois, métal\nAuthor: Zoé Pastel\n", Format::Markdown),
        ("Titre : Le banc\nDate : 14 mars 2024\nTags : bois, métal\nAuteure : Zoé Pastel\n", Format::Text),
        (
            "{\n  \"title\": \"Le banc\",\n  \"date\": \"14/03/2024\",\n  \"tags\": [\"bois\", \"métal\"],\n  \"author\": \"Zoé Pastel\"\n}\n",
            Format::Markdown,
        ),
        (
            "{:title \"Le banc\"\n :layout :post\n :date \"2024-03-14\" ; à midi\n :tags [\"bois\" \"métal\"]\n :author \"Zoé Pastel\"}\n",
            Format::Asciidoc,
        ),
        (
            ":doctitle: Le banc\n:Date: 14-03-2024\n:keywords: bois, métal\n:author: Zoé Pastel\n",
            Format::Asciidoc,
        ),
        (
            "---\ntitle\u{a0}: Le banc\ndate\u{a0}:\u{a0}1er mars 2024\ntags: [bois, métal]\nauteur\u{202f}: Zoé Pastel\n---\n",
            Format::Markdown,
        ),
    ];
    for (front, format) in kinds {
        let heading = if format == Format::Asciidoc { BODY.replace("##", "==") } else { BODY.to_owned() };
        let recap = cut_as(format, "n", &format!("{front}{heading}")).recap;
        assert_eq!(recap.title.as_deref(), Some("Le banc"), "{front}");
        assert!(
            recap.published.as_deref().is_some_and(|day| day.starts_with("2024-03-")),
            "{front} {recap:?}"
        );
        assert_eq!(recap.tags, ["bois", "métal"], "{front}");
        assert_eq!(recap.authors, ["Zoé Pastel"], "{front}");
    }
}

#[test]
fn fields_of_a_session_are_no_front_matter() {
    let text = "Titre : La scie\nSpeaker : Odile Parchemin\nNote : 4/5\n\nOn scie le bois et il raconte sa vie à qui veut.\n";
    let cut = cut_as(Format::Text, "n.txt", text);
    assert!(cut.talks.iter().any(|talk| talk.source.first_line <= 2), "{cut:?}");
}

#[test]
fn entities_in_front_matter_are_decoded_and_tags_of_code_are_left() {
    let cut = cut(&format!("---\ntitle: \"Vis &amp; clous, Vec<T>&nbsp;?\"\ndate: 2024-01-02\n---\n{BODY}"));
    assert_eq!(cut.recap.title.as_deref(), Some("Vis & clous, Vec<T>\u{a0}?"));
}

#[test]
fn a_month_or_a_year_dates_a_recap_without_a_day() {
    for date in ["2021-05", "2021", "mai 2021"] {
        let cut = cut(&format!("---\ntitle: Le banc\ndate: {date}\n---\n{BODY}"));
        assert_eq!((cut.talks[0].year, cut.recap.published.as_deref()), (Some(2021), None), "{date}");
    }
}

#[test]
fn author_and_day_of_publication_may_share_a_line() {
    for line in [
        "Par Jeanne Martin, le 20 avril 2023",
        "Jeanne Martin · 20/04/2023",
        "Écrit par Jeanne Martin — 20 avril 2023",
    ] {
        let cut = cut(&format!(
            "# Retour sur les Journées Rabot 2023\n\n{line}\n\nDeux jours d'ateliers et de copeaux pour tout le monde.\n{BODY}"
        ));
        assert_eq!(cut.recap.authors, ["Jeanne Martin"], "{line}");
        assert_eq!(cut.recap.published.as_deref(), Some("2023-04-20"), "{line}");
        assert_eq!(talk(&cut, "La scie et le rabot").date, None, "{line}");
    }
}

#[test]
fn an_author_may_write_for_a_house() {
    let cut = cut(&format!("---\ntitle: Le banc\nauthor: Jeanne Martin - Copeaux & Cie\n---\n{BODY}"));
    assert_eq!(cut.recap.authors, ["Jeanne Martin"]);
    assert_eq!(cut.recap.publisher.as_deref(), Some("Copeaux & Cie"));
}

#[test]
fn an_opinion_before_a_title_is_no_part_of_it() {
    for before in
        ["Coup de cœur : ", "Mon coup de cœur – ", "[Top] - ", "Mon top 1 : ", "Top #2 : ", "Flop : "]
    {
        let cut = cut(&format!(
            "# Journée du rabot 2024\n\n## {before}Raboter sans copeaux\n\nOn rabote, et le bois raconte sa vie.\n"
        ));
        talk(&cut, "Raboter sans copeaux");
    }
}

/// A case of `tests/mentions/*.txt`: its name, its text, and what is to be found, each a key and its values.
struct Case<'t> {
    name: &'t str,
    text: &'t str,
    wanted: Vec<(&'t str, &'t str)>,
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let cases = table.split("\n=== ").skip(1);
    cases
        .map(|case| {
            let (name, rest) = case.split_once('\n').expect("a name");
            let (text, wanted) = rest.rsplit_once("\n--- ").expect("what is found");
            let wanted = wanted.trim().split(" | ").filter(|part| *part != "-");
            let wanted = wanted.map(|part| part.split_once(' ').expect("a key and its value")).collect();
            Case { name, text, wanted }
        })
        .collect()
}

fn sorted(names: &[String]) -> String {
    let mut names = names.to_vec();
    names.sort();
    names.join(", ")
}

/// What a case wants of a key, in the order of [`sorted`].
fn wanted(case: &Case<'_>, key: &str) -> Option<String> {
    let (_, value) = case.wanted.iter().find(|(k, _)| *k == key)?;
    let names: Vec<String> = value.split(", ").filter(|name| *name != "-").map(str::to_owned).collect();
    Some(sorted(&names))
}

#[test]
fn who_gave_a_session_and_for_whom_is_found_however_it_is_written() {
    let mut wrong = Vec::new();
    let cases = cases(include_str!("mentions/sessions.txt"));
    assert!(cases.len() >= 80);
    for case in &cases {
        let text = format!(
            "# Retour sur Rabotix 2019\n\nDeux jours d'ateliers et de copeaux pour tout le monde.\n\n{}\n\n## Le vernis et la cire\n\nParlons de vernis : il brille, il colle, et la cire le protège longtemps.\n",
            case.text
        );
        let cut = cut(&text);
        let talk =
            cut.talks.iter().find(|talk| (talk.source.first_line..=talk.source.last_line).contains(&5));
        let talk = talk.unwrap_or_else(|| panic!("no unit: {}", case.name));
        let mark = talk.rating.as_ref().map(|rating| rating.raw.clone()).unwrap_or_default();
        let found = [("by", sorted(&talk.speakers)), ("of", sorted(&talk.organisations)), ("mark", mark)];
        for (key, found) in found {
            if found != wanted(case, key).unwrap_or_default() {
                wrong.push(format!("{}: {key} {found:?}", case.name));
            }
        }
        for (key, found) in [("title", talk.title.clone()), ("from", sorted(&talk.writers))] {
            if case.wanted.iter().any(|(k, value)| *k == key && *value != found) {
                wrong.push(format!("{}: {key} {found:?}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn what_a_recap_says_of_itself_is_found_however_it_is_written() {
    let mut wrong = Vec::new();
    let cases = cases(include_str!("mentions/recaps.txt"));
    assert!(cases.len() >= 45);
    for case in &cases {
        let (_, file) = case.name.rsplit_once(" (").expect("a file name");
        let file = file.trim_end_matches(')');
        let format = Format::from_path(std::path::Path::new(file)).expect("a recap's name");
        let second = "\n\n## Le vernis\n\nPar Paul Mandrin (Copeaux)\n\nParlons de vernis : il brille, et la cire le protège.\n";
        let body = format!("{BODY}{second}");
        let body = match format {
            Format::Asciidoc => body.replace("##", "=="),
            Format::Rst => body
                .replace("## La scie et le rabot", "La scie et le rabot\n---------------------")
                .replace("## Le vernis", "Le vernis\n---------"),
            _ => body,
        };
        let cut = cut_as(format, file, &format!("{}\n{body}", case.text));
        let talk = cut.talks.last().expect("a unit");
        let found = [
            ("event", talk.event.clone().unwrap_or_default()),
            ("year", talk.year.map(|year| year.to_string()).unwrap_or_default()),
            ("city", talk.city.clone().unwrap_or_default()),
            ("date", talk.date.clone().unwrap_or_default()),
            ("title", cut.recap.title.clone().unwrap_or_default()),
            ("authors", sorted(&cut.recap.authors)),
            ("published", cut.recap.published.clone().unwrap_or_default()),
            ("tags", sorted(&cut.recap.tags)),
        ];
        for (key, found) in found {
            if wanted(case, key).is_some_and(|wanted| wanted != found) {
                wrong.push(format!("{}: {key} {found:?}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_fact_of_a_talk_names_the_rule_that_found_it() {
    let cut = cut_as(
        Format::Markdown,
        "rabotix-2019.md",
        "# Retour sur Rabotix 2019 à Nantes\n\nOn y était.\n\n## La scie\n\nPar Odile Parchemin (Bricodata)\n\nOn scie, et le bois raconte sa vie.\n\n## Pause déjeuner\n\nOn mange bien, et longtemps.\n",
    );
    let rules = |title: &str| {
        let at = cut.talks.iter().position(|talk| talk.title == title).expect("a unit of that title");
        let found = cut.mentions[at].iter().map(|m| (m.name.as_str(), m.rule.as_str(), m.weight.is_some()));
        found.collect::<Vec<_>>()
    };
    let scie = rules("La scie");
    for (name, rule, weighed) in [
        ("talk", "kind-signed", true),
        ("Rabotix", "event-in-title", false),
        ("2019", "year-in-title", true),
        ("2019", "year-in-file-name", true),
        ("Nantes", "city-after-preposition", false),
        ("Odile Parchemin", "speaker-field", false),
        ("Bricodata", "organisation-of-speaker", false),
    ] {
        assert!(scie.contains(&(name, rule, weighed)), "{name} {rule} in {scie:?}");
    }
    assert!(rules("Pause déjeuner").contains(&("section", "kind-section-heading", false)));
    for mentions in &cut.mentions {
        assert!(mentions.iter().any(|m| m.rule.as_str().starts_with("kind-")), "{mentions:?}");
    }
}

#[test]
fn an_initial_at_the_head_of_a_line_of_rst_is_no_number() {
    let text = "Rabotix 2019\n============\n\nOn y était.\n\nLa scie\n-------\n\nC. Parchemin (Bricodata)\n\nOn scie, et le bois raconte sa vie.\n\n\
        Le vernis\n---------\n\nA. Premier point\nB. Second point\n\nOn vernit, et le bois brille longtemps.\n";
    let cut = cut_as(Format::Rst, "n.rst", text);
    let scie = talk(&cut, "La scie");
    assert_eq!(
        (&scie.speakers[..], &scie.organisations[..]),
        (&["C. Parchemin".to_owned()][..], &["Bricodata".to_owned()][..])
    );
    assert!(talk(&cut, "Le vernis").body.text.contains("Premier point"));
    assert!(!talk(&cut, "Le vernis").body.text.contains("A. Premier"));
}

#[test]
fn a_word_of_inclusive_french_is_no_link() {
    let text = "## La scie\n\nPar Odile Parchemin\n\nOn scie avec les <a href=\"http://participant.es\">participant.es</a> et les jeunes \
        <a href=\"http://apprenti.es/\">apprenti.es</a>, voir <a href=\"http://scie.es\">scie.es</a> et <a href=\"https://rabot.example/les\">les plans</a>.\n";
    let cut = cut(text);
    let urls: Vec<&str> = talk(&cut, "La scie").links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls, ["http://scie.es", "https://rabot.example/les"]);
}

#[test]
fn an_author_before_a_full_stop_has_no_space_behind_the_name() {
    for line in ["par Camille Qwertz ....", "Auteur : Camille Qwertz ."] {
        let cut = cut(&format!("# Retour sur Rabotix 2019\n\n{line}\n\nOn y était.\n{BODY}"));
        assert_eq!(cut.recap.authors, ["Camille Qwertz"], "{line}");
    }
    let byline = "## La scie\n\nPar Odile Parchemin ....\n\nOn scie, et le bois raconte sa vie.\n";
    assert_eq!(talk(&cut(byline), "La scie").speakers, ["Odile Parchemin"]);
}

#[test]
fn names_that_no_list_holds_are_read_as_known_ones_under_other_headings() {
    let told = "\n\nOn rabote, et le bois raconte sa vie à qui veut l'entendre.\n\n";
    let recap = |third: &str| {
        cut(&format!(
            "# Rabotix 2019\n\n## La scie\n\nOdile Parchemin{told}## Le rabot\n\nPaul Varlope{told}## Le vernis\n\n{third}{told}"
        ))
    };
    for (line, found) in [
        ("Gynbael Coldwand", "Gynbael Coldwand"),
        ("[Gynbael Coldwand](https://g.example)", "Gynbael Coldwand"),
    ] {
        assert_eq!(talk(&recap(line), "Le vernis").speakers, [found]);
    }
    assert!(talk(&recap("Une heure"), "Le vernis").speakers.is_empty());
    // Where the others are of unknown names too, the shape alone is not enough.
    let text =
        format!("# Rabotix 2019\n\n## La scie\n\nVieux Rabot{told}## Le vernis\n\nGynbael Coldwand{told}");
    assert!(talk(&cut(&text), "Le vernis").speakers.is_empty());
}

#[test]
fn what_the_first_words_of_a_recap_say_of_it_titles_no_session() {
    let text = "---\ntitle: Compte-rendu de Rabotix 2019\n---\n\nJeudi, j'ai assisté à [Rabotix 2019](https://rabotix.example), un \
        ensemble de conférences sur les rabots et la scie dans le monde du bois.\n\n**La scie** par Odile Parchemin\n\nOn scie, et le bois \
        raconte sa vie.\n\n**Le rabot** par Paul Varlope\n\nOn rabote, et le bois raconte sa vie.\n";
    assert_eq!(cut(text).talks[0].title, "Compte-rendu de Rabotix 2019");
}

#[test]
fn a_deeper_heading_may_say_who_gave_the_session_of_the_heading_above() {
    let told = "On rabote, et le bois raconte sa vie à qui veut l'entendre.";
    let text = format!(
        "# Retour sur Rabotix 2019\n\n## Le matin\n\n### La scie\n\n#### par [Odile Parchemin](https://o.example) \\[Bricodata\\]\n\n{told}\n\n\
         ### Le rabot\n\n#### par Paul Varlope\n\n{told}\n\n### Le vernis\n\n#### Par où commencer ?\n\n{told}\n"
    );
    let cut = cut(&text);
    let scie = talk(&cut, "La scie");
    assert_eq!(
        (&scie.speakers[..], &scie.organisations[..]),
        (&["Odile Parchemin".to_owned()][..], &["Bricodata".to_owned()][..])
    );
    assert_eq!(talk(&cut, "Le rabot").speakers, ["Paul Varlope"]);
    assert!(talk(&cut, "Le vernis").speakers.is_empty());
}

#[test]
fn a_heading_for_the_speakers_bills_the_session_above_it() {
    let text = "# Notes de Rabotix 2019\n\n## Le matin\n\n### La scie\n\n#### Speaker(s)\n\n* Odile Parchemin\n  - Twitter : https://t.example/odile\n  - Le site de Bricodata : https://b.example\n\n\
        #### Notes\n\n##### Une approche en douceur\n\nCette session parle de la scie et de ses dents, et le bois raconte sa vie.\n\n\
        ### Le rabot\n\n#### Speaker(s)\n\nGynbael Coldwand\n\n#### Notes\n\n";
    let cut = cut(text);
    let titles: Vec<&str> = cut
        .talks
        .iter()
        .map(|talk| talk.title.as_str())
        .filter(|title| !title.starts_with("Notes"))
        .collect();
    assert_eq!(titles, ["La scie", "Le rabot"]);
    assert_eq!(talk(&cut, "La scie").speakers, ["Odile Parchemin"]);
    assert_eq!(talk(&cut, "Le rabot").speakers, ["Gynbael Coldwand"]);
}
